"""An engine's revisions get numbers of their own, one author and date, and its moves the marks by which Word pairs them."""

from __future__ import annotations

from lxml import etree

from pipeline.word.strangers.stamping import stamped

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
BY = 'w:id="1" w:author="An engine" w:date="1999-01-01T00:00:00Z"'


def moved(mark: str, words: str = "moved") -> str:
    run = f"<w:r><w:t>{words}</w:t></w:r>"
    return f"<w:p><w:pPr><w:rPr><w:{mark} {BY}/></w:rPr></w:pPr><w:{mark} {BY}>{run}</w:{mark}></w:p>"


def stamped_body(inside: str, *, moves: bool = True) -> etree._Element:
    part = f"<w:document {NAMESPACE}><w:body>{inside}<w:p/></w:body></w:document>".encode()
    return etree.fromstring(stamped({MAIN: part}, "Ada", "2026-05-01T00:00:00Z", moves=moves)[MAIN]).find(f"{W}body")


def told(body: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in body]


def test_every_revision_has_a_number_of_its_own_and_the_author_and_date_asked_for() -> None:
    body = stamped_body(moved("ins", "a") + moved("del", "b"))

    revisions = [*body.iter(f"{W}ins", f"{W}del")]
    assert [revision.get(f"{W}id") for revision in revisions] == ["1", "2", "3", "4"]
    assert {(revision.get(f"{W}author"), revision.get(f"{W}date")) for revision in revisions} == {("Ada", "2026-05-01T00:00:00Z")}


def test_a_move_that_is_paired_by_number_gets_ranges_of_one_name() -> None:
    body = stamped_body(moved("moveFrom") + "<w:p/>" + moved("moveTo"))

    ends = ["moveFromRangeStart", "p", "moveFromRangeEnd", "p", "moveToRangeStart", "p", "moveToRangeEnd", "p"]
    assert told(body) == ends
    starts = [body[0], body[4]]
    assert {start.get(f"{W}name") for start in starts} == {"move1"}
    assert [start.get(f"{W}id") for start in starts] == [body[2].get(f"{W}id"), body[6].get(f"{W}id")]
    assert len({start.get(f"{W}id") for start in starts}) == 2


def test_a_move_without_its_other_end_is_an_insertion() -> None:
    body = stamped_body(moved("moveTo"))

    assert told(body) == ["p", "p"]
    assert [*body.iter(f"{W}moveTo")] == []
    assert len([*body.iter(f"{W}ins")]) == 2


def test_moves_are_deletions_and_insertions_where_nobody_wants_moves() -> None:
    start, end = f'<w:moveFromRangeStart {BY} w:name="m"/>', '<w:moveFromRangeEnd w:id="1"/>'

    body = stamped_body(start + moved("moveFrom") + end + moved("moveTo"), moves=False)

    assert told(body) == ["p", "p", "p"]
    assert len([*body.iter(f"{W}del")]) == len([*body.iter(f"{W}ins")]) == 2
