"""What a test does with the played providers, whether they are a server or in this process."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypedDict

from .drift import Drift
from .faults import Fault, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Unpack

    from .bfl import BlackForestLabs
    from .clock import Clock
    from .cohere import Cohere
    from .faults import Schedule
    from .state import Received, State
    from .together import Together


class Asking(TypedDict, total=False):
    """Keyword arguments that say which requests are meant; what is not given may be any."""

    provider: str
    operation: str
    item: str


class Played(ABC):
    """The three provider APIs, as `EmbeddedServer` and `Fake` have them.

    Everything that lets requests go wrong takes the same arguments to say which ones:
    `provider`, its name; `operation`, a word of the common interface (``"delete"``) or an
    operation id of the provider's document; `item`, the id of a fine-tune. What is not given
    may be any. What is asked for comes about in the order in which it was asked for. All of
    them raise ValueError where there is no such provider or operation.

    Args:
        state: What they know and change.
    """

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    @abstractmethod
    def url(self) -> str:
        """The address of all of it, without a trailing slash."""

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables that point the library here."""
        return self._state.environment(self.url)

    def base_url(self, provider: str, region: str | None = None) -> str:
        """Return the base URL of one provider here, for ``Client(base_url=...)``.

        Args:
            provider: The provider's name.
            region: One of its regions; its first where None.

        Raises:
            RuntimeError: It is a server, and does not run.
            ValueError: The provider has no such region.
        """
        return self._state.base_url(provider, self.url, region)

    def key(self, provider: str) -> str:
        """Return the API key that a provider accepts here, for ``Client(api_key=...)``."""
        return self._state.keys[provider]

    def add(self, provider: str, id: str | None = None, **about: Any) -> str:
        """Put a fine-tune here, and return its id.

        Args:
            provider: The provider's name.
            id: The id; one is made up where none is given.
            about: What the provider's own ``add`` takes.

        Raises:
            ValueError: It cannot be added; see the provider's own ``add``.
        """
        return self.services[provider].add(id, **about)

    def seed(self) -> tuple[str, ...]:
        """Put here what is worth trying by hand.

        Returns:
            The references, ``provider:id``, of the fine-tunes.
        """
        return tuple(
            f"{name}:{id}" for name, played in self.services.items() for id in played.seed()
        )

    def fail_next(
        self,
        status: int = 500,
        *,
        times: int | None = 1,
        headers: Mapping[str, str] | None = None,
        **asked: Unpack[Asking],
    ) -> None:
        """Answer the next requests with an error in the provider's own shape; nothing is done.

        Args:
            status: The HTTP status, from 400 to 599.
            times: How many requests; None for all.
            headers: Headers of that answer, in lower case.
            asked: Which requests: `provider`, `operation`, `item`.

        Raises:
            ValueError: There is no such status, provider or operation.
        """
        if not 400 <= status <= 599:
            raise ValueError(f"a failure has a status from 400 to 599, not {status}")
        refusal = Refusal(status, headers=tuple((headers or {}).items()))
        self._state.faults.add(refusal, times, self._state.asked(**asked))

    def rate_limit(
        self, *, times: int | None = 1, retry_after: float = 1.0, **asked: Unpack[Asking]
    ) -> None:
        """Answer the next requests with 429, and say when to come back; nothing is done.

        Args:
            times: How many requests; None for all.
            retry_after: Seconds, as the answer names them; a `Fake` lets them pass at once.
            asked: Which requests: `provider`, `operation`, `item`.

        Raises:
            ValueError: There is no such provider or operation, or the seconds are below 0 or
                not finite.
        """
        if not 0 <= retry_after < math.inf:
            raise ValueError("retry_after must be a number of seconds, 0 or more and finite")
        header = ("retry-after", f"{retry_after:.0f}")
        if retry_after != int(retry_after):
            header = ("retry-after-ms", f"{retry_after * 1000:.0f}")
        refusal = Refusal(429, "Too many requests", (header,))
        self._state.faults.add(refusal, times, self._state.asked(**asked))

    def drop_before(self, *, times: int | None = 1, **asked: Unpack[Asking]) -> None:
        """Break off the connection of the next requests, before anything is done.

        Args:
            times: How many requests; None for all.
            asked: Which requests: `provider`, `operation`, `item`.

        Raises:
            ValueError: There is no such provider or operation.
        """
        self._state.faults.add(Fault.DROP_BEFORE, times, self._state.asked(**asked))

    def drop_after_commit(self, *, times: int | None = 1, **asked: Unpack[Asking]) -> None:
        """Carry out the next requests, and lose the answers.

        Args:
            times: How many requests; None for all.
            asked: Which requests: `provider`, `operation`, `item`.

        Raises:
            ValueError: There is no such provider or operation.
        """
        self._state.faults.add(Fault.DROP_AFTER_COMMIT, times, self._state.asked(**asked))

    def drift(
        self,
        field: str,
        value: Any,
        *,
        new: bool = False,
        times: int | None = 1,
        **asked: Unpack[Asking],
    ) -> None:
        """Let a field of the next answers differ from what the document says.

        It takes effect in the next answers that succeed, are JSON and have the field, also
        beside a fault. Until then it is in `unused`: so a misspelt name is found.

        Args:
            field: Its name; where it lies deeper, the names that lead there with dots between
                them (``"data.status"``). A list on the way stands for each of its elements.
            value: Any JSON value, or `MISSING` to leave the field out.
            new: Whether it is added where an answer does not have it, for what a provider
                has never sent before; what leads there must still exist.
            times: How many answers; None for all.
            asked: Which requests: `provider`, `operation`, `item`.

        Raises:
            ValueError: There is no such provider or operation, the value is no JSON, or the field
                is both new and `MISSING`.
        """
        self._state.faults.add(Drift(field, value, new), times, self._state.asked(**asked))

    def fail(
        self,
        provider: str,
        fault: Fault,
        times: int | None = 1,
        *,
        operation: str | None = None,
        item: str | None = None,
    ) -> None:
        """Let the next requests of a provider go wrong, in any of the ways there are.

        Args:
            provider: The provider's name.
            fault: In which way.
            times: How many requests; None for all.
            operation: Which operation; any where None.
            item: The item they are about; any where None.

        Raises:
            ValueError: There is no such provider or operation.
        """
        self._state.faults.add(fault, times, self._state.asked(provider, operation, item))

    def follow(self, schedule: Schedule | None) -> None:
        """Let a schedule decide which requests go wrong from now on, and in which way.

        What else was asked for comes first.

        Args:
            schedule: Called with each request, such as a `RandomFaults`; None for no more.
        """
        self._state.faults.schedule = schedule

    @property
    def unused(self) -> tuple[str, ...]:
        """What was asked for and has not come about, one line each: such a test shows nothing."""
        return self._state.faults.unused

    @property
    def clock(self) -> Clock:
        """The time that the fine-tunes live in; ``clock.advance(seconds)`` lets some pass."""
        return self._state.clock

    @property
    def received(self) -> tuple[Received, ...]:
        """What was received so far, in order; never with a key."""
        return self._state.received

    @property
    def services(self) -> Mapping[str, Together | BlackForestLabs | Cohere]:
        """The played APIs by provider name, for what is the same at all of them."""
        return self._state.services

    @property
    def together(self) -> Together:
        """Together's jobs."""
        return self._state.together

    @property
    def bfl(self) -> BlackForestLabs:
        """Black Forest Labs' finetunes."""
        return self._state.bfl

    @property
    def cohere(self) -> Cohere:
        """Cohere's models."""
        return self._state.cohere
