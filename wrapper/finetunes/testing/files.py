"""Bytes over HTTP: parts of a file, and the fields of a form."""

from __future__ import annotations

import hashlib
import re
from email import message_from_bytes
from email.policy import HTTP
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl

from .service import RefusalError, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def etag(content: bytes) -> str:
    """Return a strong validator of the bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def file_reply(content: bytes, asked: Mapping[str, str], headers: Mapping[str, str]) -> Reply:
    """Answer a GET of a file, or of one range of it (RFC 9110, sections 13.1.5 and 14).

    Args:
        content: The whole file.
        asked: The headers of the request.
        headers: What else the reply says about the file, in lower case.

    Returns:
        200 with the file, 206 with the range, or 416 where there is nothing in the range. A
        range in another unit, several ranges and nonsense are ignored, as is a range of a
        file that has changed since.
    """
    validator = etag(content)
    headers = {**headers, "etag": validator, "accept-ranges": "bytes"}
    found = _RANGE.fullmatch(asked.get("range", ""))
    first, last = (found[1], found[2]) if found else ("", "")
    same = asked.get("if-range", validator) == validator
    if not same or not (first or last) or (first and last and int(last) < int(first)):
        return Reply(200, headers=headers, content=content)
    size = len(content)
    begin = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    if begin >= size:
        return Reply(416, headers={**headers, "content-range": f"bytes */{size}"}, content=b"")
    headers["content-range"] = f"bytes {begin}-{end - 1}/{size}"
    return Reply(206, headers=headers, content=content[begin:end])


def form_fields(content_type: str, body: bytes) -> dict[str, bytes]:
    """Read a form.

    Args:
        content_type: The header of the request.
        body: Its bytes.

    Returns:
        The fields by name; of a file, its bytes.

    Raises:
        RefusalError: It is no form.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        pairs = parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True)
        return {name: value.encode() for name, value in pairs}
    if kind != "multipart/form-data":
        raise RefusalError(400, "the body is no form")
    # An HTTP form is a MIME message without its headers; the standard library reads those.
    head = f"content-type: {content_type}\r\n\r\n".encode("latin-1")
    message = message_from_bytes(head + body, policy=HTTP)
    if not message.is_multipart():
        raise RefusalError(400, "the form has no parts")
    return {
        str(part.get_param("name", "", "content-disposition")): cast(
            "bytes", part.get_payload(decode=True) or b""
        )
        for part in message.iter_parts()
    }
