"""The command line in this process, against a running embedded server."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

Run = Callable[..., list[Any]]


@pytest.fixture
def server(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> EmbeddedServer:
    """A server that the environment of this process points at, and an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return server


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command, and return the JSON documents that it printed."""

    def run_here(*arguments: str) -> list[Any]:
        capsys.readouterr()
        main(arguments)
        printed, decoder = capsys.readouterr().out.strip(), json.JSONDecoder()
        documents = list[Any]()
        while printed:
            document, end = decoder.raw_decode(printed)
            documents.append(document)
            printed = printed[end:].lstrip()
        return documents

    return run_here
