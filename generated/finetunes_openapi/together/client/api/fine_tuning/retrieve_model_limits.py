# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.error_data import ErrorData
from ...models.fine_tune_model_limits import FineTuneModelLimits
from ...models.model_not_found import ModelNotFound
from ...types import UNSET, Response, build_response


def _get_kwargs(*, model_name: str) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["model_name"] = model_name

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {"method": "get", "url": "/fine-tunes/models/limits", "params": params}

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorData | FineTuneModelLimits | ModelNotFound | None:
    if response.status_code == 200:
        return FineTuneModelLimits.from_dict(response.json())

    if response.status_code in (401, 403, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    if response.status_code == 404:
        return ModelNotFound.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorData | FineTuneModelLimits | ModelNotFound]:
    return build_response("retrieve_model_limits", _parse_response, client, response)


def sync_detailed(
    *, client: AuthenticatedClient | Client, model_name: str
) -> Response[ErrorData | FineTuneModelLimits | ModelNotFound]:
    """Retrieve the limits of a model

     Which settings a job may have with one base model.

    Args:
        model_name (str):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[ErrorData | FineTuneModelLimits | ModelNotFound]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(model_name=model_name))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    *, client: AuthenticatedClient | Client, model_name: str
) -> ErrorData | FineTuneModelLimits | ModelNotFound | None:
    """Retrieve the limits of a model

    What `sync_detailed` has parsed.
    """

    return sync_detailed(client=client, model_name=model_name).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, model_name: str
) -> Response[ErrorData | FineTuneModelLimits | ModelNotFound]:
    """Retrieve the limits of a model

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(model_name=model_name))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    *, client: AuthenticatedClient | Client, model_name: str
) -> ErrorData | FineTuneModelLimits | ModelNotFound | None:
    """Retrieve the limits of a model

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(client=client, model_name=model_name)).parsed
