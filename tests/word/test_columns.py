from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from pipeline.model.document import Alignment
from pipeline.word.columns import Measure, fits, label_widths, measured, text_width, widths

LEFT, RIGHT = Alignment.LEFT, Alignment.RIGHT
rows = some.integers(1, 6).flatmap(
    lambda count: some.lists(some.lists(some.text("abc WM. 1", max_size=300), min_size=count, max_size=count), min_size=1, max_size=9)
)


def column(head: str, *body: str) -> Measure:
    return measured([[head]], [[words] for words in body])


@given(rows, some.integers(3000, 12000))
def test_columns_fill_the_page_and_never_more(columns: list[list[str]], page: int) -> None:
    needs = [column(*paragraphs) for paragraphs in columns]

    found = widths(needs, [LEFT] * len(needs), page)

    assert sum(found) == page
    assert all(width > 0 for width in found)


def test_no_word_is_broken_where_there_is_room() -> None:
    needs = [column("Asset", "HF-0001"), column("Description", "word " * 80), column("Value", "1,234.50")]

    found = widths(needs, [LEFT, LEFT, RIGHT], 9072)

    assert all(width >= need.word for width, need in zip(found, needs, strict=True))
    assert found[1] > 6 * found[0]


def test_only_the_longest_word_is_broken_where_there_is_no_room() -> None:
    needs = [
        column("Name", "x" * 500),
        column("E-mail", "service@kronberg.example"),
        column("Telephone", "+49\u00a069\u00a090009\u00a0210"),
    ]

    found = widths(needs, [LEFT, LEFT, LEFT], 7500)

    assert all(width >= need.word for width, need in zip(found[1:], needs[1:], strict=True))


def test_figures_and_what_they_count_stay_on_one_line() -> None:
    times = column("Time", "2\u00a0Business Days")
    telephones = column("Telephone", "+44 113 496 0101")
    needs = [column("Priority", "P3"), column("Meaning", "A single user is affected " * 4), times, telephones]

    found = widths(needs, [LEFT, LEFT, RIGHT, LEFT], 9072)

    assert found[2] >= times.line
    assert found[3] >= telephones.line


def test_a_description_has_the_room_that_short_words_can_spare() -> None:
    needs = [
        column("Service", "Network set-up and maintenance"),
        column("What the Provider does", "Design, installation, monitoring and maintenance of the networks of all sites. " * 2),
        column("Concerns", "Hardware and software"),
        column("Service Hours", "Standard Hours"),
    ]

    found = widths(needs, [LEFT] * 4, 9072)

    assert found[1] > 9072 * 0.45


def test_columns_of_the_same_row_grow_together() -> None:
    one, other = (column(head, "Some words that cannot all stand on one line of the page. " * 3) for head in ("One", "Two"))

    found = widths([one, other], [LEFT, LEFT], 9072)

    assert abs(found[0] - found[1]) < 9072 / 20


def test_what_is_left_over_goes_to_words_and_not_to_figures() -> None:
    needs = [Measure(1000, 1000, 1000), Measure(800, 800, 800)]

    assert widths(needs, [LEFT, RIGHT], 9000) == (8200, 800)


def test_figures_alone_are_not_drawn_apart() -> None:
    assert widths([Measure(1000, 1000, 1000), Measure(800, 800, 800)], [RIGHT, RIGHT], 9000) == (1000, 800)


def test_tables_of_labels_stand_in_line_below_each_other() -> None:
    assert label_widths(10000) == (2800, 7200)


def test_a_table_fits_where_no_word_and_no_figure_must_be_broken() -> None:
    short, long = Measure(500, 2000, 2000), Measure(900, 900, 20000)

    assert fits([short, short, long], 5400)
    assert not fits([short, short, long], 5200)


def test_the_measure_is_that_of_the_house_type() -> None:
    # 9.5 pt: "0" is 0.507, "W" 0.906 of it wide, in twentieths of a point.
    assert text_width("0") == 97
    assert text_width("W" * 10) == 1729
