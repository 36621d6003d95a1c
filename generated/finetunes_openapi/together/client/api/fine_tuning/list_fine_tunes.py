# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_data import ErrorData
from ...models.finetune_truncated_list import FinetuneTruncatedList
from ...types import Response, build_response


def _get_kwargs() -> dict[str, Any]:

    _kwargs: dict[str, Any] = {"method": "get", "url": "/fine-tunes"}

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorData | FinetuneTruncatedList | None:
    if response.status_code == 200:
        return FinetuneTruncatedList.from_dict(response.json())

    if response.status_code in (401, 403, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorData | FinetuneTruncatedList]:
    return build_response("list_fine_tunes", _parse_response, client, response)


def sync_detailed(*, client: AuthenticatedClient | Client) -> Response[ErrorData | FinetuneTruncatedList]:
    """List the jobs

     Every job of the account, in one answer; there are no pages.

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[ErrorData | FinetuneTruncatedList]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs())
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(*, client: AuthenticatedClient | Client) -> ErrorData | FinetuneTruncatedList | None:
    """List the jobs

    What `sync_detailed` has parsed.
    """

    return sync_detailed(client=client).parsed


async def asyncio_detailed(*, client: AuthenticatedClient | Client) -> Response[ErrorData | FinetuneTruncatedList]:
    """List the jobs

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs())
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(*, client: AuthenticatedClient | Client) -> ErrorData | FinetuneTruncatedList | None:
    """List the jobs

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(client=client)).parsed
