"""What has to stay valid: insurances, and the warranty and support of the makers of what is supported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.lifecycle.counting import ONE_DAY
from pipeline.lifecycle.life import Life
from pipeline.lifecycle.rule import Rule, whole
from pipeline.model.key_dates import KeyDate, KeyDateKind
from pipeline.model.terms.assets import HardwareAsset, SoftwareAsset
from pipeline.model.terms.named import Side
from pipeline.model.terms.open_points import agreed


def _proof(life: Life, _: object) -> Iterator[KeyDate]:
    if not agreed(life.terms.insurance):
        return
    yield KeyDate(
        "insurance-proof",
        KeyDateKind.INSURANCE,
        "The Provider sends proof of each insurance",
        life.service_start - ONE_DAY,
        f"Before the Service Start Date, {life.says(life.service_start)}; again after each renewal.",
        "insurance.proof",
        str(Side.PROVIDER),
        life.overseer(Side.PROVIDER),
    )


def _continuity_plan(life: Life, _: object) -> Iterator[KeyDate]:
    continuity = agreed(life.terms.business_continuity)
    if continuity is None or not agreed(continuity.plan):
        return
    contact = agreed(continuity.contact)
    owner = life.holder(contact) if contact else life.overseer(Side.PROVIDER)
    title = "The Provider gives the Customer its continuity plan"
    rule, clause = "On the Service Start Date at the latest.", "schedule-security.plan-copy"
    yield KeyDate("continuity-plan", KeyDateKind.REVIEW, title, life.service_start, rule, clause, str(Side.PROVIDER), owner)


def _ends_of_hardware(life: Life, asset: HardwareAsset) -> Iterator[KeyDate]:
    ends = (("warranty", agreed(asset.vendor_warranty_until)), ("support", agreed(asset.vendor_support_until)))
    for what, day in ends:
        if day:
            yield _end(life, asset.id, agreed(asset.make_and_model), what, day, "schedule-assets.hardware-support", "manufacturer")


def _end_of_software(life: Life, asset: SoftwareAsset) -> Iterator[KeyDate]:
    if day := agreed(asset.vendor_support_until):
        yield _end(life, asset.id, agreed(asset.product), "support", day, "schedule-assets.software-table", "vendor")


def _end(life: Life, id: str, name: str, what: str, day: date, clause: str, maker: str) -> KeyDate:
    title = f"The {maker}\u2019s {what} of {name} ends"
    rule = "The last day that the Asset Register names."
    return KeyDate(f"{what}.{id}", KeyDateKind.WARRANTY, title, day, rule, clause, str(Side.CUSTOMER), life.overseer(Side.CUSTOMER))


RULES = (
    Rule("Proof of insurance", whole, _proof),
    Rule("The continuity plan", whole, _continuity_plan),
    Rule("Warranty and support of hardware", lambda life: agreed(life.terms.assets.hardware), _ends_of_hardware),
    Rule("Support of software", lambda life: agreed(life.terms.assets.software), _end_of_software),
)
