"""Decisions read back from the issues list that a lawyer filled in, as DOCX in Word and LibreOffice and as CSV in a spreadsheet."""

from __future__ import annotations

import csv
import io
import subprocess

import pytest
from docx import Document as open_docx

from pipeline.model.proposal import Answer, Decision
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds.filled_in import filled_in
from pipeline.stages.rounds.issues import issues
from pipeline.stages.rounds.receiving import Received, receive

ACME = "acme-support"
AT = "2026-05-09T12:00:00Z"
N = "\u00a0"
CHANGES = ((f"90{N}days", "two hundred (200) days"), ("a record of its work", "a diary of its work"))
ACCEPTED = Decision(Answer.ACCEPT, "Ivo Marsh", "It costs us nothing.", "Agreed.")
COUNTERED = Decision(Answer.COUNTER, "Nora Quill", counter="120 days")


@pytest.fixture
def lists(negotiating, returned):
    """A repository with a round of two proposals, and the internal list by its ending."""
    received = Received("theirs.docx", returned(*CHANGES), "provider")
    assert next(event for event in receive(negotiating, ACME, received, AT) if isinstance(event, Draft)).round
    [draft] = [event for event in issues(negotiating, ACME, 1, "internal") if isinstance(event, Draft)]
    return negotiating, {file.rpartition(".")[2]: negotiating.path(file) for file in draft.outputs}


def fill_docx(path, rows):
    document = open_docx(str(path))
    table = document.tables[-1]
    for number, words in rows.items():
        cells = table.rows[number]._tr.tc_lst
        for cell, said in zip(cells, words, strict=True):
            cell.p_lst[0].add_r().text = said
    stream = io.BytesIO()
    document.save(stream)
    path.write_bytes(stream.getvalue())


def fill_csv(path, rows):
    lines = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    for number, words in rows.items():
        lines[number][-5:] = words
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(lines)
    path.write_bytes(stream.getvalue().encode("utf-8"))


def test_a_list_filled_in_with_word_is_read(lists):
    root, files = lists
    fill_docx(
        files["docx"], {3: ("counter", "Nora Quill", "", "", "120 days"), 5: ("Accept", "Ivo Marsh", "It costs us nothing.", "Agreed.", "")}
    )

    found = filled_in(root, ACME, 1, files["docx"])

    assert found.findings == ()
    assert found.decisions == (("1.1", COUNTERED), ("1.2", ACCEPTED))


def test_a_list_saved_by_libreoffice_is_read(lists, soffice, tmp_path):
    root, files = lists
    fill_docx(files["docx"], {5: ("accept", "Ivo Marsh", "It costs us nothing.", "Agreed.", "")})
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved"), str(files["docx"])]
    subprocess.run(command, check=True, capture_output=True, timeout=180)

    found = filled_in(root, ACME, 1, tmp_path / "saved" / files["docx"].name)

    assert found.findings == ()
    assert found.decisions == (("1.2", ACCEPTED),)


def test_a_list_saved_by_a_spreadsheet_is_read(lists):
    root, files = lists
    fill_csv(files["csv"], {1: ["counter", "Nora Quill", "", "", "120 days"]})

    found = filled_in(root, ACME, 1, files["csv"])

    assert found.findings == ()
    assert found.decisions == (("1.1", COUNTERED),)


def test_one_wrong_row_stops_all(lists):
    root, files = lists
    fill_csv(files["csv"], {1: ["counter", "Nora Quill", "", "", ""], 2: ["accept", "Ivo Marsh", "", "", ""]})

    found = filled_in(root, ACME, 1, files["csv"])

    assert [(finding.code, finding.span.line) for finding in found.findings] == [("empty-counter", 2)]
    assert found.decisions == ()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("list.doc", b"\xd0\xcf\x11\xe0old", "docx-refused"),
        ("list.docx", b"PK\x03\x04nothing", "docx-refused"),
        ("list.csv", b"a,b\n1,2\n", "no-issues-list"),
        ("list.csv", b"%PDF-1.7\0", "not-csv"),
    ],
)
def test_another_file_decides_nothing(lists, tmp_path, name, content, code):
    root, _ = lists
    file = tmp_path / name
    file.write_bytes(content)

    found = filled_in(root, ACME, 1, file)

    assert [finding.code for finding in found.findings] == [code]
    assert found.decisions == ()


def test_the_list_for_the_other_side_decides_nothing(lists):
    root, _ = lists
    [draft] = [event for event in issues(root, ACME, 1, "provider") if isinstance(event, Draft)]

    for file in draft.outputs:
        if file.endswith((".docx", ".csv")):
            assert [finding.code for finding in filled_in(root, ACME, 1, root.path(file)).findings] == ["no-issues-list"]
