"""Holds one exchange to the document of its provider."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import finetunes

from . import parameters, strict
from .bodies import LARGEST, BodyError, MediaType, NotCheckedError, decoded, uncompressed
from .document import Document, escape
from .findings import Collector, Finding, Kind, Severity, listed, show
from .schemas import problems, undocumented

if TYPE_CHECKING:
    from .document import Found, Operation
    from .exchange import Exchange, Pairs
    from .schemas import Direction

_WITHOUT_BODY = (204, 304)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of holding one exchange to a document."""

    document: Document | None
    """The document; None if no document knows the host."""
    operation: Operation | None
    """The operation; None if the document has none at this address."""
    findings: tuple[Finding, ...] = ()
    unchecked: tuple[str, ...] = ()
    """What could not be looked at, and why."""

    @property
    def errors(self) -> list[Finding]:
        """The findings that are no mere notices."""
        return [finding for finding in self.findings if finding.severity == "error"]


def check(
    exchange: Exchange, provider: str | Document | None = None, base_url: str | None = None
) -> Checked:
    """Hold an exchange to the document of its provider, request and answer.

    The schemas are judged by jsonschema, and the body of an answer by the strict contract too;
    both come from the document. Keys are not looked at: recordings leave them out.

    Args:
        exchange: What was sent, and what came back.
        provider: The provider whose document counts, or the document itself, whatever the host
            unless there is a base URL; by default the one whose document has the host.
        base_url: The address that stands for the server of the document, of a mock for example.

    Returns:
        The findings, without any key that was sent.

    Raises:
        ValueError: There is no such provider, or the base URL is no address.
        ModuleNotFoundError: The extra ``contracts`` is not installed; it says what to run.
    """
    require_extra()
    known = [provider] if provider else finetunes.providers()
    documents = [one if isinstance(one, Document) else Document.of(one) for one in known]
    anywhere = provider is not None and base_url is None and exchange.is_http
    fitting = (one for one in documents if anywhere or one.belongs(exchange.url, base_url))
    document = next(fitting, None)
    if document is None:
        return Checked(None, None)
    found = document.find(exchange.method, exchange.url, base_url)
    collector = Collector(exchange.secrets())
    if found.operation is None:
        _nowhere(document, exchange, found, collector)
    else:
        collector.operation = show(found.operation.id)
        _check_request(found, found.operation, exchange, collector)
        if exchange.status is not None:
            _check_response(found.operation, exchange, exchange.status, collector)
    findings = tuple(dict.fromkeys(collector.findings))
    return Checked(document, found.operation, findings, tuple(collector.unchecked))


def require_extra() -> None:
    """Say what to install where a library is missing that the checks need.

    Raises:
        ModuleNotFoundError: The extra ``contracts`` is not installed.
    """
    try:
        for library in ("jsonschema", "pydantic", "rfc3339_validator"):
            import_module(library)
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            f"finetunes.testing.contract needs {error.name};"
            " run: pip install 'finetunes[contracts]'",
            name=error.name,
        ) from error


def _nowhere(document: Document, exchange: Exchange, found: Found, collector: Collector) -> None:
    method, path = show(exchange.method.upper()), show(exchange.path)
    collector.operation = f"{method} {path}"
    if found.methods:
        collector.add(Kind.METHOD, "request", method, f"only {listed(found.methods)}")
    else:
        known = f"{len(document.content['paths'])} other paths of {document.provider}"
        collector.add(Kind.PATH, "request", path, known)


def _check_request(
    found: Found, operation: Operation, exchange: Exchange, collector: Collector
) -> None:
    parameters.check_path(operation, found.values, collector)
    parameters.check_query(operation, exchange, collector)
    parameters.check_request_headers(operation, exchange, collector)
    pointer, body = operation.pointer, operation.definition.get("requestBody", {})
    if body:
        pointer, body = operation.document.follow(f"{pointer}/requestBody")
    _Body(operation.document, "request", collector).check(
        pointer, body, exchange.request_headers, exchange.request_body, needed=body.get("required")
    )


