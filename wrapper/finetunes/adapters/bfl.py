"""Black Forest Labs: finetunes can be listed, read and deleted, in the region that holds them.

Sources: the vendored page in specs/bfl/pages, the provider's openapi.json of 2026-04-23 as
specs/bfl/authored.yaml quotes it, and its documentation of errors and regions as
specs/bfl/overlay.yaml quotes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote, urlsplit

from ..calls import Call, ask
from ..errors import APIStatusError, BadRequestError, FinetunesError, NotFoundError
from ..outcomes import Outcome, Status
from ..verify import Found
from .base import Adapter, send
from .reading import Fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from finetunes_openapi.bfl.client import AuthenticatedClient
    from finetunes_openapi.bfl.client.models import DeleteFinetuneResponse, FinetuneDetailResponse

    from ..exchange.flow import Flow, Send
    from ..models import FineTune, Result
    from .reading import Page

STATUSES = {
    # The words of get_result. "Task not found" is an id that is unknown, long done or of the
    # other region, so it says nothing.
    "Task not found": Status.UNKNOWN,
    "Pending": Status.RUNNING,
    "Ready": Status.SUCCEEDED,
    "Error": Status.FAILED,
    "Request Moderated": Status.FAILED,
    "Content Moderated": Status.FAILED,
}


class BFL(Adapter):
    """Black Forest Labs."""

    name = "bfl"
    title = "Black Forest Labs"
    api_key_variables = ("BFL_API_KEY",)
    base_url_variable = "BFL_BASE_URL"
    base_url: ClassVar[str] = "https://api.us1.bfl.ai"
    regions: ClassVar[Mapping[str, str]] = {
        "us1": "https://api.us1.bfl.ai",
        "eu1": "https://api.eu1.bfl.ai",
    }
    missing = Found(
        Outcome.ALREADY_GONE,
        "the answer was lost; reading back does not find it in this region, and one of another "
        "region would look the same",
    )
    auth_header = "x-key"
    auth_prefix = ""

    def retrieve(self, id: str) -> Flow[FineTune[FinetuneDetailResponse]]:
        """GET /v1/finetune_details, and GET /v1/get_result for how it stands."""
        from finetunes_openapi.bfl.client.api.utility import finetune_details, get_result
        from finetunes_openapi.bfl.client.models import FinetuneDetailResponse

        from ..models import FineTune

        call = Call(self, "retrieve", id, destructive=False)
        answer = yield from ask(call, send(finetune_details._get_kwargs(finetune_id=id)))
        if not isinstance(answer.body.get("finetune_details"), dict):
            answer.refuse("the answer has no 'finetune_details'")
        word = None
        try:
            result = yield from ask(call, send(get_result._get_kwargs(id=id)))
            word = result.text("status")
        except FinetunesError:
            pass  # the details stand by themselves
        details = Fields(answer.body).object("finetune_details")
        return FineTune(
            **self.read(FinetuneDetailResponse.from_dict, answer.body),
            id=id,
            status=STATUSES.get(word or "", Status.UNKNOWN),
            provider_status=word,
            name=details.text("finetune_comment"),
            created_at=details.time("created_at"),
        )

    def list(self, token: str | None) -> Flow[Page[FineTune[Any]]]:
        """GET /v1/my_finetunes: ids and nothing else, all on one page, of one region."""
        from finetunes_openapi.bfl.client.api.utility import my_finetunes

        del token
        call = Call(self, "list", destructive=False)
        return self.page(call, my_finetunes._get_kwargs(), self._listed, "finetunes")

    def _listed(self, item: Any) -> FineTune[Any]:
        from ..models import FineTune

        # Ids in practice; the document lets an item be anything.
        id = item if isinstance(item, str) else Fields(item).text("finetune_id", "id")
        undecoded = None if id else "the item names no id"
        unknown = Status.UNKNOWN
        return FineTune(
            provider=self.name, id=id or "", status=unknown, body=item, undecoded=undecoded
        )

    def look(self, id: str) -> Flow[FineTune[Any]]:
        """Ask the listing too, which changes a little later than the details."""
        try:
            return (yield from self.retrieve(id))
        except NotFoundError as error:
            missing = error
        page = yield from self.list(None)
        for item in page.items:
            if item.id == id:
                return item
        raise missing

    def target(self, send: Send) -> str | None:
        """Read the id from the body; the path is the same for every finetune."""
        if "delete_finetune" not in unquote(urlsplit(send.url).path).lower():
            return None
        return Fields(send.body and send.body.open()).text("finetune_id") or ""

    def delete(self, id: str) -> Flow[Result[DeleteFinetuneResponse]]:
        """POST /v1/delete_finetune; a delete, though the method does not say so."""
        from finetunes_openapi.bfl.client.api.utility import delete_finetune
        from finetunes_openapi.bfl.client.models import DeleteFinetuneInputs, DeleteFinetuneResponse

        call = Call(self, "delete", id)
        kwargs = delete_finetune._get_kwargs(body=DeleteFinetuneInputs(finetune_id=id))
        answer = yield from ask(call, send(kwargs))
        answer.check_echo("deleted_finetune_id")
        if not answer.body.keys() & {"deleted_finetune_id", "status", "message", "timestamp"}:
            answer.refuse("the answer has none of the documented fields")
        word = answer.text("status")
        return self.deleted(answer, DeleteFinetuneResponse.from_dict, word, f"; {self._asked()}")

    def hint(self, kind: type[Exception], id: str | None) -> str | None:
        """Name the region asked: a finetune of the other region looks like none at all."""
        if issubclass(kind, BadRequestError | NotFoundError):
            return self._asked()
        return super().hint(kind, id)

    def error_class(self, status_code: int, message: str) -> type[APIStatusError]:
        """Read a not-found from the words too: its status is in no document."""
        about_the_item = 400 <= status_code < 500 and status_code not in {401, 402, 403, 429}
        if about_the_item and "not found" in message.lower():
            return NotFoundError
        return super().error_class(status_code, message)

    def is_own_error(self, body: Any) -> bool:
        """Know the words; "Not Found" alone is what FastAPI says of a path that there is not."""
        return Fields(body).text("detail") not in {None, "Not Found"}

    def _asked(self) -> str:
        known = f"in region {self.region} " if self.region else ""
        others = " or ".join(url for name, url in self.regions.items() if name != self.region)
        return (
            f"asked {known}at {self.address}; a finetune exists only in the region it was trained "
            f"in: to ask elsewhere set {self.base_url_variable}={others}"
        )

    def generated(self) -> AuthenticatedClient:
        """Make the generated client; the wrapper gives it transport and key."""
        from finetunes_openapi.bfl.client import AuthenticatedClient

        return AuthenticatedClient(base_url=str(self.address), token="")
