"""From the answers to the data of the contract: each answer at its place, and what follows from several of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.model.intake import NONE, OPEN, Form, Known, Question, Row
from pipeline.model.terms.named import Side
from pipeline.stages.intake.draft import Draft, slugs
from pipeline.stages.intake.following import charges, people, services
from pipeline.stages.intake.questions import QUESTIONS
from pipeline.stages.intake.questions.governing import law_of
from pipeline.stages.intake.questions.parties import our_party
from pipeline.stages.intake.questions.standard import in_house_currency, standard


def drawn(known: Known) -> Draft:
    """The data of the contract; what is to be agreed stands in it as such."""
    draft = Draft()
    _meta(draft, known)
    _put_standard(draft, known)
    for question in QUESTIONS:
        if question.path and known.is_asked(question.id):
            _put_answer(draft, question, known)
    for follow in _FOLLOWING:
        follow(draft, known)
    return draft


def _meta(draft: Draft, known: Known) -> None:
    defaults = known.given.house.defaults
    law = law_of(known)
    draft.put("meta", {"schema_version": "1"})
    draft.put("meta.language", str(law.language if law else defaults.language), "governing_law")
    draft.put("meta.side", str(defaults.side))
    draft.put("meta.order_of_precedence", ["key_terms", "standard_terms", "schedules"])
    draft.put("term.runs_from", "service_start_date")
    draft.put("legal.courts", {"jurisdiction": known.text("governing_law"), "exclusive": "true"}, "governing_law")
    party = our_party(known)
    if party is not None:
        draft.put(f"parties.{defaults.side}", party)


def _put_standard(draft: Draft, known: Known) -> None:
    for name, section in standard(known).items():
        if name in ("service_credits", "insurance"):
            continue
        for field, value in section.items() if isinstance(section, Mapping) else ():
            draft.put(f"{name}.{field}", value)
    if not known.says_yes("standard_terms") and known.answer("data_protection_personal_data") == "false":
        draft.put("data_protection", {})
    _insure(draft, known)


def _insure(draft: Draft, known: Known) -> None:
    insured = standard(known).get("insurance", [])
    if not in_house_currency(known):
        insured = [{**item, "minimum": known.text("insured_sum")} for item in insured]
        for ordinal in range(len(insured)):
            draft.origins["insurance", ordinal, "minimum"] = ("insured_sum",)
    if insured:
        draft.put("insurance", insured)


def _put_answer(draft: Draft, question: Question, known: Known) -> None:
    answer = known.answer(question.id)
    if question.form is Form.TABLE and answer != OPEN:
        draft.put(question.path, _items(draft, question, known.rows(question.id)), question.id)
    elif answer == NONE and question.optional:
        return
    elif isinstance(answer, str):
        draft.put(question.path, answer, question.id)
    elif answer is not None:
        draft.put(question.path, list(answer), question.id)


def _items(draft: Draft, question: Question, rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """The items of a list, each with an id; the place of a cell within its row is remembered."""
    names = slugs(row.get(question.key, "") for row in rows) if question.key else ["" for _ in rows]
    items = []
    around = tuple(question.path.split("."))
    for ordinal, (row, name) in enumerate(zip(rows, names, strict=True)):
        item = Draft({"id": name} if name else {})
        draft.origins[(*around, ordinal)] = (question.id, ordinal)
        for column in question.columns:
            value = row.get(column.name, column.default)
            if column.field and value:
                item.put(column.field, value)
                draft.origins[(*around, ordinal, *column.field.split("."))] = (question.id, ordinal, column.name)
        items.append(item.tree)
    return items


def _parties(draft: Draft, known: Known) -> None:
    for side in Side:
        party = draft.at(f"parties.{side}")
        if isinstance(party, dict) and not party.get("managing_directors", True):
            del party["managing_directors"]


_FOLLOWING: tuple[Callable[[Draft, Known], None], ...] = (
    services.scope,
    services.services,
    services.service_levels,
    services.assets,
    charges.charges,
    charges.additional_services,
    people.escalation,
    people.governance,
    people.changes,
    people.transition,
    charges.ending,
    _parties,
)
