"""Pairs of a label and what is said of it, as the Key Terms on the cover."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line
from pipeline.assemble.pattern import Branch, If, PairPattern, Pattern
from pipeline.assemble.tags import DEEPEST_IF, INNER_TAGS, Tags, behind_if, is_tag, tag_name
from pipeline.assemble.words import words

BETWEEN = " :: "


class PairsReader:
    """Reads the lines inside `::: pairs`."""

    def __init__(self, lines: Sequence[Line], faults: Faults) -> None:
        self.lines = lines
        self.faults = faults
        self.tags = Tags(faults)
        self.at = 0
        self.open_ifs = 0

    def read(self) -> tuple[Pattern, ...]:
        """All pairs, and the conditions around them."""
        return self._sequence(within_if=False)

    @property
    def line(self) -> Line | None:
        """The line to be read next; None at the end."""
        return self.lines[self.at] if self.at < len(self.lines) else None

    def _sequence(self, *, within_if: bool) -> tuple[Pattern, ...]:
        found: list[Pattern] = []
        while (line := self.line) is not None:
            name = tag_name(line)
            if within_if and name in INNER_TAGS:
                break
            if name == "if" and self.open_ifs >= DEEPEST_IF:
                self.tags.too_deep(line)
                self.at = behind_if(self.lines, self.at)
                continue
            if name == "if":
                found.append(self._if(line))
                continue
            self.at += 1
            if is_tag(line):
                self.tags.misplaced(line)
            elif BETWEEN in line.text:
                found.append(self._pair(line))
            else:
                hint = "a pair is `Label :: content`, its further lines stand directly below"
                self.faults.add("no-pair", self.faults.span(line.number, line.column, len(line.text)), "this line belongs to no pair", hint)
        return tuple(found)

    def _pair(self, line: Line) -> PairPattern:
        split = line.text.index(BETWEEN)
        begin = split + len(BETWEEN)
        content = [Line(line.number, line.indent + begin, line.text[begin:])]
        while (further := self.line) is not None and BETWEEN not in further.text and not is_tag(further):
            content.append(further)
            self.at += 1
        label = words([Line(line.number, line.indent, line.text[:split])], self.faults)
        return PairPattern(label, words(content, self.faults), self.faults.span(line.number, line.column, len(line.text)))

    def _if(self, opening: Line) -> If:
        self.open_ifs += 1
        branches: list[Branch] = []
        while (line := self.line) is not None and tag_name(line) in ("if", "elif", "else"):
            if branches and branches[-1].condition is None:
                self.tags.after_else(line)
            self.at += 1
            condition = self.tags.condition(line)
            branches.append(Branch(condition, self._sequence(within_if=True)))
        self.open_ifs -= 1
        line = self.line
        if line is None:
            self.tags.unclosed_if(opening, None)
        else:
            self.tags.end(line)
            self.at += 1
        return If(tuple(branches), self.faults.span(opening.number, opening.column, len(opening.text)))
