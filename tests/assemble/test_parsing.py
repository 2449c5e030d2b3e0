"""Clauses without data: structure, places, and what is refused."""

from __future__ import annotations

import pickle

import pytest

from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import lines
from pipeline.assemble.pattern import If, ItemPattern, ParagraphPattern, TablePattern
from pipeline.model.document import PartKind, Ref, Term, Text

RICH = """<!-- a note
over two lines --> 
1. The Provider shall answer within {{ service_levels.targets.p1.response }}. {#general.answer}
   It shall also:
   1. call **back**; and
   2. write as [](#general.answer) says.

   A paragraph of its own.
{% if term.renewal.mode == "auto" %}
2. ""Renewal"" means more.
{% else %}
2. It ends.
{% endif %}
3. Next.

::: table services where row.in_scope {#general.services}
| Service | Price |
| :-- | --: |
| {{ row.name }} | {{ row.price | capital }} |
:::
"""


def test_a_parsed_clause_pickles(parse):
    clause = parse(RICH)

    assert clause.diagnostics == ()
    assert pickle.loads(pickle.dumps(clause)) == clause


def test_parsing_is_a_function_of_the_text(parse):
    assert parse(RICH) == parse(RICH)


def test_items_hold_their_continuation_their_points_and_their_paragraphs(parse):
    [item, choice, last, table] = parse(RICH).wording("preferred").blocks

    assert isinstance(item, ItemPattern)
    assert isinstance(choice, If)
    assert isinstance(last, ItemPattern)
    assert isinstance(table, TablePattern)
    assert item.paragraph.id == "general.answer"
    assert [type(block) for block in item.blocks] == [ItemPattern, ItemPattern, ParagraphPattern]
    assert [type(branch.blocks[0]) for branch in choice.branches] == [ItemPattern, ItemPattern]


def test_a_hole_knows_its_place(parse):
    item = parse("1. One.\n2. The term is {{  term.initial_term | duration }}.\n").wording("preferred").blocks[1]

    hole = item.paragraph.words.pieces[1]

    assert (hole.span.line, hole.span.column) == (2, 20)
    assert (hole.path_span.column, hole.path_span.end_column) == (20, 37)


def test_terms_and_references_know_their_places(parse):
    item = parse('1. A ""Fault"" is what [](#general.x) says.\n').wording("preferred").blocks[0]

    text, term, _, ref, _ = item.paragraph.words.pieces

    assert text == Text("A ")
    assert (term, term.span.column, term.span.end_column) == (Term("Fault"), 6, 15)
    assert (ref, ref.span.column) == (Ref("general.x"), 24)


def test_the_place_of_an_item_is_that_of_its_words(parse):
    item = parse("1. One:\n   1. two.\n").wording("preferred").blocks[0]

    assert (item.blocks[0].paragraph.span.line, item.blocks[0].paragraph.span.column) == (2, 7)


def test_a_drafting_note_is_not_printed_and_moves_no_column(parse, faults):
    clause = parse("1. One. <!-- why -->\n2. Two <!-- hm --> *x.\n")

    assert faults(clause.diagnostics) == ["2:20 emphasis"]


def test_notes_that_are_not_closed_are_one_fault(parse, faults):
    clause = parse("1. One. <!-- why -->\n" + "<!--" * 10_000)

    assert faults(clause.diagnostics) == ["2:1 unclosed-note"]


def test_a_line_that_no_sentence_needs_is_refused(parse, faults):
    clause = parse(f"1. {'x' * 4997}\n1. {'**' * 50_000}\n1. *Two.\n")

    assert faults(clause.diagnostics) == ["2:1 line-too-long", "3:4 emphasis"]


def test_of_more_faults_than_anybody_reads_the_first_are_said(parse, faults):
    clause = parse("1. *One.\n" * 5000)

    assert faults(clause.diagnostics) == [*(f"{line}:4 emphasis" for line in range(1, 101)), "101:4 more-faults"]
    assert clause.diagnostics[-1].message == "4900 more faults stand from here on"


def test_a_note_between_points_does_not_part_them(parse):
    clause = parse("1. One.\n<!-- why -->\n2. Two.\n")

    assert clause.diagnostics == ()
    assert len(clause.wording("preferred").blocks) == 2


def test_lines_with_carriage_returns_read_the_same(parse):
    assert parse(RICH.replace("\n", "\r\n")) == parse(RICH)


def test_a_clause_of_crlf_has_no_unprintable_characters():
    faults = Faults("x.md")

    lines("1. One.\r\n", faults)

    assert faults.found == []


@pytest.mark.parametrize("character", ["\x00", "\x07", "\u200b", "\ufeff", "\ue000", "\u2028"])
def test_characters_that_cannot_be_printed_are_refused(parse, faults, character):
    assert faults(parse(f"1. One{character}two.\n").diagnostics) == ["1:7 unprintable"]


