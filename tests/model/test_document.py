"""The tree: equal words are equal trees."""

from pipeline.model.diagnostic import Span
from pipeline.model.document import Clause, Item, List, Paragraph, Ref, Strong, Term, Text, Value, inlines, plain, walk


def test_neighbouring_texts_are_one_and_empty_nodes_are_none() -> None:
    pieces = Paragraph("p", (Text("The "), Text("Provider"), Text(""), Strong(()), Text(" shall")))

    assert pieces == Paragraph("p", (Text("The Provider shall"),))


def test_a_place_in_the_source_makes_no_difference() -> None:
    assert Ref("x", Span("a.md", 1, 1)) == Ref("x", Span("b.md", 9, 9))


def test_plain_words_keep_no_trace_of_the_data() -> None:
    content = (Text("within "), Value("a.b", "15 minutes"), Strong((Value("c", "now"),)))

    assert plain(content) == (Text("within 15 minutes"), Strong((Text("now"),)))


def test_walking_meets_every_block_in_reading_order() -> None:
    deep = Item((Paragraph("second", ()),))
    clause = Clause("c", (Text("C"),), (List((Item((Paragraph("first", ()), List((deep,)))),)), Paragraph("third", ())))

    met = [node.id for node in walk(clause) if isinstance(node, Paragraph)]

    assert met == ["first", "second", "third"]


def test_inlines_are_found_within_strong_words_too() -> None:
    paragraph = Paragraph("p", (Strong((Term("Incident"),)), Text(" means")))

    assert [type(node) for node in inlines(paragraph)] == [Strong, Term, Text]
