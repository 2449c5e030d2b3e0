"""Worked examples: what both parties sign is computed by what judges the tickets. All figures are worked out by hand."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.diagnostic import Severity
from pipeline.model.document import inlines, walk
from pipeline.model.numbering import numbered
from pipeline.model.reading import words_of
from pipeline.stages.drafts.agreement import Agreement, Shelf, agreement
from pipeline.store.root import Root

HERE = Path(__file__).parents[2]
CONTRACT = "fernhill-brightwater"
Changed = Callable[..., Agreement]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Our library, read once."""
    return Shelf(Root(HERE))


@pytest.fixture
def changed(shelf: Shelf, tmp_path: Path) -> Changed:
    """Our own contract with other words in one of its files."""
    shutil.copytree(HERE / "data", tmp_path / "data")

    def after(name: str, *changes: tuple[str, str]) -> Agreement:
        file = tmp_path / "data" / "contracts" / CONTRACT / f"{name}.yaml"
        text = file.read_text()
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        file.write_text(text)
        return agreement(shelf.elsewhere(Root(tmp_path)), CONTRACT, lambda step: None)

    return after


def said(found: Agreement) -> list[tuple[str, str, str]]:
    """Each error: its code, its file and line, and its message."""
    return [
        (each.code, f"{Path(each.span.file).name}:{each.span.line}", each.message)
        for each in found.findings
        if each.severity is Severity.ERROR
    ]


def line(name: str, of: str) -> str:
    """The line of our contract on which these words stand first."""
    lines = (HERE / "data" / "contracts" / CONTRACT / f"{name}.yaml").read_text().splitlines()
    return f"{name}.yaml:{next(number for number, text in enumerate(lines, start=1) if of in text)}"


