"""Reading a text that may be anything, and writing one that nobody ever sees half of."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from pipeline.errors import PipelineError

LARGEST_FILE = 16 * 2**20
"""Largest file that is read, in bytes."""

STDIN = Path("-")
"""What stands for standard input on a command line."""


def read_text(file: Path) -> str:
    """Return the text of a UTF-8 file with line ends as line feeds and no byte order mark.

    Args:
        file: The file, or `STDIN`.

    Raises:
        PipelineError: The file cannot be read, is too large, or is not UTF-8.
    """
    try:
        if file == STDIN:
            data = sys.stdin.buffer.read(LARGEST_FILE + 1)
        else:
            with file.open("rb") as stream:
                data = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise PipelineError(
            f"cannot be read: {reason(error)}", file=file, fix="check the file's name"
        ) from None
    if len(data) > LARGEST_FILE:
        raise PipelineError(
            f"larger than {LARGEST_FILE} bytes", file=file, fix="give it a smaller file"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PipelineError(
            f"not UTF-8: {error.reason}", file=file, line=line, fix="save it as UTF-8"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def give_up_stdout() -> None:
    """Send what is left for standard output nowhere, because its reader has seen enough.

    Otherwise the interpreter would complain when it flushes at exit.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_text(file: Path, text: str) -> None:
    """Write a text as `write_bytes` does, in UTF-8."""
    write_bytes(file, text.encode())


def write_bytes(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, and not if it holds the same already.

    Raises:
        OSError: It cannot be written; what was there is untouched.
    """
    if file.exists() and not file.is_file():
        file.write_bytes(data)  # a pipe or a device is written to, never replaced
        return
    if file.exists() and file.read_bytes() == data:
        return
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def reason(error: Exception) -> str:
    """Return why a file cannot be read or written, without its name."""
    return getattr(error, "strerror", None) or str(error)
