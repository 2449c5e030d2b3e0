"""What is due while the contract is carried out: taking over, milestones, meetings and reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.lifecycle.counting import NoDay, opening, periods, said
from pipeline.lifecycle.dates.series import same_weekday
from pipeline.lifecycle.life import Life
from pipeline.lifecycle.rule import Rule, whole
from pipeline.model.key_dates import Appointment, KeyDate, KeyDateKind
from pipeline.model.terms.calendar import Weekday
from pipeline.model.terms.charges import Milestone, project_work
from pipeline.model.terms.governance import Meeting, MeetingSlot, Report
from pipeline.model.terms.named import Frequency, Side
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.transition import TaskStart, TransitionTask

_WITHOUT_DAYS = (Frequency.ON_EVENT, Frequency.DAILY)
"""What happens on an event, or every day, needs no reminder on a day of its own."""


def _transition(life: Life, _: object) -> Iterator[KeyDate]:
    period = agreed(life.terms.term.transition_period)
    if agreed(life.terms.transition) is None:
        return
    if period is None:
        day, rule = life.service_start, "By the Service Start Date."
    else:
        day = life.counting.end_from(life.effective, period)
        rule = f"{opening(said(period))} from the Effective Date, {life.says(life.effective)}, which counts."
    title, owner = "The Provider completes the Transition", life.overseer(Side.PROVIDER)
    yield KeyDate("transition", KeyDateKind.TRANSITION, title, day, rule, "transition.duty", str(Side.PROVIDER), owner)


def _task(life: Life, task: TransitionTask) -> Iterator[KeyDate]:
    from_effective = agreed(task.after) is TaskStart.EFFECTIVE_DATE
    since = life.effective if from_effective else life.service_start
    day = life.counting.end_after(since, agreed(task.due))
    named = "Effective Date" if from_effective else "Service Start Date"
    rule = f"{opening(said(task.due))} after the {named}, {life.says(since)}." + life.unlisted(day)
    yield KeyDate(
        f"transition.{task.id}",
        KeyDateKind.TRANSITION,
        agreed(task.name),
        day,
        rule,
        "transition.tasks",
        str(agreed(task.party)),
        life.holder(agreed(task.owner)),
    )


def _tasks(life: Life) -> tuple[TransitionTask, ...]:
    transition = agreed(life.terms.transition)
    return agreed(transition.tasks) if transition else ()


def _milestones(life: Life) -> tuple[Milestone, ...]:
    work = project_work(agreed(life.terms.charges))
    return agreed(work.milestones) if work else ()


def _milestone(life: Life, milestone: Milestone) -> Iterator[KeyDate]:
    title = f"Milestone: {agreed(milestone.name)}"
    rule, owner = "The Milestone Date that the Schedule names.", life.overseer(Side.PROVIDER)
    day = agreed(milestone.due)
    yield KeyDate(f"milestone.{milestone.id}", KeyDateKind.MILESTONE, title, day, rule, "projects.duty", str(Side.PROVIDER), owner)


def _meeting(life: Life, meeting: Meeting) -> Iterator[KeyDate]:
    frequency, slot = agreed(meeting.frequency), agreed(meeting.slot)
    if frequency in _WITHOUT_DAYS:
        return
    if slot is None:
        first, *further = _last_days(life, frequency)
        rule = f"Held {said(frequency)}, at the latest on this day of each {_PERIODS[frequency]}; no day is fixed yet."
        appointment = None
    else:
        first, *further = same_weekday(frequency, agreed(slot.first), life.initial.last)
        appointment = _appointment(life, slot)
        rule = f"Held {said(frequency)}, first on {life.says(first)} at {slot.at} ({appointment.time_zone})." + _on_holidays(
            life, [first, *further]
        )
    title, owner = agreed(meeting.name), life.holder(agreed(meeting.chair))
    id, clause = f"meeting.{meeting.id}", "governance.meetings"
    yield KeyDate(
        id,
        KeyDateKind.MEETING,
        title,
        first,
        rule,
        clause,
        owner=owner,
        further=tuple(further),
        every=frequency,
        appointment=appointment,
    )


_PERIODS = {
    Frequency.WEEKLY: "week",
    Frequency.FORTNIGHTLY: "fortnight",
    Frequency.MONTHLY: "month",
    Frequency.QUARTERLY: "calendar quarter",
    Frequency.HALF_YEARLY: "half-year",
    Frequency.ANNUAL: "Contract Year",
}


def _last_days(life: Life, frequency: Frequency) -> Iterator[date]:
    """The last day of each period; of a week the last that is a business day of the calendar."""
    last_of_week = max(list(Weekday).index(day) for day in agreed(life.counting.calendar.business_days))
    for _, end in _periods(life, frequency):
        yield end - timedelta(days=max(0, end.weekday() - last_of_week)) if frequency is Frequency.WEEKLY else end


def _periods(life: Life, frequency: Frequency) -> Iterator[tuple[date, date]]:
    return periods(frequency, life.service_start, life.initial.last, life.initial.first)


def _appointment(life: Life, slot: MeetingSlot) -> Appointment:
    lasts = agreed(slot.lasts)
    if lasts.kind != "time":
        raise NoDay(f"a meeting that lasts {said(lasts)} has no time of the day")
    return Appointment(agreed(slot.at), lasts.size, agreed(life.counting.calendar.timezone))


def _on_holidays(life: Life, days: list[date]) -> str:
    closed = [life.says(day) for day in days if not life.counting.calendar.is_business_day(day)]
    if not closed:
        return ""
    return f" No Business Day: {', '.join(closed)}. The chair moves these meetings."


def _report(life: Life, report: Report) -> Iterator[KeyDate]:
    frequency, due = agreed(report.frequency), agreed(report.due_within)
    if frequency in _WITHOUT_DAYS:
        return
    first, *further = (life.counting.end_after(end, due) for _, end in _periods(life, frequency))
    rule = f"{opening(said(due))} after the end of each {_PERIODS[frequency]}." + life.unlisted(first, *further)
    yield KeyDate(
        f"report.{report.id}",
        KeyDateKind.REPORT,
        f"{agreed(report.name)} is due",
        first,
        rule,
        "governance.reports",
        str(Side.PROVIDER),
        life.overseer(Side.PROVIDER),
        further=tuple(further),
    )


RULES = (
    Rule("The end of the Transition", whole, _transition),
    Rule("A task of the Transition", _tasks, _task),
    Rule("A Milestone", _milestones, _milestone),
    Rule("A meeting", lambda life: agreed(life.terms.governance.meetings), _meeting),
    Rule("A report", lambda life: agreed(life.terms.governance.reports), _report),
)
