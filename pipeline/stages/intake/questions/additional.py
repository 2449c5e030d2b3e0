"""Step 10: what may be ordered besides."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.intake import Answer, Column, Form, Known, Question, Row

STEP = 10
FIXED = "fixed"


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


QUESTIONS: tuple[Question, ...] = (
    Question(
        "additional_list",
        STEP,
        "Which additional services might you want to order later?",
        form=Form.SEVERAL,
        separator=", ",
        others=True,
        options=lambda known: tuple(offer.name for offer in OFFERS),
        suggests=lambda known: (),
        help="Choose from the list, and add services of your own by their names.",
    ),
    Question(
        "additional_services",
        STEP,
        "How much does each of them cost, and how is it ordered?",
        "additional_services",
        Form.TABLE,
        key="name",
        suggests=_offer_rows,
        when=lambda known: bool(known.words("additional_list")),
        columns=(
            Column("name", "Additional Service"),
            Column("description", "What it includes"),
            Column("kind", "Kind", default="other"),
            Column("price", "Price", to="", like="additional_services.*.pricing.amount"),
            Column("counted_by", "Unit of the price (fixed, gigabyte, device, user or item)", to="", default=FIXED),
            Column("period", "Period of the price (once, month or year)", to="pricing.period", default="month"),
            Column("quantity", "Expected quantity", to="", like="additional_services.*.pricing.estimated_quantity", optional=True),
            Column("order_by", "Way to order it", default="change_request"),
        ),
    ),
)
