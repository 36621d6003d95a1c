"""The providers' own words: for the operations of the common interface, and which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def check_word(word: str, known: Iterable[str]) -> None:
    """Refuse a word that its provider does not have.

    Args:
        word: What a test wrote.
        known: The words there are, in the order they are shown.

    Raises:
        ValueError: It is none of them.
    """
    if word not in (words := list(known)):
        raise ValueError(f"{word!r} is none of {', '.join(words)}")
