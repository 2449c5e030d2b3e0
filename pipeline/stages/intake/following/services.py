"""Services, scope, Service Levels and assets."""

from __future__ import annotations

from typing import Any

from pipeline.model.intake import NONE, OPEN, Known, Row
from pipeline.stages.intake.draft import Draft, slug, slugs
from pipeline.stages.intake.following.people import owner_role
from pipeline.stages.intake.questions.assets import covers, service_of
from pipeline.stages.intake.questions.levels import highest_window
from pipeline.stages.intake.questions.services import HARDWARE, SOFTWARE
from pipeline.stages.intake.questions.standard import standard

TOLERANCE = "10 %"
_BACKUP = {
    "recovery_point": "24 h",
    "recovery_time": "8 h",
    "frequency": "daily",
    "retention": "90 days",
    "offsite": "true",
    "restore_test": "quarterly",
}
_STEPS = (
    ("high", "High", "the whole organisation or a critical service", "work has stopped and there is no workaround"),
    ("medium", "Medium", "a department or more than five users", "work is impaired or continues by a workaround"),
    ("low", "Low", "one to five users", "work is hardly affected and can wait"),
)
"""Impact and urgency: id, name, what the one means and what the other."""


def scope(draft: Draft, known: Known) -> None:
    """Sites with their address line by line; exclusions and contributions with ids."""
    for ordinal, (site, row) in enumerate(zip(draft.items("scope.sites"), known.rows("sites"), strict=True)):
        site["address"] = _lines(row.get("address", ""))
        draft.origins["scope", "sites", ordinal, "address"] = ("sites", ordinal, "address")
    _with_ids(draft, "scope.exclusions", known.words("exclusions"), "exclusions")
    _with_ids(draft, "scope.customer_dependencies", known.words("dependencies"), "dependencies", relief="true")
    draft.put("scope.relief_notice_within", "2 business_days")


def _lines(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()] or [words]


def _with_ids(draft: Draft, path: str, texts: tuple[str, ...], origin: str, **more: str) -> None:
    names = slugs(" ".join(text.split()[:3]) for text in texts)
    draft.put(path, [{"id": name, "text": text, **more} for name, text in zip(names, texts, strict=True)], origin)
    for ordinal in range(len(texts)):
        draft.origins[(*path.split("."), ordinal, "text")] = (origin, ordinal)


def services(draft: Draft, known: Known) -> None:
    """Each service with its window, its priorities, its owner and its price."""
    draft.put("ticket_types", ["incident", "service_request", "problem", "change"])
    owner = owner_role(known)
    for ordinal, item in enumerate(draft.items("services")):
        item |= {"in_scope": "true", "price": "charged", "window": known.text("service_window")}
        item |= {"priorities": priorities(known), "owner": owner}
        draft.origins["services", ordinal, "window"] = ("service_window",)
        draft.origins["services", ordinal, "owner"] = ("escalation",)
        if "volumes" in item:
            item["volumes"]["tolerance"] = TOLERANCE
        if item.get("category") == "continuity":
            item["backup"] = dict(_BACKUP)
    _reach(draft, known)


def _reach(draft: Draft, known: Known) -> None:
    """The channels of support, which stand with the first service; the first of them is staffed while the highest priority's time runs."""
    found = {kind: known.text(f"support_{kind}") for kind in ("phone", "portal", "email")}
    named = [(kind, address) for kind, address in found.items() if address not in ("", NONE)]
    first = next(iter(draft.items("services")), None)
    if first is None or not named:
        return
    usual = known.text("service_window")
    windows = [highest_window(known) or usual, *(usual for _ in named[1:])]
    first["channels"] = [_channel(*each, window, known) for each, window in zip(named, windows, strict=True)]
    for ordinal, (kind, _) in enumerate(named):
        draft.origins["services", 0, "channels", ordinal, "address"] = (f"support_{kind}",)


def _channel(kind: str, address: str, window: str, known: Known) -> dict[str, Any]:
    return {"id": kind, "type": kind, "address": address, "window": window, "priorities": priorities(known)}


def priorities(known: Known) -> list[str]:
    """The ids of the priorities, the highest first."""
    return [f"p{number}" for number in range(1, len(known.rows("priorities")) + 1)]


def service_levels(draft: Draft, known: Known) -> None:
    """The ids of the priorities, the matrix of impact and urgency, and Service Credits where they are agreed."""
    for name, target in zip(priorities(known), draft.items("service_levels.targets"), strict=True):
        target["id"] = name
    _matrix(draft, known)
    credits = standard(known).get("service_credits")
    if credits and known.says_yes("service_credits"):
        draft.put("service_credits", credits, "service_credits")


def _matrix(draft: Draft, known: Known) -> None:
    names = priorities(known)
    if not names:
        return
    ids = [step[0] for step in _STEPS]
    draft.put("priority_matrix.impacts", [{"id": id, "name": name, "text": text} for id, name, text, _ in _STEPS])
    draft.put("priority_matrix.urgencies", [{"id": id, "name": name, "text": text} for id, name, _, text in _STEPS])
    cells = {
        impact: {urgency: names[min(row + column, len(names) - 1)] for column, urgency in enumerate(ids)} for row, impact in enumerate(ids)
    }
    draft.put("priority_matrix.cells", cells, "priorities")
    draft.put("priority_matrix.reclassification", {"decides": "customer_initially", "dispute": owner_role(known)}, "escalation")


def assets(draft: Draft, known: Known) -> None:
    """Each asset at its site and under its service; each row of the matrix with the assets that it is about."""
    draft.put("assets", draft.at("assets") or {})
    for kind in (HARDWARE, SOFTWARE):
        if covers(kind, known):
            _place_assets(draft, kind, known)
    found = {kind: draft.items(f"assets.{kind}") for kind in (HARDWARE, SOFTWARE)}
    rows = draft.items("responsibilities")
    for row, answered in zip(rows, known.rows("responsibilities"), strict=True):
        row["applies_to"] = [asset["id"] for kind, items in found.items() for asset in items if _concerns(answered, kind)]
    # The contract has a table of them, which is empty as long as nobody knows the assets.
    draft.put("responsibilities", rows or OPEN, "responsibilities")


def _concerns(row: Row, kind: str) -> bool:
    """Ownership is a matter of hardware, licences are one of software; all else is one of both."""
    only = {"ownership_and_replacement": HARDWARE, "disposal": HARDWARE, "licence_procurement": SOFTWARE}
    return only.get(row.get("activity", ""), kind) == kind


def _place_assets(draft: Draft, kind: str, known: Known) -> None:
    sites = {row.get("name", ""): item["id"] for row, item in zip(known.rows("sites"), draft.items("scope.sites"), strict=True)}
    names = {row.get("name", ""): item["id"] for row, item in zip(known.rows("services"), draft.items("services"), strict=True)}
    for ordinal, (item, row) in enumerate(zip(draft.items(f"assets.{kind}"), known.rows(kind), strict=True)):
        service = service_of(row, kind, known)
        item["service"] = names.get(service, slug(service))
        draft.origins["assets", kind, ordinal, "service"] = (kind, ordinal, "service")
        if kind == HARDWARE:
            item["site"] = sites.get(row.get("site", ""), slug(row.get("site", "")))
            draft.origins["assets", kind, ordinal, "site"] = (kind, ordinal, "site")
