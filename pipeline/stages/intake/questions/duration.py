"""Step 3: how long the contract lasts, and how it renews."""

from __future__ import annotations

from pipeline.model.intake import Question
from pipeline.stages.intake.questions.conditions import is_one_of

STEP = 3

QUESTIONS: tuple[Question, ...] = (
    Question(
        "effective_date",
        STEP,
        "From which day does the contract bind?",
        "term.effective_date",
        closed=True,
        help="Year-month-day: 2027-01-31.",
    ),
    Question(
        "service_start_date",
        STEP,
        "On which day do the services start?",
        "term.service_start_date",
        closed=True,
        suggests=lambda known: known.text("effective_date") or None,
    ),
    Question(
        "initial_term",
        STEP,
        "How long does it last at first?",
        "term.initial_term",
        suggests=lambda known: "24 months",
        help="In months or years: 36 months.",
        label="Initial Term",
    ),
    Question(
        "renewal",
        STEP,
        "Does it renew when that time is over?",
        "term.renewal.mode",
        closed=True,
        suggests=lambda known: "auto",
        help="`auto`: unless a party gives notice. `by_agreement`: only if both say so. `none`: it ends.",
    ),
    Question(
        "renewal_period",
        STEP,
        "For how long each time?",
        "term.renewal.period",
        suggests=lambda known: "12 months",
        when=is_one_of("renewal", "auto", "by_agreement"),
    ),
    Question(
        "max_renewals",
        STEP,
        "How often at most?",
        "term.renewal.max_renewals",
        suggests=lambda known: "2",
        when=is_one_of("renewal", "auto", "by_agreement"),
    ),
    Question(
        "non_renewal_notice_customer",
        STEP,
        "How long before the end must the Customer say that it does not renew?",
        "term.renewal.non_renewal_notice.customer",
        suggests=lambda known: "30 days",
        when=is_one_of("renewal", "auto"),
    ),
    Question(
        "non_renewal_notice_provider",
        STEP,
        "And the Provider?",
        "term.renewal.non_renewal_notice.provider",
        suggests=lambda known: "180 days",
        when=is_one_of("renewal", "auto"),
    ),
    Question(
        "agree_before_expiry",
        STEP,
        "How long before the end must both agree?",
        "term.renewal.agree_before_expiry",
        suggests=lambda known: "3 months",
        when=is_one_of("renewal", "by_agreement"),
    ),
)
