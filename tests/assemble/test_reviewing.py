"""The library without data: names where values will stand, and each condition in words."""

from __future__ import annotations

import pytest

from pipeline.assemble import parsed, parsed_law, reviewed
from pipeline.assemble.explaining import Explainer, written
from pipeline.assemble.expressions import Read, read_expression
from pipeline.assemble.pattern import Condition
from pipeline.model.diagnostic import Span
from pipeline.model.document import PartKind
from pipeline.model.law import Law
from pipeline.model.library import LawSource, Library, SourceText
from pipeline.model.review import (
    Case,
    Choice,
    Heading,
    Matrix,
    NamedField,
    Pair,
    Paragraph,
    Points,
    Review,
    Signatures,
    Table,
    all_words,
    shown,
)


def review_of(*clauses, laws=None) -> Review:
    return reviewed(Library(clauses, laws or {}), parsed, parsed_law)


def blocks_of(clause):
    return review_of(clause).topics[0].clauses[0].wordings[0].blocks


def lines(blocks, depth=0):
    """The blocks as indented lines: the label and the words, and each condition."""
    for block in blocks:
        match block:
            case Choice(cases=cases):
                for case in cases:
                    yield f"{'  ' * depth}{case.condition.source if case.condition else 'otherwise'}:"
                    yield from lines(case.blocks, depth + 1)
            case Paragraph() | Points():
                yield f"{'  ' * depth}{block.label} {shown(block.words.content)}".rstrip()
            case _:
                yield from ("  " * depth + shown(words.content) for words in all_words((block,)))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ('term.renewal.mode == "auto"', "term, renewal \u2013 whether and how the agreement renews: \u201cauto\u201d"),
        ('term.renewal.mode != "by_agreement"', "term, renewal \u2013 whether and how the agreement renews: not \u201cby agreement\u201d"),
        ("not term.renewal.mode == 'auto'", "term, renewal \u2013 whether and how the agreement renews: not \u201cauto\u201d"),
        ("data_protection.personal_data", "data protection \u2013 whether the Provider processes personal data for the Customer: yes"),
        ("not data_protection.personal_data", "data protection \u2013 whether the Provider processes personal data for the Customer: no"),
        (
            "data_protection.personal_data == false",
            "data protection \u2013 whether the Provider processes personal data for the Customer: no",
        ),
        ("transition", "transition \u2013 taking over the services: given"),
        ("not transition", "transition \u2013 taking over the services: not given"),
        ("insurance", "insurance \u2013 the insurances that the Provider holds: at least one"),
        ("not insurance", "insurance \u2013 the insurances that the Provider holds: none"),
        ('"fraud" in liability.uncapped', "liability \u2013 liability that is not limited: includes \u201cfraud\u201d"),
        ('term.initial_term >= "2 years"', "term \u2013 the length of the Initial Term, in months or years: at least 2\u00a0years"),
        ('"2 years" >= term.initial_term', "term \u2013 the length of the Initial Term, in months or years: at most 2\u00a0years"),
        (
            'not term.initial_term >= "2 years"',
            "term \u2013 the length of the Initial Term, in months or years: less than 2\u00a0years",
        ),
        (
            "transition and (insurance or open)",
            "transition \u2013 taking over the services: given; and (insurance \u2013 the insurances that the Provider holds: at least "
            "one; or open \u2013 the points that a preliminary draft leaves open: at least one)",
        ),
        (
            "transition and insurance and open",
            "transition \u2013 taking over the services: given; and insurance \u2013 the insurances that the Provider holds: at least one; "
            "and open \u2013 the points that a preliminary draft leaves open: at least one",
        ),
        (
            "not (transition and insurance)",
            "transition \u2013 taking over the services: not given; or insurance \u2013 the insurances that the Provider holds: none",
        ),
        (
            "term.service_start_date > term.effective_date",
            "term \u2013 the day from which the services are provided; not before the Effective Date: "
            "more than [term \u2013 the day from which the agreement binds]",
        ),
    ],
)
def test_a_condition_is_told_in_the_words_of_the_data_model(condition, words):
    read = read_expression(condition, "condition")
    assert isinstance(read, Read)

    told = Explainer().condition(Condition(read.expression, Span("")))

    assert told.words == words
    again = read_expression(told.source, "condition")
    assert isinstance(again, Read)
    assert written(again.expression) == told.source


