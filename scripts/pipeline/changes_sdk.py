"""What the changes of a generated package mean for Python code that uses it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from pipeline.authored import identity
from pipeline.changes import BREAKING, HARMLESS, SDK, Change, Judged
from pipeline.changes_names import Classes, Use, added, between, parts, removed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.surface import Name
    from pipeline.uses import Uses

    Names = Mapping[str, Name]
    Operations = dict[str, frozenset[str]]

_BODIES, _CONTRACTS, _MODELS = "bodies.", "contracts.", "client.models."
_OPERATIONS = "client.api."
_CLIENT = "client.AuthenticatedClient"
_ACCESS = {
    "servers": ("another base URL", "where a client is made, pass its base_url"),
    "security": ("another key", "where a client is made, pass its token, prefix, auth_header_name"),
}


class Reach(NamedTuple):
    """The operations that send or read a class, by the class's own name."""

    sent: Operations
    read: Operations

    def before(self, old: Reach) -> Reach:
        """Return the same, with what was known of classes that no operation reaches any more."""
        both = [
            {name: found for name, found in one.items() if not self.operations(name)} | other
            for one, other in zip(old, self, strict=True)
        ]
        return Reach(*both)

    def operations(self, name: str) -> frozenset[str]:
        """Return the operations that a class is in."""
        return self.sent.get(name, frozenset()) | self.read.get(name, frozenset())


def changes(
    old: Names,
    new: Names,
    operations: Iterable[str],
    uses: Uses,
    moved: Mapping[str, str] | None = None,
) -> Iterator[Change]:
    """Yield what users of a generated package have to change.

    Args:
        old: What the old package offers; see `pipeline.surface`.
        new: What the new one offers.
        operations: The operations as the documents write them, e.g. `GET /jobs/{jobId}`.
        uses: What the common interface takes from the package.
        moved: New operations by the old ones that have another path or method now.
    """
    spelled = {_identity(name): name for name in operations}
    before, after = (_reach(names, spelled) for names in (old, new))
    reach = after.before(before)
    models: set[tuple[str, str]] = set()
    for name, judged in _judged(old, new, reach, moved or {}):
        names = new if name in new else old
        # Strict models have the same names with `Contract` in them, and change with the models.
        twin = f"{_class(name)} {_own(name).replace('Contract', '').replace('_', '')}".lower()
        if name.startswith(_CONTRACTS) and (twin, judged.what) in models:
            continue
        if name.startswith(_MODELS):
            models.add((twin, judged.what))
        module = _module(name)
        found = (before if names is old else reach).operations(_class(name))
        if _is_operation(names, module):
            found = frozenset([_spell(names[module].annotation, spelled)])
        yield _change(judged, tuple(sorted(found)), name, _used(name, uses))


def of_access(wire: Iterable[Change], uses: Uses) -> Iterator[Change]:
    """Yield what has to change where a client is made: its address, and what it identifies with.

    Both are arguments, so no generated name tells of it.

    Args:
        wire: The changes of the exchange.
        uses: What the common interface takes from the package.
    """
    files = [file for name in ("client.Client", _CLIENT) for file in uses.files.get(name, ())]
    used = _listed("it", files)
    for one in wire:
        if one.place in _ACCESS and one.severity is not HARMLESS:
            what, action = _ACCESS[one.place]
            judged = Judged(one.severity, what, one.before, one.after, action)
            yield _change(judged, one.operations, _CLIENT, used)


def _change(judged: Judged, operations: tuple[str, ...], name: str, used: str) -> Change:
    action = judged.action if judged.severity is HARMLESS else f"{judged.action}{used}"
    return Change(SDK, judged.severity, operations, name, *judged[1:4], action)


def _used(name: str, uses: Uses) -> str:
    """Say where the common interface uses a name, or only what the name is in."""
    said: dict[str, set[str]] = {}
    own = re.split(r"[.(]", name.rstrip(")"))[-1].lower()
    for one, files in uses.files.items():
        for file in files if _is_in(name, one) else ():
            known = name == one or own in map(str.lower, uses.words[file])
            said.setdefault("it" if known else _own(one), set()).add(file)
    return "".join(_listed(what, said[what]) for what in sorted(said))


def _listed(what: str, files: Iterable[str]) -> str:
    listed = ", ".join(sorted(set(files)))
    return f"; the common interface uses {what} in {listed}" if listed else ""


def _judged(
    old: Names, new: Names, reach: Reach, moved: Mapping[str, str]
) -> Iterator[tuple[str, Judged]]:
    renamed = _renamed(old, new, {_identity(one): _identity(moved[one]) for one in moved})
    texts = {
        _own(name)
        for names in (old, new)
        for name, one in names.items()
        if one.kind == "class" and one.annotation == "StrEnum"
    }
    classes = Classes(_of_classes(renamed), texts)
    for one, other in renamed.items():
        yield one, Judged(BREAKING, "renamed", one, other, "use the new name")
    now = {name: _moved(name, renamed) for name in old}
    before = set(now.values())
    for name, target in now.items():
        use = _use(target, new.get(target), reach)
        if target in new:
            for judged in between(old[name], new[target], classes, use):
                yield target, judged
        elif now.get(_parent(name), "") in new or _parent(name) not in old:
            yield name, removed(old[name])
    for name in new:
        if name not in before and (_parent(name) in before or _parent(name) not in new):
            yield name, added(new[name], _use(name, new[name], reach))


