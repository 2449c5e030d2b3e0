"""Values read out of strangers' sentences: the field, the value as our data writes it, their words and the place."""

from __future__ import annotations

import pytest

from pipeline.model.terms.paths import field_at
from pipeline.model.their_paper import Confidence, Match, OurClause
from pipeline.negotiate.strangers.quantities import day_in, money_in, percent_in, period_in
from pipeline.negotiate.strangers.value_rules import RULES
from pipeline.negotiate.strangers.values import values_in


def read(section, words, clause="", confidence=Confidence.SURE):
    found = section("5", "Heading", words)
    matches = [Match(found, OurClause(clause, (clause,), "", (), mandatory=True), confidence, "")] if clause else []
    return [(each.path, each.value, each.confidence.value) for each in values_in([found], matches)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.path} near {rule.near[0]}")
def test_each_rule_fills_a_field_of_the_data(rule):
    for side in ("customer", "provider"):
        assert field_at(rule.path.replace("{side}", side))


@pytest.mark.parametrize(
    ("clause", "words", "expected"),
    [
        ("invoicing", "Client shall pay each invoice within sixty (60) days after receipt.", ("charges.invoicing.due", "60 days")),
        ("term", "The initial term of this document is three years.", ("term.initial_term", "3 years")),
        ("term", "It renews for successive periods of one (1) year each.", ("term.renewal.period", "1 year")),
        (
            "termination",
            "A party in breach has thirty days; unless it is cured within 30 days of notice, it ends.",
            ("termination.reasons.material_breach.cure", "30 days"),
        ),
        ("confidentiality", "These duties last for five (5) years after disclosure.", ("confidentiality.lasts", "5 years")),
        (
            "liability",
            "Its liability shall not exceed the fees paid during the prior 12 months.",
            ("liability.general_cap.period", "12 months"),
        ),
        ("liability", "Its liability is limited to 150% of the fees.", ("liability.general_cap.percentage", "150 %")),
        ("insurance", "It holds cover of at least $1,000,000 each occurrence.", ("insurance.*.minimum", "USD 1000000.00")),
        ("data-protection", "It notifies each breach within 72 hours.", ("data_protection.breach_notice", "72 h")),
        ("charges", "The fee is £4,500 per month.", ("charges.fixed.*.amount", "GBP 4500.00")),
        ("charges", "Support is charged at $55 CAD per hour.", ("rate_card.*.rate", "CAD 55.00")),
        ("audit", "It may audit on ten (10) business days notice.", ("governance.audit.notice", "10 business_days")),
        ("service-levels", "For Severity 1 it responds within 15 minutes.", ("service_levels.targets.p1.response", "15 min")),
        ("availability", "It keeps an uptime of 99.9%.", ("service_levels.availability.*.target", "99.9 %")),
    ],
)
def test_a_value_is_read_with_its_path(section, clause, words, expected):
    assert (*expected, "likely") in read(section, words, clause)


def test_a_right_of_both_parties_fills_both_fields(section):
    words = "Either party may terminate for convenience upon ninety (90) days notice."

    assert read(section, words, "termination") == [
        ("termination.convenience.customer.notice", "90 days", "likely"),
        ("termination.convenience.provider.notice", "90 days", "likely"),
    ]


def test_a_right_of_one_party_fills_its_field_alone(section):
    words = "Vendor may terminate without cause on 30 days notice."

    assert read(section, words, "termination") == [("termination.convenience.provider.notice", "30 days", "likely")]


def test_where_nobody_can_tell_whose_right_it_is_both_are_only_possible(section):
    words = "Acme may terminate without cause on 30 days notice."

    assert {confidence for _, _, confidence in read(section, words, "termination")} == {"possible"}


def test_outside_of_its_clause_a_value_is_possible_or_not_read(section):
    assert read(section, "The fee is £4,500 per month.") == [("charges.fixed.*.amount", "GBP 4500.00", "possible")]
    assert read(section, "These duties last for five (5) years after disclosure.") == []


def test_a_clause_that_is_only_possible_makes_its_values_so(section):
    words = "These duties last for five (5) years after disclosure."

    assert read(section, words, "confidentiality", Confidence.POSSIBLE) == [("confidentiality.lasts", "5 years", "possible")]


def test_what_the_field_could_not_hold_is_not_read(section):
    assert read(section, "The term of this trial is 30 days.", "term") == []


def test_the_place_is_that_of_their_words(section):
    words = "It is so. Client shall pay each invoice within sixty (60) days."
    found = section("5", "Payment", words)
    match = Match(found, OurClause("invoicing", ("invoicing",), "", (), mandatory=True), Confidence.SURE, "")

    (value,) = values_in([found], [match])

    start = value.start - found.start
    assert words[start : start + len(value.words)] == value.words == "sixty (60) days"


@pytest.mark.parametrize(
    ("reader", "words", "value"),
    [
        (period_in, "sixty (60) days", "60 days"),
        (period_in, "twenty-four months", "24 months"),
        (period_in, "one year", "1 year"),
        (period_in, "4 hours", "4 h"),
        (period_in, "two (2) business days", "2 business_days"),
        (period_in, "some days", None),
        (percent_in, "ten percent (10%)", "10 %"),
        (percent_in, "99.95 per cent", "99.95 %"),
        (money_in, "US$24,502", "USD 24502.00"),
        (money_in, "€ 1,000.50", "EUR 1000.50"),
        (money_in, "ten pounds", None),
        (day_in, "April 4, 2005", "2005-04-04"),
        (day_in, "1st of May 2026", "2026-05-01"),
        (day_in, "May 2026", None),
    ],
)
def test_quantities_are_written_as_our_data_writes_them(reader, words, value):
    assert reader(words) == value
