"""What a cassette holds: the provider's address, a few headers, no key, and where it came from."""

from __future__ import annotations

import copy
import datetime
import json
import re
import ssl
from typing import TYPE_CHECKING, Any, cast

import httpx
import yaml
from typing_extensions import override

from . import documents, prism
from .bodies import with_fixed_boundary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .scrubbing import Scrubber

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
# A provider's own say whose request it was, and a location may be a signed address.
LIVE_RESPONSE_HEADERS = frozenset({"content-type", "retry-after"})


def exchanges(cassette: dict[str, Any]) -> list[tuple[dict[str, Any], documents.Operation]]:
    """Return the exchanges of a loaded cassette, each with the operation it belongs to."""
    return [
        (stored, documents.operation_of(stored["request"]["method"], stored["request"]["uri"]))
        for stored in cassette["interactions"]
    ]


def load(path: Path) -> dict[str, Any]:
    """Read a cassette file, what VCR ignores included."""
    return cast("dict[str, Any]", yaml.safe_load(path.read_text("utf-8")))


def mocked(provider: str) -> str:
    """Say where a recording of a provider comes from that Prism made."""
    return f"prism {prism.version()} mock of specs/{provider}/openapi.yaml"


class Serializer:
    """VCR's YAML, with a first part that says where the recording came from.

    Args:
        origin: Says for a provider what its answers come from.
        check: Raises where a text must not be stored.
    """

    def __init__(
        self, origin: Callable[[str], str] = mocked, check: Callable[[str], None] = lambda _: None
    ) -> None:
        self._origin = origin
        self._check = check

    def serialize(self, cassette: dict[str, Any]) -> str:
        """Write a cassette: `recorded` first, then the exchanges as VCR has them."""
        operations = [operation for _, operation in exchanges(cassette)]
        provider = operations[0].document.provider
        recorded = {
            "from": self._origin(provider),
            "at": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "operation_sha256": {operation.id: operation.sha256() for operation in operations},
        }
        content = {"recorded": recorded, **cassette}
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
        self._check(text)
        return text

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        """Read a cassette for VCR, which does not look at `recorded`."""
        return cast("dict[str, Any]", yaml.safe_load(text))


def clean_request(request: Any, mocks: dict[str, str], scrubber: Scrubber | None = None) -> Any:
    """Store the provider's address and the listed headers only.

    Args:
        request: The request as it was sent, or as it is looked up when replaying.
        mocks: The provider's base URL for the address of each running mock.
        scrubber: What takes out of it whatever a provider's answers may tell.
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
    if scrubber:
        clean.uri, clean.body = scrubber.address(clean.uri), scrubber.body(clean.body)
    return clean


def clean_response(response: dict[str, Any], *, scrubber: Scrubber | None = None) -> dict[str, Any]:
    """Store the listed headers only, and no key in the body.

    Args:
        response: The answer as it came.
        scrubber: What takes out of it whatever a provider may tell of its users.

    Raises:
        AssertionError: If the mock says that the exchange breaks the document.
    """
    headers = {name.lower(): value for name, value in response["headers"].items()}
    assert "sl-violations" not in headers, f"Prism: {headers['sl-violations']}"
    assert b"stoplight.io/prism/errors" not in response["body"]["string"], response["body"]
    listed = LIVE_RESPONSE_HEADERS if scrubber else RESPONSE_HEADERS
    body = _scrubbed(response["body"]["string"])
    return {
        "status": {"code": response["status"]["code"], "message": ""}
        if scrubber
        else response["status"],
        "headers": {name: headers[name] for name in sorted(listed & headers.keys())},
        "body": {"string": scrubber.body(body) if scrubber else body},
    }


# A mock on loopback speaks no TLS, and loading the certificates of this machine takes time.
_TRUSTING_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


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
        httpx.HTTPTransport.__init__(self, trust_env=False, verify=_TRUSTING_NOBODY)

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the redirected request."""
        return super().handle_request(self.redirected(request))


class AsyncToMock(_ToMock, httpx.AsyncHTTPTransport):
    """The same for the asynchronous client."""

    def __init__(self, base_url: str, mock: str, preference: Preference) -> None:
        _ToMock.__init__(self, base_url, mock, preference)
        httpx.AsyncHTTPTransport.__init__(self, trust_env=False, verify=_TRUSTING_NOBODY)

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


def _scrubbed(body: bytes | None) -> bytes | None:
    return body.replace(KEY.encode(), b"REDACTED") if body else body
