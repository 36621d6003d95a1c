# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.finetuned_model import FinetunedModel
from ...models.update_finetuned_model_response import UpdateFinetunedModelResponse
from ...types import UNSET, Response, Unset, build_response, path_segment
from ...types import to_json as _to_json


def _get_kwargs(id: str, *, body: FinetunedModel, x_client_name: str | Unset = UNSET) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_client_name, Unset):
        headers["X-Client-Name"] = x_client_name

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/finetuning/finetuned-models/{id}".format(id=path_segment(id)),
    }

    _kwargs["json"] = _to_json(body)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | UpdateFinetunedModelResponse | None:
    if response.status_code == 200:
        return UpdateFinetunedModelResponse.from_dict(response.json())

    if response.status_code in (400, 401, 402, 403, 404, 429, 498, 499, 500, 503, 504):
        return Error.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | UpdateFinetunedModelResponse]:
    return build_response("update_finetuned_model", _parse_response, client, response)


def sync_detailed(
    id: str, *, client: AuthenticatedClient, body: FinetunedModel, x_client_name: str | Unset = UNSET
) -> Response[Error | UpdateFinetunedModelResponse]:
    """Change a fine-tuned model

     Changes the name or the settings of one fine-tuned model; both are sent.

    Args:
        id (str):
        x_client_name (str | Unset):
        body (FinetunedModel):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[Error | UpdateFinetunedModelResponse]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(id=id, body=body, x_client_name=x_client_name))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    id: str, *, client: AuthenticatedClient, body: FinetunedModel, x_client_name: str | Unset = UNSET
) -> Error | UpdateFinetunedModelResponse | None:
    """Change a fine-tuned model

    What `sync_detailed` has parsed.
    """

    return sync_detailed(id=id, client=client, body=body, x_client_name=x_client_name).parsed


async def asyncio_detailed(
    id: str, *, client: AuthenticatedClient, body: FinetunedModel, x_client_name: str | Unset = UNSET
) -> Response[Error | UpdateFinetunedModelResponse]:
    """Change a fine-tuned model

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(
        **_get_kwargs(id=id, body=body, x_client_name=x_client_name)
    )
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str, *, client: AuthenticatedClient, body: FinetunedModel, x_client_name: str | Unset = UNSET
) -> Error | UpdateFinetunedModelResponse | None:
    """Change a fine-tuned model

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(id=id, client=client, body=body, x_client_name=x_client_name)).parsed
