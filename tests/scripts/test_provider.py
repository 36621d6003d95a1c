"""provider.yaml says little, and says it exactly."""

import hashlib
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from pipeline import provider
from pipeline.errors import PipelineError
from pipeline.select import Selection

from .small import LIFE_CYCLE


def write(folder: Path, text: str) -> Path:
    (folder / "upstream.yaml").write_text("openapi: 3.1.0\n", encoding="utf-8")
    (folder / "provider.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_file_may_be_missing(tmp_path: Path) -> None:
    assert provider.read(tmp_path) == provider.Provider()


def test_all_facts_are_read(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"openapi: 3.1.0\n").hexdigest()
    facts = provider.read(
        write(
            tmp_path,
            f"""
source: upstream.yaml
select: {{paths: [/a/**], tags: [t], operation_ids: [o]}}
sources: [{{file: upstream.yaml, url: 'https://example.com', date: '2026-01-01', sha256: {digest}}}]
{LIFE_CYCLE}""",
        )
    )
    assert facts.source == tmp_path / "upstream.yaml"
    assert facts.selection == Selection(("/a/**",), ("t",), ("o",))
    assert facts.sources[0]["url"] == "https://example.com"
    (event,) = facts.life_cycle
    assert event["operation"] == "create"
    assert list(event) == ["operation", "state", "date", "note", "source"]


def test_a_part_of_the_selection_may_be_missing(tmp_path: Path) -> None:
    assert provider.read(write(tmp_path, "select: {tags: [t]}")).selection == Selection(tags=("t",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "the file is not a mapping"),
        ("sorce: x", "unknown key 'sorce'; known are life_cycle, select, source, sources"),
        ("select: []", "select is not a mapping"),
        ("select: {tag: [x]}", "select: unknown key 'tag'"),
        ("select: {tags: x}", "select.tags is not a list"),
        ("select: {tags: [1]}", "select.tags is not a list of texts"),
        ("sources: {}", "sources is not a list"),
        ("sources: [x]", "sources is not a mapping"),
        ("sources: [{url: x}]", "names no `file`"),
        ("sources: [{file: gone.md}]", "'gone.md' is not a file in"),
        ("select: {}", "select names nothing"),
        ("select: {tags: [], paths: []}", "select names nothing"),
        ("source: nowhere.yaml", "'nowhere.yaml' is not a file in"),
        ("source: ../outside.yaml", "'../outside.yaml' is not a file in"),
        ("source: 7", "7 is not a file in"),
        ("life_cycle: x", "life_cycle is not a list"),
        ("life_cycle: [x]", "life_cycle is not a mapping"),
        (LIFE_CYCLE + "    until: x", "life_cycle: unknown key 'until'"),
        (LIFE_CYCLE.replace("    note: There", "  # "), "an entry has no text 'note'"),
        (LIFE_CYCLE.replace("create", "' '"), "an entry has no text 'operation'"),
        (LIFE_CYCLE.replace("create", "[all]"), "an entry has no text 'operation'"),
        (LIFE_CYCLE.replace("withdrawn", "gone"), "has state 'gone'"),
        (LIFE_CYCLE.replace("2025-09-15", "2025-09-31"), "date '2025-09-31'"),
        (LIFE_CYCLE.replace("2025-09-15", "20250915"), "date '20250915'"),
        ("source: a\nsource: b", "twice"),
    ],
)
def test_everything_else_is_refused_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "some"
    folder.mkdir()
    (tmp_path / "outside.yaml").write_text("openapi: 3.1.0\n", encoding="utf-8")
    with pytest.raises(PipelineError) as caught:
        provider.read(write(folder, text))
    assert said in str(caught.value)
    assert "provider.yaml" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "provider.yaml").write_bytes(b"source: \xff")
    with pytest.raises(PipelineError, match="not UTF-8"):
        provider.read(tmp_path)


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "provider.yaml").symlink_to("/dev/zero")
    with pytest.raises(PipelineError, match="larger than"):
        provider.read(tmp_path)


def test_the_readme_of_specs_lists_every_kind_of_file_there() -> None:
    specs = Path(__file__).parents[2] / "specs"
    rows = re.findall(r"^\| `([^`]+)` \|", (specs / "README.md").read_text("utf-8"), re.MULTILINE)
    files = (path.relative_to(specs) for path in specs.rglob("*") if path.is_file())
    names = {"/".join(file.parts[1:] or file.parts) for file in files} | {"fetched.json"}
    assert [name for name in names if not any(fnmatch(name, row) for row in rows)] == []
