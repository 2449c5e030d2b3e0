"""A round is carried out: the contract's files then say what was agreed, and nothing else in them has changed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import store, word
from pipeline.model.document import Document
from pipeline.model.ledger import FactKind
from pipeline.model.reading import canonical_text
from pipeline.model.received import Reading
from pipeline.model.redline import accepted, rejected
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.stages.drafts.drafting import Draft
from pipeline.store.root import Root
from pipeline.word.package import MAIN, parts_of
from tests import steps
from tests.conftest import with_parts
from tests.steps import ACME, applied, decide, received

FOLDER = f"data/contracts/{ACME}"
N = "\u00a0"
SIXTY = (f"90{N}days", "sixty (60) days")
DIARY = ("a record of its work", "a diary of its work")


def data_written(draft: Draft) -> tuple[str, ...]:
    """The files of the contract that were written; what goes to the other side lies under `build/`."""
    return tuple(file for file in draft.outputs if not file.startswith("build/"))


def text_now(root: Root) -> str:
    document = agreement(Shelf(root), ACME, lambda _: None).document
    assert isinstance(document, Document)
    return canonical_text(document).replace(N, " ")


def files(root: Root) -> dict[str, str]:
    return store.contract_texts(root, ACME)


def changed_lines(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def test_an_accepted_value_changes_one_line_of_the_yaml(negotiating, returned):
    before = files(negotiating)
    received(negotiating, returned(SIXTY))
    decide(negotiating, "accept")

    draft = applied(negotiating)

    assert (draft.findings, data_written(draft)) == ((), (f"{FOLDER}/termination.yaml",))
    after = files(negotiating)
    assert changed_lines(before[data_written(draft)[0]], after[data_written(draft)[0]]) == [
        "-     customer: {allowed: true, notice: 90 days}",
        "+     customer: {allowed: true, notice: 60 days}",
    ]
    assert text_now(negotiating).count("60 days") == 2
    entry = store.read_ledger(negotiating, ACME).of_kind(FactKind.DECIDED)[-1]
    assert {name: entry.facts[name] for name in ("round", "applied", "accept", "counter", "refuse")} == {
        "round": "1",
        "applied": "0.1",
        "accept": "1",
        "counter": "0",
        "refuse": "0",
    }


def test_accepted_words_become_a_wording_of_this_deal(negotiating, returned):
    received(negotiating, returned(DIARY))
    decide(negotiating, "accept")

    draft = applied(negotiating)

    assert data_written(draft) == (f"{FOLDER}/clauses/general.record.md", f"{FOLDER}/contract.yaml"), draft.findings
    assert negotiating.path(data_written(draft)[0]).read_text() == (
        "1. The provider shall keep a diary of its work.\n   It shall show the record on request.\n"
    )
    assert (
        negotiating.path(data_written(draft)[1])
        .read_text()
        .endswith(
            "\nclauses:\n  special_terms:\n    - id: round_1_1\n      op: replace\n      target: general.record\n"
            "      text: general.record\n      reason: Round 1, proposal 1.1.\n      round: '1'\n"
        )
    )
    assert "a diary of its work. It shall show the record on request." in text_now(negotiating)


def test_all_refused_writes_nothing_but_the_ledger(negotiating, returned):
    before, text = files(negotiating), text_now(negotiating)
    received(negotiating, returned(SIXTY, DIARY))
    decide(negotiating, "refuse", "refuse")

    draft = applied(negotiating)

    assert (draft.findings, data_written(draft), files(negotiating), text_now(negotiating)) == ((), (), before, text)


def test_a_counter_of_words_keeps_the_value_that_it_repeats_as_a_value(negotiating, returned):
    received(negotiating, returned(("runs from its receipt", "runs from its dispatch")))
    decide(negotiating, ("counter", "The notice of 90 days runs from the day of its receipt."))

    draft = applied(negotiating)

    assert negotiating.path(data_written(draft)[0]).read_text() == (
        "1. The notice of {{ termination.convenience.customer.notice }} runs from the day of its receipt.\n"
    ), draft.findings


def test_mixed_decisions_make_the_mixed_text(negotiating, returned):
    before = text_now(negotiating)
    received(negotiating, returned(SIXTY, DIARY, ("on request", "on demand"), ("runs from its receipt", "runs from its dispatch")))
    decide(negotiating, ("counter", "75 days"), "accept", "refuse", "accept")

    draft = applied(negotiating)

    expected = (
        before.replace("90 days", "75 days").replace("a record of its work", "a diary of its work").replace("its receipt", "its dispatch")
    )
    assert (draft.findings, text_now(negotiating)) == ((), expected)


@pytest.fixture
def refreeze() -> Callable[[Root], Callable[..., bytes]]:
    """Freezes the draft as it is now, and gives what comes back of it, as `returned` does."""

    def frozen(root: Root) -> Callable[..., bytes]:
        version = steps.frozen(root, "2026-05-20T12:00:00Z").version
        ours = root.path(f"build/{ACME}/{version}/{ACME}-{version}.docx").read_bytes()
        return lambda *changes: with_parts(ours, *changes)

    return frozen


def answer_to(root: Root, draft: Draft) -> Reading:
    """Our answer as it is read back."""
    [file] = [each for each in draft.outputs if each.endswith("-answer-to-round-01.docx")]
    found = word.read(root.path(file).read_bytes(), file)
    assert isinstance(found, Reading)
    return found


def test_the_answer_on_their_file_says_what_was_agreed_and_what_we_say_to_them(negotiating, returned):
    received(negotiating, returned(SIXTY, DIARY, ("on request", "on demand")))
    decide(negotiating, ("counter", "75 days"), "accept", "refuse")
    written = store.read_round_file(negotiating, ACME, 1)
    assert isinstance(written, store.RoundFile)
    replied = store.with_entries(written, {("proposals", 2, "decision", "reply"): "A request is enough."})
    store.save_round(negotiating, written, replied)

    answer = answer_to(negotiating, applied(negotiating))

    assert canonical_text(accepted(answer.document)).replace(N, " ") == text_now(negotiating)
    assert [(comment.revision.author, comment.text) for comment in answer.comments] == [
        ("Acme Group (answer to round 1)", "A request is enough.")
    ]
    assert "It is cheap." not in str(answer)


def test_the_other_side_gets_redlines_against_what_it_had(negotiating, returned):
    received(negotiating, returned(SIXTY, DIARY))
    decide(negotiating, "accept", "refuse")

    draft = applied(negotiating)

    redlines = {name: file for file in draft.outputs if (name := file.partition("redline-from-")[2])}
    assert sorted(redlines) == ["0.1.docx", "0.1.pdf", "round-01.docx", "round-01.pdf"]
    marked = {name: word.read(negotiating.path(file).read_bytes(), file) for name, file in redlines.items() if name.endswith(".docx")}
    texts = {name: canonical_text(rejected(read.document)).replace(N, " ") for name, read in marked.items()}
    assert ("90 days" in texts["0.1.docx"], "a record" in texts["0.1.docx"]) == (True, True)
    assert ("sixty (60) days" in texts["round-01.docx"], "a diary" in texts["round-01.docx"]) == (True, True)


def test_a_second_round_words_the_same_paragraph_again(negotiating, returned, refreeze):
    received(negotiating, returned(DIARY))
    decide(negotiating, "accept")
    applied(negotiating)
    second = refreeze(negotiating)
    received(negotiating, second(("a diary of its work", "a log of its work")))
    decide(negotiating, "accept", number=2)

    draft = applied(negotiating, 2)

    assert data_written(draft) == (f"{FOLDER}/clauses/general.record.md", f"{FOLDER}/contract.yaml"), draft.findings
    assert negotiating.path(data_written(draft)[1]).read_text().count("- id: round_") == 1
    assert "reason: Round 1, proposal 1.1. Round 2, proposal 2.1.\n" in negotiating.path(data_written(draft)[1]).read_text()
    assert "a log of its work" in text_now(negotiating)


def refused(root: Root, before: dict[str, str]) -> list[tuple[str, str]]:
    draft = applied(root)
    assert draft.outputs == ()
    assert files(root) == before
    assert not store.read_ledger(root, ACME).of_kind(FactKind.DECIDED)
    return [(finding.code, finding.message) for finding in draft.findings]


def test_an_open_proposal_is_named_at_its_place_and_nothing_is_written(negotiating, returned):
    before = files(negotiating)
    received(negotiating, returned(SIXTY, DIARY))
    decide(negotiating, "accept", "discuss")

    assert refused(negotiating, before) == [("open-proposal", "proposal 1.2 on 1.3 General is still talked about")]


def test_a_value_that_they_changed_at_one_place_only_is_refused_with_help(negotiating, returned):
    before = files(negotiating)
    received(negotiating, returned(SIXTY, once=True))
    decide(negotiating, "accept")

    assert refused(negotiating, before) == [
        ("value-elsewhere", "`termination.convenience.customer.notice` is printed in `general` too, where they left it as it was")
    ]


def test_what_we_changed_ourselves_since_the_version_was_sent_is_not_undone(negotiating, returned):
    received(negotiating, returned(DIARY))
    decide(negotiating, "accept")
    clause = negotiating.path("clauses/10-general/general/preferred.md")
    clause.write_text(clause.read_text().replace("runs from its receipt", "begins with its receipt"))
    before = files(negotiating)

    assert refused(negotiating, before) == [
        ("draft-moved-on", "`general.receipt` reads otherwise in the draft than in 0.1, and nobody proposed it in this round")
    ]


def test_a_round_is_carried_out_once(negotiating, returned):
    received(negotiating, returned(DIARY))
    decide(negotiating, "accept")
    applied(negotiating)

    [finding] = applied(negotiating).findings

    assert (finding.code, finding.message) == ("applied-already", "round 1 was carried out already")


def test_a_command_that_died_before_the_ledger_is_repeated_and_changes_nothing_more(negotiating, returned, tmp_path: Path):
    received(negotiating, returned(SIXTY, DIARY))
    decide(negotiating, "accept", "accept")
    ledger = negotiating.path(store.ledger_file(ACME))
    before = ledger.read_bytes()
    applied(negotiating)
    ledger.write_bytes(before)
    after = files(negotiating)

    draft = applied(negotiating)

    assert (draft.findings, data_written(draft), files(negotiating)) == ((), (), after)
    assert store.read_ledger(negotiating, ACME).of_kind(FactKind.DECIDED)


def test_words_in_a_table_that_the_data_make_are_refused_where_they_were_accepted(negotiating, refreeze):
    clause = negotiating.path("clauses/10-general/general/preferred.md")
    table = "1. The urgencies are: {#general.urgencies}\n\n   ::: table service_levels.targets {#general.table}\n"
    clause.write_text(clause.read_text() + table + "   | Urgency |\n   | --- |\n   | A {{ row.name }} fault |\n   :::\n")
    second = refreeze(negotiating)
    received(negotiating, second(("A </w:t>", "Any </w:t>")))
    decide(negotiating, "accept", "refuse")
    before = files(negotiating)

    draft = applied(negotiating)

    [finding] = draft.findings
    assert finding.message == "this cannot be carried out: the rows of this table are made from `service_levels.targets`"
    assert finding.hint.startswith("a row that comes or goes is an item of `service_levels.targets`: add it or take it out there by hand")
    assert finding.span.file == store.round_file(ACME, 1)
    assert files(negotiating) == before


def test_a_cell_that_prints_the_data_is_a_value_and_is_carried_into_the_yaml(negotiating, refreeze):
    clause = negotiating.path("clauses/10-general/general/preferred.md")
    table = "1. The urgencies are: {#general.urgencies}\n\n   ::: table service_levels.targets {#general.table}\n"
    clause.write_text(
        clause.read_text() + table + "   | Urgency | Means |\n   | --- | --- |\n   | {{ row.name }} | {{ row.description }} |\n   :::\n"
    )
    second = refreeze(negotiating)
    before = files(negotiating)
    received(negotiating, second(("the stock program has stopped", "the stock program or the mail has stopped")))
    decide(negotiating, "accept")

    draft = applied(negotiating)

    [file] = data_written(draft)
    assert changed_lines(before[file], files(negotiating)[file]) == [
        "-       description: the stock program has stopped",
        "+       description: the stock program or the mail has stopped",
    ], draft.findings


def test_cells_that_they_joined_are_refused_and_stand_as_ours_in_the_answer(negotiating, refreeze):
    clause = negotiating.path("clauses/10-general/general/preferred.md")
    table = "1. The hours are: {#general.hours}\n\n   ::: table\n   | Day | Hours |\n   | --- | --- |\n   | Monday | 8 to 18 |\n   :::\n"
    clause.write_text(clause.read_text() + table)
    second = refreeze(negotiating)
    before = files(negotiating)
    cells = re.findall(r"<w:tc>(?:(?!<w:tc>).)*</w:tc>", parts_of(second())[MAIN].decode(), re.DOTALL)
    day, hours = (next(cell for cell in cells if words in cell) for words in ("Monday", "8 to 18"))
    paragraph = re.search(r"<w:p>.*</w:p>", hours, re.DOTALL).group()
    joined = day.replace("</w:tcPr>", '<w:gridSpan w:val="2"/></w:tcPr>').replace("</w:tc>", f"{paragraph}</w:tc>")
    received(negotiating, second((day + hours, joined)))
    decide(negotiating, "refuse")

    draft = applied(negotiating)

    assert (draft.findings, files(negotiating)) == ((), before)
    assert canonical_text(accepted(answer_to(negotiating, draft).document)).replace(N, " ") == text_now(negotiating)
