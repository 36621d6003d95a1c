# Made by `python scripts/regenerate.py`; do not edit.
"""Contains some shared types for properties"""

import datetime
from collections.abc import Mapping, MutableMapping
from enum import Enum
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Callable, ClassVar, Generic, Literal, TypeVar, cast
from urllib.parse import quote

from attrs import define, fields

from .errors import UNDECODABLE, UnexpectedBody


class Unset:
    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Unset = Unset()


def path_segment(value: object, *, text_only: bool = True) -> str:
    """Quote one value for a URL path.

    Raises:
        ValueError: It is not a string where one is due, or is empty, "." or "..", with which the
            request would reach another resource (RFC 3986, section 5.2.4).
    """
    if value is None or isinstance(value, Unset) or (text_only and not isinstance(value, str)):
        raise ValueError(f"a path parameter must be a string, not {type(value).__name__}")
    text = str(value)
    if text in ("", ".", ".."):
        raise ValueError(f"{text!r} cannot be used as a path parameter")
    return quote(text, safe="")


# The types that `httpx.Client(files=)` can accept, copied from that library.
FileContent = IO[bytes] | bytes | str
FileTypes = (
    # (filename, file (or bytes), content_type)
    tuple[str | None, FileContent, str | None]
    # (filename, file (or bytes), content_type, headers)
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
RequestFiles = list[tuple[str, FileTypes]]


@define
class File:
    """Contains information for file uploads"""

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def to_tuple(self) -> FileTypes:
        """Return a tuple representation that httpx will accept for multipart/form-data"""
        return self.file_name, self.payload, self.mime_type


T = TypeVar("T")


def to_json(value: Any) -> Any:
    """Return what JSON has for a value of a model; what it has itself, and UNSET, as they are."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, File):
        return value.to_tuple()
    if type(value).__module__ == "uuid":  # which takes its time, and few models load it
        return str(value)
    return value


class Model:
    """Base of the models: writes one as its document has it."""

    __slots__ = ()
    _NAMES: ClassVar[Mapping[str, str]] = {}  # in the document, of fields that are not called so

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON has for this model, without what is unset."""
        written: dict[str, Any] = {}
        for one in fields(cast(Any, type(self))):
            value = getattr(self, one.name)
            if one.name == "additional_properties":
                written = {name: to_json(item) for name, item in value.items()} | written
            elif value is not UNSET:
                written[self._NAMES.get(one.name, one.name)] = to_json(value)
        return written

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict)


class OpenModel(Model):
    """Base of the models that keep, by key, the properties that their schemas do not name."""

    __slots__ = ()
    additional_properties: dict[str, Any]

    if not TYPE_CHECKING:  # it would take every name for an attribute

        def __getattr__(self, name):
            """Make the room for unknown properties when it is asked for: most models have none."""
            if name != "additional_properties":
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            self.additional_properties = made = {}
            return made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


@define
class Response(Generic[T]):
    """A response from an endpoint"""

    status_code: int
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T | None


def build_response(operation: str, parse: Callable[..., T | None], client: Any, response: Any) -> Response[T]:
    """Return what an operation is answered.

    Raises:
        UnexpectedBody: The body is not what is documented for its status.
    """
    try:
        parsed = parse(client=client, response=response)
    except UNDECODABLE:
        # The cause quotes the body.
        raise UnexpectedBody(operation, response.status_code, response.content) from None
    return Response(response.status_code, response.content, response.headers, parsed)


def read_datetime(data: Any) -> Any:
    """Return the moment that a text tells; anything else as it is."""
    if isinstance(data, str):
        try:
            return datetime.datetime.fromisoformat(data)
        except ValueError:
            pass
    return data


def read_member(members: type[Enum], data: Any) -> Any:
    """Return the member of an enumeration with this value; anything else as it is."""
    # To call the enumeration is three times as slow.
    return members._value2member_map_.get(data, data) if isinstance(data, (str, int)) else data


def read_model(data: Any, *models: Any, last: Any = None) -> Any:
    """Return the first of some models that an object can be read as; anything else as it is.

    Raises:
        TypeError: It is none of them, and no object that `last` could be read from.
    """
    for model in models:
        if model._could_be(data):  # an exception costs more than the model
            try:
                return model.from_dict(data)
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
    if last is None or data is UNSET:
        return data
    if not isinstance(data, dict):
        raise TypeError(f"no object, and so none of {', '.join(one.__name__ for one in models)}")
    return last.from_dict(data)


__all__ = [
    "UNSET",
    "File",
    "FileTypes",
    "RequestFiles",
    "Model",
    "OpenModel",
    "Response",
    "Unset",
    "build_response",
    "path_segment",
    "to_json",
]
