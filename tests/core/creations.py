"""Bodies that create a fine-tune, and creating one either way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .reads import COHERE_MODEL, TOGETHER_LISTED

if TYPE_CHECKING:
    from collections.abc import Generator

    from .conftest import Call

BODIES: dict[str, dict[str, Any]] = {
    "together": {
        "training_file": "file-1",
        "model": "meta-llama/Llama-3.3-70B",
        "n_epochs": 3,
        "learning_rate": 1e-5,
        "random_seed": None,
        "training_type": {"type": "Lora", "lora_r": 8, "lora_alpha": 16},
        "suffix": "héllo \ud800",
    },
    "cohere": {
        "name": "my-model",
        "settings": {
            "base_model": {"base_type": "BASE_TYPE_CHAT"},
            "dataset_id": "d-1",
            "hyperparameters": {"train_epochs": 1},
        },
    },
}
"""A body for each provider that can create."""

CREATED: dict[str, dict[str, Any]] = {
    "together": TOGETHER_LISTED,
    "cohere": {"finetuned_model": COHERE_MODEL},
}
"""What the provider answers to it."""

PATHS = {"together": "/v1/fine-tunes", "cohere": "/v1/finetuning/finetuned-models"}


def create(call: Call, provider: str, body: dict[str, Any] | None = None, **options: Any) -> Any:
    """Create a fine-tune; `options` are the client's."""

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield client.create(**(BODIES[provider] if body is None else body)))

    return call.run(scenario, provider, **options)
