"""What OpenAPI allows and no working client can be made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import PipelineError
from pipeline.structure import operations

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.jsontypes import Document


def check(document: Document, folder: Path) -> None:
    """Refuse an operation of which the generator would make a client that cannot work.

    Args:
        document: A valid document.
        folder: The provider's folder, for messages.

    Raises:
        PipelineError: An operation has no id or no responses.
    """
    for path, method, operation in operations(document):
        for field in ("operationId", "responses"):
            if not operation.get(field):
                raise PipelineError(
                    f"{method.upper()} {path} has no {field}",
                    file=folder / "overlay.yaml",
                    fix="leave what stands there, or put another in its place",
                )
