"""Step 11: how the contract ends before its time, and what helps then."""

from __future__ import annotations

from pipeline.model.duration import Duration
from pipeline.model.intake import NONE, Answer, Column, Form, Known, Question
from pipeline.stages.intake.questions.conditions import says_yes

STEP = 11
_USUAL_FEES = ("50 %", "40 %", "30 %", "20 %", "10 %")


def _fee_rows(known: Known) -> Answer:
    try:
        years = -(-Duration.read(known.text("initial_term")).size // 12)
    except ValueError:
        years = 1
    return tuple({"year": str(year + 1), "percentage": _USUAL_FEES[min(year, len(_USUAL_FEES) - 1)]} for year in range(min(years, 20)))


QUESTIONS: tuple[Question, ...] = (
    Question(
        "customer_may_terminate",
        STEP,
        "May the Customer end the contract early without a reason?",
        form=Form.YES_NO,
        suggests=lambda known: "true",
    ),
    Question(
        "customer_notice",
        STEP,
        "How much notice must the Customer give? For example 90 days.",
        "termination.convenience.customer.notice",
        suggests=lambda known: "90 days",
        when=says_yes("customer_may_terminate"),
    ),
    Question(
        "customer_not_before",
        STEP,
        "How long must the contract have run before the Customer may leave? For example 6 months, or `none`.",
        "termination.convenience.customer.not_before",
        optional=True,
        suggests=lambda known: NONE,
        when=says_yes("customer_may_terminate"),
    ),
    Question(
        "provider_may_terminate",
        STEP,
        "May the Provider end the contract early without a reason?",
        form=Form.YES_NO,
        suggests=lambda known: "false",
    ),
    Question(
        "provider_notice",
        STEP,
        "How much notice must the Provider give? For example 6 months.",
        "termination.convenience.provider.notice",
        suggests=lambda known: "6 months",
        when=says_yes("provider_may_terminate"),
    ),
    Question(
        "early_fee",
        STEP,
        "Does the Customer pay a fee if it ends the contract early without a reason?",
        form=Form.YES_NO,
        suggests=lambda known: "false",
        when=lambda known: known.says_yes("customer_may_terminate") and known.text("charges") not in ("hourly_rate", "per_project"),
    ),
    Question(
        "early_fee_steps",
        STEP,
        "How much is the fee in each year, as a share of a year's charges?",
        "termination.early_fee.steps",
        Form.TABLE,
        suggests=_fee_rows,
        when=says_yes("early_fee"),
        columns=(
            Column("year", "Year"),
            Column("percentage", "Share of a year's charges"),
        ),
    ),
    Question(
        "exit_assistance",
        STEP,
        "For how long after the end must the Provider help with the handover? For example 3 months.",
        "exit.assistance_period",
        suggests=lambda known: "3 months",
    ),
)
