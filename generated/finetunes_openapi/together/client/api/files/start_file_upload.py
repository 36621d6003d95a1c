# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.duplicate_file import DuplicateFile
from ...models.error_data import ErrorData
from ...models.start_file_upload import StartFileUpload
from ...types import Response, build_response


def _get_kwargs(*, body: StartFileUpload) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {"method": "post", "url": "/files"}

    _kwargs["data"] = body.to_dict()
    headers["Content-Type"] = "application/x-www-form-urlencoded"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | DuplicateFile | ErrorData | None:
    if response.status_code == 302:
        response_302 = cast(Any, None)
        return response_302

    if response.status_code in (400, 401, 403, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    if response.status_code == 409:
        return DuplicateFile.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | DuplicateFile | ErrorData]:
    return build_response("start_file_upload", _parse_response, client, response)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: StartFileUpload
) -> Response[Any | DuplicateFile | ErrorData]:
    """Start the upload of a file

     Asks where to send a file. The answer is no redirect to follow: the content goes to its Location
    with PUT and without the key, and then `preprocessFile` is called.

    Args:
        body (StartFileUpload):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[Any | DuplicateFile | ErrorData]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(body=body))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(*, client: AuthenticatedClient | Client, body: StartFileUpload) -> Any | DuplicateFile | ErrorData | None:
    """Start the upload of a file

    What `sync_detailed` has parsed.
    """

    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: StartFileUpload
) -> Response[Any | DuplicateFile | ErrorData]:
    """Start the upload of a file

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(body=body))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    *, client: AuthenticatedClient | Client, body: StartFileUpload
) -> Any | DuplicateFile | ErrorData | None:
    """Start the upload of a file

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(client=client, body=body)).parsed
