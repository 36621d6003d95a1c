"""Bodies as the schemas of a document see them, by media type."""

from __future__ import annotations

import email.policy
import json
import re
from email.parser import BytesParser
from urllib.parse import parse_qsl

_BOUNDARY = re.compile(r"(?<=boundary=)[^\s;]+")


def decoded(content_type: str, body: bytes) -> object:
    """Return what a schema is about: an object of JSON or of a form, else the text itself."""
    media_type = content_type.partition(";")[0].strip()
    if media_type == "application/json":
        return json.loads(body)
    if media_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl(body.decode("ascii"), strict_parsing=True))
    if media_type == "multipart/form-data":
        return _form(content_type, body)
    return body.decode("utf-8")


def _form(content_type: str, body: bytes) -> dict[str, str]:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    parsed = BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    return {
        str(part.get_param("name", header="content-disposition")): str(part.get_payload())
        for part in parsed.walk()
        if not part.is_multipart()
    }


def with_fixed_boundary(content_type: str, body: bytes) -> tuple[str, bytes]:
    """Replace the boundary of a form, which is another one every time."""
    if found := _BOUNDARY.search(content_type):
        return (
            _BOUNDARY.sub("boundary", content_type),
            body.replace(found.group().encode(), b"boundary"),
        )
    return content_type, body
