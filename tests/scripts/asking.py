"""Asking the sources of the provider in a test's folder, as sync.py does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from pipeline import fetch, fetched, upstream
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.upstream import News


def sources(folder: Path, *entries: str, more: str = "") -> None:
    lines = "".join(f"\n  - {{{entry}}}" for entry in entries)
    (folder / "provider.yaml").write_text(f"{more}\nsources:{lines}\n", "utf-8")


def read(folder: Path) -> News:
    async def run() -> News:
        async with fetch.client() as http:
            return await upstream.read(folder, http, "2026-05-06")

    return asyncio.run(run())


def refusal(folder: Path) -> str:
    with pytest.raises(PipelineError) as caught:
        read(folder)
    return str(caught.value)


def take(folder: Path) -> News:
    """Ask, and keep what is new as sync.py does."""
    news = read(folder)
    for name, content in news.files.items():
        (folder / name).write_bytes(content)
    (folder / fetched.NAME).write_text(fetched.text(news.records), "utf-8")
    return news
