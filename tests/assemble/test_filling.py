"""Clauses filled with terms."""

from __future__ import annotations

import pytest

from pipeline.model.document import PartKind
from pipeline.model.duration import Duration
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.service_levels import PriorityMatrix


def body(tree, assembly) -> str:
    lines = tree(assembly.document).splitlines()
    return "\n".join(line.strip() for line in lines[3:])


def test_a_value_knows_its_path_with_ids(assemble, tree):
    assembly = assemble("1. {{ service_levels.targets.p1.response }} and {{ derived.expiry_date }}.\n")

    assert assembly.diagnostics == ()
    assert "[service_levels.targets.p1.response = 30~minutes] and [derived.expiry_date = 31~March 2027]." in tree(assembly.document)


def test_points_that_stand_together_are_one_list(assemble, tree):
    text = (
        "1. A.\n"
        '{% if term.renewal.mode == "none" %}\n'
        "1. B.\n"
        "{% else %}\n"
        "1. C.\n"
        "{% endif %}\n"
        "1. D:\n"
        "   1. below;\n"
        "   - and a bullet.\n"
        "\n"
        "Text.\n"
        "\n"
        "1. E.\n"
    )

    lines = body(tree, assemble(text)).splitlines()

    assert lines == [
        *("list", "item", "general/1 A.", "item", "general/2 B.", "item", "general/4 D:"),
        *("list", "item", "general/5 below;", "bullets", "item", "general/6 and a bullet."),
        *("general/7 Text.", "list", "item", "general/8 E."),
    ]


def test_a_table_has_one_row_for_each_item_that_is_asked_for(assemble, tree):
    text = (
        '::: table service_levels.targets where row.response < "1 h" {#general.levels}\n'
        "| Priority | Response |\n"
        "| - | -: |\n"
        "| {{ row.id | upper }} | {{ row.response }} |\n"
        ":::\n"
    )

    lines = body(tree, assemble(text)).splitlines()

    assert lines == [
        "table #general.levels left right",
        *("row", "cell", "general.levels/header/1 Priority", "cell", "general.levels/header/2 Response"),
        *("row", "cell", "general.levels/p1/1 [service_levels.targets.p1.id = P1]"),
        *("cell", "general.levels/p1/2 [service_levels.targets.p1.response = 30~minutes]"),
    ]


def test_a_list_of_plain_words_is_repeated_by_ordinal(assemble, tree):
    lines = body(tree, assemble("::: list parties.customer.address or\n{{ item }}\n:::\n")).splitlines()

    assert lines == [
        "list",
        *("item", "general/1/0 [parties.customer.address.0 = 1 Mill Lane];"),
        *("item", "general/1/1 [parties.customer.address.1 = York]; or"),
        *("item", "general/1/2 [parties.customer.address.2 = YO1~1AA]."),
    ]


def test_a_list_stands_under_the_point_it_belongs_to(assemble, tree):
    lines = body(tree, assemble("1. These:\n   ::: list services and\n   {{ item.name }}\n   :::\n")).splitlines()

    assert lines == ["list", "item", "general/1 These:", "list", "item", "general/2/help_desk [services.help_desk.name = Help desk]."]


def test_an_item_is_found_by_a_name_in_the_data(assemble, tree):
    text = "::: table escalation.levels\n| A |\n| - |\n| {{ contacts[row.role_provider].name }} |\n:::\n"

    assert "[contacts.desk.name = Bolt Service Desk]" in tree(assemble(text).document)


def test_a_matrix_prints_rows_columns_and_cells(assemble, tree, terms, vary):
    matrix = PriorityMatrix.model_validate(
        {
            "impacts": [{"id": "high", "name": "everybody", "text": "everybody"}, {"id": "low", "name": "one", "text": "one user"}],
            "urgencies": [{"id": "now", "name": "now", "text": "now"}, {"id": "later", "name": "later", "text": "later"}],
            "cells": {"high": {"now": "p1", "later": "p2"}, "low": {"now": "p2", "later": "p2"}},
            "reclassification": {"decides": "customer_initially", "dispute": "manager"},
        }
    )
    text = "::: matrix priority_matrix.impacts priority_matrix.urgencies priority_matrix.cells {#general.matrix}\nImpact\n:::\n"

    assembly = assemble(text, terms=vary(terms, "priority_matrix", matrix))

    lines = [line for line in body(tree, assembly).splitlines() if line not in ("row", "cell")]
    assert assembly.diagnostics == ()
    assert lines == [
        "table #general.matrix left centre centre",
        "general.matrix/header/0 Impact",
        "general.matrix/header/now [priority_matrix.urgencies.now.name = now]",
        "general.matrix/header/later [priority_matrix.urgencies.later.name = later]",
        "general.matrix/high/0 [priority_matrix.impacts.high.name = everybody]",
        "general.matrix/high/now [priority_matrix.cells.high.now = P1]",
        "general.matrix/high/later [priority_matrix.cells.high.later = P2]",
        "general.matrix/low/0 [priority_matrix.impacts.low.name = one]",
        "general.matrix/low/now [priority_matrix.cells.low.now = P2]",
        "general.matrix/low/later [priority_matrix.cells.low.later = P2]",
    ]


