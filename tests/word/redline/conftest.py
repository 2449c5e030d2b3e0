"""An independent reader of revisions: accepts or rejects all of them on the raw XML, then tells what a reader of the page sees.

It shares nothing with the writer; numbers are counted as proof-reading counts those of a stranger's file. The rules are those of
ECMA-376, 17.13.5, as Word applies them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pytest
from lxml import etree

from pipeline.compare import Settings, redline
from pipeline.model.document import Document, Revision
from pipeline.model.stamp import Stamp
from pipeline.word import write, write_redline
from pipeline.word.labels import Counter, counter

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
COMES, GOES = ("ins", "moveTo"), ("del", "moveFrom")
SUMMARY = "_summary"
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n"}
MARKUP = tuple(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")
)


class Unresolvable(AssertionError):
    """A revision that no word processor could resolve without a trace."""


@dataclass(frozen=True)
class Seen:
    """A paragraph as its reader sees it: where it stands, with its style, number and words, references computed."""

    cell: tuple[int, int, int] | None
    style: str
    label: str
    runs: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        return "".join(text for _, text in self.runs)


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def resolved(docx: bytes, *, accept: bool) -> etree._Element:
    """The document's XML without revisions."""
    root = etree.fromstring(parts_of(docx)["word/document.xml"])
    gone = GOES if accept else COMES
    _resolve_cells(root, accept)
    _resolve_runs(root, gone)
    _resolve_styles(root, accept)
    _resolve_ends(root, gone)
    left = {f"{W}{name}" for name in (*COMES, *GOES, "cellIns", "cellDel", "pPrChange", "rPrChange", "delText", "delInstrText")}
    remaining = {element.tag for element in root.iter()} & left
    if remaining:
        raise Unresolvable(f"left over: {remaining}")
    return root


def _resolve_cells(root: etree._Element, accept: bool) -> None:
    for row in list(root.iter(f"{W}tr")):
        properties = row.find(f"{W}trPr")
        marks = [] if properties is None else [mark for mark in properties if mark.tag in (f"{W}ins", f"{W}del")]
        if any(mark.tag == (f"{W}del" if accept else f"{W}ins") for mark in marks):
            row.getparent().remove(row)
        for mark in marks:
            properties.remove(mark)
    for cell in list(root.iter(f"{W}tc")):
        properties = cell.find(f"{W}tcPr")
        marks = [mark for mark in properties if mark.tag in (f"{W}cellIns", f"{W}cellDel")]
        if any(mark.tag == (f"{W}cellDel" if accept else f"{W}cellIns") for mark in marks):
            cell.getparent().remove(cell)
        for mark in marks:
            properties.remove(mark)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)


def _resolve_runs(root: etree._Element, gone: tuple[str, str]) -> None:
    for element in list(root.iter(*(f"{W}{name}" for name in (*COMES, *GOES)))):
        parent = element.getparent()
        if parent is None or parent.tag in (f"{W}rPr", f"{W}trPr"):
            continue
        if element.tag.removeprefix(W) not in gone:
            for child in list(element):
                element.addprevious(child)
        parent.remove(element)
    for deleted, plain in (("delText", "t"), ("delInstrText", "instrText")):
        for element in root.iter(f"{W}{deleted}"):
            element.tag = f"{W}{plain}"


def _resolve_styles(root: etree._Element, accept: bool) -> None:
    for change in list(root.iter(f"{W}pPrChange")):
        properties = change.getparent()
        properties.remove(change)
        if not accept:
            ends = properties.findall(f"{W}rPr")
            properties[:] = [*change.find(f"{W}pPr"), *ends]


def _resolve_ends(root: etree._Element, gone: tuple[str, str]) -> None:
    for paragraph in reversed(list(root.iter(f"{W}p"))):
        end = paragraph.find(f"{W}pPr/{W}rPr")
        if end is None:
            continue
        marks = [mark for mark in end if mark.tag.removeprefix(W) in (*COMES, *GOES)]
        for mark in marks:
            end.remove(mark)
        if any(mark.tag.removeprefix(W) in gone for mark in marks):
            _join(paragraph)


