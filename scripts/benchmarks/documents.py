"""A large document to make a client of: this repository's largest one, many times over."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, cast

from pipeline import yaml12

from .environments import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LINES = 29_000
"""What the largest document that a provider publishes has."""


def large_document(folder: Path) -> int:
    """Write a provider's folder with one document of about `LINES` lines.

    Args:
        folder: The folder; it is made.

    Returns:
        How many lines the document has.
    """
    source = max(ROOT.glob("specs/*/openapi.yaml"), key=lambda file: file.stat().st_size)
    text = source.read_text("utf-8")
    document: Any = yaml12.load(text, str(source))
    times = LINES // len(text.splitlines()) + 1
    large = copy.deepcopy(document)
    for number in range(1, times):
        _add(large, document, number)
    written = yaml12.dump(large)
    folder.mkdir(parents=True)
    folder.joinpath("document.yaml").write_text(written, "utf-8")
    folder.joinpath("provider.yaml").write_text("source: document.yaml\n", "utf-8")
    return len(written.splitlines())


def _add(large: Any, document: Any, number: int) -> None:
    """Add the document's operations and schemas once more, under other names."""
    for path, item in document["paths"].items():
        large["paths"][f"/copy-{number}{path}"] = _renamed(item, number)
    for name, schema in document["components"]["schemas"].items():
        large["components"]["schemas"][f"{name}{number}"] = _renamed(schema, number)


def _renamed(node: object, number: int) -> Any:
    if isinstance(node, list):
        return [_renamed(item, number) for item in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    mapping = cast("dict[str, object]", node)
    renamed = {key: _renamed(value, number) for key, value in mapping.items()}
    for key in ("$ref", "operationId", "title"):
        found = renamed.get(key)
        if isinstance(found, str) and (key != "$ref" or "/schemas/" in found):
            renamed[key] = f"{found}{number}"
    return renamed
