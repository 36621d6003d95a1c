"""A folder with one provider, and the command on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from regenerate import main

from .small import OVERLAY, PAGE


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
