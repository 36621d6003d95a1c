# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.finetune_detail_response import FinetuneDetailResponse
from ...models.http_validation_error import HTTPValidationError
from ...types import UNSET, Response, build_response


def _get_kwargs(*, finetune_id: str) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["finetune_id"] = finetune_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {"method": "get", "url": "/v1/finetune_details", "params": params}

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | FinetuneDetailResponse | HTTPValidationError | None:
    if response.status_code == 200:
        return FinetuneDetailResponse.from_dict(response.json())

    if response.status_code in (400, 401, 403, 404, 429, 500, 503):
        return Error.from_dict(response.json())

    if response.status_code == 422:
        return HTTPValidationError.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | FinetuneDetailResponse | HTTPValidationError]:
    return build_response("finetune_details", _parse_response, client, response)


def sync_detailed(
    *, client: AuthenticatedClient, finetune_id: str
) -> Response[Error | FinetuneDetailResponse | HTTPValidationError]:
    """Finetune Details

     What is known of one fine-tune, mostly the settings it was made with.

    Args:
        finetune_id (str):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[Error | FinetuneDetailResponse | HTTPValidationError]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(finetune_id=finetune_id))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    *, client: AuthenticatedClient, finetune_id: str
) -> Error | FinetuneDetailResponse | HTTPValidationError | None:
    """Finetune Details

    What `sync_detailed` has parsed.
    """

    return sync_detailed(client=client, finetune_id=finetune_id).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient, finetune_id: str
) -> Response[Error | FinetuneDetailResponse | HTTPValidationError]:
    """Finetune Details

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(finetune_id=finetune_id))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    *, client: AuthenticatedClient, finetune_id: str
) -> Error | FinetuneDetailResponse | HTTPValidationError | None:
    """Finetune Details

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(client=client, finetune_id=finetune_id)).parsed
