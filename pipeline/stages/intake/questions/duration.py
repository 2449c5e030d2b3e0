"""Step 3: how long the contract lasts, and how it renews."""

from __future__ import annotations

from datetime import date

from pipeline.model.duration import Duration
from pipeline.model.intake import Answer, Known, Question
from pipeline.stages.intake.questions.conditions import is_one_of

STEP = 3
_HANDOVER = Duration.read("1 month")
"""What the tasks before the start of the services take: the last of them is due 28 days after the Effective Date."""


def _a_month_later(known: Known) -> Answer | None:
    try:
        return _HANDOVER.after(date.fromisoformat(known.text("effective_date"))).isoformat()
    except ValueError:
        return None


QUESTIONS: tuple[Question, ...] = (
    Question(
        "effective_date",
        STEP,
        "On which day does the contract take effect? Year-month-day, for example 2027-01-31.",
        "term.effective_date",
        closed=True,
        help="From this day the parties are bound, and they prepare the start of the services.",
    ),
    Question(
        "service_start_date",
        STEP,
        "On which day do the services start? They should leave time for the handover.",
        "term.service_start_date",
        closed=True,
        suggests=_a_month_later,
    ),
    Question(
        "initial_term",
        STEP,
        "How long does the contract last at first? For example 24 months or 3 years.",
        "term.initial_term",
        suggests=lambda known: "24 months",
        help="Counted from the start of the services.",
        label="Initial Term",
    ),
    Question(
        "renewal",
        STEP,
        "What happens when that time is over?",
        "term.renewal.mode",
        closed=True,
        suggests=lambda known: "auto",
        help="`auto`: it renews unless a party gives notice. `by_agreement`: it renews only if both sign. `none`: it ends.",
    ),
    Question(
        "renewal_period",
        STEP,
        "For how long does it renew each time? For example 12 months.",
        "term.renewal.period",
        suggests=lambda known: "12 months",
        when=is_one_of("renewal", "auto", "by_agreement"),
    ),
    Question(
        "max_renewals",
        STEP,
        "How many times may it renew? For example 2.",
        "term.renewal.max_renewals",
        suggests=lambda known: "2",
        when=is_one_of("renewal", "auto", "by_agreement"),
    ),
    Question(
        "non_renewal_notice_customer",
        STEP,
        "How long before the end must the Customer say that it does not want to renew? For example 30 days.",
        "term.renewal.non_renewal_notice.customer",
        suggests=lambda known: "30 days",
        when=is_one_of("renewal", "auto"),
    ),
    Question(
        "non_renewal_notice_provider",
        STEP,
        "How long before the end must the Provider say that it does not want to renew?",
        "term.renewal.non_renewal_notice.provider",
        suggests=lambda known: "180 days",
        when=is_one_of("renewal", "auto"),
    ),
    Question(
        "agree_before_expiry",
        STEP,
        "How long before the end must both have agreed to renew?",
        "term.renewal.agree_before_expiry",
        suggests=lambda known: "3 months",
        when=is_one_of("renewal", "by_agreement"),
    ),
)
