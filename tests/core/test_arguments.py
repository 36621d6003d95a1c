"""Arguments of the wrong type are refused before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes import ConfigurationError

from .canned import Canned, answer

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from .conftest import Call


@pytest.mark.parametrize(
    ("operation", "options", "words"),
    [
        ("delete", {"missing_ok": "no"}, "missing_ok must be True or False, not 'no'"),
        ("delete", {"missing_ok": None}, "missing_ok must be True or False, not None"),
        ("cancel", {"wait": 1}, "wait must be True or False, not 1"),
        ("download", {"overwrite": "no"}, "overwrite must be True or False, not 'no'"),
        ("download", {"step": "5"}, "step must be a whole number, not '5'"),
        ("download", {"step": True}, "step must be a whole number, not True"),
        ("download", {"checkpoint": 5}, "no checkpoint 5; there are adapter, merged"),
        ("download", {"checkpoint": "\ud800"}, r"no checkpoint '\\ud800'; there are"),
        ("upload", {"purpose": "\ud800"}, r"'\\ud800' is no purpose"),
        ("upload", {"purpose": 5}, "5 is no purpose"),
    ],
)
def test_an_argument_of_a_call_that_is_not_of_its_type_is_refused_unsent(
    call: Call, tmp_path: Path, operation: str, options: dict[str, Any], words: str
) -> None:
    file = tmp_path / "file.txt"
    file.write_text("x")
    positional = {"download": ("ft-1", tmp_path / "weights"), "upload": (file,)}

    def scenario(client: Any) -> Generator[Any, Any, None]:
        yield getattr(client, operation)(*positional.get(operation, ("ft-1",)), **options)

    transport = Canned(answer({}))
    with pytest.raises(ConfigurationError, match=words):
        call.run(scenario, "together", transport=transport)
    assert transport.requests == []


@pytest.mark.parametrize("yes", ["false", "", 1, None])
def test_only_true_lets_the_key_leave_this_machine_unencrypted(call: Call, yes: Any) -> None:
    with pytest.raises(ConfigurationError, match="allow_insecure_http must be True or False"):
        call("together", base_url="http://example.com", allow_insecure_http=yes)


@pytest.mark.parametrize("transport", [0, "", [], {}, 1, httpx.Client, httpx.Request("GET", "/")])
def test_what_is_no_transport_is_refused(call: Call, transport: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"transport must be an httpx\.\w*BaseTransport$"):
        call("together", transport=transport)


def test_a_transport_of_the_other_client_is_refused(call: Call) -> None:
    other = httpx.AsyncHTTPTransport() if call.colour == "sync" else httpx.HTTPTransport()
    with pytest.raises(ConfigurationError, match="transport must be an httpx"):
        call("together", transport=other)
