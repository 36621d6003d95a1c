"""What the server reads in a provider's own document: the operations and where they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of a document."""

    method: str
    path: str
    """The path template, as the document has it."""
    operation: str
    """The operation id."""
    needs_key: bool
    """Whether the document asks for a key here."""


@dataclass(frozen=True, slots=True)
class Document:
    """The part of an OpenAPI document that is needed to serve it."""

    base_path: str
    """The path of the document's first server, without a trailing slash."""
    routes: tuple[Route, ...]
    """The operations; fixed paths come before those with parameters."""
    secrets: frozenset[str]
    """The names of properties that hold secrets."""

    @classmethod
    @cache  # it cannot change, and reading it is most of what a new server costs
    def load(cls, provider: str) -> Document:
        """Read the document that the installed package carries.

        Args:
            provider: The provider's name.

        Returns:
            Its operations.
        """
        text = files(f"finetunes_openapi.{provider}").joinpath("openapi.json").read_text("utf-8")
        document: dict[str, Any] = json.loads(text)
        everywhere = document.get("security")
        routes = [
            Route(
                method.upper(),
                path,
                item[method]["operationId"],
                bool(item[method].get("security", everywhere)),
            )
            for path, item in document["paths"].items()
            for method in _METHODS
            if method in item
        ]
        routes.sort(key=lambda route: route.path.count("{"))
        server: str = document["servers"][0]["url"]
        return cls(urlsplit(server).path.rstrip("/"), tuple(routes), frozenset(_secrets(document)))


def _secrets(value: Any) -> Iterator[str]:
    """Name the properties with the format ``password``, at any depth."""
    if isinstance(value, list):
        for item in cast("Iterable[Any]", value):
            yield from _secrets(item)
    elif isinstance(value, dict):
        mapping = cast("dict[str, Any]", value)
        for name, item in mapping.items():
            if isinstance(item, dict) and cast("dict[str, Any]", item).get("format") == "password":
                yield name
            yield from _secrets(item)
