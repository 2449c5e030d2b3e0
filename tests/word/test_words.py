from __future__ import annotations

from itertools import chain, pairwise

from lxml import etree

from pipeline.model.document import Alignment, Cell, Document, Paragraph, Part, PartKind, Row, Table, Text
from pipeline.model.numbering import numbered
from pipeline.model.reading import lines
from pipeline.model.stamp import Stamp
from pipeline.word.contents import headings
from pipeline.word.labels import counter
from pipeline.word.names import WORD
from pipeline.word.words import heading_pages, margin_words, torn_tables, words
from pipeline.word.writer import write

SPACE = f'xmlns:w="{WORD}"'


def test_the_words_are_the_documents_with_word_counting_the_numbers(sample: Document, stamp: Stamp, template: bytes) -> None:
    outline = headings(sample, numbered(sample))
    pages = {heading.id: number for number, heading in enumerate(outline, start=3)}

    found = words(write(sample, stamp, template, pages))

    front = [f"Version {stamp.version}, 2 March 2026 \u00b7 {stamp.legend}", sample.title]
    entries = [f"{heading.title} {pages[heading.id]}" for heading in outline if heading.level == 1]
    after_cover = _printed(Document("", sample.parts, sample.words))
    cover = _printed(Document("", sample.parts[:1], sample.words))
    expected = [*front, *cover, "Contents", *entries, *after_cover[len(cover) :]]
    assert found == list(chain.from_iterable(line.split() for line in expected))


def _printed(document: Document) -> list[str]:
    """The tree's own lines; a schedule's label and title have a dash between them."""
    titles = {numbered(document)[part.id].label for part in document.parts if part.kind is PartKind.SCHEDULE}
    return [f"{label} \u2013 {text}" if label in titles else f"{label} {text}" for label, text in lines(document)]


def test_header_and_footer_are_read_apart(sample: Document, stamp: Stamp, template: bytes) -> None:
    found = margin_words(write(sample, stamp, template))

    assert " ".join(found["word/header1.xml"]) == f"{stamp.short_title} Version {stamp.version} \u00b7 {stamp.legend}"
    assert found["word/header2.xml"] == []
    assert found["word/footer1.xml"] == [stamp.short_hash, "Page", "1", "of", "1"]


def _labels(levels: str, lists: str, paragraphs: list[tuple[int, int]]) -> list[str]:
    numbering = f'<w:numbering {SPACE}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}</w:numbering>'
    count = counter(etree.fromstring(numbering), etree.fromstring(f"<w:styles {SPACE}/>"))
    form = '<w:p {}><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr></w:p>'
    return [count.label(etree.fromstring(form.format(SPACE, level, number))).strip() for number, level in paragraphs]


def _level(index: int, form: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


ONE = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
AGAIN = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
LEVELS = _level(0, "decimal", "%1.") + _level(1, "decimal", "%1.%2") + _level(2, "lowerLetter", "(%3)") + _level(3, "lowerRoman", "(%4)")


def test_a_level_begins_anew_below_the_next_higher_number() -> None:
    found = _labels(LEVELS, ONE, [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)])

    assert found == ["1.", "1.1", "1.2", "(a)", "(b)", "1.3", "(a)", "2.", "2.1"]


def test_a_list_with_a_start_of_its_own_begins_anew_once() -> None:
    found = _labels(LEVELS, ONE + AGAIN, [(1, 0), (1, 0), (2, 0), (2, 1), (2, 0)])

    assert found == ["1.", "2.", "1.", "1.1", "2."]


def test_a_list_without_a_start_of_its_own_counts_on() -> None:
    other = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'

    found = _labels(LEVELS, ONE + other, [(1, 0), (2, 0), (1, 0)])

    assert found == ["1.", "2.", "3."]


def test_letters_and_roman_numerals_go_on_as_word_counts_them() -> None:
    letters = _labels(_level(0, "lowerLetter", "%1"), ONE, [(1, 0)] * 54)
    romans = _labels(_level(0, "upperRoman", "%1"), ONE, [(1, 0)] * 49)

    assert (letters[25], letters[26], letters[53]) == ("z", "aa", "bbb")
    assert (romans[3], romans[8], romans[13], romans[48]) == ("IV", "IX", "XIV", "XLIX")


def test_a_table_parted_where_its_rows_belong_together_is_found(sample: Document, stamp: Stamp, template: bytes) -> None:
    written = write(sample, stamp, template)
    everything = words(written)
    header = everything.index("Basis") + len(("Basis", "Amount", "(£)"))
    row = header + len(("Retainer", "a", "month,", "in", "advance", "4,500.00"))
    end = everything.index("145.00") + 1

    found = [torn_tables(written, [everything[:foot], everything[foot:]]) for foot in (header, row, end)]

    assert found == [(3,), (3,), ()]


def test_only_the_first_torn_table_is_named_of_those_that_move_each_other(stamp: Stamp, template: bytes) -> None:
    written = write(_tables(("a", "b"), ("c",)), stamp, template)
    everything = words(written)
    feet = [everything.index(f"{name}2") for name in "abc"]
    pages = [everything[start:end] for start, end in pairwise((0, *feet, None))]

    found = torn_tables(written, pages)
    then = torn_tables(written, pages, moved=found)

    assert found == (0, 2)
    assert then == (1,)


def test_a_large_table_may_go_on_overleaf_behind_its_second_row(stamp: Stamp, template: bytes) -> None:
    written = write(_tables(("a",), rows=9), stamp, template)
    everything = words(written)

    found = [torn_tables(written, [everything[:foot], everything[foot:]]) for foot in map(everything.index, ("a2", "a3", "a9"))]

    assert found == [(0,), (), ()]


def _tables(*schedules: tuple[str, ...], rows: int = 3) -> Document:
    return Document(
        "Title",
        tuple(
            Part(PartKind.SCHEDULE, f"s{''.join(names)}", (Text("Heading"),), tuple(_table(name, rows) for name in names))
            for names in schedules
        ),
    )


def _table(name: str, rows: int) -> Table:
    head, *body = (Row((Cell((Paragraph(f"{name}/{number}", (Text(f"{name}{number}"),)),)),)) for number in range(rows + 1))
    return Table(name, (Alignment.LEFT,), (head,), tuple(body))


def test_a_heading_is_on_the_page_that_prints_its_words(sample: Document, stamp: Stamp, template: bytes) -> None:
    outline = headings(sample, numbered(sample))
    written = write(sample, stamp, template)
    everything = words(written)
    charges = max(index for index in range(len(everything)) if everything[index : index + 2] == ["3.", "Charges"])
    pages = [["1.", "Definitions", "....", "99", *everything[2:charges]], everything[charges:]]

    found = heading_pages(written, outline, pages)

    assert (found["definitions"], found["response"], found["charges"], found["schedule-levels"]) == (1, 1, 2, 2)
    assert list(found) == [heading.id for heading in reversed(outline)]


def test_a_heading_at_the_foot_of_a_page_is_still_on_it(sample: Document, stamp: Stamp, template: bytes) -> None:
    written = write(sample, stamp, template)
    everything = words(written)
    charges = max(index for index in range(len(everything)) if everything[index : index + 2] == ["3.", "Charges"]) + 2

    found = heading_pages(written, headings(sample, numbered(sample)), [everything[:charges], everything[charges:]])

    assert found["charges"] == 1
