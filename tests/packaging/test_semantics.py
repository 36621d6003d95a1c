"""What docs/semantics.md says of statuses is what the adapters do."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import finetunes
from finetunes import Status

TEXT = Path(__file__).resolve().parents[2].joinpath("docs/semantics.md").read_text(encoding="utf-8")


def test_the_table_of_statuses_is_the_mapping_of_the_adapters() -> None:
    found = re.search(r"<!-- statuses:.*?-->\n(.*?)\n<!-- end of statuses -->", TEXT, re.DOTALL)
    assert found is not None
    lines = ["| provider | its word | ours |", "|---|---|---|"]
    for name in finetunes.providers():
        statuses = importlib.import_module(f"finetunes.adapters.{name}").STATUSES
        lines += [f"| `{name}` | `{word}` | {status} |" for word, status in statuses.items()]
    assert found[1] == "\n".join(lines)


def test_the_final_statuses_are_the_ones_it_names() -> None:
    (words,) = re.findall(r"^([a-z, ]+) are final \(`Status\.is_final`\)", TEXT, re.MULTILINE)
    named = set(re.split(r", | and ", words))
    assert named == {str(status) for status in Status if status.is_final}
