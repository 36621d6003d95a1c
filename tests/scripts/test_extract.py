"""The command: pages in, one valid document out, or one line that says why not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import extract
import pytest
from pipeline import yaml12
from pipeline.errors import PipelineError
from pipeline.markdown import cut
from pipeline.validate import validate

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "specs").glob("*/pages/*.md"))
TOGETHER = [str(page) for page in PAGES if page.parts[-3] == "together"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "extract.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_pages_of_one_provider_make_one_valid_document_on_stdout() -> None:
    done = run(*TOGETHER)
    assert (done.returncode, done.stderr) == (0, "")
    document = yaml12.load(done.stdout, "stdout")
    assert list(document["paths"]) == ["/fine-tunes/{id}", "/fine-tunes/{id}/cancel"]
    validate(document, "stdout")


def test_a_page_that_cannot_be_read_is_exit_2_and_one_line(tmp_path: Path) -> None:
    done = run(str(tmp_path / "none.md"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "none.md: cannot be read: No such file" in done.stderr


def test_help_says_what_the_command_is_for() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "PAGE" in done.stdout


@pytest.fixture
def small(specs: Path) -> str:
    """A short page, for what does not depend on what a page says."""
    return str(specs / "small/pages/stop.md")


def test_the_file_is_written_whole_and_without_leftovers(tmp_path: Path, small: str) -> None:
    file = tmp_path / "out/out.yaml"
    file.parent.mkdir()
    assert extract.main([small, "-o", str(file)]) == 0
    assert file.read_text() == extract.extract([Path(small)])
    assert list(file.parent.iterdir()) == [file]


def test_stdout_gets_what_the_file_gets(
    small: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert extract.main([small]) == 0
    assert capfdbinary.readouterr().out.decode() == extract.extract([Path(small)])


def test_a_refused_page_leaves_the_file_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.yaml"
    file.write_text("before")
    assert extract.main([str(file), "-o", str(file)]) == 2
    assert file.read_text() == "before"
    assert str(file) in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_a_clear_error(
    tmp_path: Path, small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert extract.main([small, "-o", str(tmp_path / "no" / "out.yaml")]) == 2
    assert "out.yaml: cannot be written: No such file" in capsys.readouterr().err


def test_a_file_that_cannot_be_replaced_is_a_clear_error_without_leftovers(
    tmp_path: Path, small: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    (folder / "out.yaml").mkdir(parents=True)
    assert extract.main([small, "-o", str(folder / "out.yaml")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert [entry.name for entry in folder.iterdir()] == ["out.yaml"]


def test_a_reader_that_closes_the_pipe_causes_no_traceback(
    small: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert extract.main([small]) == 2
    assert capsys.readouterr().err == ""


def test_what_cannot_be_made_valid_is_refused_with_the_pages_name(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGES[0].read_text().replace("type: string", "type: magic"))
    with pytest.raises(PipelineError) as caught:
        extract.extract([page])
    assert str(caught.value).startswith(f"{page}:{_fence(page)}: at #/")
    assert "fetch the page again" in str(caught.value)


def _fence(page: Path) -> int:
    return cut(page.read_text(), "x")[0].fence_line


REFERENCES = {
    "to the network": "http://127.0.0.1:9/x.yaml",
    "to a file": "file:///etc/passwd#/x",
    "to nothing": "#/components/schemas/Gone",
}


@pytest.mark.parametrize("name", REFERENCES)
def test_a_wrong_reference_of_one_page_among_several_is_refused_at_that_pages_fence(
    name: str, tmp_path: Path
) -> None:
    good, bad = (Path(page) for page in TOGETHER)
    page = tmp_path / "page.md"
    written = bad.read_text()
    page.write_text(written.replace("#/components/schemas/FinetuneResponse", REFERENCES[name], 1))
    assert page.read_text() != written
    with pytest.raises(PipelineError) as caught:
        extract.extract([good, page])
    assert str(caught.value).startswith(f"{page}:{_fence(page)}: ")
    assert caught.value.fix == extract._FIX


def test_the_same_page_twice_is_refused_with_its_line() -> None:
    with pytest.raises(PipelineError, match=r"\.md:\d+: DELETE .* is also in "):
        extract.extract([Path(TOGETHER[0])] * 2)


def test_keep_going_leaves_out_what_cannot_be_read_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = Path(TOGETHER[0]).read_text()
    bundle = tmp_path / "bundle.md"
    wrong = PAGES[0].read_text().replace("type: string", "type: magic")
    bundle.write_text(f"{good}\n# T\n\n````yaml GET /a\n5\n````\n{wrong}\n")
    prose = tmp_path / "prose.md"
    prose.write_text("# Words")
    out = tmp_path / "out.yaml"
    assert extract.main([str(bundle), str(prose), "--keep-going", "-o", str(out)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1].split(";")[0] for line in said[::2]] == [
        "the fragment is not a mapping",
        "no OpenAPI fragment",
    ]
    assert "magic" in said[1]
    assert out.read_text() == extract.extract([Path(TOGETHER[0])])


def test_keep_going_leaves_out_the_later_of_two_that_contradict_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(Path(TOGETHER[0]).read_text().replace("description: ", "description: Not ", 1))
    out = tmp_path / "out.yaml"
    assert extract.main([TOGETHER[0], str(page), "--keep-going", "-o", str(out)]) == 1
    assert capsys.readouterr().err.startswith(f"{page}:{_fence(page)}: ")
    assert out.read_text() == extract.extract([Path(TOGETHER[0])])


def test_keep_going_refuses_what_no_single_page_is_to_blame_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(document: object, source: str) -> None:
        if ", " in source:
            raise PipelineError("wrong together", file=source)

    monkeypatch.setattr("pipeline.validate.validate", fails)
    assert extract.main([*TOGETHER, "--keep-going"]) == 2
    assert "wrong together" in capsys.readouterr().err


def test_keep_going_is_exit_0_where_nothing_was_left_out(tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    assert extract.main([*TOGETHER, "--keep-going", "-o", str(out)]) == 0
    assert out.read_text() == extract.extract([Path(page) for page in TOGETHER])


def test_keep_going_with_nothing_left_is_the_first_refusal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Words")
    assert extract.main([str(page), "--keep-going"]) == 2
    assert capsys.readouterr().err.startswith(f"{page}:1: no OpenAPI fragment")


def test_no_page_at_all_is_refused() -> None:
    with pytest.raises(PipelineError, match="no page was given"):
        extract.extract([])


def test_what_a_dialect_cannot_say_stands_in_the_operation() -> None:
    lost: dict[str, Any] = {}
    for page in PAGES:
        document = yaml12.load(extract.extract([page]), "x")
        for item in document["paths"].values():
            for operation in item.values():
                lost[page.parts[-3]] = operation.get("x-lost")
    assert "bodies of errors" in lost["cohere"]
    assert "operationId" in lost["bfl"]
    assert lost["together"] is None


def test_a_library_that_is_not_installed_is_one_line_that_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pipeline.validate", None)
    assert extract.main(TOGETHER) == 1
    said = capsys.readouterr().err
    assert "; run `make setup`" in said
    assert said.count("\n") == 1


def test_the_standard_library_is_enough_to_say_what_is_missing(tmp_path: Path) -> None:
    """Without site-packages, nothing but the standard library can be imported."""
    program = (
        "import sys; sys.path[:] = [p for p in sys.path if 'site-packages' not in p];"
        " import runpy; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    script = str(ROOT / "scripts/extract.py")
    done = subprocess.run(
        [sys.executable, "-c", program, script, *TOGETHER],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=dict(os.environ) | {"PYTHONPATH": str(ROOT / "scripts")},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "No module named 'ruamel'; run `make setup`" in done.stderr
    assert done.stderr.count("\n") == 1
