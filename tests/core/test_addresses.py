"""Base URLs: what a client may talk to."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from finetunes import Client, ConfigurationError
from finetunes.exchange.addresses import Address, check_base_url
from hypothesis import given, strategies as st

from .canned import Canned, answer
from .conftest import KEY, Call


def check(text: object, *, insecure: bool = False) -> Address:
    return check_base_url(text, provider="together", allow_insecure_http=insecure)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com/", "https://api.example.com"),
        ("https://api.example.com/v2//", "https://api.example.com/v2"),
        ("https://api.example.com:443/a/b", "https://api.example.com/a/b"),
        ("https://api.example.com:8443", "https://api.example.com:8443"),
        ("HTTPS://API.Example.COM/V1", "https://api.example.com/V1"),
        ("https://xn--mnchen-3ya.example", "https://xn--mnchen-3ya.example"),
        ("https://192.0.2.1", "https://192.0.2.1"),
        ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
        ("https://host/a@b:c", "https://host/a@b:c"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://127.8.8.8", "http://127.8.8.8"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
    ],
)
def test_an_address_is_read_and_written_in_one_form(text: str, meant: str) -> None:
    assert str(check(text)) == meant


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "must be a string"),
        (5, "must be a string"),
        (b"https://host", "must be a string"),
        ("", "must begin with https://"),
        ("/v1", "must begin with https://"),
        ("host", "must begin with https://"),
        ("host:443", "must begin with https://"),
        ("ftp://host", "must begin with https://"),
        ("https:host", "must begin with https://"),
        ("https://", "must begin with https://"),
        ("https:///path", "must begin with https://"),
        ("https://ho%73t", "must begin with https://"),
        ("https://[fe80::1%25eth0]", "must begin with https://"),
        ("https://999.1.1.1", "is malformed"),
        ("https://a..b", "is malformed"),
        ("https://.a", "is malformed"),
        (f"https://{'a' * 64}.example", "is malformed"),
        ("https://xn--zzzzzzz99", "is malformed"),
        ("https://[::1", "is malformed"),
        ("https://[zzz]", "is malformed"),
        ("https://host:99999", "no valid port"),
        ("https://host:-1", "no valid port"),
        ("https://host:http", "no valid port"),
        (f"https://host/{'x' * 70_000}", "is malformed"),
        ("https://user@host", "user name or password"),
        ("https://user:password@host", "user name or password"),
        ("https://:@host", "user name or password"),
        ("https://host?x=1", "query or fragment"),
        ("https://host/?", "query or fragment"),
        ("https://host/#", "query or fragment"),
        ("https://host/a/../b", "must not have . or .. in its path"),
        ("https://host/./b", "must not have . or .. in its path"),
        ("https://ho st", "holds spaces"),
        (" https://host", "holds spaces"),
        ("https://host\n", "control"),
        ("https://good\\@evil", "backslashes"),
        ("https://münchen.example", "non-ASCII"),
        ("http://api.example.com", "unencrypted to api.example.com"),
        ("http://10.0.0.1", "unencrypted to 10.0.0.1"),
        ("http://localhost.example.com", "unencrypted to localhost.example.com"),
        ("http://0.0.0.0", "unencrypted to 0.0.0.0"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_an_address_that_cannot_be_used_is_refused_and_says_why(text: Any, words: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        check(text)
    assert words in str(caught.value)
    assert str(caught.value).startswith("together: base_url ")


def test_plain_http_may_leave_the_machine_where_the_caller_allows_it() -> None:
    assert str(check("http://api.example.com", insecure=True)) == "http://api.example.com"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "[::1]"])
def test_an_address_of_this_machine_is_loopback(host: str) -> None:
    assert check(f"https://{host}").is_loopback


@pytest.mark.parametrize("host", ["example.com", "10.0.0.1", "[2001:db8::1]", "localhost.lan"])
def test_another_address_is_not_loopback(host: str) -> None:
    assert not check(f"https://{host}").is_loopback


def test_requests_go_to_an_international_name_as_it_was_given(call: Call) -> None:
    transport = Canned(answer({}))
    call("cohere", base_url="https://xn--mnchen-3ya.example", transport=transport)
    assert transport.only.url.raw_host == b"xn--mnchen-3ya.example"


SECRETS = ["https://Joe:SesamE@", "https://Joe:SesamE@host:x/", "https://[Joe:SesamE@x]/",
           "https://[Joe:SesamE@::1]", "http://Joe:SesamE@host", "https://Joe:SesamE@ho\nst",
           "ftp://Joe:SesamE@host", "https://Joe:SesamE@999.1.1.1"]  # fmt: skip


@pytest.mark.parametrize("text", SECRETS, ids=ascii)
def test_a_refusal_repeats_neither_user_name_nor_password(text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        check(text)
    chain = [caught.value, caught.value.__cause__, caught.value.__context__]
    assert "Joe" not in repr(chain)
    assert "SesamE" not in repr(chain)


JUNK = st.lists(
    st.sampled_from(["https://", "http://", "host", "Joe:SesamE@", "[", "]", ":", "::1", "%",
                     "@", "/", "..",
                     "443", "?", "#", "\\", "xn--", "a.b", ".", "-", "999.1.1.1", "\n", "ü"]),
    max_size=7,
).map("".join)  # fmt: skip


def checked(text: str) -> Address | ConfigurationError:
    try:
        return check(text, insecure=True)
    except ConfigurationError as error:
        return error


@given(st.one_of(JUNK, JUNK.map("https://".__add__), st.text(max_size=30)))
def test_junk_is_refused_or_becomes_the_address_that_requests_go_to(text: str) -> None:
    address = checked(text)
    if isinstance(address, ConfigurationError):
        assert str(address).isprintable()
        assert "Joe" not in str(address)
        assert "SesamE" not in str(address)
        return
    assert check(str(address), insecure=True) == address
    url = httpx.Request("GET", f"{address}/x").url
    default = {"https": 443, "http": 80}[url.scheme]
    assert (url.scheme, url.raw_host.decode(), url.port or default) == address[:3]
    assert not url.userinfo


@pytest.mark.parametrize(
    ("base_url", "target"),
    [
        ("https://host", "https://host/v1/fine-tunes/ft-1"),
        ("https://host/", "https://host/v1/fine-tunes/ft-1"),
        ("https://host/v1", "https://host/v1/fine-tunes/ft-1"),
        ("https://host/v1/", "https://host/v1/fine-tunes/ft-1"),
        ("https://host/together/v2", "https://host/together/v2/fine-tunes/ft-1"),
    ],
)
def test_together_gets_its_version_only_where_the_base_url_has_no_path(
    base_url: str, target: str
) -> None:
    transport = Canned(answer({"message": "deleted"}))
    Call("sync")("together", base_url=base_url, transport=transport)
    assert str(transport.only.url) == target


@pytest.mark.parametrize(
    ("provider", "path"),
    [("bfl", "/p/v1/delete_finetune"), ("cohere", "/p/v1/finetuning/finetuned-models/ft-1")],
)
def test_another_provider_gets_the_path_of_the_base_url_as_it_stands(
    provider: str, path: str
) -> None:
    transport = Canned(answer({"message": "deleted"}))
    Call("sync")(provider, base_url="https://host/p/", transport=transport)
    assert transport.only.url.path == path


@pytest.mark.parametrize(
    ("provider", "url"),
    [
        ("together", "https://api.together.ai/v1"),
        ("bfl", "https://api.us1.bfl.ai"),
        ("cohere", "https://api.cohere.com"),
    ],
)
def test_a_provider_has_an_address_of_its_own(provider: str, url: str) -> None:
    assert Client(provider, api_key=KEY).base_url == url


VARIABLES = [("together", "TOGETHER_BASE_URL"), ("bfl", "BFL_BASE_URL"), ("cohere", "CO_API_URL")]


@pytest.mark.parametrize(("provider", "variable"), VARIABLES)
def test_the_environment_may_name_the_address(
    monkeypatch: pytest.MonkeyPatch, provider: str, variable: str
) -> None:
    monkeypatch.setenv(variable, "https://elsewhere.example/x")
    assert Client(provider, api_key=KEY).base_url == "https://elsewhere.example/x"


@pytest.mark.parametrize(("provider", "variable"), VARIABLES)
def test_an_argument_goes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, provider: str, variable: str
) -> None:
    monkeypatch.setenv(variable, "https://elsewhere.example/x")
    client = Client(provider, api_key=KEY, base_url="https://here.example/y")
    assert client.base_url == "https://here.example/y"


@pytest.mark.parametrize(("provider", "variable"), VARIABLES)
def test_an_empty_variable_counts_as_none(
    monkeypatch: pytest.MonkeyPatch, provider: str, variable: str
) -> None:
    default = Client(provider, api_key=KEY).base_url
    monkeypatch.setenv(variable, "")
    assert Client(provider, api_key=KEY).base_url == default


@pytest.mark.parametrize(("provider", "variable"), VARIABLES)
def test_an_address_from_the_environment_is_checked_like_any_other(
    monkeypatch: pytest.MonkeyPatch, provider: str, variable: str
) -> None:
    monkeypatch.setenv(variable, "http://elsewhere.example")
    with pytest.raises(ConfigurationError, match="unencrypted"):
        Client(provider, api_key=KEY)


@pytest.mark.parametrize(
    ("region", "url"), [("us1", "https://api.us1.bfl.ai"), ("eu1", "https://api.eu1.bfl.ai")]
)
def test_a_region_chooses_the_address(
    monkeypatch: pytest.MonkeyPatch, region: Any, url: str
) -> None:
    assert Client("bfl", api_key=KEY, region=region).base_url == url
    # An address beside it stands for the region, so a local server is never bypassed.
    monkeypatch.setenv("BFL_BASE_URL", "https://elsewhere.example")
    assert Client("bfl", api_key=KEY, region=region).base_url == "https://elsewhere.example"


@pytest.mark.parametrize("region", ["us2", "", "US1", "\x1b[31m", 5], ids=ascii)
def test_an_unknown_region_names_those_there_are(region: Any) -> None:
    with pytest.raises(ConfigurationError, match="there are: us1, eu1") as caught:
        Client("bfl", api_key=KEY, region=region)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("provider", ["together", "cohere"])
def test_a_provider_without_regions_takes_none(provider: Any) -> None:
    with pytest.raises(ConfigurationError, match="there are: none"):
        Client(provider, api_key=KEY, region="us1")


def test_a_region_beside_the_address_of_another_region_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = "https://api.eu1.bfl.ai"
    with pytest.raises(ConfigurationError, match="base_url is the address of another region"):
        Client("bfl", api_key=KEY, region="us1", base_url=other)
    assert Client("bfl", api_key=KEY, region="eu1", base_url=other).base_url == other
    monkeypatch.setenv("BFL_BASE_URL", other)
    with pytest.raises(ConfigurationError, match="BFL_BASE_URL is the address of another region"):
        Client("bfl", api_key=KEY, region="us1")


def test_a_bad_address_of_the_environment_is_said_to_come_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOGETHER_BASE_URL", "foo")
    with pytest.raises(ConfigurationError, match=r"^together: TOGETHER_BASE_URL must begin with"):
        Client("together", api_key=KEY)
