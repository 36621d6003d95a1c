"""Repairs of paths and of the parameters in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, clone, is_mapping
from pipeline.references import follow
from pipeline.structure import operations

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

_TEMPLATE = re.compile(r"\{([^{}/]+)\}")


def slashes(document: Document) -> None:
    """A path begins with a slash; extensions beside the paths make validators stumble, and go."""
    paths: Any = document.get("paths")
    if is_mapping(paths):
        document["paths"] = {
            path if path.startswith("/") else f"/{path}": item
            for path, item in paths.items()
            if not path.startswith("x-")
        }


def names_of_path_parameters(document: Document) -> None:
    """A path parameter is called as in the path; one that no path has cannot be sent, and goes.

    Where a path has one variable without a parameter, and one parameter without a variable, they
    are the same.
    """
    for path, _method, operation in operations(document):
        variables = list(dict.fromkeys(_TEMPLATE.findall(path)))
        holders = (document["paths"][path], operation)
        stated = [
            name
            for holder in holders
            for one in as_list(holder.get("parameters"))
            if (name := _name(document, one)) is not None
        ]
        free = [name for name in variables if name not in stated]
        extra = [name for name in dict.fromkeys(stated) if name not in variables]
        renamed = {extra[0]: free[0]} if len(free) == len(extra) == 1 else {}
        for holder in holders if extra else ():
            holder["parameters"] = [
                _renamed(document, one, renamed)
                for one in as_list(holder.get("parameters"))
                if _name(document, one) not in extra or _name(document, one) in renamed
            ]


def _name(document: Document, parameter: Any) -> str | None:
    """Return the name of a path parameter; None for any other."""
    node = follow(document, parameter) if is_mapping(parameter) else {}
    return str(node.get("name")) if node.get("in") == "path" else None


def _renamed(document: Document, parameter: Any, renamed: dict[str, str]) -> Any:
    name = _name(document, parameter)
    if name not in renamed:
        return parameter
    copy: Document = clone(follow(document, parameter))
    return copy | {"name": renamed[name]}
