"""How positions and deviations are printed."""

from __future__ import annotations

from pipeline.cli.positions import positions_table
from pipeline.model.playbook import Deviation, ReachedPosition
from pipeline.stages.drafts.drafting import Draft


def test_what_somebody_must_approve_stands_first():
    draft = Draft(
        "acme",
        "",
        (),
        reached=(
            ReachedPosition("term", "Term", "preferred", "No renewal."),
            ReachedPosition("liability", "Liability", "fallback-1", "A cap of 125 %.", ("legal", "coo")),
            ReachedPosition("exit", "Exit", None),
            ReachedPosition("audit", "Audit", None, open=True),
        ),
        deviations=(Deviation("exit.fee", "is deleted", "No fee was agreed."), Deviation("audit", "is left out")),
    )

    assert positions_table([draft]) == (
        "acme: 4 clauses with positions, 1 fallback\n"
        "  exit       none        no position of the playbook\n"
        "  audit      open        depends on a point that is still open\n"
        "  liability  fallback-1  A cap of 125 %. Approval: legal, coo.\n"
        "  term       preferred   No renewal.\n"
        "  departures from the library's words:\n"
        "    exit.fee is deleted: No fee was agreed.\n"
        "    audit is left out\n"
        "\n"
    )


def test_contracts_stand_in_the_order_of_their_names_and_the_library_not_at_all():
    assert positions_table([Draft("b", "", ()), Draft("", "", ()), Draft("a", "", ())]) == (
        "a: 0 clauses with positions, 0 fallbacks\n\nb: 0 clauses with positions, 0 fallbacks\n\n"
    )
