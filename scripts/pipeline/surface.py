"""The names of a generated package that its users can depend on, read from its source.

Read and not imported: the code comes from a document, and two versions of it are compared. `ast`
and not a library: griffe, say, compares no annotations, and the generators write so few forms that
reading them is shorter than leaving out what is not wanted.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FIELD_CALLS = ("_attrs_field", "Field")


@dataclass(frozen=True, slots=True)
class Name:
    """Something that can be named: a module, class, attribute, function or parameter.

    Attributes:
        kind: Which of these it is; `name` is anything else a module defines.
        annotation: The type of an attribute or parameter, what a function returns, what a class
            is built on, or the operation of a module.
        default: The default of an attribute or parameter, or the value of a name; None for none.
        required: Whether it has to be given.
    """

    kind: str
    annotation: str = ""
    default: str | None = None
    required: bool = False


def read(package: Path) -> dict[str, Name]:
    """Return what a generated package offers, by the name it is imported by.

    Args:
        package: The folder of one provider.

    Returns:
        Names as in `client.models.Job.status` and `client.api.jobs.stop_job.sync(id)`. Of the four
        functions of an operation `sync` stands for all.
    """
    found: dict[str, Name] = {}
    for file in sorted(package.rglob("*.py")):
        if file.name != "__init__.py":
            parts = file.relative_to(package).with_suffix("").parts
            found |= _module(".".join(parts), ast.parse(file.read_bytes()))
    return found


def _module(name: str, tree: ast.Module) -> dict[str, Name]:
    own = dict(_definitions(name, tree))
    operation = _operation(tree)
    if operation:
        function = "sync" if f"{name}.sync" in own else "sync_detailed"
        kept = {key: own[key] for key in own if key.split("(")[0] == f"{name}.{function}"}
        return {name: Name("module", operation), **kept}
    if name.startswith("client.models."):
        return {key.replace(name, "client.models", 1): one for key, one in own.items()}
    return {name: Name("module"), **own}


def _operation(tree: ast.Module) -> str:
    """Return the operation that a module's `_get_kwargs` sends, e.g. `GET /jobs/{id}`."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "_get_kwargs":
            said = {
                ast.unparse(key): value
                for one in ast.walk(node)
                if isinstance(one, ast.Dict)
                for key, value in zip(one.keys, one.values, strict=True)
                if key is not None
            }
            url = said["'url'"]
            if isinstance(url, ast.Call) and isinstance(url.func, ast.Attribute):
                url = url.func.value  # "…".format(id=…)
            method = ast.literal_eval(said["'method'"])
            return f"{method.upper()} {ast.literal_eval(url)}"
    return ""


def _definitions(prefix: str, tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, Name]]:
    inside = isinstance(tree, ast.ClassDef)
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) if not name.startswith("_"):
                bases = ", ".join(map(ast.unparse, node.bases))
                yield f"{prefix}.{name}", Name("class", bases)
                yield from _definitions(f"{prefix}.{name}", node)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name[0] != "_":
                where = f"{prefix}.{name}"
                yield where, Name("method" if inside else "function", _type(node.returns))
                yield from _parameters(where, node.args)
            case ast.AnnAssign(target=ast.Name(id=name)) if name[0] != "_":
                yield f"{prefix}.{name}", _attribute(node, inside=inside)
            case ast.Assign(targets=[ast.Name(id=name)]) if name[0] != "_" and name != "T":
                kind = "member" if inside else "name"
                yield f"{prefix}.{name}", Name(kind, default=ast.unparse(node.value))
            case _:
                pass


def _attribute(node: ast.AnnAssign, *, inside: bool) -> Name:
    annotation, default = _type(node.annotation), node.value
    if not inside:
        return Name("name", default=_text(default))
    if isinstance(default, ast.Call) and _text(default.func) in _FIELD_CALLS:
        given = {word.arg: word.value for word in default.keywords}
        default = given.get("default", given.get("factory"))
    for word in ("NotRequired", "Required"):
        if annotation.startswith(f"{word}["):
            annotation = annotation[len(word) + 1 : -1]
            return Name("attribute", annotation, None, word == "Required")
    return Name("attribute", annotation, _text(default) or None, default is None)


def _parameters(where: str, stated: ast.arguments) -> Iterator[tuple[str, Name]]:
    placed = [*stated.posonlyargs, *stated.args]
    without = [None] * (len(placed) - len(stated.defaults))
    defaults = [*without, *stated.defaults, *stated.kw_defaults]
    for one, default in zip([*placed, *stated.kwonlyargs], defaults, strict=True):
        if one.arg not in {"self", "cls", "client"}:
            stated_type, given = _type(one.annotation), _text(default) or None
            yield f"{where}({one.arg})", Name("parameter", stated_type, given, default is None)


def _type(node: ast.expr | None) -> str:
    """Return a type without what `Annotated` adds to it, which is words and limits."""
    if isinstance(node, ast.Subscript) and _text(node.value) == "Annotated":
        node = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
    return _text(node)


def _text(node: ast.expr | None) -> str:
    return "" if node is None else ast.unparse(node)
