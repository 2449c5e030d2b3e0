"""The blocks of a wording: paragraphs, lists by indentation, conditions around whole blocks, headings, directives."""

from __future__ import annotations

from pipeline.assemble.directives import Directives
from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line
from pipeline.assemble.markers import Marker, begins_block, is_item, marker_of, refusal
from pipeline.assemble.pattern import (
    Branch,
    HeadingPattern,
    If,
    ItemPattern,
    MatrixPattern,
    PairsPattern,
    ParagraphPattern,
    Pattern,
    TablePattern,
)
from pipeline.assemble.source import Ids
from pipeline.assemble.tags import DEEPEST_IF, INNER_TAGS, Tags, behind_if, is_tag, tag_name
from pipeline.assemble.words import words
from pipeline.model.document import Paragraph, PartKind
from pipeline.model.numbering import DEEPEST_LEVEL


class Blocks:
    """Reads the lines of one wording from the first to the last.

    The clause language is a strict part of CommonMark: whatever CommonMark would guess at (a list item by accident, a
    paragraph that goes on at another indentation, a table that swallows a line) is refused with its place.
    """

    def __init__(self, lines: tuple[Line, ...], ids: Ids, part: PartKind, faults: Faults, *, headings: bool) -> None:
        self.lines = list(lines)
        self.ids = ids
        self.part = part
        self.faults = faults
        self.tags = Tags(faults)
        self.directives = Directives(ids, part, faults)
        self.at = 0
        self.headings = headings
        self.open_ifs = 0
        self.around = ids.clause if part in (PartKind.TERMS, PartKind.SCHEDULE) else ""
        self.anchors: dict[str, str] = {}
        self.headed = part is not PartKind.SCHEDULE

    def read(self) -> tuple[Pattern, ...]:
        """All blocks of the wording."""
        blocks, _ = self._sequence(0, 0, 0)
        return blocks

    @property
    def line(self) -> Line | None:
        """The line to be read next; None at the end of the text."""
        return self.lines[self.at] if self.at < len(self.lines) else None

    def _sequence(self, indent: int, depth: int, last: int, *, within_if: bool = False) -> tuple[tuple[Pattern, ...], int]:
        """The blocks that begin at this indentation, and the number of the last list item that was typed."""
        found: list[Pattern] = []
        while (line := self.line) is not None and (not line.text or line.indent >= indent):
            if not line.text:
                self.at += 1
            elif line.indent > indent:
                self._wrong_indent(line, indent)
                self._skip_deeper(indent)
            elif within_if and tag_name(line) in INNER_TAGS:
                break
            else:
                blocks, last = self._block(line, depth, last)
                found += blocks
        return tuple(found), last

    def _block(self, line: Line, depth: int, last: int) -> tuple[list[Pattern], int]:
        if is_tag(line):
            return self._tag(line, depth, last)
        if fault := refusal(line):
            self._refuse_block(line, *fault)
        elif is_item(line):
            return self._item(line, depth, last)
        elif line.text.startswith(":::"):
            directive, self.at = self.directives.read(self.lines, self.at, depth)
            if isinstance(directive, TablePattern | MatrixPattern | PairsPattern) and directive.named:
                self.anchors[directive.id] = self.around
            return [directive] if directive else [], last
        elif line.text.startswith("#"):
            return self._heading(line), 0
        else:
            paragraph = self._paragraph(line)
            self._anchor(paragraph)
            return [paragraph], last
        return [], last

    def _anchor(self, paragraph: ParagraphPattern) -> None:
        if paragraph.named:
            self.anchors[paragraph.id] = self.around

    def _heading(self, line: Line) -> list[Pattern]:
        self.at += 1
        self.headed = True
        # In a wording of one deal, a heading may bear the name of its file: a clause that moved, or that has another heading.
        name, _, rest = self.ids.taken_from(line, whole=self.headings and self.part is PartKind.TERMS)
        span = self.faults.span(line.number, line.column, len(line.text))
        if not self.headings:
            self.faults.add("heading", span, "a heading stands inside a clause", "the `title` in clause.yaml is its only heading")
        elif line.indent or not rest.text.startswith("## ") or not rest.text[3:].strip():
            self.faults.add("heading", span, "the headings of a schedule are `## ` and words, at the beginning of the line")
        else:
            self.around = name
            return [HeadingPattern(name, words([Line(rest.number, rest.indent + 3, rest.text[3:])], self.faults), span)]
        return []

    def _paragraph(self, line: Line) -> ParagraphPattern:
        name, named, first = self.ids.taken_from(line)
        self.at += 1
        said = words([first, *self._continuation(line.indent)], self.faults)
        span = self.faults.span(line.number, line.column, len(line.text))
        if not first.text:
            self.faults.add("no-words", span, "an id stands here without words")
        return ParagraphPattern(name, said, named, span, None if said.fixed is None else Paragraph(name, said.fixed, named, span))

    def _continuation(self, indent: int) -> list[Line]:
        found: list[Line] = []
        while (line := self.line) is not None and line.text and not begins_block(line):
            if line.indent < indent:
                message = f"this line stands at column {line.column}, the paragraph that it continues at column {indent + 1}"
                hint = f"indent it by {indent}, or put an empty line before it"
                self.faults.add("lazy-continuation", self.faults.span(line.number, line.column, len(line.text)), message, hint)
            elif line.indent > indent:
                self._wrong_indent(line, indent)
            found.append(line)
            self.at += 1
        return found

    def _item(self, line: Line, depth: int, last: int) -> tuple[list[Pattern], int]:
        marker = marker_of(line, last, self.faults)
        if marker is None:
            self._skip_block()
            return [], last
        ordered = marker.number is not None
        if not self._fits(line, marker, depth + 1):
            self.at += 1
            self._skip_deeper(line.indent)
            return [], last
        content = Line(line.number, line.indent + marker.width, line.text[marker.width :])
        # The item's words are read as a line of their own, at the column where they stand.
        self.lines[self.at] = content
        if begins_block(content):
            message = f"`{content.text}` begins another block in the line of `{marker.typed}`"
            self._refuse_block(content, "item-without-words", message, "an item begins with its words")
            return [], last
        paragraph = self._paragraph(content)
        outside = self.around
        if ordered:
            self.around = paragraph.id
        else:
            self._anchor(paragraph)
        blocks, _ = self._sequence(content.indent, depth + 1, 0)
        self.around = outside
        return [ItemPattern(paragraph, blocks, ordered)], marker.number or last

    def _fits(self, line: Line, marker: Marker, depth: int) -> bool:
        """Whether a list may go so deep; a number where there can be none is reported, and the item is read."""
        span = self.faults.span(line.number, line.column, len(marker.typed))
        if depth > DEEPEST_LEVEL:
            self.faults.add("list-too-deep", span, "lists go three levels deep: 1.1, (a) and (i)")
        elif marker.number is None:
            pass
        elif self.part in (PartKind.COVER, PartKind.SIGNATURES):
            self.faults.add("no-numbers-here", span, f"a numbered item stands in the {self.part}, which has no numbers", "write `-`")
        elif not self.headed:
            hint = "put `## ` and a heading before it"
            self.faults.add("no-numbers-here", span, "a numbered item stands before the first heading of the schedule", hint)
        return depth <= DEEPEST_LEVEL

    def _tag(self, line: Line, depth: int, last: int) -> tuple[list[Pattern], int]:
        if tag_name(line) == "if":
            return self._if(line, depth, last)
        self.tags.misplaced(line)
        self.at += 1
        return [], last

    def _if(self, opening: Line, depth: int, last: int) -> tuple[list[Pattern], int]:
        if self.open_ifs >= DEEPEST_IF:
            self.tags.too_deep(opening)
            self.at = behind_if(self.lines, self.at)
            return [], last
        if self._tears_paragraph():
            self.tags.inside_paragraph(opening)
        self.open_ifs += 1
        branches: list[Branch] = []
        typed = last
        while (line := self.line) is not None and line.indent == opening.indent and tag_name(line) in ("if", "elif", "else"):
            if branches and branches[-1].condition is None:
                self.tags.after_else(line)
            self.at += 1
            condition = self.tags.condition(line)
            blocks, reached = self._sequence(opening.indent, depth, last, within_if=True)
            branches.append(Branch(condition, blocks))
            typed = max(typed, reached)
        self.open_ifs -= 1
        self._endif(opening)
        return [If(tuple(branches), self.faults.span(opening.number, opening.column, len(opening.text)))], typed

    def _endif(self, opening: Line) -> None:
        line = self.line
        if line is None or line.indent != opening.indent or tag_name(line) != "endif":
            self.tags.unclosed_if(opening, line)
            if line is not None and tag_name(line) == "endif" and not self.open_ifs:
                # It was meant to close this one, and is not reported once more.
                self.at += 1
        else:
            self.tags.end(line)
            self.at += 1

    def _tears_paragraph(self) -> bool:
        """Whether the tag that is read next stands between two lines of words, with no empty line to part them."""
        around = self.lines[max(self.at - 1, 0) : self.at + 2]
        return (
            len(around) == 3
            and all(line.text and line.indent == around[1].indent for line in around)
            and not any(begins_block(line) for line in (around[0], around[2]))
        )

    def _wrong_indent(self, line: Line, indent: int) -> None:
        message = f"this line begins at column {line.column}, expected column {indent + 1}"
        hint = "what belongs to an item stands right below its first word: 3 spaces deeper for each level of `1.`"
        self.faults.add("wrong-indent", self.faults.span(line.number, line.column, len(line.text)), message, hint)

    def _refuse_block(self, line: Line, code: str, message: str, hint: str | None) -> None:
        self.faults.add(code, self.faults.span(line.number, line.column, len(line.text)), message, hint)
        self._skip_block()

    def _skip_block(self) -> None:
        """Go on behind a block that was refused: at the next empty line or tag."""
        self.at += 1
        while (line := self.line) is not None and line.text and not is_tag(line):
            self.at += 1

    def _skip_deeper(self, indent: int) -> None:
        """Go on behind a block at a wrong indentation: where a line stands at `indent` or less again."""
        while (line := self.line) is not None and (not line.text or line.indent > indent):
            self.at += 1
