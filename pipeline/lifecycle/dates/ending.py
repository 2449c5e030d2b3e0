"""How the contract may end early, and what is due at its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.lifecycle.counting import ONE_DAY, Counting, opening, said
from pipeline.lifecycle.life import Life
from pipeline.lifecycle.rule import Rule, whole
from pipeline.model.duration import Duration
from pipeline.model.key_dates import KeyDate, KeyDateKind
from pipeline.model.terms.named import Side
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.risk import Insurance
from pipeline.model.terms.termination import ConvenienceRight, ExitTask, ExitTaskStart


def _for_convenience(life: Life, party: Side) -> Iterator[KeyDate]:
    rights = agreed(life.terms.termination.convenience)
    right = agreed(rights.customer if party is Side.CUSTOMER else rights.provider)
    if not isinstance(right, ConvenienceRight):
        return
    suffix = "" if party is Side.CUSTOMER else "-provider"
    notice, not_before = agreed(right.notice), agreed(right.not_before)
    if not_before is None:
        day = life.counting.end_after(life.effective, notice)
        rule = f"A notice received on {life.says(life.effective)}, the Effective Date, takes effect at the end of {said(notice)}."
        clause = f"termination.convenience{suffix}"
    else:
        first = life.initial.first
        day = life.counting.end_after(first, not_before)
        received = _latest_receipt(life.counting, day, notice)
        rule = (
            f"No earlier than {said(not_before)} after {life.says(first)}, the first day of the Initial Term. For that day the other party"
            f" has to receive the notice of {said(notice)} by {life.says(received)}."
        )
        clause = f"termination.not-before{suffix}"
    title = f"First day on which a termination by the {party.capitalize()} for convenience can take effect"
    id = f"termination-for-convenience.{party}"
    yield KeyDate(id, KeyDateKind.TERMINATION, title, day, rule + life.unlisted(day), clause, str(party), life.overseer(party))


def _latest_receipt(counting: Counting, effect: date, notice: Duration) -> date:
    """The last day of receipt from which the whole period of a notice runs out by a day."""
    received = effect
    while counting.end_after(received, notice) > effect:
        received -= ONE_DAY
    return received


def _exit_plan(life: Life, _: object) -> Iterator[KeyDate]:
    due = life.terms.exit.plan_due
    yield _of_provider(
        life,
        "exit-plan",
        "The Provider gives the Customer the Exit Plan",
        life.counting.end_after(life.effective, due),
        f"{opening(said(due))} after the Effective Date, {life.says(life.effective)}.",
        "exit.plan",
    )


def _exit_period(life: Life, _: object) -> Iterator[KeyDate]:
    begins, ends, lasts = _exit_begins(life), _exit_ends(life), said(life.terms.exit.assistance_period)
    last = life.says(life.initial.last)
    rule = f"{opening(lasts)} before {last}, if the Agreement ends with the Initial Term; earlier upon a notice of termination."
    yield _of_provider(life, "exit.begins", "The Exit Period begins", begins, rule, "exit.period")
    yield _of_provider(
        life, "exit.ends", "The Exit Period ends", ends, f"{opening(lasts)} after the end of the Term, {last}.", "exit.period"
    )


def _data_return(life: Life, _: object) -> Iterator[KeyDate]:
    within = life.terms.exit.data_return.within
    yield _of_provider(
        life,
        "exit.data",
        "The Provider gives the Customer the last copy of the Customer Data",
        life.counting.end_after(life.initial.last, within),
        f"{opening(said(within))} after the end of the Term, {life.says(life.initial.last)}.",
        "exit.data",
    )


def _exit_task(life: Life, task: ExitTask) -> Iterator[KeyDate]:
    starts = agreed(task.after) is ExitTaskStart.EXIT_PERIOD_START
    since = _exit_begins(life) if starts else life.initial.last
    day = life.counting.end_after(since, task.due)
    rule = f"{opening(said(task.due))} after {'the Exit Period begins' if starts else 'the end of the Term'}, {life.says(since)}."
    yield KeyDate(
        f"exit.task.{task.id}",
        KeyDateKind.EXIT,
        agreed(task.name),
        day,
        rule + life.unlisted(day),
        "schedule-exit.duty",
        str(agreed(task.party)),
        life.holder(agreed(task.owner)),
    )


def _tail(life: Life, insurance: Insurance) -> Iterator[KeyDate]:
    tail = agreed(insurance.tail)
    if tail is None:
        return
    yield KeyDate(
        f"insurance.{insurance.id}",
        KeyDateKind.INSURANCE,
        f"The Provider keeps its {agreed(insurance.type).words} insurance until the end of this day",
        life.counting.end_after(life.initial.last, tail),
        f"{opening(said(tail))} after the end of the Term, {life.says(life.initial.last)}, if the Agreement ends with the Initial Term.",
        "insurance.policies",
        str(Side.PROVIDER),
        life.overseer(Side.PROVIDER),
    )


def _exit_begins(life: Life) -> date:
    return life.terms.exit.assistance_period.before(life.initial.last)


def _exit_ends(life: Life) -> date:
    return life.counting.end_after(life.initial.last, life.terms.exit.assistance_period)


def _of_provider(life: Life, id: str, title: str, day: date, rule: str, clause: str) -> KeyDate:
    owner = life.overseer(Side.PROVIDER)
    return KeyDate(id, KeyDateKind.EXIT, title, day, rule + life.unlisted(day), clause, str(Side.PROVIDER), owner)


RULES = (
    Rule("Termination for convenience", lambda _: Side, _for_convenience),
    Rule("The Exit Plan", whole, _exit_plan),
    Rule("The Exit Period", whole, _exit_period),
    Rule("The last copy of the Customer Data", whole, _data_return),
    Rule("A task of the exit", lambda life: agreed(life.terms.exit.tasks), _exit_task),
    Rule("Insurance after the end", lambda life: agreed(life.terms.insurance), _tail),
)
