"""That no key is repeated, wherever it was sent, and however it is written where it comes back."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from finetunes.testing.contract import Exchange, check

from .contract_document import DOCUMENT, JSON, SERVER, exchange


def test_a_key_is_nowhere_in_what_is_found_nor_in_a_repr() -> None:
    key = "sk-very-secret"
    echoed = exchange(
        f"GET /things/mine?key={key}&colour={key}",
        200,
        json.dumps({"id": 1, "name": f"x{key}", "kind": "-" * 65 + key, key: 1}).encode(),
        request_headers=(("Authorization", f"Bearer {key}"), ("Cookie", "abcd"), ("X-Key", "ab")),
    )
    checked = check(echoed, DOCUMENT)
    assert len(checked.findings) == 5
    assert key[:5] not in f"{checked.findings}{[*map(str, checked.findings)]}{echoed!r}{checked!r}"
    assert "<secret>" in str(checked.findings)


SECRET = "sk/Very+secret=="
ENCODED = "sk%2fVery%2Bsecret%3D%3d"
SENT: dict[str, tuple[tuple[tuple[str, str], ...], str, bytes]] = {
    "a scheme": ((("Authorization", f"Bearer {SECRET} "),), "", b""),
    "a scheme with names": ((("Authorization", f'Token a="b", token="{SECRET}"'),), "", b""),
    "basic": (
        (("Authorization", f"Basic {base64.b64encode(f'a:{SECRET}'.encode()).decode()}"),),
        "",
        b"",
    ),
    "no basic": ((("Authorization", "Basic a"), ("X-Key", SECRET)), "", b""),
    "one of several cookies": ((("Cookie", f"a=1; b={SECRET}; c=2"),), "", b""),
    "a query": ((), f"?api_key={ENCODED}", b""),
    "JSON": (JSON, "", json.dumps({"name": "a", "api_key": SECRET}).encode()),
    "a form": ((), "", f"name=a&api_key={ENCODED}".encode()),
}


@pytest.mark.parametrize("name", SENT)
def test_a_key_is_hidden_however_it_was_sent_and_however_it_is_written(name: str) -> None:
    headers, query, body = SENT[name]
    answer = json.dumps({"id": 1, "name": "a", "kind": SECRET, SECRET.lower(): 1}).encode()
    sent: Any = {"request_headers": headers, "request_body": body}
    things = exchange(f"GET /things/mine{query}", 200, answer, **sent)
    nowhere = exchange(f"GET /{ENCODED}/{SECRET}{query}", 200, **sent)
    found = [*check(things, DOCUMENT).findings, *check(nowhere, DOCUMENT).findings]
    text = "".join(map(str, found))
    assert "<secret>" in text
    assert "secret=" not in text.lower()
    assert "secret%3d" not in text.lower()


def test_a_password_in_an_address_is_hidden() -> None:
    address = SERVER.replace("https://", f"https://user:{ENCODED}@")
    (finding,) = check(Exchange("GET", f"{address}/{ENCODED}/{SECRET}"), DOCUMENT).findings
    assert "<secret>" in finding.found
    assert "Very" not in str(finding)
