"""The issues lists: exact words, what we know of each issue, and nothing of it in what the other side reads."""

from __future__ import annotations

import pytest

from pipeline import post, web, word
from pipeline.model.change import Place
from pipeline.model.effects import Effect, Effects
from pipeline.model.issues import IssueStatus
from pipeline.model.proposal import Answer, Decision, Placement, ProposalKind, Standing
from pipeline.negotiate import internal_list, internal_sheet, shared_list, shared_sheet
from pipeline.negotiate.approvals import approved_content
from pipeline.negotiate.gap import gap
from pipeline.word.package import parts_of

FLOOR = "plantedfloor"
SECRETS = {
    "position": "plantedposition",
    "says": "plantedsays",
    "floors": (FLOOR,),
    "approvers": ("planted_approver",),
    "rationale": ("plantedrationale",),
    "talking_points": ("plantedpoint",),
    "owner": "plantedowner",
}
PLACEMENT = Placement(Standing.FALLBACK, risk="critical", **SECRETS)
DECISION = Decision(Answer.COUNTER, "plantedperson", "plantedreason", "We can do better.", "45 days")


@pytest.fixture
def secret_round(a_round, proposed):
    """A round with planted words in each field that is ours alone."""
    value = proposed(
        "2.1",
        "90 days",
        "sixty (60) days",
        ProposalKind.VALUE,
        path="termination.convenience.customer.notice",
        old="90 days",
        new="60 days",
        placement=PLACEMENT,
        decision=DECISION,
        silent=True,
    )
    answers = [Decision(answer, "plantedperson", "plantedreason") for answer in Answer if answer is not Answer.COUNTER]
    others = [proposed(f"2.{number}", "a", "b", placement=PLACEMENT, decision=each) for number, each in enumerate(answers, start=3)]
    return a_round(value, proposed("2.2", "It shall answer.", "It may answer.", placement=PLACEMENT), *others)


def test_the_internal_list_has_all_that_we_know(secret_round):
    first, second, *_ = internal_list(secret_round, "Acme", "Bolt").issues

    assert (first.issue.ours, first.issue.theirs, first.issue.number) == ("90 days", "sixty (60) days", "2.1")
    assert first.gap == f"Not tracked in their file. 90 days becomes 60 days: 30 days less. Never accepted: {FLOOR}"
    assert first.position == "Within a fallback (plantedposition): plantedsays"
    assert (first.risk, first.owner, first.action) == ("Critical", "plantedowner", "Apply the counter, and send it.")
    assert first.issue.status is IssueStatus.COUNTERED
    assert first.issue.resolution == "Acme offers instead: 45 days\nWe can do better."
    assert (second.action, second.issue.status) == ("Decide. Approval by planted approver is needed to accept.", IssueStatus.OPEN)


def test_no_part_of_what_the_other_side_reads_has_a_word_that_is_ours_alone(secret_round):
    shared = shared_sheet(shared_list(secret_round, "Acme", "Bolt"))
    files = {**parts_of(word.write_sheet(shared)), ".html": web.sheet_page(shared).encode(), ".md": web.sheet_markdown(shared).encode()}
    files[".csv"] = post.csv_of(shared.grids[-1])

    for name, part in files.items():
        for secret in (b"planted", b"ritical", b"allback", b"internal", b"Internal", b"not tracked", b"convenience"):
            assert secret not in part, name
    assert b"sixty (60) days" in files["word/document.xml"]
    assert b"We can do better." in files[".csv"]


def test_the_same_words_are_found_in_the_internal_files(secret_round):
    internal = internal_sheet(internal_list(secret_round, "Acme", "Bolt"))

    body = parts_of(word.write_sheet(internal))["word/document.xml"]

    for secret in (
        b"plantedposition",
        b"plantedsays",
        b"plantedowner",
        b"planted approver",
        b"plantedreason",
        b"plantedperson",
        b"Critical",
    ):
        assert secret in body
        assert secret in web.sheet_page(internal).encode()


def test_each_status_says_who_does_what_next(a_round, proposed):
    decisions = {answer: Decision(answer, "Ann", counter="x" if answer is Answer.COUNTER else "") for answer in Answer}
    proposals = [proposed(f"2.{number}", "a", "b", decision=each) for number, each in enumerate(decisions.values())]

    issues = shared_list(a_round(*proposals, proposed("2.9", "a", "b")), "Acme", "Bolt").issues

    assert [(issue.status.value, issue.action) for issue in issues] == [
        ("accepted", "None"),
        ("countered", "Bolt to answer the counter"),
        ("refused", "Bolt to confirm or withdraw"),
        ("in discussion", "Acme and Bolt to discuss"),
        ("open", "Acme to answer"),
    ]


