"""What the server reads in a provider's own document: the operations and where they are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of a document."""

    method: str
    path: str
    """The path template, as the document has it."""
    operation: str
    """The operation id."""


@dataclass(frozen=True, slots=True)
class Document:
    """The part of an OpenAPI document that is needed to serve it."""

    base_path: str
    """The path of the document's first server, without a trailing slash."""
    routes: tuple[Route, ...]

    @classmethod
    def load(cls, provider: str) -> Document:
        """Read the document that the installed package carries.

        Args:
            provider: The provider's name.

        Returns:
            Its operations.
        """
        text = files(f"finetunes_openapi.{provider}").joinpath("openapi.json").read_text("utf-8")
        document: dict[str, Any] = json.loads(text)
        routes = tuple(
            Route(method.upper(), path, item[method]["operationId"])
            for path, item in document["paths"].items()
            for method in _METHODS
            if method in item
        )
        server: str = document["servers"][0]["url"]
        return cls(urlsplit(server).path.rstrip("/"), routes)
