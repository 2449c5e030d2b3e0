"""What the proof-reader finds in the words of one wording, and where it points."""

from __future__ import annotations

import pytest

from pipeline.assemble import as_written, parsed_wording
from pipeline.check import Setting, terms_of_one_meaning, wording_faults
from pipeline.model.document import PartKind
from pipeline.model.library import SourceText

TERMS = frozenset({"Service Credit", "Business Day"})


def said(text: str, language: str = "en-GB", *, advice: bool = True) -> list[tuple[str, str, str]]:
    """Severity and code as they are printed, place, message."""
    source = SourceText("a.md", text)
    parsed = parsed_wording(source, "a", PartKind.TERMS)
    assert parsed.diagnostics == ()
    found = wording_faults(as_written(parsed.blocks), source, Setting(language, TERMS, frozenset({"GDPR"})))
    return [
        (f"{fault.severity}[{fault.code}]", f"{fault.span.line}:{fault.span.column}-{fault.span.end_column}", fault.message)
        for fault in found
        if advice or fault.severity != "advice"
    ]


BAD = [
    (
        "1. It may keep the service credits.",
        ("warning[term-in-lower-case]", "1:20-35", "`service credits` is written small, and is a Defined Term"),
    ),
    ("1. The Supplier may go.", ("warning[role-by-another-name]", "1:4-16", "`The Supplier` is no party of this contract")),
    (
        '""Report"" means what the Provider shall send each month.',
        ("warning[duty-in-definition]", "1:36-41", "`shall` makes a duty of a definition"),
    ),
    ("1. The RFO is late.", ("warning[unexpanded-acronym]", "1:8-11", "`RFO` is spelt out nowhere")),
    (
        "1. It may end under clause 4.2(a).",
        ("warning[typed-reference]", "1:21-34", "`clause 4.2(a)` is typed, and stays when the numbers change"),
    ),
    ("1. It stands in the Annex.", ("warning[piece-by-another-name]", "1:21-26", "this contract has no `Annex`")),
    (
        "1. It may end in the agreed form.",
        ("warning[attached-document]", "1:15-33", "`in the agreed form` speaks of a document that is not here"),
    ),
    ("1. It may end within 15 minutes.", ("advice[typed-figure]", "1:22-32", "`15 minutes` is typed here")),
    ("1. It may end after thirty (30) years.", ("warning[figure-twice]", "1:21-32", "`thirty (30)` says a number twice")),
    ("1. It may end within 30 of the notice.", ("warning[figure-without-unit]", "1:15-24", "`within 30` has no unit")),
    ("1. It may end on 3 April 2026.", ("warning[typed-date]", "1:18-30", "`3 April 2026` is typed here")),
    ("1. It may end at 09:00.", ("warning[typed-clock]", "1:18-23", "`09:00` is typed here")),
    ("1. It may take between 5 and 10 tickets.", ("warning[open-between]", "1:16-32", "`between 5 and 10` leaves both ends open")),
    (
        "1. A report shall be provided each month.",
        ("warning[duty-without-actor]", "1:13-30", "`shall be provided` is a duty in the passive"),
    ),
    ("1. The Provider shall promptly answer.", ("warning[duty-without-time]", "1:23-31", "`promptly` sets no time")),
    ("1. The Provider shall answer.", ("advice[duty-at-no-time]", "1:17-22", "this duty says neither when nor how often")),
    (
        "1. It has a price to be agreed.",
        ("warning[agreement-to-agree]", "1:19-31", "`to be agreed` leaves the matter to a later agreement"),
    ),
    ("1. It may pay \\_\\_\\_\\_ each month.", ("error[placeholder]", "1:4-35", "`____` is left to be filled in")),
    ("1. It may TBD each month.", ("error[placeholder]", "1:11-14", "`TBD` is left to be filled in")),
    ("1. Note to draft: ask finance.", ("error[printed-note]", "1:4-18", "`Note to draft:` begins a note that would be printed")),
    ("1. The Provider will answer.", ("warning[duty-word]", "1:4-21", "`will` words a duty, for which this library has `shall`")),
    ("1. The manager may give his consent.", ("warning[gendered-pronoun]", "1:25-28", "`his` is said of a person of either sex")),
    ("1. It may pay the sums due hereunder.", ("warning[archaic-word]", "1:28-37", "`hereunder` is a word of old contracts")),
    ("1. It is null and void.", ("warning[doublet]", "1:10-23", "`null and void` says one thing twice")),
    ("1. It may take one and/or two.", ("warning[and-or]", "1:20-26", "`and/or` may mean one or both")),
    ("1. It may use best endeavours.", ("warning[vague-effort]", "1:15-30", "`best endeavours` promises to try, not to succeed")),
    ("1. It has a significant effect.", ("advice[vague-measure]", "1:13-24", "`significant` is a measure that nothing defines")),
    ("1. It may take the the part.", ("warning[doubled-word]", "1:16-23", "`the` stands twice")),
    ("1. It may go , and come.", ("warning[stray-space]", "1:11-15", "a space stands where none belongs")),
    ("1. It may go (and come.", ("warning[bracket-without-partner]", "1:14-15", "`(` is never closed")),
    ("1. It may not go unless it is not late.", ("warning[negative-stack]", "1:11-34", "a negation stands upon a negation")),
    (
        "1. It may take all, including but not limited to cables.",
        ("warning[including-style]", "1:21-49", "`including but not limited to` repeats what the clause on interpretation says"),
    ),
    ("1. It may authorize a visit.", ("warning[spelling-of-elsewhere]", "1:11-20", "`authorize` is not spelt so in en-GB")),
]


