"""What is in a text of YAML, event by event: strictly as YAML 1.2, or quickly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator

# Tabs, line breaks of YAML 1.1, comments right behind a block scalar's header, an end said twice.
_READ_IN_TWO_WAYS = re.compile(
    r"[\t\x85\u2028\u2029\ufeff]|(?:^|[ \r\n])[|>][-+0-9]*#|[\r\n]\.\.\."
)


class Event(NamedTuple):
    """What a parser saw: one of its events, with names for what is read of it."""

    kind: str
    line: int
    text: str
    anchor: str | None
    tag: str | None
    style: str | None
    """How a scalar is written: `'`, `"`, `|` or `>`; nothing where it is plain."""


class UnsureError(ValueError):
    """What is quick does not read this text, or might not read it as YAML 1.2."""


def strict(text: str) -> Iterator[Event]:
    """Yield the events of a text as ruamel.yaml sees them, which reads YAML 1.2.

    Raises:
        ruamel.yaml.error.YAMLError: The text is not YAML 1.2.
    """
    parser: Any = YAML(typ="safe", pure=True)
    return map(_event, parser.parse(text))


def quick(text: str) -> Iterator[Event]:
    """Yield the same events thirty times as fast, by libyaml, where nothing may tell them apart.

    libyaml reads YAML 1.1, and less strictly. What it says no to, the strict parser has to word.

    Raises:
        UnsureError: The strict parser has to read this text.
    """
    if _READ_IN_TWO_WAYS.search(text):
        raise UnsureError
    try:
        for event in map(_event, yaml.parse(text, Loader=yaml.CLoader)):
            # They end names, and begin block scalars, at different characters.
            if event.anchor or (event.style in {"|", ">"} and event.text[:1] in {"", "\n"}):
                raise UnsureError
            yield event
    except yaml.YAMLError as error:
        raise UnsureError from error


def _event(event: Any) -> Event:
    return Event(
        kind=type(event).__name__.removesuffix("Event"),
        line=event.start_mark.line,
        text=getattr(event, "value", ""),
        anchor=getattr(event, "anchor", None),
        tag=getattr(event, "tag", None),
        style=getattr(event, "style", None) or None,
    )
