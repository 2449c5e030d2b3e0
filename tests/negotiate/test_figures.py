"""What a round does to money and dates; the expected figures are computed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import store
from pipeline.model.money import Money
from pipeline.model.proposal import Answer, Decision, ProposalKind
from pipeline.model.terms.changed import with_values
from pipeline.model.terms.meta import Need
from pipeline.negotiate import effects_of
from pipeline.store.root import Root

BASE = Path(__file__).parents[1] / "cases" / "base"


@pytest.fixture(scope="module")
def acme():
    """The small contract of the tests: its terms, and our house."""
    loaded = store.load_contract(Root(BASE), "acme-support")
    assert loaded.terms is not None
    assert loaded.house is not None
    return loaded


@pytest.fixture
def value(proposed):
    def make(path: str, new: str, id: str = "2.1", **fields):
        return proposed(id, "ours", "theirs", ProposalKind.VALUE, path=path, old="old", new=new, **fields)

    return make


def row(effects, what):
    return next(figure for figure in effects.figures if figure.what == what)


def states(effects, what):
    found = row(effects, what)
    return found.sent, found.decided, found.accepted


def test_a_dearer_charge_raises_cost_value_and_cap(acme, value):
    effects = effects_of(acme.terms, [value("charges.fixed.base.amount", "GBP 800.00")], acme.house)

    assert states(effects, "Charges of a year") == ("GBP 6,000.00", "GBP 6,000.00", "GBP 9,600.00")
    assert states(effects, "General liability cap") == ("GBP 7,500.00", "GBP 7,500.00", "GBP 12,000.00")
    assert states(effects, "Enhanced liability cap") == ("none", "none", "none")


def test_a_counter_counts_as_decided_and_a_refusal_changes_nothing(acme, value):
    counter = value("term.initial_term", "36 months", decision=Decision(Answer.COUNTER, "Ann", counter="24 months"))
    refusal = value("liability.general_cap.percentage", "100 %", "2.2", decision=Decision(Answer.REFUSE, "Ann"))

    effects = effects_of(acme.terms, [counter, refusal], acme.house)

    assert states(effects, "End of the Initial Term") == ("31 March 2027", "31 March 2028", "31 March 2029")
    assert states(effects, "General liability cap") == ("GBP 7,500.00", "GBP 7,500.00", "GBP 6,000.00")


def test_a_cost_above_the_budget_is_remarked_where_it_is_so(acme, value):
    asked = {"id": "ann", "name": "Ann", "role": "Owner", "asked_on": "2026-01-05", "input": "Help."}
    told = dict.fromkeys(("description", "current_infrastructure", "current_software", "future_needs"), "Some.")
    need = Need.model_validate({**told, "stakeholders_asked": [asked], "budget_per_year": "GBP 7000.00"})
    terms = acme.terms.model_copy(update={"need": need})
    dearer = [value("charges.fixed.base.amount", "GBP 800.00")]

    assert row(effects_of(terms, dearer, acme.house), "Charges of a year").remark == "If all is accepted: GBP 2,600.00 above the budget"


def test_the_round_that_goes_beyond_an_authority_names_the_limit_and_who_is_left(acme, value):
    low = acme.house.authority_limits[0].model_copy(update={"id": "legal", "role": "legal", "contract_value": Money.read("GBP 10000.00")})
    house = acme.house.model_copy(update={"authority_limits": (acme.house.authority_limits[0], low)})

    longer = effects_of(acme.terms, [value("term.initial_term", "36 months")], house)

    found = row(longer, "Who may commit the house to it")
    assert (found.sent, found.accepted) == ("Legal", "Chief Operating Officer")
    assert found.remark == "If all is accepted: beyond the limit of Legal (GBP 10,000.00, 60 months)"


def test_a_term_beyond_all_limits_leaves_nobody(acme, value):
    effects = effects_of(acme.terms, [value("term.initial_term", "61 months")], acme.house)

    assert states(effects, "Who may commit the house to it")[2] == "nobody in the house"


def test_limits_in_another_currency_say_nothing(acme, value):
    limit = acme.house.authority_limits[0].model_copy(update={"contract_value": Money.read("EUR 1000000.00")})
    house = acme.house.model_copy(update={"authority_limits": (limit,)})

    assert row(effects_of(acme.terms, [], house), "Who may commit the house to it").remark == "our house has no limit in GBP"


def test_a_limit_in_another_currency_is_not_named_among_those_that_are_exceeded(acme, value):
    [limit, *_] = acme.house.authority_limits
    other = limit.model_copy(update={"id": "euro", "contract_value": Money.read("EUR 1.00")})
    house = acme.house.model_copy(update={"authority_limits": (limit, other)})

    assert row(effects_of(acme.terms, [], house), "Who may commit the house to it").remark == ""


def test_a_value_that_the_data_does_not_take_is_named_with_the_reason(acme, value):
    effects = effects_of(acme.terms, [value("term.initial_term", "soon"), value("nowhere.at_all", "1", "2.2")], acme.house)

    assert [id for id, _ in effects.refused] == ["2.1", "2.2"]
    assert "`soon` is not a duration" in effects.refused[0][1]
    assert states(effects, "End of the Initial Term")[2] == "31 March 2027"


def test_words_have_no_figure_and_are_named(acme, proposed, value):
    effects = effects_of(acme.terms, [proposed("2.1", "a", "b"), value("confidentiality.lasts", "1 year", "2.2")], acme.house)

    assert effects.beside == ("2.1",)
    assert not any(figure.changes for figure in effects.figures)


def test_values_that_hold_only_together_are_taken_together(acme):
    together = {"charges.currency": "EUR", "charges.fixed.base.amount": "EUR 500.00"}

    changed = with_values(acme.terms, together)

    assert changed.refused == {}
    assert str(changed.terms.derived.annual_charge) == "EUR 6000.00"
    assert all(with_values(acme.terms, {path: value}).refused for path, value in together.items())


def test_an_item_of_a_list_is_found_by_its_id(acme):
    changed = with_values(acme.terms, {"dispute.steps.executives.within": "30 days"})

    assert [str(step.within) for step in changed.terms.dispute.steps] == ["10 days", "30 days"]


def test_words_that_we_offer_where_theirs_say_no_value_are_no_value_either(acme, proposed):
    ours = Decision(Answer.COUNTER, "Ann", counter="after a talk between the parties")
    unclear = proposed(
        "2.1", "30 days", "soon", ProposalKind.WORDING, path="termination.convenience.customer.notice", old="30 days", decision=ours
    )

    assert effects_of(acme.terms, [unclear], acme.house).refused == ()
