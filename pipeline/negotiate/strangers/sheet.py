"""What was found in a contract of theirs, laid out as tables for those who negotiate it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.model.sections import Section
from pipeline.model.sheet import Column, Grid, Record, Sheet
from pipeline.model.their_paper import Confidence, Deviation, Match, OurClause, ReadValue, TheirPaper
from pipeline.negotiate.sheets import LEGEND
from pipeline.negotiate.strangers.paper import possibly_in

_MATCHES = (Column("Our clause", 8), Column("Their section", 10), Column("Place", 4), Column("Confidence", 4), Column("Known by", 8))
_MISSING = (Column("Our clause", 8), Column("What it is for", 16), Column("Needed", 8), Column("Perhaps in", 8))
_VALUES = (
    Column("Value", 10),
    Column("Theirs", 6),
    Column("Their words", 8),
    Column("Section", 8),
    Column("Place", 4),
    Column("Confidence", 5),
    Column("Ours", 6),
    Column("Remark", 12),
)
_FLOORS = (Column("Our clause", 6), Column("Never accepted: look for it in their words", 16), Column("Their sections", 10))
_OTHERS = (Column("Their section", 8), Column("Place", 4), Column("It begins", 20))
_FINDINGS = (Column("Place", 4), Column("Finding", 16), Column("Help", 12))
_BEGINNING = 160


def paper_sheet(paper: TheirPaper, findings: Sequence[Diagnostic], contract: str = "", positions: Sequence[str] = ()) -> Sheet:
    """The sheet; `contract` is the one whose data theirs was held against, `positions` say which positions of ours theirs would change."""
    grids = (
        Grid("What they say of our clauses", _MATCHES, tuple(map(_match, paper.matches))),
        Grid("What is missing", _MISSING, tuple(_missing(paper, clause) for clause in paper.missing)),
        Grid("Values that could be read out", _VALUES, tuple(_value(paper, read) for read in paper.values)),
        Grid("What nobody can look for but a person", _FLOORS, tuple(_floors(paper))),
        Grid("What they say and our library does not", _OTHERS, tuple(map(_other, paper.without_counterpart))),
        Grid("Proof-reading", _FINDINGS, tuple(map(_finding, findings))),
    )
    held = f", held against {contract}" if contract else ""
    return Sheet("Their paper", f"{paper.file}{held}", LEGEND, (*_counted(paper), *positions), grids)


def _counted(paper: TheirPaper) -> Iterator[str]:
    counts = {confidence: sum(match.confidence is confidence for match in paper.matches) for confidence in Confidence}
    told = ", ".join(f"{count} {confidence.value}" for confidence, count in counts.items() if count)
    yield (
        f"{len(paper.sections)} sections; {len(paper.matches)} matches{f' ({told})' if told else ''}; "
        f"{len(paper.missing)} clauses missing; {len(paper.values)} values read."
    )
    yield "A program has read this text. Each match and each value is a place to look at, and no advice."


def _match(match: Match) -> Record:
    cells = (match.clause.title, match.section.name, _place(match.section.span), match.confidence.value, match.because)
    return Record(cells, stressed=match.confidence is Confidence.POSSIBLE)


def _missing(paper: TheirPaper, clause: OurClause) -> Record:
    needed = f"if {clause.when}" if clause.when else "always" if clause.mandatory else "if wanted"
    perhaps = "; ".join(match.section.name for match in possibly_in(paper, clause))
    return Record((clause.title, clause.purpose, needed, perhaps), stressed=clause.mandatory and not clause.when)


def _value(paper: TheirPaper, read: ReadValue) -> Record:
    deviation = next((each for each in paper.deviations if each.read == read), Deviation(read, ""))
    known = (read.path, read.value, read.words, read.section.name, _place(read.span or read.section.span), read.confidence.value)
    return Record((*known, deviation.ours, deviation.remark), stressed=bool(deviation.remark))


def _floors(paper: TheirPaper) -> Iterator[Record]:
    sections: dict[str, list[str]] = {}
    clauses: dict[str, OurClause] = {}
    for match in paper.matches:
        clauses[match.clause.id] = match.clause
        sections.setdefault(match.clause.id, []).append(match.section.name)
    for id, clause in clauses.items():
        if clause.floors:
            yield Record((clause.title, "\n".join(clause.floors), "; ".join(dict.fromkeys(sections[id]))))


def _other(section: Section) -> Record:
    words = section.words.replace("\n", " ")
    return Record((section.name, _place(section.span), words if len(words) <= _BEGINNING else f"{words[:_BEGINNING].rstrip()}…"))


def _finding(finding: Diagnostic) -> Record:
    return Record((_place(finding.span), f"{finding.severity.value}: {finding.message}", finding.hint or ""))


def _place(span: Span) -> str:
    return f"paragraph {span.line}" if span.file.lower().endswith(".docx") else f"line {span.line}"
