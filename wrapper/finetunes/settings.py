"""What a client is made with: its arguments, checked, and what the environment adds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from .adapters import ADAPTERS, find_adapter
from .errors import ConfigurationError
from .exchange.addresses import check_base_url
from .exchange.auth import APIKey, KeySource
from .exchange.transport import Route
from .policy import Policy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import httpx

    from .adapters.base import Adapter
    from .exchange.addresses import Address

LONGEST_TIMEOUT = 1e9
"""Seconds; clocks and sockets cannot count much further."""


class _Common(TypedDict, total=False):
    base_url: str | None
    timeout: float
    max_retries: int
    allow_insecure_http: bool
    policy: Policy | None


class Options(_Common, total=False):
    """Keyword arguments of `Client`."""

    api_key: str | Callable[[], str] | None
    transport: httpx.BaseTransport | None


class AsyncOptions(_Common, total=False):
    """Keyword arguments of `AsyncClient`."""

    api_key: str | Callable[[], str | Awaitable[str]] | None
    transport: httpx.AsyncBaseTransport | None


class Settings(NamedTuple):
    """Everything a client needs to know."""

    adapter: Any
    route: Route
    keys: KeySource
    timeout: float
    """Seconds a call may take in all."""
    transport: Any


def read(provider: str, options: Any, transports: type) -> Settings:
    """Check the arguments of a client, and find its key and address.

    Args:
        provider: The provider's name.
        options: The keyword arguments; the key is taken out of them.
        transports: The class of transports that the client can send through.

    Returns:
        The settings.

    Raises:
        ConfigurationError: An argument or an environment variable cannot be used.
        MissingAPIKeyError: There is no key.
    """
    # Taken out of the dictionary first, or the traceback of an error would hold the key.
    given = APIKey(options.pop("api_key", None))
    known: dict[str, Any] = {"base_url": None, "region": None, "timeout": 60.0, "max_retries": 2}
    known |= {"allow_insecure_http": False, "transport": None, "policy": None}
    if unknown := options.keys() - known.keys():
        raise TypeError(f"a client takes no argument {', '.join(map(ascii, sorted(unknown)))}")
    known |= options
    kind = find_adapter(provider)
    retries = known["max_retries"]
    if isinstance(retries, bool) or not isinstance(retries, int) or retries < 0:
        raise ConfigurationError(f"{provider}: max_retries must be 0 or a whole number above")
    timeout = check_timeout(known["timeout"])
    region = known["region"]
    address = _address(kind, known)
    keys = KeySource(given, provider=provider, variables=kind.api_key_variables)
    route = Route(provider, address, kind.auth_header, kind.auth_prefix)
    policies = tuple(found for found in (Policy.find(), known["policy"]) if found is not None)
    for policy in policies:
        if not isinstance(policy, Policy):
            raise ConfigurationError(f"{provider}: policy must be a finetunes.Policy")
        policy.check_providers(ADAPTERS)
    transport = known["transport"]
    if not isinstance(transport, transports | None):
        raise ConfigurationError(f"{provider}: transport must be an httpx.{transports.__name__}")
    adapter = kind(address, retries, region, policies)
    return Settings(adapter, route, keys, timeout, transport)


def check_flag(name: str, value: Any) -> None:
    """Raise ConfigurationError unless the value is True or False: "no" would count as yes."""
    if not isinstance(value, bool):
        raise ConfigurationError(f"{name} must be True or False, not {value!a:.80}")


def check_timeout(seconds: Any) -> float:
    """Return the seconds if they can be waited for, else raise ConfigurationError."""
    number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if not (number and 0 < seconds <= LONGEST_TIMEOUT):
        raise ConfigurationError("timeout must be a number of seconds, more than 0 and finite")
    return float(seconds)


def _address(kind: type[Adapter], known: dict[str, Any]) -> Address:
    """Choose the address: the argument, the environment, the region, the provider's own."""
    url, region, said_by = known["base_url"], known["region"], "base_url"
    own = kind.base_url if region is None else kind.region_url(region)
    if url is None and os.environ.get(kind.base_url_variable):
        url, said_by = os.environ[kind.base_url_variable], kind.base_url_variable
    check_flag("allow_insecure_http", insecure := known["allow_insecure_http"])
    address = check_base_url(
        own if url is None else url,
        provider=kind.name,
        said_by=said_by,
        allow_insecure_http=insecure,
    )
    address = address._replace(path=kind.base_path(address.path))
    if region is not None and str(address) in {*kind.regions.values()} - {own}:
        raise ConfigurationError(
            f"{kind.name}: {said_by} is the address of another region than {region}"
        )
    return address
