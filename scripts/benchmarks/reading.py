"""What is read: fine-tunes out of JSON, and long lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .environments import CORE, GENERATOR, shared
from .measuring import Figure, medians, read_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_GENERATED = "generated code"
LISTING = "cohere"
"""The SDK of the provider that lists on pages."""


@dataclass(frozen=True)
class Body:
    """A list of fine-tunes that is decoded.

    Attributes:
        jobs: How many.
        events: How many events each has.
        turns: How many turns it gets at most; a large one takes long.
        target: What decoding may take, against json.loads.
        held: What the result may hold in memory, against that of json.loads; None where it is not
            measured, because to trace a large one takes long.
    """

    jobs: int
    events: int
    turns: int = 100
    target: float | None = None
    held: float | None = None

    def __str__(self) -> str:
        """Return its name."""
        return f"{self.jobs:,} jobs, {self.events} events each"


BODIES = (
    Body(1_000, 50, turns=7, target=2.1, held=1.25),
    Body(1_000, 0, target=2.8, held=1.25),
    Body(10_000, 10, turns=2),
)


def decoding(
    environments: Mapping[str, str], rounds: int, bodies: Sequence[Body] = BODIES
) -> Iterator[Figure]:
    """Measure many fine-tunes out of JSON, with events and without.

    Args:
        environments: The environments to measure.
        rounds: How often each side takes its turn, at most.
        bodies: What is decoded.
    """
    for body in bodies:
        for where, python, peers in shared(environments):
            decoders = [_GENERATED, *peers] if where == CORE else []
            lists = ["finetunes", *(["together"] if where == "together" else [])]
            if decoders or lists[1:]:
                sides = ["json.loads", *decoders, *(f"list: {side}" for side in ("httpx", *lists))]
                yield from _decoded(body, where, python, sides, min(rounds, body.turns))
        if body.held:
            yield from _held(body, environments)


def _decoded(
    body: Body, where: str, python: str, sides: Sequence[str], turns: int
) -> Iterator[Figure]:
    found = medians(
        read_program(python, "decode", "seconds", body.jobs, body.events, turns, *sides)
    )
    plain, bare = 1e3 * found.pop("json.loads"), 1e3 * found.pop("list: httpx")
    for name, median in found.items():
        side, measured = name.removeprefix("list: "), 1e3 * median
        if side != name:
            yield Figure(f"list {body}, CPU", side, measured, "httpx", bare, environment=where)
        else:
            target = body.target if side == _GENERATED else None
            what = f"decode {body}, CPU"
            yield Figure(what, side, measured, "json.loads", plain, "ms", target, where)


def _held(body: Body, environments: Mapping[str, str]) -> Iterator[Figure]:
    decoders = [_GENERATED, *([GENERATOR] if GENERATOR in environments else [])]
    size = (body.jobs, body.events, 1)
    found = medians(
        read_program(environments[CORE], "decode", "bytes", *size, "json.loads", *decoders)
    )
    plain = found.pop("json.loads") / 1e6
    for side, held in found.items():
        target = body.held if side == _GENERATED else None
        yield Figure(f"memory of {body}", side, held / 1e6, "json.loads", plain, "MB", target)


def listing(environments: Mapping[str, str], rounds: int, total: int = 10_000) -> Iterator[Figure]:
    """Measure a long list on pages, which is iterated and not collected.

    Args:
        environments: The environments to measure.
        rounds: How often each side takes its turn.
        total: How many fine-tunes there are.
    """
    wanted = {CORE, LISTING}
    for where, python in ((name, one) for name, one, _ in shared(environments) if name in wanted):
        sides = ["finetunes", *([where] if where == LISTING else [])]
        found = read_program(python, "listing", total, rounds, "httpx", *sides)
        times = medians(found["seconds"])
        for side in sides:
            name, cpu, bare = f"list {total:,} on pages, CPU", times[side], times["httpx"]
            yield Figure(name, side, 1e3 * cpu, "httpx", 1e3 * bare, environment=where)
        for side in ("httpx", *sides):
            target = 1.0 if (side, where) == ("finetunes", CORE) else None
            peak, two = (found[key][side] / 1e3 for key in ("peak", "two_pages"))
            name = f"list {total:,} on pages: peak"
            yield Figure(name, side, peak, "two pages", two, "kB", target, where)
