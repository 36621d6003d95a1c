"""Who says whether a body conforms: both generators' code, and two readers of JSON Schema."""

from __future__ import annotations

import functools
import importlib
import json
import pkgutil
from typing import TYPE_CHECKING, Any

import httpx
import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import TypeAdapter, ValidationError

from . import documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from .any_body import Answer

    Judge = Callable[[Answer, bytes], bool]


@functools.cache
def modules(provider: str) -> dict[str, ModuleType]:
    """Return the generated module of each operation, by operationId."""
    api = importlib.import_module(f"finetunes_openapi.{provider}.client.api")
    found = {
        info.name.rpartition(".")[2].replace("_", ""): info.name
        for info in pkgutil.walk_packages(api.__path__, f"{api.__name__}.")
        if not info.ispkg
    }
    return {
        id: importlib.import_module(found[id.replace("_", "").lower()])
        for id in documents.read(provider).operations
    }


@functools.cache
def _client(provider: str) -> tuple[Any, type[Exception]]:
    made = importlib.import_module(f"finetunes_openapi.{provider}.client")
    errors = importlib.import_module(f"finetunes_openapi.{provider}.client.errors")
    return made.Client(base_url="http://localhost"), errors.UnexpectedBody


def decoded(answer: Answer, body: bytes) -> Any:
    """Return what the generated function makes of an answer; its one documented error passes."""
    module = modules(answer.provider)[answer.operation]
    response = httpx.Response(answer.status, content=body)
    return module._build_response(client=_client(answer.provider)[0], response=response).parsed


def client(answer: Answer, body: bytes) -> bool:
    """Say whether the generated client decodes a body; another error than the one is a bug."""
    try:
        decoded(answer, body)
    except _client(answer.provider)[1]:
        return False
    return True


@functools.cache
def _contract(provider: str, schema: str) -> TypeAdapter[Any]:
    contracts = importlib.import_module(f"finetunes_openapi.{provider}.contracts")
    return TypeAdapter(getattr(contracts, f"{schema}Contract"))


def contract(answer: Answer, body: bytes) -> bool:
    """Say whether the strict contract takes a body."""
    try:
        _contract(answer.provider, answer.schema).validate_json(body, strict=True)
    except ValidationError:
        return False
    return True


def _schema(provider: str, schema: str) -> dict[str, Any]:
    components = documents.read(provider).content["components"]
    return {"$ref": f"#/components/schemas/{schema}", "components": components}


@functools.cache
def _python(provider: str, schema: str) -> Any:
    return Draft202012Validator(_schema(provider, schema), format_checker=FormatChecker())


def json_schema(answer: Answer, body: bytes) -> bool:
    """Say whether the package jsonschema takes a body, formats of texts included."""
    conforms: bool = _python(answer.provider, answer.schema).is_valid(json.loads(body))
    return conforms


@functools.cache
def _rust(provider: str, schema: str) -> Any:
    return jsonschema_rs.Draft202012Validator(_schema(provider, schema), validate_formats=True)


def second_json_schema(answer: Answer, body: bytes) -> bool:
    """Say whether jsonschema-rs takes a body, which has nothing in common with the other."""
    conforms: bool = _rust(answer.provider, answer.schema).is_valid(json.loads(body))
    return conforms


JUDGES: dict[str, Judge] = {
    "client": client,
    "contract": contract,
    "jsonschema": json_schema,
    "jsonschema-rs": second_json_schema,
}
"""By the name that differences.yaml has for each."""


def accepting(answer: Answer, body: bytes) -> frozenset[str]:
    """Return the names of the judges that take a body."""
    return frozenset(name for name, judge in JUDGES.items() if judge(answer, body))
