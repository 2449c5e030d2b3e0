"""The log of a service desk as tickets: what each row adds to a history, and which tickets are left out with a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from pipeline.measure.tables.exports import LINE
from pipeline.measure.tables.frames import TICKETS
from pipeline.measure.tables.histories import with_moments
from pipeline.model.ticket import EventKind, TicketState
from pipeline.model.ticket_mapping import Meaning, TicketMapping, Tracked, WithoutResponse

WITHDRAWN = "the ticket was withdrawn"
UNLISTED = "its request is none of the catalogue, and no export tells the estimate by which it is judged"
NO_FAULT = (WITHDRAWN, UNLISTED)
MEASURED = ("incident", "service_request")
REASON, ASIDE, MEANING = "reason", "aside", "meaning"
BEFORE = "lies before the opening"
NOT_DECLARED = "is not declared in the mapping"
_UNDECLARED = ""
_DONE = (Meaning.RESOLVED.value, Meaning.CLOSED.value)
_MILESTONES = (EventKind.RESPONDED, EventKind.UPDATED, EventKind.WORKAROUND, EventKind.MAJOR)
Reason = tuple[pl.Expr, pl.Expr]


@dataclass(frozen=True, slots=True)
class Log:
    """The tickets of a log, and the rows of the others, each with `reason`, `aside` and its `meaning`."""

    tickets: pl.DataFrame
    left_out: pl.DataFrame

    @property
    def out_of_order(self) -> pl.DataFrame:
        """The rows of the tickets in which something lies before the opening."""
        return self.left_out.filter(pl.col(REASON).str.contains(BEFORE, literal=True))


def read_log(rows: pl.DataFrame, mapping: TicketMapping) -> Log:
    """The tickets of rows that can all be understood: those of a ticket behind each other, in the order in which they happened."""
    changed, former = (_changed_priority(side, rows, mapping) for side in ("value", "former"))
    meant = rows.with_columns(_changed=changed, _former=former).with_columns(_meaning(rows, mapping).alias(MEANING))
    about = _about(meant, mapping)
    taken = about.filter(pl.col(REASON).is_null())
    left_out = meant.drop(REASON).join(about.select("ticket", REASON, ASIDE), on="ticket", how="inner", maintain_order="left")
    return Log(_tickets(meant, taken, mapping), left_out.filter(pl.col(REASON).is_not_null()))


def _declares_opening(mapping: TicketMapping) -> bool:
    return mapping.columns.opened is None and Meaning.OPENED in mapping.states.values()


def mapped(column: str, words: Mapping[str, object], default: str | None) -> pl.Expr:
    """What the words of a column are taken for; the default where the mapping does not declare one."""
    return pl.col(column).replace_strict({word: str(meant) for word, meant in words.items()}, default=default, return_dtype=pl.String)


def _tracked(mapping: TicketMapping) -> pl.Expr:
    return mapped("field", mapping.fields, _UNDECLARED)


def _changed_priority(side: str, rows: pl.DataFrame, mapping: TicketMapping) -> pl.Expr:
    """The Priority on one side of a change of that field; null where the row tells of another field."""
    if "field" not in rows.columns or side not in rows.columns:
        return pl.lit(None, pl.String)
    return pl.when(_tracked(mapping) == Tracked.PRIORITY.value).then(mapped(side, mapping.priorities, None))


def _meaning(rows: pl.DataFrame, mapping: TicketMapping) -> pl.Expr:
    """What a row says in our words; `_UNDECLARED` where the mapping does not declare its words."""
    if "field" in rows.columns:
        is_known = pl.when(_tracked(mapping) == Tracked.PRIORITY.value).then(pl.col("_changed").is_not_null())
        other = pl.when(is_known.otherwise(_tracked(mapping) != _UNDECLARED)).then(pl.lit(Meaning.IGNORED.value))
        state = mapped("value", mapping.states, _UNDECLARED)
        return pl.when(_tracked(mapping) == Tracked.STATE.value).then(state).otherwise(other.otherwise(pl.lit(_UNDECLARED)))
    if "event" in rows.columns:
        return mapped("event", mapping.states, _UNDECLARED)
    return pl.lit(Meaning.IGNORED.value)


def _word(rows: pl.DataFrame, mapping: TicketMapping) -> pl.Expr:
    """What a row says in its own words, with what it is: a state, a Priority, or a field of which the mapping does not tell."""
    if "field" not in rows.columns:
        return pl.format("state `{}`", "event") if "event" in rows.columns else pl.lit(None, pl.String)
    value = pl.col("value").fill_null("None") if "value" in rows.columns else pl.lit("None")
    is_priority, is_unknown = _tracked(mapping) == Tracked.PRIORITY.value, _tracked(mapping) == _UNDECLARED
    of_field = pl.when(is_unknown).then(pl.format("field `{}`", "field")).when(is_priority).then(pl.format("priority `{}`", value))
    return of_field.otherwise(pl.format("state `{}`", value))


def _about(rows: pl.DataFrame, mapping: TicketMapping) -> pl.DataFrame:
    """What the rows of each ticket tell together: its attributes, how many rows there are, and why it is left out."""
    meaning, unknown = pl.col(MEANING), pl.col(MEANING) == _UNDECLARED
    opened = pl.col("_opened").first() if "_opened" in rows.columns else pl.lit(None, pl.Int64)
    # The Priority before the first change that is listed; otherwise the first that any row names.
    priority = pl.coalesce(pl.col("_former").drop_nulls().first(), pl.col("_priority").drop_nulls().first())
    about = rows.group_by("ticket", maintain_order=True).agg(
        *(pl.col(f"_{name}").drop_nulls().first().alias(name) for name in ("type", "service", "request")),
        priority=priority,
        rows=pl.len().cast(pl.Int64),
        meaning=meaning.first(),
        line=pl.col(LINE).first(),
        at=pl.col("_at").first(),
        opened=opened,
        opening=pl.col(LINE).filter(meaning == Meaning.OPENED.value).first(),
        is_withdrawn=(meaning == Meaning.WITHDRAWN.value).any(),
        unknown=_word(rows, mapping).filter(unknown).first(),
        unknown_line=pl.col(LINE).filter(unknown).first(),
    )
    reasons = [*_reasons(mapping)]
    reason = pl.coalesce(*(pl.when(wrong).then(said) for wrong, said in reasons))
    is_other, _ = of_other_kind("type")
    is_aside = pl.col("is_withdrawn") | is_other | (pl.col(REASON) == UNLISTED)
    return about.with_columns(reason.alias(REASON)).with_columns(is_aside.fill_null(False).alias(ASIDE))


def of_other_kind(kind: str) -> Reason:
    """A ticket of a kind that the agreement does not measure, by the column of the kinds."""
    is_other = pl.col(kind).is_not_null() & ~pl.col(kind).is_in(MEASURED)
    return is_other, pl.format("the agreement sets no time for a ticket of the kind `{}`", pl.coalesce(kind, pl.lit("")))


def lacking_ids(kind: str, priority: str, request: str) -> Iterator[Reason]:
    """A ticket that does not say what it is judged by, by the columns of these ids."""
    yield pl.col(kind).is_null(), pl.lit("it does not say of which kind the ticket is")
    yield (pl.col(kind) == "incident") & pl.col(priority).is_null(), pl.lit("it does not say which Priority the ticket has")
    yield (pl.col(kind) == "service_request") & pl.col(request).is_null(), pl.lit(UNLISTED)


def _reasons(mapping: TicketMapping) -> Iterator[Reason]:
    yield of_other_kind("type")
    yield pl.col("is_withdrawn"), pl.lit(WITHDRAWN)
    undeclared = pl.format(f"the {{}} on line {{}} {NOT_DECLARED}", "unknown", "unknown_line")
    yield pl.col("unknown_line").is_not_null(), undeclared
    if _declares_opening(mapping):
        yield pl.col("opening").is_null(), pl.lit("no event tells when the ticket was opened")
        behind = pl.format(f"the event on line {{}} {BEFORE} on line {{}}", LINE, "opening")
        yield pl.col(MEANING) != Meaning.OPENED.value, behind
    yield from lacking_ids("type", "priority", "request")
    yield pl.col("at") < pl.col("opened"), pl.format(f"the event on line {{}} {BEFORE}", LINE)


def _tickets(rows: pl.DataFrame, taken: pl.DataFrame, mapping: TicketMapping) -> pl.DataFrame:
    firsts = taken.select("ticket", _first_priority="priority")
    told = _events(rows.join(firsts, on="ticket", how="inner", maintain_order="left"), mapping)
    histories = told.group_by("ticket", maintain_order=True).agg(history=pl.struct("at", "kind", "value"))
    moments = {name: pl.lit(None, pl.Int64) for name in ("responded", "resolved")}
    whole = taken.join(histories, on="ticket", how="left", maintain_order="left").with_columns(**moments)
    return with_moments(whole.select(*TICKETS).cast(pl.Schema(TICKETS)))


def _events(rows: pl.DataFrame, mapping: TicketMapping) -> pl.DataFrame:
    """The events that the rows add, in order: an opening, a Response, another Priority, a state or a milestone."""
    noted = _with_order(rows)
    parts = [
        noted.filter(happens).select("ticket", "row", place=pl.lit(place), at=at, kind=pl.lit(kind.value), value=value)
        for place, (happens, at, kind, value) in enumerate(_added(mapping, rows.columns))
    ]
    return pl.concat(parts).sort("row", "place")


def _with_order(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with what depends on those before: whether one is its ticket's first, another Priority, or the first Resolution."""
    priority = pl.coalesce("_changed", "_priority")
    before = pl.coalesce(priority.forward_fill().shift().over("ticket"), "_first_priority")
    done, answered = pl.col(MEANING).is_in(_DONE), pl.col(MEANING) == Meaning.RESPONDED.value
    is_first_done = done & (done.cum_sum().over("ticket") == 1)
    return rows.with_row_index("row").with_columns(
        is_first=(pl.col("ticket") != pl.col("ticket").shift()).fill_null(True),
        new_priority=pl.when(priority.ne_missing(before)).then(priority),
        lacks_response=is_first_done & (answered.cum_sum().over("ticket") == 0),
    )


def _added(mapping: TicketMapping, columns: Collection[str]) -> Iterator[tuple[pl.Expr, pl.Expr, EventKind, pl.Expr]]:
    """Where an event of a kind happens, when, and its value; in the order in which one row adds several."""
    meaning, at, empty = pl.col(MEANING), pl.col("_at"), pl.lit("")
    is_opening, is_first = meaning == Meaning.OPENED.value, pl.col("is_first")
    yield is_first, pl.coalesce("_opened", at) if "_opened" in columns else at, EventKind.OPENED, empty
    # A ticket that is opened again is being worked on.
    again = is_opening & ~is_first if _declares_opening(mapping) else is_opening
    yield again, at, EventKind.STATE, pl.lit(TicketState.WORKING.value)
    yield pl.col("new_priority").is_not_null(), at, EventKind.PRIORITY, pl.col("new_priority")
    if mapping.without_response is WithoutResponse.AT_RESOLUTION:
        yield pl.col("lacks_response"), at, EventKind.RESPONDED, empty
    yield meaning.is_in([*map(str, TicketState)]), at, EventKind.STATE, meaning
    for kind in _MILESTONES:
        yield meaning == kind.value, at, kind, empty
