"""From the rows of an export to tickets in the agreement's words: every row ends in a ticket, or in the list of those refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipeline.measure.tables.exchanging import is_exchanged, strays
from pipeline.measure.tables.exports import FAULT, LINE, TIMES
from pipeline.measure.tables.frames import HISTORY, TICKETS
from pipeline.measure.tables.headings import named
from pipeline.measure.tables.logs import (
    ASIDE,
    BEFORE,
    MEANING,
    MEASURED,
    NO_FAULT,
    NOT_DECLARED,
    REASON,
    WITHDRAWN,
    Reason,
    lacking_ids,
    mapped,
    of_other_kind,
    read_log,
)
from pipeline.measure.tables.times import seconds_in, twice
from pipeline.model.ticket_mapping import ColumnRole, Meaning, Rows, TicketMapping, WithoutResponse

_OF_A_WORD = rf"(?s)^(?P<word>the \w+ `.*`)(?: on line (?P<line>\d+))? {NOT_DECLARED}$"
OUTSIDE = "lies before the service began or after the calendar ends"
UNDECLARED, STANDS = "undeclared", "stands"
REFUSED = (LINE, "ticket", ASIDE, REASON, UNDECLARED, STANDS)


@dataclass(frozen=True, slots=True)
class Known:
    """The ids that the agreement has, by which the export's words are understood."""

    priorities: frozenset[str]
    services: frozenset[str]
    requests: frozenset[str]
    zone: str
    """The time zone of the mapping."""
    first: int
    last: int
    """From the start of the service, or of the calendar if that is later, to the end of the days for which the calendar lists holidays."""
    now: int
    """Nothing happened after this moment yet."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is in no ticket; `aside` where that is no fault of the row.

    `undeclared` is the word that the mapping does not declare, such as "the state `Parked`", and nothing where the reason is another one.
    `stands` is the line on which it stands: another one where it took the row with the whole ticket.
    """

    line: int
    ticket: str
    aside: bool
    reason: str
    undeclared: str
    stands: int


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of an export: `rows` is the number of its rows, each of which is counted in a ticket or stands in `refused`.

    `refused` says for each its line, its ticket, the reason, and in `aside` whether it is no fault of the row: the agreement does not
    measure such a ticket. `twice` counts the times that the clocks showed twice, `out_of_order` the tickets in which something lies
    before the opening, and `exchanged` those of them that are in order once day and month are exchanged. `stray` counts the times
    outside the service or in the future, and `returning` those of them that lie within it once day and month are exchanged.
    """

    rows: int
    tickets: pl.DataFrame
    refused: pl.DataFrame
    twice: int = 0
    out_of_order: int = 0
    exchanged: int = 0
    stray: int = 0
    returning: int = 0

    def refusals(self) -> Iterator[Refusal]:
        """The rows that are in no ticket, by line."""
        for row in self.refused.sort(LINE).iter_rows(named=True):
            yield Refusal(row[LINE], row["ticket"] or "", row[ASIDE], row[REASON], row[UNDECLARED] or "", row[STANDS])

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of the tickets."""
        return frozenset(self.tickets["ticket"])

    @property
    def aside(self) -> int:
        """The number of rows that the agreement does not measure."""
        return int(self.refused[ASIDE].sum())

    @property
    def judged(self) -> int:
        """The number of rows that make up the tickets."""
        return int(self.tickets["rows"].sum())


def intake(raw: pl.DataFrame, mapping: TicketMapping, known: Known) -> Intake:
    """The tickets of an export. Each row is in one of them or refused."""
    translated = _translated(raw, mapping, known)
    made = _of_tickets(translated, mapping, known) if mapping.rows is Rows.TICKETS else _of_events(translated, mapping, known)
    shown_twice = int(translated["twice"].sum())
    assert raw.height == made.rows, "a row was lost"
    stray, returning = strays(_times(translated), known.zone, known.first, min(known.now, known.last - 1))
    return replace(made, twice=shown_twice, stray=stray, returning=returning)


