"""A small contract that has everything a contract can have, and the template that it is printed with."""

# ruff: noqa: E501 (rows of a table are easier to read in one line)
from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.document import (
    Alignment,
    Block,
    Cell,
    Clause,
    Document,
    Inline,
    Item,
    List,
    Paragraph,
    Part,
    PartKind,
    Ref,
    Row,
    SignatureBlock,
    Strong,
    Table,
    Term,
    Text,
    ToBeAgreed,
    Value,
)
from pipeline.model.stamp import Stamp

SYSTEM_PYTHON = "/usr/bin/python3"
"""A virtual environment has no `uno`."""
LEFT, RIGHT, CENTRE = Alignment.LEFT, Alignment.RIGHT, Alignment.CENTRE


def words(*content: str | Inline) -> tuple[Inline, ...]:
    return tuple(Text(node) if isinstance(node, str) else node for node in content)


def paragraph(identity: str, *content: str | Inline) -> Paragraph:
    return Paragraph(identity, words(*content))


def item(identity: str, *content: str | Inline, under: tuple[Block, ...] = ()) -> Item:
    return Item((paragraph(identity, *content), *under))


def row(identity: str, *cells: str | Inline) -> Row:
    return Row(tuple(Cell((paragraph(f"{identity}/{number}", cell),)) for number, cell in enumerate(cells, start=1)))


def clause(identity: str, heading: str, *blocks: Block) -> Clause:
    return Clause(identity, words(heading), blocks)


def pairs(identity: str, *lines: tuple[str, str | Inline]) -> Table:
    return Table(identity, (LEFT, LEFT), (), tuple(row(f"{identity}/{number}", *line) for number, line in enumerate(lines, start=1)))


def cover() -> Part:
    customer = "Harrow & Finch Logistics Ltd, a private limited company registered in England and Wales under number 09182736, with its registered "
    provider = (
        "Brückner Systemhaus GmbH, entered in the commercial register of the Amtsgericht München under HRB 214 772, with its registered "
    )
    return Part(
        PartKind.COVER,
        "cover",
        words("Key Terms"),
        (
            paragraph("cover/1", "The parties make the Agreement on these Key Terms, on the clauses and on the schedules that follow."),
            pairs(
                "cover.parties",
                ("Customer", f"{customer}office at 14 Tanner Street, Leeds LS1 4AB"),
                ("Provider", f"{provider}office at Ledererstraße 8, 80331 München"),
            ),
            Table(
                "cover.open",
                (LEFT,),
                (row("cover.open/head", "Points that are still to be agreed"),),
                (row("cover.open/1", "Cap on liability"),),
            ),
            pairs(
                "key-terms",
                ("Effective Date", Value("term.effective_date", "1\u00a0April 2026")),
                ("Initial Term", Value("term.initial_term", "36\u00a0months")),
                (
                    "Services",
                    "Hardware and software support for 250 users at three sites, with data backup and cybersecurity as Additional Services",
                ),
                ("Service Hours", "24 hours a day, 7 days a week for Priority 1; 08:00 to 18:00 on Business Days for all other Incidents"),
                ("Charges", Value("charges.monthly", "£4,500.00 a month, exclusive of VAT")),
                ("Liability cap", ToBeAgreed("liability.cap", "cap on each party's liability")),
                ("Governing law", "England and Wales"),
            ),
        ),
    )


def definitions() -> Clause:
    meanings = (
        ("Business Day", "means a day other than a Saturday, a Sunday or a public holiday in England."),
        ("Covered Asset", "means an item of hardware or software listed in Schedule 1, as amended under clause 5."),
        ("Incident", "means an unplanned interruption to, or a reduction in the quality of, a Service."),
        ("Measurement Period", "means each calendar month of the Initial Term and of each Renewal Term."),
        (
            "Service Credit",
            "means the sum, calculated under Schedule 2, by which the Charges are reduced where a Service Level is not met.",
        ),
    )
    return clause(
        "definitions",
        "Definitions",
        paragraph("definitions/intro", "In this Agreement the following words have these meanings:"),
        *(paragraph(f"definitions/{number}", Term(term), f" {meaning}") for number, (term, meaning) in enumerate(meanings, start=1)),
        List((item("definitions/rule", "A reference to a clause or a Schedule is to a clause of, or a Schedule to, this Agreement."),)),
    )


