"""Bodies as the schemas of a document see them, by media type."""

from __future__ import annotations

import email.policy
import json
import re
import zlib
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import parse_qsl

from .exchange import values_of
from .findings import Kind, show
from .texts import converted, items_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .document import Document, JSONObject
    from .exchange import Pairs

LARGEST = 2**20
"""How many bytes of a body are held and decoded; what is larger is not checked."""
_FORM = "application/x-www-form-urlencoded"
_CHARSET = re.compile(r';\s*charset\s*=\s*"?([^";\s]+)', re.IGNORECASE)
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 47}  # of zlib: a gzip header, or either


class BodyError(Exception):
    """A body that cannot be read as what it is said to be."""

    def __init__(self, kind: Kind, found: str, documented: str) -> None:
        super().__init__(found)
        self.kind = kind
        self.found = found
        self.documented = documented


class NotCheckedError(Exception):
    """A body that may be right, but cannot be looked at here."""


class _Field(NamedTuple):
    name: str
    value: object


class MediaType(NamedTuple):
    """What a Content-Type says."""

    essence: str
    """The type and subtype in lower case, without parameters; empty where there is no header."""
    charset: str
    header: str

    @classmethod
    def of(cls, headers: Pairs) -> MediaType:
        """Read the header Content-Type, of which the last one counts."""
        header = (values_of(headers, "content-type") or [""])[-1]
        essence = header.partition(";")[0].strip().lower()
        charset = _CHARSET.search(header)
        return cls(essence, charset[1] if charset else "utf-8", header)

    @property
    def is_json(self) -> bool:
        """Whether bodies of this type are JSON (RFC 8259; RFC 6839 for the suffix)."""
        return self.essence.endswith(("/json", "+json"))

    def matches(self, documented: str) -> bool:
        """Say whether a media type of a document, or range of them, is this one."""
        wanted = documented.partition(";")[0].strip().lower()
        kind, _, subtype = wanted.partition("/")
        whole = subtype == "*" and kind in {"*", self.essence.partition("/")[0]}
        return self.essence == wanted or (whole and bool(self.essence))


def uncompressed(headers: Pairs, body: bytes) -> bytes:
    """Undo the content coding of a body (RFC 9110, 8.4).

    Raises:
        NotCheckedError: The coding is none of gzip and deflate, or what comes of it is too large.
        BodyError: The bytes are not coded like that.
    """
    codings = [
        coding
        for value in values_of(headers, "content-encoding")
        for coding in value.lower().replace(" ", "").split(",")
        if coding not in {"", "identity"}
    ]
    for coding in reversed(codings):
        if coding not in _WINDOWS:
            raise NotCheckedError(f"it is compressed by {show(coding)}")
        if body:
            body = _inflated(coding, body)
    return body


def decoded(document: Document, pointer: str, media_type: MediaType, body: bytes) -> Any:
    """Return what the schema at a pointer is about: JSON, the fields of a form, or a text.

    Args:
        document: What the schema stands in.
        pointer: The schema's JSON pointer.
        media_type: What the body is said to be.
        body: The bytes without content coding.

    Raises:
        BodyError: The bytes are not that.
    """
    if media_type.is_json:
        return _json(media_type, body)
    if media_type.essence == _FORM:
        fields = [_Field(*pair) for pair in _pairs(body)]
        return _object(document, pointer, fields)
    if media_type.essence.startswith("multipart/"):
        return _object(document, pointer, _parts(media_type, body))
    if media_type.essence.startswith("text/") and not _is_binary(document.at(pointer)):
        return _text(media_type, body)
    return body.decode("latin-1")  # a text of bytes, which is how schemas speak of binary data


def _is_binary(schema: Any) -> bool:
    return isinstance(schema, dict) and cast("JSONObject", schema).get("format") == "binary"


def as_object(value: object) -> JSONObject:
    """Return a JSON value if it is an object, else an empty one."""
    return cast("JSONObject", value) if isinstance(value, dict) else {}


def read_json(text: str | bytes) -> Any:
    """Read JSON by the letter: no NaN, no Infinity.

    Raises:
        ValueError: It is no JSON, or nested too deeply to be read.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _json(media_type: MediaType, body: bytes) -> Any:
    try:
        plain = media_type.charset.lower() in {"utf-8", "utf8"}
        return read_json(body if plain else body.decode(media_type.charset))
    except (ValueError, LookupError):
        raise BodyError(Kind.NOT_JSON, f"{len(body)} bytes of something else", "JSON") from None


def _refuse(word: str) -> None:
    raise ValueError(word)


def _text(media_type: MediaType, body: bytes) -> str:
    try:
        return body.decode(media_type.charset)
    except (ValueError, LookupError):
        charset = show(media_type.charset)
        raise BodyError(
            Kind.NOT_READABLE, f"bytes that are no {charset}", media_type.essence
        ) from None


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), errors="strict"
        )
    except ValueError:
        raise BodyError(Kind.NOT_READABLE, "something else", "a form") from None


def _parts(media_type: MediaType, body: bytes) -> list[_Field]:
    head = f"Content-Type: {media_type.header}\r\n\r\n".encode("utf-8", "replace")
    # Not by the newer policies: they raise IndexError on some headers that are wrong.
    form: Any = BytesParser(policy=email.policy.compat32).parsebytes(head + body)
    parts = form.get_payload() if form.is_multipart() else ()
    names = [(part, part.get_param("name", header="content-disposition")) for part in parts]
    if form.defects or not all(name for _, name in names):
        raise BodyError(Kind.NOT_READABLE, "something else", "a form of parts with names")
    return [_Field(str(name), _content(part)) for part, name in names]


def _content(part: Any) -> object:
    data: bytes = part.get_payload(decode=True) or b""
    if part.get_content_type() == "application/json":
        return _json(MediaType("application/json", "utf-8", ""), data)
    return data.decode("utf-8", "replace")


def _object(document: Document, pointer: str, fields: Sequence[_Field]) -> dict[str, object]:
    """Return a form as an object: texts become what the schema has, where they can."""
    from .schemas import applicable, fields as said_of

    shapes = [*applicable(document, pointer, {}, "request")]
    made: dict[str, Any] = {}
    for name in dict.fromkeys(field.name for field in fields):
        values = [field.value for field in fields if field.name == name]
        said = [found for shape in shapes for found in said_of(*shape, name)[1]]
        lists = [items for one in said if (items := items_of(document, one)) is not None]
        typed = [
            converted(document, [*filter(None, lists)] if lists else said, value)
            for value in values
        ]
        # A field that came twice, and is documented as one value, breaks its schema as a list.
        made[name] = typed if lists or typed[1:] else typed[0]
    return made


def _inflated(coding: str, body: bytes) -> bytes:
    decoder = zlib.decompressobj(_WINDOWS[coding])
    wrong = BodyError(Kind.NOT_READABLE, "something else", f"bytes coded by {coding}")
    try:
        plain = decoder.decompress(body, LARGEST + 1)
    except zlib.error:
        raise wrong from None
    if len(plain) > LARGEST:
        raise NotCheckedError(f"it is larger than {LARGEST} bytes")
    if not decoder.eof:
        raise wrong
    return plain