def test_each_case_counts_on_from_what_stands_before_it_and_what_follows_from_the_longest(clause):
    blocks = blocks_of(
        clause(
            id="term",
            text="1. One.\n{% if insurance %}\n1. Two.\n1. Three.\n{% else %}\n1. Or two.\n{% endif %}\n1. Four:\n   1. a;\n"
            "   {% if open %}\n   1. b;\n      - point\n   {% endif %}\n   1. c.\n\n   Still four.\n",
        )
    )

    assert list(lines(blocks)) == [
        "1. One.",
        "insurance:",
        "  2. Two.",
        "  3. Three.",
        "otherwise:",
        "  2. Or two.",
        "4. Four:",
        "(a) a;",
        "open:",
        "  (b) b;",
        "  \u2022 point",
        "(c) c.",
        " Still four.",
    ]


def test_a_hole_becomes_a_field_that_the_data_model_explains(clause):
    found = review_of(
        clause(
            id="term",
            text="1. It lasts {{ term.initial_term | words }}.\n"
            "1. **The {{ contacts[priority_matrix.reclassification.dispute].role }}** decides.\n",
        )
    )

    first, second = found.topics[0].clauses[0].fields
    assert first == NamedField("term.initial_term", ("words",), "The length of the Initial Term, in months or years", first.value)
    assert second.path == "contacts[priority_matrix.reclassification.dispute].role"
    assert second.description
    assert "{{ term.initial_term | words }}" in next(lines(found.topics[0].clauses[0].wordings[0].blocks))


def test_what_is_repeated_names_its_list_and_its_fields_by_the_item(clause):
    table, points = blocks_of(
        clause(
            id="rates",
            text="::: table rate_card where row.unit == 'hour'\n| Rate | Price |\n| --- | ---: |\n"
            "| {{ row.role }} | {{ row.rate }} |\n:::\n\n::: list insurance and\n{{ item.kind }}\n:::\n",
        )
    )

    assert isinstance(table, Table)
    assert (table.repetition.path, table.repetition.description) == ("rate_card", "The rates")
    assert table.repetition.where.source == 'row.unit == "hour"'
    assert [field.path for cell in table.rows[0] for field in cell.content] == ["row.role", "row.rate"]
    assert all(field.description for cell in table.rows[0] for field in cell.content)
    assert isinstance(points, Points)
    assert (points.repetition.path, points.conjunction, shown(points.words.content)) == ("insurance", "and", "{{ item.kind }}")


def test_a_matrix_pairs_and_the_signatures_have_their_place(clause):
    matrix, pair, choice, signatures = blocks_of(
        clause(
            id="cover",
            text="::: matrix priority_matrix.impacts priority_matrix.urgencies priority_matrix.cells\nImpact\n:::\n\n"
            "::: pairs\nTerm :: {{ term.initial_term }}\n{% if open %}\nOpen :: Yes.\n{% endif %}\n:::\n\n::: signatures\n:::\n",
            part=PartKind.SIGNATURES,
        )
    )

    assert isinstance(matrix, Matrix)
    assert (matrix.rows.path, matrix.columns.path) == ("priority_matrix.impacts", "priority_matrix.urgencies")
    assert isinstance(pair, Pair)
    assert isinstance(choice, Choice)
    assert isinstance(choice.cases[0], Case)
    assert isinstance(signatures, Signatures)


