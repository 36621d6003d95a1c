"""Imports run one way, the core stays small, and provider names stay in their places."""

from __future__ import annotations

import ast
import re

import finetunes
import pytest

from .sources import PUBLIC, ROOT, SUBPACKAGES, Source, is_type_checking, sources, subpackage

WRAPPER = sources("wrapper")
SCRIPTS = sources("scripts")
TESTS = sources("tests")
CORE = [source for source in WRAPPER if subpackage(source) is None]

# From the outside in: a module may import from its own layer and from those after it.
LAYERS = ("cli", "cleanup", "client", "adapters", "the rest")

# `together` is also a word of English, so only what can be nothing but the name is looked for.
PROVIDER_NAME = re.compile(
    r"\b(?:bfl|cohere)\b|\b(?:BFL|CO|COHERE|TOGETHER)_[A-Z]|black.?forest|together\.(?:ai|xyz)|"
    r"together_|Together AI|together:|[\"'`]together\b",
    re.IGNORECASE,
)


def layer(module: str) -> str:
    part = module.split(".")[1] if "." in module else ""
    if part == "__main__":
        return "cli"  # which it starts
    # References and settings look up a provider's adapter by its name.
    if part in {"everywhere", "operations", "references", "settings"}:
        return "client"
    return part if part in LAYERS else "the rest"


def target(module: str, name: str | None) -> str:
    """The module an import loads: `from finetunes import x` may name one."""
    known = {source.module for source in WRAPPER}
    return f"{module}.{name}" if f"{module}.{name}" in known else module


# `finetunes` itself re-exports everything, and `testing` has a test of its own below.
@pytest.mark.parametrize(
    "source",
    [s for s in WRAPPER if s.module != "finetunes" and subpackage(s) != "testing"],
    ids=str,
)
def test_the_wrapper_imports_only_from_its_own_layer_and_those_below(source: Source) -> None:
    own = layer(source.module)
    upwards = [
        f"line {found.line}: {found.module}"
        for found in source.imports()
        if found.module.partition(".")[0] == "finetunes"
        and (goal := target(found.module, found.name)) != "finetunes"
        and LAYERS.index(layer(goal)) < LAYERS.index(own)
    ]
    assert upwards == []


@pytest.mark.parametrize("source", CORE, ids=str)
def test_the_core_imports_no_subpackage(source: Source) -> None:
    subpackages = [
        f"line {found.line}: {goal}"
        for found in source.imports(for_types=True)
        if (goal := target(found.module, found.name)).startswith("finetunes.")
        and goal.split(".")[1] in SUBPACKAGES
    ]
    assert subpackages == []


@pytest.mark.parametrize("source", [s for s in CORE if ".exchange" in s.module], ids=str)
def test_the_exchange_knows_of_the_rest_only_the_errors(source: Source) -> None:
    above = [
        f"line {found.line}: {goal}"
        for found in source.imports(for_types=True)
        if (goal := target(found.module, found.name)).startswith("finetunes")
        and not goal.startswith(("finetunes.exchange", "finetunes.errors", "finetunes._version"))
    ]
    assert above == []


def test_the_modules_of_the_core_import_each_other_without_a_circle() -> None:
    modules = {source.module: source for source in CORE if source.module != "finetunes"}
    below = {
        module: {target(found.module, found.name) for found in source.imports()} & modules.keys()
        for module, source in modules.items()
    }
    finished: set[str] = set()
    while ready := {m for m in below if m not in finished and below[m] - {m} <= finished}:
        finished |= ready
    assert set(below) - finished == set()


@pytest.mark.parametrize(
    "source",
    [s for s in WRAPPER if layer(s.module) != "adapters" and subpackage(s) != "testing"],
    ids=str,
)
def test_only_adapters_and_testing_run_an_import_of_the_generated_packages(source: Source) -> None:
    found = [f.line for f in source.imports() if f.module.startswith("finetunes_openapi")]
    assert found == []


