"""Letters: what they say comes from the version that counts, and none is written that would be wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import store
from pipeline.cli import main
from pipeline.model.ledger import FactKind
from pipeline.model.letter import Letter
from pipeline.store.root import Root
from pipeline.word import read
from tests.entries import facts
from tests.stages.letters.conftest import ACME, contract_file, freeze_now, said, send_now

HERE = Path(__file__).parent
EVENTS = ["on 4 May 2026 nobody answered our calls", "on 5 May 2026 nobody answered them either"]
CREDIT = {"id": "p1", "service_level": "P1 Response Time", "attained": "91.2 %", "share": "5 %", "amount": "GBP 225.00"}
DEMAND = {"clause": "1.1", "events": EVENTS, "remedy": "answer each call"}
Write = Callable[..., "Letter | list[str]"]


def test_a_breach_is_described_with_the_number_that_the_version_has(write: Write) -> None:
    letter = write("breach", "2026-05-06", clause="1.3(a)", events=EVENTS, remedy="answer each call")

    assert said(letter) == (
        "You are in breach of clause 1.3(a) (General):\n"
        "on 4 May 2026 nobody answered our calls; and\n"
        "on 5 May 2026 nobody answered them either.\n"
        "You have to answer each call within 30 days, as clause 1.3(a) wants."
    )


def test_numbers_follow_the_version_that_was_sent_last(root: Root, write: Write) -> None:
    wording = root.path("clauses/10-general/general/preferred.md")
    wording.write_text("1. Each party keeps a record.\n" + wording.read_text())
    before = said(write("breach", "2026-05-06", clause="general.calls", events=EVENTS, remedy="answer"))
    version = freeze_now(root)
    frozen_only = said(write("breach", "2026-05-06", clause="general.calls", events=EVENTS, remedy="answer"))
    send_now(root, version)

    after = said(write("breach", "2026-05-06", clause="general.calls", events=EVENTS, remedy="answer"))

    assert "clause 1.3(a)" in before
    assert frozen_only == before
    assert after == before.replace("1.3(a)", "1.4(a)")


def test_the_executed_version_counts_whatever_is_sent_afterwards(root: Root, write: Write) -> None:
    with store.ledger_open(root, ACME) as writer:
        writer.add(FactKind.EXECUTED, "2026-05-03T12:00:00Z", facts(FactKind.EXECUTED, version="0.1"))
    wording = root.path("clauses/10-general/general/preferred.md")
    wording.write_text("1. Each party keeps a record.\n" + wording.read_text())
    send_now(root, freeze_now(root))

    assert "clause 1.3(a)" in said(write("breach", "2026-05-06", clause="general.calls", events=EVENTS, remedy="answer"))


def test_a_notice_is_addressed_as_the_clause_on_notices_wants(write: Write) -> None:
    letter = write("termination", "2026-05-06", ground="insolvency", events=EVENTS)

    assert isinstance(letter, Letter)
    assert letter.to == (
        "For the attention of the Director",
        "Bolt Software Ltd",
        ["2 Weir Street", "Derby", "DE1 1AA"][0],
        "Derby",
        "DE1 1AA",
    )
    assert letter.delivery == "By e-mail to notices@example.net and by tracked post"
    assert (letter.salutation, letter.closing) == ("Dear Sir or Madam,", "Yours faithfully,")
    assert letter.head.register == ("Registered in England and Wales, number 01234567.", "Registered office: 1 Mill Lane, York, YO1 1AA.")
    assert letter.signed_by == (("Ada Penn", "Chief Operating Officer"),)


def test_who_signs_a_notice_by_procuration_says_so(root: Root, write: Write) -> None:
    parties = contract_file(root, "parties")
    parties.write_text(parties.read_text().replace("capacity: director", "capacity: prokurist", 1))
    send_now(root, freeze_now(root))

    letter = write("termination", "2026-05-06", ground="insolvency", events=EVENTS)

    assert isinstance(letter, Letter)
    assert letter.signed_by == (("ppa. Ada Penn", "Chief Operating Officer"),)


# The Initial Term ends on 31 March 2027, a Wednesday; 30 clear days before it is Sunday, 28 February.
def test_a_notice_against_renewal_names_the_last_day_in_clear_days(write: Write) -> None:
    assert said(write("non-renewal", "2026-12-01")) == (
        "Under clause 1.2 the agreement ends on 31 March 2027. You receive this by 28 February 2027."
    )


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        # Friday 26 February is the last Business Day by then; an e-mail of the day before is received on it.
        pytest.param("2027-02-25", [], id="the last day"),
        pytest.param("2027-02-26", ["letter-too-late"], id="a day later"),
        pytest.param("2027-05-01", ["nothing-to-prevent"], id="in the last Renewal Term"),
        pytest.param("2029-05-01", ["nothing-to-prevent"], id="after the end"),
    ],
)
def test_a_notice_against_renewal_that_comes_too_late_is_not_written(write: Write, day: str, codes: list[str]) -> None:
    letter = write("non-renewal", day)

    assert (letter if isinstance(letter, list) else []) == codes


def test_facts_that_a_letter_does_not_ask_for_change_nothing_in_it(write: Write) -> None:
    assert said(write("non-renewal", "2026-12-01", ground="boredom", received_on="2027-01-01")) == said(write("non-renewal", "2026-12-01"))


def test_no_notice_against_renewal_where_nothing_renews(root: Root, write: Write) -> None:
    contract = contract_file(root, "contract")
    text = contract.read_text()
    contract.write_text(text[: text.index("    mode: auto")] + "    mode: none\n" + text[text.index("\ncalendar:") :])
    send_now(root, freeze_now(root))

    assert write("non-renewal", "2026-12-01") == ["no-such-letter"]


def test_service_credits_are_added_up_and_a_cap_is_said(write: Write) -> None:
    credits = [CREDIT, {**CREDIT, "id": "p2", "amount": "GBP 100.50"}]

    whole, capped = (
        write("credit-claim", "2026-06-03", period="2026-05", credits=credits),
        write("credit-claim", "2026-06-03", period="2026-05", credits=credits, total="GBP 300.00"),
    )

    assert said(whole).endswith("Together they are £325.50.")
    assert said(capped).endswith("The cap leaves £300.00.")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        pytest.param({"total": "GBP 500.00"}, "wrong-total", id="more than the sum"),
        pytest.param({"period": "2026-06"}, "running-period", id="a month that has not ended"),
        pytest.param({"reply_by": "2026-06-03"}, "reply-in-the-past", id="an answer today"),
        pytest.param({"credits": [CREDIT, {**CREDIT, "id": "p2", "amount": "EUR 1.00"}]}, "mixed-currency", id="two currencies"),
        pytest.param({"period": None}, "missing-fact", id="no period"),
    ],
)
def test_figures_that_cannot_be_are_refused(write: Write, facts: dict[str, object], code: str) -> None:
    assert write("credit-claim", "2026-06-03", **{"period": "2026-05", "credits": [CREDIT], **facts}) == [code]


# Received on Thursday 7 May, the notice of 30 days ends on 6 June.
def test_a_termination_for_convenience_takes_effect_when_the_notice_has_passed(write: Write) -> None:
    assert said(write("termination", "2026-05-06", ground="convenience")) == "We terminate with effect at the end of 6 June 2026."
    assert write("termination", "2026-05-06", ground="convenience", ends_on="2026-06-05") == ["ends-too-early"]


def test_a_termination_for_a_reason_that_could_be_cured_needs_the_time_to_have_passed(write: Write) -> None:
    asked = {"ground": "material_breach", "events": EVENTS, "cure_demanded_on": "2026-05-04"}

    assert write("termination", "2026-06-03", **asked) == ["cure-still-runs"]
    assert said(write("termination", "2026-06-04", **asked)).endswith("You have had 30 days from 4 May 2026.")
    assert write("termination", "2026-06-04", ground="material_breach") == ["missing-fact", "missing-fact"]


def test_a_reason_or_clause_that_the_contract_lacks_is_refused(write: Write) -> None:
    assert write("termination", "2026-06-04", ground="boredom", events=EVENTS) == ["no-such-ground"]
    assert write("breach", "2026-06-04", clause="9.9", events=EVENTS, remedy="answer") == ["unknown-clause"]


def test_a_demand_for_a_cure_names_the_reason_in_the_words_of_the_contract(root: Root, write: Write) -> None:
    wording = root.path("clauses/letters/breach/letter.md")
    wording.write_text(wording.read_text() + "\nOur reason: {{ letter.reason }}.\n")

    assert said(write("breach", "2026-05-06", **DEMAND)).endswith("Our reason: the other party commits a material breach.")


def test_a_demand_for_a_cure_says_for_which_of_several_reasons_it_is_made(root: Root, write: Write) -> None:
    reasons = contract_file(root, "termination")
    delay = "    - {id: delay, words: a task is late, right_of: customer, cure: 14 days}\n"
    reasons.write_text(reasons.read_text().replace("    - {id: insolvency,", f"{delay}    - {{id: insolvency,"))
    send_now(root, freeze_now(root))

    assert write("breach", "2026-05-06", **DEMAND) == ["missing-fact"]
    assert "within 14 days" in said(write("breach", "2026-05-06", **DEMAND, ground="delay"))


# Sent on Wednesday 6 May, the demand is received on Thursday, and its 30 days end on Saturday 6 June.
def test_a_demand_for_a_cure_names_the_day_on_which_the_time_ends(root: Root, write: Write) -> None:
    wording = root.path("clauses/letters/breach/letter.md")
    wording.write_text(wording.read_text() + "\nIt ends on {{ letter.cure_ends_on }}.\n")

    assert said(write("breach", "2026-05-06", **DEMAND)).endswith("It ends on 6 June 2026.")


@pytest.mark.parametrize("ground", ["insolvency", "convenience", "boredom"])
def test_no_cure_is_demanded_where_the_contract_sets_no_time_for_it(write: Write, ground: str) -> None:
    assert write("breach", "2026-05-06", **DEMAND, ground=ground) == ["no-such-ground"]


def test_a_fact_written_as_a_sentence_ends_with_one_mark(write: Write) -> None:
    plain = said(write("breach", "2026-05-06", clause="1.1", events=EVENTS, remedy="answer each call"))
    sentences = [f"{each}." for each in EVENTS]
    assert said(write("breach", "2026-05-06", clause="1.1", events=sentences, remedy="answer each call.")) == plain


def test_a_letter_leaves_no_reference_and_no_point_open(root: Root, write: Write) -> None:
    wording = root.path("clauses/letters/breach/letter.md")
    wording.write_text("See [](#general.gone).\n")

    assert write("breach", "2026-06-04", clause="1.1", events=EVENTS, remedy="answer") == ["unknown-reference"]


def test_nothing_is_written_before_any_version_was_sent(root: Root) -> None:
    root.path(f"data/contracts/{ACME}/ledger.jsonl").unlink()

    assert main(["--root", str(root.folder), "letter", ACME, "breach"]) == 1


def test_the_command_writes_both_files_and_says_by_when(root: Root, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--root", str(root.folder), "letter", ACME, "non-renewal", "--now", "2026-12-01T12:00:00Z"])

    out = capsys.readouterr().out
    docx = root.path(f"build/{ACME}/letters/acme-1-non-renewal-2026-12-01.docx")
    assert code == 0
    assert "to be received by 28 February 2027: the last day to send it is 25 February 2027 by e-mail" in out
    assert read(docx.read_bytes(), docx.name)
    assert docx.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    first = docx.read_bytes(), docx.with_suffix(".pdf").read_bytes()
    main(["--root", str(root.folder), "letter", ACME, "non-renewal", "--now", "2026-12-01T12:00:00Z"])
    assert (docx.read_bytes(), docx.with_suffix(".pdf").read_bytes()) == first


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        pytest.param(["non-renewel"], "did you mean `non-renewal`?", id="a slip"),
        pytest.param([], "name a letter: `breach`, `cover`, `credit-claim`, `non-renewal`, `termination`", id="no kind"),
        pytest.param(["breach", "--set", "claus=1.1"], "did you mean `clause`?", id="a fact that is none"),
        pytest.param(["breach", "--set", "credits=5"], "is a table: write it into a YAML file", id="a table in an option"),
        pytest.param(["credit-claim", "--set", "period=May"], "`May` is not a month of a year", id="no month"),
        pytest.param(["breach", "--set", "clause=1.1", "--set", "clause=1.2"], "is set twice", id="set twice"),
    ],
)
def test_wrong_words_are_answered(root: Root, capsys: pytest.CaptureFixture[str], words: list[str], answer: str) -> None:
    code = main(["--root", str(root.folder), "letter", ACME, *words])

    assert code == 2
    assert answer in capsys.readouterr().err


def test_a_letter_that_the_fonts_cannot_print_is_not_written(root: Root, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--set", "clause=1.1", "--set", "events=\u6771\u4eac", "--set", "remedy=answer")

    assert main(["--root", str(root.folder), "letter", ACME, "breach", *words, "--now", "2026-06-01T12:00:00Z"]) == 1
    assert "error[missing-glyph]: the fonts have no sign for `\u6771` (U+6771), `\u4eac` (U+4EAC)" in capsys.readouterr().out
    assert not root.path(f"build/{ACME}/letters").exists()


def test_a_cover_letter_is_written_by_send_alone(root: Root, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(root.folder), "letter", ACME, "cover"]) == 1
    assert "`send` writes it" in capsys.readouterr().out


def test_facts_come_from_a_file_and_its_faults_are_shown_at_their_place(root: Root, capsys: pytest.CaptureFixture[str]) -> None:
    file = root.path("facts.yaml")
    file.write_text("period: 2026-05\ncredits:\n  - {id: p1, service_level: P1, attained: 91.2 %, share: 5 %, amount: 225}\n")

    code = main(["--root", str(root.folder), "letter", ACME, "credit-claim", "--facts", str(file), "--now", "2026-06-03T12:00:00Z"])

    assert code == 1
    assert "facts.yaml:3:" in capsys.readouterr().out


def test_a_missing_facts_file_is_said(root: Root, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(root.folder), "letter", ACME, "breach", "--facts", "nowhere.yaml"]) == 1
    assert "missing-file" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        pytest.param("parties.provider.notice.email", ["open-point-in-letter"], id="where the notice goes"),
        pytest.param("parties.customer.vat_number", [], id="what no letter needs"),
    ],
)
def test_a_point_that_is_open_stops_the_letters_that_would_print_it(root: Root, write: Write, path: str, codes: list[str]) -> None:
    parties = contract_file(root, "parties")
    parties.write_text(
        parties.read_text().replace("      email: notices@example.net\n", "" if codes else "      email: notices@example.net\n")
    )
    contract = contract_file(root, "contract")
    contract.write_text(f"{contract.read_text()}\nopen:\n  - {{path: {path}, label: this point}}\n")
    wording = root.path("clauses/10-general/general/preferred.md")
    wording.write_text(f"{wording.read_text()}1. It is {{{{ {path} }}}}.\n")
    version = freeze_now(root)
    with store.ledger_open(root, ACME) as writer:
        writer.add(FactKind.SENT, "2026-05-03T12:00:00Z", {"version": version, "party": "provider"})

    letter = write("termination", "2026-06-04", ground="insolvency", events=EVENTS)

    assert (letter if isinstance(letter, list) else []) == codes


def test_a_fact_that_stands_twice_is_refused(root: Root, capsys: pytest.CaptureFixture[str]) -> None:
    file = root.path("facts.yaml")
    file.write_text("reply_by: 2026-07-01\nreply_by: 2026-08-01\n")

    code = main(["--root", str(root.folder), "letter", ACME, "credit-claim", "--facts", str(file), "--now", "2026-06-03T12:00:00Z"])

    assert code == 1
    assert "error[duplicate-key]: `reply_by` stands twice in the same place" in capsys.readouterr().out
