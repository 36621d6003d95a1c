"""How the findings of ``contract check`` are printed: as text, JSON or JUnit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET  # to write only; nothing is parsed here

from . import terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from .contract import Judged, Report


def text(report: Report) -> None:
    """Print the exchanges with findings, and a summary as the last line."""
    for one in report.judged:
        lines = [*map(str, one.checked.findings)]
        lines += [f"not checked: {what}" for what in one.checked.unchecked]
        if lines:
            terminal.print_text("\n  ".join([f"{one.file}: {one.name}", *lines]))
    for host, times in report.elsewhere.items():
        terminal.print_text(
            f"not checked: {times} exchanges with {host}; --provider says whose they are"
        )
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
        ET.SubElement(case, "skipped", message=f"{times} exchanges that no document knows")
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
