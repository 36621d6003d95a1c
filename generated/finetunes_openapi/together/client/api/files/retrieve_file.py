# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_data import ErrorData
from ...models.file_response import FileResponse
from ...types import Response, build_response, path_segment


def _get_kwargs(id: str) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {"method": "get", "url": "/files/{id}".format(id=path_segment(id))}

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorData | FileResponse | None:
    if response.status_code == 200:
        return FileResponse.from_dict(response.json())

    if response.status_code in (401, 403, 404, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorData | FileResponse]:
    return build_response("retrieve_file", _parse_response, client, response)


def sync_detailed(id: str, *, client: AuthenticatedClient | Client) -> Response[ErrorData | FileResponse]:
    """Retrieve what is known of a file

     All but the content of one file.

    Args:
        id (str):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[ErrorData | FileResponse]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(id=id))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(id: str, *, client: AuthenticatedClient | Client) -> ErrorData | FileResponse | None:
    """Retrieve what is known of a file

    What `sync_detailed` has parsed.
    """

    return sync_detailed(id=id, client=client).parsed


async def asyncio_detailed(id: str, *, client: AuthenticatedClient | Client) -> Response[ErrorData | FileResponse]:
    """Retrieve what is known of a file

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(id=id))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(id: str, *, client: AuthenticatedClient | Client) -> ErrorData | FileResponse | None:
    """Retrieve what is known of a file

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(id=id, client=client)).parsed
