"""Which generated names the common interface is built on."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What is imported as a module and then used by its members, as in `models.Job`.
_HOLDERS = {"client.models", "bodies", "contracts"}


def uses(wrapper: Path, provider: str) -> dict[str, tuple[str, ...]]:
    """Return the files that import names of a provider's generated package, by those names.

    Args:
        wrapper: The folder to look in; the files' names begin with its own.
        provider: The provider's name.
    """
    found: dict[str, set[str]] = {}
    for file in sorted(wrapper.rglob("*.py")):
        where = f"{wrapper.name}/{file.relative_to(wrapper).as_posix()}"
        for name in _imported(ast.parse(file.read_bytes()), f"finetunes_openapi.{provider}"):
            found.setdefault(name, set()).add(where)
    return {name: tuple(sorted(files)) for name, files in sorted(found.items())}


def _imported(tree: ast.Module, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(f"{package}."):
            inside = str(node.module).removeprefix(package).lstrip(".")
            for one in node.names:
                name = f"{inside}.{one.name}".lstrip(".")
                yield from _members(tree, name) if name in _HOLDERS else [name]


def _members(tree: ast.Module, holder: str) -> Iterator[str]:
    own = holder.rpartition(".")[2]
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=member) if name == own:
                yield f"{holder}.{member}"
            case _:
                pass
