"""Which clause of ours a section of theirs says: headings in other words, bodies without a heading, and what is not ours."""

from __future__ import annotations

import pytest

from pipeline.model.their_paper import Confidence
from pipeline.negotiate.strangers.matching import matched

SECRET = "The receiving party keeps the confidential information of the other party secret and discloses it to nobody but its own staff."


def found(sections, clauses):
    return [(match.section.number, match.clause.id, match.confidence.value) for match in matched(sections, clauses).matches]


@pytest.mark.parametrize(
    ("title", "clause"),
    [
        ("Confidential Information", "confidentiality"),
        ("CONFIDENTIALITY", "confidentiality"),
        ("Limitations of Liability", "liability"),
        ("Terms of Payment", "invoicing"),
        ("Vendor Insurance", "insurance"),
    ],
)
def test_a_heading_is_known_in_any_order_case_and_number(clauses, section, title, clause):
    assert found([section("1", title, "Short words.")], clauses) == [("1", clause, "sure")]


def test_words_for_words_comes_before_the_same_words_in_another_order(clauses, section):
    assert found([section("1", "Change of Control", "Short words.")], clauses) == [("1", "assignment", "sure")]


def test_a_heading_of_two_clauses_says_both(clauses, section):
    assert [id for _, id, _ in found([section("1", "Term and Termination", "")], [*clauses])] == []
    assert found([section("1", "Term and Termination", "Short.")], clauses) == [("1", "term", "sure"), ("1", "termination", "sure")]


def test_a_heading_of_which_a_part_is_unknown_is_only_likely(clauses, section):
    assert found([section("1", "Insurance and Bonfires", "Short.")], clauses) == [("1", "insurance", "likely")]


def test_a_heading_that_the_words_contradict_is_only_likely(clauses, section):
    everything_else = " ".join(words for clause in clauses if clause.id != "insurance" for words in clause.paragraphs)

    assert found([section("1", "Insurance", everything_else)], clauses) == [("1", "insurance", "likely")]


def test_a_body_without_heading_is_known_by_its_words(clauses, section):
    assert found([section("7", "", SECRET)], clauses) == [("7", "confidentiality", "likely")]


def test_a_heading_in_which_a_name_stands_is_likely_where_the_words_agree(clauses, section):
    assert found([section("7", "Handling of Confidential Information by Staff", SECRET)], clauses) == [("7", "confidentiality", "likely")]


def test_what_is_below_a_known_heading_belongs_to_it(clauses, section):
    result = matched([section("7", "Confidentiality", ""), section("7.1", "", "It lasts. " * 12, depth=2)], clauses)

    assert [match.section.number for match in result.matches] == ["7"]
    assert result.rest == ()


def test_a_definition_speaks_of_no_clause(clauses, section):
    defined = "“Confidential Information” means the confidential information that each party keeps secret and discloses to nobody."

    assert found([section("1", "Definitions", ""), section("1.1", "Confidential Information", SECRET, depth=2)], clauses) == [
        ("1", "definitions", "sure")
    ]
    assert found([section("3", "Confidential Information", defined)], clauses) == []
    assert found([section("1", "Definitions", defined)], clauses) == [("1", "definitions", "sure")]


def test_what_is_none_of_ours_is_named(clauses, section):
    strange = section(
        "9", "Batteries", "Used batteries go to the recycling station at the north gate, by lorry and never by hand, on Tuesdays."
    )

    result = matched([strange], clauses)

    assert (result.matches, result.rest) == ((), (strange,))


def test_the_order_of_our_clauses_does_not_matter(clauses, section):
    sections = [section("1", "Term and Termination", "Short."), section("2", "", SECRET), section("3", "Insurance", "Short.")]

    assert sorted(found(sections, clauses)) == sorted(found(sections, clauses[::-1]))


def test_confidence_goes_from_sure_to_possible():
    assert [confidence.value for confidence in Confidence] == ["sure", "likely", "possible"]
