"""A draft that was written elsewhere: kept to the byte, read, and suggested, with what it says and our library does not."""

from __future__ import annotations

import io
import shutil

import docx
import pytest

from pipeline import store
from pipeline.stages.intake.adopting import adopt, adopted_findings
from pipeline.stages.intake.creating import create_from_file
from pipeline.stages.intake.dialogue import Dialogue, State
from pipeline.stages.intake.making import given_for
from pipeline.stages.intake.tables import rows_of_file
from pipeline.store.contract_writing import contract_text
from pipeline.store.root import Root
from tests.stages.intake.player import until

NEW = "new-support"
AT = "2026-05-01T12:00:00Z"
SECTIONS = (
    ("1. Term", "This Agreement has an initial term of 36 months."),
    ("2. Termination for convenience", "The Customer may terminate this Agreement for convenience at any time by giving 120 days notice."),
    ("3. Confidentiality", "Each party keeps confidential information secret for 4 years after termination."),
    ("4. Company cars", "The Provider parks its cars behind the building, and washes each of them on Fridays."),
)


def draft(*sections: tuple[str, str]) -> bytes:
    document = docx.Document()
    for heading, words in sections:
        document.add_heading(heading, 1)
        document.add_paragraph(words)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def root(house, tmp_path):
    """Our own house and library, to which a draft is held."""
    shutil.copytree(house.root.folder, tmp_path / "root")
    return Root(tmp_path / "root")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Their draft.docx"
    path.write_bytes(draft(*SECTIONS))
    return path


def created(root, file, answers, tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text(contract_text(answers, {}), encoding="utf-8")
    return create_from_file(root, NEW, path, adopt(root, file, AT))


def test_what_the_draft_says_stands_in_the_contract_where_nothing_else_was_answered(root, file, answers, tmp_path):
    assert created(root, file, answers, tmp_path).findings == ()

    terms = store.load_contract(root, NEW).terms
    assert str(terms.term.initial_term) == "36 months"
    assert str(terms.termination.convenience.customer.notice) == "120 days"
    assert str(terms.confidentiality.lasts) == "4 years"


def test_an_answer_of_the_owner_goes_before_what_the_draft_says(root, file, answers, tmp_path):
    created(root, file, {**answers, "initial_term": "12 months"}, tmp_path)

    assert str(store.load_contract(root, NEW).terms.term.initial_term) == "12 months"


def test_the_conversation_shows_where_a_suggestion_was_found(root, file, answers):
    dialogue = Dialogue(given_for(root, NEW, adopt(root, file, AT).found), State({}), rows_of_file)
    until(dialogue, "initial_term", answers)

    assert (dialogue.prompt.suggestion, dialogue.prompt.source) == ("36 months", "Their draft.docx, 1 Term (likely)")


def test_the_file_is_kept_to_the_byte_and_the_ledger_tells_of_it(root, file, answers, tmp_path):
    created(root, file, answers, tmp_path)

    (entry,) = store.read_ledger(root, NEW).entries
    assert (entry.kind, entry.at, entry.facts["name"]) == ("adopted", AT, "Their draft.docx")
    assert root.path(entry.facts["file"]).read_bytes() == file.read_bytes()
    assert adopted_findings(root, NEW) == ()


@pytest.mark.parametrize("code", ["changed-adopted-file", "missing-adopted-file"])
def test_a_kept_draft_that_is_gone_or_changed_is_found(root, file, answers, tmp_path, code):
    created(root, file, answers, tmp_path)
    kept = root.path(store.adopted_file(NEW))

    if code.startswith("changed"):
        kept.write_bytes(kept.read_bytes() + b" ")
    else:
        kept.unlink()

    assert [finding.code for finding in adopted_findings(root, NEW)] == [code]


def test_what_it_says_and_our_library_does_not_is_listed(root, file):
    adopted = adopt(root, file, AT)

    assert "4 Company cars" in adopted.unmatched
    assert "Force majeure" in adopted.missing
    assert "Confidentiality" not in adopted.missing


def test_a_value_that_it_gives_in_two_ways_is_not_suggested(root, tmp_path):
    path = tmp_path / "two.docx"
    path.write_bytes(draft(*SECTIONS[:1], ("2. Term", "The initial term of this Agreement is 24 months.")))

    adopted = adopt(root, path, AT)

    assert "initial_term" not in adopted.found
    assert sum(words.startswith("term.initial_term") for words in adopted.not_taken) == 2


@pytest.mark.parametrize(("content", "code"), [(b"%PDF-1.7", "not-word"), (b"PK\x03\x04nonsense", "docx-refused"), (b"", "not-word")])
def test_what_is_no_word_file_is_not_taken_in(root, tmp_path, content, code):
    path = tmp_path / "draft.docx"
    path.write_bytes(content)

    (fault,) = adopt(root, path, AT)

    assert fault.code == code