def _times(rows: pl.DataFrame) -> pl.Series:
    """All moments of the rows."""
    columns = [f"_{role.value}" for role in TIMES if f"_{role.value}" in rows.columns]
    return pl.concat([rows[name].drop_nulls().alias("moment") for name in columns]) if columns else pl.Series(dtype=pl.Int64)


def _translated(raw: pl.DataFrame, mapping: TicketMapping, known: Known) -> pl.DataFrame:
    """The rows with times in seconds, and ids of ours instead of their words; `reason` says first what cannot be understood."""
    roles = named(mapping.columns)
    assert mapping.date_format is not None
    times = {role: raw.schema[role.value] for role in TIMES if role in roles}
    in_seconds = {role: seconds_in(role.value, kind, mapping.date_format, known.zone) for role, kind in times.items()}
    doubled = [twice(role.value, kind, mapping.date_format, known.zone).cast(pl.Int64) for role, kind in times.items()]
    whole = raw.with_columns(**{f"_{role.value}": moment for role, moment in in_seconds.items()}, twice=pl.sum_horizontal(0, *doubled))
    ours = _ids(raw, mapping, known)
    whole = whole.with_columns(**{f"_{name}": expression for name, expression in ours.items()})
    reasons = [*_row_reasons(roles, mapping), *_time_reasons(times, mapping, known)]
    reasons += [*_event_reasons(times, raw.columns)] if mapping.rows is Rows.EVENTS else []
    return whole.with_columns(pl.coalesce(*(pl.when(wrong).then(words) for wrong, words in reasons), pl.lit(None, pl.String)).alias(REASON))


def _ids(raw: pl.DataFrame, mapping: TicketMapping, known: Known) -> dict[str, pl.Expr]:
    own = {"type": frozenset(MEASURED) | {"problem", "change"}, "priority": known.priorities}
    own |= {"service": known.services, "request": known.requests}
    tables: dict[str, Mapping[str, str]] = {"type": mapping.types, "priority": mapping.priorities}
    tables |= {"service": mapping.services, "request": mapping.requests}
    return {name: _id(name, name in raw.columns, tables[name], own[name], getattr(mapping.defaults, name)) for name in own}


def _id(name: str, has_column: bool, table: Mapping[str, str], own: Iterable[str], default: str | None) -> pl.Expr:
    """Our id for what stands in a column: the mapping's, or the word itself where it is one of ours; the default where nothing stands."""
    if not has_column:
        return pl.lit(default, pl.String)
    words = {**{id: id for id in own}, **{word: str(id) for word, id in table.items()}}
    found = pl.col(name).cast(pl.String).replace_strict(words, default=None, return_dtype=pl.String)
    return pl.when(pl.col(name).is_null()).then(pl.lit(default, pl.String)).otherwise(found)


def _row_reasons(roles: Mapping[ColumnRole, str], mapping: TicketMapping) -> Iterator[Reason]:
    is_aside, _ = of_other_kind("_type")
    yield pl.col(FAULT).is_not_null(), pl.col(FAULT)
    yield pl.col("ticket").is_null(), pl.lit("it names no ticket")
    for role in (ColumnRole.TYPE, ColumnRole.PRIORITY, ColumnRole.SERVICE, ColumnRole.REQUEST):
        if role in roles:
            unknown = pl.col(role.value).is_not_null() & pl.col(f"_{role.value}").is_null()
            said = pl.format(f"the {role.value} `{{}}` {NOT_DECLARED}", pl.col(role.value).cast(pl.String))
            # What the kind of ticket does not need is not asked for.
            needed = pl.lit(True) if role is not ColumnRole.PRIORITY else pl.col("_type").fill_null("incident") == "incident"
            yield unknown & needed & ~is_aside, said


