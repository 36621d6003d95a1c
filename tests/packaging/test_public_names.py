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

from .sources import PUBLIC, ROOT, Source, is_type_checking, sources

# httpx and httpcore load these where they find them, which would hide who else does.
OPTIONAL = ("click", "pygments", "rich", "trio")
MOST_OF_OURS = 30


def loaded_by(code: str, before: str = "") -> set[str]:
    """The modules that an interpreter loads for some code, beside those for other code before.

    It is one without `site`, so nothing that this machine starts Python with is among them.
    """
    paths = [str(ROOT / "wrapper"), str(ROOT / "generated"), *sys.path]
    lines = [
        f"import sys; sys.path[:] = {paths!a}; sys.modules.update(dict.fromkeys({OPTIONAL!a}))",
        f"{before}; before = {{*sys.modules}}; {code}".lstrip("; "),
        "sys.stderr.write(chr(10).join({*sys.modules} - before))",
    ]
    finished = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "\n".join(lines)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return set(finished.stderr.splitlines())


def test_importing_finetunes_loads_one_module_beside_it() -> None:
    assert loaded_by("import finetunes") == {"finetunes", "finetunes._version"}


def test_the_version_command_loads_nothing_beside_itself() -> None:
    command = "from finetunes.cli import main; main(['--version'])"
    ours = {"finetunes", "finetunes._version", "finetunes.cli"}
    assert loaded_by(command, "import os") == {"__future__", "gc", *ours}


@pytest.mark.parametrize("client", ["Client", "AsyncClient"])
def test_making_a_client_loads_what_a_client_of_httpx_does_and_few_modules_of_ours(
    client: str,
) -> None:
    made = f"import finetunes; finetunes.{client}('together', api_key='unused-0123456789')"
    loaded = loaded_by(made, "import attrs, httpx; httpx.Client()")
    ours = {name for name in loaded if name.partition(".")[0] == "finetunes"}
    assert loaded - ours == set()
    assert len(ours) <= MOST_OF_OURS
    results = {"finetunes.models", "finetunes.records"}
    calls = {"exchange.streams", "operations.listing", "transfers", "waiting"}
    assert (results | {f"finetunes.{name}" for name in calls}) & ours == set()


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
