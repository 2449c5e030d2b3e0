"""Steps 6 and 10: what the services cost, and what may be ordered besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.model.intake import Answer, Column, Form, Known, Question, Row

PRICES, ADDITIONAL = 6, 10
RETAINER, HOURLY, PROJECT, MIXED = "monthly_retainer", "hourly_rate", "per_project", "mixed"
PER_USER, PER_DEVICE = "per_user", "per_device"
FIXED = "fixed"
RATES: tuple[Row, ...] = (
    {"role": "Support engineer", "unit": "hour", "out_of_hours": "1.5"},
    {"role": "Senior engineer", "unit": "hour", "out_of_hours": "1.5"},
)


@dataclass(frozen=True, slots=True)
class _Offer:
    """An Additional Service that is often foreseen."""

    name: str
    description: str
    kind: str
    counted_by: str
    period: str
    order_by: str = "change_request"
    quantity: str = ""


OFFERS = (
    _Offer(
        "Data backup", "Backup storage beyond the volume in scope, with the same retention and tests.", "data_backup", "gigabyte", "month"
    ),
    _Offer(
        "Cybersecurity", "Monitoring of all endpoints around the clock, with containment of attacks.", "cybersecurity", "device", "month"
    ),
    _Offer("Cloud computing", "Cloud servers for systems of the Customer, including their operation.", "cloud_computing", FIXED, "month"),
    _Offer("IT consulting", "Advice on the development of the infrastructure.", "it_consulting", FIXED, "once", "order_form"),
)


def _is(*models: str) -> Callable[[Known], bool]:
    return lambda known: known.text("charges") in models


def _offer_rows(known: Known) -> Answer:
    return tuple(_offer_row(name, known) for name in known.words("additional_list"))


def _offer_row(name: str, known: Known) -> Row:
    offer = next((offer for offer in OFFERS if offer.name == name), None)
    if offer is None:
        return {"name": name, "kind": "other", "counted_by": FIXED, "period": "month", "quantity": "", "order_by": "change_request"}
    counts = {"device": known.text("devices"), "gigabyte": "1000"}
    return {
        "name": name,
        "description": offer.description,
        "kind": offer.kind,
        "counted_by": offer.counted_by,
        "period": offer.period,
        "quantity": counts.get(offer.counted_by, ""),
        "order_by": offer.order_by,
    }


def _has_hours(known: Known) -> bool:
    return known.text("charges") in (HOURLY, MIXED)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "charges",
        PRICES,
        "How are the services paid?",
        "charges.model",
        closed=True,
        suggests=lambda known: RETAINER,
        help="A monthly retainer is one sum for all; `mixed` is a retainer and work by the hour.",
    ),
    Question(
        "monthly_amount",
        PRICES,
        "What is the sum for a month?",
        like="charges.fixed.*.amount",
        when=_is(RETAINER, MIXED),
        label="Monthly Charge",
    ),
    Question(
        "price_per_user",
        PRICES,
        "What does one user cost a month?",
        like="charges.fixed.*.amount",
        when=_is(PER_USER),
        label="price per user and month",
    ),
    Question(
        "price_per_device",
        PRICES,
        "What does one device cost a month?",
        like="charges.fixed.*.amount",
        when=_is(PER_DEVICE),
        label="price per device and month",
    ),
    Question(
        "rate_card",
        PRICES,
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
        PRICES,
        "What is the most that may be charged by the hour in a quarter?",
        like="charges.hourly.not_to_exceed.amount",
        when=_has_hours,
        label="ceiling of work by the hour",
    ),
    Question(
        "milestones",
        PRICES,
        "Which milestones are there?",
        "charges.per_project.milestones",
        Form.TABLE,
        key="name",
        when=_is(PROJECT),
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
        PRICES,
        "Why is the price fair?",
        "charges.market_assumptions",
        help="Other offers, prices of the market. It never leaves your house.",
    ),
    Question(
        "expenses",
        PRICES,
        "Are expenses paid besides?",
        "charges.expenses.policy",
        closed=True,
        suggests=lambda known: "included",
        help="`included`: no. `pre_approved`: when approved before. `pre_approved_over`: above a sum when approved before.",
    ),
    Question(
        "expenses_threshold",
        PRICES,
        "Above which sum must expenses be approved before?",
        "charges.expenses.threshold",
        when=lambda known: known.text("expenses") == "pre_approved_over",
    ),
    Question("indexation", PRICES, "Do prices follow an index?", form=Form.YES_NO, suggests=lambda known: "false"),
    Question(
        "index", PRICES, "Which index, published by whom?", "charges.indexation.index", when=lambda known: known.says_yes("indexation")
    ),
    Question(
        "index_base_month",
        PRICES,
        "From which month is it measured?",
        "charges.indexation.base_month",
        when=lambda known: known.says_yes("indexation"),
        help="The month of the start or an earlier one: 2026-04.",
    ),
    Question(
        "index_first_review",
        PRICES,
        "On which day may prices change first?",
        "charges.indexation.first_review",
        when=lambda known: known.says_yes("indexation"),
    ),
    Question(
        "index_cap",
        PRICES,
        "By how much may they rise at most at one review?",
        "charges.indexation.cap",
        suggests=lambda known: "5 %",
        when=lambda known: known.says_yes("indexation"),
    ),
    Question(
        "additional_list",
        ADDITIONAL,
        "Which Additional Services may be ordered?",
        form=Form.SEVERAL,
        separator=", ",
        others=True,
        options=lambda known: tuple(offer.name for offer in OFFERS),
        suggests=lambda known: (),
        help="Choose from the list, and add services of your own by their names.",
    ),
    Question(
        "additional_services",
        ADDITIONAL,
        "What does each of them cost, and how is it ordered?",
        "additional_services",
        Form.TABLE,
        key="name",
        suggests=_offer_rows,
        when=lambda known: bool(known.words("additional_list")),
        columns=(
            Column("name", "Additional Service"),
            Column("description", "What it comprises"),
            Column("kind", "Kind", default="other"),
            Column("price", "Price", to="", like="additional_services.*.pricing.amount"),
            Column("counted_by", "For what: fixed, gigabyte, device, user, item", to="", default=FIXED),
            Column("period", "For which period", to="pricing.period", default="month"),
            Column("quantity", "How many are expected", to="", like="additional_services.*.pricing.estimated_quantity", optional=True),
            Column("order_by", "How it is ordered", default="change_request"),
        ),
    ),
)
