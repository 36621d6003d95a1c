"""What it means that one name of a generated package has come, gone or changed."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.changes import BREAKING, CAREFUL, HARMLESS, NOTHING, Judged, sides

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set as AbstractSet

    from pipeline.surface import Name

# Where an `int` is read a `float` is news, but where a `float` is asked for an `int` will do.
_WILL_DO = {"int": "float", "bool": "int"}


class Use(NamedTuple):
    """Whether users give a value to a name, and whether they read one from it."""

    gives: bool
    reads: bool


class Classes(NamedTuple):
    """What has to be known of the classes of two packages to compare types.

    Attributes:
        renamed: New names by the old ones.
        texts: Those whose instances are texts, such as enumerations of texts.
    """

    renamed: Mapping[str, str]
    texts: AbstractSet[str]


def removed(name: Name) -> Judged:
    """Return what it means that a name has gone."""
    action = "stop passing it" if name.kind == "parameter" else "do without it"
    return Judged(BREAKING, f"{name.kind} removed", _said(name), NOTHING, action)


def added(name: Name, use: Use) -> Judged:
    """Return what it means that a name has come.

    Args:
        name: The name.
        use: What is done with it.
    """
    if name.required and use.gives:
        what = f"required {name.kind} added"
        return Judged(BREAKING, what, NOTHING, _said(name), "pass it")
    if name.kind == "member" and use.reads:
        return Judged(CAREFUL, "member added", NOTHING, _said(name), "expect the new value")
    return Judged(HARMLESS, f"{name.kind} added", NOTHING, _said(name))


def between(old: Name, new: Name, classes: Classes, use: Use) -> Iterator[Judged]:
    """Yield what it means that a name has changed.

    Args:
        old: The name in the old package.
        new: The name in the new one.
        classes: What is known of the classes of both.
        use: What is done with it.
    """
    if old.kind != new.kind:
        action = "use it as what it is now"
        yield Judged(BREAKING, "another kind of name", old.kind, new.kind, action)
    elif old.kind == "class":
        if old.annotation != new.annotation:
            action = "look where it is taken for what it was built on"
            yield Judged(CAREFUL, "other bases", _said(old), _said(new), action)
    elif old.kind == "name":
        yield from _types(old.default, new.default, classes, use)
    elif old.kind != "module":
        yield from _types(old.annotation, new.annotation, classes, use)
        if old.required != new.required:
            yield _presence(new, use)
        elif old.default != new.default and old.kind == "member":
            both = sides(str, old.default, new.default)
            yield Judged(BREAKING, "another value", *both, "use the member, or the new value")
        elif old.default != new.default:
            both = sides(_or_nothing, old.default, new.default)
            action = "pass the value that is meant" if use.gives else "expect the new value"
            yield Judged(CAREFUL, "another default", *both, action)


def _presence(new: Name, use: Use) -> Judged:
    both = ("optional", "required") if new.required else ("required", "optional")
    if new.required:
        severity, action = (BREAKING, "pass it") if use.gives else (HARMLESS, NOTHING)
        return Judged(severity, "required now", *both, action)
    severity, action = (CAREFUL, "expect that it is not set") if use.reads else (HARMLESS, NOTHING)
    return Judged(severity, "optional now", *both, action)


def _types(before: str | None, after: str | None, classes: Classes, use: Use) -> Iterator[Judged]:
    old, new = parts(before, classes.renamed), parts(after, {})
    gone, come = (
        [one for one in some if not any(_holds(other, one, classes, use) for other in others)]
        for some, others in ((old, new), (new, old))
    )
    both = sides(_or_nothing, " | ".join(sorted(old)), " | ".join(sorted(new)))
    if gone and come:
        yield Judged(BREAKING, "another type", *both, "use the new type")
    elif gone:
        severity, action = (
            (BREAKING, "pass a type that is left") if use.gives else (HARMLESS, NOTHING)
        )
        yield Judged(severity, "fewer types", *both, action)
    elif come:
        severity, action = (CAREFUL, "handle the new type") if use.reads else (HARMLESS, NOTHING)
        yield Judged(severity, "more types", *both, action)
    elif old != new:
        yield Judged(HARMLESS, "another way to say the same type", *both)


def _holds(one: str, other: str, classes: Classes, use: Use) -> bool:
    """Tell whether whatever is of one type is of another one, too: a constant is of its type."""
    if one in (other, "Any"):
        return True
    if other.startswith("Literal["):
        constant = ast.parse(other.removeprefix("Literal[").removesuffix("]"), mode="eval").body
        return one == type(getattr(constant, "value", None)).__name__
    return (one == "str" and other in classes.texts) or (
        not use.reads and one == _WILL_DO.get(other)
    )


def parts(annotation: str | None, renamed: Mapping[str, str]) -> frozenset[str]:
    """Return the members of a union, and the values of a `Literal` one by one.

    What says only that a value may be left out is none: it is `Name.required`.

    Args:
        annotation: The text of a type.
        renamed: New names of classes by their old ones.
    """
    if not annotation:
        return frozenset()
    text = re.sub(r"\w+", lambda word: renamed.get(word[0], word[0]), annotation)
    return frozenset(_parts(ast.parse(text, mode="eval").body)) - {"Unset", "MISSING"}


def _parts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _parts(left)
            yield from _parts(right)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inside):
            values = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            yield from (f"Literal[{ast.unparse(value)}]" for value in values)
        case _:
            yield ast.unparse(node)


def _or_nothing(text: str | None) -> str:
    return text or NOTHING


def _said(name: Name) -> str:
    if name.kind == "member":
        return str(name.default)
    default = "" if name.default is None else f" = {name.default}"
    return f"{name.annotation}{default}".strip() or name.kind
