"""Replays what was recorded, or records it again: the tests do not know which."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import AsyncClient, Client

from . import documents, performing, prism, recording
from .asked import LINE, TRAINING_FILE
from .live import Live, is_performed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cases import Case
    from .scrubbing import Scrubber

Call = Callable[["Case"], Any]

_RECORDED = pytest.StashKey[Path]()
_LIVE = pytest.StashKey[Live]()


def pytest_configure(config: pytest.Config) -> None:
    """Refuse at once what would fail later, or record half of the files."""
    target = config.getoption("--target")
    if target != "cassette" and (
        hasattr(config, "workerinput") or config.getoption("numprocesses", None)
    ):
        raise pytest.UsageError("record in one process: leave out -n")
    if target == "mock" and (lack := prism.missing()):
        raise pytest.UsageError(f"cannot record against Prism: {lack}")
    if target == "live":
        config.stash[_LIVE] = live = Live(config)
        if live.addresses and _stored(config).is_relative_to(recording.FOLDER):
            raise pytest.UsageError("what a stand-in answers goes elsewhere: --cassettes FOLDER")


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    """Write cassettes that say where they came from."""
    live = config.stash.get(_LIVE, None)
    serializer = recording.Serializer(live.origin, live.check) if live else recording.Serializer()
    vcr.register_serializer("yaml", serializer)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Replay from what each target has recorded; record from one."""
    if "origin" in metafunc.fixturenames:
        target = metafunc.config.getoption("--target")
        has_live = any(_stored(metafunc.config).glob("live/*/*.yaml"))
        replayed = ["mock", "live"] if has_live else ["mock"]
        metafunc.parametrize("origin", replayed if target == "cassette" else [target])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a live recording has not, and from a live run all but the calls."""
    target = config.getoption("--target")

    def is_left_out(item: pytest.Item) -> bool:
        # Any: what a test is called with is known to its own fixtures only.
        call: Any = getattr(item, "callspec", None)
        parameters: dict[str, Any] = call.params if call else {}
        if target == "live":
            return "origin" not in parameters or not is_performed(parameters["case"])
        if target == "mock" or parameters.get("origin") != "live":
            return False
        return not _stored(config).joinpath("live", f"{parameters['case'].cassette}.yaml").exists()

    left_out = [item for item in items if is_left_out(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Replace the stored cassettes only after a run without a failure."""
    recorded = session.config.stash.get(_RECORDED, None)
    if recorded is not None and exitstatus == 0:
        written = recording.publish(recorded, _stored(session.config))
        terminal: Any = session.config.pluginmanager.get_plugin("terminalreporter")
        terminal.write_line(f"\n{len(written)} cassettes changed")
        for path in written:
            terminal.write_line(f"  {path.relative_to(_stored(session.config))}")


def _stored(config: pytest.Config) -> Path:
    return Path(str(config.getoption("--cassettes"))).resolve()


@pytest.fixture(scope="session")
def cassettes(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a folder for each target; a new one while recording."""
    if pytestconfig.getoption("--target") == "cassette":
        return _stored(pytestconfig)
    folder = tmp_path_factory.mktemp("cassettes")
    pytestconfig.stash[_RECORDED] = folder
    return folder


@pytest.fixture(scope="session")
def cassette_folder(cassettes: Path) -> Path:
    """The folder with a folder for each provider, of what Prism answered."""
    return cassettes / "mock"


@pytest.fixture(scope="session")
def record_mode(pytestconfig: pytest.Config) -> str:
    """Say what may be written (pytest-recording asks for this).

    The first test of a case records it, and those after it replay that.
    """
    return "none" if pytestconfig.getoption("--target") == "cassette" else "once"


@pytest.fixture(scope="module")
def vcr_cassette_dir(cassettes: Path) -> str:
    """Say where the cassettes are (pytest-recording asks for this)."""
    return str(cassettes)


@pytest.fixture
def default_cassette_name(case: Case, origin: str) -> str:
    """One cassette for a case; the synchronous and the asynchronous client share it."""
    return f"{origin}/{case.cassette}"


@pytest.fixture
def example_answers(origin: str) -> None:
    """Leave out a test that expects the examples of the documents, if a provider answers."""
    if origin == "live":
        pytest.skip("expects the document's example, which only Prism answers with")


@pytest.fixture
def live(pytestconfig: pytest.Config) -> Live | None:
    """What a run against the providers knows; None for every other run."""
    return pytestconfig.stash.get(_LIVE, None)


@pytest.fixture
def scrubber(live: Live | None, case: Case) -> Scrubber | None:
    """What cleans a recording of a provider's answers; None where Prism answers."""
    return live.scrubber(case) if live else None


@pytest.fixture
def vcr_config(mocks: dict[str, str], scrubber: Scrubber | None) -> dict[str, Any]:
    """Say what is stored and what must be equal (pytest-recording asks for this)."""

    def clean_request(request: Any) -> Any:
        return recording.clean_request(request, mocks, scrubber)

    def clean_response(response: dict[str, Any]) -> dict[str, Any]:
        return recording.clean_response(response, scrubber=scrubber)

    return {
        "before_record_request": clean_request,
        "before_record_response": clean_response,
        "match_on": ("method", "uri", "headers", "body"),
        "allow_playback_repeats": False,
        "decode_compressed_response": True,
    }


@pytest.fixture(scope="session")
def mocks(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The base URL of a provider for the address of what plays it; empty when replaying."""
    with ExitStack() as running:
        live = pytestconfig.stash.get(_LIVE, None)
        addresses: dict[str, str] = dict(live.addresses) if live else {}
        if pytestconfig.getoption("--target") == "mock":
            logs = tmp_path_factory.mktemp("prism")
            for provider, address in running.enter_context(prism.serving_all(logs)).items():
                addresses[address] = documents.read(provider).content["servers"][0]["url"]
        yield addresses


@pytest.fixture(params=["sync", "async"])
def call(
    request: pytest.FixtureRequest,
    origin: str,
    cassettes: Path,
    live: Live | None,
    mocks: dict[str, str],
    vcr: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Call]:
    """Perform a case with one of the two clients, as a user would, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    performing.wait_for_nothing(monkeypatch)
    tmp_path.joinpath(TRAINING_FILE).write_bytes(LINE)
    target = request.config.getoption("--target")

    def asked(case: Case) -> Case:
        return live.perform(case, cassettes / origin / f"{case.cassette}.yaml") if live else case

    def options(case: Case, kind: type[Any]) -> dict[str, Any]:
        common = {"max_retries": 0, "timeout": 20}
        if live:
            return {**common, **live.options(case), "transport": None}
        base_url = documents.read(case.provider).content["servers"][0]["url"]
        found = [mock for mock, url in mocks.items() if url == base_url]
        through = kind(base_url, found[0], case.preference) if found else None
        return {**common, "api_key": recording.KEY, "transport": through}

    def synchronous(case: Case) -> Any:
        case, settings = asked(case), options(case, recording.ToMock)
        with settings["transport"] or nullcontext(), Client(case.provider, **settings) as client:
            return performing.perform(client, case)

    async def asynchronous(case: Case) -> Any:
        settings = options(case, recording.AsyncToMock)
        async with (
            settings["transport"] or nullcontext(),
            AsyncClient(case.provider, **settings) as client,
        ):
            return await performing.aperform(client, case)

    yield (
        synchronous
        if request.param == "sync"
        else lambda case: asyncio.run(asynchronous(asked(case)))
    )
    if target == "cassette":
        assert vcr.all_played, "the cassette holds an exchange that nobody asked for"
