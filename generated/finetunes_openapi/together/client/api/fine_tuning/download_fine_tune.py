# Made by `python scripts/regenerate.py`; do not edit.
from io import BytesIO
from typing import Any, cast

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.download_checkpoint import DownloadCheckpoint
from ...models.error_data import ErrorData
from ...types import UNSET, File, Response, Unset, build_response
from ...types import to_json as _to_json


def _get_kwargs(
    *,
    ft_id: str,
    checkpoint_step: int | Unset = UNSET,
    checkpoint: DownloadCheckpoint | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(range_, Unset):
        headers["Range"] = range_

    params: dict[str, Any] = {}

    params["ft_id"] = ft_id

    params["checkpoint_step"] = checkpoint_step

    params["checkpoint"] = _to_json(checkpoint)

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {"method": "get", "url": "/finetune/download", "params": params}

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ErrorData | File | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

    if response.status_code == 206:
        response_206 = File(payload=BytesIO(response.content))

        return response_206

    if response.status_code in (400, 401, 403, 404, 429, 500, 503):
        return ErrorData.from_dict(response.json())

    if response.status_code == 416:
        response_416 = cast(Any, None)
        return response_416

    errors.undocumented(client, response)
    return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | ErrorData | File]:
    return build_response("download_fine_tune", _parse_response, client, response)


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    ft_id: str,
    checkpoint_step: int | Unset = UNSET,
    checkpoint: DownloadCheckpoint | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Response[Any | ErrorData | File]:
    """Download a model

     The weights that a job has made, as a tar archive compressed with zstd; parts of it can be asked
    for. The path has `finetune` where the others have `fine-tunes`.

    Args:
        ft_id (str):
        checkpoint_step (int | Unset):
        checkpoint (DownloadCheckpoint | Unset):
        range_ (str | Unset):

    Raises:
        errors.UnexpectedStatus: It is not documented, and `client.raise_on_unexpected_status` is True.
        errors.UnexpectedBody: The response's body is not what is documented for its status.
        httpx.TimeoutException: The request takes longer than `client.timeout`.

    Returns:
        Response[Any | ErrorData | File]
    """

    request = client.get_httpx_client().build_request(
        **_get_kwargs(ft_id=ft_id, checkpoint_step=checkpoint_step, checkpoint=checkpoint, range_=range_)
    )
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    ft_id: str,
    checkpoint_step: int | Unset = UNSET,
    checkpoint: DownloadCheckpoint | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Any | ErrorData | File | None:
    """Download a model

    What `sync_detailed` has parsed.
    """

    return sync_detailed(
        client=client, ft_id=ft_id, checkpoint_step=checkpoint_step, checkpoint=checkpoint, range_=range_
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    ft_id: str,
    checkpoint_step: int | Unset = UNSET,
    checkpoint: DownloadCheckpoint | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Response[Any | ErrorData | File]:
    """Download a model

    As `sync_detailed`, with asyncio.
    """

    request = client.get_async_httpx_client().build_request(
        **_get_kwargs(ft_id=ft_id, checkpoint_step=checkpoint_step, checkpoint=checkpoint, range_=range_)
    )
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    ft_id: str,
    checkpoint_step: int | Unset = UNSET,
    checkpoint: DownloadCheckpoint | Unset = UNSET,
    range_: str | Unset = UNSET,
) -> Any | ErrorData | File | None:
    """Download a model

    As `sync`, with asyncio.
    """

    return (
        await asyncio_detailed(
            client=client, ft_id=ft_id, checkpoint_step=checkpoint_step, checkpoint=checkpoint, range_=range_
        )
    ).parsed
