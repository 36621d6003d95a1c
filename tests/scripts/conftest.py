"""A folder with one provider, the commands on it, and a site that publishes its page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import regenerate
import sync
from regenerate import main

from .site import STOP, Site
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


@pytest.fixture
def site() -> Iterator[Site]:
    """A documentation site on loopback."""
    with Site() as started:
        yield started


@pytest.fixture
def folder(specs: Path) -> Path:
    """The folder of the one provider."""
    return specs / "small"


@pytest.fixture
def fetch_all(specs: Path, site: Site) -> Callable[..., int]:
    """sync.py, on that folder, whose page is published by the site."""
    (specs / "small/provider.yaml").write_text(
        f"sources:\n  - {{file: pages/stop.md, url: '{site.url(STOP)}'}}\n", "utf-8"
    )

    def call(*arguments: str) -> int:
        return sync.main(["--specs", str(specs), *arguments], today="2026-05-06")

    return call


@pytest.fixture
def owned(fetch_all: Callable[..., int], specs: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for generated packages, of a repository that the provider is in."""
    monkeypatch.setattr(regenerate, "ROOT", specs.parent)
    assert regenerate.main([]) == 0
    return specs.parent / "generated/finetunes_openapi"
