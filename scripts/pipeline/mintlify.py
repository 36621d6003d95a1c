"""Reading Mintlify's legacy record: one operation with its root schemas already worked out.

The record is no OpenAPI. It has two schema languages: outer entries, which this module
translates, and raw OpenAPI inside `allOf` wrappers and in `components`, which it copies.
Plain OpenAPI pages of Mintlify need no translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from pipeline import reading
from pipeline.errors import PipelineError
from pipeline.jsontypes import is_list, is_mapping
from pipeline.mintlify_auth import pair, scheme
from pipeline.mintlify_examples import is_generated
from pipeline.mintlify_schema import Components, translate, union
from pipeline.reading import Reading

if TYPE_CHECKING:
    from pipeline.jsontypes import Document
    from pipeline.markdown import Page

_PLACEHOLDER = "_mintlify/placeholder"


def is_flattened(document: Document) -> bool:
    """Tell the record by its `paths`: one path and its method, where OpenAPI has a map."""
    paths = document.get("paths")
    return "openapi" not in document and is_mapping(paths) and isinstance(paths.get("path"), str)


def read(document: Document, page: Page) -> Reading:
    """Return the record as an OpenAPI 3.1 document, and what the record could not say.

    The page's title and block quote, which are the operation's, become summary and description.
    Operation id, tags and API title are lost in the record.

    Args:
        document: The fragment.
        page: The page it was cut from.

    Raises:
        PipelineError: The record is not shaped as the dialect is.
    """
    return _Record(document, page).read()


class _Record:
    def __init__(self, document: Document, page: Page) -> None:
        self.page = page
        self.record: Document = document["paths"]
        components = self.mapping(document.get("components"), "components")
        self.components = Components(self.mapping(components.get("schemas"), "components.schemas"))
        self.schemes: Document = {}
        # In every record, whatever the original said.
        self.lost = [reading.INFO, reading.OPERATION_ID, reading.TAGS, reading.DEPRECATED]
        self.lost += [reading.HEADERS, reading.TITLES]

    def read(self) -> Reading:
        method = self.record.get("method")
        if not isinstance(method, str):
            self.refuse("paths.method is not a word")
        if self.record.get("type") == "webhook":
            self.refuse("the page describes a webhook, not an operation", "give it another page")
        if not self.record.get("request"):
            self.refuse("it has no request: the page is truncated")
        if self.record.get("response") is None:
            self.refuse("it has no response: the page is truncated")
        if self.record.get("type") != "path":
            self.refuse("it does not end with `type: path`: the page is truncated")
        request = self.mapping(self.record.get("request"), "request")
        operation: Document = {"summary": self.page.title, "description": self.page.description}
        operation = {key: value for key, value in operation.items() if value}
        operation["security"] = self.security(request.get("security"))
        operation["parameters"] = self.parameters(request.get("parameters"))
        body = self.mapping(request.get("body"), "request.body")
        if body:
            operation["requestBody"] = self.body(body)
        operation["responses"] = {
            status: self.response(self.mapping(response, f"response {status}"))
            for status, response in self.mapping(self.record.get("response"), "response").items()
        }
        if self.record.get("deprecated") is True:
            operation["deprecated"] = True
        hoisted = self.components.hoist()
        if self.components.unnamed:
            self.lost.append(reading.NAMES)
        document: Document = {
            "openapi": "3.1.0",
            "servers": self.servers(),
            "paths": {self.record["path"].strip(): {method.lower(): operation}},
            "components": {"schemas": self.components.schemas, "securitySchemes": self.schemes},
        }
        return Reading(document, tuple(dict.fromkeys(self.lost)), hoisted)

    def servers(self) -> list[Any]:
        servers: list[Any] = self.sequence(self.record.get("servers"), "servers")
        for server in servers:
            variables = self.mapping(self.mapping(server, "server").get("variables"), "variables")
            for variable in variables.values():
                # Mintlify's own addition; a server variable has no type.
                self.mapping(variable, "server variable").pop("type", None)
        return servers

    def security(self, alternatives: Any) -> list[Document]:
        """Each entry is one alternative; its title joins the names of its schemes with ` & `."""
        entries = self.sequence(alternatives, "request.security")
        if not entries:
            self.lost.append(reading.PUBLIC)
        return [self.requirement(self.mapping(entry, "security entry")) for entry in entries]

    def requirement(self, entry: Document) -> Document:
        parameters = [
            (location, name, self.mapping(parameter, f"security parameter {name}"))
            for location, named in self.mapping(entry.get("parameters"), "parameters").items()
            for name, parameter in self.mapping(named, f"security {location}").items()
        ]
        names = [name for name in str(entry.get("title") or "").split(" & ") if name]
        if len(names) > len(parameters):
            self.lost.append(reading.SHARED_HEADER)
        paired = pair(names, parameters)
        for name, (location, header, parameter) in paired.items():
            self.schemes[name] = scheme(location, header, parameter)
            if self.schemes[name]["type"] == "oauth2":
                self.lost.append(reading.FLOWS)
            if self.schemes[name].get("scheme") == "bearer":
                self.lost.append(reading.BEARER_FORMAT)
        return {name: [] for name in dict.fromkeys([*names, *paired])}

    def parameters(self, locations: Any) -> list[Document]:
        return [
            self.parameter(location, name, self.mapping(parameter, f"parameter {name}"))
            for location, named in self.mapping(locations, "request.parameters").items()
            for name, parameter in self.mapping(named, f"parameters {location}").items()
        ]

    def parameter(self, location: str, name: str, parameter: Document) -> Document:
        entries = self.entries(parameter.get("schema"), f"parameter {name}")
        result: Document = {"name": name, "in": location}
        if location == "path" or any(entry.get("required") is True for entry in entries):
            result["required"] = True
        descriptions = [entry.pop("description", None) for entry in entries]
        if descriptions and descriptions[0]:
            result["description"] = descriptions[0]
        # A parameter's own; whether its schema said so, too, cannot be told.
        deprecated = [entry.pop("deprecated", None) for entry in entries]
        if True in deprecated:
            result["deprecated"] = True
        result |= {key: parameter[key] for key in ("style", "explode") if key in parameter}
        result["schema"] = union([translate(entry) for entry in entries])
        self.note(entries)
        return result

    def body(self, body: Document) -> Document:
        result: Document = {}
        for media_type, content in body.items():
            media = self.mapping(content, f"body {media_type}")
            entries = self.entries(media.get("schemaArray"), f"body {media_type}")
            if media.get("description"):
                result["description"] = media["description"]
            if any(entry.get("required") is True for entry in entries):
                result["required"] = True
            if media_type.startswith(reading.FORMS):
                self.lost.append(reading.ENCODING)
            result.setdefault("content", {})[media_type] = self.media(media, entries)
        return result

    def response(self, response: Document) -> Document:
        """No content is printed as `{}`, or as a placeholder that carries the description."""
        result: Document = {"description": ""}
        for media_type, content in response.items():
            media = self.mapping(content, f"response {media_type}")
            result["description"] = media.get("description") or result["description"]
            if media_type != _PLACEHOLDER:
                entries = self.entries(media.get("schemaArray"), f"response {media_type}")
                result.setdefault("content", {})[media_type] = self.media(media, entries)
        return result

    def media(self, media: Document, entries: list[Document]) -> Document:
        result: Document = {"schema": self.components.refer(entries)}
        self.note(entries)
        examples = {
            name: example
            for name, example in self.mapping(media.get("examples"), "examples").items()
            if not is_generated(name, example)
        }
        if "example" in self.mapping(media.get("examples"), "examples"):
            self.lost.append(reading.WRITTEN_EXAMPLES)
        return result | ({"examples": examples} if examples else {})

    def note(self, entries: list[Document]) -> None:
        """Note what a parameter, body or response loses because its root is worked out."""
        self.lost += [reading.EXTENSIONS, reading.ROOTS]
        if len(entries) > 1 or any("properties" in entry for entry in entries):
            self.lost.append(reading.UNIONS)

    def entries(self, entries: Any, what: str) -> list[Document]:
        return [self.mapping(entry, what) for entry in self.sequence(entries, what)]

    def mapping(self, value: Any, what: str) -> dict[str, Any]:
        # Some writers of YAML print an empty mapping as an empty list.
        if value is None or value == []:
            return {}
        if not is_mapping(value):
            self.refuse(f"{what} is not a mapping")
        return value

    def sequence(self, value: Any, what: str) -> list[Any]:
        if value is None:
            return []
        if not is_list(value):
            self.refuse(f"{what} is not a list")
        return value

    def refuse(self, what: str, fix: str | None = None) -> NoReturn:
        raise PipelineError(
            what if fix else f"not the record that Mintlify writes: {what}",
            file=self.page.file,
            line=self.page.fence_line,
            fix=fix or "fetch the page again",
        )
