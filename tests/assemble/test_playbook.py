"""Positions: which one a contract has reached, what is below the floor, and what is wrong with a playbook itself."""

from __future__ import annotations

import pytest

from pipeline.assemble import parsed
from pipeline.model.playbook import Deviation
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.wording import ClauseChoice

CAP = "liability.general_cap.percentage"
LADDER = [
    {"id": "preferred", "says": "150 %", "when": f'{CAP} >= "150 %"'},
    {"id": "fallback-1", "says": "125 %", "when": f'{CAP} >= "125 %"', "approvers": ("legal",)},
    {"id": "fallback-2", "says": "100 %", "when": f'{CAP} >= "100 %"', "approvers": ("legal", "coo")},
]


def position_of(assembly):
    [reached] = assembly.reached
    return reached.position


def said(assembly) -> list[str]:
    return [f"{finding.code}: {finding.message}" for finding in assembly.diagnostics]


@pytest.mark.parametrize(
    ("percentage", "expected"),
    [("200 %", "preferred"), ("150 %", "preferred"), ("149 %", "fallback-1"), ("125 %", "fallback-1"), ("124 %", "fallback-2")],
)
def test_the_first_position_that_the_values_meet_is_reached(assemble, clause, terms, vary, percentage, expected):
    given = clause(id="liability", positions=LADDER)
    cap = type(terms.liability.general_cap.percentage).read(percentage)

    assert position_of(assemble(given, terms=vary(terms, CAP, cap))) == expected


def test_a_fallback_says_who_must_approve_it(assemble, clause):
    [reached] = assemble(clause(id="liability", positions=LADDER)).reached

    assert (reached.position, reached.is_fallback, reached.approvers) == ("fallback-1", True, ("legal",))


def test_past_the_last_position_is_a_warning(assemble, clause, terms, vary):
    low = vary(terms, CAP, type(terms.liability.general_cap.percentage).read("90 %"))

    assembly = assemble(clause(id="liability", positions=LADDER), terms=low)

    assert position_of(assembly) is None
    assert said(assembly) == [
        "past-the-last-position: this contract meets no position of `liability`; the last, `fallback-2`, is: 100 %",
    ]


def test_below_the_floor_is_a_warning_and_says_no_more(assemble, clause, terms, vary):
    low = vary(terms, CAP, type(terms.liability.general_cap.percentage).read("90 %"))
    floor = [{"id": "low", "says": "A cap below 100 %.", "when": f'{CAP} < "100 %"'}, {"id": "words", "says": "No cap."}]

    assembly = assemble(clause(id="liability", positions=LADDER, never_accept=floor), terms=low)

    assert said(assembly) == ["below-floor: this is below the floor of `liability`: A cap below 100 %."]


def test_a_position_may_be_a_wording(assemble, clause, terms, vary):
    ladder = [
        {"id": "preferred", "says": "all", "wording": "preferred"},
        {"id": "fallback-1", "says": "list", "wording": "fallback-1", "approvers": ("legal",)},
    ]
    given = clause(id="general", wordings={"fallback-1": "1. Less.\n"}, positions=ladder)
    other = vary(terms, "clauses", ClauseChoice.model_validate({"wording": {"general": "fallback-1"}}))

    assert position_of(assemble(given)) == "preferred"
    assert position_of(assemble(given, terms=other)) == "fallback-1"


@pytest.mark.parametrize(
    "when",
    [
        'service_levels.targets.p9.response <= "15 min"',
        'service_levels.targets.p1.response <= "2 business_days"',
        'charges.indexation.cap <= "5 %"',
    ],
)
def test_what_is_absent_or_has_no_order_is_not_met(assemble, clause, when):
    ladder = [
        {"id": "preferred", "says": "first", "when": when},
        {"id": "fallback-1", "says": "second", "when": "services", "approvers": ("legal",)},
    ]

    assembly = assemble(clause(positions=ladder))

    assert position_of(assembly) == "fallback-1"
    assert said(assembly) == []


def test_a_part_that_is_not_met_leaves_the_other_part_of_an_or(assemble, clause):
    ladder = [{"id": "preferred", "says": "one", "when": 'service_levels.targets.p9.response <= "15 min" or services'}]

    assert position_of(assemble(clause(positions=ladder))) == "preferred"


def test_a_point_still_open_leaves_the_position_open(assemble, clause, terms, vary):
    unsettled = vary(terms, CAP, OpenPoint(CAP, "Cap"))

    assembly = assemble(clause(id="liability", positions=LADDER), terms=unsettled)

    assert [(reached.position, reached.open) for reached in assembly.reached] == [(None, True)]
    assert said(assembly) == []


def test_a_wording_without_a_position_is_pointed_out(clause):
    found = parsed(clause(wordings={"fallback-1": "1. Less.\n"})).diagnostics

    assert [(finding.code, finding.span.file) for finding in found] == [("wording-without-position", "general/fallback-1.md")]


def test_a_position_whose_wording_is_not_there_is_an_error(clause):
    ladder = [{"id": "preferred", "says": "all", "wording": "preffered"}]

    [found] = parsed(clause(positions=ladder)).diagnostics

    assert (found.code, found.hint) == ("unknown-wording", "did you mean `preferred`?")


def test_conditions_of_positions_and_floors_are_checked_without_data(clause):
    ladder = [{"id": "preferred", "says": "all", "when": "liability.generl_cap"}]
    floor = [{"id": "low", "says": "low", "when": "liability.general_cap.percentage + 1"}]

    found = parsed(clause(positions=ladder, never_accept=floor)).diagnostics

    assert [finding.code for finding in found] == ["unknown-variable", "arithmetic"]


def test_deviations_are_other_wordings_special_terms_and_clauses_left_out(assemble, clause, terms, vary):
    choice = {
        "wording": {"general": "fallback-1"},
        "leave_out": ("publicity",),
        "special_terms": ({"id": "gone", "op": "delete", "target": "general.answer", "reason": "Not needed."},),
    }
    given = clause("1. Words.\n", wordings={"fallback-1": "1. Less. {#general.answer}\n1. More.\n"})

    assembly = assemble(given, clause(id="publicity"), terms=vary(terms, "clauses", ClauseChoice.model_validate(choice)))

    assert assembly.deviations == (
        Deviation("general", "says `fallback-1`"),
        Deviation("general.answer", "is deleted", "Not needed."),
        Deviation("publicity", "is left out"),
    )
