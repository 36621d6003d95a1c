"""Together's files: the upload in three steps, the one in one, and what is there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import HandClock, Wire

CONTENT = b'{"text": "a"}\r\n{"text": "\xc3\xa9"}\n'
FORM = {"purpose": "fine-tune", "file_name": "train.jsonl", "file_type": "jsonl"}


def start(wire: Wire, content: bytes = CONTENT, **form: str) -> httpx.Response:
    checksum = hashlib.sha256(content).hexdigest()
    data = {**FORM, "checksum": checksum, **form}
    return wire.send("together", "POST", "/files", data=data)


def put(started: httpx.Response, content: bytes = CONTENT, **request: Any) -> httpx.Response:
    return httpx.put(started.headers["location"], content=content, trust_env=False, **request)


def preprocess(wire: Wire, id: str) -> httpx.Response:
    return wire.send("together", "POST", f"/files/{id}/preprocess")


def test_an_upload_in_three_steps_makes_a_file(server: EmbeddedServer, wire: Wire) -> None:
    started = start(wire)
    id = started.headers["x-together-file-id"]
    assert (started.status_code, server.together.files.ids()) == (302, ())
    assert put(started).status_code == 200
    body = preprocess(wire, id).json()
    assert (body["id"], body["bytes"], body["filename"]) == (id, len(CONTENT), "train.jsonl")
    assert server.together.files.content(id) == CONTENT
    assert preprocess(wire, id).json() == body
    assert [(r.operation, r.item, r.status, r.key_sent) for r in server.received[:3]] == [
        ("startFileUpload", id, 302, True),
        ("storage", id, 200, False),
        ("preprocessFile", id, 200, True),
    ]


def test_the_storage_is_another_origin(server: EmbeddedServer, wire: Wire) -> None:
    location = start(wire).headers["location"]
    assert location.startswith(f"{server.storage_url}/")
    assert httpx.URL(location).port != httpx.URL(server.url).port


@pytest.mark.parametrize(
    "header", [{"authorization": "Bearer x"}, {"x-key": "x"}, {"x-note": "local-together-key"}]
)
def test_the_storage_refuses_whatever_carries_a_key(
    server: EmbeddedServer, wire: Wire, header: dict[str, str]
) -> None:
    reply = put(start(wire), headers=header)
    assert (reply.status_code, server.received[-1].key_sent) == (400, True)
    assert reply.headers["content-type"] == "application/xml"


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("PUT", "{location}0", 403),
        ("PUT", "{origin}/none?signature=0", 403),
        ("PUT", "{origin}/", 403),
        ("POST", "{location}", 405),
        ("GET", "{location}", 405),
    ],
)
def test_the_storage_takes_only_what_it_gave_an_address_for(
    server: EmbeddedServer, wire: Wire, method: str, address: str, status: int
) -> None:
    location = start(wire).headers["location"]
    url = address.format(location=location, origin=server.storage_url)
    assert httpx.request(method, url, trust_env=False).status_code == status


def test_the_storage_wants_to_know_the_length(wire: Wire) -> None:
    url = start(wire).headers["location"]
    assert httpx.put(url, content=iter([CONTENT]), trust_env=False).status_code == 411


def test_an_address_expires(wire: Wire, clock: HandClock) -> None:
    started = start(wire)
    clock.now += 3599
    assert put(started).status_code == 200
    clock.now += 1
    assert put(started).status_code == 403


def test_the_same_content_is_a_conflict_that_names_the_file(
    server: EmbeddedServer, wire: Wire
) -> None:
    other, file = server.together.files.add(b"{}"), server.together.files.add(CONTENT)
    reply = start(wire)
    assert (reply.status_code, reply.json()) == (409, {"file_id": file})
    assert server.together.files.ids() == (other, file)


def test_an_upload_that_was_broken_off_can_be_begun_again(
    server: EmbeddedServer, wire: Wire
) -> None:
    start(wire)
    again = start(wire)
    assert (again.status_code, put(again).status_code) == (302, 200)
    id = again.headers["x-together-file-id"]
    assert preprocess(wire, id).status_code == 200
    assert server.together.files.ids() == (id,)


def test_a_preprocess_without_the_content_or_with_another_is_a_bad_request(wire: Wire) -> None:
    started = start(wire)
    id = started.headers["x-together-file-id"]
    early = preprocess(wire, id)
    put(started, b"something else")
    wrong = preprocess(wire, id)
    assert (early.status_code, wrong.status_code) == (400, 400)
    assert "has not arrived" in early.text
    assert "checksum" in wrong.text
    assert preprocess(wire, "file-none").status_code == 404


@pytest.mark.parametrize(
    "form", [{"purpose": "fun"}, {"file_type": "exe"}, {"purpose": ""}], ids=str
)
def test_a_form_with_a_word_nobody_knows_is_a_bad_request(wire: Wire, form: dict[str, str]) -> None:
    assert start(wire, CONTENT, **form).status_code == 400


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("application/json", b"{}"),
        ("", b""),
        ("application/x-www-form-urlencoded", b"purpose=fine-tune"),
        ("application/x-www-form-urlencoded", b"\xff=\xff"),
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=x", b"--x--"),
    ],
)
def test_a_body_that_is_no_such_form_is_a_bad_request(
    wire: Wire, content_type: str, content: bytes
) -> None:
    headers = {"content-type": content_type}
    reply = wire.send("together", "POST", "/files", headers=headers, content=content)
    assert reply.status_code == 400


def upload(wire: Wire, content: bytes | None, **form: str) -> httpx.Response:
    files = {} if content is None else {"file": ("x", content, "application/octet-stream")}
    data = {**FORM, **form} if files else {name: (None, value) for name, value in FORM.items()}
    request: dict[str, Any] = {"data": data, "files": files} if files else {"files": data}
    return wire.send("together", "POST", "/files/upload", **request)


@pytest.mark.parametrize(
    "content", [CONTENT, b"", b"\r\n", b"\x00\xff--\r\n\r\r\n", bytes(range(256)) * 50], ids=len
)
def test_an_upload_in_one_step_keeps_every_byte(
    server: EmbeddedServer, wire: Wire, content: bytes
) -> None:
    reply = upload(wire, content, file_type="parquet")
    assert (reply.status_code, reply.json()["FileType"]) == (200, "parquet")
    assert server.together.files.content(reply.json()["id"]) == content
    shown = wire.send("together", "GET", f"/files/{reply.json()['id']}/content")
    assert shown.content == content


def test_an_upload_without_a_file_is_a_bad_request(wire: Wire) -> None:
    reply = upload(wire, None)
    assert (reply.status_code, reply.json()["error"]["message"]) == (400, "file: required")


@pytest.mark.parametrize(
    ("content", "end"),
    [
        (CONTENT, "COMPLETED"),
        (b"", "INVALID_FORMAT"),
        (b"no json\n", "INVALID_FORMAT"),
        (b"[]\n", "INVALID_FORMAT"),
        (b"\xff\n", "INVALID_FORMAT"),
        (b"[" * 100_000, "INVALID_FORMAT"),
    ],
    ids=lambda value: str(value[:12]),
)
def test_an_uploaded_file_is_looked_at_a_while_later(
    wire: Wire, clock: HandClock, content: bytes, end: str
) -> None:
    id = upload(wire, content).json()["id"]
    seen: list[str] = []
    for seconds in (0, 1, 2):
        clock.now += seconds
        seen.append(wire.get("together", f"/files/{id}")["processing_status"])
    assert seen == ["QUEUED", "RUNNING", end]
    shown = wire.get("together", f"/files/{id}")
    assert shown["Processed"] == shown["validation_report"]["valid"] == (end == "COMPLETED")


def test_files_are_listed_and_can_be_deleted_once(server: EmbeddedServer, wire: Wire) -> None:
    first, second = (server.together.files.add(content) for content in (b"{}", b"{}\n"))
    listed = wire.get("together", "/files")["data"]
    assert [file["id"] for file in listed] == [first, second]
    assert listed[0]["created_at"] == 1767225600
    gone = wire.send("together", "DELETE", f"/files/{first}")
    assert gone.json() == {"id": first, "deleted": True}
    assert wire.send("together", "DELETE", f"/files/{first}").status_code == 404
    assert server.together.files.ids() == (second,)


@pytest.mark.parametrize("path", ["/files/file-none", "/files/file-none/content"])
def test_a_file_that_is_not_there_is_not_found(wire: Wire, path: str) -> None:
    assert wire.send("together", "GET", path).status_code == 404


def test_only_a_file_of_a_type_that_is_taken_can_be_added(server: EmbeddedServer) -> None:
    with pytest.raises(ValueError, match=r"'a\.txt' does not end in one of jsonl, csv, parquet"):
        server.together.files.add(b"", filename="a.txt")


def test_what_the_texts_of_a_form_say_is_kept_in_the_record(
    server: EmbeddedServer, wire: Wire
) -> None:
    start(wire)
    upload(wire, b"\xff")
    assert server.received[0].body["file_name"] == "train.jsonl"
    assert server.received[1].body is None
