"""The Covered Assets and the responsibility matrix: somebody answers for each, and only one."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place, the
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.positions import Positions
from pipeline.model.terms.assets import Activity, HardwareAsset, Raci, Responsibility, SoftwareAsset, SupportLevel
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.section import joined

Asset = HardwareAsset | SoftwareAsset
_ACCOUNTABLE = (Raci.ACCOUNTABLE, Raci.ACCOUNTABLE_AND_RESPONSIBLE)
_RESPONSIBLE = (Raci.RESPONSIBLE, Raci.ACCOUNTABLE_AND_RESPONSIBLE)
_NEEDED = (Activity.INSTALL, Activity.MAINTAIN, Activity.UPDATE, Activity.TROUBLESHOOT)


def _rows(terms: Terms) -> tuple[Responsibility, ...]:
    return terms.responsibilities


@for_each(_rows)
def not_one_accountable(terms: Terms, positions: Positions, row: Responsibility) -> Iterator[Diagnostic]:
    """V50. An activity for which both parties are accountable, or neither.

    Wrong: `customer: A` and `provider: AR`. Right: `customer: C` and `provider: AR`. Two who answer for one thing each point at the other.
    """
    accountable = [party for party in (row.customer, row.provider) if agreed(party) in _ACCOUNTABLE]
    if len(accountable) == 1:
        return
    found = "both parties are accountable" if accountable else "neither party is accountable"
    message = f"{found} for `{row.id}`: the Customer has `{row.customer}`, the Provider `{row.provider}`"
    related = other_place(positions, f"responsibilities.{row.id}.customer", "the Customer's part")
    place = positions.of_value(f"responsibilities.{row.id}.provider")
    yield error("not-one-accountable", place, message, "expected `A` or `AR` for exactly one", related)


@for_each(_rows)
def nobody_responsible(terms: Terms, positions: Positions, row: Responsibility) -> Iterator[Diagnostic]:
    """V50. An activity that neither party does.

    Wrong: `customer: A` and `provider: I`. Right: `customer: A` and `provider: R`. What nobody does is not done.
    """
    if all(agreed(party) not in _RESPONSIBLE for party in (row.customer, row.provider)):
        message = f"neither party is responsible for `{row.id}`: the Customer has `{row.customer}`, the Provider `{row.provider}`"
        related = other_place(positions, f"responsibilities.{row.id}.customer", "the Customer's part")
        place = positions.of_value(f"responsibilities.{row.id}.provider")
        yield error("nobody-responsible", place, message, "expected `R` or `AR` for at least one", related)


def activity_twice(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V50. An activity about one asset in two rows.

    Wrong: two rows with `activity: install` that both apply to `switches`. Right: one row. Two rows can make two parties accountable.
    """
    first: dict[tuple[Activity, str], str] = {}
    for row in terms.responsibilities:
        for ordinal, asset in enumerate(row.applies_to):
            former = first.setdefault((agreed(row.activity), asset), row.id)
            if former != row.id:
                message = f"`{row.id}` says who does `{row.activity}` about `{asset}`, and so does `{former}`"
                related = other_place(positions, f"responsibilities.{former}.id", "the other row")
                place = positions.of_value(f"responsibilities.{row.id}.applies_to.{ordinal}")
                yield error("activity-twice", place, message, "take the asset out of one of the two", related)


def _assets(terms: Terms) -> Iterator[tuple[str, Asset]]:
    for field, assets in (("hardware", terms.assets.hardware), ("software", terms.assets.software)):
        for asset in agreed(assets):
            yield f"assets.{field}.{asset.id}", asset


@for_each(_assets)
def asset_without_row(terms: Terms, positions: Positions, placed: tuple[str, Asset]) -> Iterator[Diagnostic]:
    """V51. A covered asset that has no row for an activity which every asset needs.

    Wrong: an asset that is in no row with `activity: update`. Right: a row each for install, maintain, update and troubleshoot. What
    nobody is named for is not done. Assets with `support_level: excluded` need no row.
    """
    path, asset = placed
    if agreed(asset.support_level) is SupportLevel.EXCLUDED:
        return
    covered = {agreed(row.activity) for row in terms.responsibilities if asset.id in row.applies_to}
    missing = [activity.value for activity in _NEEDED if activity not in covered]
    if missing:
        message = f"nothing says who does {joined(missing)} about `{asset.id}`"
        hint = "add it to the `applies_to` of such a row in `responsibilities`"
        yield error("asset-without-row", positions.of_value(f"{path}.id"), message, hint)


@for_each(_assets)
def asset_of_foreseen_service(terms: Terms, positions: Positions, placed: tuple[str, Asset]) -> Iterator[Diagnostic]:
    """V51. A covered asset whose service is not provided from the start.

    Wrong: `service: cloud` for an asset, where `cloud` has `in_scope: false`. Right: a service in scope, or `support_level: excluded`.
    Nobody would have to look after the asset.
    """
    path, asset = placed
    if agreed(asset.support_level) is not SupportLevel.EXCLUDED and not the(terms.services, asset.service).in_scope:
        message = f"`{asset.id}` is covered by `{asset.service}`, which is not in scope"
        related = other_place(positions, f"services.{asset.service}.in_scope", "the scope")
        yield error("asset-of-foreseen-service", positions.of_value(f"{path}.service"), message, None, related)


@for_each(_assets)
def past_vendor_support(terms: Terms, positions: Positions, placed: tuple[str, Asset]) -> Iterator[Diagnostic]:
    """V52. An asset with full support that its vendor does not support any more; a warning if that happens during the term.

    Wrong: `vendor_support_until: 2025-10-14` and `support_level: full`. Right: `best_effort`, `labour_only` or `excluded`. Without
    the vendor's patches nobody can promise a resolution.
    """
    path, asset = placed
    until = asset.vendor_support_until
    if until is None or agreed(asset.support_level) is not SupportLevel.FULL:
        return
    starts, ends = terms.term.service_start_date, terms.derived.expiry_date
    hint = "expected `best_effort`, `labour_only` or `excluded`, or a replacement in time"
    related = other_place(positions, f"{path}.support_level", "the support level")
    place = positions.of_value(f"{path}.vendor_support_until")
    if until < starts:
        message = f"`{asset.id}` has full support, but its vendor's ended on {until}, before the services start on {starts}"
        yield error("past-vendor-support", place, message, hint, related)
    elif until < ends:
        message = f"`{asset.id}` has full support until {ends}, but its vendor's ends on {until}"
        yield warning("past-vendor-support", place, message, hint, related)


RULES: tuple[Rule, ...] = (
    not_one_accountable,
    nobody_responsible,
    activity_twice,
    asset_without_row,
    asset_of_foreseen_service,
    past_vendor_support,
)
