"""A figure that follows from a value was changed alone, as in a front table: it means that value, or help says what to do instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from zipfile import ZipFile

import pytest

from pipeline import store
from pipeline.cli.receive import told
from pipeline.model.proposal import ProposalKind, Round
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.rounds.round import read_round
from pipeline.store.root import Root
from tests import steps
from tests.conftest import with_parts
from tests.stages.test_applying import FOLDER, data_written, text_now
from tests.steps import ACME, applied, decide, received

AMOUNT = "charges.fixed.base.amount"
FRONT = """\
::: pairs {#general.front}
Charges :: {{ derived.monthly_charge }} a month, which is {{ derived.annual_charge }} a year
:::

"""
SCHEDULE = "1. The base charge is {{ charges.fixed.base.amount }}. {#general.base}\n"
MONTH, YEAR = ("£500.00", "£550.00"), ("£6,000.00", "£6,600.00")


@pytest.fixture
def priced(negotiating: Root) -> Callable[..., bytes]:
    """What comes back of a contract whose front table and schedule print its price, with words changed where they stand first."""
    clause = negotiating.path("clauses/10-general/general/preferred.md")
    clause.write_text(FRONT + clause.read_text() + SCHEDULE)
    version = steps.frozen(negotiating, "2026-05-20T12:00:00Z").version
    ours = negotiating.path(f"build/{ACME}/{version}/{ACME}-{version}.docx")

    def edited(*changes: tuple[str, str], tracked: bool = False) -> bytes:
        content = ours.read_bytes()
        for old, new in changes:
            pair = _tracked(ZipFile(ours).read("word/document.xml").decode(), old, new) if tracked else (old, new)
            content = with_parts(content, pair, once=True)
        return content

    return edited


def _tracked(xml: str, old: str, new: str) -> tuple[str, str]:
    """The run that says the old words, and the same as their tracked change."""
    found = re.search(rf"<w:r>(?:(?!<w:r>|</w:r>).)*?<w:t(?: [^>]*)?>{re.escape(old)}</w:t></w:r>", xml)
    assert found is not None
    run = found[0]
    by = 'w:author="Their lawyer" w:date="2026-05-21T09:00:00Z"'
    gone = run.replace("<w:t>", "<w:delText>").replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    come = run.replace(old, new)
    return run, f'<w:del w:id="9001" {by}>{gone}</w:del><w:ins w:id="9002" {by}>{come}</w:ins>'


def round_one(root: Root) -> Round:
    found = read_round(Shelf(root), ACME, 1)
    assert isinstance(found, Round)
    return found


@pytest.mark.parametrize("tracked", [True, False])
def test_a_price_changed_in_the_front_table_alone_is_a_change_of_the_value_that_it_follows_from(negotiating, priced, tracked):
    received(negotiating, priced(MONTH, tracked=tracked))

    [proposal] = round_one(negotiating).proposals

    assert (proposal.kind, proposal.path, proposal.old, proposal.new) == (ProposalKind.VALUE, AMOUNT, "GBP 500.00", "GBP 550.00")
    assert proposal.silent is not tracked
    assert '         they left it as it was in 1.5 General; --counter "GBP 550.00" changes it at each place' in [
        line.plain for line in told(round_one(negotiating))
    ]


def test_what_the_message_proposes_then_stands_at_each_place(negotiating, priced):
    received(negotiating, priced(MONTH))
    decide(negotiating, "accept")
    [finding] = applied(negotiating).findings
    assert (finding.code, finding.hint) == (
        "value-elsewhere",
        "counter with `GBP 550.00`, which then stands at each place, or refuse it",
    )

    decide(negotiating, ("counter", "GBP 550.00"))
    draft = applied(negotiating)

    assert data_written(draft) == (f"{FOLDER}/charges.yaml",), draft.findings
    assert "£550.00 a month, which is £6,600.00 a year" in text_now(negotiating)
    assert "The base charge is £550.00." in text_now(negotiating)


def test_the_price_of_a_year_and_of_a_month_are_one_proposal_with_the_value_that_both_follow_from(negotiating, priced):
    received(negotiating, priced(MONTH, YEAR, MONTH))
    decide(negotiating, "accept")

    [proposal] = round_one(negotiating).proposals
    draft = applied(negotiating)

    assert (proposal.path, proposal.ours, proposal.theirs) == (AMOUNT, *MONTH)
    assert len(proposal.places) == 2
    assert data_written(draft) == (f"{FOLDER}/charges.yaml",), draft.findings


@pytest.mark.parametrize("answer", ["accept", ("counter", "GBP 6600.00")])
def test_a_figure_that_no_printed_value_makes_is_not_agreed_by_itself(negotiating, priced, answer):
    received(negotiating, priced(YEAR))
    decide(negotiating, answer)

    [finding] = applied(negotiating).findings

    assert (finding.code, finding.message) == (
        "derived-value",
        "`derived.annual_charge` follows from other values, and cannot be agreed by itself",
    )
    assert finding.hint == "refuse it and apply; then change the value from which it follows in the contract's data, and freeze"
    assert finding.span.file == store.round_file(ACME, 1)


def test_a_figure_that_is_refused_as_the_message_proposes_leaves_the_data_as_they_are(negotiating, priced):
    received(negotiating, priced(YEAR))
    decide(negotiating, "refuse")

    draft = applied(negotiating)

    assert (draft.findings, data_written(draft)) == ((), ())
    assert any(each.endswith("-answer-to-round-01.docx") for each in draft.outputs)


def test_a_wrong_sum_that_is_refused_follows_the_price_that_is_agreed(negotiating, priced):
    received(negotiating, priced(MONTH, (YEAR[0], "£7,000.00"), MONTH))
    decide(negotiating, "accept", "refuse")

    draft = applied(negotiating)

    assert data_written(draft) == (f"{FOLDER}/charges.yaml",), draft.findings
    assert "£550.00 a month, which is £6,600.00 a year" in text_now(negotiating)
