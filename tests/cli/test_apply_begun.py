"""`finetunes apply` of a plan that was begun before: only what is left is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finetunes.testing.service import Call, Handler, Reply

from .conftest import AtTerminal, Run, instead

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer


def fail_one(server: EmbeddedServer, run: Run, plan: str, status: int) -> None:
    """Apply the plan, with this answer to the delete of ft-2."""
    usual = server.together.handlers

    def refuse(usual: Handler, call: Call) -> Reply:
        return Reply(status, {}) if "ft-2" in call.path.values() else usual(call)

    instead(server.together, "deleteFineTune", refuse)
    run("apply", plan, "--yes", "--timeout", "1")
    server.together.handlers = usual


def test_of_a_plan_that_was_begun_only_what_is_left_is_asked_about(
    server: EmbeddedServer, run: Run, run_at_terminal: AtTerminal, plan: str
) -> None:
    fail_one(server, run, plan, 400)
    ended, said = run_at_terminal(b"1\n", "apply", plan, "--json")
    assert (ended.code, ended.document["counts"]) == (0, {"skipped": 2, "deleted": 1})
    assert "what is finished is skipped (2), and what was under way is read back (0)" in said
    assert ("together:ft-2" in said, "together:ft-1" in said) == (True, False)


def test_of_a_plan_that_is_finished_nothing_is_asked(
    server: EmbeddedServer, run: Run, run_at_terminal: AtTerminal, plan: str
) -> None:
    run("apply", plan, "--yes")
    seen = len(server.received)
    ended, said = run_at_terminal(b"", "apply", plan)
    assert (ended.code, len(server.received)) == (0, seen)
    assert "finetunes: all of it is finished; nothing is left to send" in said
    assert ("Type" in said, "About to" in said) == (False, False)


def test_what_is_only_read_back_is_not_asked_about(
    server: EmbeddedServer, run: Run, run_at_terminal: AtTerminal, plan: str
) -> None:
    fail_one(server, run, plan, 500)
    deletes = [r.operation for r in server.received].count("deleteFineTune")
    ended, said = run_at_terminal(b"", "apply", plan, "--json")
    assert (ended.code, "Type" in said) == (5, False)
    assert "skipped (2), and what was under way is read back (1)" in said
    assert [r.operation for r in server.received].count("deleteFineTune") == deletes