def test_any_digit_that_ascends_may_be_typed(parse):
    for typed in ("1. A.\n1. B.\n1. C.\n", "1. A.\n2. B.\n3. C.\n", "1. A.\n2. B.\n1. C.\n"):
        assert parse(typed).diagnostics == ()


def test_the_branches_of_a_condition_count_on_from_before_it(parse):
    text = "1. A.\n{% if term.renewal %}\n2. B.\n{% else %}\n2. C.\n3. D.\n{% endif %}\n4. E.\n"

    assert parse(text).diagnostics == ()


def test_ninety_nine_points_are_many_and_a_hundred_too_many(parse, faults):
    text = "".join(f"{count}. Point.\n" for count in range(1, 101))

    assert faults(parse(text).diagnostics) == ["100:1 like-a-list-item"]


def test_what_belongs_to_the_tenth_point_stands_below_its_words(parse, faults):
    points = "".join(f"{count}. Point.\n" for count in range(1, 10))

    assert parse(points + "10. Point:\n    1. below.\n").diagnostics == ()
    assert faults(parse(points + "10. Point:\n   1. beside.\n").diagnostics) == ["11:4 wrong-indent"]


def test_an_escaped_number_begins_a_sentence(parse):
    clause = parse("2026\\. It was a year.\n")

    assert clause.diagnostics == ()
    assert clause.wording("preferred").blocks[0].words.pieces == (Text("2026"), Text("."), Text(" It was a year."))


def test_a_bar_in_an_expression_or_behind_a_backslash_parts_no_cells(parse):
    clause = parse("::: table\n| A | B |\n| - | - |\n| {{ meta.title | upper }} | a \\| b |\n:::\n")

    assert clause.diagnostics == ()
    [table] = clause.wording("preferred").blocks
    assert len(table.rows[0]) == 2


def test_a_brace_in_a_literal_ends_no_expression(parse):
    assert parse('{% if meta.title == "%} }}" %}\n1. One.\n{% endif %}\n').diagnostics == ()


def test_the_cover_has_no_numbers(parse, faults):
    assert faults(parse("1. One.\n", part=PartKind.COVER).diagnostics) == ["1:1 no-numbers-here"]


def test_the_sections_of_a_schedule_have_headings(parse):
    clause = parse("Before.\n\n## First {#general.first}\n\n1. One.\n\n## Second\n\n1. Two.\n", part=PartKind.SCHEDULE)

    assert clause.diagnostics == ()


def test_a_fault_in_one_block_hides_none_in_the_next(parse, faults):
    clause = parse("1. {{ nothing }}\n\n> quoted\n\n1. {{ nix }}\n")

    assert faults(clause.diagnostics) == ["1:7 unknown-variable", "3:1 quotation", "5:7 unknown-variable"]


def test_an_unclosed_directive_hides_no_later_one(parse, faults):
    text = "::: table services\n| A |\n\n::: tabel\n:::\n"

    assert faults(parse(text).diagnostics) == ["1:1 unclosed-directive", "4:1 unknown-directive"]


def test_the_condition_of_a_card_is_checked(parse):
    [fault] = parse("1. One.\n", when="term.renewl").diagnostics

    assert fault.code == "unknown-variable"


def test_thousands_of_brackets_are_refused_and_crash_nothing(parse, faults):
    clause = parse("1. {{ " + "(" * 4_900 + " }}\n")

    assert faults(clause.diagnostics) == ["1:7 expression-too-long"]


def test_a_long_chain_of_names_is_refused(parse, faults):
    clause = parse("1. {{ a" + ".b" * 2_400 + " }}\n{% if " + "not " * 1_200 + "term %}\n1. x\n{% endif %}\n")

    assert faults(clause.diagnostics) == ["1:7 expression-too-long", "2:7 expression-too-long"]


def test_deep_nesting_crashes_nothing(parse):
    clause = parse("".join("   " * depth + "1. x\n" for depth in range(3_000)))

    assert {fault.code for fault in clause.diagnostics} == {"list-too-deep"}


def test_conditions_nested_very_deep_crash_nothing(parse):
    clause = parse("{% if term %}\n" * 3_000 + "1. x\n" + "{% endif %}\n" * 3_000)

    assert {fault.code for fault in clause.diagnostics} == {"if-too-deep"}


def test_a_row_that_is_never_closed_is_refused_at_once(parse, faults):
    row = "| " + "{{ meta.title }} \\| " * 200 + "x"

    clause = parse(f"::: table\n| A |\n| - |\n{row}\n:::\n")

    assert faults(clause.diagnostics) == ["4:1 table-row"]
