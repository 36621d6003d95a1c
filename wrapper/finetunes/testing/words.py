"""What the providers call the operations of the common interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OPERATIONS: Mapping[str, frozenset[str]] = {
    "create": frozenset({"createFineTune", "CreateFinetunedModel"}),
    "retrieve": frozenset({"retrieveFineTune", "finetune_details", "GetFinetunedModel"}),
    "list": frozenset({"listFineTunes", "my_finetunes", "ListFinetunedModels"}),
    "cancel": frozenset({"cancelFineTune"}),
    "delete": frozenset({"deleteFineTune", "delete_finetune", "DeleteFinetunedModel"}),
    "list_events": frozenset({"listFineTuneEvents", "ListEvents"}),
    "list_checkpoints": frozenset({"listFineTuneCheckpoints"}),
    "list_metrics": frozenset({"listFineTuneMetrics", "ListTrainingStepMetrics"}),
    "download": frozenset({"downloadFineTune"}),
}
"""Operation ids of the documents, by our word; `wait` and `upload` are made of several."""