def test_the_examples_of_our_contract_come_to_what_they_say(changed: Changed) -> None:
    assert said(changed("service_levels")) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "at", "code", "message"),
    [
        (
            "service_levels",
            "credit: GBP 202.50",
            "credit: GBP 212.50",
            "credit: GBP 202.50",
            "wrong-example",
            "the Service Credit of the example `slow_month` is GBP 202.50, not GBP 212.50: "
            "3 % of GBP 4500.00 + 0.5 % of GBP 4500.00 + 1 % of GBP 4500.00 = GBP 202.50",
        ),
        (
            "service_levels",
            "met: 21, share: 3 %",
            "met: 21, share: 4 %",
            "met: 21",
            "wrong-example",
            "21 of 24 for P1 resolution give 3 %, not 4 %: 10 % of the band `marked` x the weight of 30 %",
        ),
        (
            "service_levels",
            "met: 6, share: 0 %",
            "met: 6, share: 1 %",
            "met: 6,",
            "wrong-example",
            "6 of 7 for P1 response give 0 %, not 1 %: fewer than 20 tickets, of which one may miss its time",
        ),
        (
            "service_levels",
            "resolved_at: 10:00, counted: 3 h, outcome: met",
            "resolved_at: 10:00, counted: 4 h",
            "counted: 3 h",
            "wrong-example",
            "the example `over_a_weekend` counts 3:00:00, not 4 h: 1:00:00 on 2026-06-05 + 2:00:00 on 2026-06-08",
        ),
        (
            "service_levels",
            "resolved_at: 10:00, counted: 3 h, outcome: met",
            "resolved_at: 24:00, counted: 3 h",
            "counted: 3 h",
            "wrong-example",
            "the example `over_a_weekend` counts 11:00:00, not 3 h: 1:00:00 on 2026-06-05 + 10:00:00 on 2026-06-08",
        ),
        (
            "termination",
            "fee: GBP 21600.00",
            "fee: GBP 27000.00",
            "fee: GBP 21600.00",
            "wrong-example",
            "the fee is GBP 21600.00 if the agreement ends on 2027-10-31, not GBP 27000.00: 40 % of GBP 54000.00 in year 2",
        ),
        (
            "termination",
            "ends_on: 2027-10-31",
            "ends_on: 2029-05-01",
            "fee: GBP 21600.00",
            "wrong-example",
            "the fee is GBP 0.00 if the agreement ends on 2029-05-01, not GBP 21600.00: the Initial Term ends on 2029-04-30",
        ),
        (
            "termination",
            "ends_on: 2027-10-31",
            "ends_on: 2026-10-31",
            "ends_on",
            "impossible-example",
            "a termination by the Customer for convenience takes effect on 2026-11-01 at the earliest, not on 2026-10-31",
        ),
        (
            "service_levels",
            "resolved_at: 10:00, counted: 3 h, outcome: met",
            "resolved_at: 10:00, outcome: missed, counted: 3 h",
            "resolved_at: 10:00, ",
            "wrong-example",
            "the Resolution Time in the example `over_a_weekend` is met, not missed: 3:00:00 count, of 8:00:00",
        ),
        (
            "service_levels",
            "met: 21, share: 3 %",
            "met: 25, share: 3 %",
            "met: 21",
            "impossible-example",
            "25 cannot have met a Service Level for which 24 count",
        ),
        (
            "service_levels",
            "measure: response, of: p2, counted",
            "measure: availability, of: p2, counted",
            "met: 56",
            "impossible-example",
            "no availability of `p2` is agreed",
        ),
        (
            "service_levels",
            "of: p2, counted: 60, met: 56",
            "of: p1, counted: 60, met: 56",
            "met: 56",
            "wrong-example",
            "56 of 60 for P1 response give 1 %, not 0.5 %: 5 % of the band `slight` x the weight of 20 %",
        ),
        (
            "service_levels",
            "month: 2026-06",
            "month: 2026-04",
            "month: 2026-06",
            "impossible-example",
            "the month of the example `slow_month` ends before the service starts, on 2026-05-01",
        ),
        (
            "service_levels",
            "resolved_on: 2026-06-08",
            "resolved_on: 2026-06-04",
            "resolved_on: 2026-06-08",
            "impossible-example",
            "the Incident of the example `over_a_weekend` is resolved before it is opened",
        ),
        (
            "service_levels",
            "opened_on: 2026-06-05",
            "opened_on: 2019-06-05",
            "opened_on: 2026-06-05",
            "impossible-example",
            "the example `over_a_weekend` lies outside the days for which the calendar lists holidays",
        ),
    ],
)
def test_an_example_that_comes_to_something_else_is_an_error_at_its_line(
    changed: Changed, name: str, old: str, new: str, at: str, code: str, message: str
) -> None:
    found = changed(name, (old, new))

    assert (code, line(name, at), message) in said(found)


@pytest.mark.parametrize(
    ("name", "old", "new", "codes"),
    [
        # The price: 4.5 % of 4600.00 is 207.00, and 40 % of 55200.00 is 22080.00.
        ("charges", "amount: GBP 4500.00", "amount: GBP 4600.00", ["wrong-example", "wrong-example"]),
        ("service_levels", "at_least: 85 %, credit: 10 %", "at_least: 85 %, credit: 9 %", ["wrong-example", "wrong-example"]),
        # On Saturday and Sunday the clock would run as well: 65 hours, beyond the Resolution Time.
        ("service_levels", "outside_window: stops", "outside_window: runs", ["wrong-example", "wrong-example"]),
        ("termination", "percentage: 40 %", "percentage: 45 %", ["wrong-example"]),
    ],
)
def test_another_number_in_the_terms_makes_the_examples_that_rest_on_it_errors(
    changed: Changed, name: str, old: str, new: str, codes: list[str]
) -> None:
    found = changed(name, (old, new))

    assert sorted(code for code, _, _ in said(found)) == codes


