"""Edits our DOCX as a counterparty does, on its XML: seeded, tracked or not, and with a record of all that was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from random import Random

from lxml import etree

from tests.word.reading.packages import MAIN, W, element, package_of, parts_of

THEM = {f"{W}author": "Meyer", f"{W}date": "2026-06-01T10:30:00Z"}
NEW_WORDS = ("promptly", "in writing", "at no charge", "on a Business Day", "reasonably", "without delay", "save as agreed", "only")
TRACKINGS = ("tracked", "untracked", "mixed")
HEADINGS = ("ClauseHeading", "ScheduleHeading", "SignatureHeading")
PLAIN = ("ClauseLevel", "ScheduleLevel", "ClauseText", "Definition")
NO_WORDS = ("clause\u00a0", "paragraph\u00a0", " of ", "\u2013 ")
MOVABLE = ("ClauseLevel2", "ClauseLevel1", "ScheduleLevel1")


@dataclass(frozen=True)
class Edit:
    """One edit: the ids whose words it changed, those that it took out, and how many paragraphs it brought."""

    kind: str
    tracked: bool
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    new: int = 0


@dataclass
class Counterparty:
    """Edits one file. `ids` are those of its bookmarks; each paragraph is edited at most once."""

    docx: bytes
    ids: Mapping[str, str]
    random: Random
    tracking: str
    edits: list[Edit] = field(default_factory=list)
    touched: set[etree._Element] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=lambda: count(50_000))

    def edited(self, share: float) -> bytes:
        """The file with edits of this share of its paragraphs."""
        parts = parts_of(self.docx)
        root = etree.fromstring(parts[MAIN])
        everything = [paragraph for paragraph in root.iter(f"{W}p") if self.id(paragraph)]
        for paragraph in self.random.sample(everything, max(1, round(share * len(everything)))):
            if paragraph not in self.touched and paragraph.getparent() is not None:
                self.edit(paragraph)
        return package_of({**parts, MAIN: etree.tostring(root, encoding="UTF-8", standalone=True)})

    def edit(self, paragraph: etree._Element) -> None:
        """One edit of a kind that is possible here."""
        tracked = self.tracking == "tracked" or (self.tracking == "mixed" and self.random.random() < 0.5)
        kinds: list[Callable[[etree._Element, bool], bool]] = [self.word, self.word, self.value]
        if paragraph.getparent().tag == f"{W}tc":
            kinds += [self.row_goes, self.row_comes]
        elif style(paragraph).startswith(PLAIN) and self.is_free(paragraph):
            kinds += [self.comes, self.goes, self.moves, self.divided, self.joined]
        elif style(paragraph) == "ClauseHeading":
            kinds += [self.clause_comes, self.clause_goes]
        self.random.shuffle(kinds)
        next((kind for kind in kinds if kind(paragraph, tracked)), None)

    def id(self, paragraph: etree._Element) -> str:
        """The id of a paragraph that has one."""
        return next((self.ids[name] for mark in paragraph.iter(f"{W}bookmarkStart") if (name := mark.get(f"{W}name")) in self.ids), "")

    def is_free(self, paragraph: etree._Element) -> bool:
        """Whether nothing around stands in the way of bringing or taking a paragraph here: no table, no other edit."""
        around = (paragraph.getprevious(), paragraph, paragraph.getnext())
        return all(each is not None and each.tag == f"{W}p" and each not in self.touched and not is_revised(each) for each in around)

    def done(self, kind: str, tracked: bool, *touched: etree._Element, **facts: object) -> bool:
        self.touched.update(touched)
        self.edits.append(Edit(kind, tracked, **facts))  # type: ignore[arg-type]
        return True

    def mark(self, tag: str) -> etree._Element:
        return etree.Element(f"{W}{tag}", {f"{W}id": str(next(self.numbers)), **THEM})

    # Words

    def word(self, paragraph: etree._Element, tracked: bool) -> bool:
        """A word becomes another, comes or goes."""
        runs = plain_runs(paragraph)
        if not runs:
            return False
        run = self.random.choice(runs)
        words = text_of(run).split(" ")
        at = self.random.randrange(len(words))
        new = self.random.choice(NEW_WORDS)
        before, old, after = " ".join(words[:at]), words[at], " ".join(words[at + 1 :])
        if new == old or not old.strip():
            return False
        self.replace(run, f"{before} " if at else "", old, new, f" {after}" if at + 1 < len(words) else "", tracked)
        return self.done("word", tracked, paragraph, changed=(self.id(paragraph),))

    def value(self, paragraph: etree._Element, tracked: bool) -> bool:
        """A number becomes another."""
        for run in plain_runs(paragraph):
            text = text_of(run)
            digits = next((word for word in text.replace("\u00a0", " ").split(" ") if word.isdigit()), None)
            if digits is not None:
                before, _, after = text.partition(digits)
                self.replace(run, before, digits, str(int(digits) + self.random.randrange(1, 60)), after, tracked)
                return self.done("value", tracked, paragraph, changed=(self.id(paragraph),))
        return False

    def replace(self, run: etree._Element, before: str, old: str, new: str, after: str, tracked: bool) -> None:
        if tracked:
            pieces = [
                said(run, before),
                self.around("del", said(run, old, "delText")),
                self.around("ins", said(run, new)),
                said(run, after),
            ]
        else:
            pieces = [said(run, before + new + after)]
        for piece in pieces:
            if "".join(piece.itertext()):
                run.addprevious(piece)
        run.getparent().remove(run)

    def around(self, name: str, *inside: etree._Element) -> etree._Element:
        made = self.mark(name)
        made.extend(inside)
        return made

    # Paragraphs

    def fresh(self, like: etree._Element, tracked: bool) -> etree._Element:
        """A new paragraph that looks like another one."""
        words = f"The Provider shall {self.random.choice(NEW_WORDS)} and {self.random.choice(NEW_WORDS)} do task {next(self.numbers)}."
        made = etree.Element(f"{W}p")
        properties = like.find(f"{W}pPr")
        if properties is not None:
            made.append(deepcopy(properties))
        run = element(f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>')
        made.append(self.around("ins", run) if tracked else run)
        if tracked:
            self.revise_end(made, "ins")
        self.touched.add(made)
        return made

    def revise_end(self, paragraph: etree._Element, name: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        end = properties.find(f"{W}rPr")
        if end is None:
            end = etree.SubElement(properties, f"{W}rPr")
        end.insert(0, self.mark(name))

    def take(self, paragraph: etree._Element, tracked: bool) -> None:
        """Delete a whole paragraph."""
        if not tracked:
            paragraph.getparent().remove(paragraph)
            return
        self.revise_end(paragraph, "del")
        self.wrap(paragraph, "del")

    def wrap(self, paragraph: etree._Element, name: str) -> None:
        """Put all runs of a paragraph into a revision."""
        for run in paragraph.findall(f"{W}r"):
            around = self.mark(name)
            run.addprevious(around)
            around.append(run)
            if name == "del":
                for old, new in (("t", "delText"), ("instrText", "delInstrText")):
                    for text in run.findall(f"{W}{old}"):
                        text.tag = f"{W}{new}"

    def comes(self, paragraph: etree._Element, tracked: bool) -> bool:
        paragraph.addnext(self.fresh(paragraph, tracked))
        return self.done("paragraph comes", tracked, paragraph, new=1)

    def goes(self, paragraph: etree._Element, tracked: bool) -> bool:
        gone = (self.id(paragraph),)
        self.take(paragraph, tracked)
        return self.done("paragraph goes", tracked, paragraph, gone=gone)

    def moves(self, paragraph: etree._Element, tracked: bool) -> bool:
        """A paragraph moves behind another one of its style."""
        alike = (other for other in paragraph.getparent().findall(f"{W}p") if style(other) == style(paragraph) in MOVABLE)
        places = [other for other in alike if self.is_free(other) and abs(position(other) - position(paragraph)) > 2]
        if not places:
            return False
        place = self.random.choice(places)
        id = self.id(paragraph)
        if tracked:
            name = f"their-move-{next(self.numbers)}"
            copy = deepcopy(paragraph)
            for mark in [*copy.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
                copy.remove(mark)
            place.addnext(copy)
            for end, moved in (("moveFrom", paragraph), ("moveTo", copy)):
                self.revise_end(moved, end)
                self.wrap(moved, end)
                start = self.mark(f"{end}RangeStart")
                start.set(f"{W}name", name)
                moved.addprevious(start)
                moved.addnext(etree.Element(f"{W}{end}RangeEnd", {f"{W}id": start.get(f"{W}id")}))
            return self.done("move", tracked, paragraph, copy, place, gone=(id,), new=1)
        place.addnext(paragraph)
        return self.done("move", tracked, paragraph, place)

    def divided(self, paragraph: etree._Element, tracked: bool) -> bool:
        """A paragraph is divided behind a word."""
        runs = [run for run in plain_runs(paragraph) if " " in text_of(run).strip()]
        if not runs:
            return False
        run = self.random.choice(runs)
        words = text_of(run).split(" ")
        at = self.random.randrange(1, len(words))
        if not " ".join(words[:at]).strip() or not " ".join(words[at:]).strip():
            return False
        second = etree.Element(f"{W}p")
        second.append(deepcopy(paragraph.find(f"{W}pPr")))
        ahead, behind = said(run, " ".join(words[:at]) + " "), said(run, " ".join(words[at:]))
        rest = list(run.itersiblings())
        run.getparent().replace(run, ahead)
        second.append(behind)
        second.extend(rest)
        paragraph.addnext(second)
        if tracked:
            self.revise_end(paragraph, "ins")
        return self.done("division", tracked, paragraph, second, changed=(self.id(paragraph),), new=1)

    def joined(self, paragraph: etree._Element, tracked: bool) -> bool:
        """A paragraph is joined with the next of its style, which then goes on in it."""
        behind = paragraph.getnext()
        if style(behind) != style(paragraph) or not self.is_free(behind) or not self.id(behind):
            return False
        ids = self.id(paragraph), self.id(behind)
        if tracked:
            self.revise_end(paragraph, "del")
        else:
            for child in list(behind):
                if child.tag not in (f"{W}pPr", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                    paragraph.append(child)
            behind.getparent().remove(behind)
        return self.done("joining", tracked, paragraph, behind, changed=ids[:1], gone=ids[1:])

    # Rows and clauses

    def row_goes(self, paragraph: etree._Element, tracked: bool) -> bool:
        row = row_of(paragraph)
        if row is None or self.is_busy(row):
            return False
        paragraphs = list(row.iter(f"{W}p"))
        gone = tuple(id for each in paragraphs if (id := self.id(each)))
        if tracked:
            row.find(f"{W}trPr").append(self.mark("del"))
            for each in paragraphs:
                self.wrap(each, "del")
        else:
            row.getparent().remove(row)
        return self.done("row goes", tracked, *paragraphs, gone=gone)

    def row_comes(self, paragraph: etree._Element, tracked: bool) -> bool:
        row = row_of(paragraph)
        if row is None or self.is_busy(row):
            return False
        made = deepcopy(row)
        for number, cell in enumerate(made.findall(f"{W}tc")):
            for old in cell.findall(f"{W}p")[1:]:
                cell.remove(old)
            first = cell.find(f"{W}p")
            run = element(f"<w:r><w:t>Row {next(self.numbers)}, {number}</w:t></w:r>")
            first[:] = [first[0], self.around("ins", run) if tracked else run]
            self.touched.add(first)
        if tracked:
            made.find(f"{W}trPr").append(self.mark("ins"))
        row.addnext(made)
        return self.done("row comes", tracked, *row.iter(f"{W}p"), new=len(made.findall(f"{W}tc")))

    def is_busy(self, row: etree._Element) -> bool:
        return any(each in self.touched for each in row.iter(f"{W}p"))

    def clause_comes(self, paragraph: etree._Element, tracked: bool) -> bool:
        before = paragraph.getprevious()
        if before is None or before.tag != f"{W}p" or before in self.touched or style(before) == "TableSpace":
            return False
        heading, first = self.fresh(paragraph, tracked), self.fresh(paragraph, tracked)
        first.find(f"{W}pPr/{W}pStyle").set(f"{W}val", "ClauseLevel1")
        paragraph.addprevious(heading)
        paragraph.addprevious(first)
        return self.done("clause comes", tracked, paragraph, before, new=2)

    def clause_goes(self, paragraph: etree._Element, tracked: bool) -> bool:
        inside = list(clause_of(paragraph))
        before = paragraph.getprevious()
        if before is None or any(each.tag != f"{W}p" or each in self.touched or is_revised(each) for each in (before, *inside)):
            return False
        if style(before) == "TableSpace" or len(inside) > 8:
            return False
        gone = tuple(id for each in inside if (id := self.id(each)))
        for each in inside:
            self.take(each, tracked)
        return self.done("clause goes", tracked, before, *inside, gone=gone)


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def position(paragraph: etree._Element) -> int:
    return paragraph.getparent().index(paragraph)


def row_of(paragraph: etree._Element) -> etree._Element | None:
    """The row around a paragraph, if it is one of several and no header."""
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    if row is None or row.find(f"{W}trPr/{W}tblHeader") is not None or row.find(f"{W}trPr/{W}trHeight") is not None:
        return None
    return row if len(row.getparent().findall(f"{W}tr")) > 2 else None


def clause_of(heading: etree._Element) -> Iterator[etree._Element]:
    """The heading of a clause, and all that stands under it."""
    yield heading
    for behind in heading.itersiblings():
        if style(behind) in HEADINGS or behind.tag == f"{W}sectPr":
            return
        yield behind


def is_revised(paragraph: etree._Element) -> bool:
    return next(paragraph.iter(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"), None) is not None


def plain_runs(paragraph: etree._Element) -> list[etree._Element]:
    """The runs with words of their own: they stand in no field and no revision, define no term and introduce no number."""
    found, depth = [], 0
    for run in paragraph.findall(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        if mark is not None:
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        elif not depth and text_of(run) not in NO_WORDS and text_of(run).strip() and run.find(f"{W}rPr/{W}rStyle") is None:
            found.append(run)
    return found


def text_of(run: etree._Element) -> str:
    return "".join(text.text or "" for text in run.findall(f"{W}t"))


def said(run: etree._Element, text: str, tag: str = "t") -> etree._Element:
    """A run that looks like another one."""
    made = etree.Element(f"{W}r")
    properties = run.find(f"{W}rPr")
    if properties is not None:
        made.append(deepcopy(properties))
    words = etree.SubElement(made, f"{W}{tag}")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
