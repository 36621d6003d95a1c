"""``contract check``: what it prints of a recording, and how it ends."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from finetunes.testing.contract import Document

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run

CASSETTES = "tests/cassettes"
CREDITS = "https://api.bfl.ai/v1/credits"
KEY = "sk-very-secret"
OTHER = "https://example.org/v1/credits"
SHA256 = Document.of("bfl").sha256
HELD = f"held to bfl {SHA256[:12]}"


def cassette(folder: Path, body: str, url: str = CREDITS, name: str = "a.yaml") -> str:
    """A cassette of one answer."""
    request = {"method": "GET", "uri": url, "body": None, "headers": {"x-key": KEY}}
    response = {
        "status": {"code": 200, "message": "OK"},
        "headers": {"content-type": ["application/json"]},
        "body": {"string": body},
    }
    path = folder / name
    stored = {"version": 1, "interactions": [{"request": request, "response": response}]}
    path.write_text(json.dumps(stored), "utf-8")
    return str(path)


def test_what_keeps_to_the_document_ends_with_0_and_one_line(run: Run, tmp_path: Path) -> None:
    ended = run("contract", "check", cassette(tmp_path, '{"credits": 1}'))
    assert (ended.code, ended.stderr) == (0, "")
    assert ended.stdout == f"1 file, 1 exchange checked: 0 errors, 0 notices; {HELD}\n"


def test_a_notice_is_printed_and_ends_with_0(run: Run, tmp_path: Path) -> None:
    path = cassette(tmp_path, '{"credits": 1, "colour": "red"}')
    ended = run("contract", "check", path)
    assert ended.code == 0
    assert ended.stdout.splitlines() == [
        f"{path}: exchange 1: get_credits: 200",
        (
            "  notice: undocumented field: get_credits: response body $.colour: found the field;"
            " the document says nothing of it"
        ),
        f"1 file, 1 exchange checked: 0 errors, 1 notice; {HELD}",
    ]


def test_an_error_ends_with_1(run: Run, tmp_path: Path) -> None:
    ended = run("contract", "check", cassette(tmp_path, '{"credits": "1"}'))
    assert ended.code == 1
    assert "error: body breaks its schema: get_credits: response body $.credits" in ended.stdout


def test_an_address_of_no_operation_is_named(run: Run, tmp_path: Path) -> None:
    ended = run("contract", "check", cassette(tmp_path, "{}", "https://api.bfl.ai/v1/flux"))
    assert ended.code == 1
    assert ": exchange 1: GET /v1/flux: 200\n" in ended.stdout


def test_what_could_not_be_checked_is_printed(run: Run, tmp_path: Path) -> None:
    entry: dict[str, Any] = {
        "request": {"method": "GET", "url": CREDITS, "headers": []},
        "response": {"status": 200, "headers": [], "content": {"size": 3}},
    }
    path = tmp_path / "a.har"
    path.write_text(json.dumps({"log": {"entries": [entry]}}), "utf-8")
    ended = run("contract", "check", str(path))
    assert ended.code == 0
    assert "  not checked: response body: it is not known, or too large\n" in ended.stdout


@pytest.mark.parametrize("form", ["text", "json", "junit"])
def test_a_file_that_is_no_recording_ends_with_2_and_the_others_are_checked(
    form: str, run: Run, tmp_path: Path
) -> None:
    cassette(tmp_path, '{"credits": "1"}')
    (tmp_path / "b.json").write_text("{}", "utf-8")
    (tmp_path / "README.md").write_text("# not looked at", "utf-8")
    ended = run("contract", "check", str(tmp_path), "--format", form)
    assert ended.code == 2
    assert ended.stderr.startswith(f"finetunes: {tmp_path}/b.json: no recording: it has neither")
    assert "body breaks its schema" in ended.stdout


def test_a_folder_without_a_recording_ends_with_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.har").mkdir()
    ended = run("contract", "check", str(tmp_path))
    assert ended.code == 2
    assert ended.stderr == (
        f"finetunes: {tmp_path}: no recording: no file in it is named like one\n"
    )


def test_other_hosts_are_counted_and_named(run: Run, tmp_path: Path) -> None:
    ended = run("contract", "check", cassette(tmp_path, "{}", OTHER))
    assert ended.code == 2  # so that a forgotten --provider is not taken for a pass
    assert "nothing was checked: no exchange is with a known host; --provider says" in ended.stderr
    assert ended.stdout.splitlines() == [
        "not checked: 1 exchange with example.org; --provider says whose it is",
        "1 file, 0 exchanges checked, 1 with other hosts: 0 errors, 0 notices",
    ]


def test_with_a_provider_other_hosts_are_its_own(run: Run, tmp_path: Path) -> None:
    path = cassette(tmp_path, '{"credits": "1"}', "http://127.0.0.1:4010/v1/credits")
    assert run("contract", "check", path, "--provider", "bfl").code == 1


@pytest.mark.parametrize(("port", "code"), [(4010, 1), (4011, 2)])
def test_with_a_base_url_only_what_is_below_it_is_checked(
    port: int, code: int, run: Run, tmp_path: Path
) -> None:
    path = cassette(tmp_path, '{"credits": "1"}', "http://127.0.0.1:4010/bfl/v1/credits")
    options = ("--provider", "bfl", "--base-url", f"http://127.0.0.1:{port}/bfl")
    ended = run("contract", "check", path, *options)
    assert ended.code == code
    assert ("it is not below --base-url" in ended.stderr) == (code == 2)
    assert ("127.0.0.1:4010; it is not below --base-url" in ended.stdout) == (code == 2)


def test_where_the_api_lies_deeper_than_at_the_provider_the_option_that_says_so_is_named(
    run: Run, tmp_path: Path
) -> None:
    path = cassette(tmp_path, '{"credits": 1}', "http://127.0.0.1:4010/bfl/v1/credits")
    ended = run("contract", "check", path, "--provider", "bfl")
    assert ended.code == 1
    assert ended.stderr == (
        "finetunes: undocumented paths at 127.0.0.1:4010:"
        " if the API lies below a path of its own there, name it with --base-url\n"
    )


def test_the_providers_own_host_needs_no_base_url(run: Run, tmp_path: Path) -> None:
    path = cassette(tmp_path, "{}", "https://api.bfl.ai/v1/flux")
    assert run("contract", "check", path, "--provider", "bfl").stderr == ""


def test_where_the_provider_is_given_it_is_not_asked_for(run: Run, tmp_path: Path) -> None:
    path = cassette(tmp_path, "{}", "wss://example.org/v1/credits")
    ended = run("contract", "check", path, "--provider", "bfl")
    assert ended.code == 2
    assert "wss://example.org; its address is no HTTP\n" in ended.stdout


def test_a_recording_without_exchanges_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.har").write_text('{"log": {"entries": []}}', "utf-8")
    ended = run("contract", "check", str(tmp_path))
    words = "finetunes: nothing was checked: no exchange is in what was read\n"
    assert (ended.code, ended.stderr) == (2, words)


@pytest.mark.parametrize(
    "options",
    [
        ("--base-url", "http://127.0.0.1:1"),
        ("--base-url", "no", "--provider", "bfl"),
        ("--base-url", "http://127.0.0.1:x", "--provider", "bfl"),
    ],
    ids=["no-provider", "no-address", "no-port"],
)
def test_a_base_url_that_says_nothing_is_refused(
    options: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    ended = run("contract", "check", cassette(tmp_path, "{}"), *options)
    assert ended.code == 2
    assert "--base-url wants --provider, and an address" in ended.stderr


def test_an_unknown_provider_is_refused(run: Run, tmp_path: Path) -> None:
    ended = run("contract", "check", cassette(tmp_path, "{}"), "--provider", "gemini")
    assert ended.code == 2
    assert ended.stderr.startswith("finetunes: there is no provider 'gemini'; there are ")


def test_without_the_extra_it_says_what_to_install(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    ended = run("contract", "check", cassette(tmp_path, "{}"))
    assert (ended.code, ended.stdout) == (1, "")
    assert "needs jsonschema; run: pip install 'finetunes[contracts]'" in ended.stderr


HOSTILE = json.dumps({"credits": 1, f"<&\x1b]]>\x00{KEY}": 1, "a": f"\ud800{KEY}"})


def test_json_holds_all_that_was_found(run: Run, tmp_path: Path) -> None:
    files = [cassette(tmp_path, HOSTILE), cassette(tmp_path, "{}", OTHER, "b.json")]
    document = run("contract", "check", *files, "--format", "json").document
    (one,) = document["exchanges"]
    assert document["schema"] == 1
    assert document["documents"] == {"bfl": SHA256}
    assert document["other_hosts"] == {"example.org": 1}
    assert (document["errors"], document["notices"], document["unreadable"]) == (0, 2, [])
    assert (one["file"], one["number"], one["provider"]) == (files[0], 1, "bfl")
    assert (one["operation"], one["status"], one["unchecked"]) == ("get_credits", 200, [])
    assert one["findings"][1] == {
        "kind": "undocumented field",
        "severity": "notice",
        "operation": "get_credits",
        "where": "response body $.a",
        "found": "the field",
        "documented": "nothing of it",
    }


@pytest.mark.parametrize("form", ["text", "json", "junit"])
def test_hostile_text_is_escaped_and_a_key_is_not_printed(
    form: str, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "a\x1b<&\u202e"
    folder.mkdir()
    path = cassette(folder, HOSTILE, f"{CREDITS}?api_key={KEY}")
    stdout = run("contract", "check", path, "--format", form).stdout
    assert KEY not in stdout
    assert all(line.isprintable() for line in stdout.splitlines())


def test_junit_has_a_test_case_for_each_exchange(run: Run, tmp_path: Path) -> None:
    files = [
        cassette(tmp_path, HOSTILE),
        cassette(tmp_path, '{"credits": "<"}', name="b.json"),
        cassette(tmp_path, "{}", OTHER, "c.json"),
        str(tmp_path / "missing"),
    ]
    suite: Any = ET.fromstring(run("contract", "check", *files, "--format", "junit").stdout)
    counts = [suite.get(name) for name in ("tests", "failures", "errors", "skipped")]
    assert counts == ["4", "1", "1", "1"]
    assert [[child.tag for child in case] for case in suite.iter("testcase")] == [
        ["system-out"],
        ["failure"],
        ["skipped"],
        ["error"],
    ]
    assert suite.find("testcase").get("name") == "exchange 1: get_credits: 200"
    assert suite.find("system-out").text == (
        "4 files, 2 exchanges checked, 1 with other hosts, 1 file unreadable: 1 error, 2 notices;"
        f" {HELD}"
    )


def test_the_recordings_of_this_repository_keep_to_the_documents(
    run: Run, pytestconfig: pytest.Config
) -> None:
    ended = run("contract", "check", str(pytestconfig.rootpath / CASSETTES), "--format", "json")
    assert (ended.code, ended.stderr) == (0, "")
    document = ended.document
    assert (document["errors"], document["notices"], document["other_hosts"]) == (0, 0, {})
    assert [one for one in document["exchanges"] if one["unchecked"]] == []
    assert len(document["exchanges"]) >= 195
    assert sorted(document["documents"]) == ["bfl", "cohere", "together"]