def response() -> Clause:
    p1 = List(
        (
            item("response.ack", "acknowledge it within ", Value("service_levels.targets.p1.response", "15\u00a0minutes"), ";"),
            item(
                "response.resolve",
                "resolve it within ",
                Value("service_levels.targets.p1.resolution", "4\u00a0hours"),
                " by:",
                under=(
                    List(
                        (
                            item("response.fix", "a permanent fix; or"),
                            item(
                                "response.workaround",
                                "a workaround that:",
                                under=(
                                    List(
                                        (
                                            item("response.workaround.one", "restores the affected Service; and"),
                                            item("response.workaround.two", "has been accepted by the Customer; and"),
                                        )
                                    ),
                                ),
                            ),
                        )
                    ),
                ),
            ),
            item("response.update", "update the Customer at least every 30\u00a0minutes until it is resolved."),
        )
    )
    return clause(
        "response",
        "Response and resolution",
        List(
            (
                item("response.duty", "The Provider shall acknowledge each Incident within the Response Time set out in ", Ref("schedule-levels"), ". ",
                     "It shall keep a record of each step and of the time at which it was taken, and shall make that record available to the Customer on request."),
                item("response.p1", "For a Priority 1 Incident the Provider shall:", under=(p1, paragraph("response.p1.tail", "Time spent waiting for the Customer does not count."))),
                item("response.record", "Where ", Ref("response.workaround.two"), " applies, ", Ref("levels.measure"), " and ", Ref("response.resolve"), ", as well as ", Ref("response"), ", apply as well."),
                item("response.open", "The Provider's major incident manager is ", ToBeAgreed("escalation.manager", "name of the major incident manager"), ".",
                     under=(List((item("response.point.1", "The manager leads the technical bridge.", under=(List((item("response.point.1.1", "A deputy stands in."),), ordered=False),)),
                                  item("response.point.2", "The manager informs the Customer.")), ordered=False),)),
            )
        ),
        paragraph("response.tail", "This clause applies in addition to the Customer's other rights."),
    )  # fmt: skip


def charges() -> Clause:
    table = Table(
        "charges.table",
        (LEFT, LEFT, RIGHT),
        (row("charges.table/head", "Charge", "Basis", "Amount (£)"),),
        (
            row("charges.table/1", "Retainer", "a month, in advance", Value("charges.retainer", "4,500.00")),
            row("charges.table/2", "Additional user", "a month for each user beyond 250", Value("charges.user", "12.50")),
            row("charges.table/3", "Out-of-hours work", "an hour or part of an hour", Value("charges.hour", "145.00")),
        ),
    )
    return clause(
        "charges",
        "Charges",
        List(
            (
                item("charges.pay", "The Customer shall pay these Charges:", under=(table,)),
                item("charges.vat", "All Charges are exclusive of VAT."),
            )
        ),
    )


def terms(more: int) -> Part:
    general = (
        clause(
            f"general-{number}",
            f"General provisions, part {number}",
            List(
                tuple(
                    item(
                        f"general-{number}.{line}",
                        "Neither Party shall assign, transfer or otherwise dispose of any of its rights or obligations under this Agreement without the prior "
                        "written consent of the other Party, which shall not be unreasonably withheld or delayed; any purported assignment in breach of ",
                        Ref(f"general-{number}.{line}"),
                        " is void, and the other Party may terminate this Agreement by giving not less than ",
                        Value("termination.notice", "30\u00a0days"),
                        "' written notice.",
                    )
                    for line in range(1, 7)
                )
            ),
        )
        for number in range(1, more + 1)
    )
    return Part(PartKind.TERMS, "terms", (), (definitions(), response(), charges(), *general))


def signatures() -> Part:
    return Part(
        PartKind.SIGNATURES,
        "signatures",
        words("Signatures"),
        (
            paragraph("signatures/1", "The Parties have signed this IT Support Services Agreement on the dates stated below."),
            SignatureBlock(
                "signatures/customer",
                words("Signed for and on behalf of ", Strong((Text("Harrow & Finch Logistics Ltd"),)), " (company number 09182736) by its authorised signatory:"),
                (("Signature", ()), ("Name", words("Imogen Thackeray")), ("Title", words("Chief Operating Officer")), ("Date", ())),
            ),
            SignatureBlock(
                "signatures/provider",
                words("Signed for and on behalf of ", Strong((Text("Brückner Systemhaus GmbH"),)), " (Amtsgericht München, HRB 214 772), represented by:"),
                (("Signature", ()), ("Name", words("Anselm Brückner")), ("Title", words("Geschäftsführer")), ("Place, date", ()), ("Signature", ()), ("Name", ()), ("Title", words("Prokurist")), ("Place, date", ())),
            ),
        ),
    )  # fmt: skip


def assets() -> Part:
    makes = ("Latitude 5450 notebook", "OptiPlex 7020 desktop", "Catalyst 9300 switch", "ProLiant DL380 server", "LaserJet M611 printer")
    table = Table(
        "assets.table",
        (LEFT, LEFT, LEFT, RIGHT, RIGHT),
        (row("assets.table/head", "Asset", "Description", "Site", "Quantity", "Value (£)"),),
        tuple(
            row(
                f"assets.table/{number}",
                f"HF-{number:04}",
                makes[number % 5],
                ("Leeds", "Hull", "Doncaster")[number % 3],
                str(number * 3),
                f"{number * 1234.5:,.2f}",
            )
            for number in range(1, 61)
        ),
    )
    return Part(
        PartKind.SCHEDULE,
        "schedule-assets",
        words("Covered Assets"),
        (
            paragraph("schedule-assets/1", "This Schedule lists the Covered Assets at the Effective Date."),
            clause("assets.hardware", "Hardware", List((item("assets.list", "The hardware is listed in the table below."),)), table),
        ),
    )  # fmt: skip


