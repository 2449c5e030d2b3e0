"""Tables from spreadsheets, with all that spreadsheets and their users do to them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.spreadsheet import CellKind, letters
from pipeline.post import spreadsheet_in, workbook_of

FILE = "assets.xlsx"


def workbook(*rows, change=None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def words(content: bytes) -> list[list[str]]:
    read = spreadsheet_in(content, FILE)
    assert not isinstance(read, Diagnostic), read
    return [[cell.words for cell in row] for row in (read.names, *read.rows)]


def repacked(content: bytes, **parts: bytes) -> bytes:
    """The workbook with other or further parts; a name's double underscore stands for a slash, a single one for a full stop."""
    changed = {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as same:
        for name in package.namelist():
            if name not in changed:
                same.writestr(name, package.read(name))
        for name, part in changed.items():
            same.writestr(name, part)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"product,version\r\nOffice,2021\r\n",
        b"\xef\xbb\xbfproduct;version\nOffice ; 2021\n",
        b"product\tversion\nOffice\t2021\n\n\n",
        "product,version\n\u00a0Office,2021\n,\n".encode(),
        b'"product","version"\n"Office","2021"\n',
        workbook(["product", "version"], ["Office ", 2021]),
        workbook(["product", "version"], [None, None], ["Office", 2021.0]),
    ],
)
def test_the_same_table_in_any_form_says_the_same(content):
    assert words(content) == [["product", "version"], ["Office", "2021"]]


def test_the_older_encoding_of_windows_is_read():
    assert words("role;rate\nGeschäftsführer;€ 5\n".encode("cp1252"))[1] == ["Geschäftsführer", "€ 5"]


def test_numbers_say_no_more_digits_than_they_have_and_keep_their_per_cent_sign():
    def as_share(book):
        book.active["B2"].number_format = "0.0%"

    content = workbook(["a", "b", "c", "d"], [0.1, 0.955, 250, True], change=as_share)

    assert words(content)[1] == ["0.1", "95.5 %", "250", "true"]


def test_a_day_is_a_day_and_known_to_be_one():
    read = spreadsheet_in(workbook(["due"], [datetime(2027, 4, 1)]), FILE)

    ((cell,),) = read.rows
    assert (cell.words, cell.kind, cell.place) == ("2027-04-01", CellKind.DATE, "A2")


REFUSED = {
    "formula": (workbook(["a"], ["=1+1"]), "cell A2 holds a formula"),
    "error": (workbook(["a"], ["x"], change=lambda book: setattr(book.active["A2"], "value", "#REF!")), "cell A2 holds an error"),
    "merged": (workbook(["a", "b"], ["x", "y"], change=lambda book: book.active.merge_cells("A2:B2")), "the cells A2:B2 are merged"),
    "long number": (workbook(["a"], [12345678901234567]), "more than 15 digits"),
    "no name": (workbook(["a"], ["x", "y"]), "cell B2 stands in a column without a name"),
    "macros": (repacked(workbook(["a"]), xl__vbaProject_bin=b"x"), "macros"),
    "doctype": (
        repacked(workbook(["a"]), xl__styles_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "holds what no spreadsheet program writes",
    ),
    "no workbook": (b"PK\x03\x04nonsense", "no workbook, or it is damaged"),
    "cut off": (workbook(["a"], ["b"])[:-200], "no workbook, or it is damaged"),
    "a document": (repacked(workbook(["a"]), xl__workbook_xml=b"<a/>"), "no sheet that anybody can see"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + bytes(600), "Excel 97 to 2003"),
    "nothing": (b"", "the file holds no cells"),
    "an empty sheet": (workbook(), "the file holds no cells"),
    "binary": (b"a\0b", "no file of comma-separated values"),
    "a quotation mark": (b'a,b\n"x,y\n', "no file of comma-separated values"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_trusted_to_say_what_it_shows_is_refused_with_a_way_out(name):
    content, said = REFUSED[name]

    refused = spreadsheet_in(content, FILE)

    assert isinstance(refused, Diagnostic)
    assert said in refused.message
    assert refused.hint


def test_a_bomb_is_not_unpacked():
    bomb = repacked(workbook(["a"]), xl__media__big_xml=bytes(200_000_000))

    refused = spreadsheet_in(bomb, FILE)

    assert len(bomb) < 1_000_000
    assert refused.message == "the workbook is too large when it is unpacked"


def test_rows_that_only_have_a_format_are_no_rows():
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>'
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>product</t></is></c></row>'
    last = '<row r="100001"><c r="A100001" t="inlineStr"><is><t>Office</t></is></c></row>'
    empty = "".join(f'<row r="{number}" ht="15"/>' for number in range(2, 100_001))

    content = repacked(workbook(["a"]), xl__worksheets__sheet1_xml=f"{start}{first}{empty}{last}</sheetData></worksheet>".encode())

    assert words(content) == [["product"], ["Office"]]


def test_a_workbook_is_the_same_to_the_byte_whenever_it_is_written(monkeypatch):
    first = workbook_of("assets", ["id", "product"], [["a", "=cmd|' /C calc'!A0"], ["b", "1-2"]])
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert workbook_of("assets", ["id", "product"], [["a", "=cmd|' /C calc'!A0"], ["b", "1-2"]]) == first


def test_whatever_is_written_stays_words_for_every_program():
    content = workbook_of("assets", ["id"], [["=1+1"], ["1-2"], ["007"], ["+44 20"], ["@x"]])

    cells = [row[0] for row in load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    assert words(content)[1:] == [["=1+1"], ["1-2"], ["007"], ["+44 20"], ["@x"]]


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")])
def test_columns_are_named_as_people_name_them(column, name):
    assert letters(column) == name
