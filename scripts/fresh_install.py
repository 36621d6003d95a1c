"""Install the wheel as a user would, from the index, in environments that hold nothing else.

``make fresh-install`` runs it. It finds what the test suite cannot, because that runs with
pinned versions: a release of a dependency that breaks us, and a lowest version that we allow
and that does not work. The test suite itself needs no index for its installs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from fresh_install_probes import EVERYTHING, PROBES

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
RESOLUTIONS = ("highest", "lowest-direct")


def main(arguments: Sequence[str] | None = None) -> int:
    """Try every extra with both resolutions.

    Args:
        arguments: The command line; by default that of the process.

    Returns:
        0 if every environment works; 1 if one does not, which is said.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--resolution", choices=RESOLUTIONS, action="append", help="only this")
    parser.add_argument("--python", default=sys.executable, help="the Python of the environments")
    options = parser.parse_args(arguments)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run("build the wheel", [sys.executable, "-m", "hatchling", "build", "-d", name])
        (wheel,) = folder.glob("*.whl")
        for resolution in options.resolution or RESOLUTIONS:
            for extras, probe in _cases():
                about = f"{resolution}, {extras or 'no extra'}"
                problem = _try(folder, wheel, options.python, resolution, extras, probe)
                print(f"{about}: {problem or 'works'}", flush=True)
                failed += problem is not None
    print(f"{failed} of the environments do not work" if failed else "every environment works")
    return 1 if failed else 0


def _cases() -> list[tuple[str, str]]:
    """Return each extra alone and all together, with what must run there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = sorted(project["optional-dependencies"])
    return [*((name, PROBES[name]) for name in ["", *extras]), (",".join(extras), EVERYTHING)]


def _try(
    folder: Path, wheel: Path, python: str, resolution: str, extras: str, probe: str
) -> str | None:
    """Return what went wrong, or None."""
    place = folder / f"{resolution} {extras or 'none'}"
    pins = folder / f"{place.name}.txt"
    inside = str(place / "bin" / "python")
    uv = [sys.executable, "-m", "uv", "--quiet"]
    # Only the requirements of a project are direct ones; those of a wheel would be indirect.
    chosen = [word for name in filter(None, extras.split(",")) for word in ("--extra", name)]
    compiling = ["pip", "compile", str(ROOT / "pyproject.toml"), "--resolution", resolution]
    steps = {
        "make an environment": [*uv, "venv", "--python", python, str(place)],
        "resolve": [*uv, *compiling, *chosen, "--python", inside, "--output-file", str(pins)],
        "install": [*uv, "pip", "install", "--python", inside, "--requirement", str(pins)],
        "install the wheel": [
            *(*uv, "pip", "install", "--python", inside, "--no-deps", str(wheel))
        ],
        "check": [*uv, "pip", "check", "--python", inside],
        "run": [inside, "-I", "-c", probe],
    }
    for words, command in steps.items():
        try:
            # What runs there gets no key, proxy or setting of whoever runs this.
            alone = {"HOME": str(place), "PATH": os.defpath} if words == "run" else None
            _run(words, command, alone)
        except RuntimeError as error:
            return str(error)
    return None


def _run(words: str, command: list[str], environment: dict[str, str] | None = None) -> None:
    finished = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if finished.returncode:
        last = (finished.stderr or finished.stdout).strip()[-2000:]
        raise RuntimeError(f"could not {words}: {last or finished.returncode}")


if __name__ == "__main__":
    sys.exit(main())
