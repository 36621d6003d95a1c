"""An operation as a document has it, and the tables of ``spec``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from . import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHORT = 12  # characters of a hash: enough to tell files apart; --json has all of them
_UNIONS = {"anyOf": " or ", "oneOf": " or ", "allOf": " and "}


class Documented(NamedTuple):
    """An operation of a provider's document: where it stands, and the operation itself."""

    provider: str
    method: str
    path: str
    operation: dict[str, Any]

    @property
    def address(self) -> str:
        """Method and path, e.g. ``POST /fine-tunes/{id}/cancel``."""
        return f"{self.method} {self.path}"

    @property
    def name(self) -> str:
        """Its `operationId`."""
        return str(self.operation["operationId"])


def receipt(provider: str, made: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one client's receipt.

    Args:
        provider: The provider's name.
        made: Its receipt.
    """
    files = [*made["files"], *(made[key] for key in ("authored", "overlay") if key in made)]
    for file in files:
        origin = f"{file['actions']} actions" if "actions" in file else file.get("url", "")
        yield provider, file["file"], origin, file.get("date", ""), file["sha256"][:_SHORT]
    tools = ", ".join(f"{name} {version}" for name, version in made["tools"].items())
    document = made["document"]
    yield provider, document["file"], tools, "", document["sha256"][:_SHORT]


def show(one: Documented, document: Mapping[str, Any]) -> None:
    """Print an operation: what it is, its parameters, bodies and replies.

    Args:
        one: The operation, its parts resolved.
        document: The document it stands in.
    """
    terminal.print_table(("field", "value"), [*_facts(one, document)])
    parameters = [_parameter(document, stated) for stated in one.operation["parameters"]]
    bodies = one.operation.get("requestBody", {}).get("content", {})
    fields = [row for kind, media in bodies.items() for row in _fields(document, kind, media)]
    replies = [
        row for status, one in one.operation["responses"].items() for row in _replies(status, one)
    ]
    for columns, rows in (
        (("parameter", "in", "required", "type", "description"), parameters),
        (("body", "field", "required", "type", "description"), fields),
        (("status", "media type", "type", "description"), replies),
    ):
        if rows:
            terminal.print_text("")
            terminal.print_table(columns, rows, dispensable=("description",))


def resolve(document: Any, node: Any) -> Any:
    """Return what a node of a document means: itself, or what it refers to.

    Args:
        document: The document.
        node: A schema, parameter, body or reply in it.
    """
    while _is_object(node) and "$ref" in node:
        reference, node = node["$ref"], document
        for part in reference[2:].split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def _facts(one: Documented, document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    stated = one.operation
    security = stated.get("security", document.get("security", []))
    servers = stated.get("servers", document.get("servers", []))
    facts = {
        "provider": one.provider,
        "operation": one.name,
        "request": one.address,
        "servers": ", ".join(server["url"] for server in servers),
        "security": " or ".join(" and ".join(names) or "none" for names in security),
        "summary": stated.get("summary"),
        "description": stated.get("description"),
        "deprecated": "yes" if stated.get("deprecated") else None,
        "source": stated.get("x-source"),
        "source date": stated.get("x-source-date"),
    }
    for name, value in facts.items():
        if value:
            yield name, " ".join(str(value).split())


def _parameter(document: Any, stated: Any) -> tuple[str, ...]:
    schema = stated.get("schema", {})
    described = _line(stated.get("description")) or _described(document, schema)
    required = "yes" if stated.get("required") else "no"
    return stated["name"], stated["in"], required, _type(schema), described


def _fields(document: Any, kind: str, media: Any) -> Iterator[tuple[str, ...]]:
    stated = media.get("schema", {})
    schema = resolve(document, stated)
    properties = schema.get("properties") if _is_object(schema) else None
    if not properties:
        yield kind, "", "", _type(stated), _described(document, stated)
        return
    for name, one in properties.items():
        required = "yes" if name in schema.get("required", ()) else "no"
        yield kind, name, required, _type(one), _described(document, one)


def _replies(status: str, stated: Any) -> Iterator[tuple[str, ...]]:
    described = _line(stated.get("description"))
    content: dict[str, Any] = stated.get("content") or {"": {}}
    for kind, media in content.items():
        yield status, kind, _type(media["schema"]) if "schema" in media else "", described


def _type(schema: Any) -> str:
    """Return a schema in a few words: a component's name, its values, or its types."""
    if not _is_object(schema):
        return "anything" if schema else "nothing"
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    values = [schema["const"]] if "const" in schema else schema.get("enum", [])
    if values:
        return ", ".join(json.dumps(value, ensure_ascii=False) for value in values)
    for keyword, word in _UNIONS.items():
        if keyword in schema:
            return word.join(_type(member) for member in schema[keyword])
    types = schema.get("type", "anything")
    named = types if isinstance(types, str) else " or ".join(types)
    return f"{named} of {_type(schema['items'])}" if "items" in schema else named


def _described(document: Any, schema: Any) -> str:
    """Return the description of a schema, or of the component that it refers to."""
    for one in (schema, resolve(document, schema)):
        if _is_object(one) and "description" in one:
            return _line(one["description"])
    return ""


def _is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
