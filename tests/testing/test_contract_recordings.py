"""Reading the exchanges of cassettes and HAR files, and refusing everything else."""

from __future__ import annotations

import base64
import gzip
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from finetunes.testing.contract import Exchange, UnreadableRecordingError, check, read

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://api.bfl.ai/v1/credits"
CODED = {"Content-Encoding": ["gzip"]}


def cassette(request: Any = None, response: Any = None) -> dict[str, Any]:
    """What VCR writes for one exchange."""
    asked: dict[str, Any] = {
        "method": "GET",
        "uri": URL,
        "body": None,
        "headers": {},
        **(request or {}),
    }
    answer = {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": {"string": ""}}
    return {
        "version": 1,
        "interactions": [{"request": asked, "response": answer | (response or {})}],
    }


def har(request: Any = None, response: Any = None) -> dict[str, Any]:
    """What a browser writes for one exchange."""
    asked: dict[str, Any] = {"method": "GET", "url": URL, "headers": [], **(request or {})}
    answer: dict[str, Any] = {
        "status": 200,
        "headers": [],
        "content": {"size": 0},
        **(response or {}),
    }
    return {"log": {"version": "1.2", "entries": [{"request": asked, "response": answer}]}}


def the_one(path: Path, text: str | bytes) -> Exchange:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (exchange,) = read(path)
    return exchange


BODIES: dict[str, tuple[dict[str, Any], bytes]] = {
    "text": ({"body": {"string": "1e5"}}, b"1e5"),
    "bytes": ({"body": {"string": b"\xff"}}, b"\xff"),
    "nothing": ({"body": {"string": None}}, b""),
    "plain": ({"body": "no"}, b"no"),
    "in base 64": ({"body": {"base64_string": "/w=="}}, b"\xff"),
    "of older httpx": ({"status": {"code": 200}, "body": None, "content": "a"}, b""),
}


@pytest.mark.parametrize("name", BODIES)
def test_the_body_of_a_cassette_is_read_in_every_form(name: str, tmp_path: Path) -> None:
    response, body = BODIES[name]
    found = the_one(tmp_path / "a.yaml", yaml.safe_dump(cassette(response=response)))
    assert (found.url, found.status, found.response_body) == (URL, 200, body)


def test_an_older_cassette_of_httpx_has_its_status_and_content_elsewhere(tmp_path: Path) -> None:
    stored = cassette({"headers": {"A": "1", "B": ["2", "3"]}})
    stored["interactions"][0]["response"] = {"status_code": 201, "content": "a"}
    found = the_one(tmp_path / "a", "\ufeff" + json.dumps(stored))
    assert (found.status, found.response_body) == (201, b"a")
    assert found.request_headers == (("A", "1"), ("B", "2"), ("B", "3"))


PLAIN, COMPRESSED = b'{"a": 1}', gzip.compress(b'{"a": 1}')


@pytest.mark.parametrize(
    ("coding", "body", "kept"),
    [
        ("gzip", COMPRESSED, True),
        ("gzip", PLAIN, False),
        ("gzip", b"\xff", False),
        ("br", PLAIN, False),
        ("br", b"\xff", True),
    ],
)
def test_a_content_coding_counts_only_where_the_recorder_has_not_undone_it(
    coding: str, body: bytes, kept: bool, tmp_path: Path
) -> None:
    headers = [{"name": "Content-Encoding", "value": coding}, {"name": "A", "value": "b"}]
    content = {"size": 1, "encoding": "base64", "text": base64.b64encode(body).decode()}
    found = the_one(
        tmp_path / "a.har", json.dumps(har(response={"headers": headers, "content": content}))
    )
    assert found.response_body == body
    assert (("Content-Encoding", coding) in found.response_headers) is kept
    assert ("A", "b") in found.response_headers


HARS: dict[str, tuple[dict[str, Any], tuple[Any, ...]]] = {
    "text": (
        har(
            {"postData": {"mimeType": "text/plain", "text": "ü"}},
            {"content": {"size": 1, "text": "a"}},
        ),
        ((("content-type", "text/plain"),), "ü".encode(), 200, b"a"),
    ),
    "a form": (
        har(
            {
                "headers": [{"name": "Content-Type", "value": "x-www-form-urlencoded"}],
                "postData": {
                    "mimeType": "application/x-www-form-urlencoded",
                    "params": [{"name": "a", "value": "b c"}, {"name": "d"}],
                },
            }
        ),
        ((("Content-Type", "x-www-form-urlencoded"),), b"a=b+c&d=", 200, b""),
    ),
    "a form that was left out": (
        har({"postData": {"mimeType": "multipart/form-data", "params": []}}, {"status": 0}),
        ((("content-type", "multipart/form-data"),), None, None, b""),
    ),
    "an answer that was left out": (
        har({"postData": {"mimeType": "a/b"}}, {"content": {"size": 3}}),
        ((("content-type", "a/b"),), None, 200, None),
    ),
}


@pytest.mark.parametrize("name", HARS)
def test_the_bodies_of_a_har_file_are_read_in_every_form(name: str, tmp_path: Path) -> None:
    stored, expected = HARS[name]
    found = the_one(tmp_path / "any name", json.dumps(stored))
    assert (
        found.request_headers,
        found.request_body,
        found.status,
        found.response_body,
    ) == expected


BROKEN = "exchange 1 in it is broken"
NEITHER = "it has neither the interactions of a cassette nor the log of a HAR file"
REFUSED: dict[str, tuple[Any, str]] = {
    "prose": ("# Title\n\nWords: and words: sk-live\n", "it is neither JSON nor YAML (line 3)"),
    "a text": ("words", NEITHER),
    "a list": ("[]", NEITHER),
    "other JSON": ({"openapi": "3.1.0"}, NEITHER),
    "broken JSON": ('{"log": {"entries": [', "it is neither JSON nor YAML (line 1)"),
    "nested": ("[" * 600, "it is neither JSON nor YAML"),
    "an object of Python": (
        "interactions: !!python/object/apply:os.system ['true']",
        "it is neither JSON nor YAML (line 1)",
    ),
    "bytes": (b"\xff\xfe", "it is no text in UTF-8"),
    "no entries": ({"log": {}}, NEITHER),
    "entries in an object": ({"log": {"entries": {}}}, NEITHER),
    "a value that does not fit its tag": (
        "interactions: []\nwrong: !!bool sk-live",
        "it is neither JSON nor YAML",
    ),
    "a body inside of itself": (
        """interactions:
        - request: &r {method: GET, uri: a, status_code: 9, body: &b {string: *b}}
          response: *r""",
        BROKEN,
    ),
    "a second exchange": (
        {"interactions": [*cassette()["interactions"], 1]},
        "exchange 2 in it is broken",
    ),
    "no request": ({"interactions": [{}]}, BROKEN),
    "no exchange": ({"interactions": [1]}, BROKEN),
    "a status in words": (cassette(response={"status": {"code": "sk-live"}}), BROKEN),
    "a status of one digit": (cassette(response={"status": {"code": 2}}), BROKEN),
    "a number as header": (cassette({"headers": {"a": 1}}), BROKEN),
    "headers in a list": (cassette({"headers": ["a"]}), BROKEN),
    "a number as body": (cassette({"body": 1}), BROKEN),
    "no base 64": (cassette(response={"body": {"base64_string": "a"}}), BROKEN),
    "no host": (cassette({"uri": "/v1/credits"}), BROKEN),
    "no port": (cassette({"uri": "https://api.bfl.ai:sk/"}), BROKEN),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_recording_is_refused_with_the_file_and_the_reason(
    name: str, tmp_path: Path
) -> None:
    content, reason = REFUSED[name]
    path = tmp_path / "a\n.yaml"
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    with pytest.raises(UnreadableRecordingError) as caught:
        the_one(path, text)
    assert str(caught.value) == f"{ascii(str(path))[1:-1]}: no recording: {reason}"


@pytest.mark.parametrize(
    ("url", "host"),
    [("data:image/png;base64,AAAA", "data:"), ("wss://API.bfl.ai/v1", "wss://api.bfl.ai")],
)
def test_what_a_browser_did_without_http_is_read_and_never_judged(
    url: str, host: str, tmp_path: Path
) -> None:
    found = the_one(tmp_path / "a.har", json.dumps(har({"url": url})))
    assert found.host == host
    assert check(found, "bfl").document is None


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecordingError, match="no recording: No such file"):
        read(tmp_path / "a.yaml")


def test_without_ruamel_a_cassette_in_yaml_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    with pytest.raises(ModuleNotFoundError, match=r"needs ruamel.yaml; run: pip install"):
        the_one(tmp_path / "a.yaml", "a: b")
