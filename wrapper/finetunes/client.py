"""The two clients: everything that is the same for all providers, blocking and async.

A client is generic over its provider's adapter. Which methods a type checker offers, and
what they return, follows from the methods of that adapter, so an operation that a provider
does not have is an error before it runs. Only the overloads below name providers: both type
checkers read overloads nowhere else than in the class itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

import httpx

from .bridge import Bridge
from .errors import UnsupportedOperationError
from .exchange.deadline import Deadline
from .exchange.flow import arun, run
from .exchange.transport import AsyncChannel, Channel
from .ids import check_id
from .settings import Settings, check_timeout, read

if TYPE_CHECKING:
    from typing import Self, Unpack

    from .adapters import BFL, Cohere, Together
    from .adapters.base import Cancels, Deletes, Generates
    from .exchange.flow import Flow
    from .models import Result
    from .settings import AsyncOptions, Options

A_co = TypeVar("A_co", covariant=True)
R = TypeVar("R")
Region = Literal["us1", "eu1"]


class _Client(Generic[A_co]):
    """What does not care whether calls block."""

    def __init__(self, settings: Settings) -> None:
        self._adapter = settings.adapter
        self._timeout = settings.timeout

    def __repr__(self) -> str:
        # The traceback of a constructor that failed may print a client that has nothing yet.
        made = hasattr(self, "_adapter")
        words = f"{self.provider} {self.base_url}" if made else "(not made)"
        return f"<finetunes.{type(self).__name__} {words}>"

    @property
    def provider(self) -> str:
        """The provider's name."""
        name: str = self._adapter.name
        return name

    @property
    def base_url(self) -> str:
        """The address requests go to."""
        return str(self._adapter.address)

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that the provider's API has."""
        names: tuple[str, ...] = self._adapter.describe().operations
        return names

    def supports(self, operation: str) -> bool:
        """Say whether the provider's API has an operation, for example ``"cancel"``."""
        return operation in self.operations

    def _flow(self, operation: str, id: object) -> Flow[Any]:
        method = getattr(self._adapter, operation, None)
        if method is None:
            raise UnsupportedOperationError(
                f"{self.provider}: the provider's API has no {operation}, only "
                f"{', '.join(self.operations)}; nothing was sent",
                provider=self.provider,
                operation=operation,
            )
        flow: Flow[Any] = method(check_id(id, provider=self.provider))
        return flow

    def _deadline(self, timeout: float | None) -> Deadline:
        return Deadline.after(self._timeout if timeout is None else check_timeout(timeout))

    def _generated(self, channel: Channel | AsyncChannel) -> Any:
        bridge = Bridge(self._adapter, channel, self._timeout)
        made = self._adapter.generated()
        made.set_httpx_client(httpx.Client(transport=bridge, base_url=self.base_url))
        made.set_async_httpx_client(httpx.AsyncClient(transport=bridge, base_url=self.base_url))
        return made


