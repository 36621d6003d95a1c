"""One command makes every client, or says in one line why not and changes nothing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import regenerate
from pipeline import stamp, swap
from regenerate import ROOT, main

PAGE = """# Stop a job

> Stops it.

````yaml POST /jobs/{id}/stop
openapi: 3.1.0
info:
  title: Small API
  version: '1'
servers:
  - url: https://api.example.com
paths:
  /jobs/{id}/stop:
    post:
      operationId: stopJob
      tags: [jobs]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '200':
          description: Stopped
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Job'
components:
  schemas:
    Job:
      type: object
      required: [state]
      properties:
        state: {type: string, enum: [running, stopped]}
````
"""
OVERLAY = """
overlay: 1.1.0
info: {title: t, version: '1'}
actions:
  - target: $.info.title
    description: why
    x-source: where
    x-expect: Small API
    update: Corrected API
"""
AUTHORED = """
openapi: 3.1.0
info: {title: Small API, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /jobs/{id}:
    delete:
      operationId: deleteJob
      tags: [jobs]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        '204': {description: Deleted}
"""


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A folder with one provider, made of one page and one correction."""
    folder = tmp_path / "specs"
    (folder / "small/pages").mkdir(parents=True)
    (folder / "small/pages/stop.md").write_text(PAGE, encoding="utf-8")
    (folder / "small/overlay.yaml").write_text(OVERLAY, encoding="utf-8")
    return folder


@pytest.fixture
def run(specs: Path, tmp_path: Path) -> Callable[..., int]:
    """The command, on that folder."""

    def call(*arguments: str) -> int:
        return main(
            ["--specs", str(specs), "--out", str(tmp_path / "out"), "--package", "made", *arguments]
        )

    return call


def tree(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in stamp.files(folder).items()}


def test_a_folder_with_a_page_is_enough_for_a_new_client(
    run: Callable[..., int], tmp_path: Path
) -> None:
    assert run() == 0
    made = tmp_path / "out/made"
    assert (made / "small/client/api/jobs/stop_job.py").exists()
    assert {"__init__.py", "bodies.py", "contracts.py", "openapi.json", "receipt.json"} <= {
        path.name for path in (made / "small").iterdir()
    }
    assert json.loads((made / "small/openapi.json").read_text())["info"]["title"] == "Corrected API"
    assert (made / "py.typed").exists()
    program = (
        "from made.small.client.api.jobs.stop_job import _get_kwargs as k;"
        "from made.small.client.models import Job;"
        "print(k('a/b')['url'], Job.from_dict({'state': 'new'}).state)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=made.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout == "/jobs/a%2Fb/stop new\n"


def test_importing_a_provider_loads_nothing_else(run: Callable[..., int], tmp_path: Path) -> None:
    run()
    program = "import made.small, sys; print('httpx' in sys.modules or 'attrs' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path / "out",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_the_receipt_says_what_a_package_was_made_from(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    (specs / "small/provider.yaml").write_text(
        "sources: [{file: pages/stop.md, url: 'https://example.com/stop'}]\n"
        "life_cycle: [{operation: all, state: retired}]\n"
    )
    (specs / "small/authored.yaml").write_text(AUTHORED)
    assert run() == 0
    text = (tmp_path / "out/made/small/receipt.json").read_text()
    receipt = json.loads(text)
    assert receipt["files"][0]["file"] == "pages/stop.md"
    assert receipt["files"][0]["url"] == "https://example.com/stop"
    assert len(receipt["files"][0]["sha256"]) == 64
    assert receipt["overlay"]["actions"] == 1
    assert receipt["authored"]["file"] == "authored.yaml"
    assert receipt["life_cycle"] == [{"operation": "all", "state": "retired"}]
    assert receipt["tools"].keys() == {"openapi-python-client", "datamodel-code-generator", "ruff"}
    assert str(tmp_path) not in text


def test_what_we_describe_ourselves_joins_the_pages(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    (specs / "small/authored.yaml").write_text(AUTHORED)
    assert run() == 0
    names = {path.name for path in (tmp_path / "out/made/small/client/api/jobs").iterdir()}
    assert {"stop_job.py", "delete_job.py"} <= names


def test_a_whole_document_can_be_the_source_and_a_part_of_it_selected(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    shutil.rmtree(specs / "small")
    (specs / "small").mkdir()
    (specs / "small/upstream.yaml").write_text(
        AUTHORED + PAGE[PAGE.index("  /jobs/{id}/stop:") : PAGE.rindex("````")]
    )
    (specs / "small/provider.yaml").write_text(
        "source: upstream.yaml\nselect: {operation_ids: [deleteJob]}\n"
    )
    assert run() == 0
    document = json.loads((tmp_path / "out/made/small/openapi.json").read_text())
    assert list(document["paths"]) == ["/jobs/{id}"]
    receipt = json.loads((tmp_path / "out/made/small/receipt.json").read_text())
    assert receipt["select"] == {"paths": [], "tags": [], "operation_ids": ["deleteJob"]}
    assert "components" not in document


def test_a_source_may_be_called_like_the_document_that_is_built(
    run: Callable[..., int], specs: Path
) -> None:
    shutil.rmtree(specs / "small")
    (specs / "small").mkdir()
    (specs / "small/openapi.yaml").write_text(AUTHORED)
    (specs / "small/provider.yaml").write_text("source: openapi.yaml\n")
    assert run() == 0
    (specs / "small/openapi.yaml").write_text(AUTHORED.replace("deleteJob", "removeJob"))
    assert run("--check") == 1


def test_nothing_is_written_to_another_specs_folder(run: Callable[..., int], specs: Path) -> None:
    before = tree(specs)
    run()
    assert tree(specs) == before


def test_this_repositorys_documents_are_written_and_checked(
    run: Callable[..., int],
    specs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(regenerate, "ROOT", tmp_path)
    assert run() == 0
    document = specs / "small/openapi.yaml"
    assert "Corrected API" in document.read_text()
    assert run("--check") == 0
    document.write_text(document.read_text().replace("Corrected", "Edited"))
    capsys.readouterr()
    assert run("--check") == 1
    assert f"{document}: is not what" in capsys.readouterr().err
    assert run() == 0
    assert "small: made" in capsys.readouterr().out
    document.unlink()
    assert run("--check") == 1
    assert run() == 0
    assert document.exists()


def test_a_second_run_makes_nothing(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    capsys.readouterr()
    assert run() == 0
    assert capsys.readouterr().out == "small: up to date\n"
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


def test_a_run_with_nothing_to_do_loads_no_generator(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    run()
    program = (
        "import sys; sys.argv = sys.argv[1:]; import runpy\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "except SystemExit as end: assert not end.code\n"
        "print(sorted({'httpx', 'pydantic', 'ruamel', 'jsonschema', 'jinja2'} & set(sys.modules)))"
    )
    script = ROOT / "scripts/regenerate.py"
    arguments = ["--specs", str(specs), "--out", str(tmp_path / "out"), "--package", "made"]
    environment = dict(os.environ) | {"PYTHONPATH": str(script.parent)}
    done = subprocess.run(
        [sys.executable, "-c", program, str(script), *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert done.stdout == "small: up to date\n[]\n"


@pytest.mark.parametrize("file", ["client/client.py", "openapi.json", "receipt.json"])
def test_a_hand_edit_is_noticed_and_mended(
    file: str, run: Callable[..., int], tmp_path: Path
) -> None:
    run()
    before = tree(tmp_path / "out")
    path = tmp_path / "out/made/small" / file
    path.write_text(path.read_text() + "\n")
    assert run() == 0
    assert tree(tmp_path / "out") == before


def test_a_file_added_by_hand_is_noticed_and_removed(
    run: Callable[..., int], tmp_path: Path
) -> None:
    run()
    (tmp_path / "out/made/small/extra.py").write_text("")
    assert run() == 0
    assert not (tmp_path / "out/made/small/extra.py").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"inputs": "x"}'])
def test_a_broken_stamp_only_costs_time(text: str, run: Callable[..., int], tmp_path: Path) -> None:
    run()
    before = tree(tmp_path / "out")
    (tmp_path / "out/made/.stamps/small.json").write_text(text)
    assert run() == 0
    assert tree(tmp_path / "out") == before


def test_check_finds_a_hand_edit_even_if_the_stamp_was_edited_too(
    run: Callable[..., int], specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    package = tmp_path / "out/made/small"
    edited = package / "client/client.py"
    edited.write_text(edited.read_text() + "# edited\n")
    kept = json.loads(stamp.place(package).read_text())
    stamp.write(specs / "small", package, "")
    forged = json.loads(stamp.place(package).read_text()) | {"document": kept["document"]}
    stamp.place(package).write_text(json.dumps(forged))
    assert stamp.is_current(specs / "small", package, with_document=False)
    capsys.readouterr()
    assert run("--check") == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == f"{edited}: is not what its sources make"
    assert said[-1] == "1 different; run `python scripts/regenerate.py`"


def test_check_names_what_is_missing_and_what_is_too_much_and_changes_nothing(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    (tmp_path / "out/made/small/bodies.py").unlink()
    (tmp_path / "out/made/extra.py").write_text("")
    before = tree(tmp_path)
    assert run("--check") == 1
    said = capsys.readouterr().err
    assert "bodies.py: is missing" in said
    assert "extra.py: is not made from anything; remove it" in said
    assert tree(tmp_path) == before


def test_check_without_any_output_is_not_up_to_date(
    run: Callable[..., int], tmp_path: Path
) -> None:
    assert run("--check") == 1
    assert not (tmp_path / "out").exists()


def test_a_run_for_one_provider_leaves_the_others_alone(
    run: Callable[..., int], specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(specs / "small", specs / "other")
    run()
    shutil.copytree(specs / "other", specs / "third")
    shutil.rmtree(specs / "other")
    (specs / "third/overlay.yaml").write_text("broken")
    (tmp_path / "out/made/other/extra.py").write_text("")
    capsys.readouterr()
    assert run("small") == 0
    assert run("--check", "small") == 0
    assert capsys.readouterr().out == "small: up to date\nup to date: small\n"
    assert (tmp_path / "out/made/other/extra.py").exists()


def test_a_full_run_removes_the_package_of_a_provider_that_is_gone(
    run: Callable[..., int], specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(specs / "small", specs / "other")
    run()
    (tmp_path / "out/made/by_hand").mkdir()
    shutil.rmtree(specs / "other")
    assert run("--check") == 1
    capsys.readouterr()
    assert run() == 0
    assert "other: removed" in capsys.readouterr().out
    assert not (tmp_path / "out/made/other").exists()
    assert not (tmp_path / "out/made/.stamps/other.json").exists()
    assert (tmp_path / "out/made/by_hand").exists()


BREAKING = {
    "a page of no known dialect": ("small/pages/stop.md", "nothing here"),
    "an overlay that matches nothing": (
        "small/overlay.yaml",
        OVERLAY.replace("$.info.title", "$.nowhere"),
    ),
    "an x-expect that fails": ("small/overlay.yaml", OVERLAY.replace("Small API", "Another")),
    "a key given twice": ("small/provider.yaml", "select: {}\nselect: {}\n"),
    "a reference to the network": (
        "small/pages/stop.md",
        PAGE.replace("'#/components/schemas/Job'", "'https://example.com/Job'"),
    ),
    "a warning of a generator": (
        "small/pages/stop.md",
        PAGE.replace("{id}", "{a b}").replace("name: id", "name: a b"),
    ),
    "components that differ": (
        "small/authored.yaml",
        AUTHORED + "components: {schemas: {Job: {type: string}}}\n",
    ),
    "an alias bomb": (
        "small/authored.yaml",
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + "\n".join(
            f"{n}: &{n} [{','.join(['*' + p] * 10)}]"
            for p, n in zip("abcdefgh", "bcdefghi", strict=True)
        ),
    ),
    "a source that is no OpenAPI": ("small/provider.yaml", "source: provider.yaml\n"),
    "a selection of a document that is none": (
        "small/provider.yaml",
        "source: none.json\nselect: {tags: [x]}\n",
    ),
    "a provider of nothing": ("empty/note.txt", ""),
    "a name that Python cannot import": ("not-a-name/note.txt", ""),
    "a name that is a word of Python": ("class/note.txt", ""),
}


@pytest.mark.parametrize("name", BREAKING)
def test_what_is_wrong_is_said_in_one_line_and_the_old_output_stays(
    name: str,
    run: Callable[..., int],
    specs: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    none: dict[str, Any] = {
        "openapi": "3.1.0",
        "paths": {"/a": {"get": {"tags": 3, "responses": {}}}},
    }
    (specs / "small/none.json").write_text(json.dumps(none))
    assert run() == 0
    before = tree(tmp_path / "out")
    file, text = BREAKING[name]
    (specs / file).parent.mkdir(exist_ok=True)
    (specs / file).write_text(text)
    capsys.readouterr()
    for arguments in ([], ["--check"]):
        assert run(*arguments) == 1
        said = capsys.readouterr().err
        assert len(said.splitlines()) == 1
        assert "; " in said, "what to do next is missing"
        assert tree(tmp_path / "out") == before
    assert not list((tmp_path / "out/made").glob(".regenerate*"))


def test_a_failure_while_swapping_leaves_the_old_output(
    run: Callable[..., int],
    specs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(specs / "small", specs / "other")
    run()
    before = tree(tmp_path / "out")
    (specs / "small/overlay.yaml").unlink()
    (specs / "other/overlay.yaml").unlink()
    rename = Path.rename

    def fails(path: Path, to: Path) -> Path:
        if path.name == "small" and path.parent.name == "new":
            raise OSError("disk full")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fails)
    capsys.readouterr()
    assert run() == 1
    assert capsys.readouterr().err.startswith("disk full; ")
    assert tree(tmp_path / "out") == before


def test_a_run_killed_between_swaps_is_finished_by_the_next(
    run: Callable[..., int], specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst moment: one package is set aside and its successor not yet there."""
    run()
    made = tree(tmp_path / "out")
    target = tmp_path / "out/made"
    (target / f"{swap._PREFIX}killed/old").mkdir(parents=True)
    (target / "small").rename(target / f"{swap._PREFIX}killed/old/small")
    assert run() == 0
    assert tree(tmp_path / "out") == made


def test_a_provider_that_is_not_there_is_a_usage_error(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("smal") == 2
    assert "'smal' is not a provider" in capsys.readouterr().err


def test_a_specs_folder_that_is_missing_or_empty_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty/.hidden").mkdir(parents=True)
    assert main(["--specs", str(tmp_path / "none")]) == 1
    assert main(["--specs", str(tmp_path / "empty")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize("name", ["not-a-name", "class", "a.b", ""])
def test_a_package_name_that_python_cannot_import_is_a_usage_error(
    name: str, run: Callable[..., int]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run("--package", name)
    assert caught.value.code == 2


def test_the_bytes_depend_on_neither_hash_seed_nor_working_directory(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    run()
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "src/httpx").mkdir(parents=True)  # would count as first-party when sorting imports
    (elsewhere / "httpx").mkdir()
    (elsewhere / "pyproject.toml").write_text("[tool.ruff]\nline-length = 40\n")
    script = ROOT / "scripts/regenerate.py"
    for seed in ("0", "1"):
        subprocess.run(
            [
                sys.executable,
                str(script),
                "--specs",
                str(specs),
                "--out",
                seed,
                "--package",
                "made",
            ],
            cwd=elsewhere,
            env=dict(os.environ) | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        assert tree(elsewhere / seed) == tree(tmp_path / "out")
