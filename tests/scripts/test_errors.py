from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st
from markdown_it import MarkdownIt
from pipeline.errors import PipelineError, code_span, one_line, refusing


def test_an_error_is_one_line_with_file_line_message_and_what_to_do() -> None:
    error = PipelineError("is wrong", file=Path("a.md"), line=3, fix="mend it")
    assert str(error) == "a.md:3: is wrong; mend it"


def test_an_error_without_a_place_is_only_its_message() -> None:
    assert str(PipelineError("is wrong")) == "is wrong"


def test_foreign_text_cannot_break_the_line_or_move_the_cursor() -> None:
    assert str(PipelineError("a\nb\x1b[2J", file="x\ny")) == "x\\ny: a\\nb\\x1b[2J"


def test_a_very_long_message_is_shortened() -> None:
    assert len(str(PipelineError("a" * 10_000))) < 500


@given(st.text(st.sampled_from("`` \\n*<@a|\\\\") | st.characters(), max_size=12))
@example("")
@example("` a ``")
@example(" a ")
def test_a_code_span_holds_foreign_text_whole_and_ends_where_it_ends(text: str) -> None:
    (line,) = MarkdownIt("commonmark").parseInline(f"**a** {code_span(text)} `b`")
    shown = [part.content for part in line.children or () if part.type == "code_inline"]
    assert shown[1:] == ["b"]
    assert shown[0] == one_line(text) or not text.strip(" ")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyError("x"), "f: is no OpenAPI: KeyError: 'x'; something in it "),
        (RecursionError(), "f: is no OpenAPI: it is nested too deeply; "),
    ],
)
def test_what_code_stumbles_over_is_a_refusal(error: Exception, said: str) -> None:
    with pytest.raises(PipelineError) as caught, refusing("is no OpenAPI", "f"):
        raise error
    assert str(caught.value).startswith(said)
