"""Whatever a counterparty plants in our file, by whatever means Word has, is read or told: nothing comes in without a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

import pytest
from lxml import etree

from pipeline.compare import Settings, redline
from pipeline.model.document import Document, Revision
from pipeline.model.received import Reading
from pipeline.model.stamp import Stamp
from pipeline.negotiate import Return, round_of
from pipeline.word import read, write
from tests.word.reading.packages import (
    MAIN,
    SPACE,
    Change,
    W,
    changed,
    element,
    in_the_largest_table,
    package_of,
    parts_of,
    replaced,
    run,
    with_part,
)

TAIL = "This clause applies in addition to the Customer's other rights."
SAID = run(TAIL)
COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"


@pytest.fixture(scope="module")
def sent(contract: Document, stamp: Stamp, template: bytes) -> bytes:
    return write(contract, stamp, template)


@pytest.fixture(scope="module")
def ours(sent: bytes) -> Reading:
    found = read(sent, "sent.docx")
    assert isinstance(found, Reading)
    return found


@pytest.fixture
def told(ours: Reading, contract: Document, reading) -> Callable[[bytes], list[str]]:
    """All that a person is told of a file."""

    def tell(docx: bytes) -> list[str]:
        found, meant = reading(docx), Return(1, "harrow-support", "provider", "0.1", "f", "0")
        round = round_of(contract, found, meant, lambda old, new: redline(old, new, Settings(Revision(""))), ours)
        proposals = [f"{each.kind}: {each.ours} -> {each.theirs} ({each.note})" for each in round.proposals]
        return [*proposals, *(f"unread: {each.element} in {each.place}" for each in found.unread)]

    return tell


def behind(*runs: str) -> Change:
    """Something behind the words of one paragraph."""
    return lambda docx: replaced(docx, SAID, SAID + "".join(runs))


def instead(xml: str) -> Change:
    """Something in the place of these words."""
    return lambda docx: replaced(docx, SAID, xml)


def looking(properties: str) -> Change:
    """One of our words with another look, which is not tracked."""
    return instead(run("This clause ") + run("applies", properties) + run(" in addition to the Customer's other rights."))


def around(before: str, after: str) -> Change:
    """Something around one of our words."""
    return instead(run("This clause ") + before + run("applies") + after + run(" in addition to the Customer's other rights."))


def laid_out(properties: str) -> Change:
    """The paragraph with another layout."""

    def change(main: bytes) -> bytes:
        before, words, after = main.decode().partition(SAID)
        start, own, rest = before.rpartition("<w:pPr>")
        return f"{start}{own}{rest.replace('</w:pPr>', f'{properties}</w:pPr>', 1)}{words}{after}".encode()

    return lambda docx: changed(docx, MAIN, change)


def computed(code: str, shown: str = "") -> str:
    """A field; without a result where it shows nothing."""
    result = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}' if shown else ""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{result}{end}'


def noted(kind: str, inside: str) -> Change:
    """A note or comment behind the words."""
    reference = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    part = f'<w:{kind}s {SPACE}><w:{kind} w:id="2" w:author="Meyer"><w:p>{inside}</w:p></w:{kind}></w:{kind}s>'
    return lambda docx: with_part(behind(reference)(docx), f"{kind}s", f"{kind}s.xml", part)


def join_cells(rows: list[etree._Element]) -> None:
    first, second = rows[3].findall(f"{W}tc")[1:3]
    first.find(f"{W}tcPr").append(element('<w:gridSpan w:val="2"/>'))
    first.extend(second.findall(f"{W}p"))
    rows[3].remove(second)


def swap_figures(rows: list[etree._Element]) -> None:
    one, other = (row.findall(f"{W}tc")[4] for row in rows[3:5])
    first, second = one.find(f"{W}p"), other.find(f"{W}p")
    one.append(second)
    other.append(first)


def nest_a_table(rows: list[etree._Element]) -> None:
    rows[3].findall(f"{W}tc")[1].insert(1, element(f"<w:tbl><w:tblPr/><w:tr><w:tc><w:p>{run('Nested.')}</w:p></w:tc></w:tr></w:tbl>"))


def lower_a_row(rows: list[etree._Element]) -> None:
    rows[3].insert(0, element('<w:trPr><w:trHeight w:val="1" w:hRule="exact"/></w:trPr>'))


def add_a_box(words: str) -> str:
    return f"<w:r><w:pict><w:txbxContent><w:p>{run(words)}</w:p></w:txbxContent></w:pict></w:r>"


PLANTED: dict[str, tuple[Change, str]] = {
    "struck through by its look": (looking("<w:strike/>"), "struck through by their look alone"),
    "struck twice": (looking("<w:dstrike/>"), "struck through by their look alone"),
    "red on red": (looking('<w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="ff0000"/>'), "of what lies behind them"),
    "black on black": (looking('<w:highlight w:val="black"/>'), "of what lies behind them"),
    "letters without width": (looking('<w:w w:val="1"/>'), "too small to be read"),
    "letters as signs": (looking('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "a font of signs"),
    "letters without filling": (looking(f'<x:textFill xmlns:x="{WORD_2010}"><x:noFill/></x:textFill>'), "marked as hidden"),
    "a line without height": (laid_out('<w:spacing w:line="20" w:lineRule="exact"/>'), "too small to be read"),
    "a frame beside the paper": (laid_out('<w:framePr w:x="-20000" w:y="1"/>'), "beside the page"),
    "an indentation beyond the paper": (laid_out('<w:ind w:left="12000"/>'), "beside the page"),
    "a row without height": (in_the_largest_table(lower_a_row), "too small to be read"),
    "letters turned round": (around('<w:bdo w:val="rtl">', "</w:bdo>"), "from right to left"),
    "a paragraph turned round": (around('<w:dir w:val="rtl">', "</w:dir>"), "from right to left"),
    "a mark that turns letters round": (instead(run(TAIL.replace("applies", "\u202eapplies"))), "U+202E right-to-left override"),
    "a space without width": (instead(run(TAIL.replace("applies", "app\u200blies"))), "U+200B zero width space"),
    "a letter of another alphabet": (instead(run(TAIL.replace("applies", "\u0430pplies"))), "U+0430 cyrillic small letter a"),
    "a soft hyphen": (around("", "<w:r><w:softHyphen/></w:r>"), "U+00AD soft hyphen"),
    "a hyphen that does not break": (around("", "<w:r><w:noBreakHyphen/></w:r>"), "applies\u2011 in addition"),
    "a formula of a field": (behind(computed("EQ \\s\\up0(not)")), "unread: EQ field in response.tail"),
    "a sign of a field": (behind(computed("SYMBOL 80")), "unread: SYMBOL field"),
    "a number of a field": (behind(computed("LISTNUM")), "unread: LISTNUM field"),
    "a button": (behind(computed("MACROBUTTON None [not]")), "unread: MACROBUTTON field"),
    "a list to choose from": (behind(computed("FORMDROPDOWN")), "unread: FORMDROPDOWN field"),
    "our words as a date": (around(*computed("DATE", "\0").split(run("\0"))), "works these words out anew"),
    "our words as a condition": (around('<w:fldSimple w:instr="IF 1 = 2 x y">', "</w:fldSimple>"), "works these words out anew"),
    "our words from elsewhere in the file": (
        instead(f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x"/></w:sdtPr><w:sdtContent>{SAID}</w:sdtContent></w:sdt>'),
        "unread: dataBinding in response.tail",
    ),
    "a field of a note": (noted("footnote", computed("EQ x")), "unread: EQ field"),
    "a note": (noted("endnote", run("Not on Sundays.")), "Not on Sundays. (In an endnote)"),
    "a comment": (noted("comment", run("Why?")), "Meyer: Why?"),
    "a comment that is a picture": (noted("comment", "<w:r><w:drawing/></w:r>"), "Meyer: [picture]"),
    "a text box": (behind(add_a_box("Not on Sundays.")), "Not on Sundays. (In a text box)"),
    "a box within a box": (behind(add_a_box("In.").replace("</w:p>", f"{add_a_box('Within.')}</w:p>", 1)), "Within. (In a text box)"),
    "a watermark": (behind('<w:r><w:pict><v:shape xmlns:v="urn:v"><v:textpath string="Not"/></v:shape></w:pict></w:r>'), "unread: pict"),
    "a picture": (behind("<w:r><w:drawing/></w:r>"), "unread: drawing"),
    "an embedded object": (behind("<w:r><w:object/></w:r>"), "unread: object"),
    "a sign": (behind('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "unread: sym"),
    "words for new programs": (
        behind(f"<w:r><mc:AlternateContent {COMPATIBLE}><mc:Choice><w:t>not</w:t></mc:Choice></mc:AlternateContent></w:r>"),
        "unread: AlternateContent",
    ),
    "a paragraph for new programs": (
        lambda docx: replaced(docx, "</w:body>", f"<mc:AlternateContent {COMPATIBLE}><w:p/></mc:AlternateContent></w:body>"),
        "unread: AlternateContent",
    ),
    "words that two people changed at once": (behind(f'<x:conflictIns xmlns:x="{WORD_2010}">{run("Not.")}</x:conflictIns>'), "conflictIns"),
    "words of a smart tag": (behind(f"<w:smartTag>{run(' Not.')}</w:smartTag>"), "-> Not."),
    "words of a control": (behind(f"<w:sdt><w:sdtContent>{run(' Not.')}</w:sdtContent></w:sdt>"), "-> Not."),
    "words of a link": (behind(f'<w:hyperlink w:anchor="x">{run(" Not.")}</w:hyperlink>'), "-> Not."),
    "joined cells": (in_the_largest_table(join_cells), "unread: gridSpan"),
    "swapped figures": (in_the_largest_table(swap_figures), "wording: 3,703.50 -> 4,938.00"),
    "a deleted row": (in_the_largest_table(lambda rows: rows[5].getparent().remove(rows[5])), "deletion: HF-0005"),
    "a table in a cell": (in_the_largest_table(nest_a_table), "Nested."),
    "words before each number": (
        lambda docx: changed(docx, "word/numbering.xml", lambda part: part.replace(b'w:val="%1.%2"', b'w:val="not %1.%2"')),
        "The number was altered by hand",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_told(name: str, sent: bytes, told) -> None:
    plant, words = PLANTED[name]

    found = told(plant(sent))

    assert any(words in line for line in found), found


def as_word_online_saves(docx: bytes) -> bytes:
    """Every run in two, with marks of sittings, of the speller and of pages between them."""
    root = etree.fromstring(parts_of(docx)[MAIN])
    for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        paragraph.set(f"{W}rsidR", "00A1B2C3")
        paragraph.set(f"{{{WORD_2010}}}paraId", f"{number:08X}")
    for first in list(root.iter(f"{W}r")):
        if first[-1].tag == f"{W}t" and len(first[-1].text or "") > 3:
            second = deepcopy(first)
            half = len(first[-1].text) // 2
            first[-1].text, second[-1].text = first[-1].text[:half], second[-1].text[half:]
            second[-1].addprevious(element("<w:lastRenderedPageBreak/>"))
            first.addnext(second)
            first.addnext(element('<w:proofErr w:type="spellStart"/>'))
    main = re.sub(rb"<w:t>", b'<w:t xml:space="preserve">', etree.tostring(root))
    return package_of({**parts_of(docx), MAIN: main})


def as_forms_are_made(docx: bytes) -> bytes:
    """Paragraphs and rows in controls."""
    root = etree.fromstring(parts_of(docx)[MAIN])
    body = root.find(f"{W}body")
    paragraphs = [each for each in body.findall(f"{W}p")[::3] if each.find(f"{W}pPr/{W}sectPr") is None]
    for wrapped in (*paragraphs, *list(body.iter(f"{W}tr"))[::4]):
        control = element('<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent/></w:sdt>')
        wrapped.addprevious(control)
        control[1].append(wrapped)
    return package_of({**parts_of(docx), MAIN: etree.tostring(root)})


@pytest.mark.parametrize("saved", [as_word_online_saves, as_forms_are_made])
def test_what_editors_leave_behind_is_no_change(saved: Change, sent: bytes, told) -> None:
    assert told(sent) == told(saved(sent)) == []


def test_what_was_struck_through_with_tracking_is_told_once_and_as_tracked(sent: bytes, told) -> None:
    change = '<w:strike/><w:rPrChange w:id="900" w:author="Meyer" w:date="2026-06-01T10:30:00Z"><w:rPr/></w:rPrChange>'

    [line] = told(looking(change)(sent))

    assert line == "formatting: applies -> applies (The look changes from plain to strike)"
