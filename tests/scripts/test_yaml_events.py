"""What is quick reads YAML as the strict parser does, or leaves it to that."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, strategies as st
from pipeline import yaml12, yaml_events
from pipeline.errors import PipelineError

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "texts": [
        "",
        "a: b",
        "#",
        "yes",
        "3.10",
        "a\nb\n",
        "a\n\n  b",
        "'\"",
        "a\\b",
        "é😀",
        "@",
        "- x",
    ],
    "values": [None, True, -1, 1.5, 1e30, [], {}, [[{"a": []}]]],
    "200": {"$ref": "#/components/schemas/A"},
}
# What libyaml reads, and YAML 1.2 or ruamel.yaml reads in another way or refuses.
IN_TWO_WAYS = [
    "a: 1\t\n",
    "a: b\u2028  c\n",
    "a: b\x85  c\n",
    "\ufeffa: 1\n",
    "a: |#\n  b\n",
    "- >-#\n  b\n",
    ">\n# a\n",
    "a: 1\n...\n...\n",
    "a: 1\r...\r...\r",
    "a: &b:c 1\n",
    "&a: 1\nb: 2\n",
    "a: >-\n     \n   b\n",
]
PIECES = st.sampled_from(
    [
        *("a", "b c", "1", "é", "😀", "\xa0", "~", "<<", "a: b", "key:\n  ", "- a\n- b\n", "'a'"),
        *(
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            " ",
            "  ",
            "    ",
            "#",
            " #",
            "- ",
            ": ",
            ":",
            "? ",
            ",",
            "|\n",
        ),
        *(
            ">-\n",
            "|2",
            ">+",
            "[",
            "]",
            "{",
            "}",
            "'",
            '"',
            "''",
            "&a ",
            "*a",
            "!",
            "!!str ",
            "%YAML 1.1\n",
        ),
        *(
            "---\n",
            "--- ",
            "...\n",
            "...",
            "\t",
            "\\",
            "\\n",
            "\\/",
            "\\x41",
            "\\ud83d\\ude00",
            "\\\n",
        ),
        *("%", "@", "`", "\x85", "\u2028", "\ufeff", "\x07", "\ue000", "=", "yes", "0o7", "1e3"),
    ]
)


def read(text: str, events: Any) -> str:
    """Return what is read, with all its types and in its order, or why not."""
    try:
        return repr(yaml12._Reader(events(text), text, "x", 1, "").read())
    except PipelineError as error:
        return f"refused: {error}"


def test_what_we_write_is_read_quickly_event_by_event_alike() -> None:
    text = yaml12.dump(DOCUMENT)
    assert list(yaml_events.quick(text)) == list(yaml_events.strict(text))


@pytest.mark.parametrize("text", IN_TWO_WAYS)
def test_what_can_be_read_in_two_ways_is_left_to_the_strict_parser(text: str) -> None:
    with pytest.raises(yaml_events.UnsureError):
        list(yaml_events.quick(text))


@given(st.lists(PIECES, max_size=12).map("".join))
@example("a: 'b\n\n  c'\nd: [e, {f: g}]\n")
def test_what_is_read_quickly_is_what_the_strict_parser_reads(text: str) -> None:
    found = read(text, yaml_events.quick)
    assert found.startswith("refused") or found == read(text, yaml_events.strict)
