"""The page before a redline that sums it up: how many changes of each kind, the values, the numbers of the clauses.

It is no part of the contract: its first paragraph and its last bear bookmarks, so that a reader of the file can leave it out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.model.change import Change, ChangeKind
from pipeline.model.document import Alignment
from pipeline.word import names
from pipeline.word.contents import headings
from pipeline.word.marking import Marking
from pipeline.word.tables import Field, Fitting, Line, measures, rows_kept, table_xml
from pipeline.word.template import Shell
from pipeline.word.text import run
from pipeline.word.versions import Version, Versions

SUMMARY, SUMMARY_END = "_summary", "_summary_end"
"""The bookmarks in the first paragraph of the page and in its last; hidden in Word. LibreOffice loses one that reaches over a table."""
_KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.VALUE: "Values changed",
    ChangeKind.WORDS: "Passages reworded",
    ChangeKind.ADDED: "Passages added",
    ChangeKind.DROPPED: "Passages deleted",
    ChangeKind.MOVED: "Passages moved",
    ChangeKind.DIVIDED: "Paragraphs divided",
    ChangeKind.JOINED: "Paragraphs joined",
    ChangeKind.LAYOUT: "Tables and signature blocks laid out anew",
}
_NOTE = "This summary is no part of the Agreement."
_SAME = "All clauses and Schedules keep their numbers."
_NONE = "\u2013"
_DERIVED = "derived."
_ABBREVIATED = re.compile(r"[a-z]\d+")
_BREAK = '<w:r><w:br w:type="page"/></w:r>'


def summary_xml(changes: Sequence[Change], versions: Versions, shell: Shell, marking: Marking) -> str:
    """The page, with the break behind it."""
    page = _Page(shell)
    renumbered = list(_renumbered(versions))
    values = [(path_in_words(change.path), change.old, change.new) for change in changes if change.path is not None]
    counts = Counter(change.kind for change in changes)
    return (
        page.paragraph(names.COVER_TITLE, _bookmarked(SUMMARY, run("Summary of changes"), marking))
        + page.paragraph(names.COVER_TEXT, run(_NOTE))
        + page.table(("Kind of change", "Number"), [(_KINDS[kind], str(counts[kind])) for kind in _KINDS if counts[kind]])
        + (page.table(("Value", "Old", "New"), values) if values else "")
        + (page.table(("Heading", "Old number", "New number"), renumbered) if renumbered else page.paragraph(names.COVER_TEXT, run(_SAME)))
        + page.paragraph(names.TABLE_SPACE, _bookmarked(SUMMARY_END, _BREAK, marking))
    )


def _bookmarked(name: str, content: str, marking: Marking) -> str:
    number = marking.id()
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def path_in_words(path: str) -> str:
    """A data path as a person says it: "Service levels, targets, P1, response". Whether a value is derived is of no interest."""
    names_of_steps = [step.replace("_", " ").replace("-", " ") for step in path.removeprefix(_DERIVED).split(".")]
    said = ", ".join(name.upper() if _ABBREVIATED.fullmatch(name) else name for name in names_of_steps)
    return said[:1].upper() + said[1:]


def _renumbered(versions: Versions) -> Iterator[tuple[str, str, str]]:
    """The heading of each clause and Schedule that has another number, or stands in one version only; with its numbers."""
    olds, news = _numbered(versions.old), _numbered(versions.new)
    for identity, (title, number) in (*news.items(), *((name, found) for name, found in olds.items() if name not in news)):
        before = olds[identity][1] if identity in olds else _NONE
        after = number if identity in news else _NONE
        if before != after:
            yield title, before, after


def _numbered(version: Version) -> dict[str, tuple[str, str]]:
    """Title and number of each heading that has one; what stands in a Schedule bears the Schedule's number before its own."""
    numbers = version.numbers
    result = {}
    for heading in headings(version.document, numbers):
        if heading.id in numbers:
            own = numbers[heading.id]
            around = f"{numbers[own.part].full}, " if heading.level > 1 else ""
            result[heading.id] = heading.words, around + own.full
    return result


class _Page:
    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    def paragraph(self, style: str, content: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{self.shell.styles[style]}"/></w:pPr>{content}</w:p>'

    def table(self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
        """A table under a header, with the space below it."""
        texts = [[(cell,) for cell in row] for row in (head, *rows)]
        needs = measures(texts[:1], texts[1:], len(head))
        fitting = Fitting.of(needs, (Alignment.LEFT,) * len(head), 0, self.shell.text_width, labelled=False)
        kept = rows_kept(needs, fitting, 1)
        lines = tuple(
            self._line(row, names.TABLE_TEXT if index else names.TABLE_HEADER, index < kept) for index, row in enumerate((head, *rows))
        )
        return table_xml(self.shell.styles[names.CONTRACT_TABLE], fitting, lines, 1) + self.paragraph(names.TABLE_SPACE, "")

    def _line(self, row: tuple[str, ...], style: str, keep: bool) -> Line:
        layout = "<w:keepNext/>" if keep else ""
        return Line(
            tuple(Field(f'<w:p><w:pPr><w:pStyle w:val="{self.shell.styles[style]}"/>{layout}</w:pPr>{run(text)}</w:p>') for text in row)
        )
