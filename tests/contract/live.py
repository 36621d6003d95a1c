"""Recording from the providers themselves: what is asked, of what, and with whose leave."""

from __future__ import annotations

import dataclasses
import ipaddress
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import finetunes
import pytest

from . import documents, recording
from .asked import FILE, FINETUNE, JOB, MODEL
from .scrubbing import Scrubber

if TYPE_CHECKING:
    from pathlib import Path

    from .cases import Case

# What is performed, and the option that must name what it touches. A create costs money, an
# upload leaves data, and a download is the user's: none of these is here.
PERFORMED: dict[str, dict[str, str]] = {
    "together": {
        **dict.fromkeys(("list", "list_files", "list_supported_models"), ""),
        "retrieve_model_limits": "",
        **dict.fromkeys(("retrieve", "list_events", "list_checkpoints", "list_metrics"), "id"),
        "retrieve_file": "id",
        "cancel": "cancel",
        "delete": "delete",
    },
    "bfl": {
        "list": "",
        "get_credits": "",
        "retrieve": "id",
        "get_result": "id",
        "delete": "delete",
    },
    "cohere": {
        "list": "",
        **dict.fromkeys(("retrieve", "list_events", "list_metrics"), "id"),
        "delete": "delete",
    },
}
# What a wrong key is answered with; it is asked with one that opens nothing.
REFUSED = {"together": 401, "bfl": 403, "cohere": 401}
_STAND_INS = {"together": JOB, "bfl": FINETUNE, "cohere": MODEL}


def is_performed(case: Case) -> bool:
    """Whether a provider is ever asked for this answer."""
    purpose = PERFORMED[case.provider].get(case.name)
    answers = {200, REFUSED[case.provider]} if purpose == "" else {200}
    return purpose is not None and not case.particular and case.status in answers


class Live:
    """The keys, addresses and ids of a run against providers, or what stands in for them.

    Args:
        config: Where the options `--live-id`, `--live-cancel` and `--live-delete` are.

    Raises:
        pytest.UsageError: An option or a variable of the environment cannot be used.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._named: dict[str, list[tuple[str, str]]] = {}
        for purpose in ("id", "cancel", "delete"):
            texts: list[str] = config.getoption(f"--live-{purpose}") or []
            self._named[purpose] = [_split(text, purpose) for text in texts]
        self._keys: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        """The base URL of a provider, by that of what stands in for it."""
        for about in finetunes.providers().values():
            found = (name for name in about.api_key_variables if os.environ.get(name))
            if variable := next(found, None):
                self._keys[about.name] = os.environ[variable]
            if address := os.environ.get(about.base_url_variable, "").rstrip("/"):
                _check_is_loopback(address, about.base_url_variable)
                self.addresses[address] = documents.read(about.name).content["servers"][0]["url"]
        self._performed: set[str] = set()

    def __repr__(self) -> str:
        return "Live(…)"  # it holds keys

    def origin(self, provider: str) -> str:
        """Say where a recording of a provider comes from."""
        server = documents.read(provider).content["servers"][0]["url"]
        return f"{'stand-in for' if server in self.addresses.values() else 'live'} {server}"

    def check(self, text: str) -> None:
        """Refuse a text with a key in it, whatever else has failed to keep it out."""
        if any(key in text for key in self._keys.values()):
            raise RuntimeError("an API key was about to be stored or shown; it was not")

    def options(self, case: Case) -> dict[str, Any]:
        """Return what a client of a case is made with."""
        key = self._keys[case.provider] if case.status == 200 else recording.KEY
        server = documents.read(case.provider).content["servers"][0]["url"]
        address = next((here for here, there in self.addresses.items() if there == server), server)
        return {"api_key": key, "base_url": address}

    def scrubber(self, case: Case) -> Scrubber:
        """Return what cleans the exchanges of one case."""
        return Scrubber(case.provider, dict(self._ids(case)))

    def perform(self, case: Case, stored: Path) -> Case:
        """Return a case as it is asked now: about an id that was given, or as it is replayed.

        Nothing is sent twice: each case is performed once in a run, and the tests that come
        after have what was recorded then.
        """
        if reason := self._lacking(case):
            pytest.skip(reason)
        if stored.exists():
            return case
        if case.cassette in self._performed:
            pytest.skip("it was performed in this run already, and left nothing to replay")
        self._performed.add(case.cassette)
        if not PERFORMED[case.provider][case.name]:
            return case
        return dataclasses.replace(case, id=self._ids(case)[0][0])

    def _lacking(self, case: Case) -> str | None:
        """Say why a case is not performed, or None."""
        purpose = PERFORMED[case.provider][case.name]
        if case.provider not in self._keys:
            about = finetunes.providers()[case.provider]
            return f"no key: set {' or '.join(about.api_key_variables)}"
        if purpose and not self._ids(case):
            return f"nothing is named: --live-{purpose} {case.provider}:ID"
        return None

    def _ids(self, case: Case) -> list[tuple[str, str]]:
        """The ids that were given for a case, and what is stored instead of each."""
        is_file = case.name == "retrieve_file"
        stand_in = FILE if is_file else case.id or _STAND_INS[case.provider]
        return [
            (id, stand_in)
            for provider, id in self._named[PERFORMED[case.provider][case.name] or "id"]
            if provider == case.provider and is_file == id.startswith("file-")
        ]


def _split(text: str, purpose: str) -> tuple[str, str]:
    provider, colon, id = text.partition(":")
    if provider not in documents.PROVIDERS or not colon or not id:
        raise pytest.UsageError(f"--live-{purpose} takes PROVIDER:ID, not {text!r}")
    return provider, id


def _check_is_loopback(address: str, variable: str) -> None:
    try:
        local = ipaddress.ip_address(urlsplit(address).hostname or "").is_loopback
    except ValueError:
        local = False
    if not local:
        message = f"{variable} must be unset, or name a stand-in at an IP address on loopback"
        raise pytest.UsageError(message)