def _join(paragraph: etree._Element) -> None:
    """The words go to the paragraph behind, which keeps its own look."""
    behind = paragraph.getnext()
    while behind is not None and behind.tag in MARKUP:
        behind = behind.getnext()
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    said = any(child.tag not in MARKUP for child in content)
    if behind is None or (behind.tag != f"{W}p" and said):
        raise Unresolvable("the end of a paragraph goes where none follows: " + "".join(paragraph.itertext()))
    if behind.tag == f"{W}p":
        at = 1 if len(behind) and behind[0].tag == f"{W}pPr" else 0
        behind[at:at] = content
    paragraph.getparent().remove(paragraph)


def seen(root: etree._Element, docx: bytes) -> list[Seen]:
    """The paragraphs of the contract in reading order: without the summary's page and the contents, which tell of it."""
    parts = parts_of(docx)
    styles = etree.fromstring(parts["word/styles.xml"])
    return list(_Page(root, counter(etree.fromstring(parts["word/numbering.xml"]), styles)).paragraphs())


class _Page:
    def __init__(self, root: etree._Element, counted: Counter) -> None:
        self.root = root
        self.labels: dict[etree._Element, str] = {}
        self.full: dict[etree._Element, str] = {}
        self.above: dict[tuple[str, int], str] = {}
        self.counted = counted
        for paragraph in root.iter(f"{W}p"):
            self._number(paragraph)
        self.marked = {mark.get(f"{W}name"): _paragraph_of(mark) for mark in root.iter(f"{W}bookmarkStart")}

    def _number(self, paragraph: etree._Element) -> None:
        label = self.counted.label(paragraph).strip()
        place = self.counted.place(paragraph)
        self.labels[paragraph] = label
        if place is not None and label:
            number, level = place
            definition = self.counted.lists[number].definition
            above = self.above.get((definition, level - 1), "") if level > 1 else ""
            self.full[paragraph] = self.above[definition, level] = above + label.removesuffix(".")

    def paragraphs(self) -> Iterator[Seen]:
        tables = list(self.root.iter(f"{W}tbl"))
        places = {
            paragraph: (number, line, column)
            for number, table in enumerate(tables)
            for line, row in enumerate(table.findall(f"{W}tr"))
            for column, cell in enumerate(row.findall(f"{W}tc"))
            for paragraph in cell.iter(f"{W}p")
        }
        for paragraph in self.root.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
            if not style.startswith("TOC") and style != "CoverStamp":
                yield Seen(places.get(paragraph), style, self.labels[paragraph], tuple(self._runs(paragraph)))

    def _runs(self, paragraph: etree._Element) -> Iterator[tuple[str, str]]:
        """Neighbouring words of one look together; a reference says the number of the paragraph that it leads to."""
        result: list[tuple[str, str]] = []
        for look, text in self._pieces(paragraph):
            if result and result[-1][0] == look:
                result[-1] = look, result[-1][1] + text
            elif text:
                result.append((look, text))
        yield from result

    def _pieces(self, paragraph: etree._Element) -> Iterator[tuple[str, str]]:
        instruction: str | None = None
        shown = False
        for run in paragraph.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            look = "" if properties is None else "".join(etree.tostring(child, encoding="unicode") for child in properties)
            mark = run.find(f"{W}fldChar")
            kind = None if mark is None else mark.get(f"{W}fldCharType")
            if kind == "begin":
                instruction, shown = "", False
            elif kind == "separate":
                shown = True
                yield look, self._computed(instruction or "")
            elif kind == "end":
                instruction = None
            elif instruction is not None and not shown:
                instruction += "".join(text.text or "" for text in run.iter(f"{W}instrText"))
            elif instruction is None:
                yield (
                    look,
                    "".join({f"{W}tab": "\t", f"{W}br": "\n"}.get(node.tag, node.text or "") for node in run if node.tag != f"{W}rPr"),
                )

    def _computed(self, instruction: str) -> str:
        match instruction.split():
            case ["REF", name, "\\r" | "\\w" as switch, "\\h"]:
                if name not in self.marked:
                    raise Unresolvable(f"a reference leads to the bookmark {name}, which is not there")
                target = self.marked[name]
                return self.labels[target] if switch == "\\r" else self.full[target]
        raise Unresolvable(f"an unknown field: {instruction}")


