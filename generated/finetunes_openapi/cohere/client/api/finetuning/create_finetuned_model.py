# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.create_finetuned_model_response import CreateFinetunedModelResponse
from ...models.error import Error
from ...models.finetuned_model import FinetunedModel
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: FinetunedModel,
    x_client_name: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_client_name, Unset):
        headers["X-Client-Name"] = x_client_name

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/finetuning/finetuned-models",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CreateFinetunedModelResponse | Error | None:
    if response.status_code == 200:
        return CreateFinetunedModelResponse.from_dict(response.json())

    if response.status_code in (400, 401, 402, 403, 404, 429, 498, 499, 500, 503, 504):
        return Error.from_dict(response.json())

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CreateFinetunedModelResponse | Error]:
    try:
        parsed = _parse_response(client=client, response=response)
    except errors.UNDECODABLE:
        raise errors.UnexpectedBody(
            "create_finetuned_model", response.status_code, response.content
        ) from None  # the cause quotes the body
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=parsed,
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: FinetunedModel,
    x_client_name: str | Unset = UNSET,
) -> Response[CreateFinetunedModelResponse | Error]:
    """Train a fine-tuned model

     Starts the training of a model.

    Args:
        x_client_name (str | Unset):
        body (FinetunedModel):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        errors.UnexpectedBody: If the response's body is not what is documented for its status.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateFinetunedModelResponse | Error]
    """

    request = client.get_httpx_client().build_request(
        **_get_kwargs(
            body=body,
            x_client_name=x_client_name,
        )
    )
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: FinetunedModel,
    x_client_name: str | Unset = UNSET,
) -> CreateFinetunedModelResponse | Error | None:
    """Train a fine-tuned model

    What `sync_detailed` has parsed.
    """

    return sync_detailed(
        client=client,
        body=body,
        x_client_name=x_client_name,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: FinetunedModel,
    x_client_name: str | Unset = UNSET,
) -> Response[CreateFinetunedModelResponse | Error]:
    """Train a fine-tuned model

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(
        **_get_kwargs(
            body=body,
            x_client_name=x_client_name,
        )
    )
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: FinetunedModel,
    x_client_name: str | Unset = UNSET,
) -> CreateFinetunedModelResponse | Error | None:
    """Train a fine-tuned model

    As `sync`, with asyncio.
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            x_client_name=x_client_name,
        )
    ).parsed
