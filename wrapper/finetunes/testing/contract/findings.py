"""What an exchange does that its document does not say."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "notice"]

_LONGEST = 80  # characters of one text that came from elsewhere
_SHORTEST_SECRET = 4  # a shorter one would hide half of every line, and protects nothing
_MORE = "..."  # stands for what is left out
_CUT = r"(?:%\w?|\\\w{0,8})?\.\.\."  # the same, behind a character that was cut in two
HIDDEN = "<secret>"


class Kind(StrEnum):
    """In what way an exchange differs from the document."""

    PATH = "undocumented path"
    METHOD = "undocumented method"
    STATUS = "undocumented status"
    MEDIA_TYPE = "undocumented media type"
    QUERY_PARAMETER = "undocumented query parameter"
    REQUEST_HEADER = "undocumented request header"
    FIELD = "undocumented field"
    MISSING_PARAMETER = "missing query parameter"
    MISSING_HEADER = "missing header"
    MISSING_BODY = "missing body"
    PATH_VALUE = "wrong path parameter"
    QUERY_VALUE = "wrong query parameter"
    HEADER_VALUE = "wrong header"
    REPEATED = "repeated parameter"
    PYTHON_WORD = "Python's word in a parameter"
    SCHEMA = "body breaks its schema"
    UNEXPECTED_BODY = "undocumented body"
    NOT_JSON = "body is no JSON"
    NOT_READABLE = "body cannot be read"
    JUDGES = "judges disagree"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between an exchange and the document."""

    kind: Kind
    severity: Severity
    operation: str
    """The operationId, or method and path where no operation fits."""
    where: str
    """The place in the exchange, e.g. ``response body $.status``."""
    found: str
    """What is there; values are escaped and shortened, and secrets left out."""
    documented: str
    """What the document says."""

    def __str__(self) -> str:
        return (
            f"{self.severity}: {self.kind}: {self.operation}: {self.where}: found {self.found};"
            f" the document says {self.documented}"
        )


class Collector:
    """Gathers the findings of one exchange, and keeps its secrets out of them.

    Args:
        secrets: Texts that must not be repeated, such as the key that was sent.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        kept = {secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}
        self._secrets = sorted(kept, key=len, reverse=True)
        self.operation = ""
        self.findings: list[Finding] = []
        self.unchecked: list[str] = []

    def add(
        self, kind: Kind, where: str, found: str, documented: str, severity: Severity = "error"
    ) -> None:
        """Add a finding; what came from elsewhere is escaped and shortened by `show` before.

        Args:
            kind: In what way it differs.
            where: The place in the exchange.
            found: What is there.
            documented: What the document says.
            severity: ``notice`` for what the document leaves open.
        """
        texts = map(self._clean, (self.operation, where, found, documented))
        self.findings.append(Finding(kind, severity, *texts))

    def skip(self, what: str) -> None:
        """Say what could not be checked, and why."""
        self.unchecked.append(self._clean(what))

    def _clean(self, text: str) -> str:
        for pattern in self._patterns:
            text = pattern.sub(HIDDEN, text)
        return text

    @functools.cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        """What finds the secrets; made when there is something to say, which is seldom."""
        return [re.compile(_pattern(secret), re.IGNORECASE) for secret in self._secrets]


def _pattern(secret: str) -> str:
    """Return what finds a secret, or as much of it as stands where a text was shortened.

    Each character may be itself, escaped as `show` does, or percent-encoded as in an address.
    """
    ways = [_ways(character) for character in secret[:_LONGEST]]
    more = ""
    for way in reversed(ways[_SHORTEST_SECRET:]):
        more = f"(?:{way}{more})?"
    start = "".join(ways[:_SHORTEST_SECRET])
    return f"{''.join(ways)}|{start}{more}(?={_CUT})"


def _ways(character: str) -> str:
    encoded = "".join(f"%{byte:02x}" for byte in character.encode("utf-8", "surrogatepass"))
    forms = dict.fromkeys((character, _escaped(character), encoded))
    return f"(?:{'|'.join(map(re.escape, forms))})"


def show(text: str) -> str:
    """Return a text that came from elsewhere as ASCII without control characters, shortened."""
    shown = _escaped(text)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - len(_MORE)] + _MORE


def _escaped(text: str) -> str:
    return text.encode("unicode_escape").decode("ascii")


def listed(values: Iterable[object]) -> str:
    """Return what a document allows as one text, e.g. ``200, 401``; ``none`` for nothing."""
    return show(", ".join(map(str, values))) or "none"
