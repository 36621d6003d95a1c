"""The environments of the benchmark are pinned, and hold what is compared."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks import environments

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LOCK = """\
attrs==26.1.0 \\
    --hash=sha256:aa
attrs-extra==1.0 \\
    --hash=sha256:bb
httpx==0.28.1 ; python_version >= '3.11' \\
    --hash=sha256:cc
"""


def test_a_command_runs_in_the_repository_and_its_output_is_returned() -> None:
    shown = environments.run([sys.executable, "-c", "import os; print(os.getcwd())"])
    assert shown == f"{environments.ROOT}\n"


def test_the_environment_takes_its_pins_from_the_lock_file() -> None:
    assert environments.pinned(LOCK, {"attrs", "httpx"}) == LOCK.replace(
        "attrs-extra==1.0 \\\n    --hash=sha256:bb\n", ""
    )


def test_the_environment_holds_what_the_core_needs_and_no_extra() -> None:
    found = environments.dependencies("finetunes")
    assert {"httpx", "attrs", "httpcore", "anyio"} <= found
    assert found & {"click", "rich", "pydantic", "starlette", "trio"} == set()
    assert {"httpx", "click", "rich"} <= environments.dependencies("finetunes", "cli")


class Runs:
    """Notes commands, and makes the wheel that one of them would make."""

    def __init__(self, folder: Path, failing: str = "") -> None:
        self.commands: list[Sequence[str]] = []
        self._folder = folder
        self._failing = failing

    def __call__(self, command: Sequence[str]) -> str:
        self.commands.append(command)
        if self._failing and self._failing in command:
            raise subprocess.CalledProcessError(1, command)
        for name in ("wheels", "core", "cli", *environments.PEERS):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        (self._folder / "wheels" / "finetunes-1-py3-none-any.whl").touch()
        return ""

    def those(self, word: str) -> list[Sequence[str]]:
        return [command for command in self.commands if word in command]


def test_each_environment_is_made_once_and_gets_a_new_wheel_each_time(tmp_path: Path) -> None:
    run = Runs(tmp_path)
    found, missing = environments.prepare(tmp_path, run)
    assert found["core"] == str(tmp_path / "core" / "bin" / "python")
    assert found[environments.GENERATOR] == found["core"]
    assert missing == []
    assert len({*found.values()}) == len(found) - 1 == 2 + len(environments.PEERS)
    made = 2 + len(environments.PEERS)
    assert [len(run.those(word)) for word in ("venv", "--require-hashes")] == [made, made]
    assert [command[-1] for command in run.commands if command[-1] in environments.PEERS.values()]
    again = Runs(tmp_path)
    environments.prepare(tmp_path, again)
    assert [len(again.those(word)) for word in ("venv", "--require-hashes")] == [0, 0]
    assert len(again.those("--force-reinstall")) == len(run.those("--force-reinstall")) == made


def test_the_generator_runs_without_our_templates_and_beside_the_core(tmp_path: Path) -> None:
    run = Runs(tmp_path)
    environments.prepare(tmp_path, run)
    (command,) = run.those("generate")
    assert command[:3] == [sys.executable, "-m", "openapi_python_client"]
    assert "--custom-template-path" not in command
    assert command[-1].startswith(str(tmp_path / "core"))


def test_an_sdk_that_cannot_be_installed_is_named_and_not_measured(tmp_path: Path) -> None:
    found, missing = environments.prepare(tmp_path, Runs(tmp_path, environments.PEERS["cohere"]))
    assert missing == ["not measured: cohere==7.3.1 (exit code 1 of pip)"]
    assert "cohere" not in found
    assert [where for where, _, _ in environments.shared(found)] == ["core", "together", "openai"]


def test_what_shares_an_environment_is_compared_and_nothing_else() -> None:
    found = {"core": "a", "command line": "b", "openapi-python-client": "a", "openai": "c"}
    assert environments.shared(found) == [
        ("core", "a", ["openapi-python-client"]),
        ("openai", "c", ["openai"]),
    ]


def test_the_versions_are_those_of_each_environment() -> None:
    found = {"core": sys.executable, "openapi-python-client": sys.executable}
    assert [*environments.versions(found)] == ["core"]
    assert {"finetunes", "httpx", "attrs"} <= {*environments.versions(found)["core"]}
