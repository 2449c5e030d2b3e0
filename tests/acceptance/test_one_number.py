"""Another number in the data changes exactly the places that print it, or print what follows from it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from pipeline.assemble import assembled, parsed
from pipeline.model.document import Document, Value, inlines, walk
from pipeline.model.duration import Duration
from pipeline.model.money import Money
from pipeline.model.numbering import numbered
from pipeline.model.percent import Percent
from pipeline.model.positions import Positions
from pipeline.model.reading import words_of
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.paths import find, is_internal, leaves
from pipeline.store import Root, load_contract, load_library, splice
from pipeline.word.words import words

NUMBERS = (Duration, Money, Percent, Decimal, date, int)
FOLLOWING = (
    *("term_start_date", "expiry_date", "annual_charge", "monthly_charge", "initial_term_charges", "forecast_annual_charges"),
    *("milestones_total", "hourly_ceiling", "additional_services_estimate", "contract_value"),
)


@dataclass(frozen=True)
class Drafted:
    terms: Terms
    positions: Positions
    document: Document


def drafted(repository):
    """The contract in its present state; None where its data are not valid."""
    root = Root(repository.folder)
    contract = load_contract(root, "acme-support")
    if contract.terms is None:
        return None
    assembly = assembled(load_library(root).library, parsed, contract.terms, contract.positions, contract.wordings)
    assert assembly.diagnostics == ()
    return Drafted(contract.terms, contract.positions, assembly.document)


def paragraphs(document):
    """Each thing that is printed: its words, and the data paths of the values in it."""
    numbers = numbered(document)
    for node in walk(document):
        content = tuple(inlines(node))
        if content:
            yield words_of(content, "", numbers, document), frozenset(inline.path for inline in content if isinstance(inline, Value))


def others(value):
    """How other values of the same kind are written, the nearest first; the data may not allow each of them."""
    match value:
        case bool():
            return ()
        case Duration():
            unit = {"minute": "min", "hour": "h"}.get(value.unit, value.unit)
            return tuple(f"{count} {unit}" for count in (value.count + 1, value.count - 1, value.count * 2) if count)
        case Money():
            return tuple(f"{value.currency} {value.amount + more}" for more in (1, -1))
        case Percent():
            return tuple(f"{value.value + more} %" for more in (1, -1))
        case date():
            return tuple((value + timedelta(days)).isoformat() for days in (1, -1))
        case int() | Decimal():
            return tuple(str(value + more) for more in (1, 2, -1))
    return ()


def numbers_of(terms):
    """The numbers of the data that may be printed."""
    return [leaf for leaf in leaves(terms) if isinstance(leaf.value, NUMBERS) and others(leaf.value) and not is_internal(leaf.path)]


def changed(repository, before, leaf):
    """The contract with another valid value there; None where no other is valid. The file is as before again."""
    file = repository.path(before.positions.of_value(leaf.path).file)
    place = leaf.place[1:] if "calendars" in file.parts else leaf.place
    text = file.read_text()
    try:
        for value in others(leaf.value):
            file.write_text(splice(text, place, value))
            after = drafted(repository)
            if after is not None:
                return after
    finally:
        file.write_text(text)
    return None


@pytest.fixture
def thorough(repository):
    """The repository with a schedule that prints each number of the data once, and each figure that follows from them."""
    folder = repository.path("clauses/97-schedules/schedule-numbers")
    folder.mkdir()
    (folder / "clause.yaml").write_text("title: Numbers\npurpose: Prints each number.\nowner: legal\npart: schedule\norder: 90\n")
    (folder / "preferred.md").write_text("## Numbers\n\n1. None yet.\n")
    terms = drafted(repository).terms
    paths = [*(leaf.path for leaf in numbers_of(terms)), *(f"derived.{name}" for name in FOLLOWING)]
    (folder / "preferred.md").write_text("## Numbers\n\n" + "".join(f"1. Here {{{{ {path} }}}} stands.\n" for path in paths))
    return repository


def test_each_number_changes_the_places_that_print_it_and_no_other(thorough):
    before = drafted(thorough)
    printed = list(paragraphs(before.document))
    unchangeable = []

    for leaf in numbers_of(before.terms):
        after = changed(thorough, before, leaf)
        if after is None:
            unchangeable.append(leaf.path)
            continue
        now = list(paragraphs(after.document))
        assert [paths for _, paths in now] == [paths for _, paths in printed], leaf.path
        differing = {number for number, (one, other) in enumerate(zip(printed, now, strict=True)) if one != other}
        expected = {
            number
            for number, (_, paths) in enumerate(printed)
            if any(find(before.terms, path) != find(after.terms, path) for path in paths)
        }
        assert differing == expected, leaf.path
        assert {number for number, (_, paths) in enumerate(printed) if leaf.path in paths} <= differing, leaf.path
        assert differing, leaf.path
        typed = {path for number in differing for path in printed[number][1] if not path.startswith("derived.")}
        assert [path for path in typed if find(before.terms, path) != find(after.terms, path)] == [leaf.path]

    assert unchangeable == []


def test_a_value_that_decides_what_is_said_changes_its_own_branches_and_no_other(repository):
    """A paragraph behind a condition is there or not there: it belongs to what prints the condition's value."""
    before = [printed for printed, _ in paragraphs(drafted(repository).document)]
    repository.replace(repository.data("risk"), "confidentiality: {lasts: 3 years}", "confidentiality: {lasts: 2 years}")

    after = [printed for printed, _ in paragraphs(drafted(repository).document)]

    assert [line for line in difflib.ndiff(before, after) if line[0] in "+-"] == [
        "- keep a record for three years; and",
        "+ keep a record for two years; and",
        "- Secrets are kept for 3\u00a0years, which is long.",
        "+ Secrets are kept for 2\u00a0years, which is short.",
    ]


def test_a_paragraph_that_goes_moves_the_numbers_behind_it(repository):
    repository.replace(repository.data("service_levels"), "minimum_sample: 20", "minimum_sample: 10")
    numbers = numbered(drafted(repository).document)

    assert [numbers[name].full for name in ("levels", "levels.shares", "schedule-services", "support.inner")] == [
        *("4", "4.1", "Schedule\u00a01", "3.2(b)(i)")
    ]
    assert not any("are many" in printed for printed, _ in paragraphs(drafted(repository).document))


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("service_levels", "response: 30 min", "response: 31 min", {("30", "31"): 2}),
        (
            "charges",
            "amount: GBP 500.00",
            "amount: GBP 501.00",
            {("£500.00", "£501.00"): 4, ("£6,000.00", "£6,012.00"): 1, ("£6,000.00,", "£6,012.00,"): 1},
        ),
        ("termination", "customer: {allowed: true, notice: 30 days}", "customer: {allowed: true, notice: 31 days}", {("30", "31"): 1}),
        ("risk", "lasts: 3 years", "lasts: 4 years", {("three", "four"): 1, ("3", "4"): 1}),
    ],
)
def test_the_built_document_differs_in_these_words_only(three, name, old, new, expected):
    before = words(three.output(".docx").read_bytes())
    three.replace(three.data(name), old, new)

    said = three.forked("build", "acme-support")

    assert said.code == 0, said
    after = words(three.output(".docx").read_bytes())
    assert len(after) == len(before)
    found = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert {pair: found.count(pair) for pair in found} == expected
