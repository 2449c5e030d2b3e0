"""What a reader of a DOCX without revisions sees: its paragraphs with place, number, look and words, story by story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.word.labels import Counter, counter
from pipeline.word.markup import own
from pipeline.word.names import RELATIONS, W
from pipeline.word.package import MAIN
from pipeline.word.strangers.looks import canonical, look_of
from pipeline.word.strangers.relations import content_of, targets_of
from pipeline.word.template import NUMBERING, STYLES, parsed_xml

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_SILENT = frozenset(
    f"{W}{name}" for name in ("rPr", "lastRenderedPageBreak", "annotationRef", "commentReference", "footnoteRef", "endnoteRef")
)
_FIELD = {"begin": "\u2039", "separate": "\u203a", "end": "\u2039/\u203a"}
"""Signs for the parts of a field, so that its instruction is compared too."""
_NOTES = {f"{W}footnoteReference": ("word/footnotes.xml", "footnote"), f"{W}endnoteReference": ("word/endnotes.xml", "endnote")}
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object", f"{_COMPATIBLE}AlternateContent")
_LEADING = tuple(f"{{{RELATIONS}}}{name}" for name in ("embed", "id", "link", "pict"))

BODY = "the text"


@dataclass(frozen=True, slots=True)
class Seen:
    """A paragraph, or the frame of a table, row or cell: where it stands, its style, its number, its look, its words by look."""

    place: tuple[str, ...]
    style: str
    label: str
    look: str
    pieces: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The words alone."""
        return "".join(text for _, text in self.pieces)


@dataclass(frozen=True, slots=True)
class Page:
    """The stories by name (the text, each header and footer), and how each style in use is defined."""

    stories: Mapping[str, tuple[Seen, ...]]
    styles: Mapping[str, str]


def page_of(parts: Mapping[str, bytes]) -> Page:
    """All that the file shows. Raises `lxml.etree.XMLSyntaxError` where a part is damaged."""
    reader = _Reader(parts)
    stories = {BODY: reader.story(MAIN), **{name: reader.story(part) for name, part in margins_of(parts)}}
    used = {seen.style for story in stories.values() for seen in story} | reader.run_styles
    return Page(stories, reader.definitions(used))


