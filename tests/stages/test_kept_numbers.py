"""A draft of which a version was sent: what is dropped is not used, and the numbers that the other side knows stand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import store
from pipeline.compare import Settings
from pipeline.model.document import Document, Revision
from pipeline.model.reading import lines
from pipeline.model.sending import Sending
from pipeline.pdf import RdocxBackend
from pipeline.stages.building import built
from pipeline.stages.comparing.comparing import diff
from pipeline.stages.comparing.departures import diff_from_library
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.drafts.printing import backend_named
from pipeline.stages.drafts.printing_redlines import Printer
from pipeline.stages.versions.holding import version_findings
from pipeline.store.root import Root
from tests.steps import ACME, frozen, sent

AT = "2026-05-01T12:00:00Z"
FOLDER = f"data/contracts/{ACME}"
CLAUSES = {"records": "Records", "visits": "Visits", "payment": "Payment"}
KEPT = ["1.\tGeneral", "2.\tRecords", "3.\tNot used", "4.\tPayment"]
COUNTED_ANEW = ["1.\tGeneral", "2.\tRecords", "3.\tPayment"]
SETTINGS = Settings(Revision("Acme", "2026-05-01"))
PRINTER = Printer(RdocxBackend())


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, laid_out: Callable[[Path], None]) -> Path:
    """A contract of four clauses, frozen once."""
    folder = tmp_path_factory.mktemp("four")
    laid_out(folder)
    for order, (name, title) in enumerate(CLAUSES.items()):
        clause = folder / "clauses" / "10-general" / name
        clause.mkdir()
        (clause / "clause.yaml").write_text(f"title: {title}\npurpose: Says one thing.\nowner: legal\norder: {20 + order}\n")
        (clause / "preferred.md").write_text(f"1. Each party sees to its {title.lower()}. {{#{name}.duty}}\n1. It may ask why.\n")
    frozen(Root(folder))
    return folder


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Root:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


def send_now(root: Root, version: str = "0.1") -> None:
    sent(root, Sending(version, "provider"), AT)


def build_now(root: Root) -> Draft:
    [draft] = [event for event in built(root, (ACME,), backend_named("rdocx")) if isinstance(event, Draft) and event.contract]
    return draft


def choose(root: Root, words: str) -> None:
    root.path(f"{FOLDER}/clauses.yaml").write_text(f"clauses: {{{words}}}\n")


def drawn_up(root: Root) -> Document:
    found = agreement(Shelf(root), ACME, lambda step: None)
    assert found.document is not None, found.findings
    return found.document


def headings(document: Document) -> list[str]:
    return [f"{label}\t{words}" for label, words in lines(document) if label.endswith(".")]


def inputs(root: Root) -> set[str]:
    return set(agreement(Shelf(root), ACME, lambda step: None).inputs)


def test_numbers_close_up_until_a_version_is_sent(root: Root) -> None:
    choose(root, "leave_out: [visits]")

    assert headings(drawn_up(root)) == COUNTED_ANEW
    send_now(root)
    assert headings(drawn_up(root)) == KEPT


def test_they_close_up_again_where_the_final_draft_counts_anew(root: Root) -> None:
    send_now(root)

    choose(root, "leave_out: [visits], numbering: renumbered")

    assert headings(drawn_up(root)) == COUNTED_ANEW


def test_once_the_renumbered_version_is_sent_its_numbers_stand(root: Root) -> None:
    send_now(root)
    choose(root, "leave_out: [visits], numbering: renumbered")
    frozen(root)
    send_now(root, "0.2")

    choose(root, "leave_out: [visits, records]")

    assert headings(drawn_up(root)) == ["1.\tGeneral", "2.\tNot used", "3.\tPayment"]


def test_a_reference_to_what_is_not_used_leads_nowhere(root: Root) -> None:
    wording = root.path("clauses/10-general/payment/preferred.md")
    wording.write_text(wording.read_text() + "1. [](#visits) stays true.\n")
    send_now(root)

    choose(root, "leave_out: [visits]")

    assert "dangling-reference" in [finding.code for finding in agreement(Shelf(root), ACME, lambda step: None).findings]


def test_a_sending_alone_has_the_draft_built_anew(root: Root) -> None:
    choose(root, "leave_out: [visits]")
    build_now(root)
    assert build_now(root).unchanged

    send_now(root)

    again = build_now(root)
    assert (again.unchanged, again.findings) == (False, ())
    assert build_now(root).unchanged


def test_the_sent_version_is_an_input_only_where_it_left_a_number_behind(root: Root) -> None:
    before = inputs(root)
    send_now(root)
    assert inputs(root) == before

    choose(root, "leave_out: [visits]")

    assert inputs(root) - before == {f"{FOLDER}/clauses.yaml", f"{FOLDER}/versions/0.1.json"}


def test_what_is_frozen_then_says_the_same_and_needs_neither_the_sent_version_nor_the_ledger(root: Root) -> None:
    send_now(root)
    choose(root, "leave_out: [visits]")

    draft = frozen(root)

    read = store.read_snapshot(root, ACME, draft.version)
    assert isinstance(read, tuple)
    assert read[0].document == drawn_up(root)
    assert headings(read[0].document) == KEPT
    assert version_findings(root, ACME) == ()


def test_what_was_not_used_stays_so_in_the_next_version(root: Root) -> None:
    send_now(root)
    choose(root, "leave_out: [visits]")
    frozen(root)
    send_now(root, "0.2")

    assert headings(drawn_up(root)) == KEPT
    choose(root, "")
    assert headings(drawn_up(root)) == ["1.\tGeneral", "2.\tRecords", "3.\tVisits", "4.\tPayment"]


def test_a_sent_version_that_cannot_be_read_stops_the_draft(root: Root) -> None:
    send_now(root)
    root.path(f"{FOLDER}/versions/0.1.json").write_text("{}")

    assert "unreadable-version" in [finding.code for finding in agreement(Shelf(root), ACME, lambda step: None).findings]


def test_a_ledger_that_does_not_hold_stops_the_draft(root: Root) -> None:
    send_now(root)
    choose(root, "leave_out: [visits]")
    ledger = root.path(f"{FOLDER}/ledger.jsonl")
    ledger.write_text(ledger.read_text().replace('"version":"0.1"', '"version":"0.2"', 1))

    assert "broken-ledger" in [finding.code for finding in build_now(root).findings]


def test_the_governing_law_says_by_which_words(root: Root) -> None:
    law = root.path("clauses/law/england-and-wales/law.yaml")
    law.write_text(law.read_text() + "not_used: Intentionally omitted\n")
    send_now(root)

    choose(root, "leave_out: [visits]")

    assert headings(drawn_up(root))[2] == "3.\tIntentionally omitted"


def test_the_redline_strikes_what_is_dropped_and_moves_no_number(root: Root) -> None:
    send_now(root)
    choose(root, "leave_out: [visits]")

    [draft] = [event for event in diff(root, ACME, "0.1", "draft", SETTINGS, PRINTER) if isinstance(event, Draft)]

    assert draft.comparison is not None
    places = [place for change in draft.comparison.changes for place in change.places]
    assert {place.clause for place in places} == {"visits"}
    assert (draft.comparison.changes[0].old, draft.comparison.changes[0].new) == ("Visits", "Not used")


def test_against_the_library_a_clause_whose_condition_has_gone_is_no_departure(root: Root) -> None:
    send_now(root)
    card = root.path("clauses/10-general/visits/clause.yaml")
    card.write_text(card.read_text() + 'when: term.renewal.mode == "auto"\n')

    assert headings(drawn_up(root)) == KEPT
    [draft] = [event for event in diff_from_library(root, ACME, SETTINGS, PRINTER) if isinstance(event, Draft)]
    assert draft.comparison is not None
    assert draft.comparison.changes == ()
