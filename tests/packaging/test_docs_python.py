"""The reference of the Python interface: all that is public, as it is written in the code."""

from __future__ import annotations

import ast
import re

import pytest
from documentation import errors, python
from finetunes import cleanup, testing
from finetunes.settings import AsyncOptions, Options

from .sources import PUBLIC

PAGE = python.text()
HEADINGS = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)


def entry(name: str) -> str:
    """Return what stands below a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(name)}\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


def test_everything_public_has_one_entry_here_or_among_the_errors() -> None:
    public = {*PUBLIC, *cleanup.__all__, *testing.__all__} - {"__version__"}
    raised = set(re.findall(r"^### (\w+)$", errors.text(), re.MULTILINE))
    entries = [heading for heading in HEADINGS if heading in public]
    assert sorted(entries) == sorted(public - raised)


@pytest.mark.parametrize(("name", "options"), [("Client", Options), ("AsyncClient", AsyncOptions)])
def test_a_client_is_shown_with_every_option_that_an_overload_has(name: str, options: type) -> None:
    constructor, _, words = entry(name).partition("\n```\n")
    shown = re.findall(r"^    (\w+): ", constructor, re.MULTILINE)
    assert set(shown) == {"provider", "region", *options.__annotations__}
    if name == "Client":
        assert set(re.findall(r"^- `(\w+)`: ", words, re.MULTILINE)) == set(shown)


def test_a_method_that_two_classes_have_is_described_once() -> None:
    assert entry("Client.supports").count("supports(operation: str) -> bool") == 1
    assert "AsyncClient.supports" not in HEADINGS
    assert re.search(r"^As in `Client`: .*`supports`", entry("AsyncClient.aclose"), re.MULTILINE)


def test_a_class_of_fields_is_shown_as_it_is_called() -> None:
    assert "\n    protect: tuple[str, ...] = (),\n" in entry("Policy")
    assert "\n    _" not in entry("Clock")


def test_every_error_that_is_named_leads_to_its_entry() -> None:
    named = set(re.findall(r"errors\.md#(\w+)\)", PAGE))
    known = {name.lower() for name in re.findall(r"^### (\w+)$", errors.text(), re.MULTILINE)}
    assert {"notfounderror", "planerror"} < named <= known
    assert "- `ValueError`: " in PAGE


def test_a_signature_is_what_is_written() -> None:
    written = "def f(a, /, b: int = 1, *rest: str, c: str | None = None, d, **more: object): ..."
    (function,) = ast.parse(written).body
    assert isinstance(function, ast.FunctionDef)
    assert f"def f({', '.join(python._parameters(function.args))}): ..." == written


def test_an_argument_that_is_described_in_another_way_is_no_page() -> None:
    with pytest.raises(ValueError, match=r"^'id the id' is not written as `name: what it is`$"):
        list(python._docstring("Read.\n\nArgs:\n    id the id\n"))


def test_the_version_is_no_entry() -> None:
    assert "__version__" in PUBLIC
    assert "__version__" not in HEADINGS
