"""Small Documents, and seeded edits of any Document: what a negotiation does to a text."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.compare import Settings
from pipeline.model.document import (
    Alignment,
    Clause,
    Document,
    Item,
    Part,
    PartKind,
    Ref,
    Revision,
    Strong,
    Table,
    Term,
    Text,
    Value,
)
from tests.trees import paragraph, points, row

US = Revision("Fernhill", "2026-05-01")


@pytest.fixture
def settings() -> Settings:
    return Settings(US)


def clause(id: str, heading: str, *blocks: Any) -> Clause:
    return Clause(id, (Text(heading),), blocks)


def document(*clauses: Any, schedules: tuple[Part, ...] = ()) -> Document:
    return Document("Support Agreement", (Part(PartKind.TERMS, "terms", (), clauses), *schedules))


@pytest.fixture
def build() -> SimpleNamespace:
    """Makers of small Documents."""
    return SimpleNamespace(paragraph=paragraph, points=points, clause=clause, document=document)


@pytest.fixture
def agreement() -> Document:
    """A contract of a few clauses with everything that a tree can hold."""
    minutes = Value("service_levels.targets.p1.response", "30 minutes")
    levels = Table(
        "service-levels.table",
        (Alignment.LEFT, Alignment.RIGHT),
        (row("service-levels.table/head", "Priority", "Response Time"),),
        (row("service-levels.table/p1", "Priority 1", minutes), row("service-levels.table/p2", "Priority 2", "4 hours")),
        named=True,
    )
    return document(
        clause(
            "definitions",
            "Definitions",
            paragraph("definitions/1", Term("Incident"), " means an interruption of a Service that nobody planned."),
            paragraph("definitions/2", Term("Services"), " means the services that ", Ref("services"), " describes."),
        ),
        clause(
            "services",
            "Services",
            points(
                paragraph("services.scope", "The Provider shall perform the Services from the Service Start Date with skilled staff."),
                Item(
                    (
                        paragraph("services/2", "For each Incident the Provider shall:"),
                        points(paragraph("services/3", "acknowledge it within ", minutes, "; and"), paragraph("services/4", "resolve it.")),
                    )
                ),
                paragraph("services/5", "The Customer shall give the Provider access to each site. It may refuse access at night."),
            ),
        ),
        clause(
            "service-levels", "Service Levels", points(paragraph("service-levels.duty", "The Provider shall meet each target.")), levels
        ),
        clause(
            "charges",
            "Charges",
            points(
                paragraph("charges.fee", "The Customer shall pay ", Strong((Value("charges.fee", "GBP 4,500.00"),)), " a month."),
                paragraph("charges/2", "Interest runs as ", Ref("services.scope"), " states."),
            ),
        ),
    )