@pytest.mark.parametrize("source", [s for s in WRAPPER if subpackage(s)], ids=str)
def test_a_subpackage_uses_only_public_names_of_finetunes(source: Source) -> None:
    own = f"finetunes.{subpackage(source)}"
    below_cli = {"finetunes.cleanup", "finetunes.testing", "finetunes.testing.contract"}
    others = below_cli if own == "finetunes.cli" else set[str]()
    private = [
        f"line {found.line}: {found.module}.{found.name or ''}"
        for found in source.imports(for_types=True)
        if found.module.partition(".")[0] == "finetunes"
        and not found.module.startswith(own)
        and not target(found.module, found.name).startswith(own)
        and target(found.module, found.name) not in others
        and not (found.module == "finetunes" and found.name in {None, *PUBLIC})
    ]
    assert private == []


# What makes the clients cannot need them; what describes them comes after.
MAKING = [s for s in SCRIPTS if s.module.partition(".")[0] != "documentation"]


@pytest.mark.parametrize("source", MAKING, ids=str)
def test_scripts_that_make_the_clients_import_neither_package(source: Source) -> None:
    packages = {found.module.partition(".")[0] for found in source.imports(for_types=True)}
    assert packages & {"finetunes", "finetunes_openapi"} == set()


# docs/decisions/0009-rooms.md argues the budgets.
BUDGETS = {"the core": 1575, "exchange": 1075, "adapters": 375, "transfers": 700}
PER_PROVIDER = 300


def room(source: Source) -> str:
    part = source.path.relative_to(ROOT / "wrapper" / "finetunes").parts[0]
    if part == "adapters":
        found = re.match("|".join(finetunes.providers()), source.path.stem)
        return found.group() if found else part
    return part if part in BUDGETS else "the core"


@pytest.mark.parametrize("name", [*BUDGETS, *finetunes.providers()])
def test_a_room_keeps_to_its_budget_of_lines_of_code(name: str) -> None:
    lines = sum(source.lines_of_code() for source in CORE if room(source) == name)
    assert 0 < lines <= BUDGETS.get(name, PER_PROVIDER)


@pytest.mark.parametrize("source", WRAPPER + SCRIPTS + TESTS, ids=str)
def test_a_file_has_at_most_300_lines(source: Source) -> None:
    assert len(source.text.splitlines()) <= 300


# Overloads for type checkers, which the next test looks at, and programs as users write them.
# Benchmarks name them too: the SDK of one provider or another is measured beside ours.
NAMING = {"finetunes.client", "fresh_install_probes"}


@pytest.mark.parametrize(
    "source",
    [
        s
        for s in WRAPPER + SCRIPTS
        if layer(s.module) != "adapters"
        and subpackage(s) != "testing"
        and s.module not in NAMING
        and not s.module.startswith("benchmarks.")
    ],
    ids=str,
)
def test_a_provider_is_named_only_in_its_own_places(source: Source) -> None:
    named = [
        f"line {number}: {line.strip()}"
        for number, line in enumerate(source.text.splitlines(), 1)
        if PROVIDER_NAME.search(line)
    ]
    assert named == []


def test_the_clients_name_providers_only_for_type_checkers() -> None:
    source = Source(ROOT / "wrapper" / "finetunes" / "client.py", "finetunes.client")
    tree = source.tree
    typed = [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.If) and is_type_checking(node.test))
        or (isinstance(node, ast.FunctionDef) and "overload" in decorators(node))
    ]
    lines = {n for node in typed for n in range(node.lineno, (node.end_lineno or 0) + 1)}
    running = [
        f"line {number}: {line.strip()}"
        for number, line in enumerate(source.text.splitlines(), 1)
        if number not in lines and PROVIDER_NAME.search(line)
    ]
    assert running == []


@pytest.mark.parametrize("source", WRAPPER + SCRIPTS, ids=str)
def test_every_module_class_and_function_that_is_public_says_what_it_is_for(source: Source) -> None:
    assert ast.get_docstring(source.tree) or source.text == "", "the module"
    assert list(undocumented(source.tree)) == []


def undocumented(parent: ast.Module | ast.ClassDef) -> list[str]:
    """Name the public classes and functions without a docstring, methods included."""
    found: list[str] = []
    for node in parent.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_") or decorators(node) & {"override", "overload"}:
            continue
        if not ast.get_docstring(node):
            found.append(f"line {node.lineno}: {node.name}")
        if isinstance(node, ast.ClassDef):
            found += undocumented(node)
    return found


def decorators(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The names of what decorates a class or function, without their modules."""
    return {ast.unparse(found).rpartition(".")[2] for found in node.decorator_list}
