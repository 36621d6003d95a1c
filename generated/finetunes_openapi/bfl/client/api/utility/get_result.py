# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.http_validation_error import HTTPValidationError
from ...models.result_response import ResultResponse
from ...types import UNSET, Response, build_response


def _get_kwargs(*, id: str) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["id"] = id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {"method": "get", "url": "/v1/get_result", "params": params}

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | HTTPValidationError | ResultResponse | None:
    if response.status_code == 200:
        return ResultResponse.from_dict(response.json())

    if response.status_code in (400, 429, 500, 503):
        return Error.from_dict(response.json())

    if response.status_code == 422:
        return HTTPValidationError.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | HTTPValidationError | ResultResponse]:
    return build_response("get_result", _parse_response, client, response)


def sync_detailed(
    *, client: AuthenticatedClient | Client, id: str
) -> Response[Error | HTTPValidationError | ResultResponse]:
    """Get Result

     How far a task has come. No key is asked for. `Task not found` has three meanings: the id is
    unknown, has expired, or is one of another region. While fine-tunes could be made here, the id of
    one was also the id of its task, on the host of its region.

    Args:
        id (str):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[Error | HTTPValidationError | ResultResponse]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(id=id))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(*, client: AuthenticatedClient | Client, id: str) -> Error | HTTPValidationError | ResultResponse | None:
    """Get Result

    What `sync_detailed` has parsed.
    """

    return sync_detailed(client=client, id=id).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, id: str
) -> Response[Error | HTTPValidationError | ResultResponse]:
    """Get Result

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(id=id))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    *, client: AuthenticatedClient | Client, id: str
) -> Error | HTTPValidationError | ResultResponse | None:
    """Get Result

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(client=client, id=id)).parsed
