"""Accepting and rejecting on the raw XML, trap by trap, and the count of what there is."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.word.strangers.revisions import Unresolvable, resolve, revisions_of

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BY = 'w:id="1" w:author="Ada" w:date="2026-05-01T00:00:00Z"'


def body(inside: str) -> etree._Element:
    return etree.fromstring(f"<w:document {NAMESPACE}><w:body>{inside}<w:sectPr/></w:body></w:document>")


def run(words: str, element: str = "t", look: str = "") -> str:
    return f"<w:r>{look}<w:{element}>{words}</w:{element}></w:r>"


def paragraph(inside: str, mark: str = "") -> str:
    end = f"<w:pPr><w:rPr><w:{mark} {BY}/></w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{end}{inside}</w:p>"


def marked(mark: str, inside: str) -> str:
    return f"<w:{mark} {BY}>{inside}</w:{mark}>"


def cell(words: str, mark: str = "") -> str:
    return f"<w:tc><w:tcPr>{f'<w:{mark} {BY}/>' if mark else ''}</w:tcPr>{paragraph(run(words))}</w:tc>"


def row(*cells: str, mark: str = "") -> str:
    return f"<w:tr><w:trPr>{f'<w:{mark} {BY}/>' if mark else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def words(inside: str, *, accept: bool) -> list[str]:
    root = body(inside)
    resolve(root, accept=accept)
    return ["".join(each.itertext()) for each in root.iter(f"{W}p")]


INSERTED = paragraph(marked("ins", run("new")), "ins")
DELETED = paragraph(marked("del", run("old", "delText")), "del")
CASES = {
    "words": (paragraph(run("a ") + marked("ins", run("b")) + marked("del", run("c", "delText"))), ["a b"], ["a c"]),
    "our deletion inside their insertion": (paragraph(run("a") + marked("ins", marked("del", run("b", "delText")))), ["a"], ["a"]),
    "a paragraph comes": (INSERTED + paragraph(run("kept")), ["new", "kept"], ["kept"]),
    "a paragraph goes": (DELETED + paragraph(run("kept")), ["kept"], ["old", "kept"]),
    "a paragraph is divided": (paragraph(run("one "), "ins") + paragraph(run("two")), ["one ", "two"], ["one two"]),
    "two paragraphs are joined": (paragraph(run("one "), "del") + paragraph(run("two")), ["one two"], ["one ", "two"]),
    "three in a row are joined": (paragraph(run("1"), "del") + paragraph(run("2"), "del") + paragraph(run("3")), ["123"], ["1", "2", "3"]),
    "a paragraph goes before a table": (DELETED + table(row(cell("x"))), ["x"], ["old", "x"]),
    "a paragraph goes at the end": (paragraph(run("kept")) + DELETED, ["kept"], ["kept", "old"]),
    "a row comes": (table(row(cell("a")), row(cell("b"), mark="ins")), ["a", "b"], ["a"]),
    "a row goes": (table(row(cell("a")), row(cell("b"), mark="del")), ["a"], ["a", "b"]),
    "the last row goes": (table(row(cell("a"), mark="del")) + paragraph(run("kept")), ["kept"], ["a", "kept"]),
    "a column comes": (table(row(cell("a"), cell("b", "cellIns"))), ["a", "b"], ["a"]),
    "a column goes": (table(row(cell("a"), cell("b", "cellDel"))), ["a"], ["a", "b"]),
    "a paragraph moves": (
        f'<w:moveFromRangeStart {BY} w:name="m"/>{paragraph(marked("moveFrom", run("moved")), "moveFrom")}<w:moveFromRangeEnd w:id="1"/>'
        + paragraph(run("kept"))
        + f'<w:moveToRangeStart {BY} w:name="m"/>{paragraph(marked("moveTo", run("moved")), "moveTo")}<w:moveToRangeEnd w:id="1"/>'
        + paragraph(run("last")),
        ["kept", "moved", "last"],
        ["moved", "kept", "last"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_accepting_gives_the_new_text_and_rejecting_the_old(name: str) -> None:
    inside, accepted, rejected = CASES[name]

    assert words(inside, accept=True) == accepted
    assert words(inside, accept=False) == rejected


def test_a_former_look_comes_back() -> None:
    change = f"<w:rPrChange {BY}><w:rPr><w:b/></w:rPr></w:rPrChange>"
    look = f"<w:rPr><w:i/>{change}</w:rPr>"
    root = body(paragraph(run("x", look=look)))

    resolve(root, accept=False)

    assert [etree.QName(each).localname for each in root.find(f".//{W}r/{W}rPr")] == ["b"]


def test_a_former_layout_comes_back_and_what_is_no_part_of_it_stays() -> None:
    former = f"<w:pPrChange {BY}><w:pPr><w:jc w:val='left'/></w:pPr></w:pPrChange>"
    root = body(f"<w:p><w:pPr><w:jc w:val='right'/><w:rPr><w:b/></w:rPr>{former}</w:pPr>{run('x')}</w:p>")

    resolve(root, accept=False)

    properties = root.find(f".//{W}pPr")
    assert [(etree.QName(each).localname, each.get(f"{W}val")) for each in properties] == [("jc", "left"), ("rPr", None)]


@pytest.mark.parametrize(
    "inside",
    [
        table(row(f"<w:tc>{DELETED}</w:tc>")),
        paragraph(run("kept"), "del") + table(row(cell("x"))),
        f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr><w:sectPr/></w:pPr></w:p>" + paragraph(run("x")),
    ],
    ids=["the only paragraph of a cell", "words before a table", "the end of a section"],
)
def test_what_no_word_processor_could_resolve_is_refused(inside: str) -> None:
    with pytest.raises(Unresolvable):
        resolve(body(inside), accept=True)


def test_revisions_are_counted_by_author_in_all_parts() -> None:
    document = etree.tostring(body(paragraph(marked("ins", run("a")) + marked("del", run("b", "delText")))))
    header = f"<w:hdr {NAMESPACE}><w:p><w:ins w:id='1'>{run('c')}</w:ins></w:p></w:hdr>".encode()

    assert revisions_of({"word/document.xml": document, "word/header1.xml": header}) == {"": 1, "Ada": 2}
    assert revisions_of({"word/document.xml": etree.tostring(body(paragraph(run("a"))))}) == {}
