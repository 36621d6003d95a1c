"""Extract the API of one provider's documentation pages as a valid OpenAPI 3.1 document.

Only generic repairs are made; a provider's overlay is `regenerate.py`'s business.
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
    from pipeline.pages import ReadPage

_FIX = "fetch the page again; if it was published so, correct it in an overlay for regenerate.py"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line without the program's name; `sys.argv` by default.

    Returns:
        The exit code: 0; 2 when a page cannot be read or the document cannot be written; 1 when
        a page was left out with `--keep-going`, or a tool that this needs is not installed.
    """
    parser = argparse.ArgumentParser(prog="extract.py", description=__doc__)
    parser.add_argument(
        "pages", metavar="PAGE", nargs="+", type=Path, help="a Markdown page, or many in one file"
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write there and not to stdout"
    )
    parser.add_argument(
        "--keep-going", action="store_true", help="leave out a page that cannot be read, and say so"
    )
    options = parser.parse_args(arguments)
    refusals: list[PipelineError] | None = [] if options.keep_going else None
    try:
        text = extract(options.pages, refusals)
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
        files.give_up_stdout()
        return 2
    for refusal in refusals or ():
        print(refusal, file=sys.stderr)
    return 1 if refusals else 0


def extract(
    paths: Sequence[Path], refusals: list[PipelineError] | None = None, *, text: str | None = None
) -> str:
    """Return the pages of one provider as one valid OpenAPI 3.1 document in YAML.

    Args:
        paths: The pages, or bundles of pages.
        refusals: Where to note a page that is left out, and go on; without it, a page that cannot
            be read is an error.
        text: What is in a single page, if it has been read already.

    Raises:
        PipelineError: A page cannot be read, what it says cannot be made valid, two pages
            contradict each other, or no page is left.
        ImportError: A library that this needs is not installed.
    """
    from pipeline import yaml12

    read = _read(paths, refusals, text)
    if not read:
        raise _first(refusals)
    if len(read) == 1:
        return yaml12.dump(read[0][1])
    return yaml12.dump(_joined([part for part, _document in read], paths, refusals))


def _joined(
    parts: Sequence[ReadPage], paths: Sequence[Path], refusals: list[PipelineError] | None
) -> Document:
    """Return the pages as one document; of two that contradict each other the later one goes."""
    while True:
        try:
            return _valid(parts, ", ".join(map(str, paths)))
        except PipelineError as error:
            kept = [part for part in parts if (part.file, part.line) != (error.file, error.line)]
            if refusals is None or len(kept) == len(parts):
                raise
            refusals.append(error)
            parts = kept


def _read(
    paths: Sequence[Path], refusals: list[PipelineError] | None, text: str | None
) -> list[tuple[ReadPage, Document]]:
    """Return the pages, each with its own document; what is wrong is then known to be its own."""
    from pipeline import pages

    found: list[tuple[ReadPage, Document]] = []
    for path in paths:
        try:
            for part in pages.read_pages(path, refusals, text):
                document = _document(part, refusals)
                if document:
                    found.append((part, document))
        except PipelineError as error:
            if refusals is None:
                raise
            refusals.append(error)
    return found


def _document(part: ReadPage, refusals: list[PipelineError] | None) -> Document | None:
    try:
        return _valid([part], part.file)
    except PipelineError as error:
        refusal = PipelineError(error.message, file=part.file, line=part.line, fix=_FIX)
    if refusals is None:
        raise refusal
    refusals.append(refusal)
    return None


def _first(refusals: list[PipelineError] | None) -> PipelineError:
    return (refusals or [PipelineError("no page was given", fix="name at least one page")])[0]


def _valid(parts: Sequence[ReadPage], source: str) -> Document:
    from pipeline import pages
    from pipeline.repairs import repair
    from pipeline.validate import validate

    document = repair(pages.join_pages(parts, lost=True))
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
