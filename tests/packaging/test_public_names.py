"""The public surface: complete, sorted, cheap to import, and the same for both clients."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
import typing

import finetunes
import pytest
from finetunes import settings

from .sources import PUBLIC, Source, is_type_checking, sources


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after running some code."""
    report = "import sys; sys.stderr.write(chr(10).join(sys.modules))"
    finished = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], check=True, capture_output=True, text=True
    )
    return set(finished.stderr.splitlines())


def test_importing_finetunes_loads_neither_httpx_nor_attrs() -> None:
    # What the interpreter loads by itself (a .pth file, a coverage hook) is not our doing.
    loaded = loaded_by("import finetunes") - loaded_by("")
    assert {name.partition(".")[0] for name in loaded} & {"httpx", "attr", "attrs"} == set()


def test_making_a_client_loads_nothing_that_only_results_need() -> None:
    made = "import finetunes; finetunes.Client('together', api_key='unused-0123456789')"
    assert {"finetunes.models", "finetunes.records"} & loaded_by(made) == set()


def test_the_version_command_loads_neither_httpx_nor_importlib_metadata() -> None:
    command = (
        "import sys; sys.argv = ['finetunes', '--version']\n"
        "from finetunes.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code"
    )
    loaded = loaded_by(command) - loaded_by("")
    assert {"httpx", "importlib.metadata"} & loaded == set()


def test_every_public_name_can_be_imported() -> None:
    assert [name for name in PUBLIC if not hasattr(finetunes, name)] == []


def test_public_names_are_listed_once_and_in_order() -> None:
    assert list(PUBLIC) == sorted(set(PUBLIC))


def test_dir_shows_every_public_name() -> None:
    assert set(PUBLIC) <= set(dir(finetunes))


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        getattr(finetunes, "no_such_name")  # noqa: B009 - a type checker refuses the plain form


def test_type_checkers_see_the_same_names_that_run() -> None:
    (source,) = [s for s in sources("wrapper") if s.module == "finetunes"]
    assert names_for_type_checkers(source) == set(PUBLIC)


def names_for_type_checkers(source: Source) -> set[str]:
    """What `__init__.py` re-exports where a type checker reads it, with what it defines there."""
    names: set[str] = set()
    body = list(source.tree.body)
    while body:
        node = body.pop()
        if isinstance(node, ast.If) and is_type_checking(node.test):
            body += node.body
        elif isinstance(node, ast.ImportFrom) and node.level:
            names |= {alias.asname or alias.name for alias in node.names} - {"*"}
            if node.names[0].name == "*":
                names |= set(importlib.import_module(f"finetunes.{node.module}").__all__)
    return names


def public_methods(kind: type) -> dict[str, typing.Any]:
    return {name: value for name, value in vars_of(kind).items() if not name.startswith("_")}


def vars_of(kind: type) -> dict[str, typing.Any]:
    found: dict[str, typing.Any] = {}
    for base in reversed(kind.__mro__[:-1]):
        found |= vars(base)
    return found


def test_both_clients_have_the_same_public_members() -> None:
    asynchronous = {"aclose": "close"}
    names = {asynchronous.get(name, name) for name in public_methods(finetunes.AsyncClient)}
    assert names == set(public_methods(finetunes.Client))


@pytest.mark.parametrize(
    "name", sorted({*public_methods(finetunes.Client), "__init__"} - {"close"})
)
def test_a_member_has_the_same_signature_and_words_in_both_clients(name: str) -> None:
    one, other = vars_of(finetunes.Client)[name], vars_of(finetunes.AsyncClient)[name]
    assert type(one) is type(other)
    if f"`Client.{name}`" not in (inspect.getdoc(other) or ""):  # or it points there
        assert without_async(inspect.getdoc(one)) == without_async(inspect.getdoc(other))
    if callable(one):
        assert shape(one) == shape(other)


def test_both_clients_take_the_same_options() -> None:
    taken = [settings.Options.__optional_keys__, settings.AsyncOptions.__optional_keys__]
    assert taken[0] == taken[1]
    documented = re.findall(r"^    (\w+):", inspect.getdoc(finetunes.Client) or "", re.MULTILINE)
    assert taken[0] <= set(documented)


def shape(method: typing.Any) -> list[tuple[str, typing.Any, typing.Any]]:
    """Names, kinds and defaults of the parameters; types may differ in what is awaitable."""
    parameters = inspect.signature(method).parameters.values()
    return [(p.name, p.kind, p.default) for p in parameters]


def without_async(text: str | None) -> str | None:
    return text and re.sub(r"\b(Async|await )|\baclose\b", "", text)
