"""All providers at once: what there is, wherever there is a key."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from .adapters import find_adapter, providers as known_providers
from .client import AsyncClient, Client
from .errors import FinetunesError, IncompleteListingError, MissingAPIKeyError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import FineTune


class _End(NamedTuple):
    """What listing one provider came to."""

    found: list[FineTune[Any]]
    failure: FinetunesError | None


def list_all(
    providers: Iterable[str] | None = None, *, timeout: float = 60.0
) -> list[FineTune[Any]]:
    """List the fine-tunes of several providers at the same time.

    Args:
        providers: Their names; by default every provider whose key is in the environment.
        timeout: Seconds each page of a listing may take.

    Returns:
        All there are: provider by provider, each in its own order.

    Raises:
        IncompleteListingError: A provider could not be listed to its end; `failures` says why,
            and `found` has the rest.
        MissingAPIKeyError: No provider was named, and the environment holds no key.
        ConfigurationError: There is no such provider.
    """
    names = _choose(providers)

    def ask(name: str) -> _End:
        found: list[FineTune[Any]] = []
        try:
            with Client(name, timeout=timeout) as client:
                found.extend(client.list())
        except FinetunesError as error:
            return _End(found, error)
        return _End(found, None)

    ends: dict[str, Future[_End]] = {name: Future() for name in names}

    def run(name: str) -> None:
        try:
            ends[name].set_result(ask(name))
        except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
            ends[name].set_exception(error)

    for name in names:
        # No pool, which waits for all of them, also after Ctrl-C.
        Thread(target=run, args=(name,), daemon=True).start()
    return _merge({name: ends[name].result() for name in names})


async def alist_all(
    providers: Iterable[str] | None = None, *, timeout: float = 60.0
) -> list[FineTune[Any]]:
    """List the fine-tunes of several providers at the same time; see `list_all`."""
    import anyio  # what httpx itself runs on, under asyncio and trio

    names = _choose(providers)
    ends: dict[str, _End] = {}

    async def ask(name: str) -> None:
        found: list[FineTune[Any]] = []
        ends[name] = _End(found, None)
        try:
            async with AsyncClient(name, timeout=timeout) as client:
                async for item in client.list():
                    found.append(item)  # noqa: PERF401 - what was found stays, also if it breaks off
        except FinetunesError as error:
            ends[name] = _End(found, error)

    async with anyio.create_task_group() as tasks:
        for name in names:
            tasks.start_soon(ask, name)
    return _merge({name: ends[name] for name in names})


def _choose(providers: Iterable[str] | None) -> list[str]:
    if providers is not None:
        return [find_adapter(name).name for name in dict.fromkeys(providers)]
    there = known_providers().values()
    names = [provider.name for provider in there if provider.has_api_key]
    if not names:
        variables = ", ".join(provider.api_key_variables[0] for provider in there)
        raise MissingAPIKeyError(f"no provider has an API key; set one of {variables}")
    return names


def _merge(ends: dict[str, _End]) -> list[FineTune[Any]]:
    found = [item for end in ends.values() for item in end.found]
    failures = {name: end.failure for name, end in ends.items() if end.failure is not None}
    if failures:
        reasons = "; ".join(map(str, failures.values()))
        words = f"the list of all fine-tunes is not complete: {reasons}"
        raise IncompleteListingError(words, found=tuple(found), failures=failures)
    return found
