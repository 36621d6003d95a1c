"""Generated functions, called through a client of either colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator

    import httpx

    from .conftest import Call


def use(call: Call, module: Any, provider: str, base_url: str, **options: Any) -> Any:
    """Call the generated function of the right colour that returns the whole response."""
    arguments = options.pop("arguments", {"id": "ft-1"})
    function = module.sync_detailed if call.colour == "sync" else module.asyncio_detailed

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield function(client=client.generated, **arguments))

    return call.run(scenario, provider, base_url=base_url, **options)


def get(call: Call, base_url: str, path: str = "/v1/models", **options: Any) -> httpx.Response:
    """Send a GET, which no generated function does yet, through the generated client."""

    def scenario(client: Any) -> Generator[Any, Any, httpx.Response]:
        made = client.generated
        blocking = call.colour == "sync"
        http = made.get_httpx_client() if blocking else made.get_async_httpx_client()
        response: httpx.Response = yield http.get(path)
        return response

    return call.run(scenario, "cohere", base_url=base_url, **options)
