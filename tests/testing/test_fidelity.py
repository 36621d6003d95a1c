"""The embedded server under Schemathesis: all checks, each document, and what is left argued."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import yaml
from finetunes.testing import EmbeddedServer

from ..contract.documents import PROVIDERS, ROOT
from .conftest import START, HandClock, key_header

if TYPE_CHECKING:
    from ..conftest import Figures

TABLE = Path(__file__).with_name("differences.yaml")

# Schemathesis makes up values of this header that no client can send, and stops at them.
SETTINGS = '[parameters]\n"header.X-Client-Name" = "finetunes"\n'

pytestmark = pytest.mark.slow


@cache
def argued(part: str) -> list[dict[str, Any]]:
    """The rows of one part of the table of differences."""
    table: dict[str, list[dict[str, Any]]] = yaml.safe_load(TABLE.read_text("utf-8"))
    return table[part]


@pytest.fixture(scope="module", params=PROVIDERS)
def report(
    request: pytest.FixtureRequest,
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, dict[str, Any]]:
    """What Schemathesis says of a server of its own, the same on every run."""
    provider: str = request.param
    folder = tmp_path_factory.mktemp(provider)
    written = folder / "report.json"
    folder.joinpath("schemathesis.toml").write_text(SETTINGS, "utf-8")
    with EmbeddedServer(clock=HandClock(), start=START) as server:
        server.seed()
        server.together.add("ft-01234567890123456789", status="completed")
        command = [str(Path(sys.executable).with_name("st")), "run"]
        command += [str(ROOT / "generated" / "finetunes_openapi" / provider / "openapi.json")]
        header = ": ".join(key_header(provider, server.key(provider)))
        command += ["--url", server.base_url(provider), "-H", header]
        command += ["--checks=all", "--continue-on-failure", "--no-shrink"]
        command += ["--generation-deterministic"]
        command += ["--max-examples", str(pytestconfig.getoption("--examples"))]
        command += ["--report=json", f"--report-json-path={written}"]
        ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert written.exists(), ended.stdout[-2000:] + ended.stderr
    return provider, cast("dict[str, Any]", json.loads(written.read_text("utf-8")))


def test_schemathesis_asked_every_operation_and_finished(
    report: tuple[str, dict[str, Any]], figures: Figures
) -> None:
    provider, said = report
    operations = said["operations"]
    assert (said["complete"], said["errors"], operations["errored"]) == (True, [], 0)
    assert operations["tested"] == operations["total"] > 0
    figures.add(f"fidelity: requests of Schemathesis, {provider}", said["test_cases"]["generated"])


def test_schemathesis_finds_nothing_but_what_is_argued(report: tuple[str, dict[str, Any]]) -> None:
    provider, said = report
    found = {
        (failure["code"], operation)
        for failure in said["failures"]
        for operation in failure["operations"]
    }
    rows = [row for row in argued("schemathesis") if row["provider"] == provider]
    allowed = [{(row["check"], operation) for operation in row["operations"]} for row in rows]
    assert found - set().union(*allowed) == set()
    assert [row for row, seen in zip(rows, allowed, strict=True) if not found & seen] == []


@pytest.mark.parametrize("part", ["schemathesis", "prism"])
def test_each_row_says_why(part: str) -> None:
    assert all(len(row["why"].split()) > 5 for row in argued(part))
