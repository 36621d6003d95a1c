"""The generator's templates are patched, not replaced."""

import ast
import re
from pathlib import Path

import openapi_python_client
import pytest
from hypothesis import example, given, strategies as st
from pipeline import stamp, template_filters, templates
from pipeline.errors import PipelineError

INSTALLED = Path(openapi_python_client.__file__).with_name("templates")
# Names of classes, and that of an operation, are identifiers when they come here.
FOREIGN = re.compile(
    r"\b\w+(?<!class_info)\.(?:name|title|summary|description|example|path|content_type"
    r"|python_code|get_type_string\([^)]*\)|get_instance_type_string\(\))"
    r"(?!\w|\s*\| (?:in_double_quote_literal|in_f_string_literal|safe_for_docstring"
    r"|as_unembedded_code))"
)
NAMES = sorted({patch.template for patch in templates.PATCHES})


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The installed templates that are patched, to be broken by hand."""
    folder = tmp_path / "installed"
    folder.mkdir()
    for name in NAMES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text((INSTALLED / name).read_text("utf-8"), "utf-8")
    return folder


def test_every_patch_fits_the_installed_generator(tmp_path: Path) -> None:
    assert templates.patch(INSTALLED, tmp_path) == tmp_path
    assert list(stamp.files(tmp_path)) == NAMES
    for patch in templates.PATCHES:
        assert patch.new in (tmp_path / patch.template).read_text("utf-8")


@pytest.mark.parametrize("number", range(len(templates.PATCHES)))
def test_a_patch_that_no_longer_fits_is_an_error(number: int, copied: Path, tmp_path: Path) -> None:
    patch = templates.PATCHES[number]
    path = copied / patch.template
    path.write_text(path.read_text("utf-8").replace(patch.old, "changed\n"), "utf-8")
    with pytest.raises(
        PipelineError, match=rf"{re.escape(patch.template)} holds .* 0 times, not once"
    ):
        templates.patch(copied, tmp_path)


def test_a_patch_that_fits_twice_is_an_error(copied: Path, tmp_path: Path) -> None:
    patch = templates.PATCHES[0]
    path = copied / patch.template
    path.write_text(path.read_text("utf-8") + patch.old, "utf-8")
    with pytest.raises(PipelineError, match="2 times, not once"):
        templates.patch(copied, tmp_path)


def unfiltered(template: str) -> set[str]:
    """Return the foreign texts that a template prints as they are."""
    tags = re.findall(r"\{\{.*?\}\}|\{% set .*?%\}", template, re.DOTALL)
    return {text for tag in tags for text in FOREIGN.findall(tag)}


def test_the_generators_own_hardening_stays(tmp_path: Path) -> None:
    """Since 0.29.1 each foreign text goes through one of its filters."""
    templates.patch(INSTALLED, tmp_path)
    for name in NAMES:
        before, after = ((folder / name).read_text("utf-8") for folder in (INSTALLED, tmp_path))
        assert unfiltered(after) <= unfiltered(before) | {"endpoint.name"}, name


@given(st.text(st.sampled_from("\"\\'{}\n\t\x00\u2028\ufeff") | st.characters()))
@example('printable "{text}" \\ é😀')
@example("a\x00b\ud800")
def test_foreign_text_is_written_so_that_python_reads_all_of_it(text: str) -> None:
    written = template_filters.in_double_quote_literal(text)
    assert ast.literal_eval(f'"{written}"') == text
