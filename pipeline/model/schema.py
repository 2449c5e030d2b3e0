"""The JSON Schema of what a person writes, for completion and checks in editors."""

from __future__ import annotations

from typing import Any

from pipeline.model.adjustment import Adjustments
from pipeline.model.amendment import AmendmentWords
from pipeline.model.law import Law
from pipeline.model.letter import LetterCard
from pipeline.model.library import Card
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.house import House
from pipeline.model.terms.letter import GivenFacts
from pipeline.model.terms.section import Section
from pipeline.model.ticket_mapping import TicketMapping
from pipeline.model.workflow import Workflow

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def contract_schema() -> dict[str, Any]:
    """The schema of each file of a contract: a contract may be split, so no top-level key is required in every file."""
    schema = _schema(Terms, "Contract")
    del schema["required"]
    return schema


def calendar_schema() -> dict[str, Any]:
    """The schema of a calendar."""
    return _schema(Calendar, "Calendar")


def house_schema() -> dict[str, Any]:
    """The schema of house.yaml."""
    return _schema(House, "House")


def card_schema() -> dict[str, Any]:
    """The schema of a clause's clause.yaml."""
    return _schema(Card, "Clause")


def law_schema() -> dict[str, Any]:
    """The schema of a governing law's law.yaml."""
    return _schema(Law, "Law")


def letter_schema() -> dict[str, Any]:
    """The schema of a letter's letter.yaml."""
    return _schema(LetterCard, "Letter")


def amendment_schema() -> dict[str, Any]:
    """The schema of the sentences of amendments, amendment.yaml."""
    return _schema(AmendmentWords, "Amendment")


def facts_schema() -> dict[str, Any]:
    """The schema of the facts of a letter, which a file of the user's gives."""
    return _schema(GivenFacts, "Facts of a letter")


def mapping_schema() -> dict[str, Any]:
    """The schema of how a service desk's export is read."""
    return _schema(TicketMapping, "Mapping")


def adjustments_schema() -> dict[str, Any]:
    """The schema of what was agreed on for a Measurement Period after its tickets were counted."""
    return _schema(Adjustments, "Adjustments")


def workflow_schema() -> dict[str, Any]:
    """The schema of workflow.yaml."""
    return _schema(Workflow, "Workflow")


def _schema(section: type[Section], title: str) -> dict[str, Any]:
    schema = section.model_json_schema(mode="validation", ref_template="#/$defs/{model}")
    return {"$schema": _DIALECT, "title": title, **_without_titles(schema)}


def _without_titles(node: Any) -> Any:
    """The schema without the titles that pydantic makes from field names; a property named `title` is a mapping and stays."""
    if isinstance(node, dict):
        return {key: _without_titles(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    return [_without_titles(value) for value in node] if isinstance(node, list) else node
