"""Once a draft was sent, what is dropped leaves its number behind, so that whoever mentions a number means the same."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from pipeline.compare import changes_in, redline, with_numbers_kept
from pipeline.model.document import Clause, Document, Item, List, Paragraph, Part, PartKind, Text, walk
from pipeline.model.numbering import numbered
from pipeline.model.reading import lines
from pipeline.model.redline import accepted, rejected


def without(document: Document, *ids: str) -> Document:
    """The Document without the clauses, Schedules and numbered paragraphs of these ids."""

    def left(node):
        match node:
            case List():
                return replace(node, items=tuple(left(item) for item in node.items if item.first.id not in ids))
            case Item():
                return Item((node.first, *blocks_left(node.blocks[1:])))
            case Clause() | Part():
                return replace(node, blocks=blocks_left(node.blocks))
            case _:
                return node

    def blocks_left(blocks):
        return tuple(found for block in blocks if getattr(block, "id", "") not in ids and (found := left(block)) != List(()))

    return replace(document, parts=tuple(left(part) for part in document.parts if part.id not in ids))


def with_clause(document: Document, clause: Clause, before: str | None) -> Document:
    [terms, *others] = document.parts
    place = next((n for n, block in enumerate(terms.blocks) if block.id == before), len(terms.blocks))
    return replace(document, parts=(replace(terms, blocks=(*terms.blocks[:place], clause, *terms.blocks[place:])), *others))


def headings(document: Document) -> list[str]:
    """Number and words of each clause and Schedule."""
    numbers = numbered(document)
    return [
        f"{numbers[node.id].full} {node.heading[0].text}" for node in walk(document) if isinstance(node, Clause | Part) and node.heading
    ]


def said(document: Document, label: str) -> str:
    return dict(lines(document))[label]


@pytest.fixture
def sent(agreement, build):
    prices = (build.clause("schedule-prices.basis", "Basis"), build.clause("schedule-prices.total", "Total"))
    sites = (build.clause("schedule-sites.list", "List"),)
    schedules = (
        Part(PartKind.SCHEDULE, "schedule-prices", (Text("Prices"),), prices),
        Part(PartKind.SCHEDULE, "schedule-sites", (Text("Sites"),), sites),
    )
    return replace(agreement, parts=(*agreement.parts, *schedules))


def test_a_dropped_clause_is_not_used_and_later_numbers_stand(sent):
    kept = with_numbers_kept(sent, without(sent, "services"), "Not used")

    assert headings(kept)[:4] == ["1 Definitions", "2 Not used", "3 Service Levels", "4 Charges"]
    assert next(node for node in walk(kept) if isinstance(node, Clause) and node.id == "services").blocks == ()


def test_the_last_clause_leaves_its_number_too(sent):
    kept = with_numbers_kept(sent, without(sent, "charges"), "Intentionally omitted")

    assert headings(kept)[3] == "4 Intentionally omitted"


def test_what_was_not_used_before_stays_so_and_comes_back_under_its_number(sent):
    new = without(sent, "services")
    once = with_numbers_kept(sent, new, "Not used")

    assert with_numbers_kept(once, new, "Not used") == once
    assert with_numbers_kept(once, sent, "Not used") == sent


def test_a_new_clause_takes_the_number_of_one_that_is_dropped_at_its_place(sent, build):
    new = with_clause(without(sent, "services"), build.clause("support", "Support"), before="service-levels")

    assert headings(with_numbers_kept(sent, new, "Not used"))[:4] == ["1 Definitions", "2 Support", "3 Service Levels", "4 Charges"]


def test_a_new_clause_elsewhere_counts_as_it_always_does(sent, build):
    new = with_clause(without(sent, "services"), build.clause("support", "Support"), before="charges")

    kept = headings(with_numbers_kept(sent, new, "Not used"))

    assert kept[:5] == ["1 Definitions", "2 Not used", "3 Service Levels", "4 Support", "5 Charges"]


def test_a_moved_clause_is_not_dropped(sent):
    services = next(node for node in walk(sent) if isinstance(node, Clause) and node.id == "services")
    new = with_clause(without(sent, "services"), services, before=None)

    assert with_numbers_kept(sent, new, "Not used") == new


def test_a_dropped_schedule_keeps_its_place_among_the_schedules(sent):
    kept = with_numbers_kept(sent, without(sent, "schedule-prices"), "Not used")

    assert [words for _, words in lines(kept)][-3:] == ["Not used", "Sites", "List"]
    assert numbered(kept)["schedule-sites"].full == numbered(sent)["schedule-sites"].full


def test_a_heading_within_a_schedule_leaves_its_number(sent):
    kept = with_numbers_kept(sent, without(sent, "schedule-prices.basis"), "Not used")

    assert numbered(kept)["schedule-prices.total"].full == "2"


def test_a_numbered_paragraph_leaves_a_sentence_where_one_follows(sent):
    kept = with_numbers_kept(sent, without(sent, "services.scope"), "Not used")

    assert said(kept, "2.1") == "Not used."
    assert said(kept, "2.2") == said(sent, "2.2")
    assert said(kept, "2.3") == said(sent, "2.3")


def test_what_a_dropped_paragraph_held_is_gone_with_it(sent):
    kept = with_numbers_kept(sent, without(sent, "services/2"), "Not used")

    assert said(kept, "2.2") == "Not used."
    assert not [words for _, words in lines(kept) if words.startswith("acknowledge it")]


def test_the_last_paragraph_of_a_clause_leaves_nothing(sent):
    new = without(sent, "services/5")

    assert with_numbers_kept(sent, new, "Not used") == new


def test_a_paragraph_reworded_beyond_recognition_is_not_dropped(sent):
    new = replace(sent, parts=tuple(replace(part, blocks=tuple(map(reworded, part.blocks))) for part in sent.parts))

    assert with_numbers_kept(sent, new, "Not used") == new


def reworded(node):
    match node:
        case Clause():
            return replace(node, blocks=tuple(map(reworded, node.blocks)))
        case List():
            return replace(node, items=tuple(reworded(item) for item in node.items))
        case Item(blocks=(Paragraph(id="services/2") as first, *_)):
            return Item((replace(first, content=(Text("Nobody is liable."),)),))
        case _:
            return node


def test_the_sentence_of_a_paragraph_has_an_id_of_its_own(sent):
    new = without(sent, "services/2")

    kept = with_numbers_kept(sent, new, "Not used")

    ids = [node.id for node in walk(kept) if isinstance(node, Paragraph)]
    assert len(ids) == len(set(ids))
    assert set(ids) >= {node.id for node in walk(new) if isinstance(node, Paragraph)}


def test_a_redline_strikes_the_words_and_no_later_number_moves(sent, settings):
    new = with_numbers_kept(sent, without(sent, "services"), "Not used")

    marked = redline(sent, new, settings)

    assert accepted(marked) == new
    assert rejected(marked) == sent
    changes = changes_in(marked)
    assert {change.places[0].clause for change in changes} == {"services"}
    assert (changes[0].old, changes[0].new) == ("Services", "Not used")
    assert {(place.old_number, place.new_number) for place in changes[0].places} == {("2", "2")}


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_dropped_all_that_stays_keeps_its_number(sent, settings, seed):
    random = Random(seed)
    before = numbered(sent)
    dropped = random.sample([name for name in before if name not in ("services/3", "services/4")], random.randrange(1, 6))
    new = without(sent, *dropped)

    kept = with_numbers_kept(sent, new, "Not used")

    after = numbered(kept)
    assert {name: after[name].full for name in numbered(new)} == {name: before[name].full for name in numbered(new)}
    marked = redline(sent, kept, settings)
    assert accepted(marked) == kept
    assert rejected(marked) == sent


@pytest.mark.parametrize("seed", range(40))
def test_nothing_that_is_said_is_lost_or_changed(agreement, edited, seed):
    new = edited(agreement, seed, 0.3)

    kept = with_numbers_kept(agreement, new, "Not used")

    assert without_unused(kept) == new
    assert with_numbers_kept(kept, new, "Not used") == kept


def without_unused(document: Document) -> Document:
    unused = [node.id for node in walk(document) if isinstance(node, Clause | Part) and node.heading == (Text("Not used"),)]
    unused += [node.id for node in walk(document) if isinstance(node, Paragraph) and node.content == (Text("Not used."),)]
    return without(document, *unused)
