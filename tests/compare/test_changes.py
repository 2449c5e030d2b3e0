"""What a redline shows: as little as possible, and each thing as what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.compare import Settings, changes_in, redline
from pipeline.compare.words import redlined_words
from pipeline.model.change import ChangeKind, Importance
from pipeline.model.document import Deleted, Inserted, Item, Part, PartKind, Revision, Row, Strong, Text, Value
from pipeline.model.redline import accepted, rejected

US = Revision("Fernhill", "2026-05-01")


def changed(document, clauses):
    [terms] = document.parts
    return replace(document, parts=(replace(terms, blocks=tuple(clauses)),))


def kinds(old, new, settings):
    return [(str(change.kind), change.place.number, change.old, change.new) for change in changes_in(redline(old, new, settings))]


def marks(old: str, new: str, **options) -> str:
    """The words with [-what goes-] and [+what comes+]."""
    content = redlined_words((Text(old),), (Text(new),), Settings(US, **options))
    return "".join(_shown(node) for node in content)


def _shown(node) -> str:
    match node:
        case Inserted(content=content):
            return f"[+{''.join(map(_shown, content))}+]"
        case Deleted(content=content):
            return f"[-{''.join(map(_shown, content))}-]"
        case _:
            return node.text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("shall pay at once", "shall not pay at once", "shall[+ not+] pay at once"),
        ("within 30 days", "within 60 days", "within [-30-][+60+] days"),
        ("the Provider's staff", "the Provider’s staff", "the Provider[-'-][+’+]s staff"),
        ("10 days", "10\u00a0days", "10[- -][+\u00a0+]days"),
        ("2020-2021", "2020\u20132021", "2020[---][+\u2013+]2021"),
        ("One. Three.", "One. Two. Three.", "One. [+Two. +]Three."),
        ("pay promptly and fully", "pay without delay and fully", "pay [-promptly-][+without delay+] and fully"),
        ("good faith efforts", "best endeavours", "[-good faith efforts-][+best endeavours+]"),
        ("It ends.", "It ends", "It ends[-.-]"),
    ],
)
def test_as_few_words_as_possible_are_marked(old, new, expected):
    assert marks(old, new) == expected


@pytest.mark.parametrize("at", range(12))
def test_a_single_changed_word_is_all_that_is_marked(at):
    words = ["The", "Provider", "shall,", "on", "demand,", "give", "the", "Customer", "the", "record", "it", "keeps"]
    new = [*words[:at], "elsewhere", *words[at + 1 :]]

    content = redlined_words((Text(" ".join(words)),), (Text(" ".join(new)),), Settings(US))

    assert sum(len(_shown(node)) - 4 for node in content if isinstance(node, Inserted | Deleted)) <= len(words[at]) + len("elsewhere")


def test_letters_are_marked_on_demand():
    assert marks("colour", "color", characters=True) == "colo[-u-]r"


def test_what_is_ignored_is_not_marked():
    assert marks("The Fee", "the fee", ignore_case=True) == "the fee"
    assert marks("a b", "a\u00a0b", ignore_space=True) == "a\u00a0b"
    strong = redlined_words((Text("a fee"),), (Text("a "), Strong((Text("fee"),))), Settings(US, ignore_formatting=True))
    assert strong == (Text("a "), Strong((Text("fee"),)))


def test_one_inserted_clause_is_one_change(build, settings):
    many = [
        build.clause(f"c{n}", f"Clause {n}", build.points(build.paragraph(f"c{n}.a", f"Words of clause {n} stand here.")))
        for n in range(25)
    ]
    extra = build.clause("extra", "Extra", build.points(build.paragraph("extra.a", "More words stand here.")))

    found = kinds(build.document(*many), build.document(*many[:7], extra, *many[7:]), settings)

    assert found == [("added", "8", "", "Extra More words stand here.")]


def test_a_moved_clause_is_one_move_with_both_numbers(agreement, settings):
    [terms] = agreement.parts
    first, *others = terms.blocks

    [change] = changes_in(redline(agreement, changed(agreement, [*others, first]), settings))

    assert (change.kind, change.place.old_number, change.place.new_number) == (ChangeKind.MOVED, "1", "4")


def test_a_moved_clause_that_changed_too_is_a_move_and_a_change_of_words(agreement, settings):
    [terms] = agreement.parts
    first, *others = terms.blocks
    moved = replace(first, heading=(Text("Meanings"),))

    found = kinds(agreement, changed(agreement, [*others, moved]), settings)

    assert [(kind, old, new) for kind, _, old, new in found][1:] == [("words", "Definitions", "Meanings")]
    assert [kind for kind, *_ in found] == ["moved", "words"]


def test_of_a_moved_paragraph_hardly_anything_is_marked_as_inserted_or_deleted(build, settings):
    long = (
        "The Provider shall report each day to the Customer, in writing, at its own cost and with all that it has found, until the {} ends."
    )
    others = [build.paragraph(f"a/{n}", f"Words that number {n} alone says stand here, and here they stay.") for n in range(3)]
    old = build.document(build.clause("a", "A", build.points(build.paragraph("a/9", long.format("Incident")), *others)))
    new = build.document(build.clause("a", "A", build.points(*others, build.paragraph("a/9", long.format("work")))))

    marked = redline(old, new, settings)

    [moved] = [change for change in changes_in(marked) if change.kind is ChangeKind.MOVED]
    [words] = [change for change in changes_in(marked) if change.kind is not ChangeKind.MOVED]
    assert (words.kind, words.old, words.new) == (ChangeKind.WORDS, "Incident", "work")
    assert len(words.old + words.new) <= len(moved.new) / 10


def test_words_that_only_look_otherwise_are_a_change_of_layout(build, settings):
    old = build.document(build.paragraph("a/1", "a fee"))
    new = build.document(build.paragraph("a/1", "a ", Strong((Text("fee"),))))

    [change] = changes_in(redline(old, new, settings))

    assert (change.kind, change.old, change.new, change.importance) == (ChangeKind.LAYOUT, "fee", "fee", Importance.LOW)


def test_a_value_is_one_change_wherever_it_is_printed(agreement, settings):
    def again(node):
        if isinstance(node, Value) and node.path == "service_levels.targets.p1.response":
            return replace(node, text="60 minutes")
        if isinstance(node, tuple):
            return tuple(again(each) for each in node)
        fields = {
            name: again(getattr(node, name)) for name in getattr(node, "__dataclass_fields__", {}) if isinstance(getattr(node, name), tuple)
        }
        return replace(node, **fields) if fields else node

    [change] = changes_in(redline(agreement, again(agreement), settings))

    assert (change.kind, change.path, change.old, change.new) == (
        ChangeKind.VALUE,
        "service_levels.targets.p1.response",
        "30 minutes",
        "60 minutes",
    )
    assert [place.number for place in change.places] == ["2.2(a)", "3"]
    assert change.importance is Importance.HIGH


def test_a_reference_whose_number_shifts_is_no_change(build, agreement, settings):
    [terms] = agreement.parts
    extra = build.clause("extra", "Extra", build.points(build.paragraph("extra.a", "More words stand here.")))

    found = kinds(agreement, changed(agreement, [extra, *terms.blocks]), settings)

    assert [kind for kind, *_ in found] == ["added"]


def test_a_divided_paragraph_keeps_its_words(build, agreement, settings):
    old = build.document(
        build.clause(
            "a", "A", build.points(build.paragraph("a/1", "The Provider shall begin at once. It shall report each day to the Customer."))
        )
    )
    new = build.document(
        build.clause(
            "a",
            "A",
            build.points(
                build.paragraph("a/1", "The Provider shall begin at once."),
                build.paragraph("a/2", "It shall report each day to the Customer."),
            ),
        )
    )

    marked = redline(old, new, settings)

    assert (accepted(marked), rejected(marked)) == (new, old)
    assert [(change.kind, change.old, change.new) for change in changes_in(marked)] == [
        (ChangeKind.DIVIDED, "", ""),
        (ChangeKind.WORDS, " ", ""),
    ]
    assert [change.kind for change in changes_in(redline(new, old, settings))] == [ChangeKind.JOINED, ChangeKind.WORDS]


@pytest.mark.parametrize("under", [True, False])
def test_a_short_paragraph_joined_to_a_long_one_keeps_the_words_of_both(build, settings, under):
    short, long = (
        "It is so.",
        "The Provider shall report each day to the Customer, in writing and at its own cost, until the Incident ends:",
    )
    below = (build.points(build.paragraph("a.below", "with the cause.")),) if under else ()
    old = build.document(
        build.clause("a", "A", build.points(build.paragraph("a.one", short), Item((build.paragraph("a.two", long), *below))))
    )
    new = build.document(build.clause("a", "A", build.points(Item((build.paragraph("a.one", short + long), *below)))))

    marked = redline(old, new, settings)

    assert (accepted(marked), rejected(marked)) == (new, old)
    assert [change.kind for change in changes_in(marked)] == [ChangeKind.JOINED]
    assert [change.kind for change in changes_in(redline(new, old, settings))] == [ChangeKind.DIVIDED]


def test_of_two_points_that_change_places_the_shorter_one_moves(build, settings):
    long = build.paragraph("a.long", "The Provider shall report each day to the Customer, in writing and at its own cost.")
    short = build.paragraph("a.short", "It shall keep a record.")
    old, new = (build.document(build.clause("a", "A", build.points(*order))) for order in ((long, short), (short, long)))

    for before, after in ((old, new), (new, old)):
        [change] = changes_in(redline(before, after, settings))
        assert (change.kind, change.place.block) == (ChangeKind.MOVED, "a.short")


def test_a_row_that_goes_is_one_change(agreement, settings):
    [terms] = agreement.parts
    definitions, services, levels, charges = terms.blocks
    table = levels.blocks[1]
    shorter = replace(levels, blocks=(levels.blocks[0], replace(table, rows=table.rows[:1])))

    assert kinds(agreement, changed(agreement, [definitions, services, shorter, charges]), settings) == [
        ("dropped", "3", "Priority 2 4 hours", "")
    ]


def test_a_column_that_comes_is_marked_cell_by_cell(build, agreement, settings):
    [terms] = agreement.parts
    definitions, services, levels, charges = terms.blocks
    table = levels.blocks[1]

    def wider(row, words):
        cell = replace(row.cells[0], blocks=(build.paragraph("service-levels.table/new", words),))
        return Row((*row.cells, cell))

    new_table = replace(
        table,
        columns=(*table.columns, table.columns[0]),
        header=(wider(table.header[0], "Resolution Time"),),
        rows=tuple(wider(row, "8 hours") for row in table.rows),
    )
    new = changed(agreement, [definitions, services, replace(levels, blocks=(levels.blocks[0], new_table)), charges])

    marked = redline(agreement, new, settings)

    assert (accepted(marked), rejected(marked)) == (new, agreement)
    assert [change.new for change in changes_in(marked) if change.kind is ChangeKind.ADDED] == ["Resolution Time", "8 hours", "8 hours"]


def test_a_schedule_that_goes_is_one_change(build, agreement, settings):
    schedule = Part(PartKind.SCHEDULE, "schedule-x", (Text("Extra"),), (build.paragraph("schedule-x/1", "Words of the schedule."),))

    assert kinds(replace(agreement, parts=(*agreement.parts, schedule)), agreement, settings) == [
        ("dropped", "Schedule\u00a01", "Extra Words of the schedule.", "")
    ]


def test_a_change_in_a_schedule_is_named_with_the_schedule(build, agreement, settings):
    def schedules(*each):
        return replace(agreement, parts=(*agreement.parts, *(Part(PartKind.SCHEDULE, id, (Text(id),), blocks) for id, blocks in each)))

    def tasks(words):
        return (build.clause("tasks", "Tasks", build.points(build.paragraph("tasks.one", words))),)

    old, new = schedules(("levels", tasks("In 5 days."))), schedules(("new", ()), ("levels", tasks("In 6 days.")))

    assert [(change.place.old_number, change.place.new_number) for change in changes_in(redline(old, new, settings))] == [
        (None, "Schedule\u00a01"),
        ("Schedule\u00a01, 1.1", "Schedule\u00a02, 1.1"),
    ]


def test_repeated_words_pair_in_their_order(build, settings):
    same = [build.paragraph(f"a/{n}", "The parties shall act in good faith.") for n in range(30)]
    old, new = build.document(build.clause("a", "A", *same)), build.document(build.clause("a", "A", *same[:29]))

    assert [kind for kind, *_ in kinds(old, new, settings)] == ["dropped"]


@pytest.mark.parametrize(
    ("old", "new", "importance"),
    [
        ("the fee", "the fee,", "low"),
        ("The Customer may pay.", "The Customer shall pay.", "high"),
        ("It works with skill.", "It works with care.", "medium"),
        ("in 5 days", "in 6 days", "high"),
    ],
)
def test_what_changes_a_duty_or_a_figure_matters_more_than_a_comma(build, old, new, importance, settings):
    [change] = changes_in(redline(build.document(build.paragraph("a/1", old)), build.document(build.paragraph("a/1", new)), settings))

    assert change.importance == importance