def _time_reasons(times: Mapping[ColumnRole, pl.DataType], mapping: TicketMapping, known: Known) -> Iterator[Reason]:
    for role in times:
        written, moment = pl.col(role.value), pl.col(f"_{role.value}")
        what = f"`{{}}` is no time in the format `{mapping.date_format}` in {known.zone}"
        yield written.is_not_null() & moment.is_null(), pl.format(what, written.cast(pl.String))
        yield moment > known.now, pl.format("`{}` lies in the future", written.cast(pl.String))
        outside = (moment < known.first) | (moment >= known.last)
        yield outside, pl.format(f"`{{}}` {OUTSIDE}", written.cast(pl.String))


def _event_reasons(times: Mapping[ColumnRole, pl.DataType], columns: Sequence[str]) -> Iterator[Reason]:
    """What an event has to say, and what the events of one ticket say differently although it never changes."""
    yield pl.col("at").is_null(), pl.lit("it does not say when it happened")
    for name, words in (("field", "it names no field"), ("event", "it names no state")):
        if name in columns:
            yield pl.col(name).is_null(), pl.lit(words)
    if "type" in columns:
        kind = pl.when(pl.col("type").is_not_null()).then("_type")
        least, most = kind.min().over("ticket"), kind.max().over("ticket")
        yield least != most, pl.format("the rows of the ticket name two kinds, `{}` and `{}`", least, most)
    if ColumnRole.OPENED in times:
        opened = pl.col("_opened")
        first, last = (pl.col("opened").cast(pl.String).get(place).over("ticket") for place in (opened.arg_min(), opened.arg_max()))
        differ = opened.min().over("ticket") != opened.max().over("ticket")
        yield differ, pl.format("the rows of the ticket name two openings, `{}` and `{}`", first, last)


def _of_tickets(rows: pl.DataFrame, mapping: TicketMapping, known: Known) -> Intake:
    for absent in ("_responded", "_resolved", "_closed"):
        if absent not in rows.columns:
            rows = rows.with_columns(pl.lit(None, pl.Int64).alias(absent))
    rows = rows.with_columns(pl.coalesce("_resolved", "_closed").alias("_resolved"))
    if mapping.without_response is WithoutResponse.AT_RESOLUTION:
        rows = rows.with_columns(pl.coalesce("_responded", "_resolved").alias("_responded"))
    reasons = [*_ticket_reasons(rows, mapping)]
    reason = pl.coalesce(REASON, *(pl.when(wrong).then(words) for wrong, words in reasons))
    is_outside = pl.col(REASON).str.contains(OUTSIDE, literal=True)
    is_aside, _ = of_other_kind("_type")
    is_no_fault = is_aside | is_outside | pl.col(REASON).is_in([*NO_FAULT])
    whole = rows.with_columns(reason.alias(REASON)).with_columns(is_no_fault.fill_null(False).alias(ASIDE))
    taken = whole.filter(pl.col(REASON).is_null())
    fields = {name: pl.col(f"_{name}") for name in ("type", "priority", "service", "request", "opened", "responded", "resolved")}
    tickets = taken.select(ticket="ticket", rows=pl.lit(1, pl.Int64), **fields, history=pl.lit(None, HISTORY)).cast(pl.Schema(TICKETS))
    refused = whole.filter(pl.col(REASON).is_not_null()).with_columns(**_word(pl.col(REASON), pl.col(LINE))).select(*REFUSED)
    disordered = whole.filter(pl.col(REASON).str.ends_with(BEFORE)).select("_opened", "_responded", "_resolved").rows()
    exchanged = sum(is_exchanged([opened], later, known.zone) for opened, *later in disordered)
    return Intake(rows.height, tickets, refused, out_of_order=len(disordered), exchanged=exchanged)


