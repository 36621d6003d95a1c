# Made by `python scripts/regenerate.py`; do not edit.
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.delete_finetune_inputs import DeleteFinetuneInputs
from ...models.delete_finetune_response import DeleteFinetuneResponse
from ...models.error import Error
from ...models.http_validation_error import HTTPValidationError
from ...types import Response


def _get_kwargs(
    *,
    body: DeleteFinetuneInputs,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/delete_finetune",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DeleteFinetuneResponse | Error | HTTPValidationError | None:
    if response.status_code == 200:
        response_200 = DeleteFinetuneResponse.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Error.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Error.from_dict(response.json())

        return response_401

    if response.status_code == 402:
        response_402 = Error.from_dict(response.json())

        return response_402

    if response.status_code == 403:
        response_403 = Error.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Error.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = HTTPValidationError.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Error.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Error.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Error.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DeleteFinetuneResponse | Error | HTTPValidationError]:
    try:
        parsed = _parse_response(client=client, response=response)
    except errors.UNDECODABLE:
        raise errors.UnexpectedBody(
            "delete_finetune", response.status_code, response.content
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
    body: DeleteFinetuneInputs,
) -> Response[DeleteFinetuneResponse | Error | HTTPValidationError]:
    """Delete Finetune

     Delete a finetune_id that was created by the user

    Args:
        body (DeleteFinetuneInputs):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        errors.UnexpectedBody: If the response's body is not what is documented for its status.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeleteFinetuneResponse | Error | HTTPValidationError]
    """

    request = client.get_httpx_client().build_request(
        **_get_kwargs(
            body=body,
        )
    )
    response = client.get_httpx_client().send(request)

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: DeleteFinetuneInputs,
) -> DeleteFinetuneResponse | Error | HTTPValidationError | None:
    """Delete Finetune

     Delete a finetune_id that was created by the user

    Args:
        body (DeleteFinetuneInputs):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        errors.UnexpectedBody: If the response's body is not what is documented for its status.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeleteFinetuneResponse | Error | HTTPValidationError
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: DeleteFinetuneInputs,
) -> Response[DeleteFinetuneResponse | Error | HTTPValidationError]:
    """Delete Finetune

     Delete a finetune_id that was created by the user

    Args:
        body (DeleteFinetuneInputs):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        errors.UnexpectedBody: If the response's body is not what is documented for its status.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DeleteFinetuneResponse | Error | HTTPValidationError]
    """

    request = client.get_async_httpx_client().build_request(
        **_get_kwargs(
            body=body,
        )
    )
    response = await client.get_async_httpx_client().send(request)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: DeleteFinetuneInputs,
) -> DeleteFinetuneResponse | Error | HTTPValidationError | None:
    """Delete Finetune

     Delete a finetune_id that was created by the user

    Args:
        body (DeleteFinetuneInputs):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        errors.UnexpectedBody: If the response's body is not what is documented for its status.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DeleteFinetuneResponse | Error | HTTPValidationError
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
