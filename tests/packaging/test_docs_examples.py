"""Every block of code in the README and in docs/ is run by a test, or it is said here why not."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest

from .examples import PAGES, ROOT, blocks, name

if TYPE_CHECKING:
    from pathlib import Path

README = "tests/packaging/test_readme.py"
CLIENT = "tests/packaging/test_docs_client.py"
CLEANING = "tests/cli/test_cleaning_guide.py"
FAKES = "tests/testing/test_your_code.py"
CONTRACT = "tests/testing/test_contract_guide.py"
PROVIDER = "tests/scripts/test_drill_provider.py"
GUIDES = "tests/packaging/test_docs_guides.py"

# For each page what runs its blocks, in their order: a test, or a reason why nothing does.
# Output and drawings (`text`) are not run.
RUN = {
    "README.md": (
        "not run: it is what runs the tests",
        "not run: the quick start's test does the same",
        *(README, README, README, README, README),
        CLEANING,
    ),
    "docs/adding-a-provider.md": (PROVIDER,) * 18,
    "docs/cleaning-up.md": (CLEANING,) * 6,
    "docs/client.md": (CLIENT,) * 7,
    "docs/contract-testing.md": (CONTRACT,) * 4,
    "docs/errors.md": (GUIDES,),
    "docs/guard-rails.md": (GUIDES, GUIDES),
    "docs/quick-start.md": (
        "not run: it asks an index; tests/packaging/test_install.py installs without one",
        *(GUIDES,) * 7,
    ),
    "docs/regenerating.md": (
        GUIDES,
        "not run: `make` sets up an environment; tests/scripts run what it starts",
        "not run: it asks the providers; tests/scripts/test_sync.py has a site of its own",
        GUIDES,
    ),
    "docs/testing-your-code.md": (FAKES,) * 4,
}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_block_of_a_page_is_in_the_table(page: Path) -> None:
    code = [block.language for block in blocks(page) if block.language != "text"]
    assert len(code) == len(RUN.get(name(page), ())), code


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_block_says_its_language(page: Path) -> None:
    assert [block.text for block in blocks(page) if not block.language] == []


def test_the_table_names_pages_that_exist() -> None:
    assert [page for page in RUN if not (ROOT / page).exists()] == []


@pytest.mark.parametrize("page", RUN)
def test_a_test_that_is_said_to_run_a_block_reads_its_page(page: str) -> None:
    tests = [ran for ran in RUN[page] if not ran.startswith("not run: ")]
    texts = [(ROOT / test).read_text("utf-8") for test in tests]
    assert [test for test, text in zip(tests, texts, strict=True) if not _names(text, page)] == []


def _names(test: str, page: str) -> bool:
    return page.rpartition("/")[2] in test


def test_no_reason_is_given_twice() -> None:
    reasons = [ran for ran in chain(*RUN.values()) if ran.startswith("not run: ")]
    assert len(reasons) == len(set(reasons)) == 5
