"""All providers at once: what there is, wherever there is a key."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING, Any

from .adapters import find_adapter, providers as known_providers
from .client import AsyncClient, Client
from .errors import FinetunesError, IncompleteListingError, MissingAPIKeyError, PolicyError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from .models import FineTune

    Progress = Callable[[int], None] | None


class _Listing:
    """What was found at each provider, and what went wrong there."""

    def __init__(self, names: Iterable[str], progress: Progress) -> None:
        self.found: dict[str, list[FineTune[Any]]] = {name: [] for name in names}
        self._failures: dict[str, BaseException] = {}
        self._progress = progress

    @contextmanager
    def take(self, name: str) -> Generator[Callable[[FineTune[Any]], None]]:
        """Give what takes an item of a provider; what goes wrong there is kept for `all`."""

        def take(item: FineTune[Any]) -> None:
            self.found[name].append(item)
            if self._progress:
                self._progress(sum(map(len, self.found.values())))

        try:
            yield take
        except Exception as error:  # noqa: BLE001 - raised where all of it is asked for
            self._failures[name] = error
        except BaseException as error:  # a thread would swallow it, and the list seem complete
            self._failures[name] = error
            raise

    def all(self) -> list[FineTune[Any]]:
        """Return all of it, if that is all there is."""
        found = [item for items in self.found.values() for item in items]
        failures: dict[str, FinetunesError] = {}
        for name, failure in self._failures.items():  # the first to fail comes first
            # Guard rails are for all providers, so they are no one's failure.
            if not isinstance(failure, FinetunesError) or isinstance(failure, PolicyError):
                raise failure
            failures[name] = failure
        failures = {name: failures[name] for name in self.found if name in failures}
        if failures:
            reasons = "; ".join(map(str, failures.values()))
            words = f"the list of all fine-tunes is not complete: {reasons}"
            raise IncompleteListingError(words, found=tuple(found), failures=failures)
        return found


def list_all(
    providers: Iterable[str] | None = None, *, timeout: float = 60.0, progress: Progress = None
) -> list[FineTune[Any]]:
    """List the fine-tunes of several providers at the same time.

    Args:
        providers: Their names; by default every provider whose key is in the environment.
        timeout: Seconds each page of a listing may take.
        progress: Called with the number of fine-tunes found so far; from several threads
            here, and from the event loop by `alist_all`.

    Returns:
        All there are: provider by provider, each in its own order.

    Raises:
        IncompleteListingError: A provider could not be listed to its end; `failures` says why,
            and `found` has the rest.
        MissingAPIKeyError: No provider was named, and the environment holds no key.
        PolicyError: The file of guard rails cannot be used; nothing was sent.
        ConfigurationError: There is no such provider.
    """
    listing = _Listing(_choose(providers), progress)

    def ask(name: str) -> None:
        with (
            suppress(BaseException),  # it is kept for `all`, and a thread has nobody to tell
            listing.take(name) as take,
            Client(name, timeout=timeout) as client,
        ):
            for item in client.list():
                take(item)

    # No pool, which waits for all of them, also after Ctrl-C.
    threads = [Thread(target=ask, args=(name,), daemon=True) for name in listing.found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return listing.all()


async def alist_all(
    providers: Iterable[str] | None = None, *, timeout: float = 60.0, progress: Progress = None
) -> list[FineTune[Any]]:
    """List the fine-tunes of several providers at the same time; see `list_all`."""
    import anyio  # what httpx itself runs on, under asyncio and trio

    listing = _Listing(_choose(providers), progress)

    async def ask(name: str) -> None:
        try:
            with listing.take(name) as take:
                async with AsyncClient(name, timeout=timeout) as client:
                    async for item in client.list():
                        take(item)
        except (KeyboardInterrupt, SystemExit):  # asyncio would leave the others' sockets open
            tasks.cancel_scope.cancel()

    async with anyio.create_task_group() as tasks:
        for name in listing.found:
            tasks.start_soon(ask, name)
    return listing.all()


def _choose(providers: Iterable[str] | None) -> list[str]:
    if providers is not None:
        return [find_adapter(name).name for name in dict.fromkeys(providers)]
    there = known_providers().values()
    names = [provider.name for provider in there if provider.has_api_key]
    if not names:
        variables = ", ".join(provider.api_key_variables[0] for provider in there)
        raise MissingAPIKeyError(f"no provider has an API key; set one of {variables}")
    return names
