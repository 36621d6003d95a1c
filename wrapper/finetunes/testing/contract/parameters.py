"""The path, query and header parameters of a request, and the headers of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .exchange import is_secret, values_of
from .findings import HIDDEN, Collector, Kind, listed, show
from .schemas import problems
from .texts import PYTHON_WORDS, converted, items_of, meanings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .document import Document, Operation
    from .exchange import Exchange, Pairs
    from .findings import Collector

# Headers of HTTP itself, of its connections, and of programs that send or pass on requests: no
# document lists them. OpenAPI has no parameters called Accept, Authorization and Content-Type.
_OF_HTTP = frozenset(
    {
        "accept",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "authorization",
        "cache-control",
        "connection",
        "content-encoding",
        "content-language",
        "content-length",
        "content-type",
        "cookie",
        "date",
        "dnt",
        "expect",
        "forwarded",
        "from",
        "host",
        "keep-alive",
        "origin",
        "pragma",
        "priority",
        "proxy-authorization",
        "referer",
        "te",
        "traceparent",
        "tracestate",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "upgrade-insecure-requests",
        "user-agent",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
    }
)
_OF_BROWSERS = (":", "sec-")
_SEPARATORS = {"spaceDelimited": " ", "pipeDelimited": "|"}
_UNREAD = ("deepObject", "matrix", "label")


def check_path(operation: Operation, values: Mapping[str, str], collector: Collector) -> None:
    """Hold the values of a path's parameters to the document."""
    for name, value in values.items():
        if ("path", name) in operation.parameters:
            where = f"request path parameter '{show(name)}'"
            said = operation.parameters["path", name]
            _Values(operation.document, *said, Kind.PATH_VALUE, where, collector).judge([value])


def check_query(operation: Operation, exchange: Exchange, collector: Collector) -> None:
    """Hold the query of a request to the document."""
    known = {
        name: one for (place, name), (_, one) in operation.parameters.items() if place == "query"
    }
    pairs = exchange.query
    given = {name: [value for key, value in pairs if key == name] for name, _ in pairs}
    keys = _names_of_keys(operation, "query")
    for name, values in given.items():
        where = f"request query parameter '{show(name)}'"
        if name in known:
            said = operation.parameters["query", name]
            _Values(operation.document, *said, Kind.QUERY_VALUE, where, collector).judge(values)
        elif name not in keys and not _is_part(name, known):
            collector.add(
                Kind.QUERY_PARAMETER, where, _shown(name, values[0]), f"only {listed(known)}"
            )
    for name, one in known.items():
        if one.get("required") and name not in given:
            where = f"request query parameter '{show(name)}'"
            collector.add(Kind.MISSING_PARAMETER, where, "nothing", "that it is required")


def check_request_headers(operation: Operation, exchange: Exchange, collector: Collector) -> None:
    """Hold the headers of a request to the document; those of HTTP itself are left out."""
    known = {
        name: one for (place, name), (_, one) in operation.parameters.items() if place == "header"
    }
    keys = {name.lower() for name in _names_of_keys(operation, "header")}
    for name in dict.fromkeys(key.lower() for key, _ in exchange.request_headers):
        where = f"request header '{show(name)}'"
        if name in known:
            values = values_of(exchange.request_headers, name)
            said = operation.parameters["header", name]
            _Values(operation.document, *said, Kind.HEADER_VALUE, where, collector).judge(values)
        elif name not in keys | _OF_HTTP and not name.startswith(_OF_BROWSERS):
            # A server that does not know a header has to ignore it (RFC 9110, 5.1).
            collector.add(Kind.REQUEST_HEADER, where, "it", f"only {listed(known)}", "notice")
    for name, one in known.items():
        if (
            one.get("required")
            and name not in _OF_HTTP
            and not values_of(exchange.request_headers, name)
        ):
            where = f"request header '{show(name)}'"
            collector.add(Kind.MISSING_HEADER, where, "nothing", "that it is required")


def check_response_headers(
    document: Document, pointer: str, response: Any, headers: Pairs, collector: Collector
) -> None:
    """Hold the headers of an answer to the document; others may come with it.

    Args:
        document: The document.
        pointer: The JSON pointer of the response object.
        response: The response object.
        headers: What came.
        collector: Takes what is found.
    """
    from .document import escape

    for name in response.get("headers", {}):
        place, header = document.follow(f"{pointer}/headers/{escape(name)}")
        where = f"response header '{show(name.lower())}'"
        values = values_of(headers, name)
        if values:
            _Values(document, place, header, Kind.HEADER_VALUE, where, collector).judge(values)
        elif header.get("required") and not values and name.lower() != "content-type":
            collector.add(Kind.MISSING_HEADER, where, "nothing", "that it is required")


@dataclass(frozen=True)
class _Values:
    """What may come under one name, and how to speak of it."""

    document: Document
    pointer: str
    parameter: Any
    kind: Kind
    where: str
    collector: Collector

    def judge(self, values: Sequence[str]) -> None:
        """Validate the values that came; some styles of objects are not read."""
        if "schema" not in self.parameter or self.parameter.get("style") in _UNREAD:
            return
        schema = f"{self.pointer}/schema"
        items = items_of(self.document, schema)
        if items is not None:
            self._judge_list(schema, items, _split(self.parameter, values))
        elif self.kind is Kind.HEADER_VALUE:
            self._judge_one(schema, ", ".join(values))  # as several lines (RFC 9110, 5.3)
        else:
            if len(values) > 1:
                self.collector.add(Kind.REPEATED, self.where, f"{len(values)} of them", "one")
            for value in values:
                self._judge_one(schema, value)

    def _judge_list(self, schema: str, items: str, values: Sequence[str]) -> None:
        for value in values if items else ():
            self._judge_one(items, value)
        typed = [converted(self.document, [items] if items else [], value) for value in values]
        for problem in problems(self.document, schema, typed, "request"):
            if problem.path == "$":
                self.collector.add(
                    self.kind, self.where, f"{len(values)} of them", problem.documented
                )

    def _judge_one(self, schema: str, value: str) -> None:
        # The first meaning is the nearest: of a number too large, not that it is no text.
        first, *others = [
            problems(self.document, schema, meaning, "request") for meaning in meanings(value)
        ]
        if not all([first, *others]):
            return
        wanted = " and ".join(problem.documented for problem in first)
        if value in PYTHON_WORDS:
            better = f"{PYTHON_WORDS[value]} ({wanted})"
            self.collector.add(Kind.PYTHON_WORD, self.where, value, better)
        else:
            self.collector.add(self.kind, self.where, _shown(self.where, value), wanted)


def _split(parameter: Any, values: Sequence[str]) -> list[str]:
    style = parameter.get("style", "form" if parameter.get("in") == "query" else "simple")
    if style == "form" and parameter.get("explode", True):
        return list(values)
    separator = _SEPARATORS.get(style, ",")
    return [part.strip() for value in values for part in value.split(separator)]


def _is_part(name: str, known: Mapping[str, Any]) -> bool:
    """Say whether a name is one field of a parameter that is an object: ``filter[name]``."""
    return bool(known.get(name.partition("[")[0], {}).get("style") == "deepObject")


def _names_of_keys(operation: Operation, place: str) -> set[str]:
    schemes = operation.document.content.get("components", {}).get("securitySchemes", {})
    asked = {name for requirement in operation.security for name in requirement}
    return {
        scheme["name"]
        for name, scheme in schemes.items()
        if name in asked and scheme.get("in") == place
    }


def _shown(name: str, value: str) -> str:
    return HIDDEN if is_secret(name) else f"'{show(value)}'"
