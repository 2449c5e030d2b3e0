"""Step 6: what the services cost."""

from __future__ import annotations

from pipeline.model.intake import Column, Form, Question, Row
from pipeline.stages.intake.questions.conditions import is_one_of, says_yes
from pipeline.stages.intake.questions.governing import law_suggests

STEP = 6
RETAINER, HOURLY, PROJECT, MIXED = "monthly_retainer", "hourly_rate", "per_project", "mixed"
PER_USER, PER_DEVICE = "per_user", "per_device"
RATES: tuple[Row, ...] = (
    {"role": "Support engineer", "unit": "hour", "out_of_hours": "1.5"},
    {"role": "Senior engineer", "unit": "hour", "out_of_hours": "1.5"},
)

QUESTIONS: tuple[Question, ...] = (
    Question(
        "charges",
        STEP,
        "How are the services paid?",
        "charges.model",
        closed=True,
        suggests=lambda known: RETAINER,
        help="A monthly retainer is one sum for all; `mixed` is a retainer and work by the hour.",
    ),
    Question(
        "monthly_amount",
        STEP,
        "What is the sum for a month?",
        like="charges.fixed.*.amount",
        when=is_one_of("charges", RETAINER, MIXED),
        label="Monthly Charge",
    ),
    Question(
        "price_per_user",
        STEP,
        "What does one user cost a month?",
        like="charges.fixed.*.amount",
        when=is_one_of("charges", PER_USER),
        label="price per user and month",
    ),
    Question(
        "price_per_device",
        STEP,
        "What does one device cost a month?",
        like="charges.fixed.*.amount",
        when=is_one_of("charges", PER_DEVICE),
        label="price per device and month",
    ),
    Question(
        "rate_card",
        STEP,
        "What do people cost by the hour or day?",
        "rate_card",
        Form.TABLE,
        key="role",
        suggests=lambda known: RATES,
        columns=(
            Column("role", "Who works"),
            Column("unit", "Hour or day", default="hour"),
            Column("rate", "Rate"),
            Column("out_of_hours", "Multiplied outside Business Hours by", to="out_of_hours_multiplier", default="1.5"),
        ),
        help="Also for what is ordered beyond the scope, and for help at the end.",
    ),
    Question(
        "ceiling",
        STEP,
        "What is the most that may be charged by the hour in a quarter?",
        like="charges.hourly.not_to_exceed.amount",
        when=is_one_of("charges", HOURLY, MIXED),
        label="ceiling of work by the hour",
    ),
    Question(
        "milestones",
        STEP,
        "Which milestones are there?",
        "charges.per_project.milestones",
        Form.TABLE,
        key="name",
        when=is_one_of("charges", PROJECT),
        columns=(
            Column("name", "Milestone"),
            Column("deliverables", "What is delivered, with semicolons between", to="", like="charges.per_project.milestones.*.name"),
            Column("acceptance_criteria", "By what it is accepted"),
            Column("due", "When it is due"),
            Column("amount", "Paid on acceptance"),
        ),
        help="In order of time.",
    ),
    Question(
        "market_assumptions",
        STEP,
        "Why is the price fair?",
        "charges.market_assumptions",
        help="Other offers, prices of the market. It never leaves your house.",
    ),
    Question(
        "expenses",
        STEP,
        "Are expenses paid besides?",
        "charges.expenses.policy",
        closed=True,
        suggests=lambda known: "included",
        help="`included`: no. `pre_approved`: when approved before. `pre_approved_over`: above a sum when approved before.",
    ),
    Question(
        "expenses_threshold",
        STEP,
        "Above which sum must expenses be approved before?",
        "charges.expenses.threshold",
        when=is_one_of("expenses", "pre_approved_over"),
    ),
    Question("indexation", STEP, "Do prices follow an index?", form=Form.YES_NO, suggests=lambda known: "false"),
    Question(
        "index",
        STEP,
        "Which index, published by whom?",
        "charges.indexation.index",
        suggests=lambda known: law_suggests("charges.indexation.index", known),
        when=says_yes("indexation"),
    ),
    Question(
        "index_base_month",
        STEP,
        "From which month is it measured?",
        "charges.indexation.base_month",
        when=says_yes("indexation"),
        help="The month of the start or an earlier one: 2026-04.",
    ),
    Question(
        "index_first_review",
        STEP,
        "On which day may prices change first?",
        "charges.indexation.first_review",
        when=says_yes("indexation"),
    ),
    Question(
        "index_cap",
        STEP,
        "By how much may they rise at most at one review?",
        "charges.indexation.cap",
        suggests=lambda known: "5 %",
        when=says_yes("indexation"),
    ),
)
