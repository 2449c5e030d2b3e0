"""Takes down what paragraphs say, run by run, with all that is hidden in them or hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.model.document import Fate, Mark, Revision
from pipeline.model.received import Disguise, Hidden, Look, Unread
from pipeline.word import names
from pipeline.word.markup import AS_TYPED, is_on, letters_of, style_of, value_of
from pipeline.word.names import W
from pipeline.word.reading.looks import differences, disguise_of, disguise_of_all
from pipeline.word.reading.pieces import UNMOVED, OpenField, Piece, Role, joined
from pipeline.word.reading.styles import Styles
from pipeline.word.versions import gone

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FATES = {
    f"{W}ins": Fate.INSERTED,
    f"{W}del": Fate.DELETED,
    f"{W}moveFrom": Fate.MOVED_FROM,
    f"{W}moveTo": Fate.MOVED_TO,
}
_RANGES = {f"{W}moveFromRange": Fate.MOVED_FROM, f"{W}moveToRange": Fate.MOVED_TO}
_THROUGH = frozenset(f"{W}{name}" for name in ("hyperlink", "smartTag", "sdtContent", "customXml"))
"""Elements that only stand around runs."""
_DIRECTIONS = (f"{W}dir", f"{W}bdo")
_SILENT = frozenset(
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "sdtPr", "sdtEndPr",
        "smartTagPr", "customXmlPr", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "fldData",
        "ffData",         "commentReference",
    )
)  # fmt: skip
"""Elements that say nothing."""
_NOTES = (f"{W}footnoteReference", f"{W}endnoteReference")
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object", f"{_COMPATIBLE}AlternateContent")


def revision_of(element: etree._Element) -> Revision:
    """Who made a change and when; midnight is how a mere date is written."""
    return Revision(element.get(f"{W}author", ""), element.get(f"{W}date", "").removesuffix("T00:00:00Z"))


@dataclass(slots=True)
class Found:
    """What was met beside the words; of fields with the block that they stand in, of notes with their number."""

    hidden: list[Hidden] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    commented: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    boxes: list[tuple[str, etree._Element]] = field(default_factory=list)

    def look(self, block: str, words: str, former: tuple[str, ...], now: tuple[str, ...], revision: Revision) -> None:
        """Note a change of format; one that goes on in the next words is one."""
        look = Look(block, words, former, now, revision)
        last = self.looks[-1] if self.looks else None
        if last is not None and replace(last, words=words) == look:
            self.looks[-1] = replace(last, words=last.words + words)
        elif former or now:
            self.looks.append(look)

    def hide(self, block: str, words: str, disguise: Disguise) -> None:
        """Note words that nobody sees."""
        last = self.hidden[-1] if self.hidden else None
        if last is not None and (last.block, last.disguise) == (block, disguise):
            self.hidden[-1] = replace(last, words=last.words + words)
        else:
            self.hidden.append(Hidden(block, words, disguise))


@dataclass(slots=True)
class Scribe:
    """Goes through the paragraphs of one part in order; fields, comments and moves may reach over several of them."""

    styles: Styles
    found: Found
    block: str = ""
    """The paragraph at hand."""
    paragraph_style: str | None = None
    in_low_row: bool = False
    """Whether the row of a table at hand is too low to show its words."""
    unseen: Disguise | None = None
    """What hides the paragraph at hand as a whole, if anything does."""
    pieces: list[Piece] = field(default_factory=list)
    fields: list[OpenField] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    moves: dict[str, Mark] = field(default_factory=dict)
    """The moves that reach over what is being read, by the number of the range."""
    met: list[Mark] = field(default_factory=list)
    """Those that reach over the paragraph at hand, whole or in part: an editor may begin the range within the first words that moved."""

    def taken(self, paragraph: etree._Element, block: str) -> tuple[Piece, ...]:
        """What the paragraph with this id says."""
        self.block, self.pieces, self.met = block, [], list(self.moves.values())
        self.paragraph_style = style_of(paragraph)
        self.unseen = Disguise.TINY if self.in_low_row else disguise_of_all(paragraph.find(f"{W}pPr"))
        self._inside(paragraph, ())
        self._release_fields()
        return tuple(joined([replace(piece, marks=self.named(piece.marks)) for piece in self.pieces]))

    def pass_by(self, element: etree._Element) -> None:
        """A mark between paragraphs: where a move or the words of a comment begin or end."""
        kind, _, edge = element.tag.rpartition("Range")
        if f"{kind}Range" in _RANGES:
            self._move(element, _RANGES[f"{kind}Range"], begins=edge == "Start")
        elif kind == f"{W}comment":
            self._comment(element.get(f"{W}id", ""), begins=edge == "Start")

    def named(self, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        """The marks with the names of the moves that they belong to.

        Of a move whose range an editor has dropped, as LibreOffice does, the two ends cannot be told to be one: they went and came.
        """
        names = {move.fate: move.move for move in self.met}
        return tuple(
            replace(mark, move=names[mark.fate]) if mark.fate in names else replace(mark, fate=UNMOVED.get(mark.fate, mark.fate))
            for mark in marks
        )

    def marks_of(self, properties: Iterable[etree._Element]) -> tuple[Mark, ...]:
        """The revisions among the properties of a paragraph's end, a row or a cell."""
        return self.named(tuple(self._mark(child) for child in properties if child.tag in _FATES))

    @property
    def in_contents(self) -> bool:
        """Whether the contents are open, which reach over paragraphs."""
        return any(each.kind == "TOC" for each in self.fields)

    def _mark(self, element: etree._Element) -> Mark:
        return Mark(_FATES[element.tag], revision_of(element))

    def _move(self, element: etree._Element, fate: Fate, *, begins: bool) -> None:
        number = element.get(f"{W}id", "")
        if begins:
            self.moves[number] = Mark(fate, revision_of(element), element.get(f"{W}name", ""))
            self.met.append(self.moves[number])
        else:
            self.moves.pop(number, None)

    def _comment(self, number: str, *, begins: bool) -> None:
        if begins:
            self.comments.append(number)
            self.found.commented[number] = self.block, []
        elif number in self.comments:
            self.comments.remove(number)

    def _inside(self, element: etree._Element, marks: tuple[Mark, ...]) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, marks)
            elif tag in _FATES:
                self._inside(child, (*marks, self._mark(child)))
            elif tag in _THROUGH:
                self._inside(child, marks)
            elif tag == f"{W}sdt":
                self.controlled(child)
                self._inside(child, marks)
            elif tag in _DIRECTIONS:
                self._turned(child, marks)
            elif tag == f"{W}fldSimple":
                self._simple_field(child, marks)
            elif tag in _PICTURES:
                self._picture(child)
            elif isinstance(tag, str) and "Range" in tag:
                self.pass_by(child)
            elif isinstance(tag, str) and tag not in _SILENT:
                self.found.unread.append(Unread(etree.QName(child).localname, self.block))

    def controlled(self, control: etree._Element) -> None:
        """Note where Word takes the words of a control from elsewhere in the file, whatever stands in it."""
        if control.find(f"{W}sdtPr/{W}dataBinding") is not None:
            self.found.unread.append(Unread("dataBinding", self.block))

    def _turned(self, element: etree._Element, marks: tuple[Mark, ...]) -> None:
        """Words to which a direction is given: from right to left they are read as others."""
        before = len(self.pieces)
        self._inside(element, marks)
        words = "".join(piece.text for piece in self.pieces[before:])
        if element.get(f"{W}val") == "rtl" and words.strip():
            self.found.hide(self.block, words, Disguise.TURNED)

    def _run(self, run: etree._Element, marks: tuple[Mark, ...]) -> None:
        properties = run.find(f"{W}rPr")
        look = self._look_of(properties)
        text = ""
        for child in run:
            said = self._said(child, marks)
            if said is None:
                self._say(text, marks, look, properties)
                text = ""
                self._act(child, marks)
            else:
                text += said
        self._say(text, marks, look, properties)

    def _said(self, child: etree._Element, marks: tuple[Mark, ...]) -> str | None:
        """The letters of an element of a run; None where it is no letters."""
        if child.tag in (f"{W}t", f"{W}delText"):
            return letters_of(child)
        if child.tag == f"{W}br" and child.get(f"{W}type", "textWrapping") != "textWrapping":
            return ""
        if child.tag == f"{W}sym":
            self.found.unread.append(Unread("sym", self.block))
            return "\ufffd"
        return "" if child.tag in _SILENT else AS_TYPED.get(child.tag)

    def _act(self, child: etree._Element, marks: tuple[Mark, ...]) -> None:
        if child.tag == f"{W}fldChar":
            self._field_character(child.get(f"{W}fldCharType"), marks)
        elif child.tag in (f"{W}instrText", f"{W}delInstrText"):
            if self.fields and not self.fields[-1].shows:
                self.fields[-1].code += child.text or ""
        elif child.tag in _NOTES:
            kind = etree.QName(child).localname.removesuffix("Reference")
            self.found.notes[kind, child.get(f"{W}id", "")] = self.block
        elif child.tag in _PICTURES:
            self._picture(child)
        elif isinstance(child.tag, str):
            self.found.unread.append(Unread(etree.QName(child).localname, self.block))

    def _say(self, text: str, marks: tuple[Mark, ...], look: tuple[Role, bool], properties: etree._Element | None) -> None:
        if not text:
            return
        self._note(text, properties)
        piece = Piece(text, marks, *look)
        if not self.fields:
            self.pieces.append(piece)
        elif self.fields[-1].shows:
            self.fields[-1].pieces.append(piece)

    def _note(self, text: str, properties: etree._Element | None) -> None:
        for number in self.comments:
            self.found.commented[number][1].append(text)
        change = None if properties is None else properties.find(f"{W}rPrChange")
        disguise = self.unseen or disguise_of(properties, self.paragraph_style, self.styles)
        # Whoever strikes words through with tracking has shown it.
        if disguise is not None and text.strip() and not (disguise is Disguise.STRUCK and change is not None):
            self.found.hide(self.block, text, disguise)
        if change is not None:
            former, now = differences(change.find(f"{W}rPr"), properties)
            self.found.look(self.block, text, former, now, revision_of(change))

    def _look_of(self, properties: etree._Element | None) -> tuple[Role, bool]:
        """What the look of a run makes of its words, and whether they are bold."""
        if properties is None:
            return Role.PLAIN, False
        style = value_of(properties, "rStyle")
        name = "" if style is None else self.styles.name(style)
        bold = is_on(properties, "b")
        if name == names.DEFINED_TERM:
            return Role.TERM, True
        if name == names.OPEN_POINT or value_of(properties, "highlight") not in (None, "none"):
            return Role.OPEN, bold
        return Role.PLAIN, bold

    def _simple_field(self, element: etree._Element, marks: tuple[Mark, ...]) -> None:
        self.fields.append(OpenField(marks, element.get(f"{W}instr", ""), shows=True))
        self._inside(element, marks)
        self._close_field()

    def _field_character(self, kind: str | None, marks: tuple[Mark, ...]) -> None:
        if kind == "begin":
            self.fields.append(OpenField(marks))
        elif kind == "separate" and self.fields:
            self.fields[-1].shows = True
        elif kind == "end" and self.fields:
            self._close_field()

    def _close_field(self) -> None:
        closed = self.fields.pop()
        if closed.prints_by_itself and not gone(closed.marks):
            self.found.unread.append(Unread(f"{closed.kind} field", self.block))
        self.found.fields.append((self.block, closed.code.strip(), closed.shown()))
        if not self.fields:
            self.pieces += closed.result()
        elif self.fields[-1].shows:
            self.fields[-1].pieces += closed.result()

    def _release_fields(self) -> None:
        """What fields show that go on in the next paragraph is said here all the same."""
        for each in self.fields:
            self.pieces += each.pieces
            each.pieces = []

    def _picture(self, element: etree._Element) -> None:
        """A drawing: its words are in text boxes; of one that is kept twice for old programs the first copy counts."""
        chosen = element.find(f"{_COMPATIBLE}Choice")
        boxes = list((element if chosen is None else chosen).iter(f"{W}txbxContent"))
        self.found.boxes += ((self.block, box) for box in boxes)
        if not boxes:
            self.found.unread.append(Unread(etree.QName(element).localname, self.block))
