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
        "How will the services be paid?",
        "charges.model",
        closed=True,
        suggests=lambda known: RETAINER,
        help="A monthly retainer is one sum for all; `mixed` is a retainer and work by the hour.",
    ),
    Question(
        "monthly_amount",
        STEP,
        "How much is the charge for a month? For example 4500.",
        like="charges.fixed.*.amount",
        when=is_one_of("charges", RETAINER, MIXED),
        label="Monthly Charge",
    ),
    Question(
        "price_per_user",
        STEP,
        "How much is the charge for one user and month? For example 18.",
        like="charges.fixed.*.amount",
        when=is_one_of("charges", PER_USER),
        label="price per user and month",
    ),
    Question(
        "price_per_device",
        STEP,
        "How much is the charge for one device and month? For example 45.",
        like="charges.fixed.*.amount",
        when=is_one_of("charges", PER_DEVICE),
        label="price per device and month",
    ),
    Question(
        "rate_card",
        STEP,
        "What are the hourly or daily rates of the Provider's people?",
        "rate_card",
        Form.TABLE,
        key="role",
        suggests=lambda known: RATES,
        columns=(
            Column("role", "Role"),
            Column("unit", "Hour or day", default="hour"),
            Column("rate", "Rate"),
            Column("out_of_hours", "Factor outside business hours", to="out_of_hours_multiplier", default="1.5"),
        ),
        help="They apply to what is ordered beyond the scope, and to help at the end.",
    ),
    Question(
        "ceiling",
        STEP,
        "How much may work by the hour cost in a quarter at most? For example 12000.",
        like="charges.hourly.not_to_exceed.amount",
        when=is_one_of("charges", HOURLY, MIXED),
        label="ceiling of work by the hour",
    ),
    Question(
        "milestones",
        STEP,
        "What are the milestones of the project?",
        "charges.per_project.milestones",
        Form.TABLE,
        key="name",
        when=is_one_of("charges", PROJECT),
        columns=(
            Column("name", "Milestone"),
            Column("deliverables", "Deliverables, with semicolons between", to="", like="charges.per_project.milestones.*.name"),
            Column("acceptance_criteria", "Test of acceptance"),
            Column("due", "Due date"),
            Column("amount", "Sum paid on acceptance"),
        ),
        help="In order of time. Each is paid when its result has been accepted.",
    ),
    Question(
        "market_assumptions",
        STEP,
        "Why is the price fair? For example: three offers between GBP 4200 and GBP 5600 a month.",
        "charges.market_assumptions",
        help="It is for your company alone and is never printed.",
    ),
    Question(
        "expenses",
        STEP,
        "Does the Customer also pay expenses, such as travel?",
        "charges.expenses.policy",
        closed=True,
        suggests=lambda known: "included",
        help="`included`: no, the charges cover them. `pre_approved`: those it has approved before. "
        "`pre_approved_over`: small ones always, and those above a sum if it has approved them before.",
    ),
    Question(
        "expenses_threshold",
        STEP,
        "Above which sum must an expense be approved before? For example 100.",
        "charges.expenses.threshold",
        when=is_one_of("expenses", "pre_approved_over"),
    ),
    Question(
        "indexation", STEP, "May prices rise with an index, such as consumer prices?", form=Form.YES_NO, suggests=lambda known: "false"
    ),
    Question(
        "index",
        STEP,
        "Which index is it, and who publishes it?",
        "charges.indexation.index",
        suggests=lambda known: law_suggests("charges.indexation.index", known),
        when=says_yes("indexation"),
    ),
    Question(
        "index_base_month",
        STEP,
        "Which month's index is the starting point? For example 2026-12.",
        "charges.indexation.base_month",
        when=says_yes("indexation"),
        help="The month in which the services start, or an earlier one.",
    ),
    Question(
        "index_first_review",
        STEP,
        "On which day may prices change for the first time? For example 2028-01-01.",
        "charges.indexation.first_review",
        when=says_yes("indexation"),
    ),
    Question(
        "index_cap",
        STEP,
        "By how much may prices rise at one review? For example 5 %.",
        "charges.indexation.cap",
        suggests=lambda known: "5 %",
        when=says_yes("indexation"),
    ),
)
