"""The text that the decisions of a round lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.model.diagnostic import Span
from pipeline.model.document import Clause, Document, Item, List, Paragraph, Ref, Text, Value, inlines, walk
from pipeline.model.proposal import Answer, Decision, Round
from pipeline.model.reading import canonical_text, lines
from pipeline.negotiate import agreed

N = "\u00a0"
NOTICE = "termination.convenience.customer.notice"


def printed(path: str, words: str) -> str:
    return {NOTICE: f"60{N}days"}.get(path, words)


def where(id: str) -> Span:
    return Span("rounds/02.yaml", int(id.partition(".")[2]))


def decided(round: Round, answer: Answer | Callable[[int], Answer] = Answer.REFUSE, **others: tuple[Answer, str]) -> Round:
    """The round with one answer to all proposals, or with one to each by its ordinal, but for those named by a word of theirs."""

    def decision(ordinal: int, proposal) -> Decision:
        given = next((each for word, each in others.items() if word.replace("_", " ") in proposal.theirs), None)
        chosen, counter = given or (answer if isinstance(answer, Answer) else answer(ordinal), "")
        return Decision(chosen, "Nora Quill", counter=counter)

    return replace(round, proposals=tuple(replace(each, decision=decision(n, each)) for n, each in enumerate(round.proposals)))


def text_of(round: Round) -> Document:
    found = agreed(round, printed, where)
    assert isinstance(found, Document), found
    return found


def said(document: Document, id: str) -> str:
    return next(
        words for node in walk(document) if isinstance(node, Paragraph) and node.id == id for words in [plain_words(document, node)]
    )


def plain_words(document: Document, paragraph: Paragraph) -> str:
    alone = replace(document, parts=(replace(document.parts[0], blocks=(Clause("only", (), (paragraph,)), *document.parts[0].blocks)),))
    return next(words for _, words in list(lines(alone))[1:])


@pytest.mark.parametrize("seed", range(30))
def test_all_accepted_is_their_text_and_all_refused_is_ours(sent, edited, read, back, words, seed):
    theirs = edited(read, seed, 0.2, anchored=True)
    round = back(theirs)

    yes = agreed(decided(round, Answer.ACCEPT), lambda path, words: words, where)
    no = agreed(decided(round, Answer.REFUSE), lambda path, words: words, where)

    assert canonical_text(no) == canonical_text(sent)
    if not any(each.path for each in round.proposals):
        assert words(yes) == words(theirs)


def test_a_proposal_without_a_decision_or_still_talked_about_is_named(back, hand):
    round = back(hand.tracked().writes("services.scope", "skilled", "trained").writes("termination/2", " a month.", " a year."))
    round = decided(round, lambda n: (Answer.DISCUSS, Answer.ACCEPT)[n])
    round = replace(round, proposals=(round.proposals[0], replace(round.proposals[1], decision=None)))

    assert [(each.code, each.span, each.message) for each in agreed(round, printed, where)] == [
        ("open-proposal", Span("rounds/02.yaml", 1), "proposal 2.1 on 2.1 Services is still talked about"),
        ("open-proposal", Span("rounds/02.yaml", 2), "proposal 2.2 on 4.2 Termination has no decision"),
    ]


def test_an_accepted_value_reads_as_its_field_prints(back, hand):
    theirs = (
        hand.tracked().writes("termination.convenience", f"90{N}days", "sixty (60) days").writes("termination/3", f"90{N}days", "60 days")
    )

    document = text_of(decided(back(theirs), Answer.ACCEPT))

    values = [leaf for node in walk(document) for leaf in inlines(node) if isinstance(leaf, Value) and leaf.path == NOTICE]
    assert values == [Value(NOTICE, f"60{N}days")] * 2


def test_a_value_that_we_offer_stands_wherever_it_is_printed(back, hand):
    round = decided(back(hand.tracked().writes("termination.convenience", f"90{N}days", "30 days")), **{"30": (Answer.COUNTER, "60 days")})

    document = text_of(round)

    assert said(document, "termination.convenience") == f"The Customer may end it by a notice of at least 60{N}days. It need not say why."
    assert said(document, "termination/3").startswith(f"Its notice of 60{N}days runs")


def test_our_words_take_the_place_of_the_sentence_and_of_no_other(back, hand):
    theirs = hand.tracked().writes("services.scope", "skilled", "trained").writes("services.scope", "a record", "a full record")
    round = decided(back(theirs), Answer.ACCEPT, trained=(Answer.COUNTER, "The Provider shall perform the Services with good staff."))

    assert (
        said(text_of(round), "services.scope")
        == "The Provider shall perform the Services with good staff. It shall keep a full record of them."
    )


def test_a_value_and_a_reference_that_our_words_repeat_stay_what_they_are(back, hand):
    round = back(hand.tracked().writes("termination/3", "runs from receipt", "runs from dispatch"))
    ours = "Its notice of 90 days begins with receipt, as clause 4.1 states."

    document = text_of(decided(round, dispatch=(Answer.COUNTER, ours)))

    [paragraph] = [node for node in walk(document) if isinstance(node, Paragraph) and node.id == "termination/3"]
    assert paragraph.content == (
        Text("Its notice of "), Value(NOTICE, f"90{N}days"), Text(" begins with receipt, as "), Ref("termination.convenience"),
        Text(" states."),
    )  # fmt: skip


def test_our_words_take_the_place_of_a_sentence_that_they_add(back, hand):
    theirs = hand.tracked().writes("services/5", "each site. It", "each site. It shall pay for a guard. It")
    round = decided(back(theirs), guard=(Answer.COUNTER, "It shall show the way."))

    assert said(text_of(round), "services/5") == (
        "The Customer shall report each Incident, and give access to each site. It shall show the way. It may refuse access at night."
    )


def new_point(*texts: str) -> Item:
    first, *below = (Paragraph(f"new/{n}", (Text(text),)) for n, text in enumerate(texts))
    return Item((first, List(tuple(Item((each,)) for each in below))) if below else (first,))


def test_our_words_take_the_place_of_a_new_point_and_of_one_that_they_delete(back, hand):
    theirs = hand.tracked().adds("services.scope.", new_point("The Provider may:", "rest;", "leave.")).drops("services/5.")
    counters = {"rest": (Answer.COUNTER, "The Provider shall:\nstay; and\nwork.")}
    round = back(theirs)
    dropped = next(each for each in round.proposals if not each.theirs)
    round = decided(round, **counters)
    ours = Decision(Answer.COUNTER, "Nora Quill", counter="The Customer shall give access.")
    round = replace(round, proposals=tuple(replace(each, decision=ours) if each.id == dropped.id else each for each in round.proposals))

    told = canonical_text(text_of(round))

    assert "2.2\tThe Provider shall:\n(a)\tstay; and\n(b)\twork.\n2.3\tTo end an Incident" in told
    assert "2.4\tThe Customer shall give access.\n" in told


@pytest.mark.parametrize(
    ("counter", "why"),
    [("One line.", "it concerns 3 paragraphs, and the counter has 1 lines: write one for each paragraph")],
)
def test_a_counter_that_finds_no_place_says_why(back, hand, counter, why):
    theirs = hand.tracked().adds("services.scope.", new_point("The Provider may:", "rest;", "leave."))

    [fault] = agreed(decided(back(theirs), rest=(Answer.COUNTER, counter)), printed, where)

    assert (fault.code, fault.message) == ("no-place-for-counter", f"the counter to 2.1 has no place in the contract: {why}")


def test_another_name_that_we_offer_stands_wherever_they_wrote_theirs(back, hand):
    theirs = hand.tracked()
    for id, old, new in (
        ("definitions/1", "Incident", "Fault"),
        ("services/2", "an Incident", "a Fault"),
        ("services/5", "each Incident", "each Fault"),
    ):
        theirs = theirs.writes(id, old, new)
    round = back(theirs)

    document = text_of(decided(round, Fault=(Answer.COUNTER, "Problem")))

    assert "Fault" not in canonical_text(document)
    assert said(document, "services/5").startswith("The Customer shall report each Problem,")
