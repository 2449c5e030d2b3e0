"""Ids, expressions and tags as a clause file writes them, each with its place."""

from __future__ import annotations

import re
from typing import Literal as OneOf

from pipeline.assemble.expressions import Read, Refusal, read_expression
from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line
from pipeline.assemble.pattern import Condition, Path
from pipeline.model.diagnostic import Span

ID = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*")
_FIRST_NAMES = re.compile(r"(?<![\w.])[^\W\d]\w*")
_GIVEN_NAMES = re.compile(r"\{%-?\s*(?:for\s+(?P<each>.+?)\s+in\b|set\s+(?P<set>\w+))")
_NAMED = re.compile(r"(?:^|\s+)\{#([^{}]*)\}$")


def read_at(text: str, purpose: OneOf["value", "condition", "path"], line: int, column: int, faults: Faults) -> tuple[Read, Span] | None:
    """The expression that begins at this column; None where it or what names its first step is refused, which is then among the faults."""
    words = text.strip()
    column += len(text) - len(text.lstrip())
    read = read_expression(words, purpose)
    if isinstance(read, Refusal):
        faults.add(read.code, faults.span(line, column + read.offset, read.length), read.message, read.hint)
        return None
    if faults.unknowable and faults.unknowable.intersection(_FIRST_NAMES.findall(words)):
        return None
    return read, faults.span(line, column, len(words))


def names_given_by(tag: str) -> frozenset[str]:
    """The names that a tag which is not part of the clause language would give to values."""
    match = _GIVEN_NAMES.match(tag)
    if match is None:
        return frozenset()
    return frozenset({match["set"]} if match["set"] else {"loop", *re.findall(r"\w+", match["each"])})


def condition_at(text: str, line: int, column: int, faults: Faults) -> Condition | None:
    """The condition that begins at this column."""
    found = read_at(text, "condition", line, column, faults)
    return Condition(found[0].expression, found[1]) if found else None


def path_at(text: str, line: int, column: int, faults: Faults) -> tuple[Path, Span] | None:
    """The path that begins at this column."""
    found = read_at(text, "path", line, column, faults)
    return (found[0].expression, found[1]) if found and isinstance(found[0].expression, Path) else None


class Ids:
    """The ids of one wording: those that the source gives, and those made from the order of what stands there."""

    def __init__(self, clause: str, faults: Faults) -> None:
        self.clause = clause
        self.faults = faults
        self.count = 0
        self.given: set[str] = set()

    def taken_from(self, line: Line, *, whole: bool = False) -> tuple[str, bool, Line]:
        """The id of the block that begins on this line, whether the source gave it, and the line without it.

        `whole` says that the block may bear the clause's own id.
        """
        self.count += 1
        made = f"{self.clause}/{self.count}"
        match = _NAMED.search(line.text)
        if match is None:
            return made, False, line
        rest = Line(line.number, line.indent, line.text[: match.start()])
        column = line.column + match.start(1)
        if (whole and match[1] == self.clause) or self._is_fit(match[1], self.faults.span(line.number, column, len(match[1]))):
            self.given.add(match[1])
            return match[1], True, rest
        return made, False, rest

    def _is_fit(self, name: str, span: Span) -> bool:
        if not ID.fullmatch(name):
            self.faults.add(
                "bad-id", span, f"`{name}` is not an id", "small letters, digits, hyphens and dots, as in `service-levels.response`"
            )
            return False
        if not name.startswith(f"{self.clause}."):
            self.faults.add(
                "foreign-id", span, f"the id `{name}` does not begin with its clause's id", f"write `{self.clause}.{name.split('.')[-1]}`"
            )
            return False
        return True
