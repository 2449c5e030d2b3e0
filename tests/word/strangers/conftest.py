"""Seeded edits of anybody's DOCX on the raw XML, and a judge of redlines that shares nothing with engine, verifier or writer."""

from __future__ import annotations

import copy
import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
FRESH = ("promptly", "in writing", "at its own cost", "within ten Business Days", "reasonable", "17", "EUR 4,500", "not")
Parts = dict[str, bytes]


def parts_of(docx: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


class Editor:
    """Edits the parts of a DOCX as a person at the keyboard would; every edit is seeded."""

    def __init__(self, docx: bytes, random: Random) -> None:
        self.parts = parts_of(docx)
        self.root = etree.fromstring(self.parts[MAIN])
        self.random = random

    def edited(self, *kinds: str) -> bytes:
        for kind in kinds:
            getattr(self, kind)()
        self.parts[MAIN] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return packed(self.parts)

    def body(self) -> etree._Element:
        return self.root.find(f"{W}body")

    def chosen(self, elements: Iterator[etree._Element] | list[etree._Element]) -> etree._Element:
        return self.random.choice(list(elements))

    def said(self, around: etree._Element, least: int = 1) -> list[etree._Element]:
        """The texts with at least so many words."""
        return [text for text in around.iter(f"{W}t") if len((text.text or "").split()) >= least]

    def top(self) -> list[etree._Element]:
        """The paragraphs with words that stand in no table."""
        return [each for each in self.body().findall(f"{W}p") if "".join(each.itertext()).strip()]

    def inner(self) -> list[etree._Element]:
        """The same without the first and the last, if that leaves any."""
        return self.top()[1:-1] or self.top()

    def change(self, text: etree._Element, words: str) -> None:
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def fresh(self) -> str:
        return " ".join(self.random.choice(FRESH) for _ in range(6))

    def word(self) -> None:
        text = self.chosen(self.said(self.root, 3))
        pieces = text.text.split(" ")
        pieces[self.random.randrange(len(pieces))] = self.random.choice(FRESH)
        self.change(text, " ".join(pieces))

    def word_more(self) -> None:
        text = self.chosen(self.said(self.root, 2))
        pieces = text.text.split(" ")
        pieces.insert(self.random.randrange(len(pieces)), self.random.choice(FRESH))
        self.change(text, " ".join(pieces))

    def word_less(self) -> None:
        text = self.chosen(self.said(self.root, 4))
        pieces = text.text.split(" ")
        del pieces[self.random.randrange(1, len(pieces) - 1)]
        self.change(text, " ".join(pieces))

    def number(self) -> None:
        text = self.chosen(self.said(self.root, 2))
        words = re.sub(r"\d+", lambda found: str(int(found.group()) + 1), text.text)
        self.change(text, words if words != text.text else f"{text.text} {self.random.randrange(2, 99)}")

    def apostrophe(self) -> None:
        text = self.chosen(self.said(self.root, 3))
        swaps = {"'": "\u2019", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
        words = "".join(swaps.get(letter, letter) for letter in text.text)
        self.change(text, words if words != text.text else words.replace(" ", "\u00a0", 1))

    def paragraph_more(self) -> None:
        model = self.chosen(self.top())
        new = copy.deepcopy(model)
        for text in list(new.iter(f"{W}t"))[1:]:
            text.getparent().remove(text)
        for text in new.iter(f"{W}t"):
            self.change(text, f"{self.fresh()}.")
        model.addnext(new)

    def paragraph_less(self) -> None:
        self.body().remove(self.chosen(self.inner()))

    def paragraph_moved(self) -> None:
        top = self.top()
        moved = self.chosen(self.inner())
        places = [each for each in (*top[:-1], *self.body().findall(f"{W}tbl")) if each is not moved and each.getprevious() is not moved]
        self.chosen(places).addprevious(moved)

    def paragraph_twice(self) -> None:
        model = self.chosen(self.inner())
        for _ in range(2):
            model.addnext(copy.deepcopy(model))

    def paragraph_divided(self) -> None:
        texts = [text for text in self.said(self.root, 6) if text.getparent().getparent().tag == f"{W}p"]
        text = self.chosen([text for text in texts if text.getparent().getparent() in self.top()] or texts)
        paragraph, run = text.getparent().getparent(), text.getparent()
        second = etree.Element(f"{W}p")
        if paragraph.find(f"{W}pPr") is not None:
            second.append(copy.deepcopy(paragraph.find(f"{W}pPr")))
        rest = copy.deepcopy(run)
        pieces = text.text.split(" ")
        self.change(text, " ".join(pieces[:3]))
        self.change(rest.find(f"{W}t"), " ".join(pieces[3:]))
        second.append(rest)
        for sibling in list(run.itersiblings()):
            second.append(sibling)
        paragraph.addnext(second)

    def paragraphs_joined(self) -> None:
        pairs = [each for each in self.top() if each.getnext() in self.top() and each.find(f"{W}pPr/{W}sectPr") is None]
        first = self.chosen(pairs) if pairs else None
        if first is None:
            return self.word()
        second = first.getnext()
        for child in [child for child in second if child.tag != f"{W}pPr"]:
            first.append(child)
        self.body().remove(second)
        return None

    def row_more(self) -> None:
        row = self.chosen(self.root.iter(f"{W}tr"))
        new = copy.deepcopy(row)
        for text in new.iter(f"{W}t"):
            self.change(text, self.fresh())
        row.addnext(new)

    def row_less(self) -> None:
        row = self.chosen([row for row in self.root.iter(f"{W}tr") if len(row.getparent().findall(f"{W}tr")) > 2])
        row.getparent().remove(row)

    def cell(self) -> None:
        text = self.chosen([text for cell in self.root.iter(f"{W}tc") for text in self.said(cell)])
        self.change(text, f"{text.text} {self.fresh()}")

    def table_less(self) -> None:
        self.body().remove(self.chosen(self.body().findall(f"{W}tbl")))

    def table_more(self) -> None:
        table = self.chosen(self.body().findall(f"{W}tbl"))
        new = copy.deepcopy(table)
        for text in new.iter(f"{W}t"):
            self.change(text, self.fresh())
        table.addnext(new)
        table.addnext(etree.Element(f"{W}p"))

    def heading(self) -> None:
        bold = [
            run.find(f"{W}t") for run in self.root.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None and run.find(f"{W}t") is not None
        ]
        text = self.chosen([text for text in bold if (text.text or "").strip()])
        self.change(text, f"{text.text} {self.random.choice(FRESH)}")

    def margin(self) -> None:
        name = self.chosen([name for name in self.parts if re.fullmatch(r"word/(header|footer)\d*\.xml", name)])  # type: ignore[arg-type]
        root = etree.fromstring(self.parts[name])
        texts = [*root.iter(f"{W}t")]
        self.change(texts[-1], f"{texts[-1].text or ''} {self.fresh()}")
        self.parts[name] = etree.tostring(root)

    def footer_new(self) -> None:
        """A footer that the other file lacks."""
        self.parts["word/footer9.xml"] = f'<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:r><w:t>{self.fresh()}</w:t></w:r></w:p></w:ftr>'.encode()
        self.relate("footer", "footer9.xml", "wordprocessingml.footer")
        reference = etree.Element(f"{W}footerReference", {f"{W}type": "first", f"{R}id": "rIdNew"})
        self.body().findall(f"{W}sectPr")[-1].insert(0, reference)

    def relate(self, kind: str, target: str, content: str) -> None:
        relation = f'<Relationship Id="rIdNew" Type="{R[1:-1]}/{kind}" Target="{target}"/></Relationships>'
        self.parts[RELATIONS] = self.parts[RELATIONS].replace(b"</Relationships>", relation.encode())
        declared = (
            f'<Override PartName="/word/{target}" ContentType="application/vnd.openxmlformats-officedocument.{content}+xml"/></Types>'
        )
        self.parts[TYPES] = self.parts[TYPES].replace(b"</Types>", declared.encode())

    def footnote(self) -> None:
        notes = etree.fromstring(self.parts["word/footnotes.xml"])
        note = etree.fromstring(f'<w:footnote xmlns:w="{NAMESPACE}" w:id="7"><w:p><w:r><w:t>{self.fresh()}</w:t></w:r></w:p></w:footnote>')
        notes.append(note)
        self.parts["word/footnotes.xml"] = etree.tostring(notes)
        run = self.chosen(self.said(self.root, 3)).getparent()
        run.addnext(etree.fromstring(f'<w:r xmlns:w="{NAMESPACE}"><w:footnoteReference w:id="7"/></w:r>'))

    def look(self) -> None:
        run = self.chosen(self.said(self.root, 3)).getparent()
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        size = properties.find(f"{W}sz")
        if size is not None and self.random.random() < 0.5:
            size.set(f"{W}val", "31")
        else:
            fonts = properties.find(f"{W}rFonts")
            at = 0 if fonts is None else 1
            bold = properties.find(f"{W}b")
            properties.remove(bold) if bold is not None else properties.insert(at, etree.Element(f"{W}b"))

    def aligned(self) -> None:
        paragraph = self.chosen(self.top())
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        for sign in properties.findall(f"{W}jc"):
            properties.remove(sign)
        sign = etree.Element(f"{W}jc", {f"{W}val": self.random.choice(("right", "center"))})
        end = properties.find(f"{W}rPr")
        properties.append(sign) if end is None else end.addprevious(sign)

    def style_redefined(self) -> None:
        """Another look for all that follows the default style, which Word cannot track."""
        styles = etree.fromstring(self.parts["word/styles.xml"])
        style = next(each for each in styles.iter(f"{W}style") if each.get(f"{W}default") == "1" and each.get(f"{W}type") == "paragraph")
        properties = style.find(f"{W}rPr")
        if properties is None:
            properties = etree.SubElement(style, f"{W}rPr")
        properties.append(etree.Element(f"{W}caps"))
        self.parts["word/styles.xml"] = etree.tostring(styles)

    def page(self) -> None:
        margins = self.body().find(f"{W}sectPr/{W}pgMar")
        margins.set(f"{W}left", str(int(margins.get(f"{W}left")) + 144))

    def several(self) -> None:
        for kind in self.random.sample(SINGLE[:18], 6):
            # What was edited before may have left nothing for this one.
            with suppress(IndexError):
                getattr(self, kind)()

    def many(self) -> None:
        for _ in range(30):
            self.random.choice((self.word, self.word_more, self.word_less, self.number))()


SINGLE = (
    *("word", "word_more", "word_less", "number", "apostrophe", "paragraph_more", "paragraph_less", "paragraph_moved", "paragraph_twice"),
    *("paragraph_divided", "paragraphs_joined", "row_more", "row_less", "cell", "table_more", "heading", "margin", "look", "aligned"),
    *("table_less", "footnote", "footer_new", "style_redefined", "page"),
)
WAYS = (
    [(kind, seed) for kind in SINGLE for seed in range(3)]
    + [("several", seed) for seed in range(23)]
    + [("many", seed) for seed in range(5)]
)


@pytest.fixture(scope="session")
def corpus() -> list[Path]:
    """The published files that others wrote."""
    folder = os.environ.get("DRAFTLINE_CORPUS")
    if folder is None:
        pytest.skip("DRAFTLINE_CORPUS names no folder of texts")
    files = sorted((Path(folder) / "docx").glob("*.docx"))
    assert len(files) >= 3
    return files


@pytest.fixture
def edited_file() -> Callable[[bytes, str, int], bytes]:
    """A DOCX after one kind of edit, seeded."""
    return lambda docx, kind, seed: Editor(docx, Random(f"{kind} {seed}")).edited(kind)


COMES, GOES = ("ins", "moveTo"), ("del", "moveFrom")
Line = tuple[int, str]
"""How many tables stand around a paragraph, and its words."""


class Judge:
    """Reads what a file says as if its revisions were accepted or rejected, without changing anything."""

    def __init__(self, docx: bytes, *, accept: bool) -> None:
        self.parts = parts_of(docx)
        self.gone = tuple(f"{W}{name}" for name in (GOES if accept else COMES))

    def lines(self) -> dict[str, list[Line]]:
        """What the text, each margin and the notes say; margins by their words, since their files may have other names."""
        stories = {MAIN: self.story(MAIN)}
        margins = [self.story(name) for name in sorted(self.parts) if re.fullmatch(r"word/(header|footer)\d*\.xml", name)]
        return {**stories, "margins": [line for story in sorted(margins) for line in story]}

    def story(self, name: str) -> list[Line]:
        found: list[Line] = []
        held = ""
        for paragraph in etree.fromstring(self.parts[name]).iter(f"{W}p"):
            if self.is_gone(paragraph):
                continue
            held += "".join(self.words(paragraph))
            if paragraph.find(f"{W}pPr/{W}rPr") is not None and any(mark.tag in self.gone for mark in paragraph.find(f"{W}pPr/{W}rPr")):
                continue
            found.append((len(list(paragraph.iterancestors(f"{W}tbl"))), held))
            held = ""
        return [*found, *([(0, held)] if held else [])]

    def is_gone(self, element: etree._Element) -> bool:
        """Whether a row, cell or run around it goes."""
        for around in element.iterancestors():
            properties = around.find(f"{around.tag}Pr") if around.tag in (f"{W}tr", f"{W}tc") else None
            cells = tuple(tag.replace(f"{W}ins", f"{W}cellIns").replace(f"{W}del", f"{W}cellDel") for tag in self.gone)
            if around.tag in self.gone or (properties is not None and any(mark.tag in (*self.gone, *cells) for mark in properties)):
                return True
        return False

    def words(self, paragraph: etree._Element) -> Iterator[str]:
        for node in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}footnoteReference"):
            if next(node.iterancestors(f"{W}p")) is not paragraph or node.getparent().tag != f"{W}r":
                continue
            if not any(around.tag in self.gone for around in node.iterancestors()):
                if node.tag == f"{W}footnoteReference":
                    yield self.note(node.get(f"{W}id"))
                else:
                    yield node.text or " "

    def note(self, number: str) -> str:
        notes = etree.fromstring(self.parts["word/footnotes.xml"])
        note = next(each for each in notes if each.get(f"{W}id") == number)
        return f"[{''.join(word for paragraph in note.iter(f'{W}p') for word in self.words(paragraph))}]"


@pytest.fixture
def judged() -> Callable[[bytes, bytes, bytes], list[str]]:
    """What is wrong with a redline of two files, in the eyes of the judge."""

    def judge(redline: bytes, old: bytes, new: bytes) -> list[str]:
        faults = []
        for accept, wanted in ((True, new), (False, old)):
            found, right = Judge(redline, accept=accept).lines(), Judge(wanted, accept=True).lines()
            faults += [f"{'accepted' if accept else 'rejected'}: {name}" for name in right if found[name] != right[name]]
        return faults

    return judge
