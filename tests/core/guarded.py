"""Every way to change a fine-tune, and a provider that counts what gets through to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from finetunes import FinetunesError, Policy, PolicyError
from finetunes_openapi.bfl.client.api.utility import delete_finetune
from finetunes_openapi.bfl.client.models import DeleteFinetuneInputs
from finetunes_openapi.cohere.client.api.finetuning import (
    delete_finetuned_model,
    update_finetuned_model,
)
from finetunes_openapi.cohere.client.models import FinetunedModel
from finetunes_openapi.together.client.api.fine_tuning import cancel_fine_tune, delete_fine_tune

from .creations import BODIES
from .reads import BFL_DETAILS, COHERE_MODEL, CREATED, TOGETHER_JOB, TOGETHER_LISTED
from .wire import Connection, reply

if TYPE_CHECKING:
    from collections.abc import Generator

    from .conftest import Call
    from .wire import Start

DONE = {
    **TOGETHER_LISTED,
    "status": "cancel_requested",
    "message": "as you wish",
    "deleted_finetune_id": "ft-1",
    "timestamp": CREATED,
    "finetuned_model": COHERE_MODEL,
}
"""An answer that any provider may give to any change."""


def generated(client: Any, module: Any, **arguments: Any) -> Any:
    """Call the generated function of the client's colour."""
    blocking = type(client).__name__ == "Client"
    function = module.sync_detailed if blocking else module.asyncio_detailed
    return function(client=client.generated, **arguments)


def raw(client: Any, method: str, path: str, **options: Any) -> Any:
    """Send anything at all through the HTTP client below the generated one."""
    made = client.generated
    blocking = type(client).__name__ == "Client"
    http = made.get_httpx_client() if blocking else made.get_async_httpx_client()
    return http.request(method, path, **options)


class Way(NamedTuple):
    """One way to change the fine-tune `id` of a provider."""

    provider: str
    name: str

    def __str__(self) -> str:
        return f"{self.provider}-{self.name}"

    def __call__(self, client: Any, id: str) -> Any:
        """Begin it."""
        match self.provider, self.name:
            case _, "delete" | "cancel":
                return getattr(client, self.name)(id)
            case _, "delete missing_ok":
                return client.delete(id, missing_ok=True)
            case _, "cancel wait":
                return client.cancel(id, wait=True)
            case "together", "generated cancel":
                return generated(client, cancel_fine_tune, id=id)
            case "together", _:
                return generated(client, delete_fine_tune, id=id)
            case "bfl", _:
                return generated(client, delete_finetune, body=DeleteFinetuneInputs(finetune_id=id))
            case "cohere", "generated update":
                body = FinetunedModel.from_dict(BODIES["cohere"])
                return generated(client, update_finetuned_model, id=id, body=body)
            case _:
                return generated(client, delete_finetuned_model, id=id)


WAYS = [
    Way("together", "cancel"), Way("together", "cancel wait"), Way("together", "delete"),
    Way("together", "delete missing_ok"), Way("together", "generated cancel"),
    Way("together", "generated delete"), Way("bfl", "delete"), Way("bfl", "delete missing_ok"),
    Way("bfl", "generated delete"), Way("cohere", "delete"), Way("cohere", "generated delete"),
    Way("cohere", "generated update"),
]  # fmt: skip
every_way = pytest.mark.parametrize("way", WAYS, ids=str)


class Shelf:
    """The script of a provider that has one fine-tune, whatever its id, and lets it be changed.

    Args:
        name: What it is called.
        model: Its base model, where the provider tells one.
        created_at: When it was created.
        instead: What every GET is answered with instead.
    """

    def __init__(
        self,
        name: Any = "my-model",
        model: Any = "llama",
        created_at: Any = CREATED,
        instead: bytes | None = None,
    ) -> None:
        model_settings = {**COHERE_MODEL["settings"], "base_model": {"name": model}}
        cohere = {**COHERE_MODEL, "name": name, "settings": model_settings}
        details = {**BFL_DETAILS["finetune_details"], "finetune_comment": name}
        job = {**TOGETHER_JOB, "model_output_name": name, "suffix": None, "model": model}
        self.body: dict[str, Any] = {
            **job,
            "created_at": created_at,
            "finetuned_model": {**cohere, "created_at": created_at},
            "finetune_details": {**details, "created_at": created_at},
        }
        self.instead = instead
        self.changes: list[str] = []
        self.looks: list[str] = []

    def __call__(self, connection: Connection) -> None:
        """Serve one connection."""
        while request := connection.request():
            changes = request.method != "GET"
            (self.changes if changes else self.looks).append(f"{request.method} {request.target}")
            done = DONE if request.method != "DELETE" else {"message": "as you wish"}
            connection.send(reply(done) if changes else self._shown(request.target))

    def _shown(self, target: str) -> bytes:
        if self.instead is not None:
            return self.instead
        id = target.partition("?")[0].rpartition("/")[2]
        body = {**self.body, "id": id, "status": "cancelled"}
        body["finetuned_model"] = {**self.body["finetuned_model"], "id": id}
        return reply({**body, "data": [], "finetunes": ["ft-1"]})


def attempt(
    call: Call, wire: Start, shelf: Shelf, way: Way, policy: Policy | None, id: str = "ft-1"
) -> FinetunesError | None:
    """Try to change a fine-tune, and return the error, or None where it got through."""

    def scenario(client: Any) -> Generator[Any, Any, FinetunesError | None]:
        try:
            yield way(client, id)
        except FinetunesError as error:
            return error
        return None

    url = wire(shelf).url
    return call.run(scenario, way.provider, base_url=url, policy=policy, max_retries=0)


def assert_stopped(error: FinetunesError | None, shelf: Shelf, *words: str) -> None:
    """Assert that a rule stopped it, that it says so, and that nothing was changed."""
    assert isinstance(error, PolicyError)
    assert shelf.changes == []
    for part in (*words, "; nothing was changed"):
        assert part in str(error)
    assert str(error).splitlines() == [str(error)]


def assert_through(error: FinetunesError | None, shelf: Shelf) -> None:
    """Assert that it got through, once."""
    assert error is None
    assert len(shelf.changes) == 1
