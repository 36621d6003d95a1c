"""A running embedded server, and raw HTTP to it in which every reply is held to the document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes.testing import EmbeddedServer
from finetunes.testing.contract import Exchange, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CANCEL_SECONDS = 30.0
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that stands still until a test moves it."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def assert_documented(provider: str, base_url: str, response: httpx.Response) -> None:
    """Fail unless the document declares this status, headers and body for this operation."""
    exchange = Exchange(
        response.request.method,
        str(response.request.url),
        status=response.status_code,
        response_headers=tuple(response.headers.multi_items()),
        response_body=response.content,
    )
    found = check(exchange, provider, base_url).findings
    assert [str(one) for one in found if one.where.startswith("response")] == []


def key_header(provider: str, key: str) -> tuple[str, str]:
    """Return the header with a provider's key, in the letters that Schemathesis looks for."""
    return ("x-key", key) if provider == "bfl" else ("Authorization", f"Bearer {key}")


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
        name, value = key_header(provider, key)
        sent = {name.encode(): value.encode("latin-1")}
        sent |= {name.encode(): value.encode() for name, value in (headers or {}).items()}
        base_url = self.server.base_url(provider, region)
        response = self.client.request(method, f"{base_url}{path}", headers=sent, **request)
        if self.server.received[-1].operation and response.status_code != 501:
            assert_documented(provider, base_url, response)
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
