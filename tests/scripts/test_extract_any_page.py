"""Whatever happens to a page on its way, it is read or refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import extract
from hypothesis import HealthCheck, given, settings, strategies as st
from pipeline import yaml12
from pipeline.errors import PipelineError
from pipeline.jsontypes import as_mapping, clone
from pipeline.markdown import cut
from pipeline.structure import walk
from pipeline.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = sorted((Path(__file__).parents[2] / "specs").glob("*/pages/*.md"))
ANY_FILE = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def accept_or_refuse(page: Path, data: bytes) -> None:
    page.write_bytes(data)
    try:
        text = extract.extract([page])
    except PipelineError as error:
        refusal = str(error)
    else:
        validate(yaml12.load(text, "output"), "output")
        refusal = str(page)
    assert re.match(rf"{re.escape(str(page))}(:\d+: |$)", refusal)
    assert "\n" not in refusal


@ANY_FILE
@given(st.sampled_from(PAGES), st.floats(0, 1))
def test_a_page_truncated_anywhere_is_read_or_refused(
    tmp_path: Path, source: Path, where: float
) -> None:
    data = source.read_bytes()
    accept_or_refuse(tmp_path / "page.md", data[: int(where * len(data))])


@ANY_FILE
@given(st.sampled_from(PAGES), st.sets(st.integers(0, 400), max_size=8))
def test_a_page_that_lost_lines_is_read_or_refused(tmp_path: Path, source: Path, lost: Any) -> None:
    lines = source.read_bytes().splitlines(keepends=True)
    kept = [line for number, line in enumerate(lines) if number not in lost]
    accept_or_refuse(tmp_path / "page.md", b"".join(kept))


@ANY_FILE
@given(st.sampled_from(PAGES), st.floats(0, 1), st.binary(max_size=8))
def test_a_page_with_other_bytes_in_it_is_read_or_refused(
    tmp_path: Path, source: Path, where: float, other: bytes
) -> None:
    data = source.read_bytes()
    start = int(where * len(data))
    accept_or_refuse(tmp_path / "page.md", data[:start] + other + data[start + len(other) :])


WRONG: list[Any] = [
    *(None, True, 0, -1.5, "", "object", "#/components/schemas/ErrorData", [], {}, [None], [[]]),
    *({"a": {}}, {"$ref": "#/x"}, {"$ref": 5}, {"enum": [None]}, {"properties": {"a": 5}}),
    {"oneOf": [{"type": "object", "required": [[]], "properties": {"a": {}}}] * 2},
]
KEYS = [
    "$ref",
    "type",
    "enum",
    "nullable",
    "oneOf",
    "properties",
    "required",
    "default",
    "example",
    "examples",
    "parameters",
    "security",
    "tags",
    "name",
    "in",
    "content",
    "discriminator",
    "operationId",
    "responses",
    "description",
    "format",
    "const",
    "exclusiveMinimum",
    "items",
]


@settings(ANY_FILE, max_examples=100)
@given(
    st.sampled_from(PAGES),
    st.floats(0, 1),
    st.sampled_from(KEYS),
    st.sampled_from(WRONG),
    st.booleans(),
)
def test_a_page_with_a_wrong_value_anywhere_is_read_or_refused(
    tmp_path: Path, source: Path, where: float, key: str, wrong: Any, replace: bool
) -> None:
    text = source.read_text()
    fragment = cut(text, "x")[0].fragment
    document = yaml12.load(fragment, "x")
    holders = [(holder, name) for holder, name in _entries(document)]
    holder, name = holders[int(where * (len(holders) - 1))]
    if replace or not isinstance(holder[name], dict):
        holder[name] = clone(wrong)
    else:
        holder[name][key] = clone(wrong)
    accept_or_refuse(tmp_path / "page.md", text.replace(fragment, yaml12.dump(document)).encode())


def _entries(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in as_mapping(value) or range(len(value)):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _entries(value[key])


HOSTILE = [
    *("'''", '"""', "\\", "{x}", "{{ 7*7 }}", "%s", "\nimport os\n", "*/", "# x", "\u2028", "`"),
    "${y}",
]


@ANY_FILE
@given(st.sampled_from(PAGES), st.sampled_from(HOSTILE))
def test_hostile_text_in_descriptions_survives_as_data(
    tmp_path: Path, source: Path, hostile: str
) -> None:
    text = source.read_text()
    fragment = cut(text, "x")[0].fragment
    document = yaml12.load(fragment, "x")
    count = _describe(document, hostile)
    page = tmp_path / "page.md"
    page.write_text(text.replace(fragment, yaml12.dump(document)))
    found = yaml12.load(extract.extract([page]), "output")
    described = [place for place in walk(found) if place.node.get("description") == hostile]
    assert count > 0
    assert described


def _describe(value: Any, text: str) -> Any:
    count = 0
    for holder, key in list(_entries(value)):
        if key == "description" and isinstance(holder[key], str):
            holder[key] = text
            count += 1
    return count
