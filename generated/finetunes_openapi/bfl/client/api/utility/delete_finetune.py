# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.delete_finetune_inputs import DeleteFinetuneInputs
from ...models.delete_finetune_response import DeleteFinetuneResponse
from ...models.error import Error
from ...models.http_validation_error import HTTPValidationError
from ...types import Response, build_response
from ...types import to_json as _to_json


def _get_kwargs(*, body: DeleteFinetuneInputs) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {"method": "post", "url": "/v1/delete_finetune"}

    _kwargs["json"] = _to_json(body)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DeleteFinetuneResponse | Error | HTTPValidationError | None:
    if response.status_code == 200:
        return DeleteFinetuneResponse.from_dict(response.json())

    if response.status_code in (400, 401, 402, 403, 404, 429, 500, 503):
        return Error.from_dict(response.json())

    if response.status_code == 422:
        return HTTPValidationError.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DeleteFinetuneResponse | Error | HTTPValidationError]:
    return build_response("delete_finetune", _parse_response, client, response)


def sync_detailed(
    *, client: AuthenticatedClient, body: DeleteFinetuneInputs
) -> Response[DeleteFinetuneResponse | Error | HTTPValidationError]:
    """Delete Finetune

     Delete a finetune_id that was created by the user

    Args:
        body (DeleteFinetuneInputs):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[DeleteFinetuneResponse | Error | HTTPValidationError]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(body=body))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    *, client: AuthenticatedClient, body: DeleteFinetuneInputs
) -> DeleteFinetuneResponse | Error | HTTPValidationError | None:
    """Delete Finetune

    What `sync_detailed` has parsed.
    """

    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient, body: DeleteFinetuneInputs
) -> Response[DeleteFinetuneResponse | Error | HTTPValidationError]:
    """Delete Finetune

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(body=body))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    *, client: AuthenticatedClient, body: DeleteFinetuneInputs
) -> DeleteFinetuneResponse | Error | HTTPValidationError | None:
    """Delete Finetune

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(client=client, body=body)).parsed
