"""What must hold of every redline: accepted it is the new version, rejected the old one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare import Settings, changes_in, redline
from pipeline.compare.words import redlined_words
from pipeline.model.document import (
    Alignment,
    Deleted,
    Document,
    Inserted,
    Part,
    PartKind,
    Ref,
    Revision,
    Strong,
    Table,
    Term,
    Text,
    ToBeAgreed,
    Value,
    merged,
)
from pipeline.model.redline import accepted, rejected
from tests.trees import row

SETTINGS = Settings(Revision("Fernhill"))
WORDS = st.text(alphabet="ab .’'\u00a0é", max_size=12)
LEAVES = st.one_of(
    WORDS.map(Text),
    WORDS.map(lambda text: Value("charges.fee", text)),
    st.sampled_from([Ref("term"), Ref("charges"), Term("Fee"), ToBeAgreed("term", "Term")]),
)
CONTENT = st.lists(LEAVES | st.lists(LEAVES, max_size=3).map(lambda inner: Strong(tuple(inner))), max_size=6).map(tuple).map(merged)


def resolved(content, kept):
    pieces = []
    for node in content:
        if isinstance(node, Inserted | Deleted):
            pieces += node.content if isinstance(node, kept) else ()
        else:
            pieces.append(node)
    return merged(tuple(pieces))


@given(CONTENT, CONTENT)
def test_words_that_are_marked_hold_both_versions(old, new):
    marked = redlined_words(old, new, SETTINGS)

    assert resolved(marked, Inserted) == new
    assert resolved(marked, Deleted) == old


@given(CONTENT)
def test_the_same_words_have_no_marks(content):
    assert redlined_words(content, content, SETTINGS) == content


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.6])
@pytest.mark.parametrize("seed", range(50))
def test_a_redline_holds_both_versions(agreement, edited, seed, share, settings):
    new = edited(agreement, seed, share)

    marked = redline(agreement, new, settings)

    assert accepted(marked) == new
    assert rejected(marked) == agreement


@pytest.mark.parametrize("seed", range(25))
def test_a_redline_of_two_edits_holds_both(agreement, edited, seed, settings):
    old, new = edited(agreement, seed, 0.3), edited(agreement, seed + 1000, 0.3)

    marked = redline(old, new, settings)

    assert (accepted(marked), rejected(marked)) == (new, old)


LENGTHS = st.lists(st.integers(1, 4), min_size=1, max_size=4)


def uneven(lengths, heads):
    """A table whose rows have as many cells as stated, as one has in which somebody joined cells."""
    rows = tuple(row(f"t/{n}", *(f"{n}.{cell}" for cell in range(length))) for n, length in enumerate(lengths))
    table = Table("t", (Alignment.LEFT,) * max(lengths), rows[:heads], rows[heads:])
    return Document("T", (Part(PartKind.TERMS, "terms", (), (table,)),))


@given(LENGTHS, LENGTHS, st.integers(0, 1))
def test_a_redline_of_tables_with_joined_cells_holds_both_versions(olds, news, heads):
    old, new = uneven(olds, heads), uneven(news, heads)

    marked = redline(old, new, SETTINGS)

    assert (accepted(marked), rejected(marked)) == (new, old)


def test_a_version_against_itself_has_no_marks_and_no_changes(agreement, settings):
    marked = redline(agreement, agreement, settings)

    assert marked == agreement
    assert changes_in(marked) == ()


@pytest.mark.parametrize("seed", range(25))
def test_what_is_the_other_way_round_has_as_many_changes(agreement, edited, seed, settings):
    new = edited(agreement, seed, 0.1)

    there, back = changes_in(redline(agreement, new, settings)), changes_in(redline(new, agreement, settings))

    assert bool(there) is bool(back) is (new != agreement)


def test_without_moves_both_versions_are_held_too(agreement, edited):
    for seed in range(20):
        new = edited(agreement, seed, 0.3)
        marked = redline(agreement, new, Settings(Revision("Fernhill"), moves=False))

        assert (accepted(marked), rejected(marked)) == (new, agreement)


@pytest.mark.parametrize("node", [Term("Fee"), Ref("Fee"), ToBeAgreed("Fee", "")])
def test_words_that_become_a_node_which_says_the_same_are_a_change(node):
    old, new = (Text("The "), node), (Text("The Fee"),)

    marked = redlined_words(old, new, SETTINGS)

    assert (resolved(marked, Deleted), resolved(marked, Inserted)) == (old, new)
