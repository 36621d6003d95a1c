# Made by `python scripts/regenerate.py`; do not edit.
import datetime
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_data import ErrorData
from ...models.finetune_list_metrics import FinetuneListMetrics
from ...types import UNSET, Response, Unset, build_response, path_segment
from ...types import to_json as _to_json


def _get_kwargs(
    id: str,
    *,
    global_step_from: int | Unset = UNSET,
    global_step_to: int | Unset = UNSET,
    logged_at_from: datetime.datetime | Unset = UNSET,
    logged_at_to: datetime.datetime | Unset = UNSET,
    resolution: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["global_step_from"] = global_step_from

    params["global_step_to"] = global_step_to

    params["logged_at_from"] = _to_json(logged_at_from)

    params["logged_at_to"] = _to_json(logged_at_to)

    params["resolution"] = resolution

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/fine-tunes/{id}/metrics".format(id=path_segment(id)),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorData | FinetuneListMetrics | None:
    if response.status_code == 200:
        return FinetuneListMetrics.from_dict(response.json())

    if response.status_code in (400, 401, 403, 404, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorData | FinetuneListMetrics]:
    return build_response("list_fine_tune_metrics", _parse_response, client, response)


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    global_step_from: int | Unset = UNSET,
    global_step_to: int | Unset = UNSET,
    logged_at_from: datetime.datetime | Unset = UNSET,
    logged_at_to: datetime.datetime | Unset = UNSET,
    resolution: int | Unset = UNSET,
) -> Response[ErrorData | FinetuneListMetrics]:
    """List a job's training metrics

     Measurements of one job in the order of time. The document of 2026-04-28 has the limits in a JSON
    body of the GET; the SDKs since then send them as query parameters, and so is it here.

    Args:
        id (str):
        global_step_from (int | Unset):
        global_step_to (int | Unset):
        logged_at_from (datetime.datetime | Unset):
        logged_at_to (datetime.datetime | Unset):
        resolution (int | Unset):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[ErrorData | FinetuneListMetrics]
    """

    request = client.get_httpx_client().build_request(
        **_get_kwargs(
            id=id,
            global_step_from=global_step_from,
            global_step_to=global_step_to,
            logged_at_from=logged_at_from,
            logged_at_to=logged_at_to,
            resolution=resolution,
        )
    )
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    global_step_from: int | Unset = UNSET,
    global_step_to: int | Unset = UNSET,
    logged_at_from: datetime.datetime | Unset = UNSET,
    logged_at_to: datetime.datetime | Unset = UNSET,
    resolution: int | Unset = UNSET,
) -> ErrorData | FinetuneListMetrics | None:
    """List a job's training metrics

    What `sync_detailed` has parsed.
    """

    return sync_detailed(
        id=id,
        client=client,
        global_step_from=global_step_from,
        global_step_to=global_step_to,
        logged_at_from=logged_at_from,
        logged_at_to=logged_at_to,
        resolution=resolution,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    global_step_from: int | Unset = UNSET,
    global_step_to: int | Unset = UNSET,
    logged_at_from: datetime.datetime | Unset = UNSET,
    logged_at_to: datetime.datetime | Unset = UNSET,
    resolution: int | Unset = UNSET,
) -> Response[ErrorData | FinetuneListMetrics]:
    """List a job's training metrics

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(
        **_get_kwargs(
            id=id,
            global_step_from=global_step_from,
            global_step_to=global_step_to,
            logged_at_from=logged_at_from,
            logged_at_to=logged_at_to,
            resolution=resolution,
        )
    )
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    global_step_from: int | Unset = UNSET,
    global_step_to: int | Unset = UNSET,
    logged_at_from: datetime.datetime | Unset = UNSET,
    logged_at_to: datetime.datetime | Unset = UNSET,
    resolution: int | Unset = UNSET,
) -> ErrorData | FinetuneListMetrics | None:
    """List a job's training metrics

    As `sync`, with asyncio.
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            global_step_from=global_step_from,
            global_step_to=global_step_to,
            logged_at_from=logged_at_from,
            logged_at_to=logged_at_to,
            resolution=resolution,
        )
    ).parsed
