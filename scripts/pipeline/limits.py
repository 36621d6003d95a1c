"""What OpenAPI allows and no working client can be made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError
from pipeline.jsontypes import as_list, as_mapping, is_mapping
from pipeline.references import follow
from pipeline.structure import operations

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.jsontypes import Document

_DEEPEST = 20  # levels of unions in unions


def check(document: Document, folder: Path) -> None:
    """Refuse an operation of which the generator would make a client that cannot work.

    Args:
        document: A valid document.
        folder: The provider's folder, for messages.

    Raises:
        PipelineError: An operation has no id or no responses, or answers with an object as text.
    """
    for path, method, operation in operations(document):
        for field in ("operationId", "responses"):
            if not operation.get(field):
                raise PipelineError(
                    f"{method.upper()} {path} has no {field}",
                    file=folder / "overlay.yaml",
                    fix="leave what stands there, or put another in its place",
                )
        for status, response in operation["responses"].items():
            media_type = _undecodable(document, follow(document, response))
            if media_type:
                raise PipelineError(
                    f"{method.upper()} {path} answers {status} with {media_type}, of which the"
                    " client could not make what the schema says",
                    file=folder,
                    fix="correct the media type or the schema in overlay.yaml, or remove the schema"
                    " to get the text as it is",
                )


def _undecodable(document: Document, response: Document) -> str | None:
    """Return the media type that the client would read, if it is text and its schema is not."""
    for media_type, media in as_mapping(response.get("content")).items():
        if media_type.strip().lower().startswith("text/"):
            schema = as_mapping(media).get("schema", {})
            return None if _is_text(document, schema) else media_type
        if "json" in media_type.lower():
            return None
    return None


def _is_text(document: Document, schema: Any, depth: int = 0) -> bool:
    """Tell whether a schema, and every member of its unions, is satisfied by text only."""
    if not is_mapping(schema) or depth > _DEEPEST:
        return True
    node = follow(document, schema)
    members = [one for key in ("anyOf", "oneOf", "allOf") for one in as_list(node.get(key))]
    kinds = node.get("type", "string")
    return (
        "properties" not in node
        and set(as_list(kinds) or [kinds]) <= {"string", "null"}
        and all(_is_text(document, member, depth + 1) for member in members)
    )
