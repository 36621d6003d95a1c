"""Warnings: one plain line on stderr, once, in every output format."""

from __future__ import annotations

import subprocess
import sys
import warnings
from typing import TYPE_CHECKING

import pytest
from finetunes.cli import terminal

from .conftest import environment, finish, spawn

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer


@pytest.mark.parametrize("more", [{}, {"PYTHONWARNINGS": "error"}, {"PYTHONWARNINGS": "ignore"}])
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_retired_provider_is_one_line_however_python_is_set(
    server: EmbeddedServer, more: dict[str, str], options: list[str]
) -> None:
    references = [f"cohere:{server.cohere.add()}" for _ in range(3)]
    ended = finish(spawn("show", *references, *options, env=environment(server, **more)))
    (line,) = ended.stderr.splitlines()
    assert line.startswith("finetunes: warning: cohere: retrieve is retired since 2025-09-15: ")
    assert ended.code == 0


def test_the_same_text_is_said_once_and_foreign_text_is_escaped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with terminal.plain_warnings():
        warnings.simplefilter("always")
        for text in ("one", "two\x1b\nlines", "one"):
            warnings.warn(text, UserWarning, stacklevel=1)
    assert capsys.readouterr().err == (
        "finetunes: warning: one\nfinetunes: warning: two\\x1b\\nlines\n"
    )


def test_what_python_ignores_stays_ignored() -> None:
    code = (
        "import warnings; from finetunes.cli import terminal\n"
        "with terminal.plain_warnings(): warnings.warn('x', DeprecationWarning, stacklevel=9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stderr == ""
