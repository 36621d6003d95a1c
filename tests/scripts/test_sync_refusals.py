"""What cannot be made into clients, or is cut short, leaves everything as it was."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import regenerate
import sync
from pipeline import files, swap

from ..core.wire import reply
from .site import NEWER, STOP, Site, page
from .small import tree

if TYPE_CHECKING:
    from collections.abc import Callable


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
    told, said = capsys.readouterr()
    assert f"{specs}/small/overlay.yaml" in said
    assert "New API" in said
    assert "small: what is published now cannot be made into a client; correct" in said
    assert said.endswith("\nfailed: small; nothing was changed\n")
    assert "small: pages/stop.md as published, without our corrections:" in told
    assert "harmless wire\n  info title: changed: Small API → New API" in told
    assert "a new client" not in told
    assert (tree(specs), tree(owned)) == before


def test_the_others_go_on_where_one_cannot_be_made_into_a_client(
    fetch_all: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put(STOP, NEWER)
    shutil.copytree(specs / "small", specs / "bad")
    with (specs / "bad/overlay.yaml").open("a", encoding="utf-8") as stream:
        stream.write("  - {target: $.nowhere, remove: true}\n")
    assert fetch_all("bad", "small") == 1
    assert capsys.readouterr().err.endswith("\nfailed: bad; taken over: small\n")
    assert [(specs / name / "fetched.json").exists() for name in ("bad", "small")] == [False, True]


def test_a_file_that_is_new_has_nothing_that_it_can_be_compared_with(
    fetch_all: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put(STOP, page(title="New API"))
    (specs / "small/pages/stop.md").unlink()
    assert fetch_all() == 1
    assert "as published" not in capsys.readouterr().out


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
    assert "the clients could not be made; nothing was taken over; run" in capsys.readouterr().err
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
        if specs in file.parents and file.name == "fetched.json":
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
    assert "interrupted; nothing was taken over" in capsys.readouterr().err
    assert tree(specs) == before


# The first swap ends the proof, the second puts the folder in its place, the third the client.
@pytest.mark.parametrize("moment", [1, 2, 3])
def test_an_interruption_takes_over_all_or_nothing_and_says_which(
    moment: int,
    fetch_all: Callable[..., int],
    specs: Path,
    site: Site,
    owned: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.put(STOP, NEWER)
    real, swaps = swap.swap, itertools.count(1)

    def interrupted(*arguments: Any) -> None:
        real(*arguments)
        if next(swaps) == moment:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(swap, "swap", interrupted)
    assert fetch_all() == 130
    done = "nothing was taken over" if moment == 1 else "taken over: small"
    assert capsys.readouterr().err == f"interrupted; {done}\n"
    assert ("paused" in (specs / "small/pages/stop.md").read_text("utf-8")) == (moment > 1)
    assert regenerate.main(["--check"]) == 0


def test_an_interrupt_that_has_to_wait_is_acknowledged_at_once(
    fetch_all: Callable[..., int], specs: Path, site: Site, tmp_path: Path
) -> None:
    site.put(STOP, NEWER)
    last = tmp_path / "changed"
    os.mkfifo(last)  # the last thing that is written: it waits for a reader
    command = [sys.executable, "-u", str(regenerate.ROOT / "scripts/sync.py")]
    command += ["--specs", str(specs), "--changed", str(last)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as process:
        watchdog = threading.Timer(60, process.kill)
        watchdog.start()
        out, err = process.stdout, process.stderr
        assert out is not None
        assert err is not None
        assert any(line.startswith("now make the clients") for line in out)
        process.send_signal(signal.SIGINT)
        waits = "interrupted: what must not be left half done is finished first"
        assert err.readline().startswith(waits)
        reader = os.open(last, os.O_RDONLY | os.O_NONBLOCK)
        _, end = process.communicate()
    watchdog.cancel()
    assert os.read(reader, 100) == b"changed=true\n"
    os.close(reader)
    assert (end, process.returncode) == ("interrupted; taken over: small\n", 130)


def a_dangling_link(folder: Path) -> None:
    (folder / "pages/other.md").symlink_to(folder / "nowhere")


def a_name_too_long(folder: Path) -> None:
    facts = folder / "provider.yaml"
    facts.write_text(facts.read_text("utf-8").replace("stop.md", "s" * 300, 1), "utf-8")


def a_file_for_a_folder(folder: Path) -> None:
    shutil.rmtree(folder / "pages")
    (folder / "pages").write_text("", "utf-8")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (a_dangling_link, "No such file or directory"),
        (a_name_too_long, "File name too long"),
        (a_file_for_a_folder, "File exists"),
    ],
)
def test_the_others_go_on_where_a_file_of_one_cannot_be_read_or_copied(
    damage: Callable[[Path], None],
    said: str,
    fetch_all: Callable[..., int],
    specs: Path,
    site: Site,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.put(STOP, NEWER)
    shutil.copytree(specs / "small", specs / "bad")
    damage(specs / "bad")
    assert fetch_all() == 1
    reason, end = capsys.readouterr().err.splitlines()
    assert reason.startswith(f"bad: {specs}/bad: [Errno ")
    assert said in reason
    assert end == "failed: bad; taken over: small"


KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import sync
renames = 0

def hook(event, arguments):
    global renames
    if event == "os.rename" and arguments[0].startswith(sys.argv[2]):
        renames += 1
        if renames == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
sys.exit(sync.main(["--specs", sys.argv[2]], today="2026-05-06"))
"""


def kill(specs: Path, moment: int) -> None:
    """Run the command, and kill it when it is about to rename something for the n-th time."""
    command = [sys.executable, "-c", KILLED, str(Path(sync.__file__).parent), str(specs)]
    done = subprocess.run([*command, str(moment)], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


# Beside the folder the page and the record are written, each by a rename. The third one sets the
# folder aside, the fourth puts the new one in its place.
@pytest.mark.parametrize("moment", [3, 4])
def test_a_run_that_is_killed_leaves_a_folder_as_it_was(
    moment: int, fetch_all: Callable[..., int], specs: Path, site: Site
) -> None:
    site.put(STOP, NEWER)
    folder, before = specs / "small", tree(specs / "small")
    kill(specs, moment)
    assert folder.exists() == (moment == 3)
    site.answers[STOP] = reply("", "500 Internal Server Error")
    assert fetch_all() == 1  # the next run puts it back before anything else
    assert [path.name for path in specs.iterdir()] == ["small"]
    assert tree(folder) == before
