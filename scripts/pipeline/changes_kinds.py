"""The kinds of changes of a schema, and what each means for who sends and for who reads.

A request breaks where the new document takes less than the old one, a reply where it may hold
more. Two kinds are milder than logic has it: a new value of an enumeration and a looser limit in a
reply are something to look at, because readers (ours among them) take values they do not know.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pipeline.changes import BREAKING, CAREFUL, HARMLESS, NOTHING, Severity
from pipeline.jsontypes import is_mapping

REQUEST, RESPONSE = "request", "response"


class Kind(NamedTuple):
    """A kind of change.

    Attributes:
        what: What has changed, in words.
        request: How bad it is in what is sent.
        response: How bad it is in what is read.
        sender: What who sends has to do.
        reader: What who reads has to do.
        narrows: Whether something that fitted the old schema does not fit the new one.
        widens: Whether something that fits the new schema did not fit the old one.
    """

    what: str
    request: Severity
    response: Severity
    sender: str = NOTHING
    reader: str = NOTHING
    narrows: bool = False
    widens: bool = False

    def severity(self, direction: str) -> Severity:
        """Return how bad the change is in `request` or `response`."""
        return self.request if direction == REQUEST else self.response

    def action(self, direction: str) -> str:
        """Return what is to be done about it in `request` or `response`."""
        return self.sender if direction == REQUEST else self.reader


def _narrower(what: str, sender: str) -> Kind:
    return Kind(what, BREAKING, HARMLESS, sender, narrows=True)


def _wider(what: str, response: Severity, reader: str) -> Kind:
    return Kind(what, HARMLESS, response, NOTHING, reader, widens=True)


def _other(what: str, severity: Severity, sender: str, reader: str) -> Kind:
    return Kind(what, severity, severity, sender, reader, narrows=True, widens=True)


TYPE_NARROWED = _narrower("fewer types", "send a type that is left")
TYPE_WIDENED = _wider("more types", BREAKING, "read the new type as well")
TYPE_REPLACED = _other("another type", BREAKING, "send the new type", "read the new type")
NULL_REMOVED = _narrower("null is no longer taken", "send a value, or leave it out")
NULL_ADDED = _wider("may be null now", BREAKING, "expect null")
VALUE_REMOVED = _narrower("value removed", "send another value")
VALUE_ADDED = _wider("value added", CAREFUL, "expect the new value")
VALUES_REPLACED = _other("other values", BREAKING, "send a new value", "read the new values")
ENUM_CLOSED = _narrower("only these values now", "send one of these values")
ENUM_OPENED = _wider("any value now", CAREFUL, "expect values that are not listed")
FORMAT_NARROWED = _narrower("stricter format", "send values of that format")
FORMAT_WIDENED = _wider("looser format", BREAKING, "do not count on the old format")
NUMBERS_WIDENED = _wider("larger numbers", CAREFUL, "expect larger or more precise numbers")
FORMAT_REPLACED = _other("another format", BREAKING, "send the new format", "read the new format")
FORMAT_SAID = Kind("a format that changes nothing", HARMLESS, HARMLESS)
LIMIT_TIGHTENED = _narrower("tighter limit", "keep to the new limit")
LIMIT_LOOSENED = _wider("looser limit", CAREFUL, "do not count on the old limit")
LIMIT_REPLACED = Kind(
    *("another limit", BREAKING, CAREFUL, "keep to the new limit", "do not count on the old limit"),
    narrows=True,
    widens=True,
)
PATTERN_ADDED = _narrower("has to match a pattern now", "send values that match")
PATTERN_REMOVED = _wider("matches no pattern any more", CAREFUL, "do not count on the old pattern")
PATTERN_REPLACED = _other(
    "another pattern", CAREFUL, "check that what is sent matches", "check what is read"
)
ADDED = Kind("optional property added", HARMLESS, HARMLESS, widens=True)
ADDED_REQUIRED = Kind(
    "required property added", BREAKING, HARMLESS, "send it", narrows=True, widens=True
)
ADDED_DEFAULT = Kind(
    *("required property with a default added", CAREFUL, HARMLESS),
    sender="send it, unless the default is known to be filled in",
    narrows=True,
    widens=True,
)
REMOVED = Kind(
    *("optional property removed", CAREFUL, CAREFUL),
    sender="stop sending it: it may be ignored or refused",
    reader="expect that it never comes",
    narrows=True,
)
REMOVED_REQUIRED = Kind(
    *("required property removed", CAREFUL, BREAKING),
    sender="stop sending it: it may be ignored or refused",
    reader="do without it",
    narrows=True,
)
REMOVED_CLOSED = _narrower("property removed, and others are refused", "stop sending it")
UNDESCRIBED = _wider(
    "no longer described, though `required` still names it",
    BREAKING,
    "read any value; if it was removed by mistake, correct it in overlay.yaml",
)
REQUIRED = _narrower("required now", "send it")
REQUIRED_DEFAULT = Kind(
    *("required now, with a default", CAREFUL, HARMLESS),
    sender="send it, unless the default is known to be filled in",
    narrows=True,
)
OPTIONAL = _wider("optional now", BREAKING, "expect that it is missing")
CLOSED = _narrower("no other properties any more", "send only what is listed")
OPENED = _wider("other properties now", HARMLESS, NOTHING)
CHOICE_REMOVED = _narrower("alternative removed", "send another alternative")
CHOICE_ADDED = _wider("alternative added", BREAKING, "read the new alternative as well")
CHOICES_ADDED = _narrower("only these alternatives now", "send one of these alternatives")
CHOICES_REMOVED = _wider("other alternatives, too", BREAKING, "expect others than were listed")
COVERED = Kind("alternative that another one covers", HARMLESS, HARMLESS)
DEFAULT = Kind(
    *("another default", CAREFUL, HARMLESS),
    sender="send the value that is meant: leaving it out means something else now",
)
DEPRECATED = Kind(
    "deprecated", CAREFUL, CAREFUL, "plan to stop sending it", "plan to do without it"
)
REVIVED = Kind("no longer deprecated", HARMLESS, HARMLESS)
MARKED = Kind("only read or only written, or no longer so", HARMLESS, HARMLESS)
HIDDEN = Kind("property that is not exchanged here added or removed", HARMLESS, HARMLESS)
SAME = Kind("another way to say the same", HARMLESS, HARMLESS)
UNJUDGED = _other("changed", CAREFUL, "compare with what is sent", "compare with what is read")


def required(schema: Any, *, new: bool) -> Kind:
    """Return what it is that a property is required, and was not or was not there.

    Args:
        schema: The property's schema.
        new: Whether the property was not there.
    """
    if is_mapping(schema) and "default" in schema:
        return ADDED_DEFAULT if new else REQUIRED_DEFAULT
    return ADDED_REQUIRED if new else REQUIRED
