"""One command makes every client from what the providers publish."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import regenerate
from regenerate import ROOT

from .small import AUTHORED, PAGE, tree


def test_a_folder_with_a_page_is_enough_for_a_new_client(
    run: Callable[..., int], tmp_path: Path
) -> None:
    assert run() == 0
    made = tmp_path / "out/made"
    assert (made / "small/client/api/jobs/stop_job.py").exists()
    assert {"__init__.py", "bodies.py", "contracts.py", "openapi.json", "receipt.json"} <= {
        path.name for path in (made / "small").iterdir()
    }
    assert json.loads((made / "small/openapi.json").read_text())["info"]["title"] == "Corrected API"
    assert (made / "py.typed").exists()
    program = (
        "from made.small.client.api.jobs.stop_job import _get_kwargs as k;"
        "from made.small.client.models import Job;"
        "print(k('a/b')['url'], Job.from_dict({'state': 'new'}).state)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=made.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout == "/jobs/a%2Fb/stop new\n"


def test_importing_a_provider_loads_nothing_else(run: Callable[..., int], tmp_path: Path) -> None:
    run()
    program = "import made.small, sys; print('httpx' in sys.modules or 'attrs' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path / "out",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_the_receipt_says_what_a_package_was_made_from(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    (specs / "small/provider.yaml").write_text(
        "sources: [{file: pages/stop.md, url: 'https://example.com/stop'}]\n"
    )
    (specs / "small/authored.yaml").write_text(AUTHORED)
    assert run() == 0
    text = (tmp_path / "out/made/small/receipt.json").read_text()
    receipt = json.loads(text)
    assert receipt["files"][0]["file"] == "pages/stop.md"
    assert receipt["files"][0]["url"] == "https://example.com/stop"
    assert len(receipt["files"][0]["sha256"]) == 64
    assert receipt["overlay"]["actions"] == 1
    assert receipt["authored"]["file"] == "authored.yaml"
    assert receipt["tools"].keys() == {"openapi-python-client", "datamodel-code-generator", "ruff"}
    assert str(tmp_path) not in text


def test_what_we_describe_ourselves_joins_the_pages(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    (specs / "small/authored.yaml").write_text(AUTHORED)
    assert run() == 0
    names = {path.name for path in (tmp_path / "out/made/small/client/api/jobs").iterdir()}
    assert {"stop_job.py", "delete_job.py"} <= names


def test_a_whole_document_can_be_the_source_and_a_part_of_it_selected(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    shutil.rmtree(specs / "small")
    (specs / "small").mkdir()
    (specs / "small/upstream.yaml").write_text(
        AUTHORED + PAGE[PAGE.index("  /jobs/{id}/stop:") : PAGE.rindex("````")]
    )
    (specs / "small/provider.yaml").write_text(
        "source: upstream.yaml\nselect: {operation_ids: [deleteJob]}\n"
    )
    assert run() == 0
    document = json.loads((tmp_path / "out/made/small/openapi.json").read_text())
    assert list(document["paths"]) == ["/jobs/{id}"]
    receipt = json.loads((tmp_path / "out/made/small/receipt.json").read_text())
    assert receipt["select"] == {"paths": [], "tags": [], "operation_ids": ["deleteJob"]}
    assert "components" not in document


def test_a_source_may_be_called_like_the_document_that_is_built(
    run: Callable[..., int], specs: Path
) -> None:
    shutil.rmtree(specs / "small")
    (specs / "small").mkdir()
    (specs / "small/openapi.yaml").write_text(AUTHORED)
    (specs / "small/provider.yaml").write_text("source: openapi.yaml\n")
    assert run() == 0
    (specs / "small/openapi.yaml").write_text(AUTHORED.replace("deleteJob", "removeJob"))
    assert run("--check") == 1


def test_nothing_is_written_to_another_specs_folder(run: Callable[..., int], specs: Path) -> None:
    before = tree(specs)
    run()
    assert tree(specs) == before


def test_this_repositorys_documents_are_written_and_checked(
    run: Callable[..., int],
    specs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(regenerate, "ROOT", tmp_path)
    assert run() == 0
    document = specs / "small/openapi.yaml"
    assert "Corrected API" in document.read_text()
    assert run("--check") == 0
    document.write_text(document.read_text().replace("Corrected", "Edited"))
    capsys.readouterr()
    assert run("--check") == 1
    assert f"{document}: is not what" in capsys.readouterr().err
    assert run() == 0
    assert "small: made" in capsys.readouterr().out
    document.unlink()
    assert run("--check") == 1
    assert run() == 0
    assert document.exists()


def test_the_bytes_depend_on_neither_hash_seed_nor_working_directory(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    run()
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "src/httpx").mkdir(parents=True)  # would count as first-party when sorting imports
    (elsewhere / "httpx").mkdir()
    (elsewhere / "pyproject.toml").write_text("[tool.ruff]\nline-length = 40\n")
    script = ROOT / "scripts/regenerate.py"
    for seed in ("0", "1"):
        subprocess.run(
            [
                sys.executable,
                str(script),
                "--specs",
                str(specs),
                "--out",
                seed,
                "--package",
                "made",
            ],
            cwd=elsewhere,
            env=dict(os.environ) | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        assert tree(elsewhere / seed) == tree(tmp_path / "out")


def test_a_page_that_differs_from_its_recorded_sha256_is_built_and_recorded_as_it_is(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    page = specs / "small/pages/stop.md"
    (specs / "small/provider.yaml").write_text(
        "sources: [{file: pages/stop.md, sha256: '00', date: '2026-01-01'}]\n"
    )
    page.write_text(page.read_text().replace("> Stops it.", "> Stops it now."))
    assert run() == 0
    receipt = json.loads((tmp_path / "out/made/small/receipt.json").read_text())
    assert receipt["files"][0]["sha256"] == hashlib.sha256(page.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["stop.txt", "stop.mdx", "stop"])
def test_a_page_may_be_called_anything(
    name: str, run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    folder = specs / "small/pages"
    (folder / "stop.md").rename(folder / name)
    (folder / ".stop.md.swp").write_text("not a page")
    (folder / "old").mkdir()
    assert run() == 0
    receipt = json.loads((tmp_path / "out/made/small/receipt.json").read_text())
    assert [file["file"] for file in receipt["files"]] == [f"pages/{name}"]
