"""A folder with one provider, the commands on it, and a site that publishes its page."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import regenerate
import sync
from pipeline import processes
from regenerate import main

from .site import STOP, Site
from .small import OVERLAY, PAGE


@pytest.fixture(autouse=True)
def one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do all work in the test's own process; what starts others says how many it may use."""
    monkeypatch.setattr(processes, "available", lambda: 1)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Any], str]:
    """Write a text, or a value as JSON, to a file of this name, and return its path."""

    def to(name: str, value: Any) -> str:
        file = tmp_path / name
        file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return str(file)

    return to


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
