"""The command that writes the plan, tells what was done and lists what is open: what it says, and how it answers wrong use."""

from __future__ import annotations

import pytest

from tests.steps import in_force

ACME = "acme-support"
AT = ("--now", "2026-06-10T12:00:00Z")


def test_the_plan_is_written_and_its_files_are_named(run):
    code, out, err = run("plan", ACME)

    assert (code, err) == (0, "")
    assert f"{ACME} 0.1: the plan is written" in out
    assert f"build/{ACME}/plan/{ACME}-plan-internal.docx" in out
    assert f"build/{ACME}/plan/{ACME}-plan-internal.ics" in out


@pytest.fixture
def signed(root):
    in_force(root)


@pytest.mark.usefixtures("signed")
def test_what_was_done_is_told_with_the_day_on_which_it_was_due(run):
    code, out, _ = run("plan", ACME, "--done", "exit-plan", "--by", "Ann Owner", "--on", "2026-06-01", *AT)

    assert code == 0
    assert out.startswith(f"{ACME}: `exit-plan`, due on ")
    assert f"was done on 2026-06-01 by Ann Owner\ncommit data/contracts/{ACME}/\n" in out


@pytest.mark.usefixtures("signed")
def test_open_tasks_are_listed_with_what_is_overdue_first(run):
    run("plan", ACME, "--done", "exit-plan", "--by", "Ann Owner", *AT)

    code, out, _ = run("plan", ACME, "--open", "--now", "2099-01-01T12:00:00Z")

    head, *lines = out.splitlines()
    assert code == 0
    assert head == f"{ACME} 0.1: {len(lines)} tasks open, {len(lines)} overdue on 2099-01-01"
    assert all("overdue" in line for line in lines)
    assert not any("exit-plan " in line for line in lines)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "acme-suport"), "there is no contract `acme-suport`: did you mean `acme-support`?"),
        (("plan", ACME, "0.9"), "has no version `0.9`: there are `0.1`, `0.2-draft`"),
        (("plan", ACME, "--done", "exit-plan"), "say who did it: --by PERSON"),
        (("plan", ACME, "--done", "exit-plan", "--by", " "), "says nothing that could be printed"),
        (("plan", ACME, "--done", "exit-plan", "--by", "Ann", "--on", "2026-06-11", *AT), "2026-06-11 lies in the future of 2026-06-10"),
        (("plan", ACME, "--done", "exit-plan", "--by", "Ann", "--on", "11.6.2026"), "is no date: expected a day as in 2026-05-15"),
        (("plan", ACME, "--by", "Ann"), "--by belongs to --done TASK, which is missing"),
        (("plan", ACME, "--due", "2026-06-11"), "--due belongs to --done TASK, which is missing"),
        (("plan", ACME, "--open", "--done", "exit-plan", "--by", "Ann"), "use one at a time"),
        (("plan", ACME, "--open", "--for", "provider"), "it has no meaning beside --done and --open"),
        (("plan", ACME, "--for", "everybody"), "invalid choice: 'everybody'"),
    ],
)
def test_wrong_use_is_answered_with_what_to_do(run, words, said):
    code, _, err = run(*words)

    assert code == 2
    assert said in " ".join(err.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--done", "exit-plam", "--by", "Ann"), "error[no-such-task]: the plan of version 0.1 has no task `exit-plam`"),
        (("--done", "exit-plan", "--by", "Ann", "--due", "2020-01-01"), "error[no-such-day]: `exit-plan` is not due on 2020-01-01"),
        (("--for", "customer"), "error[plan-for-ourselves]: we are the customer of this contract"),
    ],
)
def test_what_the_contract_does_not_have_is_answered_as_a_finding(run, words, said):
    code, out, _ = run("plan", ACME, *words, *AT)

    assert code == 1
    assert said in out


def test_a_template_that_is_gone_is_named(run, root):
    root.path("templates/report.docx").unlink()

    code, out, _ = run("plan", ACME)

    assert code == 1
    assert "templates/report.docx:1:1: error[missing-file]" in out
