"""docs/contract-testing.md: its examples run as they stand there, and cost no more than said."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from finetunes.cli import main

from ..packaging.examples import examples

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

GUIDE = "docs/contract-testing.md"


def test_the_python_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    watched, judged = examples(GUIDE, "python")
    exec(compile(watched, "contract-testing.md", "exec"), {})
    assert "cancelFineTune: 1 checked" in capsys.readouterr().out
    exec(compile(judged, "contract-testing.md", "exec"), {})
    assert capsys.readouterr().out == "notice undocumented field response body $.colour\n"


def test_the_commands_are_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = [line.partition(" > ")[0].partition("#")[0].split() for line in lines()]
    assert len(commands) == 4
    (tmp_path / "empty.har").write_text('{"log": {"entries": []}}', "utf-8")
    for _, *words in commands:
        known = [
            str(tmp_path) if word.startswith(("tests/", "local", "recorded")) else word
            for word in words
        ]
        assert main(known) == 2  # understood, and there was nothing in the file
        assert capsys.readouterr().err.startswith("finetunes: nothing was checked: no exchange")


def lines() -> list[str]:
    return [line for block in examples(GUIDE, "sh") for line in block.splitlines()]


def test_the_transport_is_there_without_a_server() -> None:
    code = (
        "from finetunes.testing import ContractTransport\n"
        "import sys; print(*sys.modules, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()}
    assert loaded & {"starlette", "uvicorn", "jsonschema", "pydantic", "ruamel"} == set()