def _paragraph_of(mark: etree._Element) -> etree._Element:
    return next(mark.iterancestors(f"{W}p"), mark)


def contents(root: etree._Element, docx: bytes) -> list[str]:
    """What the contents say once Word computes them: the headings of the first level with their numbers."""
    styles = etree.fromstring(parts_of(docx)["word/styles.xml"])
    first = {
        style.get(f"{W}styleId")
        for style in styles.iter(f"{W}style")
        if (level := style.find(f"{W}pPr/{W}outlineLvl")) is not None and level.get(f"{W}val") == "0"
    }
    return [f"{paragraph.label} {paragraph.words}".strip() for paragraph in seen(root, docx) if paragraph.style in first]


def cached_contents(docx: bytes) -> list[str]:
    """What the contents say as written, without the page numbers."""
    root = etree.fromstring(parts_of(docx)["word/document.xml"])
    entries = []
    for paragraph in root.iter(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val").startswith("TOC"):
            runs = paragraph.findall(f"{W}hyperlink/{W}r")
            end = next(index for index, run in enumerate(runs) if run.find(f"{W}fldChar") is not None)
            words = "".join(" " if node.tag == f"{W}tab" else node.text or "" for run in runs[:end] for node in run)
            entries.append(words.strip())
    return entries


def margins(docx: bytes) -> dict[str, list[str]]:
    """The words of each header and footer."""
    found = {}
    for name, part in parts_of(docx).items():
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            found[name] = ["".join(paragraph.itertext()) for paragraph in etree.fromstring(part).iter(f"{W}p")]
    return found


def without_summary(root: etree._Element) -> etree._Element:
    """The same without the page that sums the changes up, which is no part of the contract."""
    marks = [root.find(f".//{W}bookmarkStart[@{W}name='{name}']") for name in (SUMMARY, f"{SUMMARY}_end")]
    if marks[0] is not None:
        first, last = (mark.getparent() for mark in marks)
        for element in [first, *first.itersiblings()]:
            element.getparent().remove(element)
            if element is last:
                break
    return root


@lru_cache(maxsize=8)
def page_of(clean: bytes) -> tuple[tuple[Seen, ...], tuple[str, ...]]:
    """What a file without revisions shows, and its contents."""
    root = etree.fromstring(parts_of(clean)["word/document.xml"])
    return tuple(seen(root, clean)), tuple(contents(root, clean))


def assert_holds(redlined: bytes, old: bytes, new: bytes) -> None:
    """That accepting all gives the new file, and rejecting all the old one: paragraphs, numbers, references, tables, contents, margins."""
    for clean, accept in ((new, True), (old, False)):
        found = without_summary(resolved(redlined, accept=accept))
        paragraphs, outline = page_of(clean)
        assert seen(found, redlined) == list(paragraphs)
        assert contents(found, redlined) == list(outline)
        assert margins(redlined) == margins(clean)
    assert cached_contents(redlined) == cached_contents(new)


US = Settings(Revision("Fernhill", "2026-05-01"))


@pytest.fixture
def holds(stamp: Stamp, template: bytes) -> Callable[[Document, Document], bytes]:
    """Writes the redline of two versions, and proves it with the independent reader."""

    def prove(old: Document, new: Document) -> bytes:
        written = write_redline(redline(old, new, US), stamp, template)
        assert_holds(written, write(old, stamp, template), write(new, stamp, template))
        return written

    return prove


@pytest.fixture
def assert_resolves(stamp: Stamp, template: bytes) -> Callable[[bytes, Document, Document], None]:
    """Proves that a file holds two versions."""
    return lambda written, old, new: assert_holds(written, write(old, stamp, template), write(new, stamp, template))


@pytest.fixture
def document_of() -> Callable[[bytes], etree._Element]:
    """The XML of a file's document."""
    return lambda docx: etree.fromstring(parts_of(docx)["word/document.xml"])


@pytest.fixture
def read() -> Callable[..., list[Seen]]:
    """What the independent reader sees in a file after it has accepted all, or rejected all."""
    return lambda docx, accept: seen(without_summary(resolved(docx, accept=accept)), docx)
