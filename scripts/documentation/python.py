"""The reference of the Python interface, from the signatures and docstrings of what is public.

They are read from the sources, so that the page is the same with every version of Python.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import re
import sys
import textwrap
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import finetunes
from finetunes import cleanup, testing

from .words import escape, page, table

if TYPE_CHECKING:
    from collections.abc import Iterator

_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_HEAD = Path(__file__).with_suffix(".md").read_text("utf-8").rstrip()
_WIDTH = 96
_SECTION = re.compile(r"^(Args|Returns|Raises|Example|Source):\n", re.MULTILINE)
_ENTRY = re.compile(r"\**(?P<name>\w+): (?P<words>.*)")


class _Field(NamedTuple):
    name: str
    type: str
    """The value, where it is one of an enum."""
    words: str
    default: str


def text() -> str:
    """Return the page docs/python.md."""
    shown: dict[_Function, str] = {}
    modules: tuple[Any, ...] = (finetunes, cleanup, testing)
    return page(_HEAD, *(block for module in modules for block in _module(module, shown)))


def _module(module: Any, shown: dict[_Function, str]) -> Iterator[str]:
    yield f"## {module.__name__}"
    yield from _docstring(inspect.getdoc(module) or "")
    public = {name: getattr(module, name) for name in module.__all__ if name != "__version__"}
    for name in sorted(public, key=lambda name: _place(name, public[name])):
        thing = public[name]
        if inspect.isclass(thing):
            if not issubclass(thing, Exception):
                yield f"### {name}"
                yield from _class(thing, shown)
        elif inspect.isfunction(thing):
            yield f"### {name}"
            (node,) = (
                one
                for one in _source(thing).body
                if isinstance(one, _Function) and one.name == name
            )
            yield from _function(node, _parameters(node.args))
        else:
            yield f"### {name}"
            yield from (escape(one.words) for one in _fields(_source(thing)) if one.name == name)


@cache
def _parsed(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(sys.modules[module]))


def _source(thing: Any) -> ast.Module:
    return _parsed(thing.__module__)


def _place(name: str, thing: Any) -> tuple[bool, str, int]:
    """Return where a thing is written: what belongs together stays together, clients first."""
    lines = [node.lineno for node in _source(thing).body if getattr(node, "name", "") == name]
    return thing.__module__ != "finetunes.client", thing.__module__, lines[0] if lines else 0


def _homes(kind: type) -> Iterator[ast.ClassDef]:
    """Yield the source of a class and of those above it, the highest first."""
    for base in reversed(kind.__mro__):
        if base.__module__.startswith("finetunes."):
            nodes = _source(base).body
            yield from (n for n in nodes if isinstance(n, ast.ClassDef) and n.name == base.__name__)


def _class(kind: type, shown: dict[_Function, str]) -> Iterator[str]:
    homes = list(_homes(kind))
    words = ast.get_docstring(homes[-1]) or ""
    members = {one.name: one for home in homes for one in home.body if isinstance(one, _Function)}
    fields = [field for home in homes for field in _fields(home)]
    made = [[one for one in home.body if _is_constructor(one)] for home in homes]
    described = "\nArgs:\n" in words
    if any(made):
        yield _code(kind.__name__, _merged([overloads for overloads in made if overloads][-1]))
    elif described:
        yield _code(kind.__name__, [f"{one.name}: {one.type}{one.default}" for one in fields])
    yield from _docstring(words)
    if "__enter__" in members or "__aenter__" in members:
        yield f"Can be used in {'a `with`' if '__enter__' in members else 'an `async with`'} block."
    public = {name: one for name, one in members.items() if not name.startswith("_")}
    rows = [
        (f"`{one.name}`", f"`{one.type}`", escape(one.words))
        for one in fields
        if one.words or not described
    ]
    rows += [_property(one) for one in public.values() if "property" in _decorators(one)]
    if rows:
        yield table(("attribute", "type or value", "what it is"), *rows)
    yield from _methods(kind.__name__, public, shown)


def _methods(kind: str, public: dict[str, _Function], shown: dict[_Function, str]) -> Iterator[str]:
    """Yield the methods of a class; those that another class has, too, only by their names."""
    same: dict[str, list[str]] = defaultdict(list)
    for name, one in public.items():
        if "property" in _decorators(one):
            continue
        if one in shown:
            same[shown[one]].append(f"`{name}`")
            continue
        shown[one] = kind
        yield f"#### {kind}.{name}"
        yield from _function(one, _parameters(one.args)[1:])
    yield from (f"As in `{other}`: {', '.join(names)}." for other, names in same.items())


def _is_constructor(node: ast.stmt) -> bool:
    return isinstance(node, _Function) and node.name == "__init__"


def _decorators(function: _Function) -> list[str]:
    return [ast.unparse(decorator) for decorator in function.decorator_list]


def _property(function: _Function) -> tuple[str, str, str]:
    words = escape(" ".join((ast.get_docstring(function) or "").split()))
    return f"`{function.name}`", f"`{_unparsed(function.returns)}`", words


def _fields(home: ast.ClassDef | ast.Module) -> Iterator[_Field]:
    """Yield the public fields of a class, or the constants of a module."""
    for node, after in zip(home.body, [*home.body[1:], ast.Pass()], strict=True):
        default = ""
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=type, value=value):
                default = f" = {_unparsed(value)}" if value else ""
            case ast.Assign(targets=[ast.Name(id=name)], value=type):
                pass
            case _:
                continue
        match after:
            case ast.Expr(value=ast.Constant(value=str(words))):
                pass
            case _:
                words = ""
        if not name.startswith("_"):
            yield _Field(name, _unparsed(type), " ".join(words.split()), default)


def _function(node: _Function, parameters: list[str]) -> Iterator[str]:
    how = "async def" if isinstance(node, ast.AsyncFunctionDef) else "def"
    above = "".join(f"@{decorator}\n" for decorator in _decorators(node))
    yield _code(f"{how} {node.name}", parameters, f" -> {_unparsed(node.returns)}", above)
    yield from _docstring(ast.get_docstring(node) or "")


def _code(name: str, parameters: list[str], returned: str = "", above: str = "") -> str:
    line = f"{name}({', '.join(parameters)}){returned}"
    if len(line) > _WIDTH:
        line = "\n".join([f"{name}(", *(f"    {one}," for one in parameters), f"){returned}"])
    return f"```text\n{above}{line}\n```"


def _merged(overloads: list[Any]) -> list[str]:
    """Return the parameters of all overloads of a constructor, each as the last one has it."""
    seen = overloads[:-1] or overloads  # the last of several is what they overload
    known = [one for overload in seen for one in _parameters(overload.args)[1:]]
    return list({one.partition(":")[0]: one for one in known}.values())


def _parameters(all: ast.arguments) -> list[str]:
    plain = [*all.posonlyargs, *all.args]
    defaults = [*[None] * (len(plain) - len(all.defaults)), *all.defaults]
    found = [_parameter(*one) for one in zip(plain, defaults, strict=True)]
    if all.posonlyargs:
        found.insert(len(all.posonlyargs), "/")
    named = [_parameter(*one) for one in zip(all.kwonlyargs, all.kw_defaults, strict=True)]
    if all.kwarg:
        named += _options(all.kwarg)
    if all.vararg:
        found.append(f"*{ast.unparse(all.vararg)}")
    elif named and not named[0].startswith("**"):
        found.append("*")
    return found + named


def _parameter(argument: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")


def _options(argument: ast.arg) -> Iterator[str]:
    """Yield ``**options``, or what a TypedDict says that these are."""
    unpacked = re.fullmatch(r"Unpack\[(\w+)\]", _unparsed(argument.annotation))
    if unpacked is None:
        yield f"**{ast.unparse(argument)}"
        return
    ours = [module for name, module in sys.modules.items() if name.startswith("finetunes.")]
    kind = next(vars(module)[unpacked[1]] for module in ours if unpacked[1] in vars(module))
    for name, annotation in kind.__annotations__.items():
        yield f"{name}: {annotation.__forward_arg__} = ..."


def _unparsed(node: ast.expr | None) -> str:
    return ast.unparse(node) if node else "None"


def _docstring(words: str) -> Iterator[str]:
    head, *sections = _SECTION.split(words)
    yield from (escape(paragraph) for paragraph in head.strip().split("\n\n"))
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        entries = re.split(r"\n+(?=\S)", textwrap.dedent(body).strip())
        lines = [" ".join(entry.split()) for entry in entries]
        if title in {"Args", "Raises"}:
            yield f"{title}:\n\n" + "\n".join(map(_entry, lines))
        else:
            yield f"{title}: " + escape(" ".join(lines))


def _entry(line: str) -> str:
    """Return an argument or error with what is said of it; our errors lead to their page.

    Raises:
        ValueError: It is written in another way.
    """
    found = _ENTRY.fullmatch(line)
    if found is None:
        raise ValueError(f"{line!a} is not written as `name: what it is`")
    name = f"`{found['name']}`"
    if name.endswith("Error`") and not hasattr(builtins, found["name"]):
        name = f"[{name}](errors.md#{found['name'].lower()})"
    return f"- {name}: {escape(found['words'])}"
