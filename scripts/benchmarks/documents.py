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
OPERATIONS = 41
"""How many operations that document describes."""


def large_document(folder: Path, operations: int | None = None) -> int:
    """Write a provider's folder with one document of about `LINES` lines.

    Args:
        folder: The folder; it is made.
        operations: How many operations it has, of schemas that many more; None for copies of the
            whole document, operations and all.

    Returns:
        How many lines the document has.
    """
    source = max(ROOT.glob("specs/*/openapi.yaml"), key=lambda file: file.stat().st_size)
    document: Any = yaml12.load(source.read_text("utf-8"), str(source))
    large = copy.deepcopy(document)
    each = _lines(document if operations is None else document["components"]["schemas"])
    for number in range(1, (LINES - _lines(document)) // each + 2):
        for name, schema in document["components"]["schemas"].items():
            large["components"]["schemas"][f"{name}{number}"] = _renamed(schema, number)
        for path, item in document["paths"].items():
            for method, operation in item.items():
                if operations is None or _count(large) < operations:
                    copied = large["paths"].setdefault(f"/copy-{number}{path}", {})
                    copied[method] = _renamed(operation, number)
    written = yaml12.dump(large)
    folder.mkdir(parents=True)
    folder.joinpath("document.yaml").write_text(written, "utf-8")
    folder.joinpath("provider.yaml").write_text("source: document.yaml\n", "utf-8")
    return len(written.splitlines())


def _lines(value: Any) -> int:
    return len(yaml12.dump(value).splitlines())


def _count(document: Any) -> int:
    return sum(len(item) for item in document["paths"].values())


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
