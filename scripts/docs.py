"""Make what is made in docs/: references, benchmarks, llms.txt, and the picture of a terminal.

    python scripts/docs.py [--check]

With `--check` nothing is written, and 1 means that a file is not what the code says. `make docs`
runs it, and builds the site.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from documentation import commands, errors, index, performance, picture, python

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]


def made(configuration: Path = ROOT / "mkdocs.yml") -> dict[str, str]:
    """Return the text of each file that is made, by its name in docs/.

    Args:
        configuration: The configuration of mkdocs, which knows all pages.
    """
    return {
        "commands.md": commands.text(),
        "errors.md": errors.text(),
        "llms.txt": index.text(configuration),
        "performance.md": performance.text(),
        "python.md": python.text(),
        "terminal.svg": picture.text(),
    }


def main(arguments: Sequence[str] | None = None, folder: Path = ROOT / "docs") -> int:
    """Run the command.

    Args:
        arguments: The command line without the program's name; `sys.argv` by default.
        folder: Where the files are.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="docs.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    different = [
        (folder / name, text)
        for name, text in made().items()
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != text
    ]
    for path, text in different:
        if check:
            print(f"docs/{path.name}: is not what the code says; run `make docs`", file=sys.stderr)
        else:
            path.write_text(text, "utf-8")
            print(f"docs/{path.name}: made")
    return 1 if check and different else 0


if __name__ == "__main__":
    sys.exit(main())
