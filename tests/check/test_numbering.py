"""Numbers once a draft has been sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipeline.model.diagnostic import Diagnostic

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
Found = Callable[[dict[str, Any]], list[Diagnostic]]
RENUMBERED = {"clauses.numbering": "renumbered"}
OPEN = {"meta.contract_number": None, "open": [{"path": "meta.contract_number", "label": "Number"}]}


def test_a_draft_that_leaves_points_open_does_not_count_its_clauses_anew(found: Found, said: Said) -> None:
    words = "only the final draft counts its clauses anew, and this one leaves points open"

    assert said({**RENUMBERED, **OPEN}) == [("error[renumbered-too-early]", "clauses.numbering", words)]
    [finding] = found({**RENUMBERED, **OPEN})
    assert [related.message for related in finding.related] == ["the first of them"]


def test_the_final_draft_may_and_any_may_keep_its_numbers(said: Said) -> None:
    assert said(RENUMBERED) == []
    assert said({"clauses.numbering": "kept", **OPEN}) == []
