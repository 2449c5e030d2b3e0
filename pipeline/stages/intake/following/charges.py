"""Charges, Additional Services, and what is owed at the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pipeline.model.intake import Known, Row
from pipeline.stages.intake.draft import Draft
from pipeline.stages.intake.questions.additional import FIXED
from pipeline.stages.intake.questions.governing import another_laws_suggestions
from pipeline.stages.intake.questions.prices import HOURLY, MIXED, PER_DEVICE, PER_USER, PROJECT, RETAINER

CHRONIC_FAILURE = "chronic_failure"
"""The reason to terminate that Service Credits define, by its id in the standard terms."""
_FORMULA = (
    "The new price is the former price multiplied by the new index and divided by the old index. The old index is that of the base "
    "month or, after a review, that of the last review. The new index is the last one published before the review."
)


def charges(draft: Draft, known: Known) -> None:
    """What each model of charging needs."""
    named = [item["id"] for item in draft.items("services")]
    for models, put in _BY_MODEL:
        if known.text("charges") in models:
            put(draft, known, named)
    draft.put("charges.taxes", "exclusive")
    if known.text("charges") == PROJECT:
        draft.put("charges.invoicing.timing", "on_acceptance")
    if known.says_yes("indexation"):
        draft.put("charges.indexation.frequency", "12 months")
        draft.put("charges.indexation.formula", _FORMULA)
        draft.put("charges.indexation.floor", "0 %")
    if not known.rows("rate_card"):
        draft.tree.pop("rate_card", None)
        draft.put("exit.charge", "included", "rate_card")


def _fixed(draft: Draft, known: Known, services: list[str]) -> None:
    unit, quantity, question = {
        PER_USER: ("user", known.text("users"), "price_per_user"),
        PER_DEVICE: ("device", known.text("devices"), "price_per_device"),
    }.get(known.text("charges"), ("lump_sum", "1", "monthly_amount"))
    charge = {"id": "base", "name": "Monthly Charge", "unit": unit, "quantity": quantity, "amount": known.text(question)}
    draft.put("charges.fixed", [{**charge, "period": "month", "services": services}], question)
    draft.origins["charges", "fixed", 0, "amount"] = (question,)


def _hourly(draft: Draft, known: Known, services: list[str]) -> None:
    rates = [item["id"] for item in draft.items("rate_card")]
    work: dict[str, Any] = {"services": services, "rates": rates, "time_records": "weekly", "billing_increment": "15 min"}
    work["not_to_exceed"] = {"amount": known.text("ceiling"), "per": "quarter", "warn_at": "80 %"}
    draft.put("charges.hourly", work, "rate_card")
    draft.origins["charges", "hourly", "not_to_exceed", "amount"] = ("ceiling",)


def _project(draft: Draft, known: Known, services: list[str]) -> None:
    for ordinal, (item, row) in enumerate(zip(draft.items("charges.per_project.milestones"), known.rows("milestones"), strict=True)):
        item["deliverables"] = [part for part in re.split(r"\s*;\s*", row.get("deliverables", "")) if part]
        draft.origins["charges", "per_project", "milestones", ordinal, "deliverables"] = ("milestones", ordinal, "deliverables")
    draft.put("charges.per_project.services", services)
    draft.put("charges.per_project.acceptance", "10 business_days")
    draft.put("charges.per_project.rework", "10 business_days")
    cap = another_laws_suggestions(known).get("charges.per_project.delay.cap", "10 %")
    draft.put("charges.per_project.delay", {"per_week": "1 %", "cap": cap})


_BY_MODEL: tuple[tuple[tuple[str, ...], Callable[[Draft, Known, list[str]], None]], ...] = (
    ((RETAINER, PER_USER, PER_DEVICE, MIXED), _fixed),
    ((HOURLY, MIXED), _hourly),
    ((PROJECT,), _project),
)


def additional_services(draft: Draft, known: Known) -> None:
    """The price of each Additional Service, by what it is counted."""
    for ordinal, (item, row) in enumerate(zip(draft.items("additional_services"), known.rows("additional_services"), strict=True)):
        item["status"] = "optional"
        item["pricing"] = {**_pricing(row), **item.get("pricing", {})}
        at = ("additional_services", ordinal, "pricing")
        draft.origins[(*at, "amount")] = ("additional_services", ordinal, "price")
        draft.origins[(*at, "unit")] = ("additional_services", ordinal, "counted_by")
        draft.origins[(*at, "estimated_quantity")] = ("additional_services", ordinal, "quantity")
    if not draft.at("additional_services"):
        draft.tree.pop("additional_services", None)


def _pricing(row: Row) -> dict[str, str]:
    unit = row.get("counted_by", FIXED)
    if unit == FIXED:
        return {"model": "fixed", "amount": row.get("price", "")}
    counted = {"model": "per_unit", "unit": unit, "amount": row.get("price", "")}
    return {**counted, "estimated_quantity": row.get("quantity", "")} if row.get("quantity") else counted


def ending(draft: Draft, known: Known) -> None:
    """Rights to terminate, fees by year with their ids, and no suspension of the services."""
    for side in ("customer", "provider"):
        draft.put(f"termination.convenience.{side}.allowed", known.text(f"{side}_may_terminate"), f"{side}_may_terminate")
    draft.put("termination.suspension_by_provider", {"allowed": "false"})
    _drop_what_cannot_happen(draft)
    steps = draft.items("termination.early_fee.steps")
    for step in steps:
        step["id"] = f"year_{step.get('year', '')}"
    if steps:
        draft.put("termination.early_fee.basis", "annual_charge")


def _drop_what_cannot_happen(draft: Draft) -> None:
    """Without Service Credits nothing says when Service Levels fail repeatedly, and this is no reason to terminate then."""
    if not draft.at("service_credits.chronic_failure"):
        reasons = draft.items("termination.reasons")
        draft.put("termination.reasons", [reason for reason in reasons if reason["id"] != CHRONIC_FAILURE])
