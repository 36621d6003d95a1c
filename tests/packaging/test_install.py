"""The wheel in clean environments, offline: with nothing but what its metadata asks for.

Each environment is a new one without pip. What the wheel needs is linked into it from the
development environment of that Python, so that a dependency which is used and not declared
is missing here as it would be for a user. What runs there is what `make fresh-install` runs in
environments that it installs from an index.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fresh_install_probes import EVERYTHING, PROBES

from .distributions import build, closure, installed, requirements, unpacked
from .sources import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
OTHERS = {
    version: ROOT / f".venv-{version}" / "bin" / "python"
    for version in ("3.11", "3.12", "3.13")
    if version != HERE
}
ALL = ",".join(filter(None, PROBES))
PROGRAMS = {**PROBES, ALL: EVERYTHING}
MISSING = {
    "cli": "from finetunes.cli import main\nsys.exit(main(['providers']))\n",
    "testing": "from finetunes.testing import EmbeddedServer\nEmbeddedServer().__enter__()\n",
}


def linked(folder: Path, python: str, extras: str) -> str:
    """Make an environment with the wheel and what it needs with these extras; return its Python."""
    made = folder / "environment"
    if python == sys.executable:
        venv.create(made, with_pip=False, symlinks=True)
    else:
        command = [python, "-m", "venv", "--without-pip", str(made)]
        subprocess.run(command, check=True, capture_output=True)
    (packages,) = made.glob("lib/python*/site-packages")
    wheel, _ = build()
    there = installed(python)
    for name in closure(requirements(wheel), set(filter(None, extras.split(","))), python):
        place, files, _ = there[name]
        for file in files:
            target = packages / file
            if not target.exists() and file != "__pycache__":
                target.symlink_to(Path(place, file))
    for part in unpacked(wheel).iterdir():
        packages.joinpath(part.name).symlink_to(part)
    return str(made / "bin" / "python")


def run(python: str, code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    words = [python, "-I", "-X", "utf8", "-c", f"import sys\n{code}"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def environment(tmp_path: Path) -> Callable[[str, str], str]:
    """Make a clean environment: `environment(python, extras)`."""
    return lambda python, extras: linked(tmp_path, python, extras)


@pytest.mark.parametrize("extras", PROGRAMS, ids=lambda extras: extras or "no extra")
def test_the_wheel_works_in_a_clean_environment(
    extras: str, environment: Callable[[str, str], str], tmp_path: Path
) -> None:
    finished = run(environment(sys.executable, extras), PROGRAMS[extras], tmp_path)
    assert finished.returncode == 0, finished.stderr


@pytest.mark.parametrize("version", OTHERS)
@pytest.mark.parametrize("extras", ["", ALL], ids=["no extra", "all extras"])
def test_it_works_on_every_other_python_that_is_here(
    version: str, extras: str, environment: Callable[[str, str], str], tmp_path: Path
) -> None:
    if not OTHERS[version].exists():
        pytest.skip(f"there is no Python {version} here; `make versions` sets up those there are")
    try:
        python = environment(str(OTHERS[version]), extras)
    except LookupError as missing:  # it was set up from an older lock
        pytest.skip(f"Python {version} has no {missing} yet; `make versions` brings it")
    finished = run(python, PROGRAMS[extras], tmp_path)
    assert finished.returncode == 0, finished.stderr


@pytest.mark.parametrize("extra", MISSING)
def test_without_an_extra_one_line_says_what_to_install(
    extra: str, environment: Callable[[str, str], str], tmp_path: Path
) -> None:
    finished = run(environment(sys.executable, ""), MISSING[extra], tmp_path)
    assert finished.returncode == 1
    assert f"pip install 'finetunes[{extra}]'" in finished.stderr.strip().splitlines()[-1]
