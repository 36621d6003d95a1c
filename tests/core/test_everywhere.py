"""All providers at once: everything there is, or which provider failed and why."""

from __future__ import annotations

import inspect
import os
import pickle
import signal
import threading
import warnings
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from finetunes import (
    AuthenticationError,
    ConfigurationError,
    IncompleteListingError,
    InternalServerError,
    InvalidAPIKeyError,
    MissingAPIKeyError,
    ProviderRetiredWarning,
    alist_all,
    list_all,
    providers,
)

from .conftest import KEY
from .reads import COHERE_MODEL, READS, TOGETHER_LISTED
from .wire import PATIENCE, Connection, reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from .wire import Script, Start, Wire

KEYS = {"together": "TOGETHER_API_KEY", "bfl": "BFL_API_KEY", "cohere": "CO_API_KEY"}
ADDRESSES = {"together": "TOGETHER_BASE_URL", "bfl": "BFL_BASE_URL", "cohere": "CO_API_URL"}
GOOD = {name: reply(READS[name, "list"]) for name in KEYS}
ALL = ["together:ft-1", "bfl:ft-1", "cohere:ft-1"]


@pytest.fixture(params=["sync", "asyncio", "trio"])
def listed(request: pytest.FixtureRequest) -> Callable[..., list[str]]:
    """List everything, blocking or on an event loop, and return the references."""

    def references(*arguments: Any, **options: Any) -> list[str]:
        if request.param == "sync":
            found = list_all(*arguments, **options)
        else:

            async def main() -> Any:
                return await alist_all(*arguments, **options)

            found = anyio.run(main, backend=request.param)
        return [item.ref for item in found]

    return references


@pytest.fixture
def serve(wire: Start, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Wire]]:
    """Start a server for each provider named; the environment holds its address and a key."""

    def start(**scripts: Script) -> dict[str, Wire]:
        servers = {name: wire(script) for name, script in scripts.items()}
        for name, server in servers.items():
            monkeypatch.setenv(KEYS[name], KEY)
            monkeypatch.setenv(ADDRESSES[name], server.url)
        return servers

    return start


def test_an_interruption_does_not_wait_for_a_provider_that_hangs(serve: Any) -> None:
    def hang(connection: Connection) -> None:
        connection.request()
        os.kill(os.getpid(), signal.SIGINT)
        connection.stall()

    servers = serve(together=hang)
    with pytest.raises(KeyboardInterrupt):
        list_all(timeout=PATIENCE)
    assert not servers["together"].closed.is_set()


def test_what_is_no_error_of_this_library_comes_out_as_it_is(listed: Any, serve: Any) -> None:
    serve(cohere=GOOD["cohere"])
    with warnings.catch_warnings():
        warnings.simplefilter("error", ProviderRetiredWarning)
        with pytest.raises((ProviderRetiredWarning, ExceptionGroup)) as caught:
            listed()
    assert "ProviderRetiredWarning" in repr(caught.value)


def test_every_provider_with_a_key_is_listed(listed: Any, serve: Any) -> None:
    serve(**GOOD)
    assert listed() == ALL


def test_a_provider_without_a_key_is_left_out(listed: Any, serve: Any) -> None:
    serve(cohere=GOOD["cohere"], together=GOOD["together"])
    assert listed() == ["together:ft-1", "cohere:ft-1"]


