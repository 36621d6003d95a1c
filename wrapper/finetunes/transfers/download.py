"""A file from a provider: resumed after a break and across runs, whole or not there at all."""

from __future__ import annotations

import random
import re
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ..calls import find_message, printable
from ..errors import APIConnectionError, InternalServerError, RateLimitError, TransferError
from ..exchange.flow import Pause
from .files import Meter, is_folder
from .part import Part
from .steps import broken, fetch, local

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..calls import Call
    from ..exchange.addresses import Address
    from ..exchange.flow import Flow, Send
    from ..records import Download
    from .files import Progress

_UNSAFE = re.compile(r"[^A-Za-z0-9._+-]+")
_LONGEST_NAME = 200  # file systems take 255 bytes, and the part's name is longer


def target_in(call: Call, path: Path) -> Callable[[str], Path]:
    """Find out which file a download to a path means, before anything is sent.

    Args:
        call: What is downloaded.
        path: What the caller named.

    Returns:
        What returns the file, given what it is called in a folder: a file inside `path` where
        that is a folder, else `path` itself. The name comes from outside, so only plain
        characters of it are kept, and it leads nowhere else.

    Raises:
        InvalidFileError: The path cannot be looked at.
    """
    folder = is_folder(call, path)

    def named(name: str) -> Path:
        plain = _UNSAFE.sub("_", name).lstrip(".-")[:_LONGEST_NAME]
        return path / (plain or "download") if folder else path

    return named


def download(
    call: Call,
    send: Send,
    target: Path,
    *,
    own: Address,
    progress: Progress | None = None,
    overwrite: bool = False,
) -> Flow[Download]:
    """Fetch a file.

    It is collected in ``<target>.part``, with ``<target>.part.json`` saying what it is a part
    of, and gets its name when it is whole and on the disk. After a break, and in the next run
    after any end, only what is missing is asked for, provided the file is still the same.

    The deadline of the call is one between two pieces, retries included: it says how long
    nothing may come, and a large file may take as long as it takes.

    Args:
        call: What is downloaded.
        send: The GET of the file; redirects are followed, without the key to other origins.
        target: The file to make.
        own: The address that may see the key.
        progress: Called with the bytes that are there, and all bytes or None, at most ten
            times a second.
        overwrite: Whether a target that exists is replaced.

    Returns:
        The file.

    Raises:
        InvalidFileError: The target cannot be made, or exists; nothing was sent.
        TransferError: It did not come to its end, or the answer is no file or an empty one; the
            message says what is left.
        FinetunesError: As `calls.deliver`, where nothing has come.
    """
    query = f"?{urlencode(send.params)}" if send.params else ""
    request = f"{'' if send.url.startswith('http') else own}{send.url}{query}"
    meter = Meter(progress)
    with closing(Part(call, target, request, meter, overwrite=overwrite)) as part:
        yield from _collect(call, send, part, own)
        yield from local(part.sync)
        done = part.finish()
    meter.end(done.size)
    return done


def _collect(call: Call, send: Send, part: Part, own: Address) -> Flow[None]:
    """Ask until the part is whole; `max_retries` times in a row without getting further."""
    failures, furthest = 0, part.size
    while problem := (yield from _ask(call, part.asks(send), part, own)):
        failures = 1 if part.size > furthest else failures + 1
        furthest = max(furthest, part.size)
        spread = random.uniform(1.0, 1.25)  # noqa: S311 - spreads load, guards nothing
        delay = 0.5 * 2 ** min(failures - 1, 4) * spread
        if failures > call.adapter.max_retries or not (yield Pause(delay)):
            raise call.error(TransferError, f"{problem}; {part.left}", passing=True)


def _ask(call: Call, send: Send, part: Part, own: Address) -> Flow[str | None]:
    """Ask once for what is missing, and say why the part is not whole, or None."""
    try:
        reply = yield from fetch(call, send, own)
    except (APIConnectionError, InternalServerError, RateLimitError) as error:
        if not part.size:
            raise
        raise broken(error, part.left) from None
    if reply.status_code == 416:
        part.restart()
        return "the server has no such part of the file"
    if not part.takes(reply.status_code, reply.headers):
        words = f"{reply.status_code} is no answer with a file: {find_message(reply)}; {part.left}"
        raise call.error(TransferError, words, reply)
    if part.is_whole(ended=reply.problem is None):
        if not part.size:
            raise call.error(TransferError, "the file is empty; run the same command again later")
        return None
    return printable(reply.problem or "the reply ended too early")
