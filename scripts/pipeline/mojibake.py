"""Mending text whose UTF-8 was decoded as Windows-1252 and written again (`Ã©` for `é`)."""

from __future__ import annotations

import re

_RUN = re.compile(r"[^\x00-\x7f]{2,}")


def mend(text: str) -> str:
    """Return the text with every run that was decoded with the wrong encoding decoded rightly.

    A run of letters beyond ASCII that makes valid UTF-8 when written in Windows-1252 is not
    chance: clean text (`é`, `naïveté`, Chinese) never does. The five bytes that Windows-1252
    leaves undefined are read as what web browsers make of them, the control characters.
    """
    return _RUN.sub(lambda run: _decoded(run[0]), text)


def _decoded(run: str) -> str:
    try:
        return b"".join(map(_byte, run)).decode()
    except UnicodeError:
        return run


def _byte(char: str) -> bytes:
    # https://encoding.spec.whatwg.org/#windows-1252
    return char.encode("latin-1" if "\x80" <= char <= "\x9f" else "cp1252")
