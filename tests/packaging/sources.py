"""Python sources read without running them: imports, size, names, docstrings."""

from __future__ import annotations

import ast
import functools
import io
import subprocess
import tokenize
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import finetunes
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SUBPACKAGES = ("cli", "cleanup", "testing")
PUBLIC = cast("list[str]", finetunes.__all__)

_LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True)
class Import:
    """One imported module, or one name imported from it."""

    module: str
    name: str | None
    line: int


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path
    module: str

    def __str__(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        """The file's text."""
        return self.path.read_text("utf-8")

    @property
    def tree(self) -> ast.Module:
        """The file, parsed."""
        return ast.parse(self.text, str(self))

    def imports(self, *, for_types: bool = False) -> Iterator[Import]:
        """Yield every import that runs; with `for_types`, those under TYPE_CHECKING as well."""
        yield from self._imports(self.tree, for_types=for_types)

    def _imports(self, node: ast.AST, *, for_types: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, None, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(self._absolute(node), alias.name, node.lineno)
        elif isinstance(node, ast.If) and not for_types and is_type_checking(node.test):
            for statement in node.orelse:
                yield from self._imports(statement, for_types=for_types)
        else:
            for child in ast.iter_child_nodes(node):
                yield from self._imports(child, for_types=for_types)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if node.level == 0:
            return node.module or ""
        package = self.module if self.path.name == "__init__.py" else self.module.rpartition(".")[0]
        for _ in range(node.level - 1):
            package = package.rpartition(".")[0]
        return f"{package}.{node.module}" if node.module else package

    def lines_of_code(self) -> int:
        """Count lines that hold code: docstrings, comments and blank lines are not code."""
        prose: set[int] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                prose.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        code: set[int] = set()
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type not in _LAYOUT:
                code.update(range(token.start[0], token.end[0] + 1))
        return len(code - prose)


def is_type_checking(test: ast.expr) -> bool:
    """Say whether an `if` asks for TYPE_CHECKING, which is false whenever code runs."""
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


@functools.cache
def sources(folder: str) -> tuple[Source, ...]:
    """Return the Python files below a source root, by path.

    Args:
        folder: `wrapper`, `scripts` or `tests`.
    """
    root = ROOT / folder
    found: list[Source] = []
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found.append(Source(path, ".".join(parts).removesuffix(".__init__")))
    assert found, f"no Python files below {root}"
    return tuple(found)


def subpackage(source: Source) -> str | None:
    """Name the subpackage a file of the wrapper is in, or None for the core."""
    part = source.module.split(".")[1:2]
    if part == ["__main__"]:
        return "cli"  # which it starts
    return part[0] if part and part[0] in SUBPACKAGES else None


@functools.cache
def repository_files() -> tuple[Path, ...]:
    """Return what git tracks or would track: everything that is not ignored."""
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    files = [ROOT / name for name in listed.split("\0") if name]
    return tuple(sorted(path for path in set(files) if path.is_file()))


def git(*arguments: str) -> str:
    """Run git in the repository and return what it printed."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so nothing says which files belong to it")
    # A build server often checks out as another user than the one that runs the tests.
    command = ["git", "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
