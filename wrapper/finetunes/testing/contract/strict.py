"""The second judge: the strict pydantic models that were generated from the same document."""

from __future__ import annotations

import functools
import json
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .document import Document


def objections(document: Document, pointer: str, value: object) -> list[str] | None:
    """Say what the contract of a schema has against a value.

    Args:
        document: What the schema stands in.
        pointer: The JSON pointer of the schema.
        value: What was read from JSON.

    Returns:
        The kinds of its objections and where they are, without values; None where there is no
        contract, because the schema has no name of its own.
    """
    contract = _contract(document.provider, pointer)
    if contract is None:
        return None
    from pydantic import ValidationError

    # As JSON, because strict models take times and enumerations from JSON only; 1.0 is a whole
    # number for JSON Schema, and for them if it is written as one.
    text = json.dumps(_whole(value))
    try:
        contract.validate_json(text, strict=True)
    except ValidationError as error:
        return list(
            _words(error.errors(include_url=False, include_context=False, include_input=False))
        )
    return []


@functools.lru_cache(maxsize=512)
def _contract(provider: str, pointer: str) -> Any:
    head, _, name = pointer.rpartition("/")
    package = f"finetunes_openapi.{provider}"
    if head != "/components/schemas" or find_spec(package) is None:
        return None
    contracts = import_module(f"{package}.contracts")
    from pydantic import TypeAdapter

    contract = getattr(contracts, f"{name}Contract", None)
    return None if contract is None else TypeAdapter(contract)


def _whole(value: object) -> object:
    if isinstance(value, dict):
        return {name: _whole(item) for name, item in cast("dict[str, object]", value).items()}
    if isinstance(value, list):
        return [_whole(item) for item in cast("list[object]", value)]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _words(errors: Iterable[Any]) -> Iterable[str]:
    for error in errors:
        yield f"{error['type']} at {'.'.join(map(str, error['loc'])) or 'the top'}"
