"""The reviewed library as a DOCX: the same bytes for the same library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.document import PartKind
from pipeline.model.review import Review, ReviewedChange, ReviewedClause, ReviewedLaw, Topic, Wording
from pipeline.word.anchors import bookmark
from pipeline.word.library import styles
from pipeline.word.library.anchors import AnchoredWording, library_part
from pipeline.word.library.blocks import Blocks
from pipeline.word.library.cards import Cards, plain_name
from pipeline.word.library.numbering import Lists
from pipeline.word.library.package import library_package
from pipeline.word.library.pieces import Paragraphs
from pipeline.word.text import run

LANGUAGE = "en-GB"
_LEAD = (
    "This is the clause library without any contract, with the positions that we take and why. It does not leave the house.",
    "Edit it with changes tracked. Change the words of the wordings. Word does not let you type into what stands in braces or square"
    " brackets: it is filled from the data of each contract, or refers to another clause. You may delete it, or copy it to another"
    " place. What you write beside the wordings is not read back.",
    "An amber line says when what stands below it is said. The numbers are those of a wording that says everything.",
)
# Without page numbers (\n), since a reviewed library is read on a screen and its pages are not known here.
_TOC = r'TOC \o "1-2" \n \h \z \u'


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents."""

    id: str
    title: str
    level: int


def write_library(review: Review, input_hash: str) -> bytes:
    """The DOCX; `input_hash` is that of all files of the library, so that a later tool knows what was reviewed."""
    lists = Lists()
    body = _Body(lists).document(review)
    wordings = tuple(_wordings(review))
    return library_package(body, lists.part(), styles.styles_part(LANGUAGE), library_part(input_hash, wordings), input_hash)


def _wordings(review: Review) -> Iterator[AnchoredWording]:
    for topic in review.topics:
        for clause in topic.clauses:
            yield from (AnchoredWording(clause.id, wording) for wording in clause.wordings)
    for law in review.laws:
        for entry in law.entries:
            yield from (AnchoredWording(f"law/{law.id}", change.wording) for change in entry.changes if change.wording)


class _Body:
    """Writes the pages in reading order."""

    def __init__(self, lists: Lists) -> None:
        self.paragraphs = Paragraphs()
        self.blocks = Blocks(self.paragraphs, lists)
        self.cards = Cards(self.blocks)

    def document(self, review: Review) -> str:
        lead = "".join(self.paragraphs.plain(styles.LEAD, text) for text in _LEAD)
        contents = "".join(_contents(tuple(_entries(review))))
        topics = "".join(self._topic(topic) for topic in review.topics)
        laws = self.paragraphs.heading(styles.HEADINGS[0], "laws", "Governing laws") if review.laws else ""
        return (
            self.paragraphs.plain(styles.TITLE, "Clause library")
            + lead
            + contents
            + topics
            + laws
            + "".join(self._law(law) for law in review.laws)
        )

    def _topic(self, topic: Topic) -> str:
        heading = self.paragraphs.heading(styles.HEADINGS[0], _of_topic(topic.id), topic.title)
        return heading + "".join(self._clause(clause) for clause in topic.clauses)

    def _clause(self, clause: ReviewedClause) -> str:
        heading = self.paragraphs.heading(styles.HEADINGS[1], clause.id, _title(clause))
        return heading + self.cards.clause(clause) + "".join(self._wording(wording) for wording in clause.wordings)

    def _wording(self, wording: Wording) -> str:
        heading = self.paragraphs.plain(styles.HEADINGS[2], f"{plain_name(wording.name)} wording")
        return heading + self.paragraphs.plain(styles.SOURCE, wording.file) + self.blocks.sequence(wording.blocks)

    def _law(self, law: ReviewedLaw) -> str:
        said = self.paragraphs.heading(styles.HEADINGS[1], f"law/{law.id}", law.law.name) + self.cards.law(law)
        for reviewed in law.entries:
            entry = reviewed.entry
            checked = f"{'; '.join(entry.sources)}. Checked {entry.checked_on.isoformat()}, {entry.checked_by}."
            said += self.paragraphs.plain(styles.HEADINGS[2], f"{entry.topic[:1].upper()}{entry.topic[1:]}")
            said += self.paragraphs.plain(styles.CARD_TEXT, entry.says) + self.paragraphs.plain(styles.CARD_NOTE, checked)
            said += "".join(self._change(change) for change in reviewed.changes)
            said += self.cards.needs_and_doubts(reviewed)
        return said

    def _change(self, change: ReviewedChange) -> str:
        if change.wording:
            source = self.paragraphs.plain(styles.SOURCE, change.wording.file)
            return self.cards.change(change, "The law ", styles.NOTE) + source + self.blocks.sequence(change.wording.blocks)
        return self.cards.change(change, "The law ", styles.CARD_NOTE, with_text=True)


def _of_topic(id: str) -> str:
    return f"topic/{id}"


def _entries(review: Review) -> Iterator[_Entry]:
    for topic in review.topics:
        yield _Entry(_of_topic(topic.id), topic.title, 1)
        yield from (_Entry(clause.id, _title(clause), 2) for clause in topic.clauses)
    if review.laws:
        yield _Entry("laws", "Governing laws", 1)
        yield from (_Entry(f"law/{law.id}", law.law.name, 2) for law in review.laws)


def _title(clause: ReviewedClause) -> str:
    """The title, which a schedule may share with a clause."""
    return f"{clause.card.title} (Schedule)" if clause.card.part is PartKind.SCHEDULE else clause.card.title


def _contents(entries: tuple[_Entry, ...]) -> Iterator[str]:
    """A field that Word can rebuild, filled with links to what stands in the document."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {_TOC} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for index, entry in enumerate(entries):
        link = f'<w:hyperlink w:anchor="{bookmark(entry.id)}" w:history="1">{run(entry.title)}</w:hyperlink>'
        content = (begin if index == 0 else "") + link + (end if index == len(entries) - 1 else "")
        yield f'<w:p><w:pPr><w:pStyle w:val="{styles.CONTENTS[entry.level - 1]}"/></w:pPr>{content}</w:p>'