def test_pairs_are_a_table_without_header(assemble, clause, tree):
    text = (
        "::: pairs\n"
        "Term :: {{ term.initial_term }}\n"
        "and no longer\n"
        "{% if term.renewal.period %}\n"
        "Renewal :: {{ term.renewal.period }}\n"
        "{% else %}\n"
        "Renewal :: none\n"
        "{% endif %}\n"
        ":::\n"
    )

    assembly = assemble(clause(text, id="cover", part=PartKind.COVER))

    lines = [line.strip() for line in tree(assembly.document).splitlines()[2:]]
    assert assembly.diagnostics == ()
    assert [line for line in lines if line not in ("row", "cell")] == [
        "table cover/1 left left",
        *("cover/1/1/1 Term", "cover/1/1/2 [term.initial_term = 12~months] and no longer"),
        *("cover/1/2/1 Renewal", "cover/1/2/2 none"),
    ]


def test_what_follows_a_heading_stands_under_it(assemble, clause, tree):
    text = "Before.\n\n## First {#schedule-x.first}\n\n1. One.\n{% if services %}\n\n## Second\n\nTwo.\n{% endif %}\n"

    lines = [line.strip() for line in tree(assemble(clause(text, id="schedule-x", part=PartKind.SCHEDULE)).document).splitlines()[2:]]

    assert lines == [
        "schedule-x/1 Before.",
        *("clause schedule-x.first First", "list", "item", "schedule-x/3 One."),
        *("clause schedule-x/4 Second", "schedule-x/5 Two."),
    ]


def test_a_reference_to_a_table_leads_to_the_clause_around_it(assemble, tree):
    text = (
        "1. See [](#general.prices) and [](#general.note).\n"
        "2. Prices: {#general.money}\n"
        "\n"
        "   ::: table {#general.prices}\n"
        "   | A |\n"
        "   | - |\n"
        "   | b |\n"
        "   :::\n"
        "\n"
        "A note. {#general.note}\n"
    )

    assert "See [see general.money] and [see general]." in tree(assemble(text).document)


DATA = 'R&D <b> {{ 7*7 }} {% if x %} *stars* **b** | "quotes" \'x\' [](#a) {#b} ""T"" <!-- n --> 1. x\nnext Ω ż ` \\ --'


def test_data_cannot_inject_markup(assemble, tree, terms, vary):
    text = "1. Name: {{ meta.title }}.\n\n::: table\n| A | **{{ meta.title }}** |\n| - | - |\n| {{ meta.title }} | b |\n:::\n"

    assembly = assemble(text, terms=vary(terms, "meta.title", DATA))

    assert assembly.diagnostics == ()
    assert tree(assembly.document).count(f"[meta.title = {DATA}]") == 3


def test_words_of_500_characters_print_as_themselves(assemble, tree, terms, vary):
    assert "x" * 500 in tree(assemble("1. {{ meta.title }}.\n", terms=vary(terms, "meta.title", "x" * 500)).document)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("term.renewal", True),
        ("term.renewal.period", False),
        ("not term.renewal.period", True),
        ('term.renewal.mode == "none"', True),
        ('term.renewal.mode != "none"', False),
        ('term.initial_term == "1 year"', True),
        ('term.initial_term <= "12 months" and term.initial_term > "P6M"', True),
        ('"6 months" < term.initial_term < "2 years"', True),
        ('term.effective_date >= "2026-04-01"', True),
        ('charges.invoicing.late_interest.rate > "3.5 %"', True),
        ('charges.fixed.base.amount < "GBP 500.01"', True),
        ("charges.fixed.base.quantity == 1", True),
        ("charges.invoicing.set_off", True),
        ("charges.invoicing.set_off == false", False),
        ('"help_desk" in services', True),
        ('"network" in services', False),
        ('"network" not in services', True),
        ('"incident" in ticket_types', True),
        ("request_catalogue", False),
        ("request_catalogue or services", True),
        ("term.effective_date == term.service_start_date", True),
        ("charges.per_project", False),
    ],
)
def test_conditions_are_decided_on_the_data(assemble, tree, condition, holds):
    assembly = assemble(f"1. A.\n{{% if {condition} %}}\n1. Yes.\n{{% else %}}\n1. No.\n{{% endif %}}\n")

    assert assembly.diagnostics == ()
    assert ("Yes." in tree(assembly.document)) is holds
    assert ("No." in tree(assembly.document)) is not holds


