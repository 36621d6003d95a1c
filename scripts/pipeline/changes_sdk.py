"""What the changes of a generated package mean for Python code that uses it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pipeline.authored import identity
from pipeline.changes import BREAKING, HARMLESS, SDK, Change, Judged
from pipeline.changes_names import Use, added, between, removed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.surface import Name

    Names = Mapping[str, Name]
    Operations = dict[str, frozenset[str]]

_BODIES, _CONTRACTS, _MODELS = "bodies.", "contracts.", "client.models."


class Reach(NamedTuple):
    """The operations that send or read a class, by the class's own name."""

    sent: Operations
    read: Operations

    def operations(self, name: str) -> frozenset[str]:
        """Return the operations that a class is in."""
        return self.sent.get(name, frozenset()) | self.read.get(name, frozenset())


def changes(
    old: Names, new: Names, operations: Iterable[str], uses: Mapping[str, tuple[str, ...]]
) -> Iterator[Change]:
    """Yield what users of a generated package have to change.

    Args:
        old: What the old package offers; see `pipeline.surface`.
        new: What the new one offers.
        operations: The operations as the documents write them, e.g. `GET /jobs/{jobId}`.
        uses: Files of the common interface by the names they import.
    """
    spelled = {_identity(name): name for name in operations}
    reached = [_reach(names, spelled) for names in (old, new)]
    models: set[tuple[str, str]] = set()
    for name, judged in _judged(old, new, reached[1]):
        names, reach = (new, reached[1]) if name in new else (old, reached[0])
        # Strict models have the same names with `Contract` in them, and change with the models.
        twin = f"{_class(name)} {name.rpartition('.')[2].replace('Contract', '')}".lower()
        if name.startswith(_CONTRACTS) and (twin, judged.what) in models:
            continue
        if name.startswith(_MODELS):
            models.add((twin, judged.what))
        module = _module(name)
        found = reach.operations(_class(name))
        if _is_operation(names, module):
            found = frozenset([_spell(names[module].annotation, spelled)])
        action = judged.action
        files = sorted({file for used in uses if _is_in(name, used) for file in uses[used]})
        if files and judged.severity is not HARMLESS:
            action = f"{action}; the common interface uses it in {', '.join(files)}"
        yield Change(SDK, judged.severity, tuple(sorted(found)), name, *judged[1:4], action)


def _judged(old: Names, new: Names, reach: Reach) -> Iterator[tuple[str, Judged]]:
    renamed = dict(_renamed(old, new))
    classes = {_class(one): _class(other) for one, other in renamed.items()}
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


def _renamed(old: Names, new: Names) -> Iterator[tuple[str, str]]:
    """Yield old and new name of each module and class that is the same but for its name."""
    mine, theirs = _only(old, new), _only(new, old)
    for what, names in mine.items():
        others = theirs.get(what, [])
        if len(names) == len(others) == 1:
            yield names[0], others[0]


def _only(names: Names, others: Names) -> dict[object, list[str]]:
    """Return the modules and classes that are only in one package, by what makes them."""
    found: dict[object, list[str]] = {}
    for name, one in names.items():
        if name in others:
            continue
        if one.kind == "module" and one.annotation:
            found.setdefault(_identity(one.annotation), []).append(name)
        if one.kind == "class":
            inside = [(key[len(name) :], names[key]) for key in names if _is_in(key, name)]
            holder = (name.rpartition(".")[0], len(inside) > 1 or name)
            found.setdefault((holder, *inside), []).append(name)
    return found


def _reach(names: Names, spelled: Mapping[str, str]) -> Reach:
    """Return which classes each operation sends and reads, directly or inside others."""
    classes = {_class(name) for name, one in names.items() if one.kind == "class"}
    inside: dict[str, set[str]] = {}
    for name, one in names.items():
        if one.kind == "attribute" and name.startswith((_MODELS, _BODIES)):
            inside.setdefault(_class(name), set()).update(_words(one.annotation) & classes)
    reach = Reach({}, {})
    for name, one in names.items():
        if one.kind in {"parameter", "function"} and _is_operation(names, _module(name)):
            operation = frozenset([_spell(names[_module(name)].annotation, spelled)])
            into = reach.sent if one.kind == "parameter" else reach.read
            waiting, seen = _words(one.annotation) & classes, set[str]()
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
    return set(re.findall(r"\w+", text))


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
