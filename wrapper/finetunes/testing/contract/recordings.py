"""Reads the exchanges of a file: a VCR cassette in YAML or JSON, or a HAR 1.2 file."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode, urlsplit

from .bodies import as_object, read_json
from .exchange import Exchange, values_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .exchange import Pairs

_GZIP = b"\x1f\x8b"


class UnreadableRecordingError(ValueError):
    """A file that is no recording; it says which file, and why."""


def read(path: Path) -> list[Exchange]:
    """Read the exchanges of a file, whatever its name.

    Args:
        path: A cassette of VCR.py or pytest-recording, in YAML or JSON, or a HAR file
            (http://www.softwareishard.com/blog/har-12-spec/).

    Returns:
        The exchanges in their order. What got no answer, as a HAR file may hold, has no status.

    Raises:
        UnreadableRecordingError: It cannot be read, or is something else.
        ModuleNotFoundError: A cassette in YAML needs ruamel.yaml, of the extra ``contracts``.
    """
    try:
        found = as_object(_parsed(path.read_bytes().decode("utf-8-sig")))
        if isinstance(found.get("interactions"), list):
            return _exchanges(found["interactions"], _of_cassette)
        log = as_object(found.get("log"))
        if isinstance(log.get("entries"), list):
            return _exchanges(log["entries"], _of_har)
        reason = "it has neither the interactions of a cassette nor the log of a HAR file"
    except UnicodeDecodeError:
        reason = "it is no text in UTF-8"
    except OSError as error:
        reason = error.strerror or "it cannot be read"
    except _NoRecordingError as error:
        reason = str(error)
    raise UnreadableRecordingError(f"{ascii(str(path))[1:-1]}: no recording: {reason}")


class _NoRecordingError(ValueError):
    """The file is something else, or broken; the message holds nothing of the file."""


def _exchanges(stored: list[Any], made_of: Callable[[Any], Exchange]) -> list[Exchange]:
    found: list[Exchange] = []
    for number, one in enumerate(stored, 1):
        try:
            found.append(_checked(made_of(one)))
        except (LookupError, TypeError, AttributeError, ValueError, RecursionError):
            # Their messages could quote the file, and a key that is in it.
            raise _NoRecordingError(f"exchange {number} in it is broken") from None
    return found


def _parsed(text: str) -> Any:
    if text.lstrip().startswith("{"):
        try:
            return read_json(text)
        except ValueError:
            pass  # YAML may begin with a brace too
    return _yaml(text)


def _yaml(text: str) -> Any:
    try:
        from ruamel.yaml import YAML
        from ruamel.yaml.error import YAMLError
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "a cassette in YAML needs ruamel.yaml; run: pip install 'finetunes[contracts]'",
            name=error.name,
        ) from error
    reader: Any = YAML(typ="safe", pure=True)
    reader.version = (1, 1)  # that of PyYAML, which VCR.py writes with
    resolver = reader.resolver
    resolve = resolver.resolve

    def without_fractions(kind: Any, value: Any, implicit: Any) -> Any:
        """Take `1e5` for a text: PyYAML does, and leaves it unquoted."""
        tag = resolve(kind, value, implicit)
        return resolver.DEFAULT_SCALAR_TAG if str(tag).endswith(":float") else tag

    resolver.resolve = without_fractions
    try:
        return reader.load(text)
    # The last three come out of values that do not fit their tag.
    except (YAMLError, ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        mark: Any = getattr(error, "problem_mark", None)
        line = f" (line {mark.line + 1})" if mark else ""
        raise _NoRecordingError(f"it is neither JSON nor YAML{line}") from None


def _of_cassette(stored: Any) -> Exchange:
    request, response = stored["request"], stored["response"]
    status = response["status"]["code"] if "status" in response else response["status_code"]
    return Exchange(
        request["method"],
        request["uri"],
        _pairs(request.get("headers")),
        _bytes(request.get("body")),
        status,
        _pairs(response.get("headers")),
        # Cassettes of httpx were once without the level `body`.
        _bytes(response["body"] if "body" in response else response.get("content")),
    )


def _of_har(entry: Any) -> Exchange:
    request, response = entry["request"], entry["response"]
    content = response.get("content", {})
    body = _decoded(content["text"], content.get("encoding")) if "text" in content else None
    if body is None and not content.get("size"):
        body = b""
    request_headers = [(one["name"], one["value"]) for one in request["headers"]]
    posted = request.get("postData")
    if posted and not any(name.lower() == "content-type" for name, _ in request_headers):
        request_headers.append(("content-type", posted.get("mimeType", "")))
    return Exchange(
        request["method"],
        request["url"],
        tuple(request_headers),
        _posted(posted) if posted else b"",
        response["status"] or None,  # 0 where no answer came
        tuple((one["name"], one["value"]) for one in response["headers"]),
        body,
    )


def _posted(posted: Any) -> bytes | None:
    if "text" in posted:
        return _decoded(posted["text"], posted.get("encoding"))
    if "params" in posted and "urlencoded" in posted.get("mimeType", ""):
        return urlencode([(one["name"], one.get("value", "")) for one in posted["params"]]).encode()
    return None


def _checked(exchange: Exchange) -> Exchange:
    """Return the exchange as it travelled; one whose parts are of another kind breaks the file."""
    headers = (*exchange.request_headers, *exchange.response_headers)
    texts: list[object] = [
        exchange.method,
        exchange.url,
        *(text for one in headers for text in one),
    ]
    status: object = exchange.status
    right = status is None or (type(status) is int and 100 <= status <= 999)
    if not (right and all(isinstance(text, str) for text in texts)):
        raise TypeError
    address = urlsplit(exchange.url)
    nowhere = (exchange.is_http or not address.scheme) and not address.hostname
    if nowhere or address.port == 0:  # reading the port may raise, too
        raise ValueError
    coding = ",".join(values_of(exchange.response_headers, "content-encoding")).lower()
    if coding and not _is_coded(coding, exchange.response_body or b""):
        plain = [one for one in exchange.response_headers if one[0].lower() != "content-encoding"]
        return replace(exchange, response_headers=tuple(plain))
    return exchange


def _is_coded(coding: str, body: bytes) -> bool:
    """Say whether a body is still coded: most recorders undo that, and leave the header."""
    if "gzip" in coding:
        return body.startswith(_GZIP)
    try:
        body.decode()
    except UnicodeDecodeError:
        return True
    return False


def _pairs(headers: Any) -> Pairs:
    """Return the headers of a cassette, where each name has one value or a list of them."""
    found: list[tuple[str, str]] = []
    named: dict[str, list[str] | str] = headers or {}
    for name, values in named.items():
        found += [(name, value) for value in (values if isinstance(values, list) else [values])]
    return tuple(found)


def _bytes(body: object) -> bytes:
    if isinstance(body, dict):
        stored = cast("dict[str, Any]", body)
        if "base64_string" in stored:
            return _decoded(stored["base64_string"], "base64")
        return _bytes(stored.get("string"))
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, bytes):
        return body
    raise TypeError


def _decoded(text: str, encoding: str | None) -> bytes:
    try:
        return base64.b64decode(text, validate=False) if encoding == "base64" else text.encode()
    except binascii.Error:
        raise ValueError from None
