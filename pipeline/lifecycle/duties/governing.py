"""Duties of managing the contract: meetings, reports, the communication plan, people, and the exit."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lifecycle.counting import said
from pipeline.lifecycle.duties.duty import ON_EVENT, how_often, of_party, of_provider
from pipeline.lifecycle.life import Life
from pipeline.lifecycle.rule import Rule, whole
from pipeline.model.obligation import Obligation
from pipeline.model.terms.governance import Communication, Meeting, Report
from pipeline.model.terms.named import Frequency, Side
from pipeline.model.terms.open_points import agreed


def _meeting(life: Life, meeting: Meeting) -> Iterator[Obligation]:
    chair = next((each for each in agreed(life.terms.contacts) if each.id == agreed(meeting.chair)), None)
    party = agreed(chair.party) if chair else Side.CUSTOMER
    hold = f"hold the {agreed(meeting.name)} with those whom the Schedule names"
    owner = life.held_by(agreed(meeting.chair))
    frequency = agreed(meeting.frequency)
    yield of_party(life, party, f"meeting.{meeting.id}", hold, how_often(frequency), how_often(frequency), "governance.meetings", owner)


def _papers(life: Life, _: object) -> Iterator[Obligation]:
    agenda = "send the agenda and the papers of each meeting to those who attend"
    yield of_provider(life, "agenda", agenda, "on the Business Day before the meeting", ON_EVENT, "governance.agenda")
    note = "send those who attended a note of the decisions and actions"
    yield of_provider(life, "minutes", note, "on the Business Day after the meeting", ON_EVENT, "governance.minutes")


def _report(life: Life, report: Report) -> Iterator[Obligation]:
    frequency = agreed(report.frequency)
    to = ", ".join(life.held_by(role).role or role for role in agreed(report.to))
    send = f"send the {agreed(report.name)} to: {to}"
    what = "the event" if frequency is Frequency.ON_EVENT else "the end of the period reported"
    within = f"within {said(agreed(report.due_within))} after {what}"
    yield of_provider(life, f"report.{report.id}", send, within, how_often(frequency), "governance.reports")


def _communication(life: Life, line: Communication) -> Iterator[Obligation]:
    contact = next((each for each in agreed(life.terms.contacts) if each.id == agreed(line.contact)), None)
    party = agreed(contact.party) if contact else Side.PROVIDER
    audience = ", ".join(life.held_by(role).role or role for role in agreed(line.audience))
    tell = f"inform of {agreed(line.topic)}, by {agreed(line.channel).words}: {audience}"
    every = agreed(line.update_every)
    due = f"while it lasts at least every {said(every)}" if every else how_often(agreed(line.frequency))
    owner = life.held_by(agreed(line.contact))
    recurs = how_often(agreed(line.frequency))
    yield of_party(life, party, f"communication.{line.id}", tell, due, recurs, "governance.communication", owner)


def _key_people(life: Life, _: object) -> Iterator[Obligation]:
    personnel = agreed(life.terms.personnel)
    if personnel and agreed(personnel.key):
        tell = "tell the Customer of the replacement of a key person, and propose an equally qualified successor"
        before = f"at least {said(agreed(personnel.replacement_notice))} before, where it can foresee it"
        yield of_provider(life, "key-person", tell, before, ON_EVENT, "personnel.replacement")


def _exit(life: Life, _: object) -> Iterator[Obligation]:
    update = "bring the Exit Plan up to date"
    due = "at the beginning of each Contract Year and of the Exit Period"
    yield of_provider(life, "exit-plan.update", update, due, "annual", "exit.plan")
    if agreed(life.terms.exit.tasks):
        progress = "report the progress on the tasks of the exit to the Customer"
        yield of_provider(
            life, "exit.progress", progress, "once in each calendar week of the Exit Period", "weekly", "schedule-exit.progress"
        )


RULES: tuple[Rule[Obligation], ...] = (
    Rule("A meeting", lambda life: agreed(life.terms.governance.meetings), _meeting),
    Rule("Papers of meetings", whole, _papers),
    Rule("A report", lambda life: agreed(life.terms.governance.reports), _report),
    Rule("A line of the communication plan", lambda life: agreed(life.terms.governance.communication_plan), _communication),
    Rule("Key people", whole, _key_people),
    Rule("The exit", whole, _exit),
)
