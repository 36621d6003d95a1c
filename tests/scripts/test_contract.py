"""What `make contract` prints, and when it calls a part passed."""

from __future__ import annotations

import shutil
from pathlib import Path

import contract
import pytest

ROOT = Path(__file__).parents[2]
CASSETTE = "tests/cassettes/mock/bfl/list-200.yaml"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small repository with our settings of pytest, one cassette, and no tests."""
    (tmp_path / CASSETTE).parent.mkdir(parents=True)
    shutil.copy(ROOT / CASSETTE, tmp_path / CASSETTE)
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    monkeypatch.setattr(contract, "ROOT", tmp_path)
    return tmp_path


def part(here: Path, code: str, *options: str, pattern: str = "tests/test_*.py") -> contract.Part:
    (here / "tests" / "test_it.py").write_text(code, "utf-8")
    return contract.Part("1 replay", "this against that", (pattern,), options)


COUNTS = "def test_a(figures):\n    figures.add('it: counted', 1234)\n"
FAILS = "def test_a(): pass\ndef test_b(): assert 'left' == 'right'\n"
SKIPS = "import pytest\ndef test_a(): pass\ndef test_b(): pytest.skip('no Node here')\n"


def test_the_table_has_a_line_for_each_part_and_the_summary_is_last(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    check = contract.Part("2 cassettes", "stored ones against documents", (CASSETTE,))
    monkeypatch.setattr(contract, "PARTS", (part(here, COUNTS), check))
    assert contract.main([]) == 0
    head, first, figure, second, last = capsys.readouterr().out.splitlines()
    assert head.split()[0] == "part"
    assert first.split()[:6] == ["1", "replay", "this", "against", "that", "1"]
    assert figure.split() == ["1,234", "it:", "counted"]
    assert second.split()[-3:-1] == ["1", "0"]
    assert last.startswith("contract: 2 of 2 parts passed, 2 held, 0 failed, 0 not run in full,")


@pytest.mark.parametrize("chosen", ["2", "cassettes"])
def test_parts_are_chosen_by_their_number_or_name(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], chosen: str
) -> None:
    check = contract.Part("2 cassettes", "stored ones against documents", (CASSETTE,))
    monkeypatch.setattr(contract, "PARTS", (part(here, FAILS), check))
    assert contract.main([chosen]) == 0
    assert "1 of 1 parts passed" in capsys.readouterr().out


def test_a_part_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        contract.main(["7"])
    assert ended.value.code == 2
    assert (
        "there is no part 7; there are 1, replay, recording, live, 2, cassettes,"
        in capsys.readouterr().err
    )


def test_a_failure_is_counted_shown_and_the_exit_code(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(contract, "PARTS", (part(here, FAILS),))
    assert contract.main([]) == 1
    printed = capsys.readouterr().out
    assert "assert 'left' == 'right'" in printed
    assert "0 of 1 parts passed, 1 held, 1 failed" in printed


def test_a_part_of_which_a_test_was_skipped_is_no_pass_and_says_why(here: Path) -> None:
    outcome = contract.run(part(here, SKIPS))
    assert (outcome.count, outcome.failures, outcome.is_pass) == (1, 0, False)
    assert "not run: no Node here" in contract.table([outcome])


def test_a_part_that_breaks_off_is_no_pass_and_says_why(here: Path) -> None:
    outcome = contract.run(part(here, COUNTS, "--no-such-option"))
    assert (outcome.count, outcome.is_pass) == (0, False)
    assert "no-such-option" in "".join(outcome.not_run)


def test_a_part_without_a_file_is_no_pass_and_says_why(here: Path) -> None:
    outcome = contract.run(part(here, COUNTS, pattern="tests/test_nothing*.py"))
    assert outcome.not_run == ("no file is called tests/test_nothing*.py",)


def test_a_part_that_says_nothing_is_known_by_its_exit_code() -> None:
    assert contract._reason(contract._ended("false")) == "it ended with exit code 1"


@pytest.mark.parametrize(("text", "changed"), [(None, 0), ("another\n", 1)], ids=["same", "new"])
def test_a_cassette_that_a_new_recording_would_change_is_a_failure(
    here: Path, text: str | None, changed: int
) -> None:
    write = f"path.write_text({text!r})" if text else "assert path.exists()"
    path = f"Path(pytestconfig.getoption('--cassettes'), {CASSETTE[16:]!r})"
    code = f"from pathlib import Path\ndef test_a(pytestconfig):\n    path = {path}\n    {write}\n"
    before = (here / CASSETTE).read_bytes()
    outcome = contract.run(part(here, code, *contract.RECORDING))
    assert (outcome.count, outcome.failures) == (1, changed)
    assert list(outcome.figures.values()) == [changed]
    assert (here / CASSETTE).read_bytes() == before


def test_an_exchange_that_breaks_its_document_is_a_failure(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = here / CASSETTE
    path.write_text(path.read_text("utf-8").replace("finetunes", "others"), "utf-8")
    outcome = contract.run(contract.Part("2 cassettes", "a against b", (CASSETTE,)))
    assert (outcome.failures, outcome.is_pass) == (1, False)
    assert "exchange 1" in capsys.readouterr().out


def test_a_cassette_that_cannot_be_read_is_no_pass(here: Path) -> None:
    (here / CASSETTE).write_text("nonsense", "utf-8")
    outcome = contract.run(contract.Part("2 cassettes", "a against b", (CASSETTE,)))
    assert (outcome.count, outcome.failures, len(outcome.not_run)) == (0, 0, 1)


def test_the_help_lists_the_parts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as ended:
        contract.main(["--help"])
    assert ended.value.code == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[lines.index("parts:") + 1 :]] == [
        f"{part.name} {part.against}".split() for part in contract.PARTS
    ]
    assert max(map(len, lines)) <= 80


def test_the_table_of_all_parts_fits_80_columns() -> None:
    figures = {"recording: cassettes that a new recording would change": 123_456}
    outcomes = [contract.Outcome(part, 999.9, 99_999, 999, (), figures) for part in contract.PARTS]
    assert max(map(len, contract.table(outcomes).splitlines())) <= 80


def test_each_part_has_its_files() -> None:
    for one in contract.PARTS:
        assert [
            list(ROOT.glob(pattern)) for pattern in one.files if not list(ROOT.glob(pattern))
        ] == []
