# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_data import ErrorData
from ...models.finetune_delete_response import FinetuneDeleteResponse
from ...types import UNSET, Response, Unset, build_response, path_segment


def _get_kwargs(id: str, *, force: bool | Unset = UNSET) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["force"] = force

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/fine-tunes/{id}".format(id=path_segment(id)),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorData | FinetuneDeleteResponse | None:
    if response.status_code == 200:
        return FinetuneDeleteResponse.from_dict(response.json())

    if response.status_code in (401, 403, 404, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorData | FinetuneDeleteResponse]:
    return build_response("delete_fine_tune", _parse_response, client, response)


def sync_detailed(
    id: str, *, client: AuthenticatedClient | Client, force: bool | Unset = UNSET
) -> Response[ErrorData | FinetuneDeleteResponse]:
    """Delete a fine-tune job

     Delete a fine-tuning job.

    Args:
        id (str):
        force (bool | Unset):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[ErrorData | FinetuneDeleteResponse]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(id=id, force=force))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    id: str, *, client: AuthenticatedClient | Client, force: bool | Unset = UNSET
) -> ErrorData | FinetuneDeleteResponse | None:
    """Delete a fine-tune job

    What `sync_detailed` has parsed.
    """

    return sync_detailed(id=id, client=client, force=force).parsed


async def asyncio_detailed(
    id: str, *, client: AuthenticatedClient | Client, force: bool | Unset = UNSET
) -> Response[ErrorData | FinetuneDeleteResponse]:
    """Delete a fine-tune job

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(id=id, force=force))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str, *, client: AuthenticatedClient | Client, force: bool | Unset = UNSET
) -> ErrorData | FinetuneDeleteResponse | None:
    """Delete a fine-tune job

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(id=id, client=client, force=force)).parsed
