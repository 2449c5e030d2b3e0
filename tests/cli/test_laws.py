"""The list of what each law says, with source, date and role."""

from __future__ import annotations

from datetime import date

from pipeline.cli.laws import laws_table
from pipeline.model.law import Law, LawEntry
from pipeline.stages.drafts.drafting import Draft

LAW = Law(
    name="Freedonia",
    clause_word="clause",
    paragraph_word="paragraph",
    schedule_word="Schedule",
    draft_legend="Draft",
    language="en-GB",
    checked_on=date(2026, 1, 5),
    checked_by="the author",
    entries=(
        LawEntry(
            id="late-payment",
            topic="late payment",
            says="Interest is due.",
            sources=("Interest Act section 1", "Interest Act section 2"),
            checked_on=date(2026, 2, 6),
            checked_by="an admitted lawyer",
        ),
    ),
)


def test_each_law_is_listed_once_with_its_contracts_and_entries() -> None:
    drafts = [Draft("beta", "", (), law=LAW), Draft("alpha", "", (), law=LAW), Draft("open", "", ()), Draft("", "", ())]

    assert laws_table(drafts).splitlines() == [
        "Freedonia, the law of alpha, beta",
        "  words and names: checked on 2026-01-05 by the author",
        "  late payment: Interest is due.",
        "      sources: Interest Act section 1; Interest Act section 2",
        "      checked on 2026-02-06 by an admitted lawyer",
        "",
    ]


def test_where_no_law_is_known_nothing_is_listed() -> None:
    assert laws_table([Draft("open", "", ())]) == ""
