"""The intake as a conversation: the way forward, the way back, and taking it up another day."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import store
from pipeline.model.intake import NONE, OPEN
from pipeline.model.library import SourceText
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.stages.intake.creating import create_from_file
from pipeline.stages.intake.dialogue import OWN, Asks, Dialogue, State
from pipeline.stages.intake.keeping import UNFINISHED, kept, taken_up
from pipeline.stages.intake.making import given_for, made
from pipeline.stages.intake.printing import kept_text
from pipeline.stages.intake.tables import rows_of_file
from pipeline.store.contract_writing import contract_text
from pipeline.store.yaml_tree import yaml_file
from tests.stages.intake.player import typed, until

NEW = "new-support"


@pytest.fixture
def start(root):
    """A conversation at its first question."""
    return Dialogue(given_for(root, NEW), State({}), rows_of_file)


def read_back(tree: dict) -> dict:
    return yaml_file(SourceText("", kept_text(tree).decode())).tree


def test_a_conversation_and_a_file_with_the_same_answers_give_the_same_bytes(root, start, answers, tmp_path):
    list(typed(start, answers))
    asked = made(given_for(root, NEW), start.complete(), Positions())
    file = tmp_path / "answers.yaml"
    file.write_text(contract_text(answers, {}), encoding="utf-8")

    create_from_file(root, NEW, file)

    folder = root.path(store.folder_of(NEW))
    assert {path.name: path.read_text() for path in folder.iterdir()} == asked.files


def test_kept_answers_are_an_answers_file_that_gives_the_same_bytes(root, start, answers, tmp_path):
    list(typed(start, answers))
    file = tmp_path / "kept.yaml"
    file.write_bytes(kept_text(kept(start.state)))

    created = create_from_file(root, NEW, file)

    assert created.findings == ()
    folder = root.path(store.folder_of(NEW))
    assert {path.name: path.read_text() for path in folder.iterdir()} == made(given_for(root, NEW), start.complete(), Positions()).files


def test_a_conversation_can_be_left_after_any_answer_and_taken_up_again(root, start, answers):
    whole = given_for(root, NEW)
    for _ in typed(start, answers):
        again = Dialogue(whole, taken_up(whole, read_back(kept(start.state)) or {}), rows_of_file)

        assert again.prompt == start.prompt


def test_back_leads_through_all_states_to_the_first_question(start, answers):
    prompts = [(start.prompt.question, start.prompt.column, start.state) for _ in typed(start, answers)]

    for question, column, state in reversed(prompts):
        assert start.back()
        assert (start.prompt.question, start.state) == (question, state)
        assert start.prompt.column == column or start.prompt.asks is Asks.ROWS
    assert not start.back()


def test_what_was_answered_is_suggested_when_the_question_comes_again(start, answers):
    until(start, "effective_date", answers)
    start.take("2027-03-01")

    start.back()

    assert start.prompt.suggestion == "2027-03-01"
    assert start.take("") is None
    assert start.state.answers["effective_date"] == "2027-03-01"


def test_rows_that_are_asked_for_again_keep_what_was_entered(start, answers):
    until(start, "contacts", answers)
    start.take("")
    while start.prompt.question.id == "contacts":
        start.take({"name": "Callum Reid", "email": "c.reid@example.com"}.get(start.prompt.column.name, "none"))

    start.ask_again(("contacts",))

    assert {row["name"] for row in start.prompt.rows} == {"Callum Reid"}
    start.take("")
    assert start.prompt.column.name == "phone"


def test_a_row_of_ones_own_is_called_by_its_first_cell(start, answers):
    until(start, "provider_signatories", answers)
    start.take(OWN)
    start.take("Jürgen Groß")
    start.take("Geschäftsführer")

    assert start.prompt.row == "Jürgen Groß"


def test_back_works_in_what_was_taken_up_from_another_day(root, start, answers):
    until(start, "users", answers)
    again = Dialogue(given_for(root, NEW), taken_up(given_for(root, NEW), read_back(kept(start.state))), rows_of_file)

    assert again.back()
    assert again.prompt.question.id == "service_list"


def test_a_changed_answer_asks_what_now_arises_and_drops_what_does_not(start, answers):
    until(start, "rate_card", {**answers, "charges": "monthly_retainer"})
    while start.prompt.question.id != "charges":
        start.back()

    start.take("hourly rate")

    assert start.prompt.question.id == "rate_card"
    list(typed(start, {**answers, "ceiling": "9000"}))
    assert "monthly_amount" not in start.complete()


WRONG = [
    ("effective_date", "1/4/2027", "bad-date", "2027-04-01"),
    ("effective_date", "2027-02-30", "bad-date", ""),
    ("effective_date", "tomorrow", "bad-date", ""),
    ("effective_date", "٢٠٢٧-٠١-٠١", "bad-date", ""),
    ("effective_date", "", "bad-answer", "`?`"),
    ("effective_date", "open", "bad-answer", ""),
    ("initial_term", "3", "bad-duration", "say the unit"),
    ("initial_term", "3 yrs", "bad-duration", "the units are"),
    ("initial_term", "90 days", "bad-duration", ""),
    ("initial_term", "2000 years", "bad-duration", ""),
    ("users", "many", "bad-count", ""),
    ("users", "-5", "bad-count", ""),
    ("users", "1.000", "bad-count", ""),
    ("users", "99999999999", "bad-count", ""),
    ("monthly_amount", "1.234,56", "bad-money", "1234.56"),
    ("monthly_amount", "4,500", "bad-money", "4500"),
    ("monthly_amount", "£4500", "bad-money", "GBP 4500"),
    ("monthly_amount", "4500 GBP", "bad-money", "GBP 4500"),
    ("monthly_amount", "4500.005", "bad-money", ""),
    ("monthly_amount", "10.000", "bad-money", "10000"),
    ("monthly_amount", "a lot", "bad-money", ""),
    ("owner", "Priya\x07Raman", "bad-text", ""),
    ("owner", "Priya \u202eRaman", "bad-text", ""),
    ("owner", "open", "bad-answer", ""),
    ("owner", "none", "bad-answer", ""),
    ("renewal", "automatic", "bad-choice", ""),
    ("renewal", "9", "bad-choice", ""),
    ("governing_law", "englnd_and_wales", "bad-choice", "england_and_wales"),
    ("calendar", "hesse", "bad-choice", ""),
    ("currency", "pounds", "bad-currency", ""),
    ("ours", "maybe", "bad-answer", "`yes` or `no`"),
    ("provider_notice_email", "nobody at example", "bad-email", ""),
    ("provider_entity_type", "Ltd", "bad-choice", ""),
    ("service_list", "Help desk support, Help desk support", "bad-answer", "once"),
    ("early_fee", "50 %", "bad-answer", ""),
    ("non_renewal_notice_customer", "2 h", "bad-duration", ""),
]


@pytest.mark.parametrize(("question", "words", "code", "hint"), WRONG)
def test_a_wrong_answer_is_refused_in_words_and_the_question_stays(start, answers, question, words, code, hint):
    until(start, question, answers)
    before = start.prompt

    fault = start.take(words)

    assert (fault.code, hint in fault.hint) == (code, True), fault
    assert start.prompt == before


@pytest.mark.parametrize(
    ("question", "words", "answer"),
    [
        ("monthly_amount", "4500", "GBP 4500"),
        ("monthly_amount", "EUR 4500.50", "EUR 4500.50"),
        ("charges", "Per User", "per_user"),
        ("charges", "2", "per_user"),
        ("ours", "YES", "true"),
        ("owner", "  Jürgen Weiß, 情報システム部  ", "Jürgen Weiß, 情報システム部"),
        ("service_list", "1, 5, Printing of labels", ("Help desk support", "Data backup and recovery", "Printing of labels")),
        ("provider_address", "Mainzer Straße 17, 60327 Frankfurt am Main", ("Mainzer Straße 17", "60327 Frankfurt am Main")),
        ("requirements", "one, and more; two", ("one, and more", "two")),
        ("requirements", "none", ()),
        ("tickets_per_month", "none", NONE),
        ("monthly_amount", "open", OPEN),
    ],
)
def test_an_answer_is_taken_as_people_write_it(start, answers, question, words, answer):
    until(start, question, answers)

    assert start.take(words) is None

    assert start.state.answers[question] == answer


def test_suggested_rows_are_kept_by_enter_and_only_what_they_lack_is_asked(start, answers):
    until(start, "contacts", answers)
    start.take("")

    asked = []
    while start.prompt.question.id == "contacts" and len(asked) < 4:
        asked.append((start.prompt.row, start.prompt.column.name))
        start.take("open" if start.prompt.column.name not in ("phone", "deputy") else "none")

    assert asked == [("IT Coordinator", name) for name in ("name", "email", "phone", "deputy")]


def test_rows_of_ones_own_end_with_an_empty_first_cell(start, answers):
    until(start, "priorities", answers)
    for words in (OWN, "Urgent", "the office stands still", "", "1 h", "6 h", "2 h", "90 %", "no", ""):
        assert start.take(words) is None, start.prompt

    assert [row["name"] for row in start.state.answers["priorities"]] == ["Urgent"]


def test_a_table_that_needs_a_row_does_not_end_without_one(start, answers):
    until(start, "sites", answers)
    start.take(OWN)

    fault = start.take("")

    assert fault.message == "at least one row is needed"


def test_rows_that_are_not_at_their_end_are_kept_apart_from_answers(start, answers):
    until(start, "contacts", answers)
    start.take("")
    start.take("Callum Reid")

    assert kept(start.state)[UNFINISHED]["question"] == "contacts"
    assert "contacts" not in kept(start.state)


WORDS = st.one_of(
    st.sampled_from(
        ["", "", "", "", "1", "2", "yes", "no", OPEN, NONE, OWN, "12 months", "30 days", "4 h", "100", "2027-01-01", "95 %", "x@y.example"]
    ),
    st.text(max_size=12),
    st.text(alphabet="äöüß€£–“”'\":#{}[]&*!|>%@`-, \t", min_size=1, max_size=20),
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_answered_ends_in_a_contract_that_loads_or_in_words(root, answers, data):
    whole = given_for(root, NEW)
    dialogue = Dialogue(whole, State({}), rows_of_file)
    for _ in range(400):
        prompt = dialogue.prompt
        if prompt is None:
            break
        if dialogue.take(data.draw(WORDS)) is not None:
            # Whoever is refused tries what is known to be right, and gives a row up that cannot be ended.
            fallback = {Asks.NEXT_ROW: "Some name", Asks.CELL: OPEN}.get(prompt.asks) or answers.get(prompt.question.id, "")
            if dialogue.take(fallback if isinstance(fallback, str) else OWN) is not None:
                dialogue.take(prompt.choices[0] if prompt.choices else "1")
    if dialogue.prompt is None:
        done = made(whole, dialogue.complete(), Positions())
        assert done.files or done.findings
        if done.files:
            with store.on_trial(root, NEW, {f"{store.folder_of(NEW)}/{name}": text for name, text in done.files.items()}) as other:
                assert isinstance(store.load_contract(other, NEW).terms, Terms)
