"""All tickets judged, as many at a time as memory likes: nearly all of them by look-up in tables, the others one by one.

A plain ticket was opened, answered and resolved, and nothing else. Its times are a few look-ups, done for a block of tickets at once, and
so are those of one that was paused besides. A ticket with another history (another Priority, a reopening, a workaround that counts) goes
the long way of `judging`, which also explains it. Each way gives the same figures; a test holds one against the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.measure.judging import Judgement, judged
from pipeline.measure.policy import Policy
from pipeline.measure.tables.blocks import SIZE, Lookup
from pipeline.measure.tables.frames import JUDGED, judgements, levels_of
from pipeline.measure.tables.histories import untold
from pipeline.measure.tables.pausing import Histories, told_by_pauses


def evaluate(tickets: pl.LazyFrame, policy: Policy, as_of: int) -> pl.LazyFrame:
    """The judgements of tickets, as they stand at a moment: a frame as `judgements` says for one as `TICKETS`.

    It reads the tickets in parts, so that a streaming engine holds only a few of them at a time. Every ticket has a Priority or request
    that the policy knows, and lies within its calendar.
    """
    whole = _Evaluation.of(policy, as_of)
    return tickets.map_batches(whole, schema=whole.schema, streamable=True)


@dataclass(frozen=True)
class _Evaluation:
    policy: Policy
    as_of: int
    incidents: Lookup | None
    requests: Lookup | None

    @classmethod
    def of(cls, policy: Policy, as_of: int) -> _Evaluation:
        incidents, requests = [*policy.levels.values()], [*policy.requests.values()]
        return cls(policy, as_of, Lookup.of(incidents, policy, as_of), Lookup.of(requests, policy, as_of))

    @property
    def schema(self) -> pl.Schema:
        return judgements(levels_of(self.policy))

    def __call__(self, tickets: pl.DataFrame) -> pl.DataFrame:
        return pl.concat([*self._parts(tickets), pl.DataFrame(schema=self.schema)])

    def _parts(self, tickets: pl.DataFrame) -> Iterator[pl.DataFrame]:
        is_request = tickets["type"] == "service_request"
        for by, kind, key in ((self.incidents, ~is_request, "priority"), (self.requests, is_request, "request")):
            part = tickets if kind.all() else tickets.filter(kind)
            if by is not None and part.height:
                yield from self._of_kind(part, by, key)

    def _of_kind(self, tickets: pl.DataFrame, by: Lookup, key: str) -> Iterator[pl.DataFrame]:
        plain, told = _divided(tickets)
        if plain.height:
            yield by.plain(plain, key)
        for block in told.iter_slices(SIZE):
            yield from self._told(block, by, key)

    def _told(self, tickets: pl.DataFrame, by: Lookup, key: str) -> Iterator[pl.DataFrame]:
        """Tickets with histories, each by the way that its own asks for."""
        histories = Histories.of(tickets["history"])
        paused = told_by_pauses(histories, self.policy, is_request=by is self.requests)
        if paused.any():
            yield by.paused(tickets.filter(paused), key, histories.only(paused))
        if not paused.all():
            yield self._one_by_one(tickets.filter(~paused))

    def _one_by_one(self, tickets: pl.DataFrame) -> pl.DataFrame:
        found = (judged(untold(row), self.policy, self.as_of).judgements for row in tickets.iter_rows(named=True))
        return pl.DataFrame([row_of_judgement(each) for judgements in found for each in judgements], schema=self.schema)


def _divided(tickets: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Those of which the three moments tell all, and those with a history."""
    has_history = tickets["history"].is_not_null() if "history" in tickets.columns else pl.Series([False])
    return (tickets.filter(~has_history), tickets.filter(has_history)) if has_history.any() else (tickets, tickets.clear())


def row_of_judgement(judgement: Judgement) -> dict[str, Any]:
    """A judgement as a row of the judgements."""
    return {name: getattr(judgement, name) for name in JUDGED}