def levels() -> Part:
    table = Table(
        "levels.table",
        (LEFT, LEFT, RIGHT, RIGHT, RIGHT, RIGHT),
        (row("levels.table/head", "Priority", "Meaning", "Response Time", "Resolution Time", "Update every", "Target (%)"),),
        (
            row(
                "levels.table/1",
                "P1",
                "A Service is unavailable to all users at a site, and no workaround exists",
                "15\u00a0minutes",
                "4\u00a0hours",
                "30\u00a0minutes",
                "95.0",
            ),
            row(
                "levels.table/2",
                "P2",
                "A Service is degraded for many users, or unavailable with a workaround",
                "30\u00a0minutes",
                "8\u00a0hours",
                "2\u00a0hours",
                "95.0",
            ),
            row("levels.table/3", "P3", "A single user is affected", "4\u00a0hours", "2\u00a0Business Days", "1\u00a0Business Day", "90.0"),
            row("levels.table/4", "P4", "A question or a minor fault", "1\u00a0Business Day", "5\u00a0Business Days", "\u2013", "90.0"),
        ),
    )
    matrix = Table(
        "levels.matrix",
        (LEFT, CENTRE, CENTRE, CENTRE),
        (row("levels.matrix/head", "Activity", "Customer", "Provider", "Third party"),),
        (row("levels.matrix/1", "Report an Incident", "R", "A", "I"), row("levels.matrix/2", "Restore a backup", "C", "R", "I")),
    )
    return Part(
        PartKind.SCHEDULE,
        "schedule-levels",
        words("Service Levels and Service Credits"),
        (
            clause("levels", "Service Levels", List((item("levels.targets", "The Service Levels are:", under=(table,)),))),
            clause(
                "levels.measurement",
                "Measurement",
                List(
                    (
                        item("levels.measure", "Attainment is measured for each Measurement Period.", under=(
                            List((item("levels.measure.a", "Incidents under ", Ref("assets.list"), " count; and"), item("levels.measure.b", "those under ", Ref("levels.targets"), " do as well."))),)),
                        item("levels.who", "Responsibilities are:", under=(matrix,)),
                    )
                ),
            ),
        ),
    )  # fmt: skip


def agreement(more: int = 6) -> Document:
    return Document("IT Support Services Agreement", (cover(), terms(more), signatures(), assets(), levels()))


@pytest.fixture(scope="session")
def sample() -> Document:
    """Everything at once, about ten pages."""
    return agreement()


@pytest.fixture(scope="session")
def long_sample() -> Document:
    """About thirty pages."""
    return agreement(45)


@pytest.fixture(scope="session")
def stamp() -> Stamp:
    return Stamp(
        contract="harrow-support",
        title="IT Support Services Agreement",
        short_title="Harrow & Finch / Brückner: IT Support",
        version="0.2-draft",
        input_hash="3f9a17c204be55d1" * 4,
        legend="Draft \u2013 subject to contract",
        issued=date(2026, 3, 2),
    )


@pytest.fixture(scope="session")
def template() -> bytes:
    """The template that the contracts are printed with."""
    return (Path(__file__).parents[2] / "templates" / "contract.docx").read_bytes()


@pytest.fixture(scope="session")
def contract(sample: Document) -> Document:
    """The sample with the ids that a source would give it, so that references lead to the same paragraphs in all versions."""
    return named(sample)


@pytest.fixture(scope="session")
def long_contract(long_sample: Document) -> Document:
    """About thirty pages of it."""
    return named(long_sample)


def named(node: Any) -> Any:
    """The node with each id that is no ordinal marked as one of the source."""
    for name in ("parts", "blocks", "items", "cells", "header", "rows"):
        if hasattr(node, name):
            node = replace(node, **{name: tuple(map(named, getattr(node, name)))})
    return replace(node, named="/" not in node.id) if hasattr(node, "named") else node


@pytest.fixture
def in_libreoffice(soffice: str, tmp_path: Path) -> Callable[..., None]:
    """Runs a script of `libreoffice/` on these arguments."""

    def run(script: str, *arguments: Path | str, seconds: int) -> None:
        file = Path(__file__).with_name("libreoffice") / f"{script}.py"
        subprocess.run([SYSTEM_PYTHON, file, soffice, tmp_path / "profile", *arguments], check=True, capture_output=True, timeout=seconds)

    return run
