"""YAML 1.2 in and out, for text that strangers wrote.

Others scan and parse (`yaml_events`); the values are made here from their events, because only so
can aliases be counted before they are expanded and scalars be read by the YAML 1.2 core schema
(https://yaml.org/spec/1.2.2/#103-core-schema): `OFF`, `yes` and `2024-01-01` stay strings.
"""

from __future__ import annotations

import contextlib
import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.reader import ReaderError

from pipeline import yaml_events
from pipeline.errors import PipelineError
from pipeline.jsontypes import clone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.yaml_events import Event

LARGEST_TEXT = 16 * 2**20
"""Longest text that is read, in characters."""
LARGEST_VALUE = 64 * 2**20
"""Largest value after its aliases are expanded; a node counts 32 and its characters."""
DEEPEST = 128
"""Deepest nesting of lists and mappings."""

_NODE = 32
_FIX = "leave out what is not needed, or split it"
_LONGEST_NUMBER = 400
# What the parser notices only behind the line that has it, and says where it began.
_NOTICED_LATER = "while scanning a simple key"
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
# What readers of YAML 1.1 take for something else; written in quotes for their sake.
_YAML_1_1 = re.compile(
    r"(?i)y|n|yes|no|on|off|<<|=|0b[01_]+|[-+]?[0-9_]+(:[0-5]?[0-9])+(\.[0-9_]*)?"
    r"|\d{4}-\d\d?-\d\d?.*|[-+]?[0-9_]*\.?[0-9_]+(e[-+]?[0-9]+)?"
)


class _Value(NamedTuple):
    """A finished value, with its size and its levels of nesting once all aliases are expanded."""

    value: Any
    size: int = 0
    levels: int = 0


def load(text: str, source: str, *, first_line: int = 1, fix: str = "correct the file") -> Any:
    """Return the one YAML 1.2 document in `text` as plain Python values.

    Mapping keys are strings (a status code written `200:` becomes `"200"`).

    Args:
        text: The document. JSON is YAML.
        source: The file it came from, for messages.
        first_line: The line of that file on which `text` begins.
        fix: What to do about text that is refused, where nothing better is known.

    Returns:
        dict, list, str, int, float, bool or None; no two places share an object.

    Raises:
        PipelineError: The text is not YAML 1.2, has a duplicate or non-scalar key, a tag, a
            number that JSON has no word for, several documents, or is too large or too deep.
    """
    if len(text) > LARGEST_TEXT:
        raise PipelineError(
            f"the document has {len(text)} characters, and {LARGEST_TEXT} is the limit",
            file=source,
            line=first_line,
            fix=_FIX,
        )
    # Every no is said, and worded, by the strict parser.
    with contextlib.suppress(PipelineError):
        return _Reader(yaml_events.quick(text), text, source, first_line, fix).read()
    return _Reader(yaml_events.strict(text), text, source, first_line, fix).read()


