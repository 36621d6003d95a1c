"""Any arguments that the generated functions and the methods of the clients can be given."""

from __future__ import annotations

import importlib
import inspect
import re
import typing
from datetime import UTC
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING, Any

from finetunes.testing.contract import Exchange, check
from hypothesis import strategies as st

from . import documents
from .any_body import of_schema, resolved
from .any_judge import modules

if TYPE_CHECKING:
    import httpx
    from hypothesis.strategies import SearchStrategy

    from .any_body import JSONObject

# What httpx can put into a header, without the blanks that it or a server would take away.
_header_texts = st.from_regex(r"[!-~]([ -~]{0,10}[!-~])?", fullmatch=True)
_path_texts = st.text(min_size=1, max_size=12).filter(lambda text: text not in {".", ".."})


def arguments(provider: str, id: str) -> SearchStrategy[dict[str, Any]]:
    """Make the keyword arguments of a generated function, all that its types allow.

    Args:
        provider: Whose.
        id: The operationId.
    """
    definition = documents.read(provider).operations[id].definition
    module = modules(provider)[id]
    names = inspect.signature(module.sync_detailed).parameters
    hints = typing.get_type_hints(module._get_kwargs)
    by_plain = {_plain(name): name for name in names}
    required: dict[str, SearchStrategy[Any]] = {}
    optional: dict[str, SearchStrategy[Any]] = {}
    for part in definition.get("parameters", ()):
        parameter = resolved(provider, part)
        name = by_plain[_plain(parameter["name"])]
        kept = required if parameter.get("required") else optional
        kept[name] = _values(provider, parameter, hints[name])
    if "requestBody" in definition:
        required["body"] = request_body(provider, id).map(lambda body: _model(hints["body"], body))
    return st.fixed_dictionaries(required, optional=optional)


def _plain(name: str) -> str:
    return re.sub("[-_]", "", name.lower())


def _values(provider: str, parameter: JSONObject, hint: Any) -> SearchStrategy[Any]:
    if parameter["in"] == "path":
        return _path_texts
    if parameter["in"] == "header":
        return _header_texts
    if parameter["schema"].get("format") == "date-time":
        return st.datetimes(timezones=st.just(UTC))
    for kind in typing.get_args(hint):
        if isinstance(kind, type) and issubclass(kind, Enum):
            return st.sampled_from(kind)
    return of_schema(provider, parameter["schema"])


def request_body(provider: str, id: str) -> SearchStrategy[dict[str, Any]]:
    """Make a conforming body of an operation; files are bytes, and read-only values left out."""
    definition = documents.read(provider).operations[id].definition
    (content,) = definition["requestBody"]["content"].values()
    schema = resolved(provider, content["schema"])
    sent = {
        name: inner
        for name, inner in schema["properties"].items()
        if not inner.get("readOnly") and inner.get("format") != "binary"
    }
    bodies = of_schema(provider, _writable(provider, {**schema, "properties": sent}))
    if sent.keys() >= set(schema.get("required", ())) or "file" not in schema["properties"]:
        return bodies
    return st.builds(_with_file, bodies, st.binary(max_size=20))


def _with_file(body: JSONObject, file: bytes) -> JSONObject:
    return {**body, "file": file}


def _writable(provider: str, schema: JSONObject) -> JSONObject:
    """Leave out, all the way down, what may only come in answers; and required files."""
    properties = {
        name: _writable(provider, resolved(provider, inner))
        for name, inner in schema.get("properties", {}).items()
        if not inner.get("readOnly")
    }
    if not properties:
        return schema
    required = [name for name in schema.get("required", ()) if name in properties]
    return {**schema, "properties": properties, "required": required, "additionalProperties": False}


def _model(kind: Any, body: dict[str, Any]) -> Any:
    made = kind.from_dict(body)
    if isinstance(body.get("file"), bytes):
        file = importlib.import_module(kind.__module__.partition(".models")[0] + ".types").File
        made.file = file(BytesIO(body["file"]), "train.jsonl", "application/jsonl")
    return made


def problems(provider: str, request: httpx.Request) -> list[str]:
    """Hold a request to the document: the errors that `finetunes contract check` would say.

    A notice is none: the client shows its key also where one provider asks for none.
    """
    seen = Exchange(
        method=request.method,
        url=str(request.url),
        request_headers=tuple(request.headers.items()),
        request_body=request.read(),
    )
    return [str(finding) for finding in check(seen, provider).errors]
