"""The environments that are measured: nothing in them but what is needed, pinned."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
from importlib.metadata import requires
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv-bench"
CORE = "core"
"""The environment of the core alone; the targets are held there."""
COMMAND_LINE = "command line"
"""The environment of the extra that the command line needs."""
GENERATOR = "openapi-python-client"
"""The generator whose own output for Together's document, without our templates, is measured."""
PEERS = {
    pin.partition("==")[0]: pin for pin in (ROOT / "bench/peers.txt").read_text("utf-8").split()
}
"""The official SDKs that do the same work, and their pins. Each has an environment of its own."""
UNTOUCHED = "untouched"
"""The package that the generator's own output is, in the environment of the core."""

Environments = dict[str, str]
"""Interpreters by the name of what is measured there; what could not be installed is not there."""


def run(command: Sequence[str]) -> str:
    """Run a command in the repository's folder, and return what it printed."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout


def pinned(lock: str, names: set[str]) -> str:
    """Return the entries of a lock file, hashes included, for some distributions."""
    entries = re.split(r"\n(?=\S)", lock)
    return "\n".join(entry for entry in entries if re.split(r"[=\[ ]", entry)[0] in names)


def dependencies(distribution: str, *extras: str) -> set[str]:
    """Name what a distribution needs to run here, directly or not.

    Args:
        distribution: Its name; it is installed here.
        extras: Those of its extras that are wanted; none for what it needs.
    """
    found: set[str] = set()
    waiting = [(distribution, ("", *extras))]
    while waiting:
        name, wanted = waiting.pop()
        for line in requires(name) or []:
            requirement = Requirement(line)
            needed = canonicalize_name(requirement.name)
            marker = requirement.marker
            applies = marker is None or any(marker.evaluate({"extra": one}) for one in wanted)
            if applies and needed not in found:
                found.add(needed)
                waiting.append((needed, ("",)))
    return found


def prepare(
    folder: Path = FOLDER, run: Callable[[Sequence[str]], str] = run
) -> tuple[Environments, list[str]]:
    """Bring all environments up to date: what is pinned, and a wheel of this checkout.

    Args:
        folder: The folder of the environments; it is made.
        run: Runs a command.

    Returns:
        The environments, and a line for each peer that could not be installed.

    Raises:
        CalledProcessError: The environment of the core or of the command line cannot be made.
    """
    wheels = folder / "wheels"
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)])
    wheel = max(wheels.glob("*.whl"), key=lambda wheel: wheel.stat().st_mtime)
    found = {
        CORE: _environment(folder / "core", wheel, run),
        COMMAND_LINE: _environment(folder / "cli", wheel, run, extra="cli"),
    }
    _generate(folder / "core", run)
    found[GENERATOR] = found[CORE]
    missing: list[str] = []
    for name, pin in PEERS.items():
        try:
            found[name] = _environment(folder / name, wheel, run, pin=pin)
        except subprocess.CalledProcessError as error:
            missing.append(f"not measured: {pin} (exit code {error.returncode} of pip)")
    return found, missing


def _environment(
    folder: Path, wheel: Path, run: Callable[[Sequence[str]], str], extra: str = "", pin: str = ""
) -> str:
    """Bring one environment up to date, and return its interpreter."""
    lock = (ROOT / "requirements-dev.lock").read_text("utf-8")
    requirements = pinned(lock, dependencies("finetunes", extra))
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = folder / "done.txt"
    if not done.exists() or done.read_text("utf-8") != requirements + pin:
        run([sys.executable, "-m", "venv", "--clear", str(folder)])
        wanted = folder / "requirements.txt"
        wanted.write_text(requirements, "utf-8")
        run([*pip, "--no-deps", "--require-hashes", "-r", str(wanted)])
        if pin:
            run([*pip, pin])
        done.write_text(requirements + pin, "utf-8")
    run([*pip, "--no-deps", "--force-reinstall", str(wheel)])
    return python


def _generate(folder: Path, run: Callable[[Sequence[str]], str]) -> None:
    """Put the generator's own output for Together's document beside the core."""
    settings = folder / "generator.yaml"
    settings.write_text(f"package_name_override: {UNTOUCHED}\npost_hooks: []\n", "utf-8")
    document = ROOT / "generated" / "finetunes_openapi" / "together" / "openapi.json"
    site = sysconfig.get_path("purelib", "venv", {"base": str(folder)})
    options = ["--path", str(document), "--config", str(settings), "--meta", "none", "--overwrite"]
    command = [sys.executable, "-m", "openapi_python_client", "generate", *options]
    run([*command, "--output-path", f"{site}/{UNTOUCHED}"])


def shared(environments: Mapping[str, str]) -> list[tuple[str, str, list[str]]]:
    """Group what can be compared: only what runs in one environment.

    Args:
        environments: The environments, as `prepare` returns them.

    Returns:
        The name of each environment, its interpreter, and the peers in it. That of the core is
        the first; that of the command line, where nothing is compared with a peer, is left out.
    """
    core = environments[CORE]
    found = [(CORE, core, [GENERATOR] if GENERATOR in environments else [])]
    found += [(name, environments[name], [name]) for name in PEERS if name in environments]
    return found


_VERSIONS = """
import importlib.metadata, json
found = {}
for one in importlib.metadata.distributions():
    found[one.name.lower()] = one.version
print(json.dumps(found))
"""
_NAMED = (
    "finetunes", "httpx", "httpx2", "httpcore", "anyio", "sniffio", "attrs", "pydantic", "click",
    "rich",
)  # fmt: skip


def versions(environments: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the versions of what decides about figures, by environment."""
    found: dict[str, dict[str, str]] = {}
    for name, python in environments.items():
        if name != GENERATOR:
            there: dict[str, str] = json.loads(run([python, "-I", "-c", _VERSIONS]))
            found[name] = {one: there[one] for one in (*_NAMED, *PEERS) if one in there}
    return found
