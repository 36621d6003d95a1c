"""What keeps to a document, what cannot be checked, and what is never repeated."""

from __future__ import annotations

import copy
import dataclasses
import gzip
import json
import sys
import zlib
from typing import Any

import httpx
import pytest
from finetunes.testing import ContractTransport
from finetunes.testing.contract import Document, Exchange, check
from finetunes.testing.contract.bodies import LARGEST

from .contract_document import DOCUMENT, JSON, SERVER, exchange, sent

THING = b'{"id": 1.0, "name": "a"}'
PARTS = (
    "--b\r\nContent-Disposition: form-data; name=name\r\n\r\nab\r\n"
    '--b\r\nContent-Disposition: form-data; name="tags"\r\n\r\n1\r\n'
    '--b\r\nContent-Disposition: form-data; name="free"; filename="a"\r\n'
    "Content-Type: application/json\r\n\r\n{}\r\n--b--\r\n"
)
ACCEPTED: dict[str, Exchange] = {
    "an answer": exchange("GET /things/mine", 200, THING),
    "a fixed path before a parameter": exchange("GET /things/mine"),
    "an encoded fixed part": exchange("GET /th%69ngs/1"),
    "the port of the scheme": Exchange("get", "https://API.example.ai:443/v1/things/1"),
    "another server": Exchange(
        "POST", "https://elsewhere.example.ai/things", JSON, b'{"name": "a", "api_key": "a"}'
    ),
    "parts of a path": exchange("GET /things/1/parts/a%2Fb.json", 204),
    "every parameter": exchange(
        "GET /things?limit=10&verbose=true&ratio=1.5e3&order=asc&tag=1&tag=2&sort=1,2"
        "&any=a|b&filter[a]=1&access_token=1&key=sk&odd=x",
        request_headers=(("X-Level", "1"), ("X-LEVELS", "1, 2"), ("X-Key", "k"), ("sec-a", "b")),
    ),
    "an empty parameter": exchange("GET /strict?q=", request_headers=(("x-version", "2"),)),
    "a header of HTTP": exchange("GET /things", request_headers=(("Accept", "*/*"),)),
    "a range of statuses": exchange(
        "GET /things", 404, b"{}", headers=(("CONTENT-TYPE", "application/problem+json"),)
    ),
    "any other status": exchange(
        "GET /things", 503, b"", headers=(("content-type", "text/plain"),)
    ),
    "a range of media types": exchange(
        "GET /things", 206, b"\xff", headers=(("content-type", "application/octet-stream"),)
    ),
    "a head": exchange("HEAD /things", 200, b"", headers=JSON),
    "no content": exchange("DELETE /things/1", 204),
    "another charset": exchange(
        "GET /things/mine",
        200,
        '{"id": 1, "name": "a", "free": {"ü": 1}}'.encode("utf-16"),
        headers=(("content-type", "application/json; charset=utf-16"),),
    ),
    "compressed": exchange(
        "GET /things/mine",
        200,
        zlib.compress(gzip.compress(THING)),
        headers=(*JSON, ("content-encoding", "gzip, identity, deflate")),
    ),
    "compressed nothing": exchange(
        "GET /things", 500, headers=(("content-type", "text/plain"), ("content-encoding", "gzip"))
    ),
    "bytes without a schema": sent(
        b"a",
        "text/plain",
        status=200,
        response_headers=(("content-type", "image/png"),),
        response_body=b"\x89PNG",
    ),
    "a form": sent(b"name=a&size=3&tags=1&tags=2&any=x&free=", "application/x-www-form-urlencoded"),
    "a form of parts": sent(PARTS.encode(), "multipart/form-data; boundary=b"),
    "all of a thing": exchange(
        "GET /things/mine",
        200,
        json.dumps(
            {
                "id": 1,
                "name": "a",
                "numbers": {"a": 1},
                "named": {"a-b": 1, "x-1": {"a": 1, "c": 2}},
                "whole": {"a": 1, "b": 2, "c": 3},
                "free": {"any": {"thing": 1}},
                "pair": [{"a": 1}, {"any": 1}, {"more": 1}],
                "parts": [],
                "shape": {"r": 1},
                "next": None,
                "closed": {"a": {"b": 1}},
            }
        ).encode(),
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_keeps_to_the_document_has_no_finding(name: str) -> None:
    checked = check(ACCEPTED[name], DOCUMENT)
    assert ([*map(str, checked.findings)], checked.unchecked) == ([], ())
    assert checked.operation


DEEP = b'{"id": 1, "name": "a", "next": ' * 300 + b"null" + b"}" * 300
CODED = (*JSON, ("content-encoding", "gzip"))
UNCHECKED: dict[str, tuple[Exchange, str]] = {
    "unknown": (
        dataclasses.replace(exchange("GET /things/mine", 200), response_body=None),
        "response body: it is not known, or too large",
    ),
    "another coding": (
        exchange("GET /things/mine", 200, b"x", headers=(*JSON, ("content-encoding", "br"))),
        "response body: it is compressed by br",
    ),
    "a bomb": (
        exchange("GET /things/mine", 200, gzip.compress(bytes(LARGEST + 1)), headers=CODED),
        f"response body: it is larger than {LARGEST} bytes",
    ),
    "deep": (exchange("GET /things/mine", 200, DEEP), "response body: it is nested too deeply"),
}


@pytest.mark.parametrize("name", UNCHECKED)
def test_a_body_that_cannot_be_looked_at_is_named_and_is_no_finding(name: str) -> None:
    unchecked, words = UNCHECKED[name]
    checked = check(unchecked, DOCUMENT)
    assert ([*map(str, checked.findings)], checked.unchecked) == ([], (words,))


def test_a_text_whose_schema_says_binary_may_be_any_bytes() -> None:
    plain = (("content-type", "text/plain"),)
    url = "https://api.together.xyz/v1/files/file-1/content"
    read = Exchange("GET", url, status=200, response_headers=plain, response_body=b"PAR1\xff")
    assert check(read).findings == ()


def test_json_that_is_too_deep_to_be_read_is_no_json() -> None:
    body = b"[" * 100_000
    (finding,) = check(exchange("GET /things/mine", 200, body), DOCUMENT).findings
    assert finding.kind == "body is no JSON"


def test_a_host_that_no_document_knows_is_not_judged() -> None:
    checked = check(Exchange("GET", "https://example.org/v1/fine-tunes"))
    assert (checked.document, checked.operation, checked.findings) == (None, None, ())


def test_without_a_provider_the_host_says_whose_document_counts() -> None:
    checked = check(Exchange("GET", "https://api.cohere.com/v1/finetuning/finetuned-models"))
    assert checked.document is Document.of("cohere")
    assert checked.operation
    assert checked.operation.id == "ListFinetunedModels"


@pytest.mark.parametrize("path", ["/v1/things/1", "/things/1"])
def test_with_a_provider_any_host_is_its_own_with_and_without_the_path_of_its_server(
    path: str,
) -> None:
    checked = check(Exchange("GET", f"http://127.0.0.1:4010{path}"), DOCUMENT)
    assert checked.operation is DOCUMENT.operations["readThing"]


def test_at_its_own_host_the_path_of_the_server_cannot_be_left_out() -> None:
    checked = check(Exchange("GET", "https://api.example.ai/things/1"), DOCUMENT)
    assert [finding.kind for finding in checked.findings] == ["undocumented path"]


@pytest.mark.parametrize(
    ("url", "belongs"),
    [
        ("http://127.0.0.1:8000/mock/v2/things/1", True),
        (f"{SERVER}/things/1", True),
        ("http://127.0.0.1:8000/mock/things/1", False),
        ("http://127.0.0.1:8001/mock/v2/things/1", False),
    ],
)
def test_with_a_base_url_only_what_is_below_it_or_at_the_own_host_is_judged(
    url: str, belongs: bool
) -> None:
    checked = check(Exchange("GET", url), DOCUMENT, "http://127.0.0.1:8000/mock/v2/")
    assert (checked.document is DOCUMENT, bool(checked.operation)) == (belongs, belongs)


def test_an_unknown_provider_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no provider 'gemini'; there are "):
        check(Exchange("GET", SERVER), "gemini")


@pytest.mark.parametrize("base_url", ["127.0.0.1:1", "ftp://a/", "http://[::1", "http://a:b@:99"])
def test_a_base_url_that_leads_nowhere_is_refused_and_not_repeated(base_url: str) -> None:
    words = "^a base URL is an address such as http://127.0.0.1:8000/v1$"
    with pytest.raises(ValueError, match=words):
        check(exchange("GET /things/1"), DOCUMENT, base_url)
    with pytest.raises(ValueError, match=words):
        ContractTransport(httpx.HTTPTransport(), provider="bfl", base_url=base_url)


def test_a_body_that_is_too_large_is_not_checked_without_a_coding_either() -> None:
    large = exchange("GET /things/mine", 200, b"[" + b" " * LARGEST)
    checked = check(large, DOCUMENT)
    assert checked.findings == ()
    assert checked.unchecked == ("response body: it is not known, or too large",)


def test_what_is_told_of_an_exchange_is_ascii_on_one_line_and_short() -> None:
    hostile = "\n\x1b]0;ü\u202e" * 100
    body = json.dumps({"id": 1, "name": "a", "kind": hostile, hostile: 1}).encode()
    for finding in check(exchange("GET /things/mine", 200, body), DOCUMENT).findings:
        text = str(finding)
        assert text.isascii()
        assert text.isprintable()
        assert len(text) < 300


def strict_document(change: dict[str, Any]) -> Document:
    """The document of a provider, whose contracts are those of the unchanged one."""
    content = copy.deepcopy(Document.of("bfl").content)
    content["components"]["schemas"]["CreditsResponse"].update(change)
    return Document("bfl", content)


CREDITS = "https://api.bfl.ai/v1/credits"


@pytest.mark.parametrize(
    ("change", "body", "words"),
    [
        (
            {"required": []},
            b"{}",
            "missing at credits; the document says by JSON Schema, that it keeps to its schema",
        ),
        (
            {"properties": {"credits": {"maximum": 1}}},
            b'{"credits": 2}',
            "nothing against it; the document says by JSON Schema, that it breaks its schema",
        ),
    ],
)
def test_where_the_two_judges_disagree_is_a_notice(change: Any, body: bytes, words: str) -> None:
    answer = Exchange("GET", CREDITS, (), b"", 200, JSON, body)
    *_, finding = check(answer, strict_document(change)).findings
    assert (finding.kind, finding.severity) == ("judges disagree", "notice")
    assert str(finding).endswith(f"found the contract CreditsResponseContract: {words}")


def test_a_whole_number_may_be_written_with_a_point_for_both_judges() -> None:
    answer = Exchange("GET", CREDITS, (), b"", 200, JSON, b'{"credits": 2.0}')
    assert check(answer).findings == ()


@pytest.mark.parametrize("library", ["jsonschema", "pydantic", "rfc3339_validator"])
def test_without_a_library_of_the_extra_the_error_says_what_to_install(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    words = rf"needs {library}; run: pip install 'finetunes\[contracts\]'"
    with pytest.raises(ModuleNotFoundError, match=words):
        check(Exchange("GET", SERVER), DOCUMENT)
