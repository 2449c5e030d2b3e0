"""The report for the service review reads as a service manager needs it: by when, with its arithmetic, and what comes next."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pypdf
import pytest

from pipeline.model.report import Report, Section
from pipeline.model.ticket import natural
from pipeline.stages.monitoring import keeping
from pipeline.stages.monitoring.month import Asked, Month, judged
from pipeline.stages.monitoring.reporting import report_of
from pipeline.store.root import Root

HERE = Path(__file__).parents[2]
CONTRACT = "fernhill-brightwater"
NOW = "2026-11-02T09:00:00Z"
MAPPING = """\
id: desk
name: Desk
rows: tickets
date_format: iso
time_zone: Europe/London
columns: {ticket: Ticket, priority: Priority, service: Service, opened: Opened, responded: Responded, resolved: Resolved}
defaults: {type: incident}
without_response: no_response
"""


def tickets() -> list[str]:
    """Three months of Critical tickets on the network; in each a quarter is late, those of higher number earlier in the month."""
    found = ["Ticket,Priority,Service,Opened,Responded,Resolved"]
    for month in (8, 9, 10):
        for number in range(1, 25):
            day = f"2026-{month:02}-{25 - number:02}"
            found.append(f"T-{month}{number},p1,network,{day} 09:00,{day} 09:05,{day} {'15' if number % 4 == 0 else '10'}:00")
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Root:
    folder = tmp_path_factory.mktemp("reported")
    for name in ("data", "clauses", "templates"):
        shutil.copytree(HERE / name, folder / name)
    (folder / "desk.yaml").write_text(MAPPING)
    (folder / "export.csv").write_text("".join(f"{row}\n" for row in tickets()))
    (folder / "outages.csv").write_text("service,from,to,reason\nnetwork,2026-10-05T10:00,2026-10-05T12:00,\n")
    return Root(folder)


@pytest.fixture(scope="module")
def month(root: Root) -> Month:
    asked = Asked(root.path("export.csv"), str(root.path("desk.yaml")), NOW, outages=root.path("outages.csv"))
    found = judged(root, CONTRACT, asked).month
    assert found is not None
    return found


@pytest.fixture(scope="module")
def report(month: Month) -> Report:
    return report_of(month)


def section(report: Report, heading: str) -> Section:
    return next(each for each in report.sections if each.heading == heading)


def cells(report: Report, heading: str) -> list[tuple[str, ...]]:
    return [record.cells for record in section(report, heading).grids[0].records]


def test_the_summary_says_in_a_sentence_what_failed_how_often_and_what_is_due(report: Report) -> None:
    """18 of 24 and 743 of 745 hours: 15 % x 30 % and 5 % x 20 % of GBP 4500.00 are GBP 202.50 and GBP 45.00."""
    assert report.lead == (
        "In October 2026, 2 of 3 measured Service Levels failed, P1 resolution repeatedly, and a Service Credit of GBP 247.50 is due."
    )


def test_missed_times_stand_in_the_order_in_which_they_were_missed(report: Report) -> None:
    rows = cells(report, "Times that were missed")

    assert [row[0] for row in rows] == ["T-1024", "T-1020", "T-1016", "T-1012", "T-108", "T-104"]
    assert [row[-1] for row in rows] == sorted(row[-1] for row in rows)


def test_ticket_numbers_are_ordered_as_people_order_them() -> None:
    assert sorted(["T-101", "T-12", "T-1", "INC0009", "INC10", "7", ""], key=natural) == [
        "",
        "7",
        "INC0009",
        "INC10",
        "T-1",
        "T-12",
        "T-101",
    ]


def test_each_credit_is_a_multiplication_that_can_be_followed(report: Report) -> None:
    assert cells(report, "Service Credits") == [
        ("P1 resolution", "75.00 %", "15 % × 30 % × GBP 4500.00", "GBP 202.50"),
        ("network availability", "99.73 %", "5 % × 20 % × GBP 4500.00", "GBP 45.00"),
    ]
    basis, together, due = section(report, "Service Credits").paragraphs
    assert re.fullmatch(r"The basis: Monthly Charge GBP 4500.00 \(clause [\d.]+\)\.", basis)
    limit = r"15 % × GBP 4500.00 = GBP 675.00 \(clause [\d.]+\)"
    assert re.fullmatch(rf"Together they are GBP 247.50. The limit is {limit}\. So GBP 247.50 is due\.", together)
    assert due.startswith("It is due without a claim (clause ")


def test_availability_is_told_in_hours_beside_its_verdict(report: Report) -> None:
    assert cells(report, "Availability") == [
        ("Network set-up and maintenance", "745:00:00", "0:00:00", "2:00:00", "99.73 %", "99.9 %", "Failed")
    ]
    assert not any("availability" in row[0] for row in cells(report, "Service Levels"))


def test_what_recurs_is_among_the_key_dates_ahead_with_who_and_which_clause(report: Report) -> None:
    rows = cells(report, "Key dates ahead")

    [review] = [row for row in rows if row[1] == "Service review"]
    assert (review[0].replace("\N{NO-BREAK SPACE}", " "), review[2]) == ("30 November 2026", "Priya Raman (IT Manager)")
    assert all(re.fullmatch(r"clause [\d.]+|Schedule .*", row[3]) for row in rows)


def test_a_repeated_failure_names_the_clause_of_the_right_that_it_gives(report: Report) -> None:
    *failures, right = section(report, "Repeated failure").paragraphs

    months = "P1 resolution failed in August 2026, September 2026, October 2026"
    assert [re.sub(r" \(.*", "", each) for each in failures] == [f"{months}: at least 2 of 3 months", f"{months}: at least 3 of 12 months"]
    assert re.search(r"may then do is said in clause [\d.]+, and until when in clause [\d.]+\.", right)


def test_the_header_of_no_table_stands_alone_at_the_foot_of_a_page(root: Root, month: Month) -> None:
    findings, files = keeping.printed(root, month, NOW)

    assert findings == ()
    [pdf] = [root.path(file) for file in files if file.endswith(".pdf")]
    pages = [page.extract_text().splitlines() for page in pypdf.PdfReader(pdf).pages]
    heads = {" ".join(column.name for column in grid.columns) for each in report_of(month).sections for grid in each.grids}
    assert len(pages) > 2
    assert not [last for page in pages for last in page[-3:-1] if last in heads]
