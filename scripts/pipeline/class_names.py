"""Names of generated classes, modules and members, none of which takes another's place.

The generator names what it makes after titles, components, properties and operations. Where two
come to one name it refuses the one, or silently writes the one over the other. Here its own rules
are followed, and whatever would come second is given a name of its own in the client's view; names
on the wire stay.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from openapi_python_client import strings
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import model_property
from openapi_python_client.parser.properties.schemas import Class
from openapi_python_client.schema import UntrustedString
from openapi_python_client.strings import PythonIdentifier, pascal_case, snake_case

from pipeline.jsontypes import as_list, as_mapping, canonical, is_list, is_mapping
from pipeline.names import rename_components
from pipeline.plain_operations import sent_as_bytes
from pipeline.references import component
from pipeline.structure import operations, schemas

if TYPE_CHECKING:
    from openapi_python_client.parser import GeneratorData
    from openapi_python_client.parser.errors import ParseError, PropertyError
    from openapi_python_client.parser.properties import Property

    from pipeline.jsontypes import Document

# Names that generated code uses for itself. A parameter, property or class called so gets a
# trailing underscore, as the generator gives it to one that is called like a built-in.
strings.RESERVED_WORDS |= {
    *("additional_keys", "additional_properties", "cls", "cookies", "d", "field_dict"),
    *("from_dict", "headers", "kwargs", "made", "params", "prop", "prop_dict", "prop_name"),
    *("response", "src_dict", "to_dict", "to_multipart", "types", "json", "uuid", "errors"),
    *("Any", "AuthenticatedClient", "BinaryIO", "BytesIO", "Client", "Enum", "File", "FileTypes"),
    *("IntEnum", "Literal", "Mapping", "Response", "T", "TypeVar", "UNSET", "UUID", "Unset"),
}

_conflict = model_property._resolve_naming_conflict  # noqa: SLF001 - has no public name


def _resolved(first: Property, second: Property, config: Config) -> PropertyError | None:
    """Spell out what the generator leaves out of a name, if two properties come to one without."""
    error = _conflict(first, second, config)
    if error is not None:
        wire = first.name.get_untrusted_value()
        spelled = "".join(char if char.isalnum() else f"_x{ord(char):x}_" for char in wire)
        first.set_python_name(UntrustedString(spelled), config=config)
    return error if first.python_name == second.python_name else None


model_property._resolve_naming_conflict = _resolved  # noqa: SLF001 - has no public name
_check = Endpoint._check_parameters_for_conflicts  # noqa: SLF001 - has no public name


def _checked(endpoint: Endpoint, *, config: Config, **more: Any) -> Endpoint | ParseError:
    """Let no parameter be called as the body is."""
    for location, parameter in endpoint.iter_all_parameters():
        if parameter.python_name == "body":
            parameter.set_python_name(UntrustedString(f"body_{location}"), config=config)
    return _check(endpoint, config=config, **more)


setattr(Endpoint, _check.__name__, _checked)

_UNIONS = ("anyOf", "oneOf")
_CONFIG = Config.from_sources(
    ConfigFile(post_hooks=[]), MetaType.NONE, Path("openapi.json"), "utf-8", False, None
)


def give_own_names(view: Document) -> None:
    """Give everything that the generator names a name that nothing else has.

    Args:
        view: The client's view, complete; changed in place.
    """
    _operations(view)
    _members(view)
    _Classes(view).run()


def tell_values_from_classes(data: GeneratorData) -> None:
    """Call no property or parameter as a class: in a function, it would take the class's place.

    Args:
        data: What the generator has read; such a property or parameter gets a trailing underscore
            there. Parameters of a path stay, because the path names them.
    """
    classes = {str(made.class_info.name) for made in (*data.models, *data.enums)}
    scopes: list[list[Property]] = [
        [*(model.required_properties or ()), *(model.optional_properties or ())]
        for model in data.models
    ]
    scopes += [
        [*endpoint.query_parameters, *endpoint.header_parameters, *endpoint.cookie_parameters]
        for collection in data.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    ]
    for values in scopes:
        taken = classes | {one.python_name for one in values}
        for one in values:
            if one.python_name in classes:
                name = f"{one.python_name}_"
                while name in taken:
                    name += "_"
                one.set_python_name(UntrustedString(name), config=_CONFIG, skip_snake_case=True)


def _operations(view: Document) -> None:
    """Two operations of one tag are two modules."""
    taken: set[tuple[str, str]] = set()
    for _path, _method, operation in operations(view):
        tag = PythonIdentifier((as_list(operation.get("tags")) or ["default"])[0], "tag")
        given = name = operation["operationId"]
        count = 2
        while (tag, PythonIdentifier(name, _CONFIG.field_prefix)) in taken:
            name, count = f"{given}_{count}", count + 1
        taken.add((tag, PythonIdentifier(name, _CONFIG.field_prefix)))
        operation["operationId"] = name


def _members(view: Document) -> None:
    """Two values of an enumeration are two members."""
    for place in schemas(view):
        values = as_list(place.node.get("enum"))
        texts = [value for value in values if isinstance(value, str)]
        keys = [
            snake_case(text.upper()).upper() if text[:1].isalpha() else f"VALUE_{index}"
            for index, text in enumerate(texts)
        ]
        upper = {text.upper() for text in texts}
        if len({*keys}) < len(texts) or len(upper) < len(texts) or not all(map(_is_member, keys)):
            place.node["x-enum-varnames"] = [f"VALUE_{index}" for index in range(len(values))]


def _is_member(key: str) -> bool:
    return key.isidentifier() and key != "MRO"


class _Classes:
    """Walks a view as the generator does, and names what would clash."""

    def __init__(self, view: Document) -> None:
        self.view = view
        self.schemas: Document = view["components"].setdefault("schemas", {})
        self.classes: dict[str, Document] = {}
        self.modules: set[str] = set()
        self.in_value = False
        """Whether this is a list or union with a name of its own."""

    def run(self) -> None:
        renamed: dict[tuple[str, str], str] = {}
        components = list(self.schemas.items())
        for name, schema in components:
            if _makes_class(schema):
                if self.take(schema.get("title") or name, schema):
                    continue
                schema.pop("title", None)
                if not self.take(name, schema):
                    renamed["schemas", name] = self.free(name, schema)
        rename_components(self.view, renamed)
        self.schemas = self.view["components"]["schemas"]
        for name, schema in list(self.schemas.items()):
            if _makes_class(schema):
                self.inside(schema, str(_class(schema.get("title") or name).name))
            else:
                self.in_value = True
                self.parts(schema, name, "")
            self.in_value = False
        for _path, _method, operation in operations(self.view):
            self.operation(operation)

    def operation(self, operation: Document) -> None:
        parent = str(PythonIdentifier(operation["operationId"], _CONFIG.field_prefix))
        for parameter in as_list(operation.get("parameters")):
            self.at(parameter, "schema", parameter["name"], parent)
        content = as_mapping(operation.get("requestBody")).get("content", {})
        for media_type, media in content.items():
            self.at(media, "schema", "body", _body_parent(parent, media_type, len(content)))
        for status, response in operation["responses"].items():
            for media in response["content"].values():
                self.at(media, "schema", f"response_{status}", parent)

    def at(self, container: Any, key: Any, name: str, parent: str) -> None:
        """Look at one schema where it stands, under the name that the generator has for it."""
        schema = container.get(key) if is_mapping(container) else container[key]
        if not is_mapping(schema) or "$ref" in schema:
            return
        if not _makes_class(schema):
            self.parts(schema, name, parent)
            return
        title = schema.get("title")
        if "enum" in schema:
            own = pascal_case(parent) + pascal_case(title or name) if parent else title or name
        else:
            own = title or (pascal_case(parent) + pascal_case(name) if parent else name)
        taken = self.take(own, schema)
        if not taken or (self.in_value and _holds_classes(schema)):
            # In a named list or union, the generator would make an inner class twice.
            schema.pop("title", None)
            own = str(_class(own).name)
            own = self.free(own, schema) if not taken or own in self.schemas else own
            self.schemas[own] = schema
            container[key] = {"$ref": component("schemas", own)}
            in_value, self.in_value = self.in_value, False
            self.inside(schema, str(_class(own).name))
            self.in_value = in_value
        else:
            self.inside(schema, str(_class(own).name))

    def parts(self, schema: Document, name: str, parent: str) -> None:
        """Look into a list or union, whose parts the generator names after it."""
        position = 0
        for keyword in _UNIONS:
            members = as_list(schema.get(keyword))
            for index, member in enumerate(members):
                title = member.get("title")
                last = title if title and title != schema.get("title") else f"type_{position}"
                self.at(members, index, f"{name}_{last}", parent)
                position += 1
        items = [*as_list(schema.get("prefixItems")), schema.get("items")]
        several = len([one for one in items if one is not None]) > 1
        for index, _item in enumerate(as_list(schema.get("prefixItems"))):
            last = f"item_type_{index}" if several else "item"
            self.at(schema["prefixItems"], index, f"{name}_{last}", parent)
        if "items" in schema:
            last = f"item_type_{len(items) - 1}" if several else "item"
            self.at(schema, "items", f"{name}_{last}", parent)

    def inside(self, schema: Document, parent: str) -> None:
        """Look into an object, whose parts the generator names after its class."""
        for node in [schema, *as_list(schema.get("allOf"))]:
            for name in as_mapping(node.get("properties")):
                self.at(node["properties"], name, name, parent)
        self.at(schema, "additionalProperties", "AdditionalProperty", parent)

    def take(self, name: str, schema: Document) -> bool:
        """Take the class and module of a name, if both are free or the enumeration is the same."""
        made = _class(name)
        known = self.classes.get(str(made.name))
        if known is not None:
            return "enum" in known and canonical(known["enum"]) == canonical(schema.get("enum"))
        if str(made.module_name) in self.modules:
            return False
        self.classes[str(made.name)] = schema
        self.modules.add(str(made.module_name))
        return True

    def free(self, name: str, schema: Document) -> str:
        """Return the name, or it with a number, so that class and module are free; take them."""
        count = 2
        own = name
        while own in self.schemas or not self.take(own, schema):
            own, count = f"{name}_{count}", count + 1
        return own


def _class(name: str) -> Class:
    return Class.from_string(string=name, config=_CONFIG)


def _makes_class(schema: Any) -> bool:
    """Tell whether the generator makes a class of a schema: an enumeration or an object."""
    if not is_mapping(schema) or "$ref" in schema or schema.get("type") == "boolean":
        return False
    if "enum" in schema:
        return True
    if schema.keys() & {*_UNIONS, "const"} or is_list(schema.get("type")):
        return False
    return schema.get("type") == "object" or (
        "type" not in schema and bool(schema.keys() & {"allOf", "properties"})
    )


def _holds_classes(schema: Document) -> bool:
    inside = schemas({"components": {"schemas": {"": schema}}})
    return any(place.node is not schema and _makes_class(place.node) for place in inside)


def _body_parent(parent: str, media_type: str, several: int) -> str:
    if several < 2:
        return parent
    if sent_as_bytes(media_type):
        return f"{parent}_content"
    kind = media_type.partition(";")[0]
    kinds = {"multipart/form-data": "files", "application/x-www-form-urlencoded": "data"}
    return f"{parent}_{kinds.get(kind, 'json')}"
