"""Blocks written as a clause file, and read from it again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.clause_source import clause_source
from pipeline.assemble.evaluation import Scope
from pipeline.assemble.expressing import Expressions
from pipeline.assemble.filling import Filler
from pipeline.assemble.parsing import parsed_wording
from pipeline.assemble.source_words import NotSayable
from pipeline.model.document import (
    Alignment,
    Cell,
    Clause,
    Document,
    Item,
    List,
    Paragraph,
    Part,
    PartKind,
    Ref,
    Row,
    SignatureBlock,
    Strong,
    Table,
    Term,
    Text,
    ToBeAgreed,
    Value,
)
from pipeline.model.library import Library, SourceText
from pipeline.model.reading import canonical_text
from pipeline.model.terms.paths import Finder

N = "\u00a0"
SIGNS = r"""abZ 1.9–-—\*_[]{}()#<>!&;|:"'`~=+^$%“”’‘/?é£§@"""
LETTERS = st.text(alphabet=SIGNS, min_size=1, max_size=30)
SENTENCES = st.lists(
    LETTERS | st.sampled_from(["2026. It ends. - No.", "<!-- no -->", "<!-- open", "-->", "{% if a %}", "{{ a }}", '""', "&lt;"]),
    min_size=1,
)
BOLD = st.text(alphabet="abZ 1", min_size=1, max_size=5).map(lambda text: Strong((Text(text),)))
LEAVES = st.one_of(SENTENCES.map(" ".join).map(Text), st.sampled_from([Ref("term"), Term("Fee"), Term("Provider’s Desk")]))


def read_again(text: str, terms, name: str = "general", part: PartKind = PartKind.TERMS):
    wording = parsed_wording(SourceText("own.md", text), name, part, headings=True)
    assert wording.diagnostics == ()
    return Filler(Scope(Finder(terms)), (), {}).blocks(wording.blocks)


def nothing(value: Value) -> None:
    """Every value is written as its words."""


def said(*blocks) -> str:
    """The words of the blocks as they are set in print, one space between two of them."""
    text = canonical_text(Document("", (Part(PartKind.TERMS, "terms", (), (Clause("general", (), tuple(blocks)),)),)))
    return "".join(f"{_set(line)}\n" for line in text.splitlines())


def _set(line: str) -> str:
    label, words = line.split("\t")
    plain = words.translate({ord(sign): "'" for sign in "‘’"} | {ord(sign): '"' for sign in "“”"}).replace("–", "--")
    return " ".join((label, *re.sub(r"(?<= )-(?= )", "--", plain).split()))


def paragraph(*content) -> Paragraph:
    return Paragraph("general/1", tuple(Text(each) if isinstance(each, str) else each for each in content))


def points(*paragraphs, ordered: bool = True) -> List:
    return List(tuple(Item((each,)) for each in paragraphs), ordered)


@given(st.lists(LEAVES, min_size=1, max_size=4))
def test_whatever_a_paragraph_says_is_read_back(terms, content):
    written = Paragraph("general/1", (Text("In short: "), *content))

    assert said(*read_again(clause_source([written], nothing), terms)) == said(written)


@given(SENTENCES.map(" ".join).map(str.strip).filter(bool))
def test_whatever_a_point_begins_with_is_read_back(terms, words):
    written = points(paragraph(words))

    assert said(*read_again(clause_source([written], nothing), terms)) == said(written)


@given(LETTERS, BOLD)
def test_bold_words_are_read_back_as_bold(terms, words, bold):
    written = paragraph(words, " ", bold, " and so on")

    [block] = read_again(clause_source([written], nothing), terms)

    stands_out = "".join(leaf.text for node in block.content if isinstance(node, Strong) for leaf in node.content)
    assert stands_out.split() == bold.content[0].text.split()


@pytest.mark.parametrize("seed", range(60))
def test_every_clause_that_a_negotiation_makes_is_read_back(terms, edited, seed):
    for part in edited(whole(), seed, 0.3).parts:
        for clause in part.blocks:
            blocks = read_again(clause_source(clause.blocks, nothing), terms, clause.id)

            assert said(*blocks) == said(*clause.blocks)


def test_one_sentence_stands_on_one_line_and_the_id_ends_the_first():
    item = Item((Paragraph("general.duty", (Text("It shall act. It shall report. 2026. It ends."),), named=True),))

    source = clause_source([List((item,))], nothing)

    assert source == "1. It shall act. {#general.duty}\n   It shall report. 2026.\n   It ends.\n"


def test_a_value_is_written_as_the_expression_that_prints_it(terms, law):
    expressions = Expressions(Library((), {"england_and_wales": law}), terms)
    notice = "termination.convenience.customer.notice"
    written = paragraph(
        Value(notice, f"30{N}days"), ", ", Value(notice, f"thirty (30){N}days"), ", ", Value(notice, "a month"), ", ",
        Value("service_levels.targets.p1.id", "P1"), " or ", Value("service_levels.targets", "two"),
        ToBeAgreed("term.initial_term", "Term"),
    )  # fmt: skip

    assert clause_source([written], expressions.printing) == (
        f"{{{{ {notice} }}}}, {{{{ {notice} | both }}}}, a month, "
        "{{ service_levels.targets.p1.id | upper }} or {{ service_levels.targets | count | words }}{{ term.initial_term }}\n"
    )


def test_a_directive_that_is_kept_stands_as_it_was_typed():
    table = Table("general.levels", (Alignment.LEFT,), (), (Row((Cell((paragraph("P1"),)),)),), named=True)
    typed = "::: table service_levels.targets {#general.levels}\n| Priority |\n| --- |\n| {{ row.id }} |\n:::"

    source = clause_source([List((Item((paragraph("The levels:"), table)),))], nothing, {"general.levels": typed})

    assert source == "1. The levels:\n   " + typed.replace("\n", "\n   ") + "\n"


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (SignatureBlock("signatures/1", (), ()), "a signature block"),
        (paragraph(" "), "a paragraph without words"),
        (Table("t", (Alignment.LEFT,), (), (Row((Cell((paragraph("a"), paragraph("b"))),)),)), "a cell with several paragraphs"),
    ],
)
def test_what_the_language_cannot_say_is_refused(block, why):
    with pytest.raises(NotSayable, match=why):
        clause_source([block], nothing)


def whole() -> Document:
    """Clauses with whatever a tree can hold."""
    levels = Table(
        "levels.table",
        (Alignment.LEFT, Alignment.RIGHT, Alignment.CENTRE),
        (Row(tuple(Cell((paragraph(words),)) for words in ("Priority", "Time | days", "Cost"))),),
        (Row((Cell((paragraph("P1"),)), Cell((paragraph(Value("a.b", "30 minutes"), " | ", Ref("levels")),)), Cell((paragraph(),)))),) * 2,
        named=True,
    )
    nested = Item(
        (
            Paragraph("levels.duty", (Text("The Provider shall:"),), named=True),
            points(paragraph("act; and"), paragraph("report.")),
            paragraph("It shall do so at once."),
            points(paragraph("by day; and"), paragraph("by night."), ordered=False),
        )
    )
    clauses = (
        Clause("levels", (Text("Levels"),), (paragraph("In this clause:"), List((nested, Item((paragraph("See:"), levels)))))),
        Clause(
            "fees",
            (Text("Fees"),),
            (points(paragraph("It is 5 days’ pay."), paragraph("- or “less”.")), paragraph("#1 ends."), replace(levels, id="fees.table")),
        ),
    )
    return Document("", (Part(PartKind.TERMS, "terms", (), clauses),))
