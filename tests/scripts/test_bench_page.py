"""The page of the benchmarks shows what was measured, and why a target was missed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from documentation import performance

import bench

if TYPE_CHECKING:
    from pathlib import Path


def row(name: str, value: float, target: float | None, /, **fields: Any) -> dict[str, Any]:
    return {
        "name": name,
        "side": "finetunes",
        "median": value,
        "against": "",
        "base": None,
        "unit": "",
        "target": target,
        "environment": "core",
        "value": value,
    } | fields


def results(folder: Path, *rows: dict[str, Any], missing: tuple[str, ...] = ()) -> Path:
    file = folder / "results.json"
    found = json.loads(performance.FILE.read_text("utf-8"))
    parts = dict.fromkeys(found["figures"], ()) | {"start": rows}
    file.write_text(json.dumps(found | {"figures": parts, "missing": missing}), "utf-8")
    return file


def test_a_missed_target_is_shown_with_how_much_and_why(tmp_path: Path) -> None:
    cancel = row("cancel, sync", 0.3, 1.0, unit="ms", against="httpx", base=0.25, value=1.2)
    page = performance.text(results(tmp_path, cancel, row("import", 0.01, 0.05)))
    assert "\n1 of 2 targets are met.\n\n- **cancel, sync**: 1.200 where 1 was the" in page
    assert "target, 20.0% over. A cancel is answered with the whole fine-tune" in page
    assert "| cancel, sync | finetunes | core | 0.3 ms | 0.25 ms (httpx) | 1.200 | 1, missed |" in (
        page
    )


def test_where_all_is_met_nothing_follows_and_none_has_no_per_cent(tmp_path: Path) -> None:
    page = performance.text(results(tmp_path, row("import", 1, None), row("ready", 12000, 13000)))
    assert "\n1 of 1 targets are met.\n\n## Start\n" in page
    assert "| ready | finetunes | core | 12,000 |  |  | 13000 |" in page
    page = performance.text(results(tmp_path, row("import: loaded", 2, 0)))
    assert "- **import: loaded**: 2.000 where 0 was the target. Something" in page


def test_what_could_not_be_measured_is_said(tmp_path: Path) -> None:
    page = performance.text(results(tmp_path, missing=("not measured: x==1",)))
    assert "\nNot measured: x==1.\n" in page


def test_a_target_of_which_nobody_says_why_it_is_missed_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"^dance: say in performance\.py why it may miss"):
        performance.text(results(tmp_path, row("dance", 1, 2)))


def test_every_part_that_is_measured_has_its_place_on_the_page() -> None:
    assert [*json.loads(performance.FILE.read_text("utf-8"))["figures"]] == [*bench.PARTS]
    page = performance.text()
    assert "<!-- " not in page.partition("-->")[2]
    assert page.count("| What | Side | Environment |") == len(bench.PARTS)
