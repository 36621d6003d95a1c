"""A running embedded server, and raw HTTP to it in which every reply is held to the document."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes.testing import EmbeddedServer, Received
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

CANCEL_SECONDS = 30.0


@dataclass
class HandClock:
    """A clock that stands still until a test moves it."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def assert_documented(received: Received, response: httpx.Response) -> None:
    """Fail unless the document declares this status and body for this operation."""
    document: dict[str, Any] = json.loads(
        files(f"finetunes_openapi.{received.provider}").joinpath("openapi.json").read_text()
    )
    (operation,) = (
        operation
        for item in document["paths"].values()
        for operation in item.values()
        if operation["operationId"] == received.operation
    )
    declared = operation["responses"].get(str(response.status_code))
    assert declared, f"{received.operation} does not declare {response.status_code}"
    if "$ref" in declared:
        declared = document["components"]["responses"][declared["$ref"].rpartition("/")[2]]
    assert response.headers["content-type"] == "application/json"
    schema = {**document, **declared["content"]["application/json"]["schema"]}
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
        json: Any = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        key = self.server.key(provider) if key is None else key
        name, value = ("x-key", key) if provider == "bfl" else ("authorization", f"Bearer {key}")
        headers = {name.encode(): value.encode("latin-1")}
        url = f"{self.server.base_url(provider)}{path}"
        response = self.client.request(method, url, headers=headers, json=json, content=content)
        received = self.server.requests[-1]
        if received.operation and response.status_code != 501:
            assert_documented(received, response)
        return response


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def server(clock: HandClock) -> Iterator[EmbeddedServer]:
    with EmbeddedServer(clock=clock, cancel_seconds=CANCEL_SECONDS) as running:
        yield running


@pytest.fixture
def wire(server: EmbeddedServer) -> Iterator[Wire]:
    with httpx.Client(trust_env=False) as client:
        yield Wire(server, client)
