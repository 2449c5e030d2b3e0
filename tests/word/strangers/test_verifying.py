"""The proof finds each fault that an engine could make, in the words of the person who waits for the redline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from pipeline.model.document import Document
from pipeline.model.stamp import Stamp
from pipeline.word import write
from pipeline.word.hazards import harmless_parts
from pipeline.word.package import package_of, parts_of
from pipeline.word.strangers import Order, engines, redlined
from pipeline.word.strangers.engines import NotCompared, RedlineEngine
from pipeline.word.strangers.page import page_of
from pipeline.word.strangers.verifying import faults_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
US = Order("Fernhill", "2026-05-01T00:00:00Z")
MAIN = "word/document.xml"
Three = tuple[dict[str, bytes], dict[str, bytes], dict[str, bytes]]


@pytest.fixture(scope="module")
def pair(corpus: list[Path], request: pytest.FixtureRequest) -> Three:
    """A file with lists and tables, a version of it, and their redline."""
    [helpers] = [plugin for plugin in request.config.pluginmanager.get_plugins() if hasattr(plugin, "WAYS")]
    old = corpus[2].read_bytes()
    new = helpers.Editor(old, helpers.Random(1)).edited("word", "row_more", "paragraph_more", "look", "margin")
    before, after = harmless_parts(old), harmless_parts(new)
    made = redlined(before, after, US, engines()[:1])
    assert made.docx is not None, made.refusals
    return before, after, harmless_parts(made.docx)


def faults(pair: Three, marked: dict[str, bytes]) -> list[str]:
    before, after, _ = pair
    return list(faults_of(marked, page_of(before), page_of(after), US.author, US.date))


def spoilt(marked: dict[str, bytes], part: str, spoil: Callable[[etree._Element], None]) -> dict[str, bytes]:
    root = etree.fromstring(marked[part])
    spoil(root)
    return {**marked, part: etree.tostring(root)}


def drop(path: str) -> Callable[[etree._Element], None]:
    def spoil(root: etree._Element) -> None:
        element = root.find(f".//{path.replace('w:', W)}")
        element.getparent().remove(element)

    return spoil


def unmark(root: etree._Element) -> None:
    """An insertion that is no longer marked as one."""
    inserted = next(each for each in root.iter(f"{W}ins") if len(each))
    for child in list(inserted):
        inserted.addprevious(child)
    inserted.getparent().remove(inserted)


def retype(root: etree._Element) -> None:
    text = next(each for each in root.iter(f"{W}t") if (each.text or "").strip())
    text.text = f"{text.text}x"


def restyle(root: etree._Element) -> None:
    look = next(each for each in root.iter(f"{W}rPr") if each.getparent().tag == f"{W}r" and each.getparent().find(f"{W}t") is not None)
    look.append(etree.Element(f"{W}strike"))


def renumber(root: etree._Element) -> None:
    for text in root.iter(f"{W}lvlText"):
        text.set(f"{W}val", "Section %1")


def rename(root: etree._Element) -> None:
    next(root.iter(f"{W}ins")).set(f"{W}author", "Somebody")


def double(root: etree._Element) -> None:
    first, second, *_ = root.iter(f"{W}ins")
    second.set(f"{W}id", first.get(f"{W}id"))


def span(root: etree._Element) -> None:
    properties = next(root.iter(f"{W}tcPr"))
    properties.insert(0, etree.Element(f"{W}gridSpan", {f"{W}val": "2"}))


SPOILT: dict[str, tuple[str, Callable[[etree._Element], None], str]] = {
    "a deletion is lost": (MAIN, drop("w:del"), "rejected, the text differs"),
    "an insertion is not marked": (MAIN, unmark, "rejected, "),
    "a letter is added": (MAIN, retype, "accepted, the text differs"),
    "a word is struck": (MAIN, restyle, "the look of"),
    "a cell is widened": (MAIN, span, "accepted, the text differs: the look of"),
    "a header is retyped": ("word/header1.xml", retype, "the header of section 1 (default pages) differs"),
    "the author is another": (MAIN, rename, "another author or date than asked for"),
    "an id stands twice": (MAIN, double, "two revisions have the id"),
    "a style is redefined": ("word/styles.xml", drop("w:docDefaults/w:rPrDefault/w:rPr/w:rFonts"), "is defined otherwise"),
}


def test_a_right_redline_has_no_fault(pair: Three) -> None:
    assert faults(pair, pair[2]) == []


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_redline_is_found_out(name: str, pair: Three) -> None:
    part, spoil, told = SPOILT[name]

    found = faults(pair, spoilt(pair[2], part, spoil))

    assert any(told in fault for fault in found), found


def test_numbers_that_are_others_are_found_out(sample: Document, stamp: Stamp, template: bytes) -> None:
    parts = parts_of(write(sample, stamp, template))
    page = page_of(parts)

    assert list(faults_of(parts, page, page, US.author, US.date)) == []
    [fault, *_] = faults_of(spoilt(parts, "word/numbering.xml", renumber), page, page, US.author, US.date)
    assert "the label is 'Section" in fault


def test_the_judge_of_these_tests_is_not_fooled_either(pair: Three, judged: Callable[[bytes, bytes, bytes], list[str]]) -> None:
    before, after, marked = map(package_of, pair)

    assert judged(marked, before, after) == []
    for part, spoil, side in (
        (MAIN, drop("w:del"), "rejected: word/document.xml"),
        (MAIN, unmark, "rejected: word/document.xml"),
        ("word/header1.xml", retype, "accepted: margins"),
    ):
        assert side in judged(package_of(spoilt(pair[2], part, spoil)), before, after)


class Engine:
    """An engine that gives what it was made with, or declines."""

    name = "an engine"

    def __init__(self, gives: bytes | None) -> None:
        self.gives = gives

    def redline(self, old: bytes, new: bytes, order: Order) -> bytes:
        if self.gives is None:
            raise NotCompared("an engine declines the pair: too hard")
        return self.gives


def test_a_redline_that_is_not_proved_is_not_delivered(pair: Three) -> None:
    before, after, marked = pair
    wrong = package_of(spoilt(marked, MAIN, unmark))

    made = redlined(before, after, US, [Engine(None), Engine(b"junk"), Engine(wrong)])

    assert made.docx is None
    assert [refusal.partition(":")[0] for refusal in made.refusals] == [
        "an engine declines the pair",
        "an engine made a file that cannot be read",
        "the redline of an engine is wrong",
    ]


def test_the_next_engine_is_asked_where_one_fails(pair: Three) -> None:
    before, after, marked = pair
    asked: list[RedlineEngine] = [Engine(None), Engine(package_of(marked))]

    made = redlined(before, after, US, asked)

    assert made.docx is not None
    assert made.refusals == ("an engine declines the pair: too hard",)


def test_the_same_pair_gives_the_same_bytes(pair: Three) -> None:
    before, after, marked = pair

    assert redlined(before, after, US, engines()[:1]).docx == package_of(marked)


def test_the_language_of_a_style_is_no_look(pair: Three) -> None:
    def speak(root: etree._Element) -> None:
        style = next(each for each in root.iter(f"{W}style") if each.get(f"{W}default") == "1" and each.get(f"{W}type") == "paragraph")
        look = style.find(f"{W}rPr")
        (etree.SubElement(style, f"{W}rPr") if look is None else look).append(etree.Element(f"{W}lang", {f"{W}val": "fr-FR"}))

    assert faults(pair, spoilt(pair[2], "word/styles.xml", speak)) == []
