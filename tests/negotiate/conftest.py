"""A round as it is after the other side's file was read: one proposal of each sort, made by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.model.change import Place
from pipeline.model.document import Document, Revision
from pipeline.model.proposal import Proposal, ProposalKind, Round


@pytest.fixture(scope="session")
def proposed() -> Callable[..., Proposal]:
    """A proposal; its number and heading, the words of both sides, and any other field."""

    def make(id: str, ours: str, theirs: str, kind: ProposalKind = ProposalKind.WORDING, **fields: Any) -> Proposal:
        place = Place("term.notice", "term", "Notice", "4.2", "4.2")
        return Proposal(**{"id": id, "kind": kind, "places": (place,), "ours": ours, "theirs": theirs, "revision": Revision("T"), **fields})

    return make


@pytest.fixture(scope="session")
def a_round() -> Callable[..., Round]:
    """A round with these proposals."""

    def make(*proposals: Proposal, number: int = 2) -> Round:
        document = Document("Support Agreement", ())
        return Round(number, "acme", "provider", "0.2", "returned.docx", "0" * 64, document, proposals)

    return make
