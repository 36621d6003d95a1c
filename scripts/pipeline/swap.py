"""Put finished folders in the place of old ones, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

_PREFIX = ".regenerate-"


@contextmanager
def staging(target: Path) -> Generator[Path]:
    """Give a temporary folder beside `target`, on the same file system, and remove it afterwards.

    There is one run at a time: folders that an earlier one left behind when it was killed are
    cleared first, after what it had set aside and not yet replaced is put back.

    Args:
        target: The folder whose parts will be replaced; made for the time, and with it the folders
            it is in, and removed again if nothing came into it.
    """
    made = [folder for folder in (target, *target.parents) if not folder.exists()]
    target.mkdir(parents=True, exist_ok=True)
    recover(target)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=target))
    try:
        (folder / "new").mkdir()
        (folder / "old").mkdir()
        yield folder
    finally:
        shutil.rmtree(folder)
        for empty in made:
            if not any(empty.iterdir()):
                empty.rmdir()


def recover(target: Path) -> None:
    """Put back what a run had set aside and not yet replaced when it was killed.

    Args:
        target: The folder whose parts it was replacing; its staging folders are removed.
    """
    for left in target.glob(f"{_PREFIX}*"):
        for old in left.glob("old/*"):
            if not (target / old.name).exists():
                old.rename(target / old.name)
        shutil.rmtree(left)


def swap(folder: Path, target: Path, gone: Iterable[str] = ()) -> None:
    """Move every folder of `folder/new` into `target`, and take away those that are gone.

    Args:
        folder: The folder that `staging` gave.
        target: Where the folders go; what has the same name there is set aside and then removed.
        gone: Names in `target` to remove.

    Raises:
        OSError: A folder cannot be moved; everything is as it was before.
    """
    undo: list[Callable[[], object]] = []

    def move(source: Path, to: Path) -> None:
        source.rename(to)
        undo.append(lambda: to.rename(source))

    new = sorted((folder / "new").iterdir())
    try:
        for name in [*(path.name for path in new), *gone]:
            if (target / name).exists():
                move(target / name, folder / "old" / name)
            if (folder / "new" / name).exists():
                move(folder / "new" / name, target / name)
    except BaseException:
        for step in reversed(undo):
            step()
        raise
