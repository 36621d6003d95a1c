# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.delete_finetuned_model_response import DeleteFinetunedModelResponse
from ...models.error import Error
from ...types import UNSET, Response, Unset, build_response, path_segment


def _get_kwargs(id: str, *, x_client_name: str | Unset = UNSET) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_client_name, Unset):
        headers["X-Client-Name"] = x_client_name

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/finetuning/finetuned-models/{id}".format(id=path_segment(id)),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DeleteFinetunedModelResponse | Error | None:
    if response.status_code == 200:
        return DeleteFinetunedModelResponse.from_dict(response.json())

    if response.status_code in (400, 401, 402, 403, 404, 429, 498, 499, 500, 503, 504):
        return Error.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DeleteFinetunedModelResponse | Error]:
    return build_response("delete_finetuned_model", _parse_response, client, response)


def sync_detailed(
    id: str, *, client: AuthenticatedClient, x_client_name: str | Unset = UNSET
) -> Response[DeleteFinetunedModelResponse | Error]:
    """Deletes a fine-tuned model.

     Deletes a fine-tuned model. The model will be removed from the system and will no longer be
    available for use.
    This operation is irreversible.

    Args:
        id (str):
        x_client_name (str | Unset):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[DeleteFinetunedModelResponse | Error]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(id=id, x_client_name=x_client_name))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    id: str, *, client: AuthenticatedClient, x_client_name: str | Unset = UNSET
) -> DeleteFinetunedModelResponse | Error | None:
    """Deletes a fine-tuned model.

    What `sync_detailed` has parsed.
    """

    return sync_detailed(id=id, client=client, x_client_name=x_client_name).parsed


async def asyncio_detailed(
    id: str, *, client: AuthenticatedClient, x_client_name: str | Unset = UNSET
) -> Response[DeleteFinetunedModelResponse | Error]:
    """Deletes a fine-tuned model.

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(id=id, x_client_name=x_client_name))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str, *, client: AuthenticatedClient, x_client_name: str | Unset = UNSET
) -> DeleteFinetunedModelResponse | Error | None:
    """Deletes a fine-tuned model.

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(id=id, client=client, x_client_name=x_client_name)).parsed
