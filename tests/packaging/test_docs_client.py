"""The guide docs/client.md: its examples run, and its figures are those of the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
import finetunes
import pytest
from finetunes.calls import LONGEST_RETRY_AFTER
from finetunes.exchange.connections import MOST
from finetunes.operations.common import LONGEST_WAIT

from .examples import ROOT, blocks, play, search_path

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

GUIDE = ROOT / "docs/client.md"
TEXT = " ".join(GUIDE.read_text("utf-8").split())
PROGRAMS = {block.file: block.text for block in blocks(GUIDE)}
PRINTED = {
    "threads.py": "together:ft-123 succeeded\ntogether:ft-124 running\n",
    "loops.py": "succeeded running\ntogether:ft-123\ntogether:ft-124\n",
    "keys.py": "succeeded\n",
    "certificates.py": "succeeded\n",
    "time_limits.py": "running\nrunning\n",
    "logs.py": "finetunes GET {url}/fine-tunes/ft-123: 200\n",
    "generated.py": "30 30 30\n",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_runs_without_a_warning_and_prints_what_it_is_to_show(
    server: EmbeddedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("PATH", search_path())
    server.together.add("ft-123", status="completed")
    server.together.add("ft-124", status="running")
    (tmp_path / "together.key").write_text(f"{server.key('together')}\n", "utf-8")
    (tmp_path / "company.pem").write_bytes(Path(certifi.where()).read_bytes())
    (tmp_path / name).write_text(PROGRAMS[name], "utf-8")
    printed = play(f"python -W error {name} 2>&1", tmp_path)
    assert printed == PRINTED[name].format(url=server.base_url("together"))


def test_every_variable_of_a_provider_is_named() -> None:
    known = finetunes.providers().values()
    variables = {name for one in known for name in (*one.api_key_variables, one.base_url_variable)}
    assert [name for name in sorted(variables) if f"`{name}`" not in TEXT] == []


def test_the_figures_are_those_of_the_code() -> None:
    client = finetunes.Client("together", api_key="sk-test-0123456789")
    said = {
        r"At most (\d+) requests of one client go on at once": MOST,
        r"total time of a call in seconds, (\d+) unless told otherwise": client._timeout,
        r"again by itself, (\d+) unless told otherwise": client._adapter.max_retries,
        r"what `Retry-After` asks for, up to (\d+) seconds": LONGEST_RETRY_AFTER,
        r"cancel and wait together \| (\d+) \|": LONGEST_WAIT,
    }
    assert {words: re.findall(words, TEXT) for words in said} == {
        words: [f"{number:g}"] for words, number in said.items()
    }