def test_a_fallback_that_was_accepted_waits_for_its_approval(a_round, proposed):
    accepted = proposed("2.1", "a", "b", placement=PLACEMENT, decision=Decision(Answer.ACCEPT, "Ann"))

    (issue,) = internal_list(a_round(accepted), "Acme", "Bolt").issues

    assert issue.action == "Approval by planted approver, then apply."
    assert issue.issue.status is IssueStatus.ESCALATED


def test_the_other_side_reads_of_no_acceptance_before_it_is_approved(a_round, proposed):
    round = a_round(proposed("2.1", "a", "b", placement=PLACEMENT, decision=Decision(Answer.ACCEPT, "Ann", reply="Agreed.")))
    approval = {"role": "planted_approver", "verdict": "approve", "proposal:2.1": approved_content(round.proposals[0])}

    (before,), (after,) = (shared_list(round, "Acme", "Bolt", approvals).issues for approvals in ((), (approval,)))

    assert (before.status, before.action, before.resolution) == (IssueStatus.OPEN, "Acme to answer", "")
    assert (after.status, after.resolution) == (IssueStatus.ACCEPTED, "Accepted as proposed.\nAgreed.")
    assert internal_list(round, "Acme", "Bolt", None, (approval,)).issues[0].action == "Apply."


def test_a_value_that_is_printed_twice_names_both_places(a_round, proposed):
    places = (Place("a", "a", "Notice", "4.2", "4.2"), Place("b", "b", "Exit", "9.1", "9.1"), Place("c", "a", "Notice", "4.2", "4.2"))

    (issue,) = shared_list(a_round(proposed("2.1", "a", "b", ProposalKind.VALUE, places=places)), "Acme", "Bolt").issues

    assert issue.clause == "4.2 Notice\nAlso in 9.1 Exit"


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("The Provider shall pay.", "The Provider may pay.", "1 word comes, among them “may”. 1 word goes, among them “shall”."),
        ("It is liable.", "It is not liable for 30 days.", "4 words come, among them “not”, “30”."),
        ("Old words here.", "Other words here.", "1 word comes. 1 word goes."),
    ],
)
def test_the_gap_counts_words_and_names_those_that_decide_the_meaning(proposed, ours, theirs, said):
    assert gap(proposed("2.1", ours, theirs)) == said


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("liability.general_cap.percentage", "150 %", "100 %", "150 % becomes 100 %: 50 percentage points less."),
        ("charges.fixed.desk.amount", "GBP 10.00", "GBP 12.50", "GBP 10.00 becomes GBP 12.50: GBP 2.50 more."),
        ("charges.fixed.desk.amount", "GBP 10.00", "EUR 12.50", "GBP 10.00 becomes EUR 12.50."),
        ("confidentiality.lasts", "5 years", "24 months", "5 years becomes 24 months."),
        ("confidentiality.lasts", "5 years", "", "5 years becomes words that say no value for this field."),
    ],
)
def test_the_gap_of_a_value_is_its_difference_where_there_is_one(proposed, path, old, new, said):
    assert gap(proposed("2.1", "a", "b", ProposalKind.VALUE, path=path, old=old, new=new)) == said


def test_effects_stand_before_the_issues_with_what_no_figure_shows(a_round, proposed):
    effects = Effects((Effect("Annual charge", "GBP 1.00", "GBP 1.00", "GBP 2.00", "above the budget"),), ("2.2",), (("2.3", "too long"),))

    sheet = internal_sheet(internal_list(a_round(proposed("2.1", "a", "b")), "Acme", "Bolt", effects))

    assert [grid.title for grid in sheet.grids] == ["Effect on money and dates", "Issues"]
    assert sheet.remarks[2:] == ("No figure shows what changes only words: 2.2.", "The data does not take the value of 2.3: too long")


def test_a_round_without_proposals_says_so(a_round):
    sheet = shared_sheet(shared_list(a_round(), "Acme", "Bolt"))

    assert sheet.remarks == ("No issues: the file came back as it was sent.",)
    assert b"w:tbl>" not in parts_of(word.write_sheet(sheet))["word/document.xml"]
