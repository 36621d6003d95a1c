"""The figures of a whole run, kept in a file."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from .environments import GENERATOR, ROOT, versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .measuring import Figure

FILE = ROOT / "bench" / "results.json"


def write(
    file: Path,
    parts: Mapping[str, Sequence[Figure]],
    environments: Mapping[str, str],
    missing: Sequence[str],
    rounds: int,
) -> None:
    """Write what a run came to; nothing that names the machine.

    Args:
        file: The file.
        parts: The figures by part.
        environments: What they were measured in.
        missing: What could not be measured.
        rounds: How many turns each side took, at most.
    """
    found = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "rounds": rounds,
        "missing": [*missing],
        "environments": versions(environments),
        GENERATOR: version(GENERATOR),
        "figures": {
            part: [{**asdict(figure), "value": figure.value} for figure in figures]
            for part, figures in parts.items()
        },
    }
    file.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
