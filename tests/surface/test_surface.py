"""The public surface is what was recorded, so that nothing of it changes unnoticed."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys

import pytest

from .record import RECORD, surface

RENEW = "python tests/surface/record.py"


def meaning(difference: list[str]) -> str:
    """Say what a difference of the surface means for the version number."""
    if any(line.startswith("-") for line in difference):
        return (
            "something that users may build on is gone or has changed: before 1.0 that is a minor "
            "version, afterwards a major one, and CHANGELOG.md says what to write instead"
        )
    return "something was added: that is a minor version, and a line of CHANGELOG.md"


def test_the_public_surface_is_what_was_recorded() -> None:
    recorded, found = RECORD.read_text("utf-8").splitlines(), surface().splitlines()
    lines = list(difflib.unified_diff(recorded, found, "recorded", "found", lineterm="", n=0))[2:]
    changes = [line for line in lines if not line.startswith("@@")]
    if changes:
        pytest.fail(
            "\n".join([*changes, meaning(changes), f"if it is meant: {RENEW}"]), pytrace=False
        )


def test_a_surface_is_the_same_in_every_process() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import record, sys; sys.stdout.write(record.surface())"],
        cwd=RECORD.parent, env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout == surface()


@pytest.mark.parametrize(
    "line",
    [
        "class finetunes.NotFoundError(APIStatusError)",
        "class finetunes.InvalidAPIKeyError(ConfigurationError)",
        "finetunes.Outcome.DELETED = 'deleted'",
        "finetunes.OutcomeUnknownError.sent_at: datetime | None = ...",
        "finetunes.FineTune.price: Decimal | None = ...",
        "Client(..., max_retries: int = ...)",
        ("overload finetunes.Client(self: Client[AnyProvider], provider: str, "
         "**options: Unpack[Options]) -> None"),
        "75 TRY_AGAIN",
        "FINETUNES_STATE",
        "TOGETHER_API_KEY",
    ],
)  # fmt: skip
def test_every_kind_of_thing_is_recorded(line: str) -> None:
    assert line in RECORD.read_text("utf-8").splitlines()


def test_commands_are_recorded_with_their_options() -> None:
    lines = RECORD.read_text("utf-8").splitlines()
    (delete,) = [line for line in lines if line.startswith("finetunes delete ")]
    assert delete.split()[1:3] == ["delete", "<REF...>"]
    assert {"[--missing-ok]", "[--timeout=float]", "[--json]"} <= set(delete.split())


@pytest.mark.parametrize(
    ("difference", "word"),
    [(["+new"], "added"), (["-old"], "gone"), (["-f(a)", "+f(a, b)"], "gone")],
)
def test_the_message_says_what_a_change_means(difference: list[str], word: str) -> None:
    assert word in meaning(difference)
