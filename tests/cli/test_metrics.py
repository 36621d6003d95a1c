"""`finetunes metrics`: a curve, a picture, a table or JSON."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.cli import plot

from .conftest import answer, environment, finish, spawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

    from .conftest import Run

    OnScreen = Callable[..., str]

BRAILLE = re.compile("[\u2801-\u28ff]")
CURVE = {"loss": [(1.0, 2.0), (2.0, 1.0)]}


@pytest.fixture
def run_on_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> OnScreen:
    """Run the command in this process with a terminal as stdout; return what is on it."""

    def run_here(*arguments: str, encoding: str = "utf-8") -> str:
        controller, inside = os.openpty()
        with os.fdopen(inside, "w", encoding=encoding) as stdout, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stdout)
            patch.setenv("COLUMNS", "80")
            assert run(*arguments).code == 0
            stdout.write("[end]")
            stdout.flush()
            text = b""
            while not text.endswith(b"[end]"):
                text += os.read(controller, 65536)
        os.close(controller)
        return text.decode()

    return run_here


def answer_points(server: EmbeddedServer, *points: dict[str, Any]) -> None:
    """Let the server say that these are all points."""
    answer(server.together, "listFineTuneMetrics", {"metrics": [*points]})


def point(step: int, **values: float) -> dict[str, Any]:
    return {"train/global_step": step, **values}


def test_off_a_terminal_it_is_a_table_of_the_losses(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(status="completed", steps=4, n_evals=2)
    ended = run("metrics", f"together:{job}")
    assert (ended.code, ended.stderr) == (0, "")
    heading, _, *rows = ended.stdout.splitlines()
    assert heading.split()[0] == "step"
    assert "train/loss" in heading
    assert "global_step" not in heading
    assert [row.split()[0] for row in rows] == ["1", "2", "3", "4"]


def test_what_comes_newest_first_is_put_in_the_order_of_steps(
    server: EmbeddedServer, run: Run
) -> None:
    model = server.cohere.add()
    ended = run("metrics", f"cohere:{model}", "--json")
    steps = [item["step"] for item in ended.document["metrics"]]
    assert steps == sorted(steps)
    assert len(steps) > 1


def test_json_has_all_points_whatever_is_chosen(server: EmbeddedServer, run: Run) -> None:
    answer_points(server, point(1, loss=2.0, accuracy=0.5))
    ended = run("metrics", "together:ft-1", "--json", "--metric", "loss")
    assert ended.code == 0
    (item,) = ended.document["metrics"]
    assert item["values"] == {"train/global_step": 1.0, "loss": 2.0, "accuracy": 0.5}


def test_metrics_are_chosen_by_name_and_missing_numbers_left_blank(
    server: EmbeddedServer, run: Run
) -> None:
    answer_points(server, point(1, a=1.0, b=2.0), point(2, a=3.0))
    ended = run("metrics", "together:ft-1", "--metric", "b", "--metric", "a", "--metric", "b")
    assert [row.split() for row in ended.stdout.splitlines()[2:]] == [["1", "2", "1"], ["2", "3"]]


def test_without_a_loss_every_metric_is_shown(server: EmbeddedServer, run: Run) -> None:
    answer_points(server, {"a": 1.0, "b": 2.0})
    assert run("metrics", "together:ft-1").stdout.split()[:3] == ["step", "a", "b"]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_metric_that_is_not_there_is_a_usage_error_with_those_that_are(
    server: EmbeddedServer, run: Run, options: list[str]
) -> None:
    answer_points(server, {"a": 1.0, "\x1b": 2.0})
    ended = run("metrics", "together:ft-1", "--metric", "loss", *options)
    assert (ended.code, bool(ended.stdout)) == (2, bool(options))
    assert ended.stderr == "finetunes: there is no metric loss; there are: \\x1b, a\n"


def test_nothing_measured_yet_is_said_and_no_error(server: EmbeddedServer, run: Run) -> None:
    answer_points(server)
    ended = run("metrics", "together:ft-1", "--metric", "loss")
    assert (ended.code, ended.stdout) == (0, "")
    assert ended.stderr == "finetunes: together:ft-1 has no metrics yet\n"


def test_a_failure_is_its_error(server: EmbeddedServer, run: Run, tmp_path: Path) -> None:
    ended = run("metrics", "together:ft-gone", "--plot", str(tmp_path / "a.png"))
    assert (ended.code, ended.stdout, [*tmp_path.iterdir()]) == (4, "", [])


def test_on_a_terminal_it_is_a_curve_that_fits(
    server: EmbeddedServer, run_on_screen: OnScreen
) -> None:
    job = server.together.add(status="completed", steps=100)
    shown = run_on_screen("metrics", f"together:{job}")
    assert BRAILLE.search(shown)
    assert "train/loss" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert max(map(len, plain.splitlines())) <= 80


def test_no_colour_is_used_where_it_is_declined(
    server: EmbeddedServer, run_on_screen: OnScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    job = server.together.add(status="completed")
    assert "\x1b" not in run_on_screen("metrics", f"together:{job}")


def test_a_terminal_without_the_characters_gets_the_table(
    server: EmbeddedServer, run_on_screen: OnScreen
) -> None:
    job = server.together.add(status="completed", steps=3)
    shown = run_on_screen("metrics", f"together:{job}", encoding="ascii")
    assert shown.isascii()
    assert "train/loss" in shown


def test_numbers_nobody_can_draw_are_left_out_of_the_curve_not_of_the_table(
    server: EmbeddedServer, run: Run, run_on_screen: OnScreen
) -> None:
    answer_points(server, point(1, loss=1e308), point(2, loss=-1e308))
    assert not BRAILLE.search(run_on_screen("metrics", "together:ft-1"))
    assert "1e+308" in run("metrics", "together:ft-1").stdout


def test_points_without_a_step_are_numbered(
    server: EmbeddedServer, run_on_screen: OnScreen
) -> None:
    answer_points(server, point(2, loss=1.0), {"loss": 2.0}, point(1, loss=3.0))
    assert "(measurement)" in run_on_screen("metrics", "together:ft-1")


def test_without_plotille_a_terminal_gets_the_table_and_the_command_to_install(
    server: EmbeddedServer,
    run: Run,
    run_on_screen: OnScreen,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "plotille", None)
    job = server.together.add(status="completed", steps=3)
    shown = run_on_screen("metrics", f"together:{job}")
    assert "train/loss" in shown
    assert not BRAILLE.search(shown)


@pytest.mark.parametrize("library", ["plotille", "matplotlib"])
def test_a_missing_library_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(plot.MissingExtraError) as missing:
        plot.load(library)
    assert str(missing.value) == f"{library} is missing; run: pip install 'finetunes[plot]'"


def test_a_module_that_a_library_misses_is_not_taken_for_the_extra(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "broken_library.py").write_text("import not_there_at_all\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(ModuleNotFoundError, match="not_there_at_all"):
        plot.load("broken_library")


def test_without_matplotlib_a_picture_is_refused_before_anything_is_sent(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    job = server.together.add(status="completed")
    ended = run("metrics", f"together:{job}", "--plot", str(tmp_path / "a.png"))
    assert (ended.code, server.received) == (1, ())
    assert ended.stderr.endswith("is missing; run: pip install 'finetunes[plot]'\n")


@pytest.mark.parametrize(
    ("suffix", "begins"), [(".png", b"\x89PNG\r\n"), (".svg", b"<?xml"), (".SVG", b"<?xml")]
)
def test_a_picture_is_written_and_nothing_else_printed(
    server: EmbeddedServer, run: Run, tmp_path: Path, suffix: str, begins: bytes
) -> None:
    job = server.together.add(status="completed", steps=60)
    file = tmp_path / f"loss{suffix}"
    ended = run("metrics", f"together:{job}", "--plot", str(file))
    assert (ended.code, ended.stdout) == (0, "")
    assert ended.stderr == f"finetunes: the curve is in {file}\n"
    assert file.read_bytes().startswith(begins)


def test_the_same_curves_give_the_same_picture() -> None:
    for suffix in plot.SUFFIXES:
        one, other = (
            plot.picture(CURVE, title="t", x_label="step", suffix=suffix) for _ in range(2)
        )
        assert one == other


def test_names_of_a_server_are_neither_mathematics_nor_hidden_nor_markup() -> None:
    curves = {r"$\frac$": CURVE["loss"], "_hidden": CURVE["loss"], "<b>&\x1b": CURVE["loss"]}
    text = plot.picture(curves, title=r"$\no", x_label="step", suffix=".svg").decode()
    for shown in (r"$\frac$", "_hidden", r"&lt;b&gt;&amp;\x1b"):
        assert f"<!--  {shown} -->" in text
    drawn = plot.draw(curves, x_label="step", width=10, height=5)
    assert r"<b>&\x1b" in drawn


@pytest.mark.parametrize(
    "points",
    [
        [(1.0, 1.0)],
        [(0.0, 0.0), (1.0, 0.0)],
        [(0.0, 1e99), (1.0, -1e99)],
        [(0.0, 1e-320), (1.0, 2e-320)],
        [(1e99, 1.0)],
        [(5.0, 1.0), (5.0, 2.0)],
    ],
)
def test_odd_curves_are_drawn_too(points: list[tuple[float, float]]) -> None:
    assert plot.draw({"loss": points}, x_label="step", width=80, height=5)
    assert plot.picture({"loss": points}, title="t", x_label="step", suffix=".png")


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.png.txt", "none/a.png", f"{'x' * 300}/a.png"])
def test_a_file_that_could_not_be_drawn_into_is_a_usage_error(
    server: EmbeddedServer, run: Run, tmp_path: Path, name: str
) -> None:
    ended = run("metrics", "together:ft-1", "--plot", str(tmp_path / name))
    assert (ended.code, server.received) == (2, ())
    assert re.search(r"\.png or \.svg|no such folder|File name too long", ended.stderr)


def test_nothing_to_draw_writes_no_file(server: EmbeddedServer, run: Run, tmp_path: Path) -> None:
    answer_points(server)
    ended = run("metrics", "together:ft-1", "--plot", str(tmp_path / "a.png"))
    assert (ended.code, [*tmp_path.iterdir()]) == (1, [])
    assert "there is nothing to draw" in ended.stderr


def test_a_picture_that_cannot_be_written_is_one_line(
    server: EmbeddedServer, run: Run, tmp_path: Path
) -> None:
    job = server.together.add(status="completed", steps=3)
    (tmp_path / "a.png").symlink_to(tmp_path / "none" / "b.png")
    ended = run("metrics", f"together:{job}", "--plot", str(tmp_path / "a.png"))
    assert ended.code == 1
    assert (
        ended.stderr == f"finetunes: cannot write {tmp_path / 'a.png'}: No such file or directory\n"
    )


def test_a_process_of_its_own_draws_without_a_display(
    server: EmbeddedServer, tmp_path: Path
) -> None:
    job = server.together.add(status="completed", steps=3)
    env = environment(server, MPLCONFIGDIR=str(tmp_path))
    env.pop("DISPLAY", None)
    file = tmp_path / "loss.svg"
    ended = finish(spawn("metrics", f"together:{job}", "--plot", str(file), "--json", env=env))
    assert (ended.code, len(ended.document["metrics"]), file.exists()) == (0, 3, True)
