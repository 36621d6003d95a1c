"""The picture of a terminal in the README: commands that are run, and what they print."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from finetunes.testing import EmbeddedServer
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCENE = Path(__file__).with_suffix(".toml")
_RUN = "import sys; from finetunes.cli import main; sys.exit(main())"
_COLUMNS = 92


def text() -> str:
    """Return the picture docs/terminal.svg, of commands run against the embedded server.

    Raises:
        CalledProcessError: A command failed.
    """
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), highlight=False)
    for command, printed in _session():
        console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
        console.print(Text(printed))
    # The font is somewhere on the network, and the commands are as readable in any other.
    form = re.sub(r" *@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    drawn = console.export_svg(title="finetunes", code_format=form, unique_id="terminal")
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)


def _session() -> Iterator[tuple[str, str]]:
    """Yield each command, and what it printed.

    That is the data. What is said beside it (stderr) has the time of day in it.
    """
    with EmbeddedServer() as server, tempfile.TemporaryDirectory() as folder:
        scene = tomllib.loads(_SCENE.read_text("utf-8"))
        for id, status, days, fields in scene["items"]:
            created_at = server.clock.now - timedelta(days=days)
            server.services[scene["provider"]].add(
                id, status=status, created_at=created_at, fields=fields
            )
        policy = Path(folder, "finetunes.toml")
        policy.write_text("[policy]\n", "utf-8")
        # Nothing of this machine: no colours, no width, no guard rails, no keys.
        environment = {
            **server.environment,
            "PATH": os.environ["PATH"],
            "FINETUNES_STATE": folder,
            "FINETUNES_CONFIG": str(policy),
        }
        for command in scene["commands"]:
            done = subprocess.run(
                [sys.executable, "-c", _RUN, *command.split()[1:]],
                cwd=folder,
                env=environment,
                check=True,
                capture_output=True,
                text=True,
            )
            yield command, done.stdout
