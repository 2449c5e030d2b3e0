"""The histories of many tickets at once: whose is told by pauses alone, and how much of their time the pauses take.

A ticket with pauses is a plain one from which they are deducted. What its clock shows is the count of the Service Hours less the pauses
until then. So it shows a number of seconds when the hours have counted these, and every pause that began before they were full.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.measure.policy import Level, Measure, Policy
from pipeline.measure.tables.slots import BEYOND, Seconds, Slots
from pipeline.model.terms.service_clock import Reopening
from pipeline.model.ticket import EventKind, TicketState

Flags = NDArray[np.bool_]
NEVER = -1
"""Stands for a moment that there is not."""
_KINDS, _STATES = tuple(EventKind), tuple(TicketState)
_NO_STATE = -1
_CLOSING = [_STATES.index(state) for state in TicketState if not state.is_open]


@dataclass(frozen=True)
class Histories:
    """The events of many tickets, one ticket behind the other.

    `ticket` says whose each event is, by the place of the ticket among all; `kind` and `state` are numbers of what the model has of
    them, `state` -1 where the event is no new state. `bounds` says where the events of each ticket begin, and where the last end.
    """

    ticket: Seconds
    at: Seconds
    kind: Seconds
    state: Seconds
    bounds: Seconds

    @classmethod
    def of(cls, histories: pl.Series) -> Histories:
        """The events in a column of the tickets that is null nowhere."""
        event = histories.explode().struct
        kind, value = event.field("kind"), event.field("value")
        state = value.set(kind != EventKind.STATE.value, None).cast(pl.Enum(TicketState)).to_physical().cast(pl.Int64)
        lengths = histories.list.len().to_numpy().astype(np.int64)
        return cls(
            np.repeat(np.arange(len(lengths)), lengths),
            event.field("at").to_numpy(),
            kind.cast(pl.Enum(EventKind)).to_physical().to_numpy().astype(np.int64),
            state.fill_null(_NO_STATE).to_numpy(),
            np.concatenate([[0], lengths.cumsum()]),
        )

    @property
    def count(self) -> int:
        """The number of tickets."""
        return len(self.bounds) - 1

    def only(self, chosen: Flags) -> Histories:
        """Those of some of the tickets."""
        kept, place = chosen[self.ticket], chosen.cumsum() - 1
        bounds = np.concatenate([[0], np.diff(self.bounds)[chosen].cumsum()])
        return Histories(place[self.ticket[kept]], self.at[kept], self.kind[kept], self.state[kept], bounds)

    def are_told_by(self, kinds: Collection[EventKind]) -> Flags:
        """Whose events are of these kinds alone, and stand in order behind the opening."""
        is_first = np.zeros(len(self.ticket), np.bool_)
        is_first[self.bounds[:-1]] = True
        is_opening = self.kind == _KINDS.index(EventKind.OPENED)
        is_meant = np.isin(self.kind, [_KINDS.index(kind) for kind in kinds])
        is_back = np.concatenate([[False], self.at[1:] < self.at[:-1]])
        return self._have_none(np.where(is_first, ~is_opening, ~is_meant | is_back))

    def _have_none(self, events: Flags) -> Flags:
        found: Flags = np.bincount(self.ticket[events], minlength=self.count) == 0
        return found

    @property
    def stay_resolved(self) -> Flags:
        """Whose Resolution stands, if there is one: no event of the ticket opens it again."""
        is_closing = np.isin(self.state, _CLOSING)
        closed = is_closing.cumsum()
        before = np.concatenate([[0], closed])[self.bounds[:-1]]
        return self._have_none((self.state != _NO_STATE) & ~is_closing & (closed > before[self.ticket]))

    @property
    def are_plain(self) -> Flags:
        """Of which tickets the three moments tell all: what is outstanding is counted up to the last event at least."""
        waits = (self.state != _NO_STATE) & ~np.isin(self.state, [*_CLOSING, _STATES.index(TicketState.WORKING)])
        found = self.are_told_by((EventKind.RESPONDED, EventKind.STATE)) & self._have_none(waits) & self.stay_resolved
        moments = np.array([each.fill_null(NEVER).to_numpy() for each in self.moments.values()])
        tells_last: Flags = (moments != NEVER).all(0) | (moments == self.last).any(0)
        return found & tells_last

    @property
    def moments(self) -> dict[str, pl.Series]:
        """The three moments of each ticket, as columns of the tickets."""
        found = {
            "opened": self.at[self.bounds[:-1]],
            "responded": self._first(self.kind == _KINDS.index(EventKind.RESPONDED)),
            "resolved": self._first(np.isin(self.state, _CLOSING)),
        }
        return {name: pl.Series(name, moments).replace(NEVER, None) for name, moments in found.items()}

    def _first(self, meant: Flags) -> Seconds:
        found = np.minimum.reduceat(np.where(meant, self.at, BEYOND), self.bounds[:-1])
        return np.where(found == BEYOND, NEVER, found)

    @property
    def last(self) -> Seconds:
        """The moment of the last event of each ticket."""
        return self.at[self.bounds[1:] - 1]

    def pauses(self, pausing: Flags, level: Seconds) -> Pauses:
        """The pauses of each ticket; `pausing` says for each level and state whether the clock stands."""
        own = np.flatnonzero(self.state != _NO_STATE)
        ticket, start = self.ticket[own], self.at[own]
        stops = pausing[level[ticket], self.state[own]]
        is_last = np.concatenate([ticket[1:] != ticket[:-1], [True]])[: len(own)]
        end = np.where(is_last, BEYOND, np.concatenate([start[1:], [BEYOND]])[: len(own)])
        stands = np.zeros(self.count, np.bool_)
        stands[ticket[is_last]] = stops[is_last]
        return Pauses(ticket[stops], start[stops], end[stops], stands)


def told_by_pauses(histories: Histories, policy: Policy, *, is_request: bool) -> Flags:
    """Of which tickets nothing but pauses, a Response and one Resolution decides."""
    kinds = {EventKind.RESPONDED, EventKind.STATE, EventKind.OPENED, EventKind.MAJOR, EventKind.UPDATED}
    if is_request:
        kinds.add(EventKind.PRIORITY)
    if not policy.workaround_resolves and (is_request or not policy.workaround_lowers):
        kinds.add(EventKind.WORKAROUND)
    found = histories.are_told_by(kinds)
    return found if policy.clock.reopening is Reopening.FIRST else found & histories.stay_resolved


def states_that_pause(levels: Sequence[Level], measure: Measure, policy: Policy) -> Flags:
    """For each level and each state of the model whether the clock of a measure stands."""
    return np.array([[state in policy.pausing(level, measure) for state in _STATES] for level in levels])


@dataclass(frozen=True)
class Pauses:
    """The times in which clocks stand, ticket by ticket and in order; `stands` says of each ticket whether its clock does at the end."""

    ticket: Seconds
    start: Seconds
    end: Seconds
    stands: Flags

    def within(self, hours: Slots, level: Seconds, start: Seconds, counted: Seconds, until: Seconds) -> Deducted:
        """What they take from the time between two moments of each ticket, up to the first of which the hours `counted`."""
        earliest, latest = start[self.ticket], until[self.ticket]
        begins = hours.counted(level[self.ticket], self.start.clip(earliest, latest))
        lengths = hours.counted(level[self.ticket], self.end.clip(earliest, latest)) - begins
        bounds = np.searchsorted(self.ticket, np.arange(len(start) + 1))
        sums = np.concatenate([[0], lengths.cumsum()])
        before = sums[:-1] - sums[bounds[self.ticket]]
        return Deducted(self.ticket, bounds, lengths, begins - counted[self.ticket] - before)


@dataclass(frozen=True)
class Deducted:
    """How long each pause lasts within the hours, and what its clock shows meanwhile."""

    ticket: Seconds
    bounds: Seconds
    lengths: Seconds
    shown: Seconds

    @property
    def total(self) -> Seconds:
        """The paused seconds of each ticket."""
        return self._summed(self.lengths)

    def within_hours(self, seconds: Seconds) -> Seconds:
        """The seconds that the hours count until the clock of each ticket shows so many: those, and the pauses before."""
        return seconds + self._summed(np.where(self.shown < seconds[self.ticket], self.lengths, 0))

    def _summed(self, lengths: Seconds) -> Seconds:
        sums = np.concatenate([[0], lengths.cumsum()])
        return np.diff(sums[self.bounds])
