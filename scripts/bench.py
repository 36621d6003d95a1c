"""Measure what the client costs against bare httpx, generated code alone, and the official SDKs.

Every ratio is one of medians of interleaved runs: the sides take turns on the same machine in
the same minute. What is measured runs in environments of its own, because httpx itself imports
more where a command line library is installed beside it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import suites
from benchmarks.environments import CORE, PEERS, prepare, prepare_peers
from benchmarks.measuring import Figure, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

PARTS = ("start", "calls", "bulk", "decoding", "listing", "command-line", "making", "installed")


def measure(
    parts: Sequence[str], rounds: int, size: int, python: str, peers: str | None
) -> Iterable[Figure]:
    """Take the measurements of some parts.

    Args:
        parts: Names out of `PARTS`.
        rounds: How often each side takes its turn.
        size: Calls in one turn of the warm benchmarks.
        python: The interpreter of the environment with the core alone.
        peers: That of the environment with the official SDKs; None where there is none.
    """
    whole: dict[str, Callable[[], Iterable[Figure]]] = {
        "start": partial(suites.start, python, peers, rounds),
        "calls": partial(suites.calls, python, peers, rounds, size),
        "bulk": partial(suites.bulk, python),
        "decoding": partial(suites.decoding, python, rounds),
        "listing": partial(suites.listing, python),
        "command-line": partial(suites.command_line, peers or sys.executable, rounds),
        "making": partial(suites.making, min(rounds, 5)),
        "installed": partial(suites.installed, python),
    }
    for part in parts:
        yield from whole[part]()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and write the figures where asked."""
    parser = argparse.ArgumentParser(description="Measure the client against bare httpx and peers.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of: {', '.join(PARTS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--rounds", type=int, default=15, help="turns of each side (default 15)")
    parser.add_argument("--calls", type=int, default=100, help="calls in a turn (default 100)")
    options = parser.parse_args(arguments)
    if unknown := {*options.parts} - {*PARTS}:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    try:
        python = prepare(CORE)
        peers, why = prepare_peers(PEERS)
        if why:
            print(why, file=sys.stderr)
        parts = options.parts or PARTS
        figures = [*measure(parts, options.rounds, options.calls, python, peers)]
    except subprocess.CalledProcessError as error:
        # The command's own words are on stderr already.
        print(f"bench: exit code {error.returncode} of: {error.cmd[0]}", file=sys.stderr)
        return 1
    print(table(figures))
    if options.json:
        written = [{**asdict(found), "value": found.value} for found in figures]
        options.json.write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
