"""What is told beside the tickets: outages, other measures, and what both parties agreed on for the month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypeVar

from pipeline import measure, store
from pipeline.measure import tables
from pipeline.model.adjustment import Adjustments, Reclassification
from pipeline.model.diagnostic import Diagnostic, Related, Span, error, warning
from pipeline.model.positions import Positions
from pipeline.model.times import YearMonth
from pipeline.stages.monitoring.agreed import Agreed
from pipeline.stages.monitoring.taking import Taken
from pipeline.store.root import Root

Row = TypeVar("Row")
Refused: TypeAlias = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told of a month beside its tickets. `outages` is None where nobody gave a list, so that nothing is known of them."""

    outages: tuple[measure.Outage, ...] | None
    others: tuple[tables.OtherMeasure, ...]
    adjusted: Adjustments


def told_beside(
    root: Root, agreed: Agreed, period: YearMonth, taken: Taken, *, outages: Path | None, measures: Path | None
) -> tuple[Beside, list[Diagnostic]]:
    """What the lists and the adjustments of a month say, and what is wrong with them."""
    adjusted, findings = _adjustments(root, agreed, period, taken)
    zone, services = measure.policy_of(agreed.terms).zone, [service.id for service in agreed.terms.services]
    out = _list(outages, lambda file: tables.outages_in(file, zone, services), findings)
    others = _list(measures, tables.measures_in, findings)
    own = tuple(each for each in others if each.period == period)
    findings += _idle_outages(agreed, outages, out) if outages else ()
    if measures and others and not own:
        findings.append(warning("idle-measures", Span(str(measures)), f"no measure of this list is of {period}"))
    return Beside(out if outages else None, own, adjusted), findings


def _idle_outages(agreed: Agreed, file: Path, outages: Sequence[measure.Outage]) -> Iterator[Diagnostic]:
    """The outages of services of which the agreement measures no Availability."""
    measured = {target.service for target in agreed.terms.service_levels.availability}
    for service in sorted({outage.service for outage in outages} - measured):
        message = f"the agreement sets no Availability for `{service}`, so its outages count for nothing"
        yield warning("idle-outages", Span(str(file)), message)


def _list(file: Path | None, read: Callable[[Path], tuple[tuple[Row, ...], Refused]], findings: list[Diagnostic]) -> tuple[Row, ...]:
    if file is None:
        return ()
    try:
        rows, refused = read(file)
    except tables.Unreadable as fault:
        findings.append(error(fault.code, Span(str(file)), f"this list cannot be read: {fault.message}", fault.hint or None))
        return ()
    findings += _refused_lines(file, refused)
    return rows


def _refused_lines(file: Path, refused: Sequence[tuple[int, str]]) -> Iterator[Diagnostic]:
    # An outage that nobody counted would make the Availability too high, so a bad line stops the month.
    return (error("bad-line", Span(str(file), line), reason, "mend the line, or take it out") for line, reason in refused)


def _adjustments(root: Root, agreed: Agreed, period: YearMonth, taken: Taken) -> tuple[Adjustments, list[Diagnostic]]:
    read, faults = store.load_adjustments(root, agreed.contract, period)
    if read is None:
        return Adjustments(), list(faults)
    return read.noun, [*faults, *_adjustment_faults(read.noun, read.positions, agreed, taken)]


def _doubled(adjustments: Adjustments, positions: Positions) -> Iterator[Diagnostic]:
    """What was agreed on of a ticket and had been agreed on by an earlier item already, be it the same or another figure."""
    said: dict[tuple[str, str], int] = {}
    for number, each in enumerate(adjustments.adjustments):
        subjects = {(each.ticket, subject) for subject in each.subjects} if each.agreed_by is not None else set()
        earlier = min((said[subject] for subject in subjects if subject in said), default=None)
        if earlier is not None:
            related = Related(positions.of_key(("adjustments", earlier, "id")), "the earlier one")
            message = f"`{adjustments.adjustments[earlier].id}` adjusts the same of {each.ticket} already"
            place = positions.of_key(("adjustments", number, "id"))
            yield error("doubled-adjustment", place, message, "keep the one that was agreed on", related)
        said = dict.fromkeys(subjects, number) | said


def _adjustment_faults(adjustments: Adjustments, positions: Positions, agreed: Agreed, taken: Taken) -> Iterator[Diagnostic]:
    tickets, levels = taken.intake.numbers, {target.id for target in agreed.terms.service_levels.targets}
    yield from _doubled(adjustments, positions)
    for number, each in enumerate(adjustments.adjustments):
        within = ("adjustments", number)
        if each.ticket not in tickets:
            message = f"`{each.ticket}` is not among the tickets that are judged"
            yield error("unknown-ticket", positions.of_value((*within, "ticket")), message, taken.why_not(each.ticket) or None)
        if not agreed.has(each.clause):
            message = f"version {agreed.version} has no clause or paragraph `{each.clause}`"
            yield error("unknown-clause", positions.of_value((*within, "clause")), message)
        if isinstance(each, Reclassification) and each.priority not in levels:
            message = f"`{each.priority}` is not a Priority of the agreement"
            yield error("unknown-priority", positions.of_value((*within, "priority")), message)
        if each.agreed_by is None:
            message = f"nobody has agreed to adjust {each.ticket}, so it counts as it stands"
            yield warning("not-agreed", positions.of_key((*within, "id")), message, "write `agreed_by` once the other party has agreed")
    for number, charge in enumerate(adjustments.charges):
        if charge.amount.currency != agreed.terms.charges.currency:
            message = f"`{charge.amount}` is not in the currency of the Charges, {agreed.terms.charges.currency}"
            yield error("mixed-currency", positions.of_value(("charges", number, "amount")), message)
