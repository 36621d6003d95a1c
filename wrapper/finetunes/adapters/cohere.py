"""Cohere: fine-tuned models can be deleted; the service was retired on 2025-09-15.

Sources: the vendored page in specs/cohere/pages, and cohere-openapi.yaml of 2026-08-20 as
specs/cohere/overlay.yaml quotes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..calls import Call, ask
from ..errors import APIStatusError, AuthenticationError
from .base import Adapter, send

if TYPE_CHECKING:
    from finetunes_openapi.cohere.client import AuthenticatedClient
    from finetunes_openapi.cohere.client.models import DeleteFinetunedModelResponse

    from ..exchange.flow import Flow
    from ..models import Result


class Cohere(Adapter):
    """Cohere."""

    name = "cohere"
    title = "Cohere"
    api_key_variables = ("CO_API_KEY", "COHERE_API_KEY")
    base_url_variable = "CO_API_URL"
    base_url: ClassVar[str] = "https://api.cohere.com"

    def delete(self, id: str) -> Flow[Result[DeleteFinetunedModelResponse]]:
        """DELETE /v1/finetuning/finetuned-models/{id}; cannot be undone."""
        from finetunes_openapi.cohere.client.api.finetuning import delete_finetuned_model
        from finetunes_openapi.cohere.client.models import DeleteFinetunedModelResponse

        call = Call(self, "delete", id)
        answer = yield from ask(call, send(delete_finetuned_model._get_kwargs(id=id)))
        return self.deleted(answer, DeleteFinetunedModelResponse.from_dict)

    def error_class(self, status_code: int, message: str) -> type[APIStatusError]:
        """Know the provider's own 498, for a token that is not valid."""
        if status_code == 498:
            return AuthenticationError
        return super().error_class(status_code, message)

    def generated(self) -> AuthenticatedClient:
        """Make the generated client; the wrapper gives it transport and key."""
        from finetunes_openapi.cohere.client import AuthenticatedClient

        return AuthenticatedClient(base_url=str(self.address), token="")
