"""Doing what a page of docs/ says, in a copy of the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..packaging.sources import ROOT, repository_files

if TYPE_CHECKING:
    from ..packaging.examples import Block


class Copy:
    """A copy of the repository, in which commands use the copied code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for path in repository_files():
            target = folder / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        self._before = self._files()

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the copy."""
        paths = [self.folder / name for name in ("wrapper", "generated")]
        return subprocess.run(
            command,
            cwd=self.folder,
            env={
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                "HOME": str(self.folder),
                "PYTHONPATH": os.pathsep.join(map(str, paths)),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            check=False,
            capture_output=True,
            text=True,
        )

    def do(self, block: Block) -> str:
        """Do what a block says, and return what was printed.

        A file is written, a diff is made where its old text stands exactly once, commands are run.
        """
        path = self.folder / block.file
        if block.language == "diff":
            lines = block.text.splitlines(keepends=True)
            old = "".join(line[1:] for line in lines if line[0] != "+")
            new = "".join(line[1:] for line in lines if line[0] != "-")
            text = path.read_text("utf-8")
            if old.count("\n") == 1 and old not in text:
                old, new = old.strip("\n"), new.strip("\n")  # the end of a line
            assert text.count(old) == 1, (block.file, old, text.count(old))
            path.write_text(text.replace(old, new), "utf-8")
            return ""
        if block.file:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")
            return ""
        done = self.run("sh", "-ec", block.text)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def changed(self) -> set[str]:
        """Return what is not as it was copied, folders of a provider as one."""
        after = self._files()
        names = {path for path in after if self._before.get(path) != after[path]}
        names |= self._before.keys() - after.keys()
        return {_shown(path) for path in names if not {".stamps", ".mypy_cache"} & {*path.parts}}

    def _files(self) -> dict[Path, bytes]:
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder): path.read_bytes() for path in found}


def _shown(path: Path) -> str:
    depth = {"specs": 2, "generated": 3}.get(path.parts[0])
    return f"{'/'.join(path.parts[:depth])}/" if depth else path.as_posix()
