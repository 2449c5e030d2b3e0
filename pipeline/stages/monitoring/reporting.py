"""The report for the service review: the month on paper, with what the agreement says beside each figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction

from pipeline.model.report import Chart, Report, Section, Series
from pipeline.model.sheet import Column, Grid, Record
from pipeline.model.terms.performance import Attainment, shortened, shown_time
from pipeline.model.terms.service_credits import Measure
from pipeline.model.ticket import natural
from pipeline.model.times import YearMonth
from pipeline.stages.monitoring import consequences
from pipeline.stages.monitoring.month import Month
from pipeline.stages.monitoring.telling import late_duties, named, rows_accounted, sentence

MOST_MONTHS = 12


def report_of(month: Month) -> Report:
    """The month as a report that both parties may read."""
    sections = (
        *(_attainment, _availability, _misses, _duties, consequences.credits, consequences.repeated_failures, _open, _escalations),
        *(_by_service, _requests, _others, _signs, consequences.adjustments, _rows, consequences.dates),
    )
    return Report(
        title=f"Service Level report for {named(month.period)}",
        subject=month.agreed.terms.meta.title,
        lead=f"In {named(month.period)}, {sentence(month)}.",
        facts=tuple(_facts(month)),
        sections=tuple(section for make in sections if (section := make(month)) is not None),
        language=month.agreed.terms.meta.language,
    )


def _facts(month: Month) -> Iterator[tuple[str, str]]:
    meta = month.agreed.terms.meta
    yield "Agreement", f"{meta.title}, {meta.contract_number}, version {month.agreed.version}"
    yield "Measurement Period", f"{named(month.period)}{'' if month.is_over else ', which has not ended: all figures are provisional'}"
    yield "Export", f"{month.taken.file.rpartition('/')[2]}, sha256 {month.taken.sha256[:16]}"
    yield "Rows", rows_accounted(month)


def _attainment(month: Month) -> Section:
    clause = month.agreed.clause
    says = (
        f"A Service Level is met if its exact fraction is equal to its target or higher ({clause('attainment.formula')}, "
        f"{clause('attainment.fraction')}). Percentages are cut after two decimals, and never rounded up."
    )
    columns = _columns(("Service Level", 4), ("Target", 2), ("Met", 2), ("Counted", 2), ("Attainment", 3), ("Verdict", 7))
    of_tickets = (each for each in month.attainments if each.level.measure is not Measure.AVAILABILITY)
    rows = [Record(_cells(each), stressed=each.is_failure) for each in of_tickets]
    return Section("Service Levels", (says,), (Grid("", columns, tuple(rows)),), _charts(month))


def _cells(each: Attainment) -> tuple[str, ...]:
    rule = f": {each.rule}" if each.rule else ""
    return each.level.words, str(each.target), *each.amounts, each.shown, f"{each.verdict}{rule}".capitalize()


def _by_service(month: Month) -> Section | None:
    """The Service Levels by service, in the order of the agreement, where the export tells of services."""
    services = {service.id: service for service in month.agreed.terms.services}
    told = [each for each in month.record.by_service(month.period) if each[0] in services]
    ordered = sorted(told, key=lambda each: [*services].index(each[0]))
    rows = [
        Record((services[service].name, level.words, str(met), str(counted), _in_per_cent(met, counted)), stressed=met < counted)
        for service, level, counted, met in ordered
    ]
    columns = _columns(("Service", 6), ("Service Level", 4), ("Met", 2), ("Counted", 2), ("Share", 2))
    return Section("Service Levels by service", (), (Grid("", columns, tuple(rows)),)) if rows else None


def _charts(month: Month) -> tuple[Chart, ...]:
    """The Attainments month by month, where there is more than one month to see."""
    months = sorted({each.period for each in month.all_attainments})[-MOST_MONTHS:]
    if len(months) < 2:
        return ()
    return tuple(_chart(month, kind, months) for kind in (Measure.RESPONSE, Measure.RESOLUTION))


def _chart(month: Month, kind: Measure, months: Sequence[YearMonth]) -> Chart:
    known = {(each.level.of, each.period): each for each in month.all_attainments if each.level.measure is kind}
    levels = tuple(dict.fromkeys(of for of, _ in known))
    series = tuple(Series(of.upper(), tuple(_share(known.get((of, each))) for each in months)) for of in levels)
    words = "; ".join(f"{of.upper()} {known[(of, months[-1])].shown}" for of in levels if (of, months[-1]) in known)
    labels = tuple(str(each) for each in months)
    return Chart(f"{kind.words.capitalize()} by month", labels, series, "%", alternative=f"In the last month: {words}.")


def _in_per_cent(part: int, whole: int) -> str:
    return f"{shortened(Fraction(part, whole))} %" if whole else "n/a"


def _share(each: Attainment | None) -> float | None:
    return float(shortened(each.fraction)) if each is not None and each.fraction is not None else None


def _availability(month: Month) -> Section | None:
    if not month.available:
        return None
    names = {service.id: service.name for service in month.agreed.terms.services}
    services = {target.id: names[target.service] for target in month.agreed.terms.service_levels.availability}
    columns = _columns(
        ("Service", 5), ("Agreed time", 3), ("Excluded", 3), ("Downtime", 3), ("Availability", 3), ("Target", 2), ("Verdict", 2)
    )
    rows = [
        Record(
            (
                services[each.attainment.level.of],
                shown_time(each.agreed),
                shown_time(each.excluded),
                shown_time(each.downtime),
                each.attainment.shown,
                str(each.attainment.target),
                str(each.attainment.verdict).capitalize(),
            ),
            stressed=each.attainment.is_failure,
        )
        for each in month.available
    ]
    says = f"Availability is the agreed time less the downtime, divided by the agreed time ({month.agreed.clause('availability.formula')})."
    return Section("Availability", (says,), (Grid("", columns, tuple(rows)),))


def _times(count: int, judged: str) -> str:
    return f"1 time was {judged}" if count == 1 else f"{count} times were {judged}"


def _misses(month: Month) -> Section:
    counted = month.record.counted(month.period)
    missed = sorted((each for each in counted if not each.met), key=lambda each: (each.due or 0, natural(each.ticket), each.measure))
    if not missed:
        return Section("Times that were missed", ("No counted time was missed.",))
    figures = (("Target", 2), ("Counted", 2), ("Over by", 2), ("Paused", 2))
    columns = _columns(("Ticket", 3), ("Priority", 2), ("Time", 3), *figures, ("Due", 4))
    rows = [
        Record(
            (
                each.ticket,
                _level(month, each.level),
                each.measure.words,
                shown_time(each.target),
                shown_time(each.elapsed),
                shown_time(-each.remaining),
                shown_time(each.paused),
                _moment(month, each.due),
            )
        )
        for each in missed
    ]
    clause = month.agreed.clause("attainment.report")
    says = (
        f"{_times(len(missed), 'missed')}. The Provider states the cause of each under {clause}.",
        *(("A miss stays although the Priority was lowered later.",) if any(each.kept for each in missed) else ()),
    )
    return Section("Times that were missed", says, (Grid("", columns, tuple(rows)),))


def _duties(month: Month) -> Section | None:
    """The updates and permanent fixes that came late, where the export tells of them."""
    told = tuple(late_duties(month))
    if not told:
        return None
    rows = [
        Record((each.ticket, _level(month, each.level), str(each.duty).capitalize(), _moment(month, each.due), _done(month, each.done)))
        for each in month.lapses
    ]
    columns = _columns(("Ticket", 3), ("Priority", 2), ("Duty", 3), ("Due", 4), ("Done", 4))
    says = f"Late or outstanding: {', '.join(told)}. Each interval is one update, however long it was."
    return Section("Updates and permanent fixes", (says,), (Grid("", columns, tuple(rows)),))


def _done(month: Month, moment: int | None) -> str:
    return "not yet" if moment is None else _moment(month, moment)


def _open(month: Month) -> Section:
    waiting = month.record.undecided()
    if not waiting:
        return Section("Open tickets", ("No ticket was open and within its time.",))
    columns = _columns(("Due", 4), ("Ticket", 3), ("Priority", 2), ("Time", 3), ("Left", 2))
    rows = [
        Record((_moment(month, each.due), each.ticket, _level(month, each.level), each.measure.words, shown_time(each.remaining)))
        for each in waiting
    ]
    says = f"{_times(len(waiting), 'neither met nor missed')} on {_moment(month, month.as_of)}; the first in the list is missed next."
    return Section("Open tickets", (says,), (Grid("", columns, tuple(rows)),))


def _escalations(month: Month) -> Section | None:
    counts = Counter((each.level.level, each.level.name) for each in month.escalated)
    if not counts:
        return None
    rows = [Record((str(level), name, str(count))) for (level, name), count in sorted(counts.items())]
    duty = f"The Provider had to engage each Escalation Level for so many tickets ({month.agreed.clause('escalation.automatic')})."
    says = f"{duty} The file escalations.csv names them, with the moment of each."
    columns = _columns(("Level", 1), ("Name", 4), ("Tickets", 2))
    return Section("Escalation", (says,), (Grid("", columns, tuple(rows)),))


def _requests(month: Month) -> Section | None:
    found = month.record.fulfilled(month.period)
    if not found:
        return None
    names = {request.id: request.name for request in month.agreed.terms.request_catalogue}
    rows = [Record((names[id], str(met), str(counted))) for id, counted, met in found]
    columns = _columns(("Service Request", 6), ("In time", 2), ("Counted", 2))
    return Section("Service Requests", (), (Grid("", columns, tuple(rows)),))


def _others(month: Month) -> Section | None:
    if not month.others:
        return None
    rows = [
        Record((each.name, f"{each.value} {each.unit}".strip(), f"{each.target} {each.unit}".strip() if each.target is not None else ""))
        for each in month.others
    ]
    columns = _columns(("Measure", 6), ("Value", 2), ("Target", 2))
    return Section("Other measures", (), (Grid("", columns, tuple(rows)),))


def _signs(month: Month) -> Section | None:
    signs = month.record.signs(month.period)
    if not signs.tickets:
        return None
    rows = [
        Record(("Share of the time within Service Hours that was paused", _in_per_cent(signs.paused, signs.counted + signs.paused))),
        Record(("Tickets that were reopened", f"{signs.reopened} of {signs.tickets}")),
        Record(("Tickets whose Priority was lowered", f"{signs.lowered} of {signs.tickets}")),
        Record(("Resolutions in the last twentieth of their time", f"{signs.close} of {signs.tickets}")),
    ]
    says = "These figures prove nothing by themselves. Where one is high or grows, look at the tickets behind it."
    return Section("Behind the figures", (says,), (Grid("", _columns(("Sign", 6), ("Value", 2)), tuple(rows)),))


def _rows(month: Month) -> Section | None:
    left_out = [*month.taken.intake.refusals()]
    if not left_out:
        return None
    kinds = Counter(("set aside" if row.aside else "refused") for row in left_out)
    counted = " and ".join(f"{count} {'was' if count == 1 else 'were'} {kind}" for kind, count in sorted(kinds.items()))
    says = f"Of {month.taken.intake.rows} rows of the export {counted}. The file refused.csv lists each with its line and the reason."
    return Section("Rows that were not judged", (says,))


def _level(month: Month, id: str) -> str:
    return id.upper() if id in month.record.policy.levels else id


def _moment(month: Month, moment: int | None) -> str:
    if moment is None:
        return "the clock stands"
    return datetime.fromtimestamp(moment, month.record.policy.zone).strftime("%Y-%m-%d %H:%M:%S")


def _columns(*columns: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(name, share) for name, share in columns)
