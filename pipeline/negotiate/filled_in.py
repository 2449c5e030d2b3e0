"""Decisions read back from an issues list that somebody filled in: all of them, or what is in the way and nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.diagnostic import Diagnostic, Related, Span, error, has_errors, warning
from pipeline.model.proposal import Answer, Decision, Proposal
from pipeline.model.sheet import FilledRow, FilledSheet, Grid, Record
from pipeline.model.terms.faults import close_to
from pipeline.negotiate.sheets import BY, COUNTER, DECISION, NUMBER, REASON, REPLY

_ANEW = "take the list as the command `issues` writes it today, and fill in that one"


@dataclass(frozen=True, slots=True)
class FilledIn:
    """The new decisions by the proposal's id; none where a finding is an error."""

    decisions: tuple[tuple[str, Decision], ...]
    findings: tuple[Diagnostic, ...]


def decisions_from(filled: FilledSheet, issues: Grid, proposals: Mapping[str, Proposal]) -> FilledIn:
    """What the rows decide that was not decided yet, or was decided otherwise. `issues` is the list as it would be written today."""
    findings = [*_columns(filled, issues)]
    if has_errors(findings):
        return FilledIn((), tuple(findings))
    records = {record.cells[0]: record for record in issues.records}
    findings += [*_doubled(filled)]
    decisions: list[tuple[str, Decision]] = []
    for row in filled.rows:
        reading = _Row(filled.file, row, issues, records)
        findings += reading.faults()
        decision = reading.decision()
        if decision is not None and reading.id in proposals and decision != proposals[reading.id].decision:
            decisions.append((reading.id, decision))
    return FilledIn(() if has_errors(findings) else tuple(decisions), tuple(findings))


def _columns(filled: FilledSheet, issues: Grid) -> Iterator[Diagnostic]:
    known = [column.name for column in (*issues.columns, *issues.form)]
    missing = [name for name in known if name not in filled.columns]
    if missing:
        message = f"the list lacks the column{'s' * (len(missing) > 1)} {', '.join(f'`{name}`' for name in missing)}"
        yield error("missing-column", Span(filled.file), message, _ANEW)
    for name, count in Counter(filled.columns).items():
        if name in known and count > 1:
            yield error("doubled-column", Span(filled.file), f"the list has the column `{name}` more than once", _ANEW)
        elif name and name not in known and any(row.cell(name) for row in filled.rows):
            yield warning("unknown-column", Span(filled.file), f"the column `{name}` is none of the list, so what stands in it is not read")


def _doubled(filled: FilledSheet) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for row in filled.rows:
        id = row.cell(NUMBER)
        if id in first:
            earlier = Related(Span(filled.file, first[id]), "the earlier row")
            message = f"row {row.number}: the issue `{id}` stands here again"
            yield error("doubled-issue", Span(filled.file, row.number), message, "leave one of the two rows", earlier)
        first.setdefault(id, row.number)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the file held against the list of today."""

    file: str
    row: FilledRow
    issues: Grid
    records: Mapping[str, Record]

    @property
    def id(self) -> str:
        return self.row.cell(NUMBER)

    @property
    def answer(self) -> str:
        return self.row.cell(DECISION).strip().lower()

    def decision(self) -> Decision | None:
        """The decision as written; None where there is none, or no answer that is known."""
        if self.answer not in set(Answer):
            return None
        by, reason, reply, counter = (self.row.cell(name).strip() for name in (BY, REASON, REPLY, COUNTER))
        return Decision(Answer(self.answer), by, reason, reply, counter)

    def faults(self) -> Iterator[Diagnostic]:
        """All that is wrong with this row."""
        record = self.records.get(self.id)
        if record is None:
            hint = close_to(self.id, tuple(self.records)) or "the number stands in the first column, as in `2.14`"
            yield self._fault("unknown-issue", f"there is no issue `{self.id}` in this round", hint)
            return
        yield from self._changed(record)
        yield from self._wrong_answer(record)

    def _changed(self, record: Record) -> Iterator[Diagnostic]:
        for column, words in zip(self.issues.columns, record.cells, strict=True):
            if _bare(self.row.cell(column.name)) != _bare(words):
                message = f"`{column.name}` of {self.id} is not what the list says today"
                yield self._fault("changed-cell", message, f"only the columns for decisions are read; {_ANEW}")

    def _wrong_answer(self, record: Record) -> Iterator[Diagnostic]:
        entries = {name: self.row.cell(name).strip() for name in (DECISION, BY, REASON, REPLY, COUNTER)}
        if not self.answer:
            if any(entries.values()):
                yield self._fault("no-answer", f"something is filled in for {self.id}, but no decision", _ANSWERS)
            elif any(record.entries):
                message = f"the decision on {self.id} was taken out; what was decided can be changed, but not be made undone"
                yield self._fault("no-answer", message, "write `discuss` to open it again")
            return
        if self.answer not in set(Answer):
            yield self._fault("unknown-answer", f"`{entries[DECISION]}` is no decision", close_to(self.answer, tuple(Answer)) or _ANSWERS)
            return
        if not entries[BY]:
            yield self._fault("nobody-decides", f"nobody is named who decides on {self.id}", f"write the name under `{BY}`")
        if self.answer == Answer.COUNTER and not entries[COUNTER]:
            hint = f"write the words or the value under `{COUNTER}`"
            yield self._fault("empty-counter", f"the counter to {self.id} offers nothing", hint)
        if self.answer != Answer.COUNTER and entries[COUNTER]:
            message = f"{self.id} offers something instead, but the decision is `{self.answer}`"
            yield self._fault("counter-without-answer", message, f"write `counter`, or leave `{COUNTER}` empty")

    def _fault(self, code: str, message: str, hint: str) -> Diagnostic:
        return error(code, Span(self.file, self.row.number), f"row {self.row.number}: {message}", hint)


_ANSWERS = f"write {', '.join(f'`{answer}`' for answer in list(Answer)[:-1])} or `{list(Answer)[-1]}`"


def _bare(words: str) -> str:
    """Words without regard to how lines are broken, which programs change when they save."""
    return " ".join(words.split())
