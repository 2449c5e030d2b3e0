"""Repeated text: the same schedule three times over costs about three times as much, not nine times, and pairs as it stands."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from pipeline.compare import Settings, changes_in, forget, redline
from pipeline.model.change import ChangeKind
from pipeline.model.document import Document, Part, PartKind, Revision
from pipeline.model.redline import accepted, rejected

US = Settings(Revision("Fernhill"))
SENTENCES = ("The Provider shall keep a record of each task.", "The Customer shall give access to the site.", "It is so.")


def steps_between(old: Document, new: Document) -> int:
    """How many functions are called to compare: the same number each time, unlike seconds."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    forget()
    sys.setprofile(count)
    try:
        changes_in(redline(old, new, US))
    finally:
        sys.setprofile(None)
    return calls


@pytest.fixture
def repeated(build) -> Callable[..., Document]:
    """Schedules of repeated sentences; every `nth` point is another one in the second version."""

    def make(schedules: int, points: int, nth: int = 0) -> Document:
        def words(at: int) -> str:
            return f"Another sentence stands here, of {at}." if nth and at % nth == 0 else SENTENCES[at % 3]

        def schedule(name: str) -> Part:
            said = [build.paragraph(f"{name}.a/{at}", words(at)) for at in range(points)]
            return Part(PartKind.SCHEDULE, name, (), (build.clause(f"{name}.a", "Tasks", build.points(*said)),))

        return build.document(schedules=tuple(schedule(f"schedule-{number}") for number in range(schedules)))

    return make


def test_three_times_the_schedule_costs_hardly_more_than_three_times_as_much(repeated):
    once, thrice = (steps_between(repeated(count, 60), repeated(count, 60, 7)) for count in (1, 3))

    assert thrice < 3.5 * once


def test_a_list_of_repeated_sentences_costs_in_step_with_its_length(repeated):
    short, long = (steps_between(repeated(1, points), repeated(1, points, 7)) for points in (300, 900))

    assert long < 4 * short


def test_repeated_sentences_pair_as_they_stand(repeated):
    old, new = repeated(3, 60), repeated(3, 60, 7)

    marked = redline(old, new, US)

    assert (accepted(marked), rejected(marked)) == (new, old)
    assert {change.kind for change in changes_in(marked)} <= {ChangeKind.ADDED, ChangeKind.DROPPED, ChangeKind.WORDS}
    assert len([change for change in changes_in(marked) if change.kind is ChangeKind.ADDED]) <= 3 * 9
