"""What changes of parameters, bodies and replies mean: what is sent, and what comes back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline import changes_kinds as kinds
from pipeline.changes import BREAKING, CAREFUL, HARMLESS, NOTHING, Judged, sides
from pipeline.changes_keywords import said
from pipeline.changes_kinds import REQUEST, RESPONSE
from pipeline.changes_schema import Comparison
from pipeline.jsontypes import as_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Set as AbstractSet

    from pipeline.jsontypes import Document

_Located = tuple[str, str, Judged]


class Exchange:
    """Holds the exchange of one operation against that in another document.

    Args:
        documents: The old and the new document, repaired.
        paths: The operation's path in both.
        lost: What is left out because a dialect could not say it; see `pipeline.reading`.
    """

    def __init__(
        self, documents: tuple[Document, Document], paths: tuple[str, str], lost: AbstractSet[str]
    ) -> None:
        self._paths = paths
        self._schemas = {
            direction: Comparison(*documents, direction, lost) for direction in (REQUEST, RESPONSE)
        }

    def changes(self, old: Document, new: Document) -> Iterator[_Located]:
        """Yield direction, place and change of everything in the exchange.

        Args:
            old: The operation in the old document, in normal form.
            new: The operation in the new one.
        """
        yield from self._parameters(old, new)
        yield from self._body(old.get("body"), new.get("body"))
        yield from self._statuses(old["responses"], new["responses"])

    def _parameters(self, old: Document, new: Document) -> Iterator[_Located]:
        mine, theirs = (
            {_identity(path, name): (name, one) for name, one in form["parameters"].items()}
            for path, form in zip(self._paths, (old, new), strict=True)
        )
        for identity in sorted({*mine, *theirs}):
            name, _ = theirs.get(identity) or mine[identity]
            before, after = (found.get(identity, (name, {}))[1] for found in (mine, theirs))
            if before and after:
                spelled = mine[identity][0]
                if spelled != name and spelled.lower() == name.lower():
                    yield REQUEST, name, Judged(HARMLESS, "spelled in another way", spelled, name)
                yield from self._parameter(name, before, after)
            elif after:
                elsewhere = _elsewhere(name, mine, theirs)
                if elsewhere:
                    action = "send it in its new place"
                    judged = Judged(BREAKING, "parameter moved", elsewhere, name, action)
                elif after["required"]:
                    judged = Judged(BREAKING, "required parameter added", NOTHING, name, "send it")
                else:
                    judged = Judged(HARMLESS, "optional parameter added", NOTHING, name)
                yield REQUEST, name, judged
            elif not _elsewhere(name, theirs, mine):
                action = "stop sending it: it may be ignored or refused"
                yield REQUEST, name, Judged(CAREFUL, "parameter removed", name, NOTHING, action)

    def _parameter(self, name: str, before: Document, after: Document) -> Iterator[_Located]:
        if after["required"] and not before["required"]:
            yield REQUEST, name, Judged(BREAKING, "required now", "optional", "required", "send it")
        if before["required"] and not after["required"]:
            yield REQUEST, name, Judged(HARMLESS, "optional now", "required", "optional")
        if after["deprecated"] != before["deprecated"]:
            kind = kinds.DEPRECATED if after["deprecated"] else kinds.REVIVED
            both = sides(_yes_or_no, before["deprecated"], after["deprecated"])
            yield REQUEST, name, Judged(kind.request, kind.what, *both, kind.sender)
        was, is_now = ((one.get("style"), one.get("explode")) for one in (before, after))
        if was[0] != is_now[0] or (None not in (was[1], is_now[1]) and was[1] != is_now[1]):
            both = sides(_notation, was, is_now)
            action = "write its values in the new way"
            yield REQUEST, name, Judged(BREAKING, "written in another way", *both, action)
        if before["content"] or after["content"]:
            yield from self._content(REQUEST, name, before["content"], after["content"])
        else:
            yield from self._schema(REQUEST, name, before["schema"], after["schema"])

    def _body(self, old: Document | None, new: Document | None) -> Iterator[_Located]:
        if old is None and new is not None:
            required = bool(new.get("required"))
            what = "required body added" if required else "optional body added"
            severity, action = (BREAKING, "send one") if required else (HARMLESS, NOTHING)
            yield REQUEST, "body", Judged(severity, what, NOTHING, _types(new["content"]), action)
        elif old is not None and new is None:
            before = _types(old["content"])
            yield REQUEST, "body", Judged(BREAKING, "body removed", before, NOTHING, "send none")
        elif old is not None and new is not None:
            was, is_now = old.get("required"), new.get("required")
            if is_now and not was:
                judged = Judged(BREAKING, "required now", "optional", "required", "send it")
                yield REQUEST, "body", judged
            if was and not is_now:
                yield REQUEST, "body", Judged(HARMLESS, "optional now", "required", "optional")
            yield from self._content(REQUEST, "body", old["content"], new["content"])

    def _statuses(self, old: Document, new: Document) -> Iterator[_Located]:
        for status in sorted({*old, *new}):
            before, after = _of_status(old, status), _of_status(new, status)
            good = status[0] in "123"
            if after is None and not _is_range_of(status, old, new):
                severity = BREAKING if status[0] == "2" else HARMLESS
                action = "expect another status" if severity is BREAKING else NOTHING
                yield RESPONSE, status, Judged(severity, "status removed", status, NOTHING, action)
            elif before is None and not _is_range_of(status, new, old):
                severity = CAREFUL if good else HARMLESS
                action = "read the new reply as well" if good else NOTHING
                yield RESPONSE, status, Judged(severity, "status added", NOTHING, status, action)
            elif before and after:
                if status not in old or status not in new:
                    what = "said of the status, and not of its range, or the other way round"
                    yield RESPONSE, status, Judged(HARMLESS, what)
                yield from self._response(status, before, after)

    def _response(self, status: str, old: Document, new: Document) -> Iterator[_Located]:
        if "content" in old and "content" in new:
            yield from self._content(RESPONSE, status, old["content"], new["content"])
        mine, theirs = as_mapping(old.get("headers")), as_mapping(new.get("headers"))
        for name in sorted({*mine, *theirs}):
            where = f"{status} header {name}"
            if name not in theirs:
                action = "do without it"
                yield RESPONSE, where, Judged(CAREFUL, "header removed", name, NOTHING, action)
            elif name not in mine:
                yield RESPONSE, where, Judged(HARMLESS, "header added", NOTHING, name)
            else:
                schemas = (mine[name]["schema"], theirs[name]["schema"])
                yield from self._schema(RESPONSE, where, *schemas)

    def _content(
        self, direction: str, place: str, old: Document, new: Document
    ) -> Iterator[_Located]:
        mine, theirs = (
            {_media(name): one for name, one in all_of.items()} for all_of in (old, new)
        )
        sends = direction == REQUEST
        if mine.keys() == theirs.keys() and old.keys() != new.keys():
            both = sides(", ".join, old, new)
            yield direction, place, Judged(HARMLESS, "spelled in another way", *both)
        for name in sorted({*mine, *theirs}):
            before, after = _of_media(mine, name), _of_media(theirs, name)
            if after is None:
                left = ", ".join(theirs) or NOTHING
                action = "send another one" if sends else "read another one"
                if not theirs:
                    action = "send none" if sends else "do without a body"
                yield direction, place, Judged(BREAKING, "media type removed", name, left, action)
            elif before is None:
                yield direction, place, Judged(HARMLESS, "media type added", NOTHING, name)
            else:
                yield from self._media(direction, place, before, after)

    def _media(
        self, direction: str, place: str, before: Document, after: Document
    ) -> Iterator[_Located]:
        both = sides(str, before.get("encoding", NOTHING), after.get("encoding", NOTHING))
        if both[0] != both[1]:
            action = "compare it with how they are written"
            yield direction, place, Judged(CAREFUL, "parts written in another way", *both, action)
        if "schema" in before and "schema" in after:
            yield from self._schema(direction, place, before["schema"], after["schema"])

    def _schema(self, direction: str, place: str, old: Any, new: Any) -> Iterator[_Located]:
        # Without a schema it is anything.
        mine, theirs = (True if one is None else one for one in (old, new))
        for kind, path, before, after in self._schemas[direction].findings(
            mine, theirs, place, root=True
        ):
            severity, action = kind.severity(direction), kind.action(direction)
            yield direction, path, Judged(severity, kind.what, before, after, action)


def _identity(path: str, name: str) -> str:
    """Return what a parameter is known by: in a path its position, else place and name."""
    where, _, own = name.partition(" ")
    if where == "path":
        names = re.findall(r"\{([^{}]*)\}", path)
        return f"path {names.index(own) if own in names else own}"
    return name.lower() if where == "header" else name


def _elsewhere(
    name: str, these: dict[str, tuple[str, Any]], others: dict[str, tuple[str, Any]]
) -> str | None:
    """Return the place and name of a parameter that is called the same and is only on one side."""
    own = name.partition(" ")[2]
    return next(
        (
            found
            for identity, (found, _) in these.items()
            if identity not in others and found != name and found.partition(" ")[2] == own
        ),
        None,
    )


def _of_status(responses: Document, status: str) -> Document | None:
    """Return the reply to a status, or that to its range."""
    return responses.get(status) or responses.get(f"{status[0]}XX")


def _is_range_of(status: str, holder: Document, others: Document) -> bool:
    """Tell whether a status is a range of which the other side has members only."""
    begins = status[0] if status.endswith("XX") else " "
    return status in holder and any(other.startswith(begins) for other in others)


def _media(name: str) -> str:
    """Return a media type as it is compared: its case and character set make no difference."""
    kept = [part.strip() for part in name.lower().split(";")]
    return "; ".join(part for part in kept if not part.startswith("charset="))


def _of_media(content: Document, name: str) -> Document | None:
    """Return what is said of a media type, or of a range that holds it."""
    ranges = (name, f"{name.partition('/')[0]}/*", "*/*")
    return next((content[one] for one in ranges if one in content), None)


def _yes_or_no(value: Any) -> str:
    return "yes" if value else "no"


def _notation(stated: tuple[Any, Any]) -> str:
    style, explode = stated
    return f"{style}, exploded" if explode else str(style)


def _types(content: Document) -> str:
    return ", ".join(f"{name}: {said(one.get('schema'))}" for name, one in content.items())
