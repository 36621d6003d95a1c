"""Folders are replaced whole or not at all, and nothing temporary is left."""

from pathlib import Path

import pytest
from pipeline import swap


def tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


OLD = {"a/1": "old", "a/2": "old", "b/1": "old", "keep/1": "old"}


def test_new_folders_take_the_place_of_old_ones_and_gone_ones_go(tmp_path: Path) -> None:
    fill(tmp_path, OLD)
    with swap.staging(tmp_path) as folder:
        fill(folder / "new", {"a/1": "new", "c/1": "new"})
        swap.swap(folder, tmp_path, ["b"])
    assert tree(tmp_path) == {"a/1": "new", "c/1": "new", "keep/1": "old"}


def test_without_a_swap_nothing_changes(tmp_path: Path) -> None:
    fill(tmp_path, OLD)

    with swap.staging(tmp_path) as folder:
        fill(folder / "new", {"a/1": "new"})
    assert tree(tmp_path) == OLD


def test_a_folder_made_for_nothing_is_removed_again(tmp_path: Path) -> None:
    with swap.staging(tmp_path / "deep/out"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_folder_that_was_there_and_empty_stays(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with swap.staging(tmp_path / "empty/out"):
        pass
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_a_folder_that_something_came_into_stays(tmp_path: Path) -> None:
    with swap.staging(tmp_path / "out") as folder:
        fill(folder / "new", {"a/1": "new"})
        swap.swap(folder, tmp_path / "out")
    assert tree(tmp_path) == {"out/a/1": "new"}


@pytest.mark.parametrize("failing", range(5))
def test_a_move_that_fails_leaves_everything_as_it_was(
    failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four moves replace two folders, the fifth takes one away."""
    fill(tmp_path, OLD)
    rename = Path.rename
    moves: list[Path] = []

    def counted(path: Path, to: Path) -> Path:
        moves.append(path)
        if len(moves) == failing + 1:
            raise OSError("disk full")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", counted)
    with swap.staging(tmp_path) as folder:
        fill(folder / "new", {"a/1": "new", "b/1": "new"})
        with pytest.raises(OSError, match="disk full"):
            swap.swap(folder, tmp_path, ["keep"])
    assert tree(tmp_path) == OLD


def test_what_a_killed_run_had_set_aside_is_put_back(tmp_path: Path) -> None:
    fill(tmp_path, {"b/1": "new", ".regenerate-x/new/a/1": "new", ".regenerate-x/old/a/1": "old"})
    fill(tmp_path, {".regenerate-x/old/b/1": "old"})
    with swap.staging(tmp_path):
        assert tree(tmp_path) == {"a/1": "old", "b/1": "new"}
    assert tree(tmp_path) == {"a/1": "old", "b/1": "new"}
