"""What the whole contract lacks, or has from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.check.contract.contract import Contract, Rule
from pipeline.check.contract.passages import LONGEST, OPAQUE, place_of, plain, words, words_of
from pipeline.model.diagnostic import Diagnostic, Span, advice, warning
from pipeline.model.document import Paragraph, PartKind, Table, Value, inlines, walk

_UNIT = re.compile(r"\d[\d.,]* ?(?:%|minutes?|hours?|days?|Business Days?|Business Hours|weeks?|months?|years?)")


def empty_schedule(contract: Contract) -> Iterator[Diagnostic]:
    """L131. A schedule with a heading and nothing below.

    Wrong: Schedule 4 (Exit Plan) on an empty page. Right: leave it out by `when`, or say what stands there. What an empty schedule
    promises, nobody has agreed.
    """
    for part in contract.document.parts:
        if part.kind is PartKind.SCHEDULE and not any(isinstance(node, Paragraph | Table) for node in walk(part)):
            message = f"the schedule `{words(part.heading)}` says nothing"
            yield warning("empty-schedule", part.span or Span(""), message, "write it, or leave it out by `when` in its clause.yaml")


def law_of_elsewhere(contract: Contract) -> Iterator[Diagnostic]:
    """L134. A statute, court or authority that only another law of the library knows.

    Wrong: "the Late Payment of Commercial Debts (Interest) Act 1998" in a contract under German law. Right: the wording of that law's pack.
    A name that the contract lists under `clauses.proper_names` is meant.
    """
    foreign = _names(contract.foreign.difference(contract.names))
    own = _names(frozenset(contract.names))
    for passage in contract.passages if foreign else ():
        meant = {place for found in passage.matches(own) for place in range(found.start(), found.end())} if own else set()
        for match in passage.matches(foreign) if foreign else ():
            if match.start() in meant:
                continue
            message = f"`{match.group()}` belongs to another law than that of {contract.law.name}"
            yield passage.warning(
                "law-of-elsewhere", match, message, "say it in the law's pack, or list the name under `clauses.proper_names`"
            )


@lru_cache(maxsize=8)
def _names(names: frozenset[str]) -> re.Pattern[str] | None:
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(plain(name)) for name in ordered) + r")(?!\w)") if ordered else None


def long_when_filled(contract: Contract) -> Iterator[Diagnostic]:
    """L112. A sentence that is long only with the values of this contract.

    Wrong: a clause that prints eight names in the middle of a sentence. Right: `::: list`, which gives each a line.
    """
    for passage in contract.passages:
        if OPAQUE not in passage.text or passage.in_table:
            continue
        for sentence in _filled(passage.paragraph).split(". "):
            count = len(words_of(sentence))
            if count > LONGEST and not any(len(own.words) > LONGEST for own in passage.sentences):
                message = f"with the values of this contract a sentence here has {count} words, at most {LONGEST} can be followed"
                yield warning("long-when-filled", passage.span, message, "print the values as a list")


def _filled(paragraph: Paragraph) -> str:
    return "".join(getattr(node, "text", OPAQUE) for node in inlines(paragraph))


def typed_value(contract: Contract) -> Iterator[Diagnostic]:
    """L59. A figure typed in a wording that the data of this contract has too.

    Wrong: "within 15 minutes" in a clause, and `response: 15 min` in the data. Right: "within {{ service_levels.targets.p1.response }}".
    When the data changes, the clause would contradict it. Two figures may be equal by chance, so this is advice.
    """
    printed = {plain(node.text): node.path for item in walk(contract.document) for node in inlines(item) if isinstance(node, Value)}
    for passage in contract.passages:
        for match in passage.matches(_UNIT):
            if match.group() in printed:
                place = place_of(match.group(), passage.span, passage.source)
                message = f"`{match.group()}` is typed here, and `{printed[match.group()]}` has the same value"
                yield advice("typed-value", place, message, "print it from the data if it is meant")


RULES: tuple[Rule, ...] = (empty_schedule, law_of_elsewhere, long_when_filled, typed_value)
