"""What the contract is: its name, its owner, its law and its calendar."""

from __future__ import annotations

from pipeline.model.intake import Answer, Known, Question
from pipeline.stages.intake.questions.governing import another_law_suggests, law_name, law_suggests

STEP = 0


def _calendar(known: Known) -> Answer:
    """The calendar that the law suggests, where our house has it."""
    suggested = another_law_suggests("calendar", known)
    return suggested if suggested and suggested in known.given.calendars else known.given.house.defaults.calendar


def _currency(known: Known) -> Answer:
    return another_law_suggests("charges.currency", known) or known.given.house.defaults.currency


def _courts(known: Known) -> Answer | None:
    return law_suggests("legal.courts.place", known) or law_name(known) or None


QUESTIONS: tuple[Question, ...] = (
    Question(
        "title",
        STEP,
        "What is the title of the contract?",
        "meta.title",
        closed=True,
        suggests=lambda known: "IT Support Services Agreement",
    ),
    Question(
        "contract_number",
        STEP,
        "Which number has the contract in your house?",
        "meta.contract_number",
        suggests=lambda known: known.given.contract.upper(),
    ),
    Question(
        "owner", STEP, "Who in your house answers for this contract?", "meta.owner", help="A name and a role: Priya Raman, Head of IT."
    ),
    Question("drafted_by", STEP, "Who drafts it?", "meta.drafted_by", suggests=lambda known: known.text("owner") or None),
    Question(
        "governing_law",
        STEP,
        "Which law governs the contract?",
        "legal.governing_law",
        closed=True,
        suggests=lambda known: known.given.house.defaults.governing_law,
        options=lambda known: tuple(known.given.laws),
    ),
    Question(
        "courts_place",
        STEP,
        "The courts of which place decide?",
        "legal.courts.place",
        suggests=_courts,
    ),
    Question(
        "calendar",
        STEP,
        "Which calendar says when it is a working day?",
        "calendar",
        closed=True,
        suggests=_calendar,
        options=lambda known: tuple(known.given.calendars),
    ),
    Question(
        "currency",
        STEP,
        "In which currency are the charges?",
        "charges.currency",
        closed=True,
        suggests=_currency,
    ),
)
