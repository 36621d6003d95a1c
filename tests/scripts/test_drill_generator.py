"""docs/upgrading-a-generator.md quotes what is printed when a generator has changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import openapi_python_client
import pytest
import regenerate
from pipeline import stamp, templates

from ..packaging.examples import ROOT, blocks
from .small import tree

MOVED, UNPATCHABLE = (block.text for block in blocks(ROOT / "docs" / "upgrading-a-generator.md"))


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A folder with another version of the generator, to be put before the installed one."""
    folder = tmp_path / "newer"
    installed = Path(openapi_python_client.__file__).parent
    shutil.copytree(installed, folder / installed.name)
    facts = folder / "openapi_python_client-99.0.0.dist-info/METADATA"
    facts.parent.mkdir()
    facts.write_text("Metadata-Version: 2.1\nName: openapi-python-client\nVersion: 99.0.0\n")
    assert distribution("openapi-python-client").version in regenerate.ROOT.joinpath(
        "pyproject.toml"
    ).read_text("utf-8")
    return folder


@pytest.fixture
def acme(specs: Path) -> Path:
    """A repository of one provider, whose client is up to date."""
    (specs / "small").rename(specs / "acme")
    assert run(specs).returncode == 0
    return specs


def run(
    specs: Path, *arguments: str, generator: Path | None = None
) -> subprocess.CompletedProcess[str]:
    script = regenerate.ROOT / "scripts/regenerate.py"
    command = [sys.executable, str(script), "--specs", "specs", "--out", "generated", *arguments]
    return subprocess.run(
        command,
        cwd=specs.parent,
        env=dict(os.environ) | ({"PYTHONPATH": str(generator)} if generator else {}),
        check=False,
        capture_output=True,
        text=True,
    )


def printed(done: subprocess.CompletedProcess[str], specs: Path) -> str:
    return done.stderr.replace(f"{specs.parent}/", "")


def test_a_pin_that_has_moved_is_noticed_by_the_receipts(acme: Path, newer: Path) -> None:
    done = run(acme, "--check", generator=newer)
    assert (done.returncode, printed(done, acme)) == (1, MOVED)
    made = acme.parent / "generated"
    before = tree(made)
    assert run(acme, generator=newer).returncode == 0
    after = tree(made)
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name for name in changed if stamp.FOLDER not in name} == {
        "finetunes_openapi/acme/receipt.json"
    }
    assert run(acme, "--check", generator=newer).returncode == 0


def test_a_patch_that_matches_no_more_stops_everything_with_the_quoted_message(
    acme: Path, newer: Path
) -> None:
    template = newer / "openapi_python_client/templates/errors.py.jinja"
    template.write_text(template.read_text("utf-8").replace("__all__ =", "__all__: list ="))
    before = tree(acme.parent / "generated")
    done = run(acme, generator=newer)
    assert (done.returncode, printed(done, acme)) == (1, UNPATCHABLE)
    assert tree(acme.parent / "generated") == before


def test_the_quoted_patch_is_one_of_ours() -> None:
    quoted = re.search(r"template (\S+) holds '(.*)' 0 times.*\(patch: (.*)\);", UNPATCHABLE)
    assert quoted
    ours = {(one.template, one.old.strip(), one.why) for one in templates.PATCHES}
    assert quoted.groups() in ours
