"""One number of the data, changed in one place, changes the text, the due moments, the report, the verdicts and the credit together.

All figures are worked out by hand. A ticket of Priority 1 counts at every hour, one of Priority 2 on weekdays from 08:00 to 18:00; the
Service Credits are shares of GBP 4500.00. In the month of the tests 18 of 20 Resolutions of each Priority are in time: 90 %, the band
`slight`, which gives 5 % x 30 % for P1 and 5 % x 20 % for P2, so GBP 67.50 and GBP 45.00.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree

from pipeline import word
from pipeline.model.diagnostic import Severity
from pipeline.stages.drafts.agreement import Agreement, Shelf, agreement
from pipeline.stages.drafts.drafting import stamp_of
from pipeline.stages.monitoring import keeping
from pipeline.stages.monitoring.month import Asked, Month, judged
from pipeline.store.root import Root

HERE = Path(__file__).parents[2]
CONTRACT = "fernhill-brightwater"
LEVELS = f"data/contracts/{CONTRACT}/service_levels.yaml"
CALENDAR = "data/calendars/england-and-wales.yaml"
NOW = "2026-07-02T09:00:00Z"
MAPPING = """\
id: desk
name: Desk
rows: tickets
date_format: iso
time_zone: Europe/London
columns: {ticket: Ticket, priority: Priority, opened: Opened, responded: Responded, resolved: Resolved}
defaults: {type: incident}
without_response: no_response
"""


def tickets() -> Iterator[str]:
    """Forty tickets of June 2026, of which two of each Priority are late; the 5th is a Friday."""
    yield "Ticket,Priority,Opened,Responded,Resolved"
    for number in range(1, 21):
        resolved = "15:00" if number > 18 else "12:00"
        yield f"A-{number},p1,2026-06-03 09:00,2026-06-03 09:05,2026-06-03 {resolved}"
    for number in range(1, 21):
        opened, resolved = ("16:00", "2026-06-08 16:00") if number > 18 else ("09:00", "2026-06-05 12:00")
        yield f"B-{number},p2,2026-06-05 {opened},2026-06-05 {opened[:3]}05,{resolved}"


@dataclass(frozen=True)
class Told:
    """What was said by the contract's DOCX and by the figures and reports of the month."""

    text: list[str]
    due: dict[str, str]
    html: list[list[str]]
    docx: list[list[str]]
    credit: str

    def missed(self, ticket: str) -> list[str] | None:
        """Target, counted, over by, paused and due of a late Resolution, as both reports say it; None where neither names the ticket."""
        found = [next((row[3:] for row in rows if row[:1] == [ticket]), None) for rows in (self.html, self.docx)]
        assert found[0] == found[1]
        return found[0]

    def attained(self, level: str) -> list[str]:
        """Target, met, counted, share and verdict of a Service Level, as both reports say it."""
        found = [next(row[1:] for row in rows if row[:1] == [level] and len(row) == 6) for rows in (self.html, self.docx)]
        assert found[0] == found[1]
        return found[0]


class Tables(HTMLParser):
    """The rows of all tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.within = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.within = True

    def handle_endtag(self, tag: str) -> None:
        self.within = self.within and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.within:
            self.rows[-1][-1] += data


def rows_of_page(page: str) -> list[list[str]]:
    tables = Tables()
    tables.feed(page)
    return tables.rows


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_of(docx: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml"))


def rows_of_docx(docx: bytes) -> list[list[str]]:
    return [["".join(cell.itertext(f"{W}t")) for cell in row.iter(f"{W}tc")] for row in body_of(docx).iter(f"{W}tr")]


def differing(before: Told, after: Told) -> list[str]:
    """The paragraphs of the contract's DOCX that went and that came."""
    return [line for line in difflib.unified_diff(before.text, after.text, n=0, lineterm="") if not line.startswith(("---", "+++", "@@"))]


class House:
    """Our own contract in a folder of its own, with a month of tickets."""

    def __init__(self, folder: Path) -> None:
        self.root = Root(folder)
        self.shelf = Shelf(self.root)

    def change(self, file: str, old: str, new: str) -> None:
        path = self.root.path(file)
        text = path.read_text()
        assert text.count(old) == 1, (file, old)
        path.write_text(text.replace(old, new))

    def wrong_examples(self) -> list[str]:
        """What the check says of the worked examples, without its reasons. While one is wrong, no ticket is judged."""
        errors = [each for each in self._agreement().findings if each.severity is Severity.ERROR]
        assert {each.code for each in errors} <= {"wrong-example"}
        assert (self._month() is None) == bool(errors)
        return [each.message.partition(": ")[0] for each in errors]

    def told(self) -> Told:
        month = self._month()
        assert month is not None
        keeping.written(self.root, month)
        findings, _ = keeping.printed(self.root, month, NOW)
        assert findings == ()
        folder = self.root.path(f"build/{CONTRACT}/performance/2026-06")
        with (folder / "tickets.csv").open() as stream:
            due = {row["ticket"]: row["due"][:16] for row in csv.DictReader(stream) if row["measure"] == "resolution"}
        page = (folder / "report.html").read_text()
        [credit] = re.findall(r"a Service Credit of (GBP [0-9.]+) is due", page)
        return Told(self._text(), due, rows_of_page(page), rows_of_docx((folder / "report.docx").read_bytes()), credit)

    def _agreement(self) -> Agreement:
        return agreement(self.shelf, CONTRACT, lambda step: None)

    def _month(self) -> Month | None:
        return judged(self.root, CONTRACT, Asked(self.root.path("export.csv"), str(self.root.path("desk.yaml")), NOW)).month

    def _text(self) -> list[str]:
        found = self._agreement()
        assert found.document is not None
        assert found.terms is not None
        assert found.law is not None
        assert found.template is not None
        docx = word.write(found.document, stamp_of(found.terms, found.law, CONTRACT, "0.1-draft", {}), found.template)
        return ["".join(paragraph.itertext(f"{W}t")).replace("\N{NO-BREAK SPACE}", " ") for paragraph in body_of(docx).iter(f"{W}p")]


