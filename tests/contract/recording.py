"""What a cassette holds: the provider's address, a few headers, no key, and where it came from."""

from __future__ import annotations

import copy
import datetime
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import httpx
import yaml
from typing_extensions import override

from . import documents, prism
from .bodies import with_fixed_boundary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Preference = Callable[[str, str], str]

FOLDER = documents.ROOT / "tests" / "cassettes"

# A key that opens nothing. Whatever carries it would carry a real one too.
KEY = "canary-key-of-the-contract-tests"

# Lists of what may be stored, because a list of what may not is never complete.
REQUEST_HEADERS = frozenset({"content-type", "range"})
RESPONSE_HEADERS = frozenset(
    {"content-length", "content-type", "location", "retry-after"}
    | {"cf-ray", "x-request-id", "x-together-file-id"}
)


@dataclass(frozen=True)
class Interaction:
    """One stored exchange, as a test reads it."""

    method: str
    url: str
    request_type: str
    request_body: bytes
    status: int
    response_type: str
    response_headers: set[str]
    response_body: bytes

    @property
    def operation(self) -> documents.Operation:
        """The operation that the exchange belongs to."""
        return documents.operation_of(self.method, self.url)

    def problems(self) -> list[str]:
        """Say in what the exchange differs from the document; empty if in nothing."""
        operation = self.operation
        return [
            *operation.request_problems(self.request_type, self.request_body),
            *operation.response_problems(self.status, self.response_type, self.response_body),
            *operation.header_problems(self.status, self.response_headers),
        ]


def interactions(cassette: dict[str, Any]) -> Iterator[Interaction]:
    """Yield the exchanges of a loaded cassette."""
    for stored in cassette["interactions"]:
        request, response = stored["request"], stored["response"]
        yield Interaction(
            method=request["method"],
            url=request["uri"],
            request_type=_first(request["headers"], "content-type"),
            request_body=(request["body"] or "").encode(),
            status=response["status"]["code"],
            response_type=_first(response["headers"], "content-type"),
            response_headers=set(response["headers"]),
            response_body=response["body"]["string"].encode(),
        )


def load(path: Path) -> dict[str, Any]:
    """Read a cassette file, what VCR ignores included."""
    return cast("dict[str, Any]", yaml.safe_load(path.read_text("utf-8")))


class Serializer:
    """VCR's YAML, with a first part that says where the recording came from."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        """Write a cassette: `recorded` first, then the exchanges as VCR has them."""
        operations = [exchange.operation for exchange in interactions(cassette)]
        provider = operations[0].document.provider
        recorded = {
            "from": f"prism {prism.version()} mock of specs/{provider}/openapi.yaml",
            "at": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "operations": {operation.id: operation.sha256() for operation in operations},
        }
        content = {"recorded": recorded, **cassette}
        return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        """Read a cassette for VCR, which does not look at `recorded`."""
        return cast("dict[str, Any]", yaml.safe_load(text))


def clean_request(request: Any, mocks: dict[str, str]) -> Any:
    """Store the provider's address and the listed headers only.

    Args:
        request: The request as it was sent, or as it is looked up when replaying.
        mocks: The provider's base URL for the address of each running mock.
    """
    # A copy, because VCR shares the request with the call that is still running.
    clean = copy.copy(request)
    for mock, provider in mocks.items():
        # The mock does not know the base path of the document's server: put it back.
        clean.uri = re.sub(f"^{re.escape(mock)}(?=/)", provider, str(clean.uri))
    clean.headers = {
        name.lower(): value
        for name, value in sorted(cast("dict[str, str]", dict(request.headers)).items())
        if name.lower() in REQUEST_HEADERS
    }
    if "content-type" in clean.headers:
        typed = clean.headers["content-type"]
        clean.headers["content-type"], clean.body = with_fixed_boundary(typed, clean.body)
    clean.body = _scrubbed(clean.body)
    return clean


def clean_response(response: dict[str, Any]) -> dict[str, Any]:
    """Store the listed headers only, and no key in the body.

    Raises:
        AssertionError: If the mock says that the exchange breaks the document.
    """
    headers = {name.lower(): value for name, value in response["headers"].items()}
    assert "sl-violations" not in headers, f"Prism: {headers['sl-violations']}"
    assert b"stoplight.io/prism/errors" not in response["body"]["string"], response["body"]
    return {
        "status": response["status"],
        "headers": {name: headers[name] for name in sorted(RESPONSE_HEADERS & headers.keys())},
        "body": {"string": _scrubbed(response["body"]["string"])},
    }


class _ToMock:
    def __init__(self, base_url: str, mock: str, preference: Preference) -> None:
        self.base_url, self.mock, self.preference = base_url, mock, preference

    def redirected(self, request: httpx.Request) -> httpx.Request:
        """Return the same request, for the mock, asking it for the answer under test."""
        url = str(request.url)
        assert url.startswith(self.base_url + "/"), url
        headers = [pair for pair in request.headers.multi_items() if pair[0] != "host"]
        return httpx.Request(
            request.method,
            self.mock + url.removeprefix(self.base_url),
            headers=[
                ("host", self.mock.removeprefix("http://")),
                *headers,
                ("prefer", self.preference(request.method, url)),
            ],
            stream=request.stream,
            extensions=request.extensions,
        )


class ToMock(_ToMock, httpx.HTTPTransport):
    """Sends what was meant for a provider to its mock; VCR records below it."""

    def __init__(self, base_url: str, mock: str, preference: Preference) -> None:
        _ToMock.__init__(self, base_url, mock, preference)
        httpx.HTTPTransport.__init__(self, trust_env=False)

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the redirected request."""
        return super().handle_request(self.redirected(request))


class AsyncToMock(_ToMock, httpx.AsyncHTTPTransport):
    """The same for the asynchronous client."""

    def __init__(self, base_url: str, mock: str, preference: Preference) -> None:
        _ToMock.__init__(self, base_url, mock, preference)
        httpx.AsyncHTTPTransport.__init__(self, trust_env=False)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the redirected request."""
        return await super().handle_async_request(self.redirected(request))


def publish(recorded: Path, stored: Path) -> list[Path]:
    """Replace stored cassettes by newly recorded ones; a new date alone changes nothing.

    Returns:
        The files that were written.
    """
    written: list[Path] = []
    for path in sorted(recorded.rglob("*.yaml")):
        target = stored / path.relative_to(recorded)
        if target.exists() and _undated(target) == _undated(path):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8"), "utf-8")
        written.append(target)
    return written


def _undated(path: Path) -> str:
    content = load(path)
    content["recorded"].pop("at")
    return json.dumps(content)


def _first(headers: dict[str, Any], name: str) -> str:
    values: list[str] | str = headers.get(name, "")
    return values if isinstance(values, str) else values[0]


def _scrubbed(body: bytes | None) -> bytes | None:
    return body.replace(KEY.encode(), b"REDACTED") if body else body