def test_a_reference_bears_the_title_of_the_clause_that_it_leads_to(clause):
    found = review_of(
        clause(id="credits", text="1. See [](#prices.sum), [](#schedule-prices) and [](#nothing).\n", title="Service Credits"),
        clause(id="prices", text="1. This is the sum. {#prices.sum}\n", title="Prices"),
        clause(id="schedule-prices", text="## First\n\n1. One.\n", title="Prices", part=PartKind.SCHEDULE),
    )

    assert next(lines(found.topics[0].clauses[0].wordings[0].blocks)) == (
        "1. See [Prices: prices.sum], [Prices (Schedule): schedule-prices] and [nothing]."
    )
    assert isinstance(found.topics[0].clauses[2].wordings[0].blocks[0], Heading)


def test_each_paragraph_and_cell_of_the_library_has_an_anchor_of_its_own(clause):
    text = "{% if open %}\n1. One. {#a.x}\n{% else %}\n1. Two. {#a.x}\n{% endif %}\n::: table\n| A | B |\n| --- | --- |\n| c | d |\n:::\n"
    found = review_of(clause(id="a", text=text, wordings={"fallback-1": text}))

    wordings = found.topics[0].clauses[0].wordings
    anchors = [words.anchor for wording in wordings for words in all_words(wording.blocks)]
    assert anchors[:2] == ["a/preferred/a.x", "a/preferred/a.x~2"]
    assert len(anchors) == len(set(anchors)) == 12


def test_positions_and_floors_bring_their_conditions_in_words(clause):
    playbook = {
        "positions": [
            {"id": "preferred", "says": "Two years.", "when": 'term.initial_term <= "2 years"'},
            {"id": "fallback-1", "says": "Longer.", "wording": "fallback-1", "approvers": ["head_of_legal"]},
        ],
        "never_accept": [{"id": "endless", "says": "No end."}],
    }

    found = (
        review_of(clause(id="term", text="1. One.\n", wordings={"fallback-1": "1. Two.\n"}, **playbook, when="insurance"))
        .topics[0]
        .clauses[0]
    )

    assert found.when.source == "insurance"
    assert [reviewed.when and reviewed.when.source for reviewed in found.positions] == ['term.initial_term <= "2 years"', None]
    assert [(reviewed.floor.id, reviewed.when) for reviewed in found.floors] == [("endless", None)]
    assert [wording.name for wording in found.wordings] == ["preferred", "fallback-1"]


def test_what_a_law_changes_stands_with_the_law_and_with_the_clause(clause):
    entry = {"id": "end", "topic": "The end", "says": "It ends.", "sources": ["Act"], "checked_on": "2026-01-05", "checked_by": "nobody"}
    changes = [
        {"op": "replace", "target": "term.end", "text": "ends", "when": "insurance"},
        {"op": "insert_after", "target": "other", "text": "ends"},
        {"op": "delete", "target": "other"},
    ]
    words = {"clause_word": "clause", "paragraph_word": "paragraph", "schedule_word": "Annex", "draft_legend": "Draft", "language": "en-GB"}
    about = {"name": "Utopia", "checked_on": "2026-01-05", "checked_by": "nobody", "entries": [{**entry, "changes": changes}], **words}
    law = LawSource("utopia", Law.model_validate(about), {"ends": SourceText("law/ends.md", "1. It ends. {#ends.so}\n")})

    found = review_of(clause(id="term", text="1. It ends. {#term.end}\n"), clause(id="other"), laws={"utopia": law})

    (reviewed_law,) = found.laws
    replaced, added, deleted = reviewed_law.entries[0].changes
    assert (replaced.op, replaced.target.title, replaced.when.source) == ("replace", "Term", "insurance")
    assert list(lines(replaced.wording.blocks)) == ["1. It ends."]
    assert next(all_words(replaced.wording.blocks)).anchor == "law/utopia/ends/ends.so"
    assert (added.text, added.wording) == ("ends", None)
    assert (deleted.op, deleted.target.id, deleted.wording) == ("delete", "other", None)
    term, other = found.topics[0].clauses
    assert (term.changes, other.changes) == ((replaced,), (added, deleted))
