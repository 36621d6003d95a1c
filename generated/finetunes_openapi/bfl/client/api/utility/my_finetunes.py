# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.my_finetunes_response import MyFinetunesResponse
from ...types import Response, build_response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {"method": "get", "url": "/v1/my_finetunes"}

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | MyFinetunesResponse | None:
    if response.status_code == 200:
        return MyFinetunesResponse.from_dict(response.json())

    if response.status_code in (401, 403, 429, 500, 503):
        return Error.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | MyFinetunesResponse]:
    return build_response("my_finetunes", _parse_response, client, response)


def sync_detailed(*, client: AuthenticatedClient) -> Response[Error | MyFinetunesResponse]:
    """My Finetunes

     Every fine-tune of the account in one region, in one answer. A new one may not be there at once.

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[Error | MyFinetunesResponse]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs())
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(*, client: AuthenticatedClient) -> Error | MyFinetunesResponse | None:
    """My Finetunes

    What `sync_detailed` has parsed.
    """

    return sync_detailed(client=client).parsed


async def asyncio_detailed(*, client: AuthenticatedClient) -> Response[Error | MyFinetunesResponse]:
    """My Finetunes

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs())
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(*, client: AuthenticatedClient) -> Error | MyFinetunesResponse | None:
    """My Finetunes

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(client=client)).parsed
