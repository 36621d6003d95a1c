"""Calls: one after the other over kept connections, and many at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .environments import CORE, shared
from .measuring import Figure, in_turns, medians, read_program, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

BESIDE = "together"
"""The SDK of the same provider: only it can delete the same items by the same requests."""
# How many at a time, least and most milliseconds of an answer, the target.
_PLANS = ((20, 5, 50, 1.10), (32, 5, 50, 1.15), (100, 5, 50, 2.0), (200, 100, 300, 1.4))


def calls(environments: Mapping[str, str], rounds: int, size: int) -> Iterator[Figure]:
    """Measure single calls over kept connections, sync and async.

    Args:
        environments: The environments to measure.
        rounds: How often each side takes its turn.
        size: Calls in a turn.
    """
    for kind in ("sync", "async"):
        for where, python, peers in shared(environments):
            extra = ["generated code"] if where == CORE else []
            with serving(python) as url:
                sides = ["finetunes", "httpx", *extra, *peers]
                found = medians(read_program(python, "calls", kind, url, rounds, size, *sides))
            for name, median in found.items():
                side, _, operation = name.partition("/")
                if side != "httpx":
                    target = 1.0 if (side, where) == ("finetunes", CORE) else None
                    base = 1e3 * found[f"httpx/{operation}"]
                    what = f"{operation}, {kind}, CPU"
                    yield Figure(what, side, 1e3 * median, "httpx", base, "ms", target, where)


def bulk(
    environments: Mapping[str, str], rounds: int, sizes: Sequence[int] = (500, 2000)
) -> Iterator[Figure]:
    """Measure plans that are applied, and the same deletes by others.

    Args:
        environments: The environments to measure.
        rounds: How often each plan, and each side, takes its turn.
        sizes: Items of a small plan, which is compared with others, and of a large one.
    """
    few, many = sizes
    python = environments[CORE]
    with serving(python) as url:

        def plan(count: int, *how: float) -> Callable[[], dict[str, float]]:
            return partial(read_program, python, "bulk", "finetunes", url, count, *how)

        every = {(many, *how): plan(many, *how) for *how, _ in _PLANS}
        every |= {(few, *how): plan(few, *how) for *how, _ in _PLANS[:1]}
        found = in_turns(rounds, every, uncounted=0)
    for at_once, least, most, limit in _PLANS:
        seen = found[many, at_once, least, most]
        name = f"plan of {many:,}, {at_once} at once, {least}-{most} ms"
        yield _against_floor(name, "finetunes", seen, limit)
        connections = seen["connections"]
        yield Figure(f"{name}: connections", "finetunes", connections, unit="", target=at_once)
        taken = seen["kB"] / 1024
        yield Figure(f"{name}: memory", "finetunes", taken, unit="MB", target=10)
    (*how, _) = _PLANS[0]
    large, small = (1e3 * found[count, *how]["cpu"] for count in (many, few))
    name = f"plan of {many:,}: CPU an item"
    yield Figure(name, "finetunes", large, f"plan of {few:,}", small, target=1.15)
    for where, python, _ in shared(environments):
        if where == BESIDE:
            yield from _beside(where, python, rounds, few)


def _beside(where: str, python: str, rounds: int, count: int) -> Iterator[Figure]:
    for at_once in (32, 100):
        with serving(python) as url:
            sides = {
                side: partial(read_program, python, "bulk", side, url, count, at_once, 5, 50)
                for side in ("finetunes", "httpx", where)
            }
            found = in_turns(rounds, sides, uncounted=0)
        for side, seen in found.items():
            name = f"{count:,} deletes, {at_once} at once, 5-50 ms"
            yield _against_floor(name, side, seen, None, where)
            connections = seen["connections"]
            yield Figure(f"{name}: connections", side, connections, unit="", environment=where)


def _against_floor(
    name: str, side: str, seen: Mapping[str, float], target: float | None, where: str = CORE
) -> Figure:
    wall, floor = 1e3 * seen["wall"], 1e3 * seen["floor"]
    return Figure(name, side, wall, "floor", floor, "ms", target, where)
