"""Measure what the client costs against bare httpx, generated code alone, and the official SDKs.

    python scripts/bench.py [PART...]

Every figure is a median, and every ratio one of two medians: the sides take turns on the same
machine in the same minute, and what is compared runs in the same environment, because httpx itself
imports more where a command line library is installed beside it, and is faster where sniffio is. A
run of all parts writes bench/results.json, which `make docs` shows; a run of some only prints.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

from benchmarks import calling, making, reading, results, starting
from benchmarks.environments import prepare
from benchmarks.measuring import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.measuring import Figure

PARTS = ("start", "calls", "bulk", "decoding", "listing", "command-line", "making", "installed")
_ROUNDS_OF_LONG_ONES = 3


def measure(part: str, rounds: int, size: int, environments: Mapping[str, str]) -> Iterable[Figure]:
    """Take the measurements of one part.

    Args:
        part: One of `PARTS`.
        rounds: How often each side takes its turn; those that take seconds take fewer.
        size: Calls in one turn of the warm benchmarks.
        environments: The environments to measure.
    """
    few = min(rounds, _ROUNDS_OF_LONG_ONES)
    parts: dict[str, Callable[[], Iterable[Figure]]] = {
        "start": partial(starting.start, environments, rounds),
        "calls": partial(calling.calls, environments, rounds, size),
        "bulk": partial(calling.bulk, environments, few),
        "decoding": partial(reading.decoding, environments, rounds),
        "listing": partial(reading.listing, environments, rounds),
        "command-line": partial(starting.command_line, environments, rounds),
        "making": partial(making.making, few),
        "installed": partial(starting.installed, environments),
    }
    return parts[part]()


def main(arguments: Sequence[str] | None = None, file: Path = results.FILE) -> int:
    """Run the command.

    Args:
        arguments: The command line without the program's name; `sys.argv` by default.
        file: Where the figures of a run of all parts go.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(description="Measure the client against bare httpx and peers.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of: {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=7, help="turns of each side (default 7)")
    parser.add_argument("--calls", type=int, default=100, help="calls in a turn (default 100)")
    options = parser.parse_args(arguments)
    if unknown := {*options.parts} - {*PARTS}:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    found: dict[str, list[Figure]] = {}
    try:
        environments, missing = prepare()
        for line in missing:
            print(line, file=sys.stderr)
        for part in options.parts or PARTS:
            found[part] = [*measure(part, options.rounds, options.calls, environments)]
            print(f"{part}\n{table(found[part])}\n", flush=True)
        if not options.parts:
            results.write(file, found, environments, missing, options.rounds)
    except subprocess.CalledProcessError as error:
        # The command's own words are on stderr already.
        print(f"bench: exit code {error.returncode} of: {error.cmd[0]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