def _ticket_reasons(rows: pl.DataFrame, mapping: TicketMapping) -> Iterator[Reason]:
    first = pl.col(LINE).first().over("ticket")
    yield pl.col("ticket").is_duplicated() & (pl.col(LINE) != first), pl.format("the ticket stands on line {} already", first)
    yield of_other_kind("_type")
    yield from lacking_ids("_type", "_priority", "_request")
    if "event" in rows.columns:
        state = mapped("event", mapping.states, None)
        yield pl.col("event").is_not_null() & state.is_null(), pl.format(f"the state `{{}}` {NOT_DECLARED}", "event")
        yield state == "withdrawn", pl.lit(WITHDRAWN)
        is_done = state.is_in(["resolved", "closed"]) & pl.col("_resolved").is_null()
        yield is_done, pl.format("it is in the state `{}`, and says no time of its Resolution", "event")
        is_open = state.is_not_null() & ~state.is_in(["resolved", "closed", "ignored"]) & pl.col("_resolved").is_not_null()
        yield is_open, pl.format("it is in the state `{}`, and says a time of its Resolution", "event")
    yield pl.col("_opened").is_null(), pl.lit("it does not say when the ticket was opened")
    yield pl.col("_responded") < pl.col("_opened"), pl.lit(f"the Response {BEFORE}")
    yield pl.col("_resolved") < pl.col("_opened"), pl.lit(f"the Resolution {BEFORE}")


def _of_events(rows: pl.DataFrame, mapping: TicketMapping, known: Known) -> Intake:
    if "_opened" in rows.columns:
        # The rows of a ticket that name its opening all name the same, so that one stands for the others.
        rows = rows.with_columns(pl.col("_opened").min().over("ticket"))
    words = rows.with_columns(_spoilt=pl.col(REASON).is_not_null().any().over("ticket").fill_null(True))
    order = -pl.col(LINE) if _is_newest_first(rows) else pl.col(LINE)
    log = read_log(words.filter(~pl.col("_spoilt")).sort("ticket", "_at", order), mapping)
    refused = pl.concat(
        [_spoilt(words.filter("_spoilt")), log.left_out.with_columns(**_word(pl.col(REASON), pl.col(LINE))).select(*REFUSED)]
    ).sort(LINE)
    disordered = log.out_of_order.partition_by("ticket")
    exchanged = sum(is_exchanged(_openings(ticket), ticket["_at"], known.zone) for ticket in disordered)
    return Intake(rows.height, log.tickets, refused, out_of_order=len(disordered), exchanged=exchanged)


def _spoilt(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that cannot be understood, and the others of their tickets, whose history would not be whole without them."""
    is_culprit = pl.col(REASON).is_not_null()
    line, reason = (pl.col(name).filter(is_culprit).first().over("ticket") for name in (LINE, REASON))
    is_aside = reason.str.contains(OUTSIDE, literal=True)
    kind = pl.when(is_aside).then(pl.lit("set aside")).otherwise(pl.lit("refused"))
    others = pl.format("line {} of the same ticket is {}, and without it the history is not whole", line, kind)
    word = _word(pl.coalesce(REASON, reason), pl.when(is_culprit).then(LINE).otherwise(line))
    return rows.with_columns(is_aside.alias(ASIDE), pl.coalesce(REASON, others).alias(REASON), **word).select(*REFUSED)


def _word(reason: pl.Expr, line: pl.Expr) -> dict[str, pl.Expr]:
    """The word for want of which a row is refused, if it is one, and the line on which it stands."""
    told = reason.str.extract_groups(_OF_A_WORD).struct
    return {UNDECLARED: told.field("word"), STANDS: pl.coalesce(told.field("line").cast(pl.Int64), line)}


def _openings(rows: pl.DataFrame) -> pl.Series:
    """When the events of a ticket say that it was opened."""
    return rows["_opened"] if "_opened" in rows.columns else rows.filter(pl.col(MEANING) == Meaning.OPENED.value)["_at"]


def _is_newest_first(rows: pl.DataFrame) -> bool:
    """Whether the export lists the events of each ticket latest first, so that of equal times the later row is the earlier one."""
    if "_at" not in rows.columns or not rows.height:
        return False
    step = rows.select((pl.col("_at") - pl.col("_at").shift().over("ticket")).alias("step"))["step"]
    return bool((step < 0).any()) and not bool((step > 0).any())
