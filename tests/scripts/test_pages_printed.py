"""Whatever a provider may say, printed in each dialect, is read as it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import extract
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate as accept
from pipeline import yaml12
from pipeline.difference import differences
from pipeline.repairs import repair

from .originals import documents
from .printed import exported, flattened, plain

if TYPE_CHECKING:
    from pathlib import Path

ANY = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def read(folder: Path, page: str) -> Any:
    file = folder / "page.md"
    file.write_text(page, encoding="utf-8")
    return yaml12.load(extract.extract([file]), "output")


@ANY
@given(documents())
def test_a_page_of_plain_openapi_says_what_the_document_says(
    tmp_path: Path, original: dict[str, Any]
) -> None:
    found = read(tmp_path, plain(original))
    accept(found)
    assert list(differences(repair(original), found)) == []


@ANY
@given(documents())
def test_a_flattened_record_says_what_the_document_says_but_for_what_it_names(
    tmp_path: Path, original: dict[str, Any]
) -> None:
    found = read(tmp_path, flattened(original))
    accept(found)
    assert list(differences(repair(original), found)) == []


@ANY
@given(documents(plain=True))
def test_an_export_says_what_the_document_says_but_for_what_it_names(
    tmp_path: Path, original: dict[str, Any]
) -> None:
    found = read(tmp_path, exported(original))
    accept(found)
    assert list(differences(repair(original), found)) == []
