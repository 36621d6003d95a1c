"""Work in other processes is handed over whole, and none of them outlives who started it."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from multiprocessing import Pipe, active_children
from pathlib import Path
from typing import Any

import pytest
from pipeline import processes
from pipeline.errors import PipelineError
from regenerate import ROOT

# Python 3.12 warns of it, and a runner of tests has threads; the scripts have none.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")


@pytest.fixture(autouse=True)
def two_processors(one_processor: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "available", lambda: 2)


def squares(numbers: list[int]) -> Iterator[int]:
    for number in numbers:
        yield number * number


def whose() -> Iterator[int]:
    yield os.getpid()


def refuses() -> Iterator[int]:
    yield 1
    raise PipelineError("no", file="a.md", line=3, fix="do this")


class OfTwoError(Exception):
    """Cannot be made again from its message alone, as pickle tries to."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


class HoldingError(Exception):
    """Holds what cannot be pickled."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.lock = threading.Lock()


def fails_with_two() -> Iterator[int]:
    yield 1
    raise OfTwoError("it", "broke")


def fails_holding() -> Iterator[int]:
    yield 1
    raise HoldingError("it broke")


def is_killed() -> Iterator[int]:
    yield 1
    os._exit(9)


def never_ends(place: str) -> Iterator[int]:
    with tempfile.TemporaryDirectory(dir=place):
        yield 1
        signal.pause()


def test_what_other_processes_make_arrives_in_order() -> None:
    with processes.Processes() as others:
        first, second = others.start(squares, [1, 2, 3]), others.start(squares, [4])
        who = next(others.start(whose))
        assert [*second, *first] == [16, 1, 4, 9]
    assert who != os.getpid()


def test_where_there_is_one_processor_no_process_is_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "available", lambda: 1)
    with processes.Processes() as others:
        assert next(others.start(whose)) == os.getpid()


def test_a_refusal_arrives_whole_after_what_was_made_before() -> None:
    with processes.Processes() as others:
        made = others.start(refuses)
        assert next(made) == 1
        with pytest.raises(PipelineError) as caught:
            next(made)
    assert str(caught.value) == "a.md:3: no; do this"


@pytest.mark.parametrize("function", [fails_with_two, fails_holding])
def test_an_error_that_cannot_be_handed_over_is_told_all_the_same(
    function: Callable[[], Iterator[int]],
) -> None:
    receiver, sender = Pipe(duplex=False)
    processes.send(sender, function, [])
    assert receiver.recv() == ("value", 1)
    _, error = receiver.recv()
    assert str(error) in {"OfTwoError: it broke", "HoldingError: it broke"}
    assert f"in {function.__name__}" in error.__notes__[0], "where it was raised is lost"


def test_where_no_process_can_be_started_an_interrupt_is_heard_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fails)
    with processes.Processes() as others, pytest.raises(BlockingIOError):
        others.start(whose)
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    assert signal.SIGINT not in before


def test_a_process_that_was_killed_is_one_line_with_its_code() -> None:
    with processes.Processes() as others:
        made = others.start(is_killed)
        assert next(made) == 1
        with pytest.raises(PipelineError, match=r"ended before its work was done \(code 9\); run"):
            next(made)


def test_a_process_that_nobody_waits_for_ends_and_leaves_no_temporary_files(tmp_path: Path) -> None:
    with processes.Processes() as others:
        next(others.start(never_ends, str(tmp_path)))
        assert list(tmp_path.iterdir())
    assert not active_children()
    assert not list(tmp_path.iterdir())


def test_what_is_handed_over_is_each_value_then_the_end_or_the_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handlers: dict[int, Any] = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    receiver, sender = Pipe(duplex=False)
    processes.send(sender, squares, [[2]])
    processes.send(sender, refuses, [])
    found = [receiver.recv() for _ in range(4)]
    assert [kind for kind, _ in found] == ["value", "end", "value", "error"]
    assert "in refuses" in found[3][1].__notes__[0], "where it was raised is lost"
    with pytest.raises(SystemExit):
        handlers[signal.SIGTERM](signal.SIGTERM, None)


def test_a_process_whose_parent_is_gone_ends_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    handlers: dict[int, Any] = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    receiver, sender = Pipe(duplex=False)
    receiver.close()
    processes.send(sender, squares, [[2]])


@pytest.mark.parametrize("platform", [sys.platform, "a system that cannot tell"])
def test_there_is_a_processor_on_every_system(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(sys, "platform", platform)
    assert processes.available() >= 1


def test_of_several_refusals_the_one_of_the_first_provider_is_said(
    run: Callable[..., int], specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(specs / "small", specs / "other")
    for name in ("small", "other"):
        (specs / name / "overlay.yaml").write_text("broken")
    assert run() == 1
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "other/overlay.yaml: is not an OpenAPI Overlay" in said


@pytest.mark.parametrize("responses", ["5", "{'200': {description: OK, content: 5}}", "{}"])
def test_of_what_is_not_valid_the_check_is_heard_and_no_generator(
    responses: str, run: Callable[..., int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = "{target: '$.paths.*.*.responses', remove: true}"
    update = f"{{target: '$.paths.*.*', update: {{responses: {responses}}}}}"
    (folder / "overlay.yaml").write_text(
        f"overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions: [{target}, {update}]\n"
    )
    assert run() == 1
    (said,) = capsys.readouterr().err.splitlines()
    assert said.startswith(str(folder))
    assert "correct it in overlay.yaml" in said or "put another in its place" in said
    assert not active_children()


def test_an_interrupt_ends_all_processes_in_one_line(specs: Path, tmp_path: Path) -> None:
    correction = specs / "small/overlay.yaml"
    correction.unlink()
    os.mkfifo(correction)
    script = [sys.executable, str(ROOT / "scripts/regenerate.py"), "--specs", str(specs)]
    with subprocess.Popen([*script, "--out", str(tmp_path / "out")], stderr=-1, text=True) as run:
        writer = opened_by_a_reader(correction, run)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=20)
    assert said == "interrupted; no package is half made: run this again\n"
    assert run.returncode == 130
    with pytest.raises(BrokenPipeError):  # nobody reads it any more
        os.write(writer, b"actions: []")
    os.close(writer)
    assert not (tmp_path / "out").exists()


def opened_by_a_reader(pipe: Path, process: subprocess.Popen[str]) -> int:
    """Open a pipe for writing as soon as a process has it open for reading."""
    while process.poll() is None:
        with contextlib.suppress(OSError):
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        os.sched_yield()
    raise AssertionError("the process has ended, and read nothing")
