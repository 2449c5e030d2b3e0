"""What the contract is: its name, its owner, its law and its calendar."""

from __future__ import annotations

from pipeline.model.intake import Answer, Known, Question
from pipeline.stages.intake.questions.governing import another_laws_suggestions, law_name, law_suggests

STEP = 0


def _calendar(known: Known) -> Answer:
    """The calendar that the law suggests, where our house has it."""
    suggested = another_laws_suggestions(known).get("calendar", "")
    return suggested if suggested in known.given.calendars else known.given.house.defaults.calendar


def _currency(known: Known) -> Answer:
    return another_laws_suggestions(known).get("charges.currency", known.given.house.defaults.currency)


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
        "What number does the contract have in your files? For example ITS-2027-0001.",
        "meta.contract_number",
        suggests=lambda known: known.given.contract.upper(),
    ),
    Question(
        "owner",
        STEP,
        "Who in your company is responsible for this contract? For example Priya Raman, Head of IT.",
        "meta.owner",
        help="A name, a comma and a role. The contract names this person as the one who oversees it for you.",
    ),
    Question(
        "drafted_by",
        STEP,
        "Who is drafting it? A name and a role, as before.",
        "meta.drafted_by",
        suggests=lambda known: known.text("owner") or None,
    ),
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
        "Where would a lawsuit about the contract be brought? For example England and Wales, or Frankfurt am Main.",
        "legal.courts.place",
        suggests=_courts,
    ),
    Question(
        "calendar",
        STEP,
        "Which calendar of working days and public holidays applies to the services?",
        "calendar",
        closed=True,
        suggests=_calendar,
        options=lambda known: tuple(known.given.calendars),
    ),
    Question(
        "currency",
        STEP,
        "In which currency will the charges be? For example GBP, EUR or USD.",
        "charges.currency",
        closed=True,
        suggests=_currency,
    ),
)
