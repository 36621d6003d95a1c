# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dataset_preview import DatasetPreview
from ...models.error_data import ErrorData
from ...models.preview_dataset import PreviewDataset
from ...types import Response, build_response
from ...types import to_json as _to_json


def _get_kwargs(*, body: PreviewDataset) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {"method": "post", "url": "/fine-tunes/preview"}

    _kwargs["json"] = _to_json(body)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DatasetPreview | ErrorData | None:
    if response.status_code == 200:
        return DatasetPreview.from_dict(response.json())

    if response.status_code in (400, 401, 403, 404, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DatasetPreview | ErrorData]:
    return build_response("preview_fine_tune_dataset", _parse_response, client, response)


def sync_detailed(
    *, client: AuthenticatedClient | Client, body: PreviewDataset
) -> Response[DatasetPreview | ErrorData]:
    """Preview a tokenized training file

     What a model would see of the first rows of a training file; nothing is started.

    Args:
        body (PreviewDataset):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[DatasetPreview | ErrorData]
    """

    request = client.get_httpx_client().build_request(**_get_kwargs(body=body))
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(*, client: AuthenticatedClient | Client, body: PreviewDataset) -> DatasetPreview | ErrorData | None:
    """Preview a tokenized training file

    What `sync_detailed` has parsed.
    """

    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *, client: AuthenticatedClient | Client, body: PreviewDataset
) -> Response[DatasetPreview | ErrorData]:
    """Preview a tokenized training file

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(**_get_kwargs(body=body))
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(*, client: AuthenticatedClient | Client, body: PreviewDataset) -> DatasetPreview | ErrorData | None:
    """Preview a tokenized training file

    As `sync`, with asyncio.
    """

    return (await asyncio_detailed(client=client, body=body)).parsed
