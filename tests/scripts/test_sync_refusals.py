"""What cannot be made into clients, or is cut short, leaves everything as it was."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import regenerate
from pipeline import files

from .site import NEWER, STOP, Site, page
from .small import tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def test_what_cannot_be_made_into_a_client_changes_nothing(
    fetch_all: Callable[..., int],
    specs: Path,
    site: Site,
    owned: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.put(STOP, page(title="New API"))  # overlay.yaml expects another title
    before = tree(specs), tree(owned)
    assert fetch_all() == 1
    said = capsys.readouterr().err
    assert f"{specs}/small/overlay.yaml" in said
    assert "New API" in said
    assert "what is published now cannot be made into clients; nothing was changed" in said
    assert (tree(specs), tree(owned)) == before


def test_nothing_is_left_changed_when_the_clients_cannot_be_made_after_all(
    fetch_all: Callable[..., int],
    specs: Path,
    site: Site,
    owned: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.put(STOP, NEWER)
    before = tree(specs)
    real = regenerate.main

    def fails_here(argv: list[str]) -> int:
        return real(argv) if "--out" in argv else 1

    monkeypatch.setattr(regenerate, "main", fails_here)
    assert fetch_all() == 1
    assert "the clients could not be made; nothing was changed" in capsys.readouterr().err
    assert tree(specs) == before


def test_nothing_is_left_changed_when_the_disk_is_full(
    fetch_all: Callable[..., int],
    specs: Path,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.put(STOP, NEWER)
    before = tree(specs)
    real = files.write_text

    def full(file: Path, text: str) -> None:
        if file == specs / "small/fetched.json":
            raise OSError(28, "No space left on device")
        real(file, text)

    monkeypatch.setattr(files, "write_text", full)
    assert fetch_all() == 1
    assert "No space left on device" in capsys.readouterr().err
    assert tree(specs) == before


def test_an_interruption_leaves_everything_as_it_was(
    fetch_all: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.answers[STOP] = lambda connection, request: os.kill(os.getpid(), signal.SIGINT)
    before = tree(specs)
    assert fetch_all() == 130
    assert "interrupted; nothing was changed" in capsys.readouterr().err
    assert tree(specs) == before
