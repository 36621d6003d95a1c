"""Making the clients is measured in a copy, and with a document as large as they come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import environments, making
from benchmarks.documents import large_document
from pipeline import yaml12

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest


def test_a_large_document_holds_every_operation_many_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.documents.LINES", 5000)
    lines = large_document(tmp_path / "large")
    written = (tmp_path / "large" / "document.yaml").read_text("utf-8")
    document: Any = yaml12.load(written, "large")
    ids: list[str] = []
    for item in document["paths"].values():
        ids += [operation["operationId"] for operation in item.values()]
    assert lines == len(written.splitlines())
    assert lines > 5000
    assert len(ids) == len({*ids}) > 60


def test_a_large_document_of_few_operations_has_many_schemas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.documents.LINES", 5000)
    assert large_document(tmp_path / "large", 41) > 5000
    document: Any = yaml12.load((tmp_path / "large" / "document.yaml").read_text("utf-8"), "large")
    assert sum(len(item) for item in document["paths"].values()) == 41
    assert len(document["components"]["schemas"]) > 100


def test_making_clients_is_measured_in_a_copy_and_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> str:
        commands.append(command)
        copy = Path(command[1]).parents[1]
        for made in ("generated", "scripts/__pycache__"):
            (copy / made).mkdir(exist_ok=True)
        changed.update(path.read_text("utf-8")[-4:] for path in copy.glob("specs/*/overlay.yaml"))
        return ""

    changed: set[str] = set()
    monkeypatch.setattr("benchmarks.documents.LINES", 1)
    monkeypatch.setattr(making, "run", run)
    names = [figure.name.removeprefix("regenerate: ") for figure in making.making(1)]
    assert names == [
        "all providers, fresh checkout",
        "all providers",
        "one provider changed",
        "nothing to do",
        "a large document, 41 operations",
        "a large document, all operations",
    ]
    assert environments.ROOT not in Path(commands[0][1]).parents
    assert "--specs" in commands[-1]
    assert {"# 0\n", "# 1\n"} <= changed  # the first turn does not count
