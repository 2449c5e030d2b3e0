"""Findings allowed in place, each with its reason: in a wording by a drafting note, in a contract's YAML by a comment."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.check.codes import ALLOWABLE, ON_WHOLE_CONTRACTS
from pipeline.model.diagnostic import Diagnostic, Severity, Span, warning
from pipeline.model.terms.faults import close_to

_NOTE = re.compile(r"<!--\s*allow\s+(?P<code>[\w-]+)\s*(?::\s*(?P<reason>.*?))?\s*-->")
_COMMENT = re.compile(r"(?:^|\s)#\s*allow\s+(?P<code>[\w-]+)\s*(?::\s*(?P<reason>.*\S))?\s*$")
_NEXT_BLOCK = re.compile(r"\s*(?:$|\d+\. |- |\{%|:::|## )")


@dataclass(frozen=True, slots=True)
class Allowance:
    """A note that allows one code on the lines from `first` to `last`."""

    code: str
    reason: str
    span: Span
    first: int
    last: int

    def covers(self, finding: Diagnostic) -> bool:
        """Whether it allows this finding; an error is never allowed."""
        place = finding.span
        here = place.file == self.span.file and self.first <= place.line <= self.last
        return here and finding.code == self.code and bool(self.reason) and finding.severity is not Severity.ERROR


def allowances(texts: Mapping[str, str]) -> tuple[Allowance, ...]:
    """The notes in these texts, by file."""
    return tuple(found for file, text in texts.items() if "allow" in text for found in _of_file(file, text.split("\n")))


def _of_file(file: str, lines: list[str]) -> Iterator[Allowance]:
    pattern, reach = (_NOTE, _paragraph) if file.endswith(".md") else (_COMMENT, _line)
    for number, line in enumerate(lines, start=1):
        for match in pattern.finditer(line):
            start = match.end() - len(match.group().lstrip())
            span = Span(file, number, start + 1, match.end() + 1)
            yield Allowance(match["code"], match["reason"] or "", span, *reach(lines, number, start))


def _paragraph(lines: list[str], number: int, start: int) -> tuple[int, int]:
    """The paragraph or table below a note, or that in which it stands."""
    first = number
    while first <= len(lines) and not _NOTE.sub("", lines[first - 1]).strip():
        first += 1
    table = first <= len(lines) and lines[first - 1].lstrip().startswith(":::")
    last = first
    while last < len(lines) and not (lines[last].strip() == ":::" if table else _NEXT_BLOCK.match(lines[last])):
        last += 1
    return first, last


def _line(lines: list[str], number: int, start: int) -> tuple[int, int]:
    """The line at whose end a comment stands, else the next line that is no comment."""
    if lines[number - 1][:start].strip():
        return number, number
    following = next((count for count in range(number, len(lines)) if not lines[count].lstrip().startswith("#")), number)
    return following + 1, following + 1


def without_allowed(findings: Iterable[Diagnostic], allowed: Collection[Allowance]) -> list[Diagnostic]:
    """The findings that no note allows."""
    return [finding for finding in findings if not any(allowance.covers(finding) for allowance in allowed)]


def allowance_faults(allowed: Iterable[Allowance], findings: Collection[Diagnostic], *, whole: bool) -> Iterator[Diagnostic]:
    """What is wrong with the notes themselves: no reason, no such code, nothing to allow.

    With `whole`, the findings are all that could be made on these texts; else those of the rules on whole contracts are not
    among them, and a note on one of those is not called needless.
    """
    for allowance in allowed:
        if allowance.code not in ALLOWABLE:
            hint = close_to(allowance.code, ALLOWABLE) or "docs/rules.md lists the codes; an error cannot be allowed"
            yield warning("unknown-allowance", allowance.span, f"no warning and no advice has the code `{allowance.code}`", hint)
        elif not allowance.reason:
            hint = f"write it behind a colon: `allow {allowance.code}: the statute's own words`"
            yield warning("allowance-without-reason", allowance.span, f"`{allowance.code}` is allowed without a reason", hint)
        elif not any(map(allowance.covers, findings)) and (whole or allowance.code not in ON_WHOLE_CONTRACTS):
            message = f"`{allowance.code}` is allowed here, and is not found here"
            yield warning("needless-allowance", allowance.span, message, "take the note out, or put it on the line before the paragraph")
