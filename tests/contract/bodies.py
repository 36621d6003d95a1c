"""Bodies as they are stored."""

from __future__ import annotations

import re

_BOUNDARY = re.compile(r"(?<=boundary=)[^\s;]+")


def with_fixed_boundary(content_type: str, body: bytes) -> tuple[str, bytes]:
    """Replace the boundary of a form, which is another one every time."""
    if found := _BOUNDARY.search(content_type):
        return (
            _BOUNDARY.sub("boundary", content_type),
            body.replace(found.group().encode(), b"boundary"),
        )
    return content_type, body
