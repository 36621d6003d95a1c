"""Both distributions of this checkout, built once for all tests, without an index."""

from __future__ import annotations

import atexit
import importlib.metadata
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .sources import ROOT


def _kept_until_the_end() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="finetunes-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def build(root: Path = ROOT) -> tuple[Path, Path]:
    """Build a checkout, or an unpacked sdist, and return the wheel and the sdist."""
    folder = _kept_until_the_end()
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return wheel, sdist


@cache
def names_in_sdist() -> tuple[str, ...]:
    """Return the files in the sdist, without its own folder."""
    with tarfile.open(build()[1]) as archive:
        return tuple(member.name.partition("/")[2] for member in archive if member.isfile())


# What runs in another Python: which distributions it has, where, and what each needs.
_LIST = """
import importlib.metadata as m, json, sys
found = {}
for one in m.distributions():
    files = sorted({str(f).split("/")[0] for f in one.files or () if not str(f).startswith("..")})
    found[one.metadata["Name"]] = [str(one.locate_file("")), files, one.requires or []]
json.dump(found, sys.stdout)
"""


@cache
def installed(python: str) -> dict[str, tuple[str, list[str], list[str]]]:
    """Return what a Python has installed: place, files and requirements by name."""
    run = subprocess.run([python, "-c", _LIST], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(run.stdout)
    return {canonicalize_name(name): tuple(about) for name, about in found.items()}


def closure(requirements: list[str], extras: set[str], python: str) -> set[str]:
    """Name everything that a package with these requirements needs, in that Python.

    Raises:
        LookupError: One of them is not installed there.
    """
    there = installed(python)
    version = subprocess.run(
        [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    names, waiting = set[str](), [(line, extras) for line in requirements]
    while waiting:
        line, wanted = waiting.pop()
        needed = Requirement(line)
        name = canonicalize_name(needed.name)
        about = {"python_version": version, "python_full_version": f"{version}.0"}
        fits = [
            needed.marker is None or needed.marker.evaluate({**about, "extra": extra})
            for extra in (wanted or {""})
        ]
        if name in names or not any(fits):
            continue
        if name == "finetunes":
            waiting += [(again, set(needed.extras)) for again in requirements]
            continue
        if name not in there:
            raise LookupError(name)
        names.add(name)
        waiting += [(again, set(needed.extras)) for again in there[name][2]]
    return names


def requirements(wheel: Path) -> list[str]:
    """Return what a wheel says that it needs."""
    (about,) = importlib.metadata.distributions(path=[str(unpacked(wheel))])
    return about.requires or []


@cache
def unpacked(wheel: Path) -> Path:
    """Return a folder with a wheel's files, as an installer leaves them."""
    folder = _kept_until_the_end()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder
