# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error import Error
from ...models.list_events_response import ListEventsResponse
from ...types import UNSET, Response, Unset, build_response, path_segment


def _get_kwargs(
    finetuned_model_id: str,
    *,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    order_by: str | Unset = UNSET,
    x_client_name: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_client_name, Unset):
        headers["X-Client-Name"] = x_client_name

    params: dict[str, Any] = {}

    params["page_size"] = page_size

    params["page_token"] = page_token

    params["order_by"] = order_by

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/finetuning/finetuned-models/{finetuned_model_id}/events".format(
            finetuned_model_id=path_segment(finetuned_model_id)
        ),
        "params": params,
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Error | ListEventsResponse | None:
    if response.status_code == 200:
        return ListEventsResponse.from_dict(response.json())

    if response.status_code in (400, 401, 402, 403, 404, 429, 498, 499, 500, 503, 504):
        return Error.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Error | ListEventsResponse]:
    return build_response("list_events", _parse_response, client, response)


def sync_detailed(
    finetuned_model_id: str,
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    order_by: str | Unset = UNSET,
    x_client_name: str | Unset = UNSET,
) -> Response[Error | ListEventsResponse]:
    """List a fine-tuned model's events

     One page of the changes of status, the newest first.

    Args:
        finetuned_model_id (str):
        page_size (int | Unset):
        page_token (str | Unset):
        order_by (str | Unset):
        x_client_name (str | Unset):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[Error | ListEventsResponse]
    """

    request = client.get_httpx_client().build_request(
        **_get_kwargs(
            finetuned_model_id=finetuned_model_id,
            page_size=page_size,
            page_token=page_token,
            order_by=order_by,
            x_client_name=x_client_name,
        )
    )
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    finetuned_model_id: str,
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    order_by: str | Unset = UNSET,
    x_client_name: str | Unset = UNSET,
) -> Error | ListEventsResponse | None:
    """List a fine-tuned model's events

    What `sync_detailed` has parsed.
    """

    return sync_detailed(
        finetuned_model_id=finetuned_model_id,
        client=client,
        page_size=page_size,
        page_token=page_token,
        order_by=order_by,
        x_client_name=x_client_name,
    ).parsed


async def asyncio_detailed(
    finetuned_model_id: str,
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    order_by: str | Unset = UNSET,
    x_client_name: str | Unset = UNSET,
) -> Response[Error | ListEventsResponse]:
    """List a fine-tuned model's events

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(
        **_get_kwargs(
            finetuned_model_id=finetuned_model_id,
            page_size=page_size,
            page_token=page_token,
            order_by=order_by,
            x_client_name=x_client_name,
        )
    )
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    finetuned_model_id: str,
    *,
    client: AuthenticatedClient,
    page_size: int | Unset = UNSET,
    page_token: str | Unset = UNSET,
    order_by: str | Unset = UNSET,
    x_client_name: str | Unset = UNSET,
) -> Error | ListEventsResponse | None:
    """List a fine-tuned model's events

    As `sync`, with asyncio.
    """

    return (
        await asyncio_detailed(
            finetuned_model_id=finetuned_model_id,
            client=client,
            page_size=page_size,
            page_token=page_token,
            order_by=order_by,
            x_client_name=x_client_name,
        )
    ).parsed
