"""What `pip install finetunes` puts on a machine."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from email.parser import Parser
from typing import TYPE_CHECKING

import pytest

from .sources import ROOT, repository_files

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built without an index and without isolation."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture
def names(wheel: Path) -> list[str]:
    """The files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture
def metadata(wheel: Path) -> Message:
    """The wheel's METADATA."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
        return Parser().parsestr(archive.read(name).decode())


def test_the_wheel_installs_two_packages_and_nothing_beside_them(names: list[str]) -> None:
    top = {name.partition("/")[0] for name in names}
    (information,) = [name for name in top if name.endswith(".dist-info")]
    assert top == {"finetunes", "finetunes_openapi", information}


@pytest.mark.parametrize("package", ["finetunes", "finetunes_openapi"])
def test_both_packages_say_that_they_are_typed(names: list[str], package: str) -> None:
    assert f"{package}/py.typed" in names


def test_every_provider_brings_its_document_and_its_receipt(names: list[str]) -> None:
    providers = {path.name for path in (ROOT / "specs").iterdir() if path.is_dir()}
    for provider in providers:
        assert f"finetunes_openapi/{provider}/openapi.json" in names
        assert f"finetunes_openapi/{provider}/receipt.json" in names
        assert f"finetunes_openapi/{provider}/about.json" in names


def test_the_wheel_holds_every_file_of_both_packages_and_no_other(names: list[str]) -> None:
    roots = [ROOT / "wrapper", ROOT / "generated"]
    expected = {
        path.relative_to(root).as_posix()
        for root in roots
        for path in repository_files()
        if path.is_relative_to(root)
    }
    assert {name for name in names if ".dist-info/" not in name} == expected


def test_the_core_depends_on_httpx_and_attrs_and_nothing_more(metadata: Message) -> None:
    requirements = metadata.get_all("Requires-Dist", [])
    core = [line for line in requirements if "extra ==" not in line]
    assert [line.split("<")[0].split(">")[0].strip() for line in core] == ["attrs", "httpx"]


def test_the_extras_are_those_the_commands_name(metadata: Message) -> None:
    extras = metadata.get_all("Provides-Extra", [])
    assert sorted(extras) == ["backup", "cli", "contracts", "plot", "testing"]


def test_the_wheel_brings_the_command_and_the_licence(wheel: Path, names: list[str]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (entry,) = [n for n in names if n.endswith("entry_points.txt")]
        assert "finetunes = finetunes.cli:main" in archive.read(entry).decode()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
