"""The clause language is a part of CommonMark: another reader of CommonMark finds the same words in the same places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipeline.assemble.parsing import parsed_wording
from pipeline.assemble.pattern import Bold, ItemPattern, ParagraphPattern, Pattern, Piece, TablePattern
from pipeline.model.document import PartKind
from pipeline.model.library import SourceText

WORD = st.text("abcdefgxyz,;&$%()äßλ", min_size=1, max_size=6).filter(lambda word: "&" not in word[:1])
SENTENCE = st.lists(st.one_of(WORD, WORD.map(lambda word: f"**{word}**")), min_size=1, max_size=5).map(" ".join)
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3)


def markdown_of(blocks: list[object], indent: int) -> Iterator[str]:
    for block in blocks:
        match block:
            case ("paragraph", sentences):
                yield from (" " * indent + sentence for sentence in sentences)
                yield ""
            case (marker, sentences, below):
                first, *rest = sentences
                yield " " * indent + f"{marker} {first}"
                deeper = indent + len(marker) + 1
                yield from (" " * deeper + sentence for sentence in rest)
                yield from markdown_of(below, deeper)


def blocks_of(depth: int) -> st.SearchStrategy[list[object]]:
    paragraph = st.tuples(st.just("paragraph"), PARAGRAPH)
    if depth == 0:
        return st.lists(paragraph, max_size=1)
    item = st.tuples(st.sampled_from(["1.", "-"]), PARAGRAPH, blocks_of(depth - 1))
    return st.lists(st.one_of(paragraph, item), max_size=3)


def our_shape(patterns: tuple[Pattern, ...]) -> Iterator[object]:
    for pattern in patterns:
        match pattern:
            case ParagraphPattern():
                yield our_words(pattern.words.pieces)
            case ItemPattern():
                kind = "ordered" if pattern.ordered else "bullet"
                yield (kind, our_words(pattern.paragraph.words.pieces), *our_shape(pattern.blocks))


def our_words(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"<{our_words(piece.content)}>" if isinstance(piece, Bold) else piece.text for piece in pieces)


def their_shape(text: str) -> list[object]:
    # Two spaces at the end of a line, which nobody sees, are a line break to CommonMark and nothing to us.
    tokens = iter(MarkdownIt("commonmark").parse(re.sub(r" +\n", "\n", text)))
    return list(_their_blocks(tokens, "root"))


def _their_blocks(tokens: Iterator, until: str, kind: str = "") -> Iterator[object]:
    for token in tokens:
        if token.type == until:
            return
        if token.type in ("ordered_list_open", "bullet_list_open"):
            name = token.type.removesuffix("_list_open")
            yield from _their_blocks(tokens, f"{name}_list_close", name)
        elif token.type == "list_item_open":
            yield (kind, *_their_blocks(tokens, "list_item_close"))
        elif token.type == "inline":
            yield "".join(_their_words(token.children))


def _their_words(children: list) -> Iterator[str]:
    marks = {"strong_open": "<", "strong_close": ">", "softbreak": " "}
    yield from (marks.get(child.type, child.content) for child in children)


@settings(max_examples=300, deadline=None)
@given(blocks_of(3))
def test_commonmark_reads_a_clause_as_we_do(blocks):
    text = "\n".join(markdown_of(blocks, 0)) + "\n"

    wording = parsed_wording(SourceText("a.md", text), "a", PartKind.TERMS)

    if not [fault for fault in wording.diagnostics if fault.code != "empty-wording"]:
        assert list(our_shape(wording.blocks)) == their_shape(text)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "1. ",
                "2. ",
                "- ",
                "   ",
                "      ",
                " ",
                "a",
                "b.",
                "**",
                "*",
                "c",
                "\n",
                "\n\n",
                "2026. ",
                "x:",
                "{#a.b}",
                "> ",
                "---",
                "==",
                "#",
                "\\.",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_what_we_accept_commonmark_reads_as_we_do(text):
    wording = parsed_wording(SourceText("a.md", text), "a", PartKind.TERMS)

    if not wording.diagnostics and "{#" not in text:
        assert undashed(list(our_shape(wording.blocks))) == undashed(their_shape(text))


def undashed(shape: list[object]) -> str:
    """The shape without dashes, which typography changes."""
    return repr(shape).replace("-", "").replace("\u2013", "")


@settings(max_examples=300, deadline=None)
@given(st.text("aB 1.-*_#>`~|[](){}%!<&;\\\"'\n:/"))
def test_any_text_is_read_or_refused(text):
    for part in (PartKind.TERMS, PartKind.SCHEDULE):
        wording = parsed_wording(SourceText("a.md", text), "a", part)

        assert wording.blocks or wording.diagnostics, part


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text("aB1.,;()", min_size=1), min_size=1), min_size=1, max_size=4))
def test_each_visible_character_reaches_the_tree(rows):
    cells = [" | ".join("x" + cell for cell in (row * 4)[:4]) for row in rows]
    text = "::: table\n| A | B | C | D |\n| - | - | - | - |\n" + "".join(f"| {row} |\n" for row in cells) + ":::\n"

    [table] = parsed_wording(SourceText("a.md", text), "a", PartKind.TERMS).blocks

    assert isinstance(table, TablePattern)
    assert [" | ".join(our_words(cell.pieces) for cell in row) for row in table.rows] == cells
