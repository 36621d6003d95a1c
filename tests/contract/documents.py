"""The provider documents as a test reads them: the operation of an exchange, and what it allows."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from .bodies import decoded

ROOT = Path(__file__).parents[2]
PROVIDERS = ("bfl", "cohere", "together")

JSONObject = dict[str, Any]

_METHODS = ("get", "put", "post", "delete", "patch")
# Words for people: a changed description does not make a recorded exchange stale.
_PROSE = {"description", "summary", "externalDocs"}
# Below these keys stand names that somebody chose, so `description` there is a name, not prose.
_NAMED = {"properties", "patternProperties", "responses", "content", "headers", "callbacks"}


@dataclass(frozen=True)
class Operation:
    """One operation of a document, and the document it stands in."""

    document: Document
    path: str
    method: str

    @property
    def definition(self) -> JSONObject:
        """The operation object as the document has it."""
        return cast("JSONObject", self.document.content["paths"][self.path][self.method])

    @property
    def id(self) -> str:
        """The operation's name in the document."""
        return str(self.definition["operationId"])

    def sha256(self) -> str:
        """Hash the operation, all it refers to, and how it is reached, leaving out prose."""
        content = self.document.content
        security: list[JSONObject] = (
            self.definition["security"] if "security" in self.definition else content["security"]
        )
        schemes = sorted({name for requirement in security for name in requirement})
        reached: JSONObject = {}
        shared = {k: v for k, v in content["paths"][self.path].items() if k not in _METHODS}
        self._collect([self.definition, shared], reached)
        parts = {
            "method": self.method,
            "path": self.path,
            "servers": [server["url"] for server in self.servers],
            "security": [content["components"]["securitySchemes"][name] for name in schemes],
            "shared": shared,
            "operation": self.definition,
            "components": reached,
        }
        text = json.dumps(_without_prose(parts), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def servers(self) -> list[JSONObject]:
        """The servers that answer the operation, the default one first."""
        item = self.document.content["paths"][self.path]
        found = self.definition.get("servers") or item.get("servers")
        return cast("list[JSONObject]", found or self.document.content["servers"])

    def response_problems(self, status: int, content_type: str, body: bytes) -> list[str]:
        """Say in what an answer differs from what the document allows; empty if in nothing."""
        responses = self.definition["responses"]
        if str(status) not in responses:
            return [f"status {status} is not documented"]
        pointer = f"/paths/{_escape(self.path)}/{self.method}/responses/{status}"
        return self._problems(pointer, responses[str(status)], content_type, body)

    def header_problems(self, status: int, headers: set[str]) -> list[str]:
        """Say which headers an answer lacks; `headers` are the names it has, in lower case."""
        declared = self.definition["responses"].get(str(status), {}).get("headers", {})
        required = {name.lower() for name, header in declared.items() if header.get("required")}
        return [f"header {name!r} is missing" for name in sorted(required - headers)]

    def request_problems(self, content_type: str, body: bytes) -> list[str]:
        """Say in what a request's body differs from what the document allows."""
        pointer = f"/paths/{_escape(self.path)}/{self.method}/requestBody"
        return self._problems(pointer, self.definition.get("requestBody", {}), content_type, body)

    def _problems(
        self, pointer: str, part: JSONObject, content_type: str, body: bytes
    ) -> list[str]:
        if "$ref" in part:
            pointer = part["$ref"].removeprefix("#")
            part = self.document.at(pointer)
        media_types = part.get("content", {})
        if not media_types:
            return [] if body == b"" else ["a body where the document has none"]
        media_type = content_type.partition(";")[0].strip()
        if media_type not in media_types:
            return [f"media type {media_type!r} is not documented"]
        schema = f"{pointer}/content/{_escape(media_type)}/schema"
        return self.document.problems(schema, decoded(content_type, body))

    def _collect(self, node: object, reached: JSONObject) -> None:
        if isinstance(node, dict):
            mapping = cast("JSONObject", node)
            reference = mapping.get("$ref")
            if isinstance(reference, str) and reference not in reached:
                reached[reference] = self.document.at(reference.removeprefix("#"))
                self._collect(reached[reference], reached)
            for value in mapping.values():
                self._collect(value, reached)
        elif isinstance(node, list):
            for value in cast("list[object]", node):
                self._collect(value, reached)


@dataclass(frozen=True, eq=False)
class Document:
    """One provider's document: the strict one that its client was generated from."""

    provider: str
    content: JSONObject

    @functools.cached_property
    def operations(self) -> dict[str, Operation]:
        """All operations, by operationId."""
        found = (
            Operation(self, path, method)
            for path, item in self.content["paths"].items()
            for method in _METHODS
            if method in item
        )
        return {operation.id: operation for operation in found}

    def operation(self, method: str, url: str) -> Operation:
        """Find the operation that a request belongs to.

        Raises:
            LookupError: If no server and path of the document fit the address.
        """
        address = urlsplit(url)
        for path, item in self.content["paths"].items():
            if method.lower() not in item:
                continue
            found = Operation(self, path, method.lower())
            template = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path))
            # One provider names another server at some operations; its clients, ours too, ask the
            # one server of their region for everything.
            for server in [*found.servers, *self.content["servers"]]:
                base = urlsplit(str(server["url"]))
                prefix = re.escape(base.path.rstrip("/"))
                if base.netloc == address.netloc and re.fullmatch(prefix + template, address.path):
                    return found
        message = f"no operation of {self.provider} fits {method} {url}"
        raise LookupError(message)

    def at(self, pointer: str) -> Any:
        """Return what a JSON pointer into the document names (RFC 6901)."""
        node: Any = self.content
        for part in pointer.split("/")[1:]:
            node = node[unquote(part).replace("~1", "/").replace("~0", "~")]
        return node

    def problems(self, pointer: str, value: object) -> list[str]:
        """Validate a value against the schema at a pointer; one line for each problem."""
        resource = DRAFT202012.create_resource(cast("Any", self.content))
        empty: Registry[Any] = Registry()
        # Any: the stubs of jsonschema type a JSON value more narrowly than json.loads does.
        validator: Any = Draft202012Validator(
            {"$ref": f"document:#{pointer}"},
            registry=empty.with_resource("document:", resource),
            format_checker=FormatChecker(),
        )
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


@functools.cache
def read(provider: str) -> Document:
    """Read a provider's document as the installed package carries it."""
    path = ROOT / "generated" / "finetunes_openapi" / provider / "openapi.json"
    return Document(provider, json.loads(path.read_text("utf-8")))


def operation_of(method: str, url: str) -> Operation:
    """Find the operation, of any provider, that a request belongs to.

    Raises:
        LookupError: If it belongs to none.
    """
    for provider in PROVIDERS:
        try:
            return read(provider).operation(method, url)
        except LookupError:
            continue
    message = f"no document has {method} {url}"
    raise LookupError(message)


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")


def _without_prose(node: object, *, names: bool = False) -> object:
    if isinstance(node, dict):
        return {
            key: _without_prose(value, names=not names and key in _NAMED)
            for key, value in cast("dict[str, object]", node).items()
            if names or key not in _PROSE
        }
    if isinstance(node, list):
        return [_without_prose(value) for value in cast("list[object]", node)]
    return node
