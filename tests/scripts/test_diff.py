"""The command that says what a change means."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import diff
import pytest
from pipeline import changes_report
from pipeline.errors import PipelineError

from .edits import STRING, THING, document, reads, thing
from .small import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Path(diff.__file__)


PATHS = {"/p": reads({"$ref": "#/components/schemas/Thing"})}
OLD, NEW = (document(PATHS, components={"schemas": {"Thing": one}}) for one in (THING, thing()))


def test_both_verdicts_of_two_documents(
    write: Callable[[str, Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    files = [write("old.json", OLD), write("new.yaml", NEW)]
    assert diff.main(files) == 0
    assert capsys.readouterr().out.splitlines() == [
        *changes_report.LEGEND.splitlines(),
        *("", "wire: breaking (1 breaking)", "sdk: breaking (1 breaking)"),
        *("", "breaking wire POST /p"),
        "  response Thing.a: required property removed: string → nothing",
        "      to do: do without it",
        *("", "breaking sdk POST /p"),
        "  client.models.Thing.a: attribute removed: str → nothing",
        "      to do: do without it",
    ]
    assert diff.main([*files, "--fail-on", "breaking"]) == 1
    assert diff.main([*reversed(files), "--fail-on", "breaking"]) == 0
    capsys.readouterr()


def test_the_same_document_is_no_change(
    write: Callable[[str, Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = write("a.json", OLD)
    assert diff.main([file, file, "--fail-on", "breaking"]) == 0
    assert capsys.readouterr().out == "wire: nothing has changed\nsdk: nothing has changed\n"


def test_folders_of_a_provider_are_built_first(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = specs / "small", tmp_path / "new"
    page = (old / "pages/stop.md").read_text("utf-8")
    (new / "pages").mkdir(parents=True)
    (new / "pages/stop.md").write_text(page.replace("stopJob", "haltJob"), encoding="utf-8")
    assert diff.main([str(old), str(new), "--format", "json"]) == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    lines = {f"{one['verdict']} {one['severity']} {one['place']}" for one in changes}
    assert "wire harmless operationId" in lines
    assert "sdk breaking client.api.jobs.stop_job" in lines


def test_pages_are_compared_as_they_are_published(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = specs / "small/pages/stop.md", tmp_path / "newer.md"
    new.write_text(old.read_text("utf-8").replace("[running, stopped]", "[running]"), "utf-8")
    assert diff.main([str(old), str(new)]) == 0
    assert "response Job.state: value removed" in capsys.readouterr().out


def test_a_document_comes_from_standard_input(
    write: Callable[[str, Any], str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(OLD).encode())))
    assert diff.main(["-", write("new.yaml", NEW)]) == 0
    assert "\nwire: breaking (1 breaking)\n" in capsys.readouterr().out


@pytest.mark.parametrize("head", ["", "# Stop a job\n"])
def test_a_page_comes_from_standard_input(
    head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = head + PAGE[PAGE.index("````yaml") :]
    (tmp_path / "new.md").write_text(page.replace("running, ", ""), "utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page.encode())))
    assert diff.main(["-", str(tmp_path / "new.md")]) == 0
    assert "response Job.state: value removed" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["specs/acme", "specs/acme/pages/a.md", "specs/acme/openapi.yaml"])
def test_the_common_interface_is_looked_through_for_the_provider_of_what_is_compared(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "specs/acme").mkdir(parents=True)
    assert diff._provider(tmp_path / name) == "acme"


ACCESS: list[Any] = [
    {"servers": [{"url": "https://a.example"}], "security": [{"K": []}]},
    {"servers": [{"url": "https://b.example"}], "security": [{"L": []}]},
]
KEYS = {"securitySchemes": {
    "K": {"type": "http", "scheme": "bearer"}, "L": {"type": "apiKey", "in": "header", "name": "l"},
}}  # fmt: skip
PASS = "where a client is made, pass its"


def test_another_server_or_key_is_a_change_for_who_makes_a_client(
    write: Callable[[str, Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    documents = (document({"/p": reads(STRING)}, components=KEYS, **one) for one in ACCESS)
    files = [write(f"{number}.json", one) for number, one in enumerate(documents)]
    assert diff.main(files) == 0
    said = capsys.readouterr().out.partition("\nbreaking sdk POST /p\n")[2]
    assert [line.strip() for line in said.splitlines()] == [
        "client.AuthenticatedClient: another base URL: https://a.example → https://b.example",
        f"to do: {PASS} base_url",
        "client.AuthenticatedClient: another key: http bearer → apiKey header l",
        f"to do: {PASS} token, prefix, auth_header_name",
    ]


def test_an_operation_that_has_moved_is_renamed_and_not_lost(
    write: Callable[[str, Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = (reads(STRING, "job") for _ in range(2))
    new["post"]["tags"] = ["jobs"]
    files = [write("a.json", document({"/a": old})), write("b.json", document({"/b": new}))]
    assert diff.main(files) == 0
    assert (
        "client.api.default.job: renamed: client.api.default.job → client.api.jobs.job"
        in capsys.readouterr().out
    )


def test_markdown_is_what_a_pull_request_holds(
    write: Callable[[str, Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    files = [write("old.json", OLD), write("new.yaml", NEW)]
    assert diff.main([*files, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("## What the change means\n\n- **Wire**")


@pytest.mark.parametrize("text", ["5", "{", json.dumps(OLD).replace("#/components", "#/nowhere")])
def test_a_document_that_cannot_be_read_is_exit_2_and_one_line(
    write: Callable[[str, Any], str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write("a.yaml", text)
    assert diff.main([write("b.json", OLD), file]) == 2
    said = capsys.readouterr().err
    assert said.startswith(file)
    assert said.count("\n") == 1


@pytest.mark.parametrize("worse", [True, False])
def test_a_document_of_which_no_package_can_be_made_is_said(
    write: Callable[[str, Any], str], worse: bool, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from pipeline import package

    def refuse(built: Any, folder: Path) -> None:
        if ("a" in built.document["components"]["schemas"]["Thing"]["properties"]) != worse:
            raise PipelineError("no package can be made", fix="mend it")
        folder.mkdir()

    monkeypatch.setattr(package, "write", refuse)
    files = [write("old.json", OLD), write("new.yaml", NEW)]
    diff.main([*files, "--format", "json"])
    *_, change = json.loads(capsys.readouterr().out)["changes"]
    severity, what = (
        ("breaking", "none can be made") if worse else ("careful", "cannot be compared")
    )
    assert [change["severity"], change["what"]] == [severity, what]
    assert change["after" if worse else "before"] == "no package can be made"


def test_generated_text_that_is_not_python_is_a_document_of_which_no_package_can_be_made(
    write: Callable[[str, Any], str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from pipeline import package

    def break_off(_: Any, folder: Path) -> None:
        folder.mkdir()
        (folder / "half.py").write_text("def (", encoding="utf-8")

    monkeypatch.setattr(package, "write", break_off)
    assert diff.main([write("old.json", OLD), write("new.yaml", NEW)]) == 0
    assert "what was generated is not Python: invalid syntax" in capsys.readouterr().out


def test_the_command_says_the_same_each_time(write: Callable[[str, Any], str]) -> None:
    files = [write("a.json", OLD), write("b.json", NEW)]
    command = [sys.executable, str(SCRIPT), *files, "--fail-on", "breaking"]
    said: set[bytes] = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (1, b"")
        said.add(done.stdout)
    assert len(said) == 1


def test_a_reader_that_closes_the_pipe_causes_no_traceback(
    write: Callable[[str, Any], str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = [write("a.json", OLD), write("b.json", NEW)]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert diff.main([*files, "--fail-on", "breaking"]) == 1
    assert capsys.readouterr().err == ""
