"""A package carries the few facts that the wrapper needs while it runs."""

import json
from collections.abc import Callable
from pathlib import Path

from .small import AUTHORED, LIFE_CYCLE

BODY = """\
      requestBody:
        content:
          application/json:
            schema:
              properties: {z_key: &p {type: string, format: password}, a_key: *p, model: {}}
"""


def test_a_package_says_what_is_retired_and_which_properties_are_secrets(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    (specs / "small/provider.yaml").write_text(LIFE_CYCLE)
    (specs / "small/authored.yaml").write_text(AUTHORED + BODY)
    assert run() == 0
    about = json.loads((tmp_path / "out/made/small/about.json").read_text())
    assert about == {
        "retired": [
            {
                "operation": "create",
                "state": "withdrawn",
                "date": "2025-09-15",
                "note": "There is no way to make one.",
                "source": "https://example.com/changes",
            }
        ],
        "secrets": ["a_key", "z_key"],
    }


def test_where_nothing_is_retired_and_nothing_secret_the_lists_are_empty(
    run: Callable[..., int], tmp_path: Path
) -> None:
    assert run() == 0
    about = json.loads((tmp_path / "out/made/small/about.json").read_text())
    assert about == {"retired": [], "secrets": []}


def test_an_edited_fact_is_noticed(run: Callable[..., int], tmp_path: Path) -> None:
    run()
    path = tmp_path / "out/made/small/about.json"
    path.write_text('{"retired": [], "secrets": ["x"]}\n')
    assert run("--check") == 1
    assert run() == 0
    assert json.loads(path.read_text())["secrets"] == []
