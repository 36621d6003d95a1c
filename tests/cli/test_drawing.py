"""Tables in a terminal: they fit it, and lose no character of what they show."""

from __future__ import annotations

import io
import re
from itertools import count

import pytest
from finetunes.cli import drawing, terminal
from hypothesis import given, strategies as st
from rich.cells import cell_len

COLUMNS = ("ref", "status", "name", "model", "age", "[b]price")
DISPENSABLE = ("name", "model")
WIDTHS = (20, 33, 60, 80, 100, 120, 200)
_FIRST = (0x100, 0x4E00)  # Latin letters, one column wide, and Chinese ones, two columns wide


def told_apart(lengths: list[list[list[int]]], *, wide: bool) -> list[list[str]]:
    """Return rows of cells of words that are so long; no two cells have a letter in common."""
    letter = count(_FIRST[wide])
    return [
        [" ".join(chr(next(letter)) * length for length in cell) for cell in row] for row in lengths
    ]


def draw(rows: list[list[str]], width: int) -> tuple[str, list[str]]:
    """Return what is shown in a terminal of that width, and what is named as left out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FORCE_COLOR", "1")
        patch.setenv("COLUMNS", str(width))
        drawn, left_out = drawing.table(
            COLUMNS, rows, dispensable=DISPENSABLE, stream=io.StringIO()
        )
    return re.sub(r"\x1b\[[0-9;]*m", "", drawn), left_out


def check(rows: list[list[str]], width: int) -> None:
    drawn, left_out = draw(rows, width)
    assert max(map(cell_len, drawn.splitlines())) <= width
    assert set(left_out) <= set(DISPENSABLE)
    for row in rows:
        for name, cell in zip(COLUMNS, row, strict=True):
            again = "".join(letter for letter in drawn if letter in cell and letter != " ")
            assert again == ("" if name in left_out else cell.replace(" ", ""))


WORDS = st.lists(st.integers(1, 70), max_size=12)
ROWS = st.lists(st.lists(WORDS, min_size=6, max_size=6), min_size=1, max_size=3)


@given(lengths=ROWS, width=st.integers(20, 200), wide=st.booleans())
def test_every_cell_can_be_put_together_again_at_any_width(
    lengths: list[list[list[int]]], width: int, *, wide: bool
) -> None:
    check(told_apart(lengths, wide=wide), width)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_cells_of_a_plan_are_whole_at_usual_widths(width: int) -> None:
    check(told_apart([[[48], [9], [5, 5], [47], [3], [6]]] * 2, wide=False), width)


JOB = [
    "together:ft-00000000-0000-4000-8000-000000000001", "completed", "a name",
    "meta-llama/Meta-Llama-3.1-8B-Instruct-Reference", "91d", "$1.25",
]  # fmt: skip


def test_what_may_be_left_out_goes_first_and_is_named() -> None:
    drawn, left_out = draw([JOB], 80)
    assert left_out == ["name", "model"]
    assert drawn.splitlines()[2].split() == [JOB[0], JOB[1], JOB[4], JOB[5]]


def test_rows_that_fit_no_table_stand_below_each_other_with_their_headings() -> None:
    drawn, left_out = draw([JOB, JOB], 60)
    first, _, _ = drawn.partition("\n" + " " * 60 + "\n")
    assert left_out == []
    assert [line.split() for line in first.splitlines()[:2]] == [
        ["ref:", JOB[0]],
        ["status:", JOB[1]],
    ]
    assert drawn.count("[b]price:") == 2


def test_a_long_text_in_a_narrow_column_makes_no_tower() -> None:
    drawn, left_out = draw([[JOB[0], "it failed " * 30, "", "", "", ""]], 80)
    assert (left_out, len(drawn.splitlines()) < 12) == ([], True)


def test_a_column_without_a_heading_has_none_below_either(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "20")
    terminal.print_table(("", "count"), [("x" * 30, "1")])
    shown = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    assert [line.strip() for line in shown.splitlines()] == ["x" * 13, "x" * 13, "xxxx", "count: 1"]


def test_what_is_cut_off_a_very_long_cell_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_table(("a",), [("x" * 2001,)])
    assert capsys.readouterr().out.endswith("x... (1 more characters)\n")