@pytest.fixture
def house(tmp_path: Path) -> House:
    for folder in ("data", "clauses", "templates"):
        shutil.copytree(HERE / folder, tmp_path / folder)
    (tmp_path / "desk.yaml").write_text(MAPPING)
    (tmp_path / "export.csv").write_text("".join(f"{row}\n" for row in tickets()))
    return House(tmp_path)


def test_a_resolution_time_changes_text_example_due_moment_row_verdict_and_credit(house: House) -> None:
    """Within two hours none of the twenty is resolved: the lowest band gives 15 % x 30 % of GBP 4500.00, so GBP 202.50 for P1."""
    before = house.told()
    house.change(LEVELS, "resolution: 4 h\n", "resolution: 2 h\n")

    wrong = house.wrong_examples()

    assert wrong == ["the Resolution Time in the example `at_night` is missed, not met"]
    house.change(LEVELS, "counted: 210 min, outcome: met", "counted: 210 min, outcome: missed")
    after = house.told()
    assert differing(before, after) == [
        *("-Response within 15 minutes, Resolution within 4 hours", "+Response within 15 minutes, Resolution within 2 hours"),
        *("-4 hours", "+2 hours"),
        *("-4 hours", "-Met", "+2 hours", "+Missed"),
    ]
    assert (before.due["A-1"], after.due["A-1"]) == ("2026-06-03T13:00", "2026-06-03T11:00")
    assert (before.missed("A-1"), after.missed("A-1")) == (None, ["2:00:00", "3:00:00", "1:00:00", "0:00:00", "2026-06-03 11:00:00"])
    assert before.missed("A-20") == ["4:00:00", "6:00:00", "2:00:00", "0:00:00", "2026-06-03 13:00:00"]
    assert after.missed("A-20") == ["2:00:00", "6:00:00", "4:00:00", "0:00:00", "2026-06-03 11:00:00"]
    assert before.attained("P1 resolution") == ["95 %", "18", "20", "90.00 %", "Failed"]
    assert after.attained("P1 resolution") == ["95 %", "0", "20", "0.00 %", "Failed"]
    assert (before.credit, after.credit) == ("GBP 112.50", "GBP 247.50")


def test_a_band_changes_text_examples_and_credit_and_no_verdict(house: House) -> None:
    """6 % x 30 % and 6 % x 20 % of GBP 4500.00 are GBP 81.00 and GBP 54.00; of the example 3 % + 0.6 % + 1 % are GBP 207.00."""
    before = house.told()
    house.change(LEVELS, "- {id: slight, at_least: 90 %, credit: 5 %}", "- {id: slight, at_least: 90 %, credit: 6 %}")

    wrong = house.wrong_examples()

    assert wrong == [
        "56 of 60 for P2 response give 0.6 %, not 0.5 %",
        "the Service Credit of the example `slow_month` is GBP 207.00, not GBP 202.50",
    ]
    house.change(LEVELS, "share: 0.5 %", "share: 0.6 %")
    house.change(LEVELS, "credit: GBP 202.50", "credit: GBP 207.00")
    after = house.told()
    assert house.wrong_examples() == []
    assert differing(before, after) == [
        *("-5%", "+6%"),
        *("-5% × 10% = 0.5%", "-0.5% × £4,500.00 = £22.50", "+6% × 10% = 0.6%", "+0.6% × £4,500.00 = £27.00"),
        *("-£202.50", "+£207.00", "-£202.50", "+£207.00"),
    ]
    assert (after.due, after.missed("B-20")) == (before.due, before.missed("B-20"))
    assert after.attained("P2 resolution") == before.attained("P2 resolution") == ["95 %", "18", "20", "90.00 %", "Failed"]
    assert (before.credit, after.credit) == ("GBP 112.50", "GBP 135.00")


def test_a_holiday_changes_text_example_due_moment_row_verdict_and_credit(house: House) -> None:
    """If Monday is a holiday, the late two take two hours of Friday and none of Monday: all twenty are in time."""
    before = house.told()
    house.change(CALENDAR, "  - {date: 2026-08-31", "  - {date: 2026-06-08, name: Founders’ Day}\n  - {date: 2026-08-31")

    wrong = house.wrong_examples()

    assert wrong == ["the example `over_a_weekend` counts 1:00:00, not 3 h"]
    house.change(LEVELS, "resolved_at: 10:00, counted: 3 h", "resolved_at: 10:00, counted: 1 h")
    after = house.told()
    assert differing(before, after) == ["+8 June 2026", "+Founders’ Day", "-3 hours", "+1 hour"]
    assert (before.due["B-20"], after.due["B-20"]) == ("2026-06-08T14:00", "2026-06-09T14:00")
    assert (before.missed("B-20"), after.missed("B-20")) == (["8:00:00", "10:00:00", "2:00:00", "0:00:00", "2026-06-08 14:00:00"], None)
    assert before.attained("P2 resolution") == ["95 %", "18", "20", "90.00 %", "Failed"]
    assert after.attained("P2 resolution") == ["95 %", "20", "20", "100.00 %", "Met"]
    assert (before.credit, after.credit) == ("GBP 112.50", "GBP 67.50")
