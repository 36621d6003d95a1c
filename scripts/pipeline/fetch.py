"""Read one file from an address: whole, of the right kind, and nothing else in its place."""

from __future__ import annotations

import ipaddress
import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

import httpx

from pipeline.errors import PipelineError
from pipeline.files import LARGEST_FILE

if TYPE_CHECKING:
    from pipeline.fetched import Record

MOST_REDIRECTS = 5
SILENCE = 15.0
"""Seconds without a byte after which a server is given up; the caller bounds the whole."""

_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_GONE = (404, 410)
# What Markdown, YAML and JSON are served as; a raw file in a git is text/plain.
_TEXT = re.compile(
    r"text/(plain|(x-)?markdown|(x-)?ya?ml)"
    r"|application/(json|(x-)?ya?ml|octet-stream|[\w.-]+\+(json|yaml)|vnd\.oai\.openapi)"
)


class Reply(NamedTuple):
    """A file as it was published."""

    content: bytes
    etag: str | None
    last_modified: str | None
    moved: str | None
    """Where the server says the file has moved for good, or another host that it has sent us to."""


class GoneError(PipelineError):
    """The server says that there is no such file (404, 410)."""


def client() -> httpx.AsyncClient:
    """Return a client for `fetch`, which its caller closes; proxies are the environment's."""
    return httpx.AsyncClient(
        headers={"User-Agent": "finetunes-sync", "Accept-Encoding": "gzip"}, timeout=SILENCE
    )


def check(url: str, file: object = None) -> httpx.URL:
    """Return an address that may be asked: HTTPS, or HTTP on this machine.

    Args:
        url: The address.
        file: Where it stands, for the message.

    Raises:
        PipelineError: It is no address, names a user, or is of another kind.
    """
    place = str(file) if file else None
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise PipelineError(
            f"{url!r} is no address", file=place, fix="give an https:// address"
        ) from None
    allowed = parts.scheme == "https" or (parts.scheme == "http" and _is_local(parts.host))
    # A user name comes with a password, which must not be printed.
    shown = "an address with a user name" if parts.userinfo else repr(url)
    if not (allowed and parts.host) or parts.userinfo:
        raise PipelineError(f"{shown} is not asked", file=place, fix="give an https:// address")
    return parts


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def fetch(
    http: httpx.AsyncClient, url: str, known: Record | None = None, *, limit: int = LARGEST_FILE
) -> Reply | None:
    """Read a file.

    Args:
        http: What `client` gave.
        url: The address of the file; redirects are followed, to HTTPS only.
        known: What is known of the file as it is kept here; then it is asked for only if newer.
        limit: The largest number of bytes that is read.

    Returns:
        The file, or None where the server says that what is kept is still the newest.

    Raises:
        GoneError: There is no such file.
        PipelineError: The file cannot be read, is too large, of another type, or not whole.
    """
    asked, moved = check(url), None
    for _ in range(MOST_REDIRECTS + 1):
        request = http.build_request("GET", asked, headers=_conditions(known))
        try:
            response = await http.send(request, stream=True)
            try:
                if response.status_code not in _REDIRECTS:
                    return await _reply(response, url, known, moved, limit)
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise PipelineError(
                f"cannot be read: {str(error) or type(error).__name__}",
                file=url,
                fix="run this again later",
            ) from None
        asked = _next(asked, response, url)
        elsewhere = response.status_code in _PERMANENT or asked.host != check(url).host
        moved = str(asked) if elsewhere else moved
    raise PipelineError(
        f"more than {MOST_REDIRECTS} redirects", file=url, fix="correct the address"
    )


def _conditions(known: Record | None) -> dict[str, str]:
    sent = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
    # What a server may send as a header is not always what a client may.
    return {name: value for name, value in sent.items() if value and value.isascii()}


def _next(asked: httpx.URL, response: httpx.Response, url: str) -> httpx.URL:
    # httpx has looked at the header already: what is no address is an error of its own.
    place = str(asked.join(response.headers.get("location", "")))
    found = check(place, url)
    if asked.scheme == "https" != found.scheme:
        raise PipelineError(f"leads to {place}, without TLS", file=url, fix="correct the address")
    return found


async def _reply(
    response: httpx.Response, url: str, known: Record | None, moved: str | None, limit: int
) -> Reply | None:
    status = response.status_code
    if status == 304 and _conditions(known):
        return None
    if status in _GONE:
        raise GoneError(f"answered {status}: there is no such file", file=url)
    if status != 200:
        raise PipelineError(
            f"answered {status}", file=url, fix="look at the address, or run this again later"
        )
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and not _TEXT.fullmatch(kind):
        raise PipelineError(
            f"is {kind}, not Markdown, YAML or JSON", file=url, fix="correct the address"
        )
    content = await _content(response, url, limit)
    if not content.strip():
        raise PipelineError("is empty", file=url, fix="look at the address")
    headers = response.headers
    return Reply(content, headers.get("etag"), headers.get("last-modified"), moved)


async def _content(response: httpx.Response, url: str, limit: int) -> bytes:
    """Return the body; one whose end nobody states is refused, for it may have been cut off."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip"}:
        raise PipelineError(f"came encoded as {encoding!r}", file=url, fix="look at the address")
    ends = response.headers.keys() & {"content-length", "transfer-encoding"}
    inflate = zlib.decompressobj(wbits=31) if encoding == "gzip" else None
    content = bytearray()
    try:
        async for chunk in response.aiter_raw():
            # One byte more than allowed is enough to know, however far a bomb would inflate.
            most = limit + 1 - len(content)
            content += inflate.decompress(chunk, most) if inflate else chunk[:most]
            if len(content) > limit:
                raise PipelineError(
                    f"larger than {limit} bytes", file=url, fix="look at the address"
                )
    except zlib.error:
        raise PipelineError("is not gzip as it says", file=url, fix="run this again") from None
    if inflate.unused_data or not inflate.eof if inflate else not ends:
        raise PipelineError("is truncated: its end is missing", file=url, fix="run this again")
    return bytes(content)
