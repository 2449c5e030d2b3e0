"""The issues list from a file that came back: four files for each audience, the same each time, and figures from the version sent."""

from __future__ import annotations

import csv
import io

import pytest
from docx import Document as open_docx

from pipeline.model.proposal import Answer, Decision
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds.applying import apply
from pipeline.stages.rounds.deciding import decide
from pipeline.stages.rounds.issues import issues
from pipeline.stages.rounds.receiving import Received, receive
from tests.conftest import with_parts
from tests.steps import ACME, frozen

AT = "2026-05-09T12:00:00Z"
N = "\u00a0"
NOTICE = (f"90{N}days", "two hundred (200) days")
WORDS = ("a record of its work", "a diary of its work")
ENDINGS = (".docx", ".html", ".md", ".csv")


@pytest.fixture
def came_back(negotiating, returned):
    """A repository after the provider's first file was received."""
    received = Received("theirs.docx", returned(NOTICE, WORDS), "provider")
    [draft] = [event for event in receive(negotiating, ACME, received, AT) if isinstance(event, Draft)]
    assert draft.round is not None, draft.findings
    return negotiating


def listed(root, audience, number=1):
    [draft] = [event for event in issues(root, ACME, number, audience) if isinstance(event, Draft)]
    return draft


def test_the_lists_lie_beside_the_version_that_was_sent(came_back):
    for audience in ("internal", "provider"):
        draft = listed(came_back, audience)

        assert draft.findings == ()
        assert draft.outputs == tuple(f"build/{ACME}/0.1/{ACME}-issues-01-{audience}{ending}" for ending in ENDINGS)
        assert all(came_back.path(file).is_file() for file in draft.outputs)


def test_they_are_the_same_to_the_byte_each_time(came_back):
    files = listed(came_back, "internal").outputs
    before = [came_back.path(file).read_bytes() for file in files]

    listed(came_back, "internal")

    assert [came_back.path(file).read_bytes() for file in files] == before


def test_the_internal_list_has_exact_words_the_position_and_the_effects(came_back):
    draft = listed(came_back, "internal")
    effects, rows = open_docx(io.BytesIO(came_back.path(draft.outputs[0]).read_bytes())).tables

    value, words = [[cell.text for cell in row.cells] for row in rows.rows[2::2]]
    assert "two hundred (200) days" in value
    assert "legal" in " ".join(value)
    assert any("a diary of its work" in cell for cell in words)
    notice = next(row for row in effects.rows if row.cells[0].text.startswith("Customer’s notice to terminate"))
    assert [cell.text for cell in notice.cells[1:4]] == ["90 days", "90 days", "200 days"]


def test_the_list_for_the_other_side_names_the_parties_and_knows_no_playbook(came_back):
    page = came_back.path(listed(came_back, "provider").outputs[1]).read_text()

    assert "Words of Acme" in page
    assert "Words of Bolt" in page
    for secret in ("notice of more than a year", "180 days or less", "You can plan", "high", "High", "fallback", "floor"):
        assert secret not in page


def test_there_is_no_list_for_a_party_that_sent_nothing(came_back):
    draft = listed(came_back, "customer")

    assert [finding.code for finding in draft.findings] == ["not-their-round"]
    assert draft.outputs == ()


def test_what_their_next_file_asks_for_no_more_is_withdrawn(came_back):
    answers = {
        "1.1": Decision(Answer.COUNTER, "Ivo Marsh", counter="100 days"),
        "1.2": Decision(Answer.REFUSE, "Ivo Marsh"),
    }
    decide(came_back, ACME, 1, answers, AT)
    list(apply(came_back, ACME, 1, AT))
    frozen(came_back, AT)
    assert statuses(came_back) == ["Countered", "Refused"]
    ours = came_back.path(f"build/{ACME}/0.2/{ACME}-0.2.docx").read_bytes()

    again = with_parts(ours, ("a record of its work", "a log of its work"))
    list(receive(came_back, ACME, Received("second.docx", again, "provider"), AT))
    insisted = statuses(came_back)
    list(receive(came_back, ACME, Received("third.docx", ours, "provider"), AT))

    assert insisted == ["Counter taken", "Refused"]
    assert statuses(came_back) == ["Counter taken", "Withdrawn"]


def statuses(root) -> list[str]:
    """The status of each issue of the first round, as the other side reads it."""
    [file] = [file for file in listed(root, "provider").outputs if file.endswith(".csv")]
    rows = list(csv.DictReader(io.StringIO(root.path(file).read_text(encoding="utf-8-sig"))))
    return [row["Status"] for row in rows]
