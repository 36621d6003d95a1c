"""The environments that are measured: nothing in them but what is needed, pinned."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / ".venv-bench"
PEERS = ROOT / ".venv-bench-peers"
PEER_PINS = tuple((ROOT / "bench" / "peers.txt").read_text("utf-8").split())
"""The official SDKs that do the same work; the versions that the targets were drawn from."""


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


def prepare(folder: Path, *extras: str, run: Callable[[Sequence[str]], str] = run) -> str:
    """Bring an environment up to date: pinned dependencies, and a wheel of this checkout.

    Args:
        folder: The environment's folder; it is made where it is missing or out of date.
        extras: Extras of this package that are wanted there.
        run: Runs a command.

    Returns:
        The environment's interpreter.
    """
    lock = (ROOT / "requirements-dev.lock").read_text("utf-8")
    requirements = pinned(lock, dependencies("finetunes", *extras))
    installed = folder / "requirements.txt"
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    if not installed.exists() or installed.read_text("utf-8") != requirements:
        run([sys.executable, "-m", "venv", "--clear", str(folder)])
        wanted = folder / "wanted.txt"
        wanted.write_text(requirements, "utf-8")
        run([*pip, "--require-hashes", "-r", str(wanted)])
        wanted.rename(installed)
    wheels = folder / "wheels"
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)])
    newest = max(wheels.glob("*.whl"), key=lambda wheel: wheel.stat().st_mtime)
    run([*pip, "--force-reinstall", str(newest)])
    return python


def prepare_peers(
    folder: Path = PEERS, run: Callable[[Sequence[str]], str] = run
) -> tuple[str | None, str]:
    """Set up the environment in which the official SDKs stand beside this package.

    Args:
        folder: The environment's folder.
        run: Runs a command.

    Returns:
        The environment's interpreter, and nothing; or None, and why there is none.
    """
    done = folder / "peers.txt"
    try:
        python = prepare(folder, "cli", run=run)
        if not done.exists() or done.read_text("utf-8").split() != [*PEER_PINS]:
            quiet = ["--quiet", "--disable-pip-version-check"]
            run([python, "-m", "pip", "install", *quiet, *PEER_PINS])
            done.write_text("\n".join(PEER_PINS), "utf-8")
    except subprocess.CalledProcessError as error:
        return None, f"not measured: {', '.join(PEER_PINS)} (exit code {error.returncode} of pip)"
    return python, ""
