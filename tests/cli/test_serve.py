"""`finetunes serve`."""

from __future__ import annotations

import os
import re
import signal
import socket
from typing import TYPE_CHECKING

import finetunes
from finetunes.cli import serve

from .conftest import Run, environment, finish, spawn

if TYPE_CHECKING:
    import pytest


def test_it_prints_what_to_export_and_ends_cleanly_on_an_interrupt() -> None:
    process = spawn("serve", env=environment())
    assert process.stdout
    lines = "".join(process.stdout.readline().decode() for _ in range(6))
    exported: dict[str, str] = dict(re.findall(r"^export (\w+)=(\S+)$", lines, re.MULTILINE))
    assert sorted(exported) == [
        "BFL_API_KEY",
        "BFL_BASE_URL",
        "CO_API_KEY",
        "CO_API_URL",
        "TOGETHER_API_KEY",
        "TOGETHER_BASE_URL",
    ]
    assert process.stderr
    said = [process.stderr.readline().decode() for _ in range(3)]
    reference = finetunes.Reference.parse(said[2].strip())
    ended = finish(spawn("delete", str(reference), "--yes", env={**os.environ, **exported}))
    assert (ended.code, "Ctrl-C" in said[0]) == (0, True)
    process.send_signal(signal.SIGINT)
    served = finish(process)
    assert (served.code, served.stdout) == (0, "")
    assert served.stderr.endswith("Stopped.\n")
    assert "Traceback" not in served.stderr


def test_it_serves_on_the_port_asked_for_until_told_to_stop(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    connected: list[bool] = []

    def connect_and_stop() -> None:
        with socket.create_connection(("127.0.0.1", port)):
            connected.append(True)
        raise KeyboardInterrupt

    assert serve.run(port, wait=connect_and_stop) == 0
    assert connected == [True]
    assert f"http://127.0.0.1:{port}/bfl" in capsys.readouterr().out


def test_it_names_a_file_to_train_on_and_lives_at_the_speed_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert serve.run(0, speed=1e9, wait=lambda: None) == 0
    said = capsys.readouterr().err
    assert re.search(r"training file\n  file-\S+\nStopped", said)


def test_a_port_that_is_taken_is_one_line_and_ends_with_1(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--port", str(port))
    assert (ended.code, ended.stdout) == (1, "")
    assert ended.stderr == (
        f"finetunes: cannot listen on 127.0.0.1:{port}: address already in use; "
        "try another port, or 0 for a free one\n"
    )
