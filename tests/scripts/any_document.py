"""Any OpenAPI document: what strategies make of it, with every keyword, three levels deep."""

from typing import Any

from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]

NAMES: tuple[str, ...] = (
    "Job",
    "job",
    "Response",
    "Any",
    "foo_bar",
    "FooBar",
    "FOOBar",
    "ValueError",
    "a.b",
    "Unset",
)
KEYS = (
    "id",
    "class",
    "fooBar",
    "foo_bar",
    "+1",
    "-1",
    "@",
    "json",
    "types",
    "date",
    "self",
    "état",
)
WORDS = ("a", "A", "a-b", "a_b", "", "1", "name", "mro", "count", 'x"; boom()', "\u2028", "ß")
FORMATS = ("date-time", "date", "uuid", "binary", "byte", "password", "int64", "email", "odd")
TITLES = ("Job", "Same", "Same", "Response", "a/b", "ü", "")
MEDIA: tuple[str, ...] = (
    "application/json",
    "text/plain",
    "text/event-stream",
    "application/x-ndjson",
    "*/*",
    "application/octet-stream",
    "image/png",
    "application/xml",
    "application/problem+json",
)
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
STATUSES = ("200", "201", "204", "2XX", "4XX", "404", "default")

scalars = st.one_of(
    st.sampled_from(WORDS), st.integers(-3, 3), st.booleans(), st.none(), st.just(1.5)
)
references = st.sampled_from([{"$ref": f"#/components/schemas/{name}"} for name in NAMES])
plain: Strategy = st.one_of(
    references,
    st.fixed_dictionaries(
        {"type": st.sampled_from(["string", "integer", "number", "boolean", "array", "object"])},
        optional={
            "format": st.sampled_from(FORMATS),
            "nullable": st.booleans(),
            "description": st.sampled_from(['"""', "\\", "{x}"]),
            "default": scalars,
            "example": scalars,
            "maxLength": st.integers(0, 3),
            "pattern": st.sampled_from(["^a", "(", "[[:alpha:]]"]),
            "exclusiveMinimum": st.booleans(),
            "minimum": st.integers(0, 2),
        },
    ),
    st.fixed_dictionaries({"enum": st.lists(scalars, min_size=1, max_size=5)}),
    st.fixed_dictionaries({"const": scalars}),
    st.fixed_dictionaries({"type": st.just(["string", "null"])}),
    st.just({}),
)


def _deeper(inner: Strategy) -> Strategy:
    members = st.lists(inner, min_size=1, max_size=3)
    held = {
        "title": st.sampled_from(TITLES),
        "description": st.just("What it is."),
        "required": st.lists(st.sampled_from(KEYS), max_size=2, unique=True),
        "additionalProperties": st.one_of(st.booleans(), inner),
        "readOnly": st.booleans(),
        "oneOf": members,
        "anyOf": members,
        "allOf": members,
    }
    properties = st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    return st.one_of(
        st.fixed_dictionaries({"type": st.just("object"), "properties": properties}, optional=held),
        st.fixed_dictionaries({"type": st.just("array"), "items": inner}),
        st.fixed_dictionaries({"type": st.just("array"), "prefixItems": members}),
        *(st.fixed_dictionaries({key: members}) for key in ("oneOf", "anyOf", "allOf")),
        st.fixed_dictionaries(
            {"additionalProperties": inner, "patternProperties": st.just({"^x": {}})}
        ),
        st.fixed_dictionaries(
            {
                "oneOf": st.lists(references, min_size=2, max_size=3),
                "discriminator": st.just({"propertyName": "id"}),
            }
        ),
    )


schemas: Strategy = st.recursive(plain, _deeper, max_leaves=8)


def _parameter(name: str, place: str, schema: Any, more: Any) -> Any:
    return {"name": name, "in": place, "schema": schema, **more}


parameters: Strategy = st.builds(
    _parameter,
    st.sampled_from(("limit", "$top", "a[]", "X-Id", "from", "client", "body", "headers")),
    st.sampled_from(("query", "header", "cookie")),
    schemas,
    st.sampled_from(({}, {"required": True}, {"style": "deepObject"}, {"explode": False})),
)


def _content(media: tuple[str, ...]) -> Strategy:
    holders: Strategy = st.one_of(st.fixed_dictionaries({"schema": schemas}), st.just({}))
    return st.dictionaries(st.sampled_from(media), holders, min_size=1, max_size=2)


operations: Strategy = st.fixed_dictionaries(
    {
        "responses": st.dictionaries(
            st.sampled_from(STATUSES),
            _content(MEDIA).map(lambda content: {"description": "d", "content": content}),
            min_size=1,
            max_size=3,
        )
    },
    optional={
        "operationId": st.sampled_from(("getJob", "get_job", "getjob", "import", "1", "client")),
        "tags": st.lists(st.sampled_from(("Jobs", "jobs", "a b", "class", "ü")), max_size=2),
        "deprecated": st.booleans(),
        "parameters": st.lists(parameters, max_size=3),
        "requestBody": _content((*MEDIA, *FORMS)).map(lambda content: {"content": content}),
    },
)


def _ending(named: Any) -> Any:
    """Let a union or list name only what comes later: none is part of itself."""
    for index, name in enumerate(NAMES):
        named[name] = _forward(named[name], NAMES[index + 1 :])
    return named


def _forward(schema: Any, later: tuple[str, ...]) -> Any:
    if "$ref" in schema:
        return schema if schema["$ref"].split("/")[-1] in later else {"type": "string"}
    made = dict(schema)
    for key in {"oneOf", "anyOf", "allOf", "prefixItems"} & schema.keys():
        made[key] = [_forward(one, later) for one in schema[key]]
    if "items" in schema:
        made["items"] = _forward(schema["items"], later)
    return made


def _document(version: str, named: Any, listed: list[tuple[str, Any]]) -> Any:
    paths = {f"/{index}": {method: one} for index, (method, one) in enumerate(listed)}
    return {
        "openapi": version,
        "info": {"title": "Any", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": named},
    }


documents: Strategy = st.builds(
    _document,
    st.sampled_from(("3.0.3", "3.1.0")),
    st.fixed_dictionaries(dict.fromkeys(NAMES, schemas)).map(_ending),
    st.lists(
        st.tuples(st.sampled_from(("get", "post", "patch")), operations), min_size=1, max_size=3
    ),
)
