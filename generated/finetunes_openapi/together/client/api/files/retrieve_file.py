# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_data import ErrorData
from ...models.file_response import FileResponse
from ...types import Response, path_segment


def _get_kwargs(
    id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/files/{id}".format(
            id=path_segment(id),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorData | FileResponse | None:
    if response.status_code == 200:
        return FileResponse.from_dict(response.json())

    if response.status_code in (401, 403, 404, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorData | FileResponse]:
    try:
        parsed = _parse_response(client=client, response=response)
    except errors.UNDECODABLE:
        raise errors.UnexpectedBody(
            "retrieve_file", response.status_code, response.content
        ) from None  # the cause quotes the body
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=parsed,
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorData | FileResponse]:
    """Retrieve what is known of a file

     All but the content of one file.

    Args:
        id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        errors.UnexpectedBody: If the response's body is not what is documented for its status.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorData | FileResponse]
    """

    request = client.get_httpx_client().build_request(
        **_get_kwargs(
            id=id,
        )
    )
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
) -> ErrorData | FileResponse | None:
    """Retrieve what is known of a file

    What `sync_detailed` has parsed.
    """

    return sync_detailed(
        id=id,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[ErrorData | FileResponse]:
    """Retrieve what is known of a file

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(
        **_get_kwargs(
            id=id,
        )
    )
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
) -> ErrorData | FileResponse | None:
    """Retrieve what is known of a file

    As `sync`, with asyncio.
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
        )
    ).parsed
