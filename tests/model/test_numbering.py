"""Numbers in the margin and in references."""

from pipeline.model.document import Clause, Document, Item, List, Paragraph, Part, PartKind, Ref, Text
from pipeline.model.numbering import letters, numbered, reference, roman, spoken
from pipeline.model.reading import canonical_text, text_hash


def paragraph(id: str, *content: Text | Ref) -> Paragraph:
    return Paragraph(id, content or (Text(id),))


def points(*items: Item) -> List:
    return List(items)


def agreement() -> Document:
    inner = points(Item((paragraph("a"), points(Item((paragraph("i"),)), Item((paragraph("ii"),))))), Item((paragraph("b"),)))
    services = Clause("services", (Text("Services"),), (points(Item((paragraph("first"), inner)), Item((paragraph("second"),))),))
    term = Clause("term", (Text("Term"),), (points(Item((paragraph("runs", Text("See "), Ref("i"), Text(" and "), Ref("price")),))),))
    prices = Clause("prices", (Text("Prices"),), (points(Item((paragraph("price"),)), Item((paragraph("rate", Ref("price")),))),))
    return Document(
        "Agreement",
        (
            Part(PartKind.TERMS, "terms", (), (services, term)),
            Part(PartKind.SCHEDULE, "schedule-charges", (Text("Charges"),), (prices,)),
        ),
    )


def test_each_depth_has_its_own_kind_of_number() -> None:
    numbers = numbered(agreement())

    labels = {id: numbers[id].label for id in ("services", "first", "a", "i", "ii", "b", "second", "term", "runs")}

    assert labels == {
        "services": "1.",
        "first": "1.1",
        "a": "(a)",
        "i": "(i)",
        "ii": "(ii)",
        "b": "(b)",
        "second": "1.2",
        "term": "2.",
        "runs": "2.1",
    }


def test_a_reference_says_the_whole_path_to_the_paragraph() -> None:
    document = agreement()
    numbers = numbered(document)

    words = "".join(piece.text for piece in reference("i", "terms", numbers, document.words))

    assert words == "clause\u00a01.1(a)(i)"


def test_a_reference_into_a_schedule_names_the_schedule_from_outside_only() -> None:
    document = agreement()
    numbers = numbered(document)

    from_terms = "".join(piece.text for piece in reference("price", "terms", numbers, document.words))
    from_within = "".join(piece.text for piece in reference("price", "schedule-charges", numbers, document.words))

    assert from_terms == "paragraph\u00a01.1 of Schedule\u00a01"
    assert from_within == "paragraph\u00a01.1"


def test_people_name_a_paragraph_of_a_schedule_with_the_schedule() -> None:
    numbers = numbered(agreement())

    names = [spoken(id, numbers) for id in ("i", "price", "schedule-charges", "terms")]

    assert names == ["1.1(a)(i)", "Schedule\u00a01, 1.1", "Schedule\u00a01", None]


def test_lists_side_by_side_count_on_so_that_no_number_stands_twice() -> None:
    lists = (points(Item((paragraph("one"),))), paragraph("between"), points(Item((paragraph("two"),))))
    document = Document("A", (Part(PartKind.TERMS, "terms", (), (Clause("c", (Text("C"),), lists),)),))

    numbers = numbered(document)

    assert [numbers[id].label for id in ("one", "two")] == ["1.1", "1.2"]


def test_letters_and_roman_numerals_count_as_word_does() -> None:
    assert [letters(count) for count in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "zz", "aaa"]
    assert [roman(count) for count in (1, 4, 9, 14, 40, 49, 90)] == ["i", "iv", "ix", "xiv", "xl", "xlix", "xc"]


def test_the_canonical_text_is_one_line_a_paragraph_with_its_number() -> None:
    text = canonical_text(agreement())

    assert text.splitlines()[:3] == ["1.\tServices", "1.1\tfirst", "(a)\ta"]
    assert "2.1\tSee clause\u00a01.1(a)(i) and paragraph\u00a01.1 of Schedule\u00a01" in text


def test_the_text_hash_follows_the_words_and_nothing_else() -> None:
    same = agreement()
    other = Document("Another title", same.parts)

    assert text_hash(same) == text_hash(agreement())
    assert text_hash(same) == text_hash(other)
    assert text_hash(Document("A", same.parts[:1])) != text_hash(same)
