"""Print what two OpenAPI documents say differently, in a normal form.

Names of components, order, extensions and notation do not count, nor what an operation's `x-lost`
says its page could not tell. Each line is a place, what the first document says, and what the
second one says.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import files
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.jsontypes import Document

INPUTS = (
    "an OpenAPI document (.yaml, .yml, .json), a page with one, or - for either on standard input"
)
_DOCUMENTS = (".yaml", ".yml", ".json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line without the program's name; `sys.argv` by default.

    Returns:
        The exit code: 0 when the documents are equal, 1 when they are not, 2 when one cannot be
        read.
    """
    parser = argparse.ArgumentParser(prog="compare.py", description=__doc__)
    parser.add_argument("one", metavar="A", type=Path, help=INPUTS)
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
        files.give_up_stdout()
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
    """Read a document whole, or a page, and mend it as the pipeline does.

    Args:
        file: OpenAPI 3 in YAML or JSON if its name ends so, else a page of documentation; `-` is
            either on standard input.

    Raises:
        PipelineError: It cannot be read, or is not OpenAPI 3.
    """
    from extract import extract
    from pipeline import yaml12
    from pipeline.jsontypes import is_mapping
    from pipeline.repairs import repair
    from pipeline.validate import validate

    text = files.read_text(file)
    is_page = file.suffix.lower() not in _DOCUMENTS
    if file == files.STDIN:
        # A line of a document in YAML or JSON never begins with a backtick, as a fence does.
        is_page = text.startswith("```") or "\n```" in text
    raw = yaml12.load(extract([file], text=text) if is_page else text, str(file))
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
