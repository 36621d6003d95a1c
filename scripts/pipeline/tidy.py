"""Finish generated Python: one pinned ruff pass, a header, and proof that every import resolves."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import HEADER
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Spelled out and isolated: ruff's defaults, and any project's settings, change what is written.
# Upgrading rules (UP) are left out: they would turn `.format(...)` on a provider's text into an
# f-string.
_ISOLATED = ("--isolated", "--no-cache", "--no-respect-gitignore", "--target-version", "py311")
_PASSES = (
    ("check", "--fix-only", "--select", "I,F401", *_ISOLATED),
    ("format", "--line-length", "120", *_ISOLATED),
)

_HOLDERS = (ast.stmt, ast.ExceptHandler)  # what statements stand in, but for `match`


def tidy(tree: Path) -> None:
    """Sort imports, drop unused ones, format, and put the header on every module of a tree.

    Args:
        tree: Folder of generated Python.

    Raises:
        PipelineError: Something in it is not Python.
    """
    for options in _PASSES:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "ruff", *options, tree.name],
            cwd=tree.parent,  # what lies in the working folder counts as first-party when sorting
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise PipelineError(
                f"ruff cannot read what was generated: {done.stderr.strip()}",
                fix="a generator wrote something that is not Python: find the text in the document"
                " that caused it",
            )
    for module in modules(tree):
        text = module.read_text(encoding="utf-8")
        if not text.startswith(HEADER):
            module.write_text(f"{HEADER}\n{text}", encoding="utf-8", newline="\n")


def check_imports(tree: Path) -> None:
    """Prove that every import in a tree leads to a module of the tree or to an installed one.

    The modules are parsed, not run. A generator that drops a model it cannot read may still import
    it where it is used, and the client then fails after the server has acted.

    Args:
        tree: Folder of generated Python; a package, or a folder of packages.

    Raises:
        PipelineError: An import leads nowhere.
    """
    imports: dict[Path, list[ast.Import | ast.ImportFrom]] = {}
    defined: dict[Path, set[str]] = {}
    for module in modules(tree):
        statements = _statements(module)
        imports[module] = [
            one for one in statements if isinstance(one, ast.Import | ast.ImportFrom)
        ]
        defined[module] = set(_names(statements))
    for module, nodes in imports.items():
        for node in nodes:
            for target in _imported(node, module):
                if not _exists(target) or not _offers(target, node, defined):
                    name = target if isinstance(target, str) else os.path.relpath(target, tree)
                    raise PipelineError(
                        f"{module.relative_to(tree).as_posix()} imports {name}, which is not there",
                        fix="the generator dropped it: correct its schema in overlay.yaml",
                    )


def check_names(tree: Path) -> None:
    """Prove that no module of a tree gives one name two meanings.

    A schema called `Response` or `Unset` would take the place of the client's own class of that
    name where both are imported, and the client would fail after the server has acted.

    Args:
        tree: Folder of generated Python.

    Raises:
        PipelineError: A name is imported from two modules, or imported and defined.
    """
    for module in modules(tree):
        origins: dict[str, str] = {}
        for node in _statements(module):
            for name, origin in _bound(node):
                if origins.setdefault(name, origin) != origin:
                    raise PipelineError(
                        f"{module.relative_to(tree).as_posix()}: {name} has two meanings",
                        fix="a schema is called like something that the client needs: give it"
                        " another name in overlay.yaml",
                    )


def _statements(module: Path) -> list[ast.AST]:
    """Return every statement of a module, also in functions; expressions bind nothing here."""
    found: list[ast.AST] = [ast.parse(module.read_bytes())]
    for node in found:  # it grows meanwhile
        found += (child for child in ast.iter_child_nodes(node) if isinstance(child, _HOLDERS))
    return found


def _bound(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each name that a class or a `from` import binds, and where it comes from."""
    if isinstance(node, ast.ClassDef):
        yield node.name, ""
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name, f"{'.' * node.level}{node.module}"


def _exists(target: Path | str) -> bool:
    if isinstance(target, Path):
        return target.with_suffix(".py").is_file() or target.is_dir()
    return _is_installed(target)


@cache
def _is_installed(module: str) -> bool:
    return module in sys.stdlib_module_names or find_spec(module) is not None


def _offers(
    target: Path | str, node: ast.Import | ast.ImportFrom, defined: dict[Path, set[str]]
) -> bool:
    """Tell whether a module of a tree has what a statement imports from it.

    A module that was written over another one is there, and what is wanted of it is not.
    """
    if isinstance(target, str) or not isinstance(node, ast.ImportFrom) or not node.module:
        return True
    module = target.with_suffix(".py")
    return module not in defined or all(alias.name in defined[module] for alias in node.names)


def _names(statements: list[ast.AST]) -> Iterator[str]:
    for node in statements:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def modules(tree: Path) -> list[Path]:
    """Return the Python files of a tree, sorted."""
    return sorted(tree.rglob("*.py"))


def _imported(node: ast.Import | ast.ImportFrom, module: Path) -> Iterator[Path | str]:
    """Yield what an import statement names: a path inside the tree, or a top-level module."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name.partition(".")[0]
    elif node.level == 0:
        yield str(node.module).partition(".")[0]
    else:
        package = module.parents[node.level - 1]
        if node.module:
            yield package.joinpath(*node.module.split("."))
        else:
            yield from (package / alias.name for alias in node.names)
