"""Replays what was recorded, or records it again: the tests do not know which."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import AsyncClient, Client

from . import documents, performing, prism, recording
from .asked import LINE, TRAINING_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .cases import Case

Call = Callable[["Case"], Any]

_RECORDED = pytest.StashKey["Path"]()


def pytest_configure(config: pytest.Config) -> None:
    """Refuse at once what would fail later, or record half of the files."""
    if config.getoption("--target") == "mock":
        if hasattr(config, "workerinput") or config.getoption("numprocesses", None):
            raise pytest.UsageError("record in one process: leave out -n")
        if lack := prism.missing():
            raise pytest.UsageError(f"cannot record against Prism: {lack}")


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    """Write cassettes that say where they came from."""
    del config
    vcr.register_serializer("yaml", recording.Serializer)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Replace the stored cassettes only after a run without a failure."""
    recorded = session.config.stash.get(_RECORDED, None)
    if recorded is not None and exitstatus == 0:
        written = recording.publish(recorded, recording.FOLDER / "mock")
        terminal: Any = session.config.pluginmanager.get_plugin("terminalreporter")
        terminal.write_line(f"\n{len(written)} cassettes changed")
        for path in written:
            terminal.write_line(f"  {path.relative_to(documents.ROOT)}")


@pytest.fixture(scope="session")
def cassette_folder(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a folder of cassettes for each provider; a new one while recording."""
    if pytestconfig.getoption("--target") == "cassette":
        return recording.FOLDER / "mock"
    folder = tmp_path_factory.mktemp("cassettes")
    pytestconfig.stash[_RECORDED] = folder
    return folder


@pytest.fixture(scope="session")
def record_mode(pytestconfig: pytest.Config) -> str:
    """Replay only, or write anew (pytest-recording asks for this)."""
    return "rewrite" if pytestconfig.getoption("--target") == "mock" else "none"


@pytest.fixture(scope="module")
def vcr_cassette_dir(cassette_folder: Path) -> str:
    """Say where the cassettes are (pytest-recording asks for this)."""
    return str(cassette_folder)


@pytest.fixture
def default_cassette_name(case: Case) -> str:
    """One cassette for a case; the synchronous and the asynchronous client share it."""
    return case.cassette


@pytest.fixture
def vcr_config(mocks: dict[str, str]) -> dict[str, Any]:
    """Say what is stored and what must be equal (pytest-recording asks for this)."""

    def clean_request(request: Any) -> Any:
        return recording.clean_request(request, mocks)

    return {
        "before_record_request": clean_request,
        "before_record_response": recording.clean_response,
        "match_on": ("method", "uri", "headers", "body"),
        "allow_playback_repeats": False,
        "decode_compressed_response": True,
    }


@pytest.fixture(scope="session")
def mocks(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The base URL of a provider for the address of its running mock; empty when replaying."""
    with ExitStack() as running:
        addresses: dict[str, str] = {}
        if pytestconfig.getoption("--target") == "mock":
            logs = tmp_path_factory.mktemp("prism")
            for provider in documents.PROVIDERS:
                source = documents.ROOT / "specs" / provider / "openapi.yaml"
                address = running.enter_context(prism.serving(source, logs / provider))
                addresses[address] = documents.read(provider).content["servers"][0]["url"]
        yield addresses


def _not_at_all(_: float) -> None:
    """Nothing changes while a cassette is replayed, so there is nothing to wait for."""


async def _at_once(_: float) -> None:
    """Do the same for an event loop."""


@pytest.fixture(params=["sync", "async"])
def call(
    request: pytest.FixtureRequest,
    mocks: dict[str, str],
    vcr: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Call]:
    """Perform a case with one of the two clients, as a user would, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("finetunes.exchange.transport.time.sleep", _not_at_all)
    monkeypatch.setattr("anyio.sleep", _at_once)
    tmp_path.joinpath(TRAINING_FILE).write_bytes(LINE)

    def options(case: Case, kind: type[Any]) -> dict[str, Any]:
        base_url = documents.read(case.provider).content["servers"][0]["url"]
        found = [mock for mock, url in mocks.items() if url == base_url]
        through = kind(base_url, found[0], case.preference) if found else None
        return {"api_key": recording.KEY, "max_retries": 0, "timeout": 20, "transport": through}

    def synchronous(case: Case) -> Any:
        settings = options(case, recording.ToMock)
        with settings["transport"] or nullcontext(), Client(case.provider, **settings) as client:
            return performing.perform(client, case)

    async def asynchronous(case: Case) -> Any:
        settings = options(case, recording.AsyncToMock)
        async with (
            settings["transport"] or nullcontext(),
            AsyncClient(case.provider, **settings) as client,
        ):
            return await performing.aperform(client, case)

    yield synchronous if request.param == "sync" else lambda case: asyncio.run(asynchronous(case))
    if not mocks:
        assert vcr.all_played, "the cassette holds an exchange that nobody asked for"
