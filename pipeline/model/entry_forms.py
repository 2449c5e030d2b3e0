"""What the facts of a ledger's entry look like: which it must have, which it may have, and how each is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pipeline.model.terms.faults import close_to

_SHOWN = 64
"""So much of a fact is shown where it is not what was expected."""


@dataclass(frozen=True, slots=True)
class FactForm:
    """How one fact is written; `words` say what was expected, and `means_something` looks behind the pattern."""

    words: str
    pattern: re.Pattern[str]
    means_something: Callable[[str], bool] = bool

    def holds(self, fact: object) -> bool:
        """Whether a fact is written so."""
        return isinstance(fact, str) and self.pattern.fullmatch(fact) is not None and self.means_something(fact)


def _is_on_the_calendar(fact: str) -> bool:
    try:
        return bool(date.fromisoformat(fact))
    except ValueError:
        return False


def _is_on_the_clock(fact: str) -> bool:
    try:
        return bool(datetime.fromisoformat(fact))
    except ValueError:
        return False


SHA256 = FactForm("a sha256, 64 hexadecimal digits", re.compile(r"[0-9a-f]{64}"))
SHA256S = FactForm("one sha256 or several with a space between them", re.compile(r"[0-9a-f]{64}( [0-9a-f]{64})*"))
VERSION = FactForm("a version, such as 0.2", re.compile(r"[0-9]{1,4}\.[0-9]{1,4}"))
DAY = FactForm("a day, such as 2026-05-15", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), _is_on_the_calendar)
MOMENT = FactForm(
    "a moment in UTC, such as 2026-05-01T12:00:00Z",
    re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"),
    _is_on_the_clock,
)
COUNT = FactForm("a number", re.compile(r"0|[1-9][0-9]{0,6}"))
PARTY = FactForm("`customer` or `provider`", re.compile("customer|provider"))
NAME = FactForm("a name of small letters, digits, `_` and `-`", re.compile(r"[a-z0-9][a-z0-9_-]*"))
TASK = FactForm("the id of a task, such as transition.access", re.compile(r"[a-z0-9][a-z0-9_.-]*"))
NAMES = FactForm(f"{NAME.words}, or several with a space between them", re.compile(r"[a-z0-9][a-z0-9_-]*( [a-z0-9][a-z0-9_-]*)*"))
PERSON = FactForm("a person, by name or address, on one line", re.compile(r".*\S.*"))
PROPOSALS = FactForm("numbers of proposals, such as 1.4 1.7", re.compile(r"[0-9]+\.[0-9]+( [0-9]+\.[0-9]+)*"))
FILE = FactForm("a file below the root", re.compile(r"(?!.*\.\.)(?:[\w.-]+/)*[\w.-]+"))
WORDS = FactForm("words", re.compile(r"(?s).*\S.*"))


def one_of(*words: str) -> FactForm:
    """A fact that is one of these words."""
    return FactForm(" or ".join(f"`{word}`" for word in words), re.compile("|".join(map(re.escape, words))))


@dataclass(frozen=True, slots=True)
class FactFault:
    """A fact of an entry that is not of its form; `message` names it and says what was expected."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The facts of one kind of entry, by name. `named` are those whose names are not fixed, by the pattern of the name.

    Where entries of a kind tell of different things, `marked` are the other forms, each by the fact that no entry of this form has.
    """

    needed: Mapping[str, FactForm]
    possible: Mapping[str, FactForm] = field(default_factory=dict)
    named: Mapping[re.Pattern[str], FactForm] = field(default_factory=dict)
    marked: Mapping[str, EntryForm] = field(default_factory=dict)

    def of(self, facts: Mapping[str, str]) -> EntryForm:
        """The form of an entry that tells these facts: this one, unless the entry is marked."""
        return next((form for mark, form in self.marked.items() if mark in facts), self)

    def faults(self, facts: Mapping[str, str]) -> Iterator[FactFault]:
        """What is wrong with an entry of exactly this form."""
        for name in self.needed:
            if name not in facts:
                yield FactFault(name, f"it has no `{name}`: expected {self.needed[name].words}")
        for name, fact in facts.items():
            form = self._form(name)
            if form is None:
                expected = close_to(name, (*self.needed, *self.possible)) or f"expected {self._expected()}"
                yield FactFault(name, f"it has no fact `{name}`: {expected}")
            elif not form.holds(fact):
                yield FactFault(name, f"`{name}` is `{fact[:_SHOWN]}`: expected {form.words}")

    def _form(self, name: str) -> FactForm | None:
        fixed = self.needed.get(name) or self.possible.get(name)
        return fixed or next((form for pattern, form in self.named.items() if pattern.fullmatch(name)), None)

    def _expected(self) -> str:
        return ", ".join(f"`{name}`" for name in (*self.needed, *self.possible))