def _check_response(
    operation: Operation, exchange: Exchange, status: int, collector: Collector
) -> None:
    found = operation.response(status)
    if found is None:
        known = f"only {listed(operation.definition['responses'])}"
        collector.add(Kind.STATUS, "response status", str(status), known)
        return
    pointer, response = found
    document, headers = operation.document, exchange.response_headers
    parameters.check_response_headers(document, pointer, response, headers, collector)
    if exchange.method.upper() != "HEAD":
        _Body(document, "response", collector).check(
            pointer, response, headers, exchange.response_body, needed=status not in _WITHOUT_BODY
        )


class _Body:
    """Holds the body of a request or an answer to what the document has for it."""

    def __init__(self, document: Document, side: Direction, collector: Collector) -> None:
        self._document = document
        self._side: Direction = side
        self._collector = collector

    def check(
        self, pointer: str, part: Any, headers: Pairs, body: bytes | None, *, needed: Any
    ) -> None:
        """Check a body against the ``content`` of a part of the document.

        Args:
            pointer: The JSON pointer of the part.
            part: A request body or response object; empty if the document has none.
            headers: Those that came with the body.
            body: The bytes, or None if they are not known.
            needed: Whether the document wants one.
        """
        if body is None or len(body) > LARGEST:
            self._collector.skip(f"{self._side} body: it is not known, or too large")
            return
        try:
            self._check(pointer, part.get("content", {}), headers, body, needed=needed)
        except BodyError as error:
            self._add(error.kind, error.found, error.documented)
        except NotCheckedError as error:
            self._collector.skip(f"{self._side} body: {error}")
        except RecursionError:
            self._collector.skip(f"{self._side} body: it is nested too deeply")

    def _check(
        self, pointer: str, content: Any, headers: Pairs, body: bytes, *, needed: Any
    ) -> None:
        media_type = MediaType.of(headers)
        if not content:
            if body:
                self._add(Kind.UNEXPECTED_BODY, f"{len(body)} bytes", "that there is none")
            return
        if not body and (media_type.is_json or not media_type.essence):
            if needed:
                self._add(Kind.MISSING_BODY, "nothing", f"a body of {listed(content)}")
            return
        fitting = [one for one in content if media_type.matches(one)]
        if not fitting:
            named = show(media_type.essence) or "none"
            self._add(Kind.MEDIA_TYPE, named, f"only {listed(content)}", " media type")
            return
        exact = min(fitting, key=lambda one: one.count("*"))
        place = f"{pointer}/content/{escape(exact)}/schema"
        if "schema" in content[exact]:
            place, _ = self._document.follow(place)
            plain = uncompressed(headers, body)
            self._judge(place, decoded(self._document, place, media_type, plain), media_type)

    def _judge(self, pointer: str, value: object, media_type: MediaType) -> None:
        broken = problems(self._document, pointer, value, self._side)
        for problem in broken:
            self._add(Kind.SCHEMA, problem.found, problem.documented, f" body {problem.path}")
        severity: Severity = "notice" if self._side == "response" else "error"
        unknown = undocumented(self._document, pointer, value, self._side)
        for path in unknown:
            self._add(Kind.FIELD, "the field", "nothing of it", f" body {path}", severity)
        if self._side == "response" and media_type.is_json:
            self._compare(pointer, value, refused=bool(broken or unknown))

    def _compare(self, pointer: str, value: object, *, refused: bool) -> None:
        objections = strict.objections(self._document, pointer, value)
        if objections is None or bool(objections) == refused:
            return
        found = listed(objections) if objections else "nothing against it"
        other = "breaks its schema" if refused else "keeps to its schema"
        name = f"the contract {pointer.rpartition('/')[2]}Contract: {found}"
        self._add(Kind.JUDGES, name, f"by JSON Schema, that it {other}", severity="notice")

    def _add(
        self,
        kind: Kind,
        found: str,
        documented: str,
        where: str = " body",
        severity: Severity = "error",
    ) -> None:
        self._collector.add(kind, self._side + where, found, documented, severity)
