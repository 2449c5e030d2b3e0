"""What the contract is: its name, its owner, its law and its calendar."""

from __future__ import annotations

from pipeline.model.intake import Known, Question, Suggestion

STEP = 0


def law_name(known: Known) -> str:
    """The name of the governing law, which its courts mostly share."""
    law = known.given.laws.get(known.text("governing_law"))
    return law.name if law else ""


def _house(field: str) -> Suggestion:
    return lambda known: str(getattr(known.given.house.defaults, field))


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
        suggests=_house("governing_law"),
        options=lambda known: tuple(known.given.laws),
    ),
    Question(
        "courts_place", STEP, "The courts of which place decide?", "legal.courts.place", suggests=lambda known: law_name(known) or None
    ),
    Question(
        "calendar",
        STEP,
        "Which calendar says when it is a working day?",
        "calendar",
        closed=True,
        suggests=_house("calendar"),
        options=lambda known: tuple(known.given.calendars),
    ),
    Question("currency", STEP, "In which currency are the charges?", "charges.currency", closed=True, suggests=_house("currency")),
)