def test_an_open_point_is_printed_as_such(assemble, tree, terms, vary):
    changed = vary(terms, "service_levels.targets.p1.response", OpenPoint("service_levels.targets.p1.response", "Response Time"))
    text = (
        "1. {{ service_levels.targets.p1.response | duration }}.\n"
        "{% if service_levels.targets.p1.response %}\n"
        "1. Yes.\n"
        "{% endif %}\n"
        "::: table service_levels.targets\n"
        "| A |\n"
        "| - |\n"
        "| {{ row.response }} |\n"
        ":::\n"
    )

    assembly = assemble(text, terms=changed)

    assert assembly.diagnostics == ()
    assert tree(assembly.document).count("[service_levels.targets.p1.response open: Response Time]") == 2
    assert "Yes." in tree(assembly.document)


def test_a_condition_cannot_rest_on_an_open_point(assemble, terms, vary, faults):
    changed = vary(terms, "term.initial_term", OpenPoint("term.initial_term", "the Initial Term"))

    assembly = assemble('1. A.\n{% if term.initial_term > "1 month" %}\n1. B.\n{% endif %}\n', terms=changed)

    assert faults(assembly.diagnostics) == ["2:7 open-decision"]


def test_an_open_list_is_an_open_row(assemble, tree, terms, vary):
    changed = vary(terms, "services", OpenPoint("services", "the services"))

    assembly = assemble(
        (
            "::: table services\n"
            "| A | B |\n"
            "| - | - |\n"
            "| {{ row.name }} | x |\n"
            ":::\n"
            "1. These:\n"
            "   ::: list services and\n"
            "   {{ item.name }}\n"
            "   :::\n"
        ),
        terms=changed,
    )

    assert assembly.diagnostics == ()
    assert tree(assembly.document).count("[services open: the services]") == 2


def test_absent_values_are_faults_and_never_blanks(assemble, faults):
    assembly = assemble("1. {{ term.renewal.period }} and {{ parties.customer.vat_number | upper }}.\n")

    assert faults(assembly.diagnostics) == ["1:7 absent-value", "1:37 absent-value"]


def test_an_id_that_names_nothing_is_a_fault(assemble, faults, terms, vary):
    assembly = assemble(
        "::: table escalation.levels\n| A |\n| - |\n| {{ contacts[row.role_provider].name }} |\n:::\n",
        terms=vary(terms, "escalation.levels.l1.role_provider", "nobody"),
    )

    assert faults(assembly.diagnostics) == ["4:6 unknown-variable"]


def test_durations_without_order_are_a_fault(assemble, faults):
    text = '::: table service_levels.targets where row.resolution < "1 business_day"\n| A |\n| - |\n| x |\n:::\n'

    assert faults(assemble(text).diagnostics) == ["1:40 unlike-types"]


def test_an_empty_table_inside_a_condition_prints_nothing(assemble, tree):
    assembly = assemble(
        "1. A:\n"
        "   {% if services %}\n"
        "\n"
        "   ::: table services where not row.in_scope\n"
        "   | A |\n"
        "   | - |\n"
        "   | {{ row.name }} |\n"
        "   :::\n"
        "   {% endif %}\n"
    )

    assert assembly.diagnostics == ()
    assert "table" not in body(tree, assembly)


def test_changing_one_value_changes_exactly_the_places_that_print_it(assemble, tree, terms, vary):
    text = (
        "1. {{ service_levels.targets.p1.response }} or {{ service_levels.targets.p2.response }}.\n"
        "2. {{ service_levels.targets.p1.response }}.\n"
        "3. Other.\n"
    )

    before = tree(assemble(text).document).splitlines()
    after = tree(assemble(text, terms=vary(terms, "service_levels.targets.p1.response", Duration.read("45 min"))).document).splitlines()

    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 2
    assert all(new == old.replace("30~minutes", "45~minutes") for old, new in changed)
