"""One command fetches what is published, says what it means, and makes the clients, or nothing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import regenerate
from pipeline import fetched
from pipeline.fetched import Record

from ..core.wire import reply
from .site import INDEX, NEWER, STOP, Site, index, page
from .small import PAGE, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_nothing_new_changes_nothing(
    fetch_all: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put(STOP, PAGE)
    before = tree(specs)
    assert fetch_all() == 0
    assert capsys.readouterr().out == "small: nothing new\n"
    assert tree(specs) == before


def test_clients_that_an_earlier_run_did_not_come_to_make_are_made(
    fetch_all: Callable[..., int],
    specs: Path,
    site: Site,
    owned: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.put(STOP, NEWER)
    (specs / "small/pages/stop.md").write_text(NEWER, "utf-8")
    (specs / "small/fetched.json").write_text(
        fetched.text(
            {"pages/stop.md": Record(site.url(STOP), "2026-05-05", fetched.sha256(NEWER.encode()))}
        ),
        "utf-8",
    )
    capsys.readouterr()
    assert fetch_all() == 0
    assert capsys.readouterr().out == "small: nothing new\nsmall: made\n"
    assert "paused" in (owned / "small/client/models/job.py").read_text("utf-8")


def test_a_newer_page_becomes_a_newer_client(
    fetch_all: Callable[..., int],
    specs: Path,
    site: Site,
    owned: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.put(STOP, NEWER)
    capsys.readouterr()
    assert fetch_all("small") == 0
    said = capsys.readouterr().out
    assert f"small: pages/stop.md has changed: {site.url(STOP)}" in said
    assert "paused" in said
    assert "small: made" in said
    assert (specs / "small/pages/stop.md").read_text("utf-8") == NEWER
    assert "paused" in (specs / "small/openapi.yaml").read_text("utf-8")
    assert "paused" in (owned / "small/client/models/job.py").read_text("utf-8")
    receipt = json.loads((owned / "small/receipt.json").read_bytes())
    assert receipt["files"][0]["date"] == "2026-05-06"
    assert regenerate.main(["--check"]) == 0
    assert fetch_all() == 0
    assert [request.header("if-none-match") for request in site.requests][1] is not None


def test_a_dry_run_tells_all_and_changes_nothing(
    fetch_all: Callable[..., int],
    specs: Path,
    site: Site,
    owned: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site.put(STOP, NEWER)
    before = tree(specs), tree(owned)
    report = tmp_path / "made/report.md"
    assert fetch_all("--dry-run", "--report", str(report)) == 0
    assert "paused" in capsys.readouterr().out
    assert "paused" in report.read_text("utf-8")
    assert (tree(specs), tree(owned)) == before


def test_the_report_is_markdown_that_foreign_text_cannot_leave(
    fetch_all: Callable[..., int], specs: Path, site: Site, tmp_path: Path
) -> None:
    site.redirect(STOP, "/`x`.md", "301 Moved Permanently")
    site.put("/%60x%60.md", NEWER)
    report = tmp_path / "report.md"
    assert fetch_all("--report", str(report)) == 0
    text = report.read_text("utf-8")
    assert text.startswith("# small\n")
    assert "## What the change means" in text
    assert all(line.count("`") == 2 for line in text.splitlines() if "another address" in line)


@pytest.mark.parametrize(("text", "said"), [(PAGE, "false"), (NEWER, "true")])
def test_a_build_server_is_told_whether_something_has_changed(
    text: str, said: str, fetch_all: Callable[..., int], site: Site, tmp_path: Path
) -> None:
    site.put(STOP, text)
    outputs, report = tmp_path / "outputs", tmp_path / "report.md"
    outputs.write_text("other=1\n", "utf-8")
    assert fetch_all("--changed", str(outputs), "--report", str(report)) == 0
    assert outputs.read_text("utf-8") == f"other=1\nchanged={said}\n"
    assert report.exists() == (said == "true")


def test_clients_of_another_folder_are_proved_and_not_made(
    fetch_all: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put(STOP, NEWER)
    assert fetch_all() == 0
    assert "now make the clients: `python scripts/regenerate.py" in capsys.readouterr().out
    assert not (specs / "small/openapi.yaml").exists()
    assert (specs / "small/pages/stop.md").read_text("utf-8") == NEWER


@pytest.fixture
def three(fetch_all: Callable[..., int], specs: Path, site: Site) -> Callable[..., int]:
    """sync.py on three providers: the site breaks down for `bad`, and has news for `good`."""
    for name, path in {"bad": "/html", "good": "/new"}.items():
        shutil.copytree(specs / "small", specs / name)
        (specs / name / "provider.yaml").write_text(
            f"sources: [{{file: pages/stop.md, url: '{site.url(path)}'}}]\n", "utf-8"
        )
    site.put(STOP, PAGE)
    site.answers["/html"] = reply("<html>", "200 OK", "Content-Type: text/html")
    site.put("/new", NEWER)
    return fetch_all


def test_a_dry_run_reports_on_the_others_where_one_cannot_be_read(
    three: Callable[..., int],
    specs: Path,
    site: Site,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = tree(specs)
    assert three("--dry-run", "--report", str(tmp_path / "report.md")) == 1
    told, failed = capsys.readouterr()
    assert "good: wire: harmless (1 harmless)\ngood: sdk: harmless (1 harmless)\n\n" in told
    assert "small: nothing new\n" in told
    assert "bad: " not in told
    assert failed.splitlines() == [
        f"bad: {site.url('/html')}: is text/html, not Markdown, YAML or JSON; correct the address",
        "failed: bad; nothing was changed",
    ]
    assert tree(specs) == before
    report = (tmp_path / "report.md").read_text("utf-8")
    assert report.startswith("# good\n")
    assert report.endswith("; correct the address`\n\nfailed, and left as it was")


def test_the_others_are_taken_over_where_one_cannot_be_read(
    three: Callable[..., int], specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(specs / "bad"), tree(specs / "small")
    assert three() == 1
    assert capsys.readouterr().err.endswith("\nfailed: bad; taken over: good\n")
    assert (specs / "good/pages/stop.md").read_text("utf-8") == NEWER
    assert (tree(specs / "bad"), tree(specs / "small")) == before


def test_all_sources_that_cannot_be_read_are_told_at_once(
    three: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.answers[STOP] = reply("", "500 Internal Server Error")
    assert three("bad", "small") == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in lines] == ["bad", "small", "failed"]
    assert lines[-1] == "failed: bad, small; nothing was changed"


def test_clients_of_a_provider_that_cannot_be_read_are_not_made_again(
    three: Callable[..., int], specs: Path, owned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = specs / "bad/pages/stop.md"
    page.write_text(NEWER, "utf-8")
    capsys.readouterr()
    assert three("bad", "small") == 1
    assert capsys.readouterr().out == "small: nothing new\nsmall: up to date\n"


def test_a_provider_of_which_nothing_can_be_fetched_is_not_said_to_have_nothing_new(
    fetch_all: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (specs / "small/provider.yaml").write_text(
        f"sources: [{{file: pages/stop.md, url: '{site.url(STOP)}', fetch: false}}]\n", "utf-8"
    )
    assert fetch_all("--dry-run") == 0
    by_hand, asked = capsys.readouterr().out.splitlines()
    assert by_hand.startswith("small: pages/stop.md is kept by hand (`fetch: false`); compare it ")
    assert asked == "small: nothing was asked: no source in provider.yaml can be fetched"
    assert site.asked == []


def test_a_slow_site_is_given_up_after_a_total_time_of_all(
    fetch_all: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = reply(PAGE, "200 OK", "Content-Type: text/plain")
    site.answers[STOP] = lambda connection, request: connection.trickle(answer)
    shutil.copytree(specs / "small", specs / "third")
    before = tree(specs)
    assert fetch_all("--patience", "0.2") == 1
    first, second, _ = capsys.readouterr().err.splitlines()
    assert first.startswith("small: the sources were not read within 0.2 seconds; run this again")
    assert second.startswith("third: the sources were not read within 0.2 seconds")
    assert len(site.asked) < 2
    assert tree(specs) == before


def test_a_new_page_becomes_a_new_operation(
    fetch_all: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put(STOP, PAGE)
    site.put("/jobs/start.md", page("start"))
    site.put(INDEX, index(STOP, "/jobs/start.md"))
    with (specs / "small/provider.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"  - index: '{site.url(INDEX)}'\n    pages: ['/jobs/*']\n")
    assert fetch_all() == 0
    assert (specs / "small/pages/start.md").exists()
    assert "POST /jobs/{id}/start" in capsys.readouterr().out


def test_a_provider_without_anything_yet_is_fetched_whole(
    fetch_all: Callable[..., int], specs: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.put(STOP, PAGE)
    shutil.rmtree(specs / "small/pages")
    assert fetch_all() == 0
    assert "small: a new client" in capsys.readouterr().out
    assert (specs / "small/pages/stop.md").read_text("utf-8") == PAGE


def test_another_kind_of_source_is_compared_with_the_document_that_was_built(
    fetch_all: Callable[..., int],
    specs: Path,
    site: Site,
    owned: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = NEWER[NEWER.index("openapi: 3.1.0") : NEWER.rindex("````")]
    site.put("/openapi.yaml", whole, "application/yaml")
    (specs / "small/provider.yaml").write_text(
        "source: upstream.yaml\n"
        f"sources: [{{file: upstream.yaml, url: '{site.url('/openapi.yaml')}'}}]\n",
        "utf-8",
    )
    assert fetch_all() == 0
    said = capsys.readouterr().out
    assert "paused" in said
    assert "breaking wire" not in said


def test_an_unknown_provider_is_a_usage_error(
    fetch_all: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert fetch_all("acme") == 2
    said = capsys.readouterr().err
    assert said.startswith("'acme' is not a provider in ")
    assert said.endswith("; there are small\n")


def test_the_command_runs_and_takes_its_date_from_the_clock(
    fetch_all: Callable[..., int], specs: Path, site: Site
) -> None:
    site.put(STOP, NEWER)
    script = regenerate.ROOT / "scripts/sync.py"
    done = subprocess.run(
        [sys.executable, str(script), "--specs", str(specs)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    record = json.loads((specs / "small/fetched.json").read_bytes())["pages/stop.md"]
    assert len(record["date"]) == 10
