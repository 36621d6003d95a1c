"""The body of a ``create``: a file, with what the command line says put over it."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any, NoReturn, cast

from . import terminal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

_LARGEST_FILE = 2**20  # bytes
_ENVIRONMENT = "@env:"
_NAME = re.compile(r"[^\s.=]+(\.[^\s.=]+)*")


class BodyError(ValueError):
    """What was typed or stands in the file makes no body; nothing was sent."""


class Body:
    """A request body that shows itself nowhere, because it may hold secrets."""

    __slots__ = ("_value",)

    def __init__(self, value: dict[str, Any]) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "Body(…)"

    def open(self) -> dict[str, Any]:
        """Return the body itself."""
        return self._value


def read(path: Path | None, arguments: Sequence[str], secrets: Collection[str]) -> Body:
    """Read the body from a file and arguments; arguments win.

    Args:
        path: A YAML or JSON file, if any.
        arguments: Each is ``NAME=VALUE``; dots in the name lead into objects. The value is
            JSON, or else the text itself; ``@env:VARIABLE`` takes the text of a variable.
        secrets: Names of properties that hold secrets.

    Returns:
        The body.

    Raises:
        BodyError: It cannot be read; a secret was typed, or a name was given twice.
    """
    body = Body({} if path is None else _read_file(path))
    seen: set[str] = set()
    for argument in arguments:
        name, equals, text = argument.partition("=")
        if not equals or not _NAME.fullmatch(name):
            # Not shown, because it may be a secret with its name forgotten.
            raise BodyError("an argument is no NAME=VALUE; dots in NAME lead into objects")
        if name in seen:
            raise BodyError(f"{_shown(name)} was given more than once")
        seen.add(name)
        _put(body.open(), name, _value(name, text, secrets))
    return body


def _put(body: dict[str, Any], name: str, value: Any) -> None:
    *parents, last = name.split(".")
    place = body
    for number, parent in enumerate(parents, 1):
        inside = place.setdefault(parent, {})
        if not isinstance(inside, dict):
            parts = _shown(".".join(parents[:number]))
            raise BodyError(f"{parts} is no object; cannot set {_shown(name)}")
        place = cast("dict[str, Any]", inside)
    place[last] = value


def _value(name: str, text: str, secrets: Collection[str]) -> Any:
    if text.startswith(_ENVIRONMENT):
        return _from_environment(name, text.removeprefix(_ENVIRONMENT))
    value = _json_or_text(name, text)
    if found := next((one for one in (*name.split("."), *_names(value)) if one in secrets), None):
        raise BodyError(
            f"{found} is a secret, which would stay in the shell's history and in the list of "
            f"processes; write {name}={_ENVIRONMENT}VARIABLE, or put it into the file of --from"
        )
    return value


def _from_environment(name: str, variable: str) -> str:
    if not os.environ.get(variable):
        raise BodyError(f"{_shown(name)}: the variable {_shown(variable)} is not set, or is empty")
    return os.environ[variable]


def _json_or_text(name: str, text: str) -> Any:
    try:
        return _read_json(text)
    except (ValueError, RecursionError) as error:
        if text[:1] in {"{", "[", '"'}:
            words = f"the value begins like JSON and is none: {_words(error)}"
            raise BodyError(f"{_shown(name)}: {words}") from None
    try:
        text.encode()
    except UnicodeEncodeError:
        raise BodyError(f"{_shown(name)}: the value is no text in this locale") from None
    return text


def _names(value: Any) -> Iterator[str]:
    """Yield the names of all properties in a JSON value."""
    if isinstance(value, dict):
        for name, item in cast("dict[str, Any]", value).items():
            yield name
            yield from _names(item)
    elif isinstance(value, list):
        for item in cast("Sequence[Any]", value):
            yield from _names(item)


def _read_file(path: Path) -> dict[str, Any]:
    shown = _shown(str(path))
    if path.suffix.lower() not in {".yaml", ".yml", ".json"}:
        raise BodyError(f"{shown}: a body is read from a .yaml, .yml or .json file")
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise BodyError(f"{shown}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BodyError(f"{shown}: line {line}: is not UTF-8") from None
    if len(content) > _LARGEST_FILE:
        raise BodyError(f"{shown}: has more than {_LARGEST_FILE} bytes, which no body has")
    value = _parse(path, shown, text)
    if not isinstance(value, dict):
        raise BodyError(f"{shown}: holds no object with names and values")
    return cast("dict[str, Any]", value)


def _parse(path: Path, shown: str, text: str) -> Any:
    from . import yaml12

    # Said after the handlers, because an error keeps what it was raised from: all of the text.
    problem: Exception
    try:
        return _read_json(text) if path.suffix.lower() == ".json" else yaml12.load(text)
    except json.JSONDecodeError as error:
        problem = BodyError(f"{shown}: line {error.lineno}: {error.msg}")
    except yaml12.NotYAMLError as error:
        problem = BodyError(f"{shown}: line {error.line}: {error}")
    except (ValueError, RecursionError) as error:
        problem = BodyError(f"{shown}: {_words(error)}")
    raise problem


def _read_json(text: str) -> Any:
    return json.loads(text, object_pairs_hook=_no_twins, parse_constant=_refuse)


def _no_twins(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twin = next(name for n, (name, _) in enumerate(pairs) if name in dict(pairs[:n]))
        raise ValueError(f"{_shown(twin)} twice in one object")
    return found


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"JSON has no {word}")


def _words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)


def _shown(text: str) -> str:
    return terminal.escape(text)[:80]
