"""The standard of our house: accepted as a whole, or opened and answered one by one."""

from __future__ import annotations

from typing import Any

from pipeline.model.intake import Answer, Condition, Form, Known, Question, Suggestion
from pipeline.model.terms.paths import Shape, field_at
from pipeline.model.terms.service_clock import ServiceClock
from pipeline.model.terms.writing import value_at, with_value, written
from pipeline.stages.intake.questions import levels
from pipeline.stages.intake.questions.governing import another_laws_suggestions
from pipeline.stages.intake.questions.standard_words import WORDS

STEP = 12
CLOCK = "service_levels.clock"
OPENED = (
    "service_levels.response_definition",
    "charges.invoicing.due",
    "charges.invoicing.late_interest.rate",
    "charges.invoicing.late_interest.over",
    "data_protection.personal_data",
    "data_protection.breach_notice",
    "security.incident_notice",
    "security.penetration_test",
    "intellectual_property.deliverables",
    "confidentiality.lasts",
    "warranties.standard",
    "liability.general_cap.period",
    "liability.general_cap.percentage",
    "liability.enhanced_cap.multiple_of_general",
    "exit.plan_due",
    "exit.charge",
    "dispute.then",
    "legal.assignment",
    "legal.subcontracting",
    "legal.non_solicit",
    "legal.force_majeure_limit",
    "legal.execution.form",
    "legal.execution.method",
)
"""The values of the standard, beside the clock, that a contract may have otherwise without further words."""
SUMS = ("liability.general_cap.floor",)
"""Sums of the standard; in another currency than that of our house they are asked for."""


def standard(known: Known) -> dict[str, Any]:
    """The terms that our house gives every contract, as a file would say them; some are others under another law than that of our house."""
    terms = known.given.house.defaults.terms
    return _under_its_law(_without_empty(written(terms)), known) if terms else {}


def _under_its_law(tree: dict[str, Any], known: Known) -> dict[str, Any]:
    for path, value in another_laws_suggestions(known).items():
        if value_at(tree, path) is not None:
            tree = with_value(tree, path, value) or tree
    return tree


def _without_empty(tree: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something; a list that is empty may as well be absent."""
    return {key: _without_empty(value) if isinstance(value, dict) else value for key, value in tree.items() if value != []}


def in_house_currency(known: Known) -> bool:
    """Whether the sums of the standard fit the contract."""
    return known.text("currency") == known.given.house.defaults.currency


def _suggests(path: str) -> Suggestion:
    def suggested(known: Known) -> Answer | None:
        found = value_at(standard(known), path)
        if isinstance(found, list):
            return tuple(found)
        return found if isinstance(found, str) else None

    return suggested


def _suggests_sum(path: str) -> Suggestion:
    def suggested(known: Known) -> Answer | None:
        found = _suggests(path)(known)
        return found if isinstance(found, str) and in_house_currency(known) else None

    return suggested


def _opened(by: str) -> Condition:
    return lambda known: not known.says_yes(by)


def _question(path: str, step: int, by: str) -> Question:
    """The question for one value of the standard."""
    field = field_at(path)
    form = Form.LINES if field.shape is Shape.LIST else Form.YES_NO if bool in field.types else Form.VALUE
    when: Condition = _opened(by)
    if path.startswith("data_protection.") and path != "data_protection.personal_data":
        when = lambda known: not known.says_yes(by) and known.says_yes("data_protection_personal_data")  # noqa: E731
    return Question(name_of(path), step, WORDS[path], path, form, suggests=_suggests(path), when=when, optional=field.optional)


def name_of(path: str) -> str:
    """The name among the answers of a value of the standard."""
    return f"clock_{path.rpartition('.')[2]}" if path.startswith(CLOCK) else path.replace(".", "_")


CLOCK_QUESTIONS: tuple[Question, ...] = (
    Question(
        "clock_standard",
        levels.STEP,
        "Shall response and resolution times be measured by your company's standard?",
        form=Form.YES_NO,
        suggests=lambda known: "true",
        help="It says when the clock starts and pauses, and in which month a ticket counts: data/house.yaml, "
        "`defaults.terms.service_levels.clock`. `no` asks about each point.",
    ),
    *(_question(f"{CLOCK}.{name}", levels.STEP, "clock_standard") for name in ServiceClock.model_fields),
)
QUESTIONS: tuple[Question, ...] = (
    Question(
        "standard_terms",
        STEP,
        "Shall your company's standard terms apply to the rest: liability, insurance, data, security, disputes?",
        form=Form.YES_NO,
        suggests=lambda known: "true",
        help="They stand in data/house.yaml under `defaults.terms`. `no` asks about each of them.",
    ),
    *(_question(path, STEP, "standard_terms") for path in OPENED),
    Question(
        "liability_floor",
        STEP,
        "What is the lowest amount to which liability may be limited? For example 40000.",
        SUMS[0],
        suggests=_suggests_sum(SUMS[0]),
        when=lambda known: not in_house_currency(known) or not known.says_yes("standard_terms"),
    ),
    Question(
        "insured_sum",
        STEP,
        "For how much must the Provider be insured, for each claim? For example 1500000.",
        like="insurance.*.minimum",
        when=lambda known: (
            not in_house_currency(known)
            and known.given.house.defaults.terms is not None
            and bool(known.given.house.defaults.terms.insurance)
        ),
    ),
)
