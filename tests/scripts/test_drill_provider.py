"""docs/adding-a-provider.md, followed literally, adds a provider, and touches what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ..core.wire import Connection, Wire, reply
from ..packaging.examples import ROOT, blocks
from .drill import Copy

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "adding-a-provider.md"
TABLES = re.compile(r"<!-- providers:.*?-->\n(.*?)<!-- end of providers -->", re.DOTALL)
ACT = """
import finetunes
with finetunes.Client("acme", api_key="0123456789", base_url="{url}") as client:
    print(client.retrieve("m-1").status, client.delete("m-1").outcome)
"""


@pytest.mark.slow
def test_a_provider_is_added_as_the_page_says(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "copy")
    for block in blocks(PAGE):
        printed = copy.do(block)
        if "print(tables())" in block.text:
            readme = copy.folder / "README.md"
            text = readme.read_text("utf-8")
            table = TABLES.search(text)
            assert table
            readme.write_text(text.replace(table[1], f"{printed.strip()}\n"), "utf-8")

    listed = re.search(r"<!-- files:.*?-->\n(.*?)<!-- end", PAGE.read_text("utf-8"), re.DOTALL)
    assert listed
    assert copy.changed() == set(re.findall(r"`([^`]+)`", listed[1]))

    with Wire((answer,)) as wire:
        done = copy.run("python", "-c", ACT.format(url=f"{wire.url}/v1"))
    assert done.stdout.split()[:2] == ["succeeded", "deleted"], done.stderr
    assert [request.target for request in wire.requests] == ["/v1/models/m-1"] * 2


def answer(connection: Connection) -> None:
    for state in ("ready", "deleted"):
        connection.request()
        connection.send(reply({"id": "m-1", "state": state}))
