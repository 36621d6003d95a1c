"""Views of a document that exist only while code is generated from it.

A provider may answer with something new at any time. In the open view an unknown status word, an
odd date or an unseen variant is a value, where the strict document would make the generated decoder
raise. Only what responses reach is opened; the strict document stays the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import secrets
from pipeline.class_names import give_own_names
from pipeline.combining import without_conflicts
from pipeline.jsontypes import clone, is_mapping
from pipeline.plain_operations import plain_operations
from pipeline.plain_schemas import plain_schemas
from pipeline.recursion import lists_of_themselves
from pipeline.references import component, follow, reached
from pipeline.structure import operations, schemas

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

# What makes a plain value; all else (description, default, …) may stand beside a union of them.
_VALUE_KEYS = ("type", "format", "enum", "$ref")
_FORMATS = ("date-time", "date", "uuid")
# What contracts read into a class of its own, on which the generator puts no limits of texts.
_NO_TEXT = (*_FORMATS, "time", "duration", "binary", "ipv4", "ipv6", "uri", "password")
_NOT_INSTALLED = ("email", "idn-email")  # pydantic checks these with a package of their own
# A member of an enumeration of texts must not take the place of what every text can do.
_OF_TEXT = frozenset(dir(str))
_UNKNOWN_VARIANT = {
    "type": "object",
    "description": "A variant that is in no document yet; see additional_properties.",
    "additionalProperties": True,
}


def client_view(document: Document) -> Document:
    """Open a document, and say what the client's generator would not understand or keep.

    Defaults are left out: the generator would send them, and what a caller did not say is not
    sent. A boolean constant loses its `type`, beside which the generator forgets the constant.

    Args:
        document: A strict document.

    Returns:
        A new document.
    """
    plain: Document = clone(document)
    plain_schemas(plain)
    plain_operations(plain)
    view = open_view(plain)
    secrets.mark(view)
    _let_be_absent(view)
    for place in schemas(view):
        place.node.pop("default", None)
        if isinstance(place.node.get("const"), bool):
            place.node.pop("type", None)
    give_own_names(view)
    return view


def request_view(document: Document) -> Document:
    """Keep only the operations that take a body, their bodies, and what these refer to.

    Read-only properties are left out: they may come in answers and must not be sent (OpenAPI 3.0,
    Schema Object, which says what JSON Schema leaves open).

    Args:
        document: A strict document.

    Returns:
        A new document; without paths if no operation takes a body.
    """
    document = clone(document)
    without_conflicts(document)
    places = list(schemas(document))
    for place in places:
        if "properties" in place.node and is_mapping(place.node.get("additionalProperties")):
            # `extra_items` (PEP 728) is not known to every type checker.
            del place.node["additionalProperties"]
        _require_no(document, place.node, "readOnly")
    for place in places:
        for name in _said_to_be(document, place.node, "readOnly"):
            del place.node["properties"][name]
    paths: Document = {}
    for path, method, operation in operations(document):
        if "requestBody" in operation:
            kept = {key: operation[key] for key in ("operationId", "requestBody")}
            paths.setdefault(path, {})[method] = {**kept, "responses": {}}
    wanted = reached(document, {"paths": paths})
    components = {
        kind: {name: value for name, value in group.items() if (kind, name) in wanted}
        for kind, group in document.get("components", {}).items()
        if any(kind == one for one, _ in wanted)
    }
    head = {key: document[key] for key in ("openapi", "info")}
    view: Document = clone({**head, "paths": paths, "components": components})
    return view


def contract_view(document: Document) -> Document:
    """Leave out the defaults: they say what a reader assumes, not what may be sent.

    And a write-only property is not required where an answer may be meant.

    Args:
        document: A strict document.

    Returns:
        A new document.
    """
    view: Document = clone(document)
    without_conflicts(view)
    lists_of_themselves(view)
    _let_be_absent(view)
    for place in schemas(view):
        place.node.pop("default", None)
        if place.node.get("format") in _NO_TEXT:
            for keyword in ("minLength", "maxLength", "pattern"):
                place.node.pop(keyword, None)
        if place.node.get("format") in _NOT_INSTALLED:
            del place.node["format"]
        values = place.node.get("enum", ())
        texts = [value for value in values if isinstance(value, str)]
        if len(texts) == len(values) and not _OF_TEXT.isdisjoint(texts):
            place.node["x-enum-varnames"] = [
                f"{text}_" if text in _OF_TEXT else text for text in texts
            ]
    return view


def open_view(document: Document) -> Document:
    """Open every schema that a response can reach.

    Enumerations also take any other value of their type, dates and UUIDs any text, and unions of
    objects get a last branch for variants nobody has seen yet.

    Args:
        document: A strict document, in which one-value enumerations are already `const`: opened,
            they could no longer tell the members of a union apart.

    Returns:
        A new document; the argument is left as it is.
    """
    return _Opening(clone(document)).run()


def _let_be_absent(view: Document) -> None:
    """Require no write-only property in what an answer can reach: they are never in answers."""
    answers: Document = {}
    for path, method, operation in operations(view):
        answers.setdefault(path, {})[method] = {"responses": operation["responses"]}
    used = reached(view, {"paths": answers})
    for place in schemas(view):
        _root, *where = place.path
        if place.path[3:4] == ("responses",) or tuple(where[:2]) in used:
            _require_no(view, place.node, "writeOnly")


def _require_no(document: Document, schema: Document, keyword: str) -> None:
    """Take the properties of which a keyword is true from what a schema and its parts require."""
    parts = [schema, *filter(is_mapping, schema.get("allOf", ()))]
    names = {
        name for part in parts for name in _said_to_be(document, follow(document, part), keyword)
    }
    for part in parts:
        if required := part.get("required"):
            part["required"] = [name for name in required if name not in names]


def _said_to_be(document: Document, schema: Document, keyword: str) -> list[str]:
    """Return the names of the properties of which a keyword is true, there or by reference."""
    return [
        name
        for name, value in schema.get("properties", {}).items()
        if is_mapping(value) and {**follow(document, value), **value}.get(keyword) is True
    ]


class _Opening:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.schemas: Document = document.get("components", {}).get("schemas", {})
        self.unknown_variant: str | None = None

    def run(self) -> Document:
        answers: Document = {}
        bodies: list[tuple[str, Document]] = []
        for path, method, operation in operations(self.document):
            answers.setdefault(path, {})[method] = {"responses": operation["responses"]}
            for status, response in operation["responses"].items():
                content = follow(self.document, response).get("content", {})
                name = f"{operation['operationId']}_{status}"
                bodies += [(name, media) for media in content.values() if "schema" in media]
        for kind, name in sorted(reached(self.document, {"paths": answers})):
            if kind == "schemas" and "enum" not in self.schemas[name]:
                self.schemas[name] = self.opened(self.schemas[name], name)
        seen: list[Document] = []
        for name, media in bodies:
            # Operations may share a response; opened twice it would be a union of unions.
            if not any(media is one for one in seen):
                seen.append(media)
                media["schema"] = self.opened(media["schema"], name)
        return self.document

    def opened(self, schema: Any, name: str) -> Any:
        """Open one schema, and what is inside it that is not a component of its own."""
        if not is_mapping(schema):
            return schema
        node = schema
        for keyword in ("properties", "patternProperties"):
            for key, value in node.get(keyword, {}).items():
                node[keyword][key] = self.opened(value, f"{name}_{key}")
        for keyword in ("items", "additionalProperties"):
            if keyword in node:
                node[keyword] = self.opened(node[keyword], f"{name}_{keyword}")
        for member in node.get("allOf", ()):
            self.inside(member, name)
        unions = [keyword for keyword in ("anyOf", "oneOf") if keyword in node]
        for keyword in unions:
            node[keyword] = self.members(node[keyword], name)
        return node if unions else self.loosened(node, name)

    def inside(self, member: Document, name: str) -> None:
        """Open a member of `allOf` without changing its kind: members must stay objects."""
        if "$ref" not in member and "enum" not in member:
            self.opened(member, name)

    def members(self, members: list[Document], name: str) -> list[Document]:
        """Open the members of a union; what loosens one of them joins the union itself."""
        result: list[Document] = []
        looser: list[Document] = []
        for member in members:
            opened = self.opened(member, name)
            if opened is not member and "anyOf" in opened:
                first, *rest = opened["anyOf"]
                result.append(first)
                looser += rest
            else:
                result.append(opened)
        looser += self.other_texts(members)
        if sum(self.is_object(member) for member in members) > 1:
            looser.append({"$ref": component("schemas", self.variant())})
        for schema in looser:
            if schema not in result:
                result.append(schema)
        return result

    def other_texts(self, members: list[Document]) -> list[Document]:
        """Let a text that is one choice among others be any text; alone, it tells objects apart."""
        targets = [follow(self.document, member) for member in members]
        choices = [target for target in targets if target.get("type") != "null"]
        known = any(isinstance(target.get("const"), str) for target in choices)
        return [{"type": "string"}] if known and len(choices) > 1 else []

    def loosened(self, schema: Document, name: str) -> Document:
        """Let an enumeration, date or UUID also be any other value of its type."""
        target = follow(self.document, schema)
        if "enum" in target and isinstance(target.get("type"), str):
            if "$ref" not in schema:
                schema = self.lifted(schema, name)
            return _either(schema, {"type": target["type"]})
        if target is schema and target.get("format") in _FORMATS:
            return _either(schema, {"type": "string"})
        return schema

    def lifted(self, schema: Document, name: str) -> Document:
        """Give an inline enumeration a name: for a union's member the generator invents one."""
        free = self.add("".join(part[:1].upper() + part[1:] for part in name.split("_")))
        self.schemas[free] = {key: schema[key] for key in _VALUE_KEYS if key in schema}
        rest = {key: value for key, value in schema.items() if key not in _VALUE_KEYS}
        return {"$ref": component("schemas", free), **rest}

    def variant(self) -> str:
        if self.unknown_variant is None:
            self.unknown_variant = self.add("UnknownVariant")
            self.schemas[self.unknown_variant] = dict(_UNKNOWN_VARIANT)
        return self.unknown_variant

    def add(self, name: str) -> str:
        """Return a name that no schema has yet."""
        while name in self.schemas:
            name += "Value"
        return name

    def is_object(self, schema: Document) -> bool:
        target = follow(self.document, schema)
        return target.get("type") == "object" or "properties" in target


def _either(schema: Document, other: Document) -> Document:
    """Let a value be of either schema, keeping what is said beside the first."""
    first = {key: schema[key] for key in _VALUE_KEYS if key in schema}
    rest = {key: value for key, value in schema.items() if key not in _VALUE_KEYS}
    return {"anyOf": [first, other], **rest}
