"""The command, and what holds for every page whatever stands in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import extract
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pipeline import yaml12
from pipeline.errors import PipelineError
from pipeline.jsontypes import as_mapping
from pipeline.markdown import cut
from pipeline.structure import walk
from pipeline.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "specs").glob("*/pages/*.md"))
TOGETHER = [str(page) for page in PAGES if page.parts[-3] == "together"]
ANY_FILE = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "extract.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_pages_of_one_provider_make_one_valid_document_on_stdout() -> None:
    done = run(*TOGETHER)
    assert (done.returncode, done.stderr) == (0, "")
    document = yaml12.load(done.stdout, "stdout")
    assert list(document["paths"]) == ["/fine-tunes/{id}", "/fine-tunes/{id}/cancel"]
    validate(document, "stdout")


def test_a_page_that_cannot_be_read_is_exit_2_and_one_line(tmp_path: Path) -> None:
    done = run(str(tmp_path / "none.md"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "none.md: cannot be read: No such file" in done.stderr


def test_help_says_what_the_command_is_for() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "PAGE" in done.stdout


def test_the_file_is_written_whole_and_without_leftovers(tmp_path: Path) -> None:
    file = tmp_path / "out.yaml"
    assert extract.main([*TOGETHER, "-o", str(file)]) == 0
    assert file.read_text() == extract.extract([Path(page) for page in TOGETHER])
    assert list(tmp_path.iterdir()) == [file]


def test_stdout_gets_what_the_file_gets(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert extract.main(TOGETHER) == 0
    assert capfdbinary.readouterr().out.decode() == extract.extract([Path(p) for p in TOGETHER])


def test_a_refused_page_leaves_the_file_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out.yaml"
    file.write_text("before")
    assert extract.main([str(file), "-o", str(file)]) == 2
    assert file.read_text() == "before"
    assert str(file) in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_a_clear_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert extract.main([*TOGETHER, "-o", str(tmp_path / "no" / "out.yaml")]) == 2
    assert "out.yaml: cannot be written: No such file" in capsys.readouterr().err


def test_a_file_that_cannot_be_replaced_is_a_clear_error_without_leftovers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out.yaml").mkdir()
    assert extract.main([*TOGETHER, "-o", str(tmp_path / "out.yaml")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.yaml"]


def test_a_reader_that_closes_the_pipe_causes_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert extract.main(TOGETHER) == 2
    assert capsys.readouterr().err == ""


def test_what_cannot_be_made_valid_is_refused_with_the_pages_name(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGES[0].read_text().replace("type: string", "type: magic"))
    with pytest.raises(PipelineError) as caught:
        extract.extract([page])
    assert str(caught.value).startswith(f"{page}: at #/")


# Whatever happens to a page on its way, it is read or refused.


def accept_or_refuse(page: Path, data: bytes) -> None:
    page.write_bytes(data)
    try:
        text = extract.extract([page])
    except PipelineError as error:
        refusal = str(error)
    else:
        validate(yaml12.load(text, "output"), "output")
        refusal = str(page)
    assert refusal.startswith(str(page))
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
    fragment = cut(text, "x").fragment
    document = yaml12.load(fragment, "x")
    holders = [(holder, name) for holder, name in _entries(document)]
    holder, name = holders[int(where * (len(holders) - 1))]
    if replace or not isinstance(holder[name], dict):
        holder[name] = yaml12.clone(wrong)
    else:
        holder[name][key] = yaml12.clone(wrong)
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
    fragment = cut(text, "x").fragment
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
