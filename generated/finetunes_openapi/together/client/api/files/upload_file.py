# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_data import ErrorData
from ...models.file_response import FileResponse
from ...models.upload_file import UploadFile
from ...types import Response, build_response


def _get_kwargs(*, body: UploadFile) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {"method": "post", "url": "/files/upload"}

    _kwargs["files"] = body.to_multipart()

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorData | FileResponse | None:
    if response.status_code == 200:
        return FileResponse.from_dict(response.json())

    if response.status_code in (400, 401, 403, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorData | FileResponse]:
    return build_response("upload_file", _parse_response, client, response)


def sync_detailed(*, client: AuthenticatedClient | Client, body: UploadFile) -> Response[ErrorData | FileResponse]:
    """Upload a file in one request

     Sends a file through the API itself. The provider's SDKs do not use it: see `startFileUpload`.

    Args:
        body (UploadFile):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[ErrorData | FileResponse]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(body=body))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(*, client: AuthenticatedClient | Client, body: UploadFile) -> ErrorData | FileResponse | None:
    """Upload a file in one request

    What `sync_detailed` has parsed.
    """

    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: UploadFile
) -> Response[ErrorData | FileResponse]:
    """Upload a file in one request

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(body=body))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(*, client: AuthenticatedClient | Client, body: UploadFile) -> ErrorData | FileResponse | None:
    """Upload a file in one request

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(client=client, body=body)).parsed
