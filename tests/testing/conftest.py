"""A running embedded server, and raw HTTP to it in which every reply is held to the document."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes.testing import EmbeddedServer, Received
from finetunes.testing.plugin import _finetunes_state, finetunes_fake, finetunes_server
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The plugin is switched off in this suite, so that importing it is counted as covered.
__all__ = ["_finetunes_state", "finetunes_fake", "finetunes_server"]

CANCEL_SECONDS = 30.0
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that stands still until a test moves it."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@cache
def document(provider: str) -> dict[str, Any]:
    """The document that the installed package carries."""
    text = files(f"finetunes_openapi.{provider}").joinpath("openapi.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def assert_documented(received: Received, response: httpx.Response) -> None:
    """Fail unless the document declares this status, headers and body for this operation."""
    assert received.provider
    whole = document(received.provider)
    (operation,) = (
        operation
        for item in whole["paths"].values()
        for operation in item.values()
        if "operationId" in operation and operation["operationId"] == received.operation
    )
    declared = operation["responses"].get(str(response.status_code))
    assert declared, f"{received.operation} does not declare {response.status_code}"
    if "$ref" in declared:
        declared = whole["components"]["responses"][declared["$ref"].rpartition("/")[2]]
    for name, header in declared.get("headers", {}).items():
        assert name in response.headers or not header.get("required")
    content = declared.get("content")
    if content is None:
        assert response.content == b""
        return
    media_type = response.headers["content-type"].partition(";")[0]
    assert media_type in content
    if media_type != "application/json":
        assert content[media_type]["schema"]["format"] == "binary"
        return
    schema = {**whole, **content[media_type]["schema"]}
    # Any: the stubs of jsonschema type a JSON value more narrowly than json.loads does.
    validator: Any = Draft202012Validator(schema)
    errors = [error.message for error in validator.iter_errors(response.json())]
    assert errors == []


@dataclass
class Wire:
    """Raw HTTP to one server, with the right key unless said otherwise."""

    server: EmbeddedServer
    client: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False))

    def send(
        self,
        provider: str,
        method: str,
        path: str,
        *,
        key: str | None = None,
        region: str | None = None,
        headers: Mapping[str, str] | None = None,
        **request: Any,
    ) -> httpx.Response:
        key = self.server.key(provider) if key is None else key
        name, value = ("x-key", key) if provider == "bfl" else ("authorization", f"Bearer {key}")
        sent = {name.encode(): value.encode("latin-1")}
        sent |= {name.encode(): value.encode() for name, value in (headers or {}).items()}
        url = f"{self.server.base_url(provider, region)}{path}"
        response = self.client.request(method, url, headers=sent, **request)
        received = self.server.requests[-1]
        if received.operation and response.status_code != 501:
            assert_documented(received, response)
        return response

    def get(self, provider: str, path: str, **request: Any) -> Any:
        """The JSON of a GET that succeeds."""
        response = self.send(provider, "GET", path, **request)
        assert response.status_code == 200, response.text
        return response.json()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def server(clock: HandClock) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(clock=clock, start=START, cancel_seconds=CANCEL_SECONDS) as running:
        yield running


@pytest.fixture
def wire(server: EmbeddedServer) -> Iterator[Wire]:
    with httpx.Client(trust_env=False) as client:
        yield Wire(server, client)
