"""Extract the API of one provider's documentation pages as a valid OpenAPI 3.1 document.

Only generic repairs are made; a provider's overlay is `regenerate.py`'s business.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import pages, yaml12
from pipeline.errors import PipelineError
from pipeline.repairs import repair
from pipeline.validate import validate

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line without the program's name; `sys.argv` by default.

    Returns:
        The exit code: 0, or 2 when a page cannot be read or the document cannot be written.
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
    except BrokenPipeError:
        # The reader has seen enough; the interpreter must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    return 0


def extract(files: Sequence[Path]) -> str:
    """Return the pages of one provider as one valid OpenAPI 3.1 document in YAML.

    Raises:
        PipelineError: A page cannot be read, or what it says cannot be made valid.
    """
    source = ", ".join(map(str, files))
    raw = pages.read(files)
    try:
        document = repair(raw)
        validate(document, source)
    except PipelineError as error:
        raise PipelineError(error.message, file=source, fix=error.fix) from None
    return yaml12.dump(document)


def write(file: Path, text: str) -> None:
    """Write a file in one step, so that nobody ever sees half of it.

    Raises:
        PipelineError: The file cannot be written; what was there is untouched.
    """
    temporary: str | None = None
    try:
        descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(text.encode())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(file)
    except (OSError, ValueError) as error:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
        reason = getattr(error, "strerror", None) or str(error)
        raise PipelineError(
            f"cannot be written: {reason}", file=file, fix="choose another file with -o"
        ) from None


if __name__ == "__main__":
    sys.exit(main())