def _renamed(old: Names, new: Names, moved: Mapping[str, str]) -> dict[str, str]:
    """Return old and new name of each module and class that is the same but for its name."""
    theirs = _only(new, old, {}, {})
    renamed: dict[str, str] = {}
    while True:  # a class is the same, too, if only classes in it have other names
        mine = _only(old, new, _of_classes(renamed), moved)
        found = {
            names[0]: theirs[what][0]
            for what, names in mine.items()
            if len(names) == len(theirs.get(what, ())) == 1
        }
        if found == renamed:
            return found
        renamed = found


def _only(
    names: Names, others: Names, classes: Mapping[str, str], moved: Mapping[str, str]
) -> dict[object, list[str]]:
    """Return the modules and classes that are only in one package, by what makes them."""
    found: dict[object, list[str]] = {}
    for name, one in names.items():
        if name in others:
            continue
        if one.kind == "module" and one.annotation:
            operation = _identity(one.annotation)
            found.setdefault(moved.get(operation, operation), []).append(name)
        if one.kind == "class":
            spoken = {**classes, _own(name): "Self"}
            inside = [
                (key[len(name) :], replace(held, annotation=""), parts(held.annotation, spoken))
                for key, held in names.items()
                if _is_in(key, name)
            ]
            holder = (name.rpartition(".")[0], len(inside) > 1 or name)
            found.setdefault((holder, *inside), []).append(name)
    return found


def _of_classes(renamed: Mapping[str, str]) -> dict[str, str]:
    """Return new names of classes by the old ones, as annotations have them."""
    return {
        _own(one): _own(other) for one, other in renamed.items() if not one.startswith(_OPERATIONS)
    }


def _reach(names: Names, spelled: Mapping[str, str]) -> Reach:
    """Return which classes each operation sends and reads, directly or inside others."""
    classes = {_class(name) for name, one in names.items() if one.kind == "class"}
    plain = {name.lower(): name for name in classes}
    inside: dict[str, set[str]] = {}
    for name, one in names.items():
        if one.kind == "attribute":
            inside.setdefault(_class(name), set()).update(_words(one.annotation) & classes)
    reach = Reach({}, {})
    for name, one in names.items():
        if one.kind in {"parameter", "function"} and _is_operation(names, _module(name)):
            operation = frozenset([_spell(names[_module(name)].annotation, spelled)])
            sends = one.kind == "parameter"
            into = reach.sent if sends else reach.read
            # What stands in an operation itself is called after it in TypedDicts and strict models.
            own = _own(_module(name)).replace("_", "") + ("request" if sends else "response")
            waiting, seen = _words(one.annotation) & classes, set[str]()
            waiting |= {plain[own]} if own in plain else set()
            while waiting:
                held = waiting.pop()
                seen.add(held)
                into[held] = into.get(held, frozenset()) | operation
                waiting |= inside.get(held, set()) - seen
    return reach


def _use(name: str, one: Name | None, reach: Reach) -> Use:
    """Return what users do with a name: what no operation uses is given and read."""
    kind = one.kind if one else ""
    if kind in {"parameter", "function", "method"} or name.startswith(_BODIES):
        return Use(gives=kind not in {"function", "method"}, reads=kind in {"function", "method"})
    own = _class(name)
    unknown = not reach.operations(own)
    return Use(gives=unknown or own in reach.sent, reads=unknown or own in reach.read)


def _moved(name: str, renamed: Mapping[str, str]) -> str:
    for one, other in renamed.items():
        if _is_in(name, one):
            return other + name[len(one) :]
    return name


def _identity(operation: str) -> str:
    method, _, path = operation.partition(" ")
    return identity(path, method)


def _spell(operation: str, spelled: Mapping[str, str]) -> str:
    return spelled.get(_identity(operation), operation)


def _words(text: str) -> set[str]:
    return {word.replace("Contract", "") for word in re.findall(r"\w+", text)}


def _own(name: str) -> str:
    return name.rpartition(".")[2]


def _class(name: str) -> str:
    """Return the class that a name is, or is in: `Job` of `contracts.JobContract.status`."""
    parts = name.split(".")
    return "".join(parts[2:3] if parts[0] == "client" else parts[1:2]).replace("Contract", "")


def _module(name: str) -> str:
    return re.sub(r"\.(sync|sync_detailed)(\(\w+\))?$", "", name)


def _is_operation(names: Names, module: str) -> bool:
    return module in names and bool(names[module].annotation) and names[module].kind == "module"


def _is_in(name: str, holder: str) -> bool:
    return name == holder or name.startswith((f"{holder}.", f"{holder}("))


def _parent(name: str) -> str:
    return name.rpartition("(" if "(" in name else ".")[0]
