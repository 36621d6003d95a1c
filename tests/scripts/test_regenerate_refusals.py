"""What is wrong is said in one line, and the old output stays."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pipeline import stamp, swap
from regenerate import main

from .small import AUTHORED, OVERLAY, PAGE, tree

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


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.untraced] if name == "an alias bomb" else [])
        for name in BREAKING
    ],
)
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


def test_an_interrupted_run_says_so_in_one_line_and_leaves_the_old_output(
    run: Callable[..., int],
    specs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run() == 0
    before = tree(tmp_path / "out")
    (specs / "small/overlay.yaml").unlink()
    capsys.readouterr()

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(swap, "swap", interrupt)
    assert run() == 130
    assert capsys.readouterr().err == "interrupted; no package is half made: run this again\n"
    assert tree(tmp_path / "out") == before


def test_a_provider_that_is_not_there_is_a_usage_error(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("smal") == 2
    assert "'smal' is not a provider" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["", "small"])
def test_packages_inside_the_specs_folder_are_a_usage_error(
    place: str, specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(specs)
    assert main(["--specs", str(specs), "--out", str(specs / place)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert tree(specs) == before


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


@pytest.mark.parametrize("field", ["operationId", "responses"])
def test_an_overlay_that_takes_what_a_client_needs_is_refused(
    field: str, run: Callable[..., int], specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    action = f"""
  - target: $.paths.*.post.{field}
    description: why
    x-source: where
    x-expect: {"stopJob" if field == "operationId" else "{}"}
    remove: true
"""
    (specs / "small/overlay.yaml").write_text(OVERLAY + action.lstrip("\n"), encoding="utf-8")
    assert run() == 1
    said = capsys.readouterr().err
    assert f"small/overlay.yaml: POST /jobs/{{id}}/stop has no {field}; " in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("target", "where"),
    [
        ("$.paths['/jobs/{id}/stop'].post.tags", "pages/stop.md:5"),
        ("$.paths['/jobs/{id}/stop']['post'].tags", "pages/stop.md:5"),
        ("$.paths['/jobs/{id}/stop'].*.tags", "the page"),
        ("$.paths['/jobs'].post", "the page"),
    ],
)
def test_a_correction_that_no_longer_fits_names_the_page_and_line_of_its_operation(
    target: str,
    where: str,
    run: Callable[..., int],
    specs: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (specs / "small/overlay.yaml").write_text(OVERLAY.replace("$.info.title", target))
    assert run() == 1
    said = capsys.readouterr().err
    assert f"; upstream has changed: look at {where}, then change or remove this action" in said


def test_a_correction_of_what_a_repair_has_taken_away_says_so(
    run: Callable[..., int], specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = specs / "small/pages/stop.md"
    page.write_text(PAGE.replace("json:\n", "json:\n              example: {state: 5}\n", 1))
    target = "$.paths.*.post.responses.*.content.*.example"
    (specs / "small/overlay.yaml").write_text(OVERLAY.replace("$.info.title", target))
    assert run() == 1
    said = capsys.readouterr().err
    assert f"({target}) matches nothing: it was there, and a repair has taken it away" in said


MOVED_PAGE = PAGE.replace("api.example.com", "moved.example.com")
OTHER_PAGE = PAGE.replace("/stop", "/start").replace("stopJob", "startJob")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"pages/stop.md": MOVED_PAGE, "authored.yaml": AUTHORED},
            "pages and authored.yaml differ in `servers`; change `servers` in authored.yaml",
        ),
        (
            {"pages/stop.md": MOVED_PAGE, "pages/start.md": OTHER_PAGE},
            "pages say `servers` in each operation, as they do where they do not agree; look at",
        ),
    ],
)
def test_a_correction_of_a_server_that_only_some_still_name_says_who_differs(
    files: dict[str, str],
    said: str,
    run: Callable[..., int],
    specs: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = "$.servers[0].url"
    for name, text in {**files, "overlay.yaml": OVERLAY.replace("$.info.title", target)}.items():
        (specs / "small" / name).write_text(text)
    assert run() == 1
    line = f"overlay.yaml:5: action 1 ({target}) matches nothing: {said}"
    assert line in capsys.readouterr().err


@pytest.mark.parametrize("name", ["an overlay that matches nothing", "a page of no known dialect"])
def test_a_refused_first_run_leaves_no_folder_behind(
    name: str, run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    file, text = BREAKING[name]
    (specs / file).write_text(text)
    assert run() == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", ["file", "file/below", "folder"])
def test_packages_where_no_folder_can_be_are_refused_in_one_line(
    place: str, specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/made").write_text("")
    out = str(tmp_path / place)
    assert main(["--specs", str(specs), "--out", out, "--package", "made"]) == 1
    said = capsys.readouterr().err
    assert "is not a folder; name one with --out" in said
    assert len(said.splitlines()) == 1


def test_a_tool_that_is_not_installed_is_one_line_that_says_what_to_run(
    run: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stamp, "TOOLS", ("ruff", "no-such-generator"))
    assert run() == 1
    said = capsys.readouterr().err
    assert "no-such-generator; run `make setup`" in said
    assert len(said.splitlines()) == 1
