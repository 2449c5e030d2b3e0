"""What the facts of a ledger's entry look like: which it must have, which it may have, and how each is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.model.terms.faults import close_to


@dataclass(frozen=True, slots=True)
class FactForm:
    """How one fact is written; `words` say what was expected."""

    words: str
    pattern: re.Pattern[str]


SHA256 = FactForm("a sha256, 64 hexadecimal digits", re.compile(r"[0-9a-f]{64}"))
VERSION = FactForm("a version, such as 0.2", re.compile(r"\d{1,4}\.\d{1,4}"))
DAY = FactForm("a day, such as 2026-05-15", re.compile(r"\d{4}-\d{2}-\d{2}"))
MOMENT = FactForm("a moment in UTC, such as 2026-05-01T12:00:00Z", re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"))
COUNT = FactForm("a number", re.compile(r"\d{1,6}"))
PARTY = FactForm("`customer` or `provider`", re.compile("customer|provider"))
NAME = FactForm("a name of small letters, digits, `_` and `-`", re.compile(r"[a-z0-9][a-z0-9_-]*"))
TASK = FactForm("the id of a task, such as transition.access", re.compile(r"[a-z0-9][a-z0-9_.-]*"))
PROPOSALS = FactForm("numbers of proposals, such as 1.4 1.7, or how many there are", re.compile(r"\d+(?:\.\d+)?(?: \d+\.\d+)*"))
FILE = FactForm("a file below the root", re.compile(r"(?:[\w.-]+/)*[\w.-]+"))
WORDS = FactForm("words", re.compile(r"(?s).*\S.*"))


def one_of(*words: str) -> FactForm:
    """A fact that is one of these words."""
    return FactForm(" or ".join(f"`{word}`" for word in words), re.compile("|".join(map(re.escape, words))))


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The facts of one kind of entry, by name. `named` are those whose names are not fixed, by the pattern of the name."""

    needed: Mapping[str, FactForm]
    possible: Mapping[str, FactForm] = field(default_factory=dict)
    named: Mapping[re.Pattern[str], FactForm] = field(default_factory=dict)

    def faults(self, at: str, facts: Mapping[str, str]) -> Iterator[str]:
        """What is wrong with an entry of this kind, in words."""
        if not MOMENT.pattern.fullmatch(at):
            yield f"`at` is `{at}`: expected {MOMENT.words}"
        for name in self.needed:
            if name not in facts:
                yield f"it has no `{name}`: expected {self.needed[name].words}"
        for name, fact in facts.items():
            form = self._form(name)
            if form is None:
                yield f"it has no fact `{name}`: {close_to(name, (*self.needed, *self.possible)) or 'expected ' + self._expected()}"
            elif not isinstance(fact, str) or not form.pattern.fullmatch(fact):
                yield f"`{name}` is `{fact}`: expected {form.words}"

    def _form(self, name: str) -> FactForm | None:
        fixed = self.needed.get(name) or self.possible.get(name)
        return fixed or next((form for pattern, form in self.named.items() if pattern.fullmatch(name)), None)

    def _expected(self) -> str:
        return ", ".join(f"`{name}`" for name in (*self.needed, *self.possible))