class Client(_Client[A_co]):
    """A client of one provider; blocking, safe to share between threads.

    Args:
        provider: The provider's name; `finetunes.providers()` lists them.
        api_key: The key, or a callable that returns it and is called once per request
            (`AsyncClient`: it may be async). By default the provider's environment variable.
        base_url: Another address than the provider's own. By default the provider's
            environment variable, then its own address.
        region: Where a provider has regions: the one to ask. Beside another address it says
            which region that address stands for.
        timeout: Seconds a call may take in all, retries included; also per call. Default 60.
        max_retries: How often a request is sent again, default 2. Cancel and delete are sent
            again only if the connection was never made, or after 429.
        transport: An httpx transport to send through, for tests and special networks; it
            stays open when the client is closed, and keeps deadlines only as well as it can.
        allow_insecure_http: Whether ``http://`` may go further than this machine.

    Raises:
        ConfigurationError: An argument or an environment variable cannot be used.
        MissingAPIKeyError: There is no key.
    """

    @overload
    def __init__(
        self: Client[Together], provider: Literal["together"], **options: Unpack[Options]
    ) -> None: ...
    @overload
    def __init__(
        self: Client[BFL],
        provider: Literal["bfl"],
        *,
        region: Region | None = None,
        **options: Unpack[Options],
    ) -> None: ...
    @overload
    def __init__(
        self: Client[Cohere], provider: Literal["cohere"], **options: Unpack[Options]
    ) -> None: ...
    @overload
    def __init__(self: Client[Any], provider: str, **options: Unpack[Options]) -> None: ...

    def __init__(self, provider: str, **options: Any) -> None:
        settings = read(provider, options)
        super().__init__(settings)
        self._channel = Channel(settings.route, settings.keys, settings.transport)

    def cancel(self: Client[Cancels[R]], id: str, *, timeout: float | None = None) -> Result[R]:
        """Ask the provider to stop a job; steps that are done stay billed.

        Args:
            id: The provider's id of the job.
            timeout: Seconds this call may take in all.

        Returns:
            What came of it: usually `Outcome.CANCELLING`, because jobs stop a while later.

        Raises:
            UnsupportedOperationError: The provider cannot cancel.
            InvalidIDError: The id cannot be sent.
            OutcomeUnknownError: The request was sent, and what it did is not known.
            APIStatusError: The provider refused.
            APIConnectionError: No connection could be made.
        """
        return run(self._flow("cancel", id), self._channel, self._deadline(timeout))

    def delete(self: Client[Deletes[R]], id: str, *, timeout: float | None = None) -> Result[R]:
        """Delete a fine-tune for good.

        Args:
            id: The provider's id of the fine-tune.
            timeout: Seconds this call may take in all.

        Returns:
            What came of it: `Outcome.DELETED`.

        Raises:
            InvalidIDError: The id cannot be sent.
            NotFoundError: The provider does not know the id.
            OutcomeUnknownError: The request was sent, and what it did is not known.
            APIStatusError: The provider refused.
            APIConnectionError: No connection could be made.
        """
        return run(self._flow("delete", id), self._channel, self._deadline(timeout))

    @property
    def generated(self: Client[Generates[R]]) -> R:
        """The provider's generated client, on this client's transport, key and errors.

        Pass it as `client=` to the `sync` and `sync_detailed` functions of the generated
        operations (`AsyncClient`: `asyncio` and `asyncio_detailed`).
        """
        made: R = self._generated(self._channel)
        return made

    def close(self) -> None:
        """Close the connections; the client cannot be used afterwards."""
        self._channel.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(_Client[A_co]):
    """`Client` for asyncio and trio: the same arguments, methods and errors."""

    @overload
    def __init__(
        self: AsyncClient[Together], provider: Literal["together"], **options: Unpack[AsyncOptions]
    ) -> None: ...
    @overload
    def __init__(
        self: AsyncClient[BFL],
        provider: Literal["bfl"],
        *,
        region: Region | None = None,
        **options: Unpack[AsyncOptions],
    ) -> None: ...
    @overload
    def __init__(
        self: AsyncClient[Cohere], provider: Literal["cohere"], **options: Unpack[AsyncOptions]
    ) -> None: ...
    @overload
    def __init__(
        self: AsyncClient[Any], provider: str, **options: Unpack[AsyncOptions]
    ) -> None: ...

    def __init__(self, provider: str, **options: Any) -> None:
        settings = read(provider, options)
        super().__init__(settings)
        self._channel = AsyncChannel(settings.route, settings.keys, settings.transport)

    async def cancel(
        self: AsyncClient[Cancels[R]], id: str, *, timeout: float | None = None
    ) -> Result[R]:
        """Ask the provider to stop a job; see `Client.cancel`."""
        return await arun(self._flow("cancel", id), self._channel, self._deadline(timeout))

    async def delete(
        self: AsyncClient[Deletes[R]], id: str, *, timeout: float | None = None
    ) -> Result[R]:
        """Delete a fine-tune for good; see `Client.delete`."""
        return await arun(self._flow("delete", id), self._channel, self._deadline(timeout))

    @property
    def generated(self: AsyncClient[Generates[R]]) -> R:
        """The provider's generated client; see `Client.generated`."""
        made: R = self._generated(self._channel)
        return made

    async def aclose(self) -> None:
        """Close the connections; the client cannot be used afterwards."""
        await self._channel.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
