"""A contract that was signed before it came here: kept to the byte, watched by its key data, and never drafted."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline import lifecycle, store
from pipeline.cli import main
from pipeline.model.ledger import FactKind
from pipeline.model.standing import StepState
from pipeline.stages.intake.taking_over import take_over
from pipeline.stages.plans.planning import version_in_force
from pipeline.stages.status import status

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
OLD, AT = "old-support", "2026-05-01T12:00:00Z"
SIGNED = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
KEY_DATA = """\
meta: {contract_number: OLD-2019-7, title: Network Support Agreement}
parties:
  provider: {legal_name: Netco Ltd, notice: {email: notices@netco.example}}
term:
  effective_date: 2026-01-01
  service_start_date: 2026-01-01
  runs_from: effective_date
  initial_term: 24 months
  renewal: {mode: auto, period: 12 months, max_renewals: 3, non_renewal_notice: {customer: 90 days, provider: 90 days}}
service_levels:
  targets:
    - {id: p1, name: Critical, response: 30 min, resolution: 4 h}
"""


@pytest.fixture
def taken(root, tmp_path):
    """Takes the signed file over with some key data."""

    def over(key_data: str = KEY_DATA, content: bytes = SIGNED):
        (tmp_path / "old.pdf").write_bytes(content)
        (tmp_path / "key.yaml").write_text(key_data)
        return take_over(root, OLD, tmp_path / "old.pdf", tmp_path / "key.yaml", AT)

    return over


def test_the_signed_file_is_kept_to_the_byte_and_the_ledger_tells_that_it_is_executed(root, taken):
    assert taken().findings == ()

    file = store.executed_file(OLD, "1.0", ".pdf")
    assert root.path(file).read_bytes() == SIGNED
    kinds = [(entry.kind, entry.facts["version"], entry.facts["pdf"]) for entry in store.read_ledger(root, OLD).entries]
    assert kinds == [(FactKind.VERSION, "1.0", store.sha256(SIGNED)), (FactKind.EXECUTED, "1.0", store.sha256(SIGNED))]
    assert version_in_force(root, OLD) == "1.0"


def test_its_days_are_computed_from_its_key_data(root, taken):
    taken()

    days = {str(date.day) for date in lifecycle.key_dates(store.load_contract(root, OLD).terms)}

    assert {"2027-12-31", "2030-12-31"} <= days


def test_what_was_not_taken_down_is_absent_and_no_fault(root, taken):
    taken("meta: {title: Old Agreement}\n")

    loaded = store.load_contract(root, OLD)
    assert loaded.diagnostics == ()
    assert loaded.terms.meta.title == "Old Agreement"
    assert lifecycle.key_dates(loaded.terms) == ()


def test_what_the_key_data_lack_is_named_where_a_day_rests_on_it(root, taken):
    taken()
    missing = {each.title: each.why for each in lifecycle.undated(store.load_contract(root, OLD).terms)}

    assert missing["Notice against renewal"] == "the key data lack `legal`"


NOTICE_DATA = """\
legal: {deemed_receipt: {email: 1 business_day, post: 2 business_days, hand: 1 business_day}}
governance:
  oversight:
    - {id: ours, party: customer, role: IT Manager, name: Ann Owner, deputy: Bo Day, duties: [reads reports]}
    - {id: theirs, party: provider, role: Account Manager, name: Otto Hand, deputy: Uwe Fuss, duties: [sends reports]}
"""


def test_notices_have_their_days_once_it_is_known_when_they_count_as_received_and_who_answers(root, taken):
    taken(KEY_DATA + NOTICE_DATA)

    dates = {each.id: each for each in lifecycle.key_dates(store.load_contract(root, OLD).terms)}

    # The Initial Term ends on 31 December 2027; 2 October is the day before the 90 days, and neither counts.
    notice = dates["renewal-notice.customer.1"]
    assert (notice.day, notice.send_by, notice.owner) == (date(2027, 10, 1), date(2027, 9, 29), "Ann Owner (IT Manager)")


def test_the_steps_before_signing_were_settled_elsewhere(root, taken):
    shutil.copy(HERE.parent / "status/workflow.yaml", root.path("data/workflow.yaml"))
    taken()

    (standing,) = status(root, [OLD], date(2026, 6, 1)).standings

    before = [step for step in standing.steps if step.number <= 16]
    assert {(step.state, step.why, step.notes) for step in before} == {
        (StepState.DONE, (), ("executed elsewhere, and taken over on 2026-05-01",))
    }
    assert "nothing is recorded yet" in next(step.why for step in standing.steps if step.number == 17)


def test_its_plan_misses_no_paragraph_of_a_text_that_only_the_signed_file_has(root, taken, capfd):
    taken()
    shutil.copytree(ROOT / "templates", root.path("templates"), dirs_exist_ok=True)

    assert main(["--root", str(root.folder), "plan", OLD]) == 0
    said = capfd.readouterr().out
    assert "missing-basis" not in said
    assert "left out, because the key data lack what they rest on" in said


@pytest.mark.parametrize("command", ["check", "build"])
def test_check_and_build_say_in_words_that_nothing_is_drafted(root, taken, capfd, command):
    taken()

    assert main(["--root", str(root.folder), command, OLD]) == 0
    assert f"{OLD}: signed before it came here: {store.executed_file(OLD, '1.0', '.pdf')}" in capfd.readouterr().err
    assert not root.path(f"build/{OLD}").exists()


def test_freezing_it_is_refused_with_a_way_out(root, taken, capfd):
    taken()

    assert main(["--root", str(root.folder), "freeze", OLD]) == 1
    assert "this contract was signed before it came here, so there is no draft of it" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda root: root.path(store.executed_file(OLD, "1.0", ".pdf")).write_bytes(SIGNED + b"x"), "changed-executed-file"),
        (lambda root: root.path(store.executed_file(OLD, "1.0", ".pdf")).unlink(), "missing-executed-file"),
        (lambda root: root.path(store.snapshot_file(OLD, "1.0")).write_text("{}"), "unreadable-version"),
        (lambda root: root.path(store.ledger_file(OLD)).write_text("{}\n"), "broken-ledger"),
    ],
)
def test_check_finds_what_was_changed_afterwards(root, taken, capfd, change, code):
    taken()

    change(root)

    assert main(["--root", str(root.folder), "check", OLD]) == 1
    assert f"[{code}]" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("key_data", "code", "line"),
    [
        (KEY_DATA.replace("24 months", "24 moons"), "bad-duration", 8),
        (KEY_DATA.replace("initial_term", "initial_trem"), "unknown-key", 8),
        (KEY_DATA.replace("mode: auto, ", ""), "missing-key", 9),
        (KEY_DATA.replace("id: p1, ", ""), "missing-key", 12),
        ("", "no-key-data", 1),
    ],
)
def test_a_fault_of_the_key_data_stands_at_its_place_and_nothing_is_written(root, taken, key_data, code, line):
    (fault,) = taken(key_data).findings

    assert (fault.code, fault.span.line) == (code, line)
    assert not store.is_taken(root, OLD)


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"", SIGNED[:-8], b"%PDF-1.4\n" + bytes(9000)])
def test_what_is_no_whole_pdf_is_not_kept(root, taken, content):
    (fault,) = taken(content=content).findings

    assert fault.code == "not-a-pdf"
    assert not store.is_taken(root, OLD)


def test_the_same_file_and_key_data_give_the_same_bytes(root, taken, tmp_path):
    taken()
    folder = root.path(store.folder_of(OLD))
    first = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    shutil.rmtree(folder)

    taken()

    assert {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()} == first