@pytest.mark.parametrize(("text", "finding"), BAD)
def test_a_fault_in_the_words_is_said_with_its_place(text, finding):
    assert said(text) == [finding]


def test_a_long_sentence_is_counted_with_each_value_as_one_word():
    words = "1. It may " + "go and " * 19 + "{{ meta.title }}."

    assert said(words) == [("warning[long-sentence]", "1:4-6", "this sentence has 41 words, at most 40 can be followed")]


@pytest.mark.parametrize(
    "text",
    [
        "1. The Provider shall answer within {{ service_levels.targets.p1.response }}.",
        "1. The Service Credits and a service of credit are two things.",
        "1. Another supplier of the Customer may have a vendor.",
        "1. The GDPR and an IT system need no explanation.",
        "1. As sections 69d(2), 69d(3) and 69e of the Copyright Act, section 2 of the Act and Article 28(3) of the GDPR say.",
        "1. It may end under [](#a) and stand in the schedule.",
        "1. It may end until {{ term.effective_date }}, and takes at least 5 and less than 10.",
        "1. The Provider shall answer without undue delay, and at the latest within {{ service_levels.targets.p1.response }}.",
        "1. The Provider shall not disclose it.",
        "1. The Customer is entitled to it, and shall be entitled to more each year.",
        "1. It may go (and come), and had had what that that says.",
        "1. It may not go unless it is late.",
        "1. It may take all, including cables, and authorise a visit.",
        "1. It has the form that the schedule gives.",
        "1. The sentence ends. " + "Another one follows. " * 20,
    ],
)
def test_words_that_are_right_are_left_alone(text):
    assert said(text) == []


def test_each_branch_of_a_condition_is_read():
    text = "{% if transition %}\n1. It is null and void.\n{% else %}\n1. It may go and/or come.\n{% endif %}\n"

    assert [(code, place) for code, place, _ in said(text)] == [("warning[doublet]", "2:10-23"), ("warning[and-or]", "4:14-20")]


def test_tables_and_lists_of_the_data_are_read():
    table = "::: table services\n| Name | Note |\n| --- | --- |\n| {{ row.name }} | null and void |\n:::\n"
    points = "1. It takes:\n\n::: list services and\n{{ item.name }} hereunder\n:::\n"

    assert [(code, place) for code, place, _ in said(table)] == [("warning[doublet]", "4:20-33")]
    assert [(code, place) for code, place, _ in said(points)] == [("warning[archaic-word]", "4:17-26")]


def test_the_second_of_two_equal_words_is_pointed_at():
    text = "1. It may go hereby.\n   <!-- hereby -->\n   It may come hereby.\n"

    assert [place for _, place, _ in said(text)] == ["1:14-20", "3:16-22"]


def test_the_spelling_is_that_of_the_law():
    assert said("1. It may authorise a visit.", "en-US") == [
        ("warning[spelling-of-elsewhere]", "1:11-20", "`authorise` is not spelt so in en-US")
    ]
    assert said("1. It may authorize a visit.", "en-US") == []


def test_a_term_that_its_own_definition_uses_in_small_letters_has_two_meanings():
    text = '""Personal Data"" means personal data that the Provider holds.\n\n""Service Credit"" means a sum.\n'
    parsed = parsed_wording(SourceText("a.md", text), "a", PartKind.TERMS)

    assert terms_of_one_meaning(as_written(parsed.blocks)) == {"Service Credit"}