class _Reader:
    def __init__(
        self, events: Iterator[Event], text: str, source: str, first_line: int, fix: str
    ) -> None:
        self.source = source
        self.first_line = first_line
        self.fix = fix
        self.characters = text
        self.events = events
        self.anchors: dict[str, _Value] = {}
        self.size = 0

    def read(self) -> Any:
        documents: list[Any] = []
        try:
            for event in self.events:
                if event.kind == "DocumentStart":
                    if documents:
                        self.refuse(event, "a second document", "keep one document per file")
                    documents.append(self.node(next(self.events), 0).value)
        except (YAMLError, ValueError) as error:
            raise self.not_yaml(error) from None
        if not documents:
            raise self.error("the document is empty", self.first_line)
        return documents[0]

    def node(self, event: Event, depth: int) -> _Value:
        if event.kind == "Alias":
            return self.alias(event, depth)
        if event.tag not in {None, "!"}:
            self.refuse(event, f"the tag {event.tag}", "write the value without a tag")
        self.check_depth(event, depth)
        before = self.size
        self.count(event, _NODE + len(event.text))
        if event.kind == "Scalar":
            made = _Value(self.scalar(event))
        elif event.kind == "SequenceStart":
            made = self.sequence(depth)
        else:
            made = self.mapping(depth)
        return self.finish(event, made, before)

    def finish(self, event: Event, made: _Value, before: int) -> _Value:
        finished = made._replace(size=self.size - before)
        if event.anchor:
            self.anchors[event.anchor] = finished
        return finished

    def sequence(self, depth: int) -> _Value:
        items = [self.node(item, depth + 1) for item in self.until("SequenceEnd")]
        return _nested([item.value for item in items], items)

    def mapping(self, depth: int) -> _Value:
        value: dict[str, _Value] = {}
        for event in self.until("MappingEnd"):
            key = self.key(event)
            if key in value:
                self.refuse(event, f"the key {key!r} twice in one mapping", "remove one of them")
            value[key] = self.node(next(self.events), depth + 1)
        return _nested({key: item.value for key, item in value.items()}, value.values())

    def until(self, end: str) -> Iterator[Event]:
        """Yield what comes before the end; the parser always ends what it began."""
        while (event := next(self.events)).kind != end:
            yield event

    def key(self, event: Event) -> str:
        key: Any = None
        if event.kind == "Alias":
            key = self.alias(event, 0).value
        elif event.kind == "Scalar" and event.tag in {None, "!"}:
            if not event.style and event.text == "<<":
                self.refuse(event, "a merge key <<, which YAML 1.2 has not", "write the keys out")
            before = self.size
            self.count(event, _NODE + len(event.text))
            key = self.finish(event, _Value(self.text(event)), before).value
        if not isinstance(key, str):
            self.refuse(event, "a mapping key that is not a string")
        return key

    def alias(self, event: Event, depth: int) -> _Value:
        target = self.anchors.get(event.anchor or "")
        if target is None:
            self.refuse(event, f"the alias *{event.anchor}, whose anchor is not complete here")
        self.check_depth(event, depth + target.levels)
        self.count(event, target.size)
        return target._replace(value=clone(target.value))

    def scalar(self, event: Event) -> Any:
        text = self.text(event)
        if event.style or event.tag == "!":
            return text
        if _NOT_FINITE.fullmatch(text):
            self.refuse(event, f"the number {text}, which JSON does not have")
        value = resolve(text)
        if value in {float("inf"), float("-inf")}:
            self.refuse(event, "a number too large for JSON readers")
        return value

    def text(self, event: Event) -> str:
        try:
            # JSON escapes characters beyond U+FFFF as two surrogates.
            return event.text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            self.refuse(event, "half of a surrogate pair", "write the whole character")

    def check_depth(self, event: Event, depth: int) -> None:
        if depth > DEEPEST:
            self.refuse(event, f"nesting deeper than {DEEPEST} levels", _FIX)

    def count(self, event: Event, size: int) -> None:
        self.size += size
        if self.size > LARGEST_VALUE:
            self.refuse(event, "more data than is read once its aliases are expanded", _FIX)

    def refuse(self, event: Event, what: str, fix: str | None = None) -> NoReturn:
        raise self.error(f"the YAML has {what}", self.first_line + event.line, fix)

    def error(self, message: str, line: int | None, fix: str | None = None) -> PipelineError:
        return PipelineError(message, file=self.source, line=line, fix=fix or self.fix)

    def not_yaml(self, error: Exception) -> PipelineError:
        """Turn ruamel's error into ours; what is no YAML character at all has no mark."""
        if isinstance(error, ReaderError):
            unread: Any = error
            message = f"the character U+{unread.character:04X} is not allowed"
            lines = self.characters.count("\n", 0, unread.position)
            where = self.first_line + lines
            return self.error(f"not YAML 1.2: {message}", where)
        words = [getattr(error, "context", None), getattr(error, "problem", None)]
        message = " ".join(str(one) for one in words if one) or str(error)
        marks = ["problem_mark", "context_mark"]
        if message.startswith(_NOTICED_LATER):
            marks.reverse()
        mark: Any = getattr(error, marks[0], None) or getattr(error, marks[1], None)
        line = self.first_line + mark.line if mark else None
        return self.error(f"not YAML 1.2: {message}", line)


def _nested(value: Any, items: Iterable[_Value]) -> _Value:
    return _Value(value, levels=1 + max((item.levels for item in items), default=0))


def resolve(text: str) -> Any:
    """Return the value of a plain scalar by the YAML 1.2 core schema."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def dump(document: Mapping[str, Any]) -> str:
    """Return the document as block-style YAML that loads back to the same value.

    Keys keep their order, and the same value always gives the same text.
    """
    stream = io.StringIO()
    writer: Any = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 2**16  # ruamel leaves trailing spaces where it folds
    writer.sort_base_mapping_type_on_output = False
    writer.representer.ignore_aliases = _never
    writer.representer.add_representer(str, _represent_text)
    writer.dump(dict(document), stream)
    return stream.getvalue()


def _never(_value: object) -> bool:
    return True


def _represent_text(representer: Any, text: str) -> Any:
    # ruamel chooses between plain and quoted itself; it does not always choose safely.
    style = None
    if not text.replace("\n", "").isprintable() or text[:1] == " ":
        style = '"'
    elif "\n" in text:
        style = '"' if " \n" in f"{text}\n" or text.isspace() or text[0] == "\n" else "|"
    elif not isinstance(resolve(text), str) or _YAML_1_1.fullmatch(text):
        style = "'"
    return representer.represent_scalar("tag:yaml.org,2002:str", text, style=style)
