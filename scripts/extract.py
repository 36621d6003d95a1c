"""Extract the API of one provider's documentation pages as a valid OpenAPI 3.1 document.

Only generic repairs are made; a provider's overlay is `regenerate.py`'s business.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import files
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.jsontypes import Document

_FIX = "fetch the page again; if it was published so, correct it in an overlay for regenerate.py"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line without the program's name; `sys.argv` by default.

    Returns:
        The exit code: 0; 2 when a page cannot be read or the document cannot be written; 1 when
        a tool that this needs is not installed.
    """
    parser = argparse.ArgumentParser(prog="extract.py", description=__doc__)
    parser.add_argument("pages", metavar="PAGE", nargs="+", type=Path, help="a Markdown page")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write there and not to stdout"
    )
    options = parser.parse_args(arguments)
    try:
        text = extract(options.pages)
        if options.output:
            write(options.output, text)
        else:
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
    except PipelineError as error:
        print(error, file=sys.stderr)
        return 2
    except ImportError as error:
        print(f"{error}; run `make setup` to install what this needs", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader has seen enough; the interpreter must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    return 0


def extract(paths: Sequence[Path]) -> str:
    """Return the pages of one provider as one valid OpenAPI 3.1 document in YAML.

    Raises:
        PipelineError: A page cannot be read, or what it says cannot be made valid.
        ImportError: A library that this needs is not installed.
    """
    from pipeline import pages, yaml12

    parts = [pages.read_page(path) for path in paths]
    documents: list[Document] = []
    for part in parts:
        # Each by itself first: what is wrong is then known to be wrong in that page.
        try:
            documents.append(_valid(pages.join_pages([part]), part.file))
        except PipelineError as error:
            raise PipelineError(error.message, file=part.file, line=part.line, fix=_FIX) from None
    if len(parts) > 1:
        documents = [_valid(pages.join_pages(parts), ", ".join(map(str, paths)))]
    return yaml12.dump(documents[0])


def _valid(raw: Document, source: str) -> Document:
    from pipeline.repairs import repair
    from pipeline.validate import validate

    document = repair(raw)
    validate(document, source)
    return document


def write(file: Path, text: str) -> None:
    """Write a file in one step, so that nobody ever sees half of it.

    Raises:
        PipelineError: The file cannot be written; what was there is untouched.
    """
    try:
        files.write_text(file, text)
    except (OSError, ValueError) as error:
        raise PipelineError(
            f"cannot be written: {files.reason(error)}",
            file=file,
            fix="choose another file with -o",
        ) from None


if __name__ == "__main__":
    sys.exit(main())
