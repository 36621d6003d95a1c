"""The one source of time, and what comes of it: the life of an item, and its training."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .words import check_word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(slots=True)
class Clock:
    """The one source of time, so that a test can move it.

    Args:
        source: Gives seconds from any fixed point; never goes back.
        start: The time of day (aware) at which the clock is made.
        speed: How many times faster lives run. The time of day is not changed by it.

    Raises:
        ValueError: The speed is not a finite number above 0, or `start` has no time zone.
    """

    source: Callable[[], float]
    start: datetime
    speed: float = 1.0
    _origin: float = field(init=False)
    _ahead: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        if not (self.speed > 0 and math.isfinite(self.speed)):
            raise ValueError("speed must be a number above 0, and finite")
        if self.start.tzinfo is None:
            raise ValueError("start must be a time with its time zone")
        self._origin = self.seconds()

    @property
    def now(self) -> datetime:
        """The time of day, aware."""
        return self.time_of_day(self.seconds())

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass at once.

        Raises:
            ValueError: It is below 0, or not finite.
        """
        if not 0 <= seconds < math.inf:
            raise ValueError("a clock goes on by 0 seconds or more, and never back")
        self._ahead += seconds

    def seconds(self) -> float:
        """Return the second of this clock, which counts from any fixed point."""
        return self.source() + self._ahead

    def time_of_day(self, seconds: float) -> datetime:
        """Return the time of day at a second of this clock."""
        return self.start + timedelta(seconds=seconds - self._origin)

    def timestamp(self, seconds: float | None = None) -> str:
        """Return a second of this clock, by default now, as RFC 3339 text to the millisecond."""
        moment = self.seconds() if seconds is None else seconds
        return self.time_of_day(moment).isoformat(timespec="milliseconds")

    def at(self, moment: datetime) -> float:
        """Return the second of this clock at a time of day.

        Raises:
            ValueError: The time has no time zone.
        """
        if moment.tzinfo is None:
            raise ValueError("created_at must be a time with its time zone")
        return self._origin + (moment - self.start).total_seconds()


Stage = tuple[str, float]
"""A status, and how many seconds it lasts at speed 1."""


@dataclass(slots=True)
class Life:
    """The statuses of one item, each with the second of the clock at which it begins.

    All of it is known from the start; time passing is nothing but the clock moving on.
    """

    moves: list[tuple[float, str]]
    still_at: float | None = None
    """The second after which nothing happens by itself, or None."""

    @classmethod
    def at(
        cls,
        status: str,
        stages: Sequence[Stage],
        clock: Clock,
        *,
        created_at: datetime | None = None,
        advances: bool = True,
    ) -> Life:
        """Make the life of an item that has come as far as `status`.

        Args:
            status: The status it has now.
            stages: Everything it goes through, in order.
            clock: The source of time.
            created_at: When it was made, not after now; as long ago as its stages take
                where None.
            advances: Whether it goes on from the beginning of `status`, or stands still in
                the middle of it.

        Returns:
            Its life.

        Raises:
            ValueError: `status` is none of the stages, or `created_at` has no time zone.
        """
        words = [word for word, _ in stages]
        check_word(status, words)
        reached = words.index(status)
        starts = [sum(s for _, s in stages[:n]) / clock.speed for n in range(len(stages) + 1)]
        lasts = starts[reached + 1] - starts[reached]
        now = clock.seconds()
        begun = now if advances else now - lasts / 2
        born = begun - starts[reached] if created_at is None else min(clock.at(created_at), now)
        begun = max(begun, born)
        moves = [(min(born + starts[n], begun), words[n]) for n in range(reached)]
        moves.append((begun if advances else min(born + starts[reached], begun), status))
        # What stands still is half-way, however long ago it got there.
        rest = lasts if advances or moves[-1][0] >= now else now - moves[-1][0]
        later = range(reached + 1, len(stages))
        moves += [(now + rest + starts[n] - starts[reached + 1], words[n]) for n in later]
        return cls(moves, None if advances else now)

    def until(self, seconds: float) -> float:
        """Return the second its time has come to."""
        return seconds if self.still_at is None else min(seconds, self.still_at)

    def happened(self, seconds: float) -> list[tuple[float, str]]:
        """Return the moves up to a second of the clock, the oldest first."""
        return [move for move in self.moves if move[0] <= self.until(seconds)]

    def status(self, seconds: float) -> str:
        """Return the status at a second of the clock."""
        return self.happened(seconds)[-1][1]

    def turn(self, seconds: float, *moves: tuple[float, str]) -> None:
        """Replace everything that has not happened by then."""
        self.moves = [*self.happened(seconds), *moves]
        self.still_at = None


@dataclass(frozen=True, slots=True)
class Training:
    """Steps spread evenly over a time, and what is measured at them."""

    steps: int
    begins: float
    ends: float
    """When the last step is done, if nothing stops it."""

    @classmethod
    def during(cls, status: str, life: Life, steps: int, *, whole: bool) -> Training:
        """Make the training that a life has in one of its statuses.

        Args:
            status: The status in which it trains.
            life: The life, which has that status and another after it.
            steps: How many steps there are.
            whole: Whether that status lasts for all steps, or ends half-way.

        Returns:
            The training.
        """
        number = [word for _, word in life.moves].index(status)
        begins, ends = life.moves[number][0], life.moves[number + 1][0]
        return cls(steps, begins, ends if whole else 2 * ends - begins)

    def done(self, seconds: float) -> int:
        """Return how many steps are done at a second of the clock."""
        if seconds < self.begins:
            return 0
        if seconds >= self.ends:
            return self.steps
        passed = (seconds - self.begins) / (self.ends - self.begins)
        return int(self.steps * passed + 1e-9)

    def time(self, step: int) -> float:
        """Return the second of the clock at which a step is done."""
        return self.begins + (self.ends - self.begins) * step / self.steps

    def loss(self, step: int, seed: str) -> float:
        """Return what a loss curve has at a step: it falls, with some noise that has a seed."""
        noise = zlib.crc32(f"{seed} {step}".encode()) / 2**32 - 0.5
        return round(0.6 + 1.9 * math.exp(-4 * step / self.steps) + 0.08 * noise, 4)
