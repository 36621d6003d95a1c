"""What the wheel asks for: all that is imported, nothing else, in the ranges that are argued."""

from __future__ import annotations

import importlib.metadata
import re
import sys
import tomllib
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from .distributions import build, closure, requirements
from .sources import ROOT, sources

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT: dict[str, Any] = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))
CORE = "the core"


def declared() -> Iterator[tuple[str, Requirement]]:
    """Yield the extra, or `CORE`, of each range that users get, and the range."""
    project = PROJECT["project"]
    for extra, lines in {CORE: project["dependencies"], **project["optional-dependencies"]}.items():
        for requirement in map(Requirement, lines):
            if requirement.name != project["name"]:
                yield extra, requirement


def test_the_core_brings_what_httpx_and_attrs_bring_and_nothing_more() -> None:
    brought = closure(requirements(build()[0]), set(), sys.executable)
    assert brought == closure(["httpx", "attrs"], set(), sys.executable)


def test_everything_that_is_imported_is_declared() -> None:
    of_module = importlib.metadata.packages_distributions()
    ours = {"finetunes", "finetunes_openapi", *sys.stdlib_module_names}
    modules = {
        found.module.partition(".")[0]
        for source in (*sources("wrapper"), *sources("generated"))
        for found in source.imports()
        if found.module
    }
    # Only pytest itself loads the plugin.
    used = {canonicalize_name(name) for m in modules - ours - {"pytest"} for name in of_module[m]}
    names = {canonicalize_name(requirement.name) for _, requirement in declared()}
    assert {"anyio", "httpcore"} <= used
    assert used - names == set()


def test_the_core_imports_what_the_core_declares() -> None:
    modules = {
        found.module.partition(".")[0]
        for source in sources("wrapper")
        if not source.module.startswith(("finetunes.cli", "finetunes.testing"))
        for found in source.imports()
    }
    core = {requirement.name for extra, requirement in declared() if extra == CORE}
    foreign = modules - set(sys.stdlib_module_names) - {"", "finetunes", "finetunes_openapi"}
    assert foreign - {"backports"} == core


def test_every_range_is_the_one_that_is_argued() -> None:
    text = ROOT.joinpath("docs", "decisions", "0002-dependencies.md").read_text("utf-8")
    table = text.partition("\n## Run time\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([\w., -]+?)(?: \(`(\w+)`\))? \| (.*?) \| ", table, re.MULTILINE)
    argued = {
        (extra or CORE, canonicalize_name(name)): SpecifierSet(written)
        for names, extra, ranges in rows
        if ranges != "range"
        for name, written in zip(names.split(", "), re.findall(r"`([^`]+)`", ranges), strict=True)
    }
    assert argued == {
        (extra, canonicalize_name(requirement.name)): requirement.specifier
        for extra, requirement in declared()
    }
