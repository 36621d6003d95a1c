"""Which generated names the common interface is built on."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# What is imported as a module and then used by its members, as in `models.Job`.
_HOLDERS = {"client.models", "bodies", "contracts"}
# The function of a generated operation that takes its parameters.
_TAKES_PARAMETERS = "_get_kwargs"


class Uses(NamedTuple):
    """What files of the common interface take from a provider's generated package."""

    files: Mapping[str, tuple[str, ...]]
    """The files that import a name, by the names."""
    words: Mapping[str, frozenset[str]]
    """The words that could be fields or parameters, by those files: replies are read as JSON, and
    bodies are made so, so no import tells which fields a file knows."""


def uses(wrapper: Path, provider: str) -> Uses:
    """Return which files import names of a provider's generated package, and the fields they name.

    Args:
        wrapper: The folder to look in; the files' names begin with its own.
        provider: The provider's name.
    """
    found: dict[str, set[str]] = {}
    words: dict[str, frozenset[str]] = {}
    for file in sorted(wrapper.rglob("*.py")):
        where = f"{wrapper.name}/{file.relative_to(wrapper).as_posix()}"
        tree = ast.parse(file.read_bytes())
        for name in _imported(tree, f"finetunes_openapi.{provider}"):
            found.setdefault(name, set()).add(where)
            words.setdefault(where, frozenset(_words(tree)))
    return Uses({name: tuple(sorted(files)) for name, files in sorted(found.items())}, words)


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


def _words(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)):
                yield text
            case ast.Call(func=ast.Attribute(attr=name), keywords=given) if (
                name == _TAKES_PARAMETERS
            ):
                yield from (one.arg for one in given if one.arg)
            case _:
                pass
