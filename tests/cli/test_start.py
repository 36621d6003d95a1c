"""How the command starts: quickly, without its extras, and with usage errors."""

from __future__ import annotations

import gc
import io
import signal
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import finetunes
import pytest
from finetunes import __main__
from finetunes.cli import main

from .conftest import SECONDS, Run, environment, finish, held, spawn

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer


def test_the_version_is_printed_without_loading_anything() -> None:
    code = (
        "import sys; from finetunes.cli import main; main(['--version']); "
        "print(sorted({'httpx', 'attrs', 'attr', 'click', 'rich', 'importlib.metadata'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stdout == f"finetunes {finetunes.__version__}\n[]\n"


def test_the_package_itself_can_be_run() -> None:
    words = [sys.executable, "-m", "finetunes", "nosuch"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, "Usage: finetunes " in done.stderr) == (2, True)
    assert vars(__main__)["main"] is main


COMPLETION = {
    "_FINETUNES_COMPLETE": "bash_complete",
    "COMP_WORDS": "finetunes list t",
    "COMP_CWORD": "2",
}


@pytest.mark.parametrize(
    ("arguments", "variables"),
    [
        (["providers"], {}),
        (["providers", "--json"], {}),
        (["delete", "--help"], {}),
        ([], COMPLETION),
    ],
    ids=["providers", "json", "help", "completion"],
)
def test_what_asks_nobody_loads_nothing_to_ask_or_draw_with(
    arguments: list[str], variables: dict[str, str]
) -> None:
    code = (
        "import atexit, sys; from finetunes.cli import main\n"
        "heavy = {'httpx', 'attr', 'anyio', 'rich.cells'}\n"
        "atexit.register(lambda: print(sorted(heavy & set(sys.modules)), file=sys.stderr))\n"
        f"sys.exit(main({arguments!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
        env=environment(None, **variables),
    )
    assert "together" in done.stdout or "Usage" in done.stdout
    assert done.stderr == "[]\n"


def test_the_installed_command_prints_its_version() -> None:
    ended = finish(spawn("--version", env=environment()))
    assert (ended.code, ended.stdout) == (0, f"finetunes {finetunes.__version__}\n")


def test_the_arguments_of_the_process_are_used_by_default(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["finetunes", "--version"])
    assert main() == 0
    assert capsys.readouterr().out == f"finetunes {finetunes.__version__}\n"


def test_only_in_a_process_of_its_own_what_is_loaded_is_never_looked_through_for_garbage(
    monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    gc.unfreeze()
    run("providers")  # with arguments: the process is somebody else's
    assert gc.get_freeze_count() == 0
    monkeypatch.setattr(sys, "argv", ["finetunes", "providers"])
    try:
        main()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def without(monkeypatch: pytest.MonkeyPatch, missing: str, ours: str) -> None:
    """Make a module look as if it were not installed, for those of ours that need it."""
    for name in [*sys.modules]:
        if name.startswith((ours, f"{missing}.")):
            monkeypatch.delitem(sys.modules, name)
            # `from . import x` would find it there, without looking for the module.
            parent, _, child = name.rpartition(".")
            monkeypatch.delattr(sys.modules.get(parent), child, raising=False)
    monkeypatch.setitem(sys.modules, missing, None)


@pytest.mark.parametrize("library", ["click", "rich"])
def test_without_the_extra_every_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, run: Run, library: str
) -> None:
    without(monkeypatch, library, "finetunes.cli.")
    ended = run("providers")
    assert (ended.code, ended.stdout) == (1, "")
    assert ended.stderr == f"finetunes: {library} is missing; run: pip install 'finetunes[cli]'\n"


def test_another_missing_module_is_not_taken_for_the_extra(
    monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    without(monkeypatch, "contextlib", "finetunes.cli.")
    with pytest.raises(ModuleNotFoundError, match="contextlib"):
        run("providers")


@pytest.mark.parametrize("command", ["serve", "demo"])
@pytest.mark.parametrize("library", ["starlette", "uvicorn"])
def test_without_the_testing_extra_serve_and_demo_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch, run: Run, command: str, library: str
) -> None:
    without(monkeypatch, library, "finetunes.testing")
    without(monkeypatch, library, f"finetunes.cli.{command}")
    ended = run(command)
    assert (ended.code, ended.stdout) == (1, "")
    assert ended.stderr == (
        f"finetunes: finetunes.testing needs {library}; run: pip install 'finetunes[testing]'\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("delete",),
        ("delete", "--nonsense", "bfl:a"),
        ("delete", "bfl:a", "--timeout", "soon"),
        ("archive", "bfl:a"),
        ("serve", "--port", "70000"),
    ],
)
def test_a_usage_error_ends_with_2_and_prints_nothing_on_stdout(
    run: Run, arguments: tuple[str, ...]
) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.stdout) == (2, "")
    assert "Usage: finetunes" in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--help",), "130 interrupted"),
        (("cancel", "--help"), "Finished steps are billed"),
        (("delete", "--help"), "This cannot be undone"),
    ],
)
def test_help_goes_to_stdout(run: Run, arguments: tuple[str, ...], expected: str) -> None:
    ended = run(*arguments)
    assert (ended.code, ended.stderr) == (0, "")
    assert expected in ended.stdout


def test_an_interrupt_outside_of_cancel_and_delete_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(finetunes, "providers", interrupt)
    ended = run("providers")
    assert (ended.code, ended.stderr.strip()) == (130, "finetunes: interrupted")


def test_after_ctrl_c_the_process_ends_though_a_thread_is_stuck(server: EmbeddedServer) -> None:
    code = (
        "import sys, threading; from finetunes.cli import main\n"
        "threading.Thread(target=threading.Event().wait).start()\n"
        "sys.argv[1:] = ['list', 'together']; sys.exit(main())"
    )
    process = subprocess.Popen([sys.executable, "-c", code], env=environment(server))
    with held(server.together, "listFineTunes", partial(process.send_signal, signal.SIGINT)):
        assert process.wait(SECONDS) == 130


@pytest.mark.parametrize("broken", [False, True])
def test_what_was_printed_before_ctrl_c_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    class Stdout(io.StringIO):
        flushed = 0

        def flush(self) -> None:
            self.flushed += 1
            if broken:
                raise BrokenPipeError

    def interrupted(_: object) -> int:
        return 130

    left: list[int] = []
    stdout = Stdout()
    monkeypatch.setattr(sys, "argv", ["finetunes", "providers"])
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr("finetunes.cli.commands.run", interrupted)
    monkeypatch.setattr("os._exit", left.append)
    assert main() == 130
    assert (left, stdout.flushed) == ([130], 1)
