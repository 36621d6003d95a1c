"""Guard rails: what may not be cancelled, deleted or changed, whoever asks.

They come from `finetunes.toml` and from `Policy` objects, and bind every request that changes
something, those of `client.generated` as well: there is no argument that lifts them. They are
no lock against someone who can edit the file; docs/guard-rails.md says so.
"""

from __future__ import annotations

import os
import re
import threading
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .calls import printable
from .errors import FinetunesError, NotFoundError, PolicyError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from .calls import Call
    from .exchange.flow import Flow
    from .models import FineTune

_FILE = "finetunes.toml"
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, kw_only=True, slots=True)  # every client looks for one: attrs loads later
class Policy:
    """Guard rails for destructive calls.

    Args:
        protect: Patterns ``provider:pattern`` (``*`` for any provider) that are compared with
            id, name and model, upper and lower case alike; `fnmatch` says what ``*`` means.
        min_age: Younger fine-tunes, and those whose age is unknown, are left alone.
        max_per_run: How many cancels, deletes and updates this process may send, all clients
            together.
        read_only: Whether nothing may be changed at all.
        source: Where the rules come from, for the error.

    Raises:
        ValueError: A rule is not what it must be.
    """

    protect: tuple[str, ...] = ()
    min_age: timedelta | None = None
    max_per_run: int | None = None
    read_only: bool = False
    source: str = "Policy(...)"

    def __post_init__(self) -> None:
        for pattern in self.protect:
            provider, _, rest = pattern.partition(":") if type(pattern) is str else ("", "", "")
            if not (provider and rest and rest == rest.strip()):
                raise ValueError(f"protect: {pattern!a} is not provider:pattern, as *:*-prod-* is")
        if self.min_age is not None and not self.min_age >= timedelta(0):
            raise ValueError("min_age must not be negative")
        most = self.max_per_run
        if most is not None and (type(most) is not int or most < 0):
            raise ValueError("max_per_run must be 0 or a whole number above")
        if type(self.read_only) is not bool:
            raise ValueError("read_only must be true or false")

    def check_providers(self, names: Container[str]) -> None:
        """Raise PolicyError where a pattern is about a provider that there is not: a typo."""
        for pattern in self.protect:
            provider = pattern.casefold().partition(":")[0]
            if provider != "*" and provider not in names:
                words = f"protect {pattern!a} names no provider there is; nothing was sent"
                raise PolicyError(f"{printable(self.source, 1000)}: {words}")

    def rules(self) -> list[str]:
        """Return the rules in force, one line each, for a person."""
        lines = [f"protect {pattern}" for pattern in self.protect]
        lines += [f"min_age {_days(self.min_age)}"] if self.min_age else []
        lines += [f"max_per_run {self.max_per_run}"] if self.max_per_run is not None else []
        return lines + (["read_only"] if self.read_only else [])

    @classmethod
    def read(cls, path: Path) -> Policy:
        """Read the table ``[policy]`` of a file.

        Args:
            path: The file, in TOML 1.0.

        Returns:
            The policy.

        Raises:
            PolicyError: It cannot be read or is malformed; nothing may be sent then.
        """
        import tomllib  # most have no such file

        try:
            document = tomllib.loads(path.read_text("utf-8"))
            return cls(**_checked(document), source=str(path))
        except OSError as error:
            words = f"cannot be read: {error.strerror}"
        except RecursionError:
            words = "is malformed: it is nested too deeply"
        except ValueError as error:
            words = f"is malformed: {error}"
        raise PolicyError(f"{printable(str(path), 1000)}: the policy {words}; nothing was sent")

    @classmethod
    def find(cls) -> Policy | None:
        """Return the policy of FINETUNES_CONFIG, else of the nearest finetunes.toml upwards.

        Raises:
            PolicyError: The file cannot be read or is malformed, or FINETUNES_CONFIG names none.
        """
        named = os.environ.get("FINETUNES_CONFIG")
        if named is not None:
            return cls.read(Path(named))
        paths = (folder / _FILE for folder in (Path.cwd(), *Path.cwd().parents))
        found = next((path for path in paths if os.path.lexists(path)), None)
        return None if found is None else cls.read(found)


_NO_RULES = Policy()


