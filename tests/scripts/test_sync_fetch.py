"""One file is read from an address: whole, of the right kind, and nothing else in its place."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING

import pytest
from pipeline import fetch
from pipeline.errors import PipelineError
from pipeline.fetched import Record

from ..core.wire import chunked, reply

if TYPE_CHECKING:
    from ..core.wire import Connection, Request
    from .site import Site

TEXT = "Content-Type: text/plain"
BOMB = gzip.compress(b"\0" * 2**21)
FIRST_HALF = reply(b"half", "200 OK", TEXT, length=8)


def read(url: str, known: Record | None = None, limit: int = 2**20) -> fetch.Reply | None:
    async def run() -> fetch.Reply | None:
        async with fetch.client() as http:
            return await fetch.fetch(http, url, known, limit=limit)

    return asyncio.run(run())


def refusal(url: str) -> str:
    with pytest.raises(PipelineError) as caught:
        read(url)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_the_bytes_and_their_validators_are_returned(site: Site) -> None:
    headers = ('ETag: "a"', "Last-Modified: Mon, 02 Mar 2026 10:00:00 GMT")
    site.answers["/a"] = reply(b"\xef\xbb\xbfa: 1\r\n", "200 OK", TEXT, *headers)
    assert read(site.url("/a")) == fetch.Reply(
        b"\xef\xbb\xbfa: 1\r\n", '"a"', "Mon, 02 Mar 2026 10:00:00 GMT", None
    )


def test_a_compressed_body_is_unpacked(site: Site) -> None:
    site.put("/a", "some text")
    found = read(site.url("/a"))
    assert found
    assert found.content == b"some text"
    assert site.requests[0].header("accept-encoding") == "gzip"


def test_a_body_in_chunks_is_read_to_its_end(site: Site) -> None:
    site.answers["/a"] = chunked(b"some ", b"text")
    found = read(site.url("/a"))
    assert found
    assert found.content == b"some text"


def test_what_is_known_is_asked_for_only_if_it_is_newer(site: Site) -> None:
    site.put("/a", "some text")
    found = read(site.url("/a"))
    assert found
    record = Record(site.url("/a"), "2026-01-01", "", found.etag, "Mon, 02 Mar 2026 10:00:00 GMT")
    assert read(site.url("/a"), record) is None
    assert site.requests[1].header("if-modified-since") == record.last_modified


def test_a_tag_that_cannot_be_sent_back_is_left_out(site: Site) -> None:
    site.answers["/a"] = reply("text", "200 OK", TEXT)
    assert read(site.url("/a"), Record(site.url("/a"), "2026-01-01", "", '"\u00e9"'))
    assert site.requests[0].header("if-none-match") is None


def test_redirects_are_followed(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", site.url("/c"), "307 Temporary Redirect")
    site.answers["/c"] = reply("text", "200 OK", TEXT)
    found = read(site.url("/a"))
    assert found
    assert (found.content, found.moved) == (b"text", None)


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
def test_a_move_for_good_is_told(status: str, site: Site) -> None:
    site.redirect("/a", "/b", status)
    site.answers["/b"] = reply("text", "200 OK", TEXT)
    found = read(site.url("/a"))
    assert found
    assert found.moved == site.url("/b")


def test_another_host_that_answers_is_told(site: Site) -> None:
    there = site.url("/b").replace("127.0.0.1", "localhost")
    site.redirect("/a", there)
    site.redirect("/b", "/c")
    site.answers["/c"] = reply("text", "200 OK", TEXT)
    found = read(site.url("/a"))
    assert found
    assert found.moved == there.replace("/b", "/c")


def test_redirects_that_never_end_are_refused(site: Site) -> None:
    site.redirect("/a", "/a")
    assert "more than 5 redirects" in refusal(site.url("/a"))
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://example.com/a", "'http://example.com/a' is not asked"),
        ("file:///etc/passwd", "'file:/etc/passwd' is not asked"),
        ("https://user:word@example.com/", "with a user name is not asked"),
        ("https://a:b/", "cannot be read: Invalid URL in location header"),
        ("javascript:1", "cannot be read: For absolute URLs"),
        ("https://xn--a/", "cannot be read: Codepoint"),
    ],
)
def test_a_redirect_to_anything_but_https_is_refused(location: str, said: str, site: Site) -> None:
    site.redirect("/a", location)
    message = refusal(site.url("/a"))
    assert said in message
    assert "word" not in message


def test_a_redirect_from_https_to_this_machine_is_refused() -> None:
    # What a redirect is followed to is decided without asking, so no TLS server is needed.
    import httpx

    there = httpx.URL("https://docs.example.com/a")
    answer = httpx.Response(302, headers={"location": "http://127.0.0.1/admin"})
    with pytest.raises(PipelineError, match="without TLS"):
        fetch._next(there, answer, str(there))


@pytest.mark.parametrize(
    "url",
    ["http://example.com/a", "ftp://example.com/a", "https://user@example.com", "https://", "a.md"],
)
def test_an_address_that_is_not_https_is_refused(url: str) -> None:
    assert "give an https:// address" in refusal(url)


def test_what_is_no_address_is_refused() -> None:
    assert "is no address" in refusal("https://a:b/")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_http_is_for_this_machine(host: str) -> None:
    assert fetch.check(f"http://{host}:1/a").scheme == "http"


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_file_that_is_gone_is_an_error_of_its_own(status: str, site: Site) -> None:
    site.answers["/a"] = reply("no", status)
    with pytest.raises(fetch.GoneError, match=status[:3]):
        read(site.url("/a"))


@pytest.mark.parametrize(
    "status",
    ["500 No", "503 No", "429 No", "403 No", "401 No", "206 No", "204 No", "304 No", "300 No"],
)
def test_any_other_status_is_refused(status: str, site: Site) -> None:
    site.answers["/a"] = reply(b"", status)
    assert f"answered {status[:3]}" in refusal(site.url("/a"))


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "image/png", "application/pdf", "application/xml", "x"]
)
def test_another_type_is_refused(kind: str, site: Site) -> None:
    site.answers["/a"] = reply("text", "200 OK", f"Content-Type: {kind}")
    assert "not Markdown, YAML or JSON" in refusal(site.url("/a"))


@pytest.mark.parametrize(
    "kind",
    [
        *("text/markdown", "text/x-markdown", "Text/Plain", "application/json", "text/yaml"),
        *("application/yaml", "application/x-yaml", "application/openapi+json"),
        *("application/vnd.oai.openapi", "application/octet-stream", ""),
    ],
)
def test_every_type_of_a_document_is_read(kind: str, site: Site) -> None:
    site.answers["/a"] = reply("text", "200 OK", f"Content-Type: {kind}")
    assert read(site.url("/a"))


def test_an_empty_body_is_refused(site: Site) -> None:
    site.answers["/a"] = reply(" \n", "200 OK", TEXT)
    assert "is empty" in refusal(site.url("/a"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reply(b"x" * (2**20 + 1), "200 OK", TEXT), "larger than 1048576 bytes"),
        (reply(BOMB, "200 OK", TEXT, "Content-Encoding: gzip"), "larger than 1048576 bytes"),
        (reply(b"text", "200 OK", TEXT, length=None), "truncated"),
        (reply(gzip.compress(b"text")[:-3], "200 OK", "Content-Encoding: gzip", TEXT), "truncated"),
        (reply(gzip.compress(b"a") + b"b", "200 OK", "Content-Encoding: gzip", TEXT), "truncated"),
        (reply(b"text", "200 OK", "Content-Encoding: gzip", TEXT), "is not gzip as it says"),
        (reply(b"text", "200 OK", "Content-Encoding: br", TEXT), "came encoded as 'br'"),
        (b"nonsense\r\n\r\n", "cannot be read"),
    ],
    ids=["large", "bomb", "endless", "cut gzip", "more than gzip", "no gzip", "br", "no HTTP"],
)
def test_a_body_that_is_not_all_right_is_refused(answer: bytes, said: str, site: Site) -> None:
    site.answers["/a"] = answer
    with pytest.raises(PipelineError, match=said):
        read(site.url("/a"))


def test_a_body_that_breaks_off_is_refused(site: Site) -> None:
    def half(connection: Connection, request: Request) -> None:
        connection.send(FIRST_HALF)
        connection.reset()

    site.answers["/a"] = half
    assert "cannot be read" in refusal(site.url("/a"))


def test_a_body_that_ends_early_is_refused(site: Site) -> None:
    def half(connection: Connection, request: Request) -> None:
        connection.send(chunked(b"half", end=False))
        connection.close()

    site.answers["/a"] = half
    assert "cannot be read" in refusal(site.url("/a"))


def test_a_server_that_is_not_there_is_said_so() -> None:
    assert "cannot be read" in refusal("http://127.0.0.1:1/a")


def test_a_silent_server_is_given_up(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SILENCE", 0.05)
    site.answers["/a"] = lambda connection, request: connection.stall()
    assert "ReadTimeout" in refusal(site.url("/a"))