def test_the_second_variable_of_a_key_counts_too(
    listed: Any, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(cohere=GOOD["cohere"])
    monkeypatch.delenv("CO_API_KEY")
    monkeypatch.setenv("COHERE_API_KEY", KEY)
    assert listed() == ["cohere:ft-1"]


def test_an_empty_key_is_none(listed: Any, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(**GOOD)
    monkeypatch.setenv("BFL_API_KEY", "")
    assert listed() == ["together:ft-1", "cohere:ft-1"]


def test_within_a_provider_the_order_is_its_own(listed: Any, serve: Any) -> None:
    models = [{**COHERE_MODEL, "id": id} for id in ("z", "a", "m")]
    jobs = [{**TOGETHER_LISTED, "id": id} for id in ("2", "1")]
    serve(cohere=reply({"finetuned_models": models}), together=reply({"data": jobs}))
    assert listed() == ["together:2", "together:1", "cohere:z", "cohere:a", "cohere:m"]


@pytest.mark.parametrize(
    "names", [["bfl"], ("bfl", "bfl"), iter(["bfl"]), {"bfl": 1}], ids=lambda it: type(it).__name__
)
def test_only_the_providers_that_are_named_are_asked(serve: Any, names: Any) -> None:
    servers = serve(**GOOD)
    assert [item.ref for item in list_all(names)] == ["bfl:ft-1"]
    assert [len(servers[name].requests) for name in ("together", "bfl", "cohere")] == [0, 1, 0]


def test_a_provider_that_is_named_twice_is_asked_once(listed: Any, serve: Any) -> None:
    servers = serve(**GOOD)
    assert listed(["cohere", "together", "cohere"]) == ["cohere:ft-1", "together:ft-1"]
    assert len(servers["cohere"].requests) == 1


def test_no_provider_is_nothing(listed: Any) -> None:
    assert listed([]) == []


def test_all_providers_are_asked_at_the_same_time(listed: Any, serve: Any) -> None:
    together = threading.Barrier(3, timeout=PATIENCE)

    def script(data: bytes) -> Script:
        def answer(peer: Connection) -> None:
            peer.request()
            together.wait()  # only gets past here when all three are asked
            peer.send(data)

        return answer

    serve(**{name: script(data) for name, data in GOOD.items()})
    assert listed() == ALL


# Where not everything could be listed


def test_one_that_fails_is_named_and_the_others_are_kept(
    listed: Any, serve: Any, pauses: list[float]
) -> None:
    serve(**{**GOOD, "bfl": reply({"detail": "Not authenticated"}, "403 Forbidden")})
    with pytest.raises(IncompleteListingError, match="is not complete: bfl: list: 403") as caught:
        listed()
    assert [item.ref for item in caught.value.found] == ["together:ft-1", "cohere:ft-1"]
    assert list(caught.value.failures) == ["bfl"]
    assert caught.value.failures["bfl"].status_code == 403


def test_all_that_fail_are_named(listed: Any, serve: Any, pauses: list[float]) -> None:
    serve(together=reply({}, "401 Unauthorized"), bfl=GOOD["bfl"], cohere=reply({}, "500 Oops"))
    with pytest.raises(IncompleteListingError) as caught:
        listed()
    failures = caught.value.failures
    assert list(map(type, failures.values())) == [AuthenticationError, InternalServerError]
    assert [item.ref for item in caught.value.found] == ["bfl:ft-1"]
    assert all(str(failure) in str(caught.value) for failure in failures.values())


def test_what_was_found_before_a_page_failed_is_kept(
    listed: Any, serve: Any, pauses: list[float]
) -> None:
    def script(peer: Connection) -> None:
        peer.request()
        peer.send(reply({"finetuned_models": [COHERE_MODEL], "next_page_token": "2"}))
        while peer.request() is not None:
            peer.send(reply({}, "404 Not Found"))

    serve(together=GOOD["together"], cohere=script)
    with pytest.raises(IncompleteListingError) as caught:
        listed()
    assert [item.ref for item in caught.value.found] == ["together:ft-1", "cohere:ft-1"]


def test_a_listing_that_goes_round_in_circles_is_a_failure_of_its_provider(
    listed: Any, serve: Any
) -> None:
    serve(cohere=reply({"finetuned_models": [COHERE_MODEL], "next_page_token": "2"}))
    with pytest.raises(IncompleteListingError) as caught:
        listed()
    assert isinstance(caught.value.failures["cohere"], IncompleteListingError)
    assert len(caught.value.found) == 2


def test_one_that_is_named_and_has_no_key_is_a_failure(listed: Any, serve: Any) -> None:
    serve(cohere=GOOD["cohere"])
    with pytest.raises(IncompleteListingError, match="no API key; set BFL_API_KEY") as caught:
        listed(["bfl", "cohere"])
    assert isinstance(caught.value.failures["bfl"], MissingAPIKeyError)
    assert [item.ref for item in caught.value.found] == ["cohere:ft-1"]


def test_a_key_or_address_that_cannot_be_used_is_a_failure_of_its_provider(
    listed: Any, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(**GOOD)
    monkeypatch.setenv("BFL_API_KEY", "two words")
    monkeypatch.setenv("CO_API_URL", "junk")
    with pytest.raises(IncompleteListingError) as caught:
        listed()
    assert isinstance(caught.value.failures["bfl"], InvalidAPIKeyError)
    assert isinstance(caught.value.failures["cohere"], ConfigurationError)
    assert "two words" not in str(caught.value)


def test_a_bad_timeout_is_refused_by_every_provider(listed: Any, serve: Any) -> None:
    servers = serve(**GOOD)
    with pytest.raises(IncompleteListingError) as caught:
        listed(timeout=0)
    assert set(caught.value.failures) == set(GOOD)
    assert all(server.connections == 0 for server in servers.values())


def test_the_error_can_be_pickled_with_all_it_knows(serve: Any, pauses: list[float]) -> None:
    serve(**{**GOOD, "bfl": reply({}, "500 Oops")})
    with pytest.raises(IncompleteListingError) as caught:
        list_all()
    copied = pickle.loads(pickle.dumps(caught.value))
    assert copied.found == caught.value.found
    assert list(copied.failures) == ["bfl"]
    assert str(copied) == str(caught.value)


# Where nothing can be asked


def test_progress_is_told_how_many_were_found(listed: Any, serve: Any) -> None:
    serve(**GOOD)
    told: list[int] = []
    listed(progress=told.append)
    assert sorted(told) == [1, 2, 3]


def test_a_list_whose_progress_ends_the_program_is_not_complete(listed: Any, serve: Any) -> None:
    serve(**GOOD)

    def leave(_: int) -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit, match=r"^3$"):
        listed(progress=leave)


def test_no_key_at_all_names_the_variables(listed: Any) -> None:
    with pytest.raises(MissingAPIKeyError) as caught:
        listed()
    variables = ", ".join(found.api_key_variables[0] for found in providers().values())
    assert str(caught.value) == f"no provider has an API key; set one of {variables}"


@pytest.mark.parametrize("names", [["openai"], ["cohere", "openai"], "bfl"], ids=str)
def test_an_unknown_provider_is_refused_before_anything_is_sent(
    listed: Any, serve: Any, names: Any
) -> None:
    servers = serve(**GOOD)
    with pytest.raises(ConfigurationError, match="there are together, bfl, cohere"):
        listed(names)
    assert all(server.connections == 0 for server in servers.values())


def test_both_functions_take_the_same_arguments() -> None:
    assert inspect.signature(list_all).parameters == inspect.signature(alist_all).parameters


def test_a_cancelled_listing_ends_at_once(serve: Any) -> None:
    servers = serve(**{**GOOD, "bfl": Connection.stall})

    async def main() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(alist_all)
            await anyio.to_thread.run_sync(servers["cohere"].received.wait, PATIENCE)
            tasks.cancel_scope.cancel()

    anyio.run(main)