def test_the_arithmetic_that_is_printed_is_that_of_the_credit_and_of_the_fee(changed: Changed) -> None:
    terms = changed("service_levels").terms
    assert terms is not None

    lines = [
        (each.subject, each.verdict, each.percentage, each.weight, each.share, each.basis, each.amount)
        for each in terms.derived.credit_example_lines
    ]
    results = [(each.sum, each.basis, each.limit, each.credit) for each in terms.derived.credit_example_results]
    fees = [(each.year, each.percentage, each.basis, each.fee) for each in terms.derived.fee_example_lines]

    assert [" ".join(map(str, line)) for line in lines] == [
        "P1 Critical failed 10 % 30 % 3 % GBP 4500.00 GBP 135.00",
        "P2 High failed 5 % 10 % 0.5 % GBP 4500.00 GBP 22.50",
        "Network set-up and maintenance failed 5 % 20 % 1 % GBP 4500.00 GBP 45.00",
        "P1 Critical met 0 % 20 % 0 % GBP 4500.00 GBP 0.00",
    ]
    assert [" ".join(map(str, result)) for result in results] == [
        "GBP 202.50 GBP 4500.00 GBP 675.00 GBP 202.50",
        "GBP 0.00 GBP 4500.00 GBP 675.00 GBP 0.00",
    ]
    assert [" ".join(map(str, fee)) for fee in fees] == ["2 40 % GBP 54000.00 GBP 21600.00"]


def test_an_example_beyond_the_limit_comes_to_the_limit(changed: Changed) -> None:
    """Without weights the bands give 10 %, 5 % and 5 % of GBP 4500.00; the limit is 15 % of it."""
    text = (HERE / "data" / "contracts" / CONTRACT / "service_levels.yaml").read_text()
    weights = text[text.index("  weights:") : text.index("  monthly_cap:")]

    found = changed("service_levels", (weights, ""))

    assert (
        "the Service Credit of the example `slow_month` is GBP 675.00, not GBP 202.50: 10 % of GBP 4500.00 + 5 % of GBP 4500.00 "
        "+ 5 % of GBP 4500.00 = GBP 900.00, and the limit is GBP 675.00"
    ) in [message for _, _, message in said(found)]


def test_an_example_that_rests_on_an_open_point_waits_for_it(changed: Changed) -> None:
    opened = "\nopen:\n  - {path: service_credits.bands.response_and_resolution.marked.credit, label: Credit of the band}\n"
    found = changed(
        "service_levels",
        ("at_least: 85 %, credit: 10 %", "at_least: 85 %"),
        ("credit: GBP 202.50", "credit: GBP 999.99"),
        ("\nstep_in:", f"{opened}\nstep_in:"),
    )

    assert [code for code, _, _ in said(found) if code.endswith("-example")] == []


def test_the_library_for_tables_is_not_loaded_for_examples() -> None:
    asks = f"""
import sys
from pathlib import Path
from pipeline.model.diagnostic import Severity
from pipeline.model.document import inlines, walk
from pipeline.model.numbering import numbered
from pipeline.model.reading import words_of
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.store.root import Root
assert agreement(Shelf(Root(Path({str(HERE)!r}))), {CONTRACT!r}, lambda step: None).document
print([name for name in ("polars", "numpy") if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", asks], cwd=HERE, capture_output=True, text=True, check=True)

    assert ran.stdout == "[]\n"


def printed(found: Agreement) -> str:
    """All words of the text."""
    assert found.document is not None
    numbers = numbered(found.document)
    return "\n".join(words_of(tuple(inlines(node)), "", numbers, found.document) for node in walk(found.document))


def test_one_number_changes_the_text_the_example_and_what_the_check_says_of_it_together(changed: Changed) -> None:
    """4.5 % of GBP 4600.00 are GBP 207.00."""
    before = printed(changed("charges"))

    after = changed("charges", ("amount: GBP 4500.00", "amount: GBP 4600.00"))

    assert ("£4,600.00" in before, "£4,600.00" in printed(after)) == (False, True)
    assert [message.split(":")[0] for _, _, message in said(after) if "slow_month" in message] == [
        "the Service Credit of the example `slow_month` is GBP 207.00, not GBP 202.50"
    ]
    mended = changed("service_levels", ("credit: GBP 202.50", "credit: GBP 207.00"))
    assert ("£207.00" in before, "£207.00" in printed(mended)) == (False, True)
