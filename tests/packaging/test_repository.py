"""What the repository's files may hold, and what git may do to them."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from pipeline.provider import read

from .sources import ROOT, git, repository_files

PAGES = sorted((ROOT / "specs").glob("*/pages/*"))

# A registry's host ties an install to one network; a path of a machine helps nobody elsewhere.
REGISTRY = re.compile(
    rb"\bregistry\.[a-z]+\.(?:org|com)\b|\b(?:py|dev)pi\.[a-z]|python[h]osted|\bnpmjs\.|\bnexus\."
    rb"|\bpkg\.github\.|--(?:extra-)?index-url|\"resolved\": \"http|artifactory|/simple/"
    rb"|/repository/[a-z]"
)
MACHINE_PATH = re.compile(
    rb"(?<![\w.}])/(?:work|root|home|Users|mnt|opt|srv|tmp|var/(?:folders|lib|tmp|www))/[A-Za-z]"
    rb"|\b[A-Z]:\\+(?:Users|work|Temp)\b"
)


@pytest.mark.parametrize(
    "text",
    [  # a comma for each dot, so that no host is written here
        "registry,npmjs,org",
        "files,python" + "hosted,org",
        "pypi,org/pypi",
        "pypi,corp,example",
        "npm,pkg,github,com",
        "corp,example/repository/npm-all/",
        "nexus,corp,example/x",
        "https://corp,example/simple/",
    ],
)
def test_a_host_of_a_registry_is_recognised(text: str) -> None:
    assert REGISTRY.search(text.replace(",", ".").encode())


@pytest.mark.parametrize(
    "path",
    ["/Users/Anna/x", "/home/anna/x", "/tmp/x", "/opt/x", "/var/folders/x", "C:\\Users\\anna"],
)
def test_a_path_of_a_machine_is_recognised(path: str) -> None:
    assert MACHINE_PATH.search(f"see {path}".encode())


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry", "path"])
def test_no_file_names_a_registry_host_or_a_path_of_a_machine(pattern: re.Pattern[bytes]) -> None:
    found: list[str] = []
    for path in repository_files():
        if path == Path(__file__) or "pages" in path.parts:
            continue
        match = pattern.search(path.read_bytes())
        if match:
            found.append(f"{path.relative_to(ROOT)}: {match.group()!r}")
    assert found == []


def test_every_development_tool_is_pinned_with_a_hash() -> None:
    lock = (ROOT / "requirements-dev.lock").read_text("utf-8")
    pins = [line for line in lock.splitlines() if re.match(r"[a-z0-9]", line)]
    assert pins
    assert [p for p in pins if not re.match(r"[a-z0-9][\w.\-]*(\[\w+\])?==\S+ .*\\$", p)] == []
    hashed = re.findall(r"^\S.*\\\n    --hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)
    assert len(hashed) == len(pins)


def test_every_tool_that_needs_node_is_pinned_with_a_hash() -> None:
    lock = json.loads((ROOT / "tests" / "node" / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_no_file_of_the_repository_is_larger_than_a_megabyte() -> None:
    large = [path for path in repository_files() if path.stat().st_size > 1_000_000]
    assert large == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parts[-3]}/{page.name}")
def test_a_vendored_page_is_byte_for_byte_what_was_published(page: Path) -> None:
    recorded = recorded_hashes(page.parents[1])
    assert recorded[f"pages/{page.name}"] == hashlib.sha256(page.read_bytes()).hexdigest()


def recorded_hashes(folder: Path) -> dict[str, str]:
    """The sha256 of each vendored file, as provider.yaml or fetched.json states it."""
    return {entry["file"]: entry["sha256"] for entry in read(folder).sources if "sha256" in entry}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parts[-3]}/{page.name}")
def test_git_never_touches_the_line_ends_of_a_vendored_page(page: Path) -> None:
    assert git_attribute(page, "text") == "unset"


@pytest.mark.parametrize(
    "name",
    [
        "generated/finetunes_openapi/__init__.py",
        "tests/cassettes/mock/any.yaml",
        "requirements-dev.lock",
        "tests/node/package-lock.json",
    ],
)
def test_what_a_machine_wrote_is_marked_as_generated(name: str) -> None:
    assert git_attribute(ROOT / name, "linguist-generated") == "true"


def git_attribute(path: Path, name: str) -> str:
    answer = git("check-attr", "-z", name, "--", str(path.relative_to(ROOT)))
    return answer.split("\0")[2]


def test_the_top_level_holds_nothing_that_was_not_decided() -> None:
    expected = {
        *("pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
        *("SECURITY.md", "mkdocs.yml", "bench"),
        *("specs", "generated", "wrapper", "scripts", "tests", "docs", "requirements-dev.lock"),
    }
    top = {path.relative_to(ROOT).parts[0] for path in repository_files()}
    assert {name for name in top if not name.startswith(".")} <= expected
