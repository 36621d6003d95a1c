"""Finish generated Python: one pinned ruff pass, a header, and proof that every import resolves."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ruff import find_ruff_bin  # type: ignore[import-untyped] # it has no types

from pipeline import HEADER
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUFF = find_ruff_bin()
# Spelled out and isolated: ruff's defaults, and any project's settings, change what is written.
# Upgrading rules (UP) are left out: they would turn `.format(...)` on a provider's text into an
# f-string.
_ISOLATED = ("--isolated", "--no-cache", "--no-respect-gitignore", "--target-version", "py311")
# One statement, one line, where it fits: the generators end every list with a comma.
_PASSES = (
    (
        *("check", "--fix-only", "--select", "I,F401", *_ISOLATED),
        *("--config", "lint.isort.split-on-trailing-comma=false"),
    ),
    (
        *("format", "--line-length", "120", *_ISOLATED),
        *("--config", "format.skip-magic-trailing-comma=true"),
        *("--config", "lint.isort.split-on-trailing-comma=false"),
    ),
)

_BLOCKS = ("body", "orelse", "finalbody", "handlers")  # what statements stand in, but for `match`


class _Module(NamedTuple):
    """What the checks ask of a module, which is parsed once for all of them."""

    imports: list[ast.Import | ast.ImportFrom]
    defined: set[str]
    bound: list[tuple[str, str]]


def tidy(tree: Path) -> None:
    """Sort imports, drop unused ones, format, and put the header on every module of a tree.

    Args:
        tree: Folder of generated Python, or one module.

    Raises:
        PipelineError: Something in it is not Python.
    """
    for options in _PASSES:
        done = subprocess.run(
            [_RUFF, *options, tree.name],
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


def check(tree: Path) -> None:
    """Prove that each name in a tree has one meaning, and each import leads to what it wants.

    The modules are parsed, not run. A generator that drops a model it cannot read may still import
    it where it is used; and a schema called `Response` or `Unset` would take the place of the
    client's own class where both are imported. Either client would fail after the server has acted.

    Args:
        tree: A package of generated Python, or one module; messages begin with its name.

    Raises:
        PipelineError: An import leads nowhere; or a name is imported from two modules, or imported
            and defined.
    """
    read = {module: _read(module) for module in modules(tree)}
    for module, found in read.items():
        for node in found.imports:
            for target in _imported(node, module):
                if not _exists(target, read) or not _offers(target, node, read):
                    name = (
                        target if isinstance(target, str) else os.path.relpath(target, tree.parent)
                    )
                    raise PipelineError(
                        f"{_place(module, tree)} imports {name}, which is not there",
                        fix="the generator dropped it: correct its schema in overlay.yaml",
                    )
    for module, found in read.items():
        origins: dict[str, str] = {}
        for name, origin in found.bound:
            if origins.setdefault(name, origin) != origin:
                raise PipelineError(
                    f"{_place(module, tree)}: {name} has two meanings",
                    fix="a schema is called like something that the client needs: give it"
                    " another name in overlay.yaml",
                )


def _place(module: Path, tree: Path) -> str:
    return module.relative_to(tree.parent).as_posix()


def _read(module: Path) -> _Module:
    """Read every statement of a module, also in functions; expressions bind nothing here."""
    statements: list[ast.AST] = [ast.parse(module.read_bytes())]
    for node in statements:  # it grows meanwhile
        for block in _BLOCKS:
            statements += getattr(node, block, ())
    return _Module(
        [node for node in statements if isinstance(node, ast.Import | ast.ImportFrom)],
        set(_names(statements)),
        [pair for node in statements for pair in _bound(node)],
    )


def _bound(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each name that a class or a `from` import binds, and where it comes from."""
    if isinstance(node, ast.ClassDef):
        yield node.name, ""
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name, f"{'.' * node.level}{node.module}"


def _exists(target: Path | str, read: dict[Path, _Module]) -> bool:
    if isinstance(target, Path):
        return target.with_suffix(".py") in read or target.is_file() or target.is_dir()
    return _is_installed(target)


@cache
def _is_installed(module: str) -> bool:
    return module in sys.stdlib_module_names or find_spec(module) is not None


def _offers(
    target: Path | str, node: ast.Import | ast.ImportFrom, read: dict[Path, _Module]
) -> bool:
    """Tell whether a module of a tree has what a statement imports from it.

    A module that was written over another one is there, and what is wanted of it is not.
    """
    if isinstance(target, str) or not isinstance(node, ast.ImportFrom) or not node.module:
        return True
    module = target.with_suffix(".py")
    return module not in read or all(alias.name in read[module].defined for alias in node.names)


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
    """Return the Python files of a tree, sorted; of one module, itself."""
    return [tree] if tree.is_file() else sorted(tree.rglob("*.py"))


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
