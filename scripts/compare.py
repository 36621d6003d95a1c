"""Print what two OpenAPI documents say differently, in a normal form.

Names of components, order, extensions and notation do not count, nor what an operation's `x-lost`
says its page could not tell. Each line is a place, what the first document says, and what the
second one says.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.jsontypes import Document


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line without the program's name; `sys.argv` by default.

    Returns:
        The exit code: 0 when the documents are equal, 1 when they are not, 2 when one cannot be
        read.
    """
    parser = argparse.ArgumentParser(prog="compare.py", description=__doc__)
    parser.add_argument("one", metavar="A", type=Path, help="an OpenAPI document, YAML or JSON")
    parser.add_argument("other", metavar="B", type=Path, help="another")
    options = parser.parse_args(arguments)
    try:
        found = compare(options.one, options.other)
        for line in found:
            print(line)
        sys.stdout.flush()
    except (PipelineError, ImportError) as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader has seen enough; the interpreter must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    return 1 if found else 0


def compare(one: Path, other: Path) -> list[str]:
    """Return what two documents say differently, a line for each place.

    Args:
        one: File with an OpenAPI 3 document.
        other: File with the document that is held against it.

    Raises:
        PipelineError: A file cannot be read, or is not OpenAPI 3.
        ImportError: A library that this needs is not installed.
    """
    from pipeline.difference import differences

    return list(differences(load(one), load(other)))


def load(file: Path) -> Document:
    """Read a document whole, and mend it as the pipeline does."""
    from pipeline import yaml12
    from pipeline.files import read_text
    from pipeline.jsontypes import is_mapping
    from pipeline.repairs import repair
    from pipeline.validate import validate

    raw = yaml12.load(read_text(file), str(file))
    if not is_mapping(raw) or not str(raw.get("openapi")).startswith("3."):
        raise PipelineError(
            "is not an OpenAPI 3 document",
            file=file,
            fix="give what extract.py wrote, or a document of the provider",
        )
    try:
        document = repair(raw)
    except PipelineError as error:
        raise PipelineError(error.message, file=file, fix=error.fix) from None
    validate(document, str(file))
    return document


if __name__ == "__main__":
    sys.exit(main())
