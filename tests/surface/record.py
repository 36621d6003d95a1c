"""The public surface as text: what a change of it would mean is read off the difference.

`python tests/surface/record.py` writes `surface.txt` again.
"""

from __future__ import annotations

import inspect
import re
import typing
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click
import finetunes
from finetunes import cleanup, testing
from finetunes.cli import commands, exits
from finetunes.settings import AsyncOptions, Options
from finetunes.testing import contract, plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = Path(__file__).with_name("surface.txt")
MODULES = (finetunes, cleanup, testing, contract)
# Members of a base class of Python itself are Python's surface.
_OURS = ("finetunes",)
_SPECIAL = {"__enter__", "__aenter__", "__iter__", "__aiter__", "__call__", "__getitem__"}


def surface() -> str:
    """Return the whole surface, one fact a line, in an order that does not depend on anything."""
    sections = {
        "names": [line for module in MODULES for line in _module(module)],
        "options of a client": [
            *_options("Client", Options),
            *_options("AsyncClient", AsyncOptions),
        ],
        "commands": sorted(_commands(commands._finetunes, "finetunes")),
        "exit codes": [f"{code.value} {code.name}" for code in exits.ExitCode],
        "environment variables": sorted(_variables()),
        "pytest fixtures": sorted(_fixtures()),
    }
    parts = ("\n".join([f"# {title}", *lines]) for title, lines in sections.items())
    return "\n\n".join(parts) + "\n"


def _module(module: Any) -> Iterator[str]:
    for name in sorted(module.__all__):
        yield from _thing(f"{module.__name__}.{name}", getattr(module, name))


def _thing(name: str, thing: Any) -> Iterator[str]:
    if inspect.isclass(thing):
        yield f"class {name}({', '.join(_bases(thing))})"
        yield from _members(name, thing)
    elif inspect.isfunction(thing):
        yield _function(name, thing)
    else:
        yield name if name.endswith("__version__") else f"{name}: {type(thing).__name__}"


def _bases(kind: type) -> list[str]:
    return [base.__name__ for base in kind.__bases__]


def _members(name: str, kind: Any) -> Iterator[str]:
    yield from _fields(name, kind)
    yield from sorted(_methods(name, kind))
    yield from sorted(_overloads(name, kind))


def _fields(name: str, kind: Any) -> Iterator[str]:
    if issubclass(kind, BaseException):
        for field, annotation in sorted(_annotations(kind).items()):
            yield f"{name}.{field}: {_text(annotation)}{_default(kind, field)}"
    elif issubclass(kind, str):
        words: Any = kind
        yield from (f"{name}.{member.name} = {member.value!r}" for member in words)
    elif tuple in kind.__mro__:
        yield from (f"{name}.{field}" for field in kind._fields)
    elif attrs.has(kind):
        for field in attrs.fields(kind):
            must = "" if field.default is attrs.NOTHING else " = ..."
            yield f"{name}.{field.name}: {_text(field.type)}{must}"
    elif is_dataclass(kind):
        public = [field for field in fields(kind) if not field.name.startswith("_")]
        yield from (f"{name}.{field.name}: {_text(field.type)}" for field in public)


def _annotations(kind: type) -> dict[str, Any]:
    ours = kind.__module__.startswith(_OURS)
    found: dict[str, Any] = vars(kind).get("__annotations__", {}) if ours else {}
    return {name: value for name, value in found.items() if not name.startswith("_")}


def _default(kind: type, field: str) -> str:
    return " = ..." if field in vars(kind) else ""


def _methods(name: str, kind: Any) -> Iterator[str]:
    for member in dir(kind):
        home = next((base for base in kind.__mro__ if member in vars(base)), object)
        inherited = issubclass(kind, BaseException) and home is not kind
        if not home.__module__.startswith(_OURS) or inherited or not _public(kind, member):
            continue
        value: Any = inspect.getattr_static(kind, member)
        function: Any = getattr(value, "__func__", value)
        if hasattr(value, "fget"):
            yield f"{name}.{member} -> {_text(_returns(value.fget))}"
        elif callable(function):
            yield _function(f"{name}.{member}", function)


def _function(name: str, function: Any) -> str:
    asynchronous = "async " if inspect.iscoroutinefunction(function) else ""
    return f"{asynchronous}def {name}{_signature(function)}"


def _public(kind: type, member: str) -> bool:
    if member == "__init__":  # what attrs makes of the fields says nothing more than they do
        return not attrs.has(kind)
    return not member.startswith("_") or member in _SPECIAL


def _overloads(name: str, kind: type) -> Iterator[str]:
    for overload in typing.get_overloads(vars(kind).get("__init__", object)):
        yield f"overload {name}{_signature(overload)}"


def _signature(function: Any) -> str:
    return " ".join(str(inspect.signature(function)).replace("'", "").split())


def _returns(function: Any) -> Any:
    return inspect.signature(function).return_annotation


def _text(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)


def _options(name: str, options: Any) -> Iterator[str]:
    for option, annotation in sorted(options.__annotations__.items()):
        yield f"{name}(..., {option}: {getattr(annotation, '__forward_arg__', annotation)} = ...)"


def _commands(command: click.Command, name: str) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _commands(inner, f"{name} {inner.name}")
        return
    words = [_parameter(parameter) for parameter in command.params]
    yield " ".join([name, *words])


def _parameter(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Argument):
        word = parameter.make_metavar(click.Context(click.Command("x")))
        return f"<{word}>"
    names = "|".join([*parameter.opts, *parameter.secondary_opts])
    flag = isinstance(parameter, click.Option) and parameter.is_flag
    choices = getattr(parameter.type, "choices", ())
    value = "" if flag else f"={'|'.join(map(str, choices)) or parameter.type.name}"
    return f"[{names}{value}{'...' if parameter.multiple else ''}]"


def _variables() -> Iterator[str]:
    for provider in finetunes.providers().values():
        yield from provider.api_key_variables
        yield provider.base_url_variable
    folder = Path(finetunes.__file__).parent
    texts = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    yield from set(re.findall(r"\bFINETUNES_[A-Z_]*[A-Z]\b", texts))


def _fixtures() -> Iterator[str]:
    made = re.compile(r"@pytest\.fixture\ndef ([a-z]\w*)\([^)]*\) -> Iterator\[(\w+)\]:")
    for name, kind in made.findall(inspect.getsource(plugin)):
        yield f"{name}: {kind}"


if __name__ == "__main__":
    RECORD.write_text(surface(), "utf-8")