def _checked(document: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that a file gives, each of the right type."""
    if document.keys() != {"policy"} or type(document["policy"]) is not dict:
        raise ValueError("it must have one table, [policy], and nothing else")
    known: dict[str, Any] = {"protect": [], **document["policy"]}
    if unknown := known.keys() - {"protect", "min_age", "max_per_run", "read_only"}:
        raise ValueError(f"there is no rule {printable(', '.join(sorted(map(ascii, unknown))))}")
    if "min_age" in known:
        known["min_age"] = _age(known["min_age"])
    if known["protect"].__class__ is not list:
        raise ValueError("protect must be a list of strings")
    return known | {"protect": tuple(known["protect"])}


def _age(text: object) -> timedelta:
    match = re.fullmatch(r"(\d{1,6})([mhdw])", text) if isinstance(text, str) else None
    if match is None:
        raise ValueError('min_age must be a whole number and m, h, d or w, for example "7d"')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _days(age: timedelta) -> str:
    return str(age).removesuffix(", 0:00:00")


class _Run:
    """How many cancels and deletes this process has sent; all clients count together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent = 0

    def one_more(self, most: float) -> bool:
        """Count one more, unless that is more than allowed."""
        with self._lock:
            allowed = self._sent < most
            self._sent += allowed
            return allowed


_RUN = _Run()


def guard(
    policies: Sequence[Policy], call: Call, id: str | None, look: Callable[[], Flow[FineTune[Any]]]
) -> Flow[None]:
    """Stop a call that changes something and breaks a rule, before it is sent.

    Args:
        policies: All that are in force.
        call: The call.
        id: The fine-tune that is cancelled, deleted or changed; None where it is about none.
        look: Reads the fine-tune, where a rule needs its name, model or age.

    Raises:
        PolicyError: It breaks a rule, or what a rule needs cannot be read.
    """
    for policy in policies:
        if policy.read_only:
            raise _broken(call, policy, "read_only", "nothing may be changed", every_call=True)
        if id == "" and (rules := policy.rules()):
            words = "the request does not say which fine-tune it changes"
            raise _broken(call, policy, rules[0], words)
    if id is None:
        return
    for policy in policies:
        _check_names(call, policy, id)
    if needing := [policy for policy in policies if policy.min_age or _patterns(call, policy)]:
        yield from _check_item(needing, call, look)
    strictest = min([*policies, _NO_RULES], key=_most)  # all that is sent counts
    if not _RUN.one_more(_most(strictest)):
        words = f"this run has sent {strictest.max_per_run} already"
        rule = f"max_per_run {strictest.max_per_run}"
        raise _broken(call, strictest, rule, words, every_call=True)


def _check_item(
    policies: Sequence[Policy], call: Call, look: Callable[[], Flow[FineTune[Any]]]
) -> Flow[None]:
    try:
        item = yield from look()
    except FinetunesError as error:
        if isinstance(error, NotFoundError) and call.adapter.is_own_error(error.body):
            return  # nothing to protect; the provider will say so itself
        words = f"its name and age cannot be read: {error}"
        raise _broken(call, policies[0], policies[0].rules()[0], words) from error
    for policy in policies:
        _check_names(call, policy, item.name, item.model)
        if item.name is None and policy.protect:  # each provider gives every fine-tune a name
            raise _broken(call, policy, policy.rules()[0], "its name cannot be read")
        made = item.created_at
        if policy.min_age and not (made and datetime.now(UTC) - made >= policy.min_age):
            words = f"it was created at {made:%Y-%m-%d %H:%M}" if made else "its age is unknown"
            raise _broken(call, policy, f"min_age {_days(policy.min_age)}", words)


def _check_names(call: Call, policy: Policy, *names: str | None) -> None:
    for pattern in _patterns(call, policy):
        glob = _folded(pattern).partition(":")[2]
        for name in names:
            if name is not None and fnmatchcase(_folded(name), glob):
                rule = f"protect {printable(pattern)}"
                raise _broken(call, policy, rule, f"it is protected as {printable(name)}")


def _patterns(call: Call, policy: Policy) -> list[str]:
    """Return the patterns that are about this provider."""
    own = ("*:", f"{call.adapter.name}:")
    return [pattern for pattern in policy.protect if pattern.casefold().startswith(own)]


def _folded(text: str) -> str:
    """Return what upper and lower case, and accents composed and not, have in common."""
    return unicodedata.normalize("NFC", text.casefold())


def _most(policy: Policy) -> float:
    return float("inf") if policy.max_per_run is None else policy.max_per_run


def _broken(
    call: Call, policy: Policy, rule: str, words: str, *, every_call: bool = False
) -> FinetunesError:
    words = f"{printable(policy.source, 1000)}: {rule}: {words}; nothing was changed"
    return call.error(PolicyError, words, every_call=every_call)
