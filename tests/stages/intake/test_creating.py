"""A contract from a file of answers: all its files at once, or every fault at its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import store
from pipeline.model.diagnostic import Severity
from pipeline.model.document import Document, Paragraph, walk
from pipeline.model.intake import OPEN, Known
from pipeline.model.numbering import numbered
from pipeline.model.places import id_of
from pipeline.model.playbook import PREFERRED
from pipeline.model.positions import Positions
from pipeline.model.reading import words_of
from pipeline.stages.drafts.agreement import Agreement, agreement
from pipeline.stages.intake.creating import create_from_file
from pipeline.stages.intake.file_of_answers import answers_in
from pipeline.stages.intake.making import given_for, made
from pipeline.stages.intake.printing import empty_answers
from pipeline.stages.intake.questions import BY_ID, QUESTIONS
from pipeline.stages.intake.reading import may_be_open
from pipeline.store.contract_writing import contract_text
from pipeline.store.root import Root

NEW = "new-support"
KNOWN_ASSETS = {
    "hardware": [{"make_and_model": "Firewall", "category": "network", "site": "Head office"}],
    "software": [{"product": "Mail server"}],
}
MILESTONE = {"name": "Design", "deliverables": "design", "acceptance_criteria": "The design meets the plan.", "due": "2027-03-01"}
WAYS_TO_CHARGE = {
    "monthly_retainer": {},
    "hourly_rate": {"ceiling": "9000"},
    "mixed": {"monthly_amount": "4500", "ceiling": "9000"},
    "per_project": {"milestones": [{**MILESTONE, "amount": "9000"}]},
}


def written(folder: Path, answers: dict) -> Path:
    file = folder / "answers.yaml"
    file.write_text(contract_text(answers, {}), encoding="utf-8")
    return file


def told(created) -> list[tuple[str, int, str]]:
    return [(finding.code, finding.span.line, finding.message) for finding in created.findings]


def files_of(root: Root) -> dict[str, bytes]:
    folder = root.path(store.folder_of(NEW))
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def agreement_of(shelf, answers: dict) -> Agreement:
    """The contract that these answers make, as `check` has it."""
    given = given_for(shelf.root, NEW)
    read, faults = answers_in(answers, given)
    assert faults == []
    done = made(given, read, Positions())
    assert done.files, done.findings
    files = {f"{store.folder_of(NEW)}/{name}": text for name, text in done.files.items()}
    with store.on_trial(shelf.root, NEW, files) as other:
        return agreement(shelf.elsewhere(other), NEW, lambda step: None)


def assembled(shelf, answers: dict) -> list[tuple[str, str]]:
    """What `check` finds in the contract that these answers make, apart from advice."""
    found = agreement_of(shelf, answers).findings
    return [(finding.severity, finding.code) for finding in found if finding.severity is not Severity.ADVICE]


def not_preferred(shelf, answers: dict) -> list[tuple[str, str | None]]:
    """Each clause of the contract that these answers make in which it starts elsewhere than at our preferred position."""
    reached = agreement_of(shelf, answers).reached
    assert len(reached) > 40
    return [(each.clause, each.position) for each in reached if each.position != PREFERRED]


def test_whole_answers_become_a_folder_that_loads_without_a_finding(root, answers, tmp_path):
    created = create_from_file(root, NEW, written(tmp_path, answers))

    assert created.findings == ()
    assert created.files[0] == f"data/contracts/{NEW}/contract.yaml"
    loaded = store.load_contract(root, NEW)
    assert loaded.diagnostics == ()
    assert loaded.terms.parties.customer.legal_name == "Fernhill Logistics Ltd"
    assert str(loaded.terms.charges.fixed[0].amount) == "GBP 4500"
    assert str(loaded.terms.termination.convenience.customer.notice) == "90 days"


def test_the_same_answers_give_the_same_bytes(root, answers, tmp_path):
    create_from_file(root, NEW, written(tmp_path, answers))
    first = files_of(root)
    os.rename(root.path(store.folder_of(NEW)), tmp_path / "aside")

    create_from_file(root, NEW, written(tmp_path, dict(reversed(answers.items()))))

    assert files_of(root) == first


def test_each_file_begins_with_the_line_for_editors_and_says_what_its_sections_are_for(root, answers, tmp_path):
    create_from_file(root, NEW, written(tmp_path, answers))

    for name, content in files_of(root).items():
        lines = content.decode().splitlines()
        assert lines[0] == "# yaml-language-server: $schema=../../../schema/contract.json", name
        sections = [number for number, line in enumerate(lines) if line[:1].isalpha()]
        assert all(lines[number - 1].startswith("# ") for number in sections[1:]), name


@pytest.mark.parametrize("charges", WAYS_TO_CHARGE)
def test_a_contract_from_the_standards_of_the_house_starts_at_the_preferred_position_of_every_clause(house, answers, charges):
    answers = {id: answer for id, answer in answers.items() if id != "monthly_amount" or charges == "monthly_retainer"}
    answers = {**answers, **KNOWN_ASSETS, "charges": charges, **WAYS_TO_CHARGE[charges]}

    assert not_preferred(house, answers) == []


def test_a_contract_that_departs_from_the_standards_starts_at_a_fallback(house, answers):
    answers = {**answers, **KNOWN_ASSETS, "standard_terms": "no", "charges_invoicing_due": "30 days"}

    assert not_preferred(house, answers) == [("invoicing", "fallback-1")]


def test_what_runs_around_the_clock_is_reported_by_a_telephone_that_somebody_answers_around_the_clock(house, answers):
    asked = agreement_of(house, answers).terms
    given = agreement_of(house, {**answers, "support_phone": "+44 113 496 0200", "support_email": "help@example.net"}).terms

    telephone = ("Telephone number of support", "services.help_desk_support.channels.phone.address")
    assert telephone in [(point.label, point.path) for point in asked.open]
    assert [(channel.id, channel.window) for channel in given.services[0].channels] == [("phone", "always"), ("email", "standard")]


def test_without_a_telephone_the_portal_is_staffed_around_the_clock(house, answers):
    channels = {"support_phone": "none", "support_portal": "https://help.example.net", "support_email": "help@example.net"}

    agreed = agreement_of(house, {**answers, **channels}).terms

    assert [(channel.id, channel.window) for channel in agreed.services[0].channels] == [("portal", "always"), ("email", "standard")]


def test_repeated_failure_is_a_reason_to_terminate_where_service_credits_define_it(house, answers):
    with_credits, without = (agreement_of(house, {**answers, "service_credits": word}).terms for word in ("yes", "no"))

    assert "chronic_failure" in [reason.id for reason in with_credits.termination.reasons]
    assert "chronic_failure" not in [reason.id for reason in without.termination.reasons]


PRIME = "1 % over the bank prime loan rate that the Federal Reserve publishes"
SUGGESTED = {
    "delaware": ("USD", "united-states", "the State of Delaware", "45 days", PRIME),
    "england_and_wales": ("GBP", "england-and-wales", "England and Wales", "45 days", "4 % over the Bank of England base rate"),
    "germany": ("EUR", "germany-hesse", "Frankfurt am Main", "30 days", "9 % over the base rate under section 247 of the Civil Code"),
    "new_york": ("USD", "united-states", "the State of New York", "45 days", PRIME),
}
"""By law: currency, calendar, place of the courts, time for payment, interest."""


@pytest.mark.parametrize("law", SUGGESTED)
def test_what_is_suggested_follows_the_governing_law(house, law):
    known = Known(replace(given_for(house.root, NEW), answers={"governing_law": law, "standard_terms": "false"}), BY_ID)

    interest = f"{known.text('charges_invoicing_late_interest_rate')} over {known.text('charges_invoicing_late_interest_over')}"
    asked = (known.text(question) for question in ("currency", "calendar", "courts_place", "charges_invoicing_due"))
    assert (*asked, interest) == SUGGESTED[law]


@pytest.mark.parametrize("law", SUGGESTED)
def test_under_each_law_what_is_suggested_departs_from_the_playbook_by_the_choice_of_law_alone(house, answers, under_law, law):
    agreed = agreement_of(house, {**answers, **KNOWN_ASSETS, **under_law(law)})

    assert [finding.code for finding in agreed.findings if finding.severity is Severity.ERROR] == []
    departing = [each.clause for each in agreed.reached if each.position != PREFERRED]
    assert departing == ([] if law == "england_and_wales" else ["governing-law"])


GERMAN = {
    "authority.signatories": "section 174",
    "authority.original": "power of attorney",
    "good-cause.remedy": "section 314(2)",
    "good-cause.time": "section 626",
    "price-review.former": "section 315(3)",
    "service-credits.nature": "(Vertragsstrafe)",
    "invoicing.cut-off": "is not at fault",
    "retention.right": "section 273 or 320",
    "interpretation.writing": "section 126b",
    "agreed-form.electronic": "section 127",
    "variation.no-other-form": "section 305b",
    "court-language.english": "Commercial Court",
}
"""Paragraphs that a lawyer looks for under German law, by what they speak of."""


def test_a_contract_under_german_law_says_what_its_lawyers_look_for(house, answers, under_law):
    priced_by_index = {"indexation": "yes", "index_base_month": "2026-12", "index_first_review": "2028-01-01"}
    document = agreement_of(house, {**answers, **priced_by_index, **under_law("germany")}).document

    said = {id_of(node): words for node, words in paragraphs(document)}
    assert {id: words for id, words in GERMAN.items() if words not in said.get(id, "")} == {}


def paragraphs(document: Document) -> Iterator[tuple[Paragraph, str]]:
    """Each paragraph with all that it says, in one line."""
    numbers = numbered(document)
    for part in document.parts:
        for node in walk(part):
            if isinstance(node, Paragraph):
                yield node, words_of(node.content, part.id, numbers, document).replace("\u00a0", " ")


def test_a_late_milestone_costs_no_more_than_german_law_allows_in_our_own_paper(house, answers, under_law):
    project = {"charges": "per_project", **WAYS_TO_CHARGE["per_project"], **KNOWN_ASSETS}
    english = {id: answer for id, answer in {**answers, **project}.items() if id != "monthly_amount"}

    found = [agreement_of(house, {**english, **under_law(law)}) for law in ("england_and_wales", "germany")]

    assert [str(each.terms.charges.per_project.delay.cap) for each in found] == ["10 %", "5 %"]
    assert [finding.code for each in found for finding in each.findings if finding.code == "doubt-of-the-law"] == []


def test_the_index_of_prices_is_that_of_the_governing_law(house):
    known = Known(replace(given_for(house.root, NEW), answers={"governing_law": "germany", "indexation": "true"}), BY_ID)

    assert known.text("index").endswith("published by the Statistisches Bundesamt")


def test_the_defaults_of_a_house_count_under_its_own_law_whatever_the_law_suggests(house):
    given = given_for(house.root, NEW)
    in_euros = given.house.model_copy(update={"defaults": given.house.defaults.model_copy(update={"currency": "EUR"})})

    found = [Known(replace(given, house=in_euros, answers={"governing_law": law}), BY_ID).text("currency") for law in SUGGESTED]

    assert found == ["USD", "EUR", "EUR", "USD"]


@pytest.mark.parametrize(("bound_from", "start"), [("2027-01-01", "2027-02-01"), ("2027-01-31", "2027-02-28"), ("open", None)])
def test_the_services_start_when_the_handover_is_over(house, bound_from, start):
    known = Known(replace(given_for(house.root, NEW), answers={"effective_date": bound_from}), BY_ID)

    assert known.suggested("service_start_date") == start


def test_a_calendar_that_the_house_lacks_is_not_suggested(house, answers):
    given = given_for(house.root, NEW)
    without = {name: calendar for name, calendar in given.calendars.items() if name != "germany-hesse"}
    known = Known(replace(given, answers={"governing_law": "germany"}, calendars=without), BY_ID)

    assert known.suggested("calendar") == "england-and-wales"


def test_every_law_of_the_library_is_among_those(house):
    assert tuple(given_for(house.root, NEW).laws) == tuple(SUGGESTED)


def test_each_point_that_may_be_open_leaves_a_draft_without_errors(house, answers):
    given = given_for(house.root, NEW)
    known = Known(replace(given, answers=answers_in(answers, given)[0]), BY_ID)
    able = [question.id for question in QUESTIONS if may_be_open(question) and known.is_asked(question.id)]
    assert len(able) > 25

    found = {id: assembled(house, {**answers, id: OPEN}) for id in able}

    assert {id: findings for id, findings in found.items() if Severity.ERROR in [severity for severity, _ in findings]} == {}


def test_an_open_point_is_listed_with_words_that_say_whose_it_is(root, answers, tmp_path):
    answers = {**answers, "initial_term": OPEN, "contacts": [{**row, "email": OPEN} for row in answers["contacts"]]}

    created = create_from_file(root, NEW, written(tmp_path, answers))

    assert "Initial Term" in created.open_points
    assert "Email of Service Desk" in created.open_points
    assert store.load_contract(root, NEW).diagnostics == ()


def test_all_faults_of_the_answers_are_told_at_once_with_their_places(root, answers, tmp_path):
    wrong = {"effective_date": "1/4/2027", "users": "many", "monthly_amount": "1.234,56", "colour": "blue", "renewal": "automatic"}
    answers = {**answers, **wrong}
    file = written(tmp_path, answers)

    created = create_from_file(root, NEW, file)

    lines = file.read_text().splitlines()
    assert [(code, lines[line - 1].partition(":")[0]) for code, line, _ in told(created)] == [
        ("bad-count", "users"),
        ("bad-date", "effective_date"),
        ("bad-money", "monthly_amount"),
        ("unknown-question", "colour"),
        ("bad-choice", "renewal"),
    ]
    assert not store.is_taken(root, NEW)


def test_a_fault_of_one_cell_stands_at_the_cell(root, answers, tmp_path):
    contacts = [*answers["contacts"][:2], {**answers["contacts"][2], "email": "nobody"}, *answers["contacts"][3:]]
    file = written(tmp_path, {**answers, "contacts": contacts})

    (fault,) = create_from_file(root, NEW, file).findings

    line = file.read_text().splitlines()[fault.span.line - 1]
    assert line[fault.span.column - 1 :].startswith("nobody")


def test_what_contradicts_itself_is_told_at_the_answers(root, answers, tmp_path):
    file = written(tmp_path, {**answers, "service_start_date": "2026-12-31"})

    (fault,) = create_from_file(root, NEW, file).findings

    assert (fault.code, fault.span.file) == ("service-before-effective-date", file.as_posix())
    assert file.read_text().splitlines()[fault.span.line - 1].startswith("service_start_date")


def test_what_was_not_answered_is_named_with_the_question(root, answers, tmp_path):
    del answers["owner"]

    (fault,) = create_from_file(root, NEW, written(tmp_path, answers)).findings

    assert (
        fault.message
        == "`owner` is not answered: Who in your company is responsible for this contract? For example Priya Raman, Head of IT."
    )


def test_an_answer_to_a_question_that_does_not_arise_is_refused(root, answers, tmp_path):
    (fault,) = create_from_file(root, NEW, written(tmp_path, {**answers, "ceiling": "5000"})).findings

    assert fault.code == "not-asked"


def test_a_contract_that_is_there_is_left_alone(root, answers, tmp_path):
    folder = root.path(store.folder_of(NEW))
    folder.mkdir()

    (fault,) = create_from_file(root, NEW, written(tmp_path, answers)).findings

    assert fault.code == "taken"
    assert list(folder.iterdir()) == []
    assert sorted(path.name for path in folder.parent.iterdir()) == ["acme-support", NEW]


def test_what_a_killed_command_left_is_no_contract_and_is_written_over(root, answers, tmp_path):
    left = root.path(f"data/contracts/.new-{NEW}/contract.yaml")
    left.parent.mkdir()
    left.write_text("half")

    assert NEW not in store.contracts(root)
    assert create_from_file(root, NEW, written(tmp_path, answers)).findings == ()
    assert not left.parent.exists()


def test_a_house_without_standard_terms_says_where_there_are_some(root, answers, tmp_path, laid_out, house):
    laid_out(root.folder.parent / "other")
    other = Root(root.folder.parent / "other")

    (fault,) = create_from_file(other, NEW, written(tmp_path, answers)).findings

    assert fault.code == "no-standard-terms"
    assert "the data/house.yaml that came with the tool" in fault.hint
    assert store.load_house(house.root).defaults.terms is not None


def test_the_printed_questions_are_answers_with_nothing_answered(root):
    printed = empty_answers(given_for(root, NEW))

    assert all(line.startswith("#") or not line for line in printed.splitlines())
    assert [id for id in BY_ID if f"\n#{id}:" not in printed] == []


def test_the_printed_suggestions_are_what_is_taken_without_them(root, answers, tmp_path):
    create_from_file(root, NEW, written(tmp_path, answers))
    first = files_of(root)
    os.rename(root.path(store.folder_of(NEW)), tmp_path / "aside")
    given = given_for(root, NEW)
    printed = empty_answers(replace(given, answers=answers_in(answers, given)[0]))
    file = tmp_path / "full.yaml"

    file.write_text(uncommented(printed, set(answers)) + contract_text(answers, {}), encoding="utf-8")

    assert told(create_from_file(root, NEW, file)) == []
    assert files_of(root) == first


def uncommented(printed: str, but: set[str]) -> str:
    """The suggestions without their marks, apart from those of these questions and from questions without one."""
    kept, keeps = [], False
    for line in printed.splitlines():
        if line[:1] == "#" and line[1:2].isalpha():
            keeps = line[1:].partition(":")[0] not in but
        elif not line.startswith("#  ") or (line.startswith("#   ") and not keeps):
            keeps = False
        kept += [line[1:]] if keeps else []
    return "".join(f"{line}\n" for line in kept)
