"""A document is put together from a provider's files and ordered, whatever is left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.build import build

from .small import AUTHORED

if TYPE_CHECKING:
    from pathlib import Path

CALLBACK = """\
      callbacks:
        deleted:
          '{$request.body#/url}':
            post: {summary: Deleted}
"""


def test_a_callback_needs_no_responses(tmp_path: Path) -> None:
    (tmp_path / "authored.yaml").write_text(AUTHORED + CALLBACK)
    (tmp_path / "overlay.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: t, version: '1'}\n"
        "actions: [{target: '$..callbacks..post.responses', remove: true}]\n"
    )
    callbacks = build(tmp_path).document["paths"]["/jobs/{id}"]["delete"]["callbacks"]
    assert callbacks["deleted"]["{$request.body#/url}"]["post"] == {"summary": "Deleted"}


def test_parts_are_in_the_order_people_read_them(tmp_path: Path) -> None:
    (tmp_path / "authored.yaml").write_text(AUTHORED)
    document = build(tmp_path).document
    assert list(document) == ["openapi", "info", "servers", "paths"]
    operation = document["paths"]["/jobs/{id}"]["delete"]
    assert list(operation)[:2] == ["operationId", "tags"]