def margins_of(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The name and the part of each header and footer, by section and kind of page."""
    targets = targets_of(parts, MAIN)
    for number, section in enumerate(parsed_xml(parts[MAIN]).iter(f"{W}sectPr"), start=1):
        for reference in section.iter(f"{W}headerReference", f"{W}footerReference"):
            part = targets.get(reference.get(f"{{{RELATIONS}}}id", ""), "")
            if part in parts:
                kind = "header" if reference.tag == f"{W}headerReference" else "footer"
                yield f"the {kind} of section {number} ({reference.get(f'{W}type', 'default')} pages)", part


class _Reader:
    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.styles = parsed_xml(parts[STYLES]) if STYLES in parts else etree.Element(f"{W}styles")
        self.numbering = parsed_xml(parts[NUMBERING]) if NUMBERING in parts else None
        self.roots: dict[str, etree._Element] = {}
        self.targets: dict[str, dict[str, str]] = {}
        self.run_styles: set[str] = set()

    def root(self, name: str) -> etree._Element:
        if name not in self.roots:
            self.roots[name] = parsed_xml(self.parts[name])
            self.targets[name] = targets_of(self.parts, name)
        return self.roots[name]

    def definitions(self, used: set[str]) -> dict[str, str]:
        """The styles in use and those on which they stand, and what holds without a style."""
        by_id = {style.get(f"{W}styleId", ""): style for style in self.styles.iter(f"{W}style")}
        defaults = (self.styles.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}") for kind in ("pPr", "rPr"))
        found = {"": "|".join(look_of(properties) for properties in defaults)}
        waiting = [*used, *(name for name, style in by_id.items() if style.get(f"{W}default") in ("1", "true"))]
        while waiting:
            name = waiting.pop()
            if name in found or name not in by_id:
                continue
            style = by_id[name]
            above = [each.get(f"{W}val", "") for each in style.findall(f"{W}basedOn")]
            found[name] = "|".join([*above, *(look_of(style.find(f"{W}{kind}")) for kind in ("pPr", "rPr", "tblPr"))])
            waiting += above
        return found

    def story(self, part: str) -> tuple[Seen, ...]:
        counted = counter(self.numbering, self.styles)
        root = self.root(part)
        body = root.find(f"{W}body")
        return tuple(_Story(self, part, counted).blocks(root if body is None else body, ()))


class _Story:
    """One part, read in order."""

    def __init__(self, reader: _Reader, part: str, counted: Counter) -> None:
        self.reader = reader
        self.part = part
        self.counted = counted

    def blocks(self, around: etree._Element, place: tuple[str, ...]) -> Iterator[Seen]:
        tables = 0
        for block in around:
            match block.tag:
                case name if name == f"{W}p":
                    yield from self.paragraph(block, place)
                case name if name == f"{W}tbl":
                    tables += 1
                    yield from self.table(block, (*place, f"table {tables}"))
                case name if name == f"{W}sectPr":
                    yield _section(block, place)
                case name if isinstance(name, str) and not name.endswith("Pr"):
                    yield from self.blocks(block, place)

    def table(self, table: etree._Element, place: tuple[str, ...]) -> Iterator[Seen]:
        yield Seen(place, _style(table, "tblPr", "tblStyle"), "", look_of(table.find(f"{W}tblPr")))
        for row_number, row in enumerate(table.iter(f"{W}tr"), start=1):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue
            here = (*place, f"row {row_number}")
            yield Seen(here, "", "", look_of(row.find(f"{W}trPr")))
            for column, cell in enumerate(own(row, "tc"), start=1):
                within = (*here, f"cell {column}")
                yield Seen(within, "", "", look_of(cell.find(f"{W}tcPr")))
                yield from self.blocks(cell, within)

    def paragraph(self, paragraph: etree._Element, place: tuple[str, ...]) -> Iterator[Seen]:
        properties = paragraph.find(f"{W}pPr")
        pieces = tuple(_together(self.pieces(paragraph, "")))
        level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
        look = look_of(properties) + ("" if level is None else f";level {level.get(f'{W}val')}")
        yield Seen(place, _style(paragraph, "pPr", "pStyle"), self.counted.label(paragraph).strip(), look, pieces)
        for box in self.boxes(paragraph):
            yield from self.blocks(box, (*place, "text box"))
        section = paragraph.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            yield _section(section, place)

    @staticmethod
    def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
        """The text boxes that hang on the paragraph; of those kept twice for old programs, the first copy."""
        for box in paragraph.iter(f"{W}txbxContent"):
            if next(box.iterancestors(f"{W}p")) is paragraph and next(box.iterancestors(f"{_COMPATIBLE}Fallback"), None) is None:
                yield box

    def pieces(self, element: etree._Element, link: str) -> Iterator[tuple[str, str]]:
        """The words of all runs, each with its look; of a link the look is also where it leads."""
        for child in element:
            match child.tag:
                case name if name == f"{W}r":
                    yield from self.run(child, link)
                case name if name == f"{W}hyperlink":
                    target = self.reader.targets[self.part].get(child.get(f"{{{RELATIONS}}}id", ""), "")
                    yield from self.pieces(child, f"{link}>{target}#{child.get(f'{W}anchor', '')}")
                case name if name == f"{W}fldSimple":
                    yield "", f"{_FIELD['begin']}{child.get(f'{W}instr', '')}{_FIELD['separate']}"
                    yield from self.pieces(child, link)
                    yield "", _FIELD["end"]
                case name if isinstance(name, str) and name.endswith("}oMath"):
                    yield link, f"[formula {canonical(child)}]"
                case name if isinstance(name, str) and not name.endswith("Pr"):
                    yield from self.pieces(child, link)

    def run(self, run: etree._Element, link: str) -> Iterator[tuple[str, str]]:
        properties = run.find(f"{W}rPr")
        look = f"{look_of(properties)}{link}"
        style = _style(run, "rPr", "rStyle")
        if style:
            self.reader.run_styles.add(style)
        yield look, "".join(self.said(node) for node in run if isinstance(node.tag, str) and node.tag not in _SILENT)

    def said(self, node: etree._Element) -> str:
        match node.tag:
            case name if name in (f"{W}t", f"{W}instrText"):
                return node.text or ""
            case name if name in _SIGNS:
                return _SIGNS[name]
            case name if name == f"{W}br":
                return "\n" if node.get(f"{W}type", "textWrapping") == "textWrapping" else f"[{node.get(f'{W}type')} break]"
            case name if name == f"{W}fldChar":
                return _FIELD.get(node.get(f"{W}fldCharType", ""), "")
            case name if name in _NOTES:
                return self.note(*_NOTES[name], node.get(f"{W}id", ""))
            case name if name in _DRAWINGS:
                return f"[picture {self.drawing(node)}]"
        return f"[{canonical(node)}]"

    def note(self, part: str, kind: str, number: str) -> str:
        """A note is told where it is referred to, so that its number is nobody's concern."""
        if part not in self.reader.parts:
            return f"[{kind} that is missing]"
        root = self.reader.root(part)
        note = next((each for each in root.findall(f"{W}{kind}") if each.get(f"{W}id") == number), None)
        if note is None:
            return f"[{kind} that is missing]"
        inside = _Story(self.reader, part, counter(self.reader.numbering, self.reader.styles)).blocks(note, ())
        return f"[{kind}: {' / '.join(f'{seen.style} {seen.look} {seen.pieces}' for seen in inside)}]"

    def drawing(self, drawing: etree._Element) -> str:
        """The drawing without the words in it, which are told as paragraphs; a picture by its content."""
        copy = etree.fromstring(etree.tostring(drawing))
        for part in [*copy.iter(f"{W}txbxContent"), *copy.iter(f"{_COMPATIBLE}Fallback")]:
            part.getparent().remove(part)
        for element in copy.iter():
            for name in _LEADING:
                if name in element.attrib:
                    element.set(name, content_of(self.reader.parts, self.reader.targets[self.part].get(element.get(name), "")))
            if isinstance(element.tag, str) and element.tag.endswith(("}docPr", "}cNvPr")):
                element.attrib.pop("id", None)
        return canonical(copy)


def _section(section: etree._Element, place: tuple[str, ...]) -> Seen:
    shown = [child for child in section if not child.tag.endswith("Reference")]
    return Seen((*place, "section"), "", "", ";".join(sorted(map(canonical, shown))))


def _style(element: etree._Element, properties: str, name: str) -> str:
    style = element.find(f"{W}{properties}/{W}{name}")
    return "" if style is None else style.get(f"{W}val", "")


def _together(pieces: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbouring words of one look as one piece."""
    look, words = "", ""
    for next_look, text in pieces:
        if text and next_look != look:
            if words:
                yield look, words
            look, words = next_look, ""
        words += text
    if words:
        yield look, words
