"""What ``contract check`` came to, and how it is printed: as text, JSON or JUnit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET  # to write only; nothing is parsed here

from . import terminal
from .exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from finetunes.testing.contract import Checked, Exchange


class Judged(NamedTuple):
    """One exchange of a file, and what came of the check."""

    file: str
    number: int
    """Its place in the file, counted from 1."""
    exchange: Exchange
    checked: Checked

    @property
    def name(self) -> str:
        """The exchange in words that hold nothing secret."""
        operation = self.checked.operation
        named = operation.id if operation else self.checked.findings[0].operation
        status = self.exchange.status or "no answer"
        return f"exchange {self.number}: {terminal.escape(named)}: {status}"


@dataclass
class Report:
    """What all files came to."""

    hint: str
    """Why an exchange is with a host that no document knows, and what would help."""
    files: int = 0
    judged: list[Judged] = field(default_factory=list[Judged])
    elsewhere: Counter[str] = field(default_factory=Counter[str])
    """How many exchanges were with hosts that no document knows, by host."""
    unreadable: list[str] = field(default_factory=list[str])

    @property
    def documents(self) -> dict[str, str]:
        """The hash of each document that something was held to, by provider."""
        found = (one.checked.document for one in self.judged)
        return {document.provider: document.sha256 for document in found if document}

    @property
    def astray(self) -> list[str]:
        """The hosts that are no provider's own, and where paths are not documented."""
        found = dict.fromkeys(
            one.exchange.host
            for one in self.judged
            if one.checked.document
            and not one.checked.document.belongs(one.exchange.url)
            and any(finding.kind == "undocumented path" for finding in one.checked.findings)
        )
        return list(found)

    def count(self, severity: str) -> int:
        """Count the findings of a severity."""
        found = (finding for one in self.judged for finding in one.checked.findings)
        return sum(finding.severity == severity for finding in found)

    @property
    def summary(self) -> str:
        """Say in one line what was checked, and what came of it."""
        looked = [number(self.files, "file"), f"{number(len(self.judged), 'exchange')} checked"]
        if self.elsewhere:
            looked.append(f"{sum(self.elsewhere.values())} with other hosts")
        if self.unreadable:
            looked.append(f"{number(len(self.unreadable), 'file')} unreadable")
        found = (number(self.count(severity), severity) for severity in ("error", "notice"))
        # The first digits tell the documents apart; `--format json` has all of them.
        documents = ", ".join(f"{name} {made[:12]}" for name, made in self.documents.items())
        held = f"; held to {documents}" if documents else ""
        return f"{', '.join(looked)}: {', '.join(found)}{held}"

    @property
    def code(self) -> ExitCode:
        """The exit code."""
        if self.unreadable or not self.judged:  # a green end must not mean that nothing was asked
            return ExitCode.USAGE
        return ExitCode.OTHER if self.count("error") else ExitCode.OK


def number(count: int, of: str) -> str:
    """Return how many there are, in words: `1 file`, `2 files`."""
    return f"{count} {of}{'' if count == 1 else 's'}"


def text(report: Report) -> None:
    """Print the exchanges with findings, and a summary as the last line."""
    for one in report.judged:
        lines = [*map(str, one.checked.findings)]
        lines += [f"not checked: {what}" for what in one.checked.unchecked]
        if lines:
            terminal.print_text("\n  ".join([f"{one.file}: {one.name}", *lines]))
    for host, times in report.elsewhere.items():
        terminal.print_text(f"not checked: {number(times, 'exchange')} with {host}; {report.hint}")
    terminal.print_text(report.summary)


def json(report: Report) -> None:
    """Print everything as one JSON document."""
    terminal.print_json(
        {
            "schema": 1,
            "documents": report.documents,
            "exchanges": [_exchange(one) for one in report.judged],
            "other_hosts": dict(report.elsewhere),
            "unreadable": report.unreadable,
            "errors": report.count("error"),
            "notices": report.count("notice"),
        }
    )


def junit(report: Report) -> None:
    """Print a test case for each exchange, in the XML that build servers read."""
    errors = [one for one in report.judged if one.checked.errors]
    suite = ET.Element(
        "testsuite",
        name="finetunes contract check",
        tests=str(len(report.judged) + len(report.elsewhere) + len(report.unreadable)),
        failures=str(len(errors)),
        errors=str(len(report.unreadable)),
        skipped=str(len(report.elsewhere)),
    )
    for one in report.judged:
        case = ET.SubElement(suite, "testcase", classname=one.file, name=one.name)
        if found := one.checked.errors:
            failure = ET.SubElement(case, "failure", type=found[0].kind, message=str(found[0]))
            failure.text = "\n".join(map(str, found))
        notices = [str(finding) for finding in one.checked.findings if finding not in found]
        if notices := [*notices, *one.checked.unchecked]:
            ET.SubElement(case, "system-out").text = "\n".join(notices)
    for host, times in report.elsewhere.items():
        case = ET.SubElement(suite, "testcase", classname="other hosts", name=host)
        ET.SubElement(
            case, "skipped", message=f"{number(times, 'exchange')} that no document knows"
        )
    for reason in report.unreadable:
        case = ET.SubElement(suite, "testcase", classname="unreadable", name=reason)
        ET.SubElement(case, "error", message=reason)
    ET.SubElement(suite, "system-out").text = report.summary
    terminal.print_text(ET.tostring(suite, encoding="us-ascii", xml_declaration=True).decode())


def _exchange(one: Judged) -> dict[str, Any]:
    document, operation = one.checked.document, one.checked.operation
    return {
        "file": one.file,
        "number": one.number,
        "provider": document and document.provider,
        "operation": operation and operation.id,
        "status": one.exchange.status,
        "findings": [
            {
                "kind": finding.kind,
                "severity": finding.severity,
                "operation": finding.operation,
                "where": finding.where,
                "found": finding.found,
                "documented": finding.documented,
            }
            for finding in one.checked.findings
        ],
        "unchecked": list(one.checked.unchecked),
    }


PRINTERS: dict[str, Callable[[Report], None]] = {"text": text, "json": json, "junit": junit}
"""By the name of the format."""
