"""The two clients: everything that is the same for all providers, blocking and async.

A client is generic over its provider's adapter. Which methods a type checker offers, and
what they return, follows from the methods of that adapter, so an operation that a provider
does not have is an error before it runs. Only the overloads below name providers: both type
checkers read overloads nowhere else than in the class itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

import httpx

from .exchange.transport import AsyncChannel, Channel
from .operations.awaited import AwaitedOperations
from .operations.blocking import BlockingOperations
from .operations.common import A_co
from .settings import read

if TYPE_CHECKING:
    from typing import Self, Unpack

    from .adapters.bfl import BFL
    from .adapters.cohere import Cohere
    from .adapters.protocols import AnyProvider, Generates
    from .adapters.together import Together
    from .settings import AsyncOptions, Options

R = TypeVar("R")
Region = Literal["us1", "eu1"]


class Client(BlockingOperations[A_co]):
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
        policy: Guard rails beside those of `finetunes.toml`; see `Policy`.
        allow_insecure_http: Whether ``http://`` may go further than this machine.

    Raises:
        ConfigurationError: An argument or an environment variable cannot be used.
        MissingAPIKeyError: There is no key.
        PolicyError: The file of guard rails cannot be read or is malformed.
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
    def __init__(self: Client[AnyProvider], provider: str, **options: Unpack[Options]) -> None: ...

    def __init__(self, provider: str, **options: Any) -> None:
        settings = read(provider, options, httpx.BaseTransport)
        super().__init__(settings)
        self._channel = Channel(settings.route, settings.keys, settings.transport)

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


class AsyncClient(AwaitedOperations[A_co]):
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
        self: AsyncClient[AnyProvider], provider: str, **options: Unpack[AsyncOptions]
    ) -> None: ...

    def __init__(self, provider: str, **options: Any) -> None:
        settings = read(provider, options, httpx.AsyncBaseTransport)
        super().__init__(settings)
        self._channel = AsyncChannel(settings.route, settings.keys, settings.transport)

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
