from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from pipeline.model.document import Alignment
from pipeline.word.columns import Measure, fits, label_widths, measured, text_width, widths

LEFT, RIGHT = Alignment.LEFT, Alignment.RIGHT
columns = some.lists(some.lists(some.text("abc WM. ", max_size=300), max_size=5), min_size=1, max_size=9)


@given(columns, some.integers(3000, 12000))
def test_columns_fill_the_page_and_never_more(texts: list[list[str]], page: int) -> None:
    needs = [measured([], paragraphs) for paragraphs in texts]

    found = widths(needs, [LEFT] * len(needs), page)

    assert sum(found) == page
    assert all(width > 0 for width in found)


def test_no_word_is_broken_where_there_is_room() -> None:
    needs = [measured(["Asset"], ["HF-0001"]), measured(["Description"], ["word " * 80]), measured(["Value"], ["1,234.50"])]

    found = widths(needs, [LEFT, LEFT, RIGHT], 9072)

    assert all(width >= column.word for width, column in zip(found, needs, strict=True))
    assert found[1] > 6 * found[0]


def test_a_short_phrase_stays_on_one_line() -> None:
    needs = [
        measured(["Priority"], ["P3"]),
        measured(["Meaning"], ["A single user is affected " * 4]),
        measured(["Time"], ["2\u00a0Business Days"]),
    ]

    found = widths(needs, [LEFT, LEFT, RIGHT], 9072)

    assert found[2] >= needs[2].line


def test_what_is_left_over_goes_to_words_and_not_to_figures() -> None:
    needs = [Measure(1000, 1000, 1000), Measure(800, 800, 800)]

    assert widths(needs, [LEFT, RIGHT], 9000) == (8200, 800)


def test_figures_alone_are_not_drawn_apart() -> None:
    assert widths([Measure(1000, 1000, 1000), Measure(800, 800, 800)], [RIGHT, RIGHT], 9000) == (1000, 800)


def test_tables_of_labels_stand_in_line_below_each_other() -> None:
    assert label_widths(10000) == (2800, 7200)


def test_a_table_fits_where_only_long_words_must_wrap() -> None:
    short, long = Measure(500, 2000, 2000), Measure(900, 900, 20000)

    assert fits([short, short, long], 8000, 10000)
    assert not fits([short, short, long], 7700, 10000)


def test_the_measure_is_that_of_the_house_type() -> None:
    # 9.5 pt: "0" is 0.507, "W" 0.906 of it wide, in twentieths of a point.
    assert text_width("0") == 97
    assert text_width("W" * 10) == 1729
