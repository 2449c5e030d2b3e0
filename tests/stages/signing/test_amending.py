"""What changes after an agreement is in force is an amendment: each change said at its place, signed as the agreement was."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from pipeline import pdf, store
from pipeline.model.ledger import FactKind
from pipeline.model.reading import lines
from pipeline.model.signing import Method, execution_of, preparation_of
from pipeline.stages.signing.keeping import executed_findings
from pipeline.stages.versions.holding import version_findings
from pipeline.store.root import Root
from tests.stages.signing.conftest import Steps, edit

ACME = "acme-support"
CUSTOMER, PROVIDER = "customer-coo", "provider-director"
FOLDER = f"data/contracts/{ACME}"
GENERAL = "clauses/10-general/general/preferred.md"
AMENDED_AT, SIGNED_AT, VERIFIED_AT = (f"2026-06-0{day}T12:00:00Z" for day in (1, 2, 3))
WORDING = """\
1. This agreement begins on {{ term.effective_date }} and runs for {{ term.initial_term }}. {#general.start}
1. The provider shall keep a record of its work. {#general.record}
1. The customer may look at the record. {#general.look}
1. Each party keeps the other informed. {#general.informed}
"""


@pytest.fixture(scope="module")
def in_force(written: Path, tmp_path_factory: pytest.TempPathFactory, people: Any) -> Path:
    """The contract, signed by both and concluded."""
    folder = tmp_path_factory.mktemp("in-force")
    shutil.copytree(written, folder, dirs_exist_ok=True)
    steps = Steps(Root(folder), people)
    steps.root.path(GENERAL).write_text(WORDING)
    steps.agree()
    steps.prepare()
    steps.apply(CUSTOMER)
    steps.apply(PROVIDER)
    assert steps.verify().outputs
    return folder


@pytest.fixture
def steps(in_force: Path, tmp_path: Path, people: Any) -> Steps:
    shutil.copytree(in_force, tmp_path, dirs_exist_ok=True)
    return Steps(Root(tmp_path), people)


def prepared(steps: Steps) -> str:
    """The words of the amendment that leads to the draft."""
    steps.agree()
    draft = steps.prepare("1.1", at=AMENDED_AT)
    assert draft.findings == ()
    return " ".join(pdf.body_words(steps.root.path(draft.outputs[0]).read_bytes()))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            [("runs for", "lasts for")],
            "clause 1.1 (General) now reads as follows: “1.1 This agreement begins on 1 April 2026 and lasts for",
        ),
        ([("1. Each party keeps the other informed. {#general.informed}\n", "")], "clause 1.4 (General) is deleted. It read as follows:"),
        ([("1. The customer may look at the record. {#general.look}\n", "")], "“1.3 Not used.”"),
        ([("may look at the record.", "may look at the record. It may copy it.")], "now reads as follows: “1.3 The customer may look at"),
        (
            [("1. Each party keeps", "1. Each party names a person. {#general.person}\n1. Each party keeps")],
            "The following is added as clause 1.4 (General): “1.4 Each party names a person.”",
        ),
    ],
    ids=["other words", "deleted", "not used", "more words", "added"],
)
def test_each_change_is_said_at_its_place(steps: Steps, changes: list[tuple[str, str]], said: str) -> None:
    edit(steps.root, GENERAL, *changes)

    words = prepared(steps)

    assert said.casefold() in words.casefold()
    assert "Amendment 1 to the Software Support Agreement" in words
    assert "The agreement stays in force" in words


def test_a_value_is_said_old_and_new_and_goes_with_the_data(steps: Steps) -> None:
    edit(steps.root, f"{FOLDER}/contract.yaml", ("initial_term: 12 months", "initial_term: 24 months"))

    words = prepared(steps)

    assert "In clause 1.1 (General), “12 months” is replaced by “24 months”." in words
    content = steps.root.path(store.copy_file(ACME, "1.1", 1, ".pdf")).read_bytes()
    assert "initial_term: '24 months'" in pdf.attached_files(content)["agreement.yaml"].decode()


def test_the_day_from_which_it_applies_comes_from_the_data(steps: Steps) -> None:
    edit(steps.root, f"{FOLDER}/contract.yaml", ("  language: en-GB\n", "  language: en-GB\n  amendment_effective_date: 2026-09-01\n"))
    edit(steps.root, GENERAL, ("runs for", "lasts for"))

    assert "From 1 September 2026, the agreement is amended" in prepared(steps)


def test_it_is_signed_as_the_agreement_was_and_leads_to_its_own_version(steps: Steps, pdfsig: str) -> None:
    edit(steps.root, GENERAL, ("runs for", "lasts for"))
    prepared(steps)

    for name in (PROVIDER, CUSTOMER):
        assert steps.apply(name, at=SIGNED_AT).findings == ()
    draft = steps.verify(at=VERIFIED_AT)

    assert draft.findings == ()
    assert [execution_of(entry.facts).version for entry in steps.ledger.of_kind(FactKind.EXECUTED)] == ["1.0", "1.1"]
    assert store.next_draft(steps.root, ACME) == "1.2-draft"
    assert version_findings(steps.root, ACME) == ()
    assert executed_findings(steps.root, ACME) == ()
    names = {file.rpartition("/")[2] for file in draft.outputs}
    assert {f"{ACME}-1.1.pdf", f"{ACME}-1.1-consolidated.pdf", f"{ACME}-1.1-redline-from-1.0.docx"} <= names


def test_the_consolidated_text_says_all_of_it_without_a_legend_and_lies_in_the_amendment(steps: Steps) -> None:
    edit(steps.root, GENERAL, ("runs for", "lasts for"))
    prepared(steps)

    consolidated = steps.root.path(store.copy_file(ACME, "1.1", 1, "-consolidated.pdf")).read_bytes()

    said = " ".join(pdf.words(consolidated))
    assert "and lasts for 12 months" in said
    assert "subject to contract" not in said
    amendment = steps.root.path(store.copy_file(ACME, "1.1", 1, ".pdf")).read_bytes()
    assert pdf.attached_files(amendment)["consolidated.pdf"] == consolidated
    [entry] = [each for each in steps.ledger.of_kind(FactKind.PREPARED) if each.facts["version"] == "1.1"]
    assert preparation_of(entry.facts).files["-consolidated.pdf"] == store.sha256(consolidated)


def test_the_next_amendment_starts_from_the_text_as_amended(steps: Steps) -> None:
    edit(steps.root, GENERAL, ("runs for", "lasts for"))
    prepared(steps)
    for name in (CUSTOMER, PROVIDER):
        steps.apply(name, at=SIGNED_AT)
    assert steps.verify(at=VERIFIED_AT).outputs
    edit(steps.root, GENERAL, ("a record of its work", "a diary of its work"))
    steps.agree()

    draft = steps.prepare("1.2", at="2026-07-01T12:00:00Z")

    words = " ".join(pdf.body_words(steps.root.path(draft.outputs[0]).read_bytes()))
    assert "Amendment 2 to the" in words
    assert "lasts for" not in words
    assert "a diary of its work" in words


def test_what_is_in_force_is_not_signed_again(steps: Steps) -> None:
    assert "executed-already" in [finding.code for finding in steps.prepare("1.0").findings]


def test_other_signatories_alone_amend_nothing_that_could_be_said(steps: Steps) -> None:
    edit(steps.root, f"{FOLDER}/parties.yaml", ("title: Chief Operating Officer", "title: Managing Director"))
    steps.agree()

    assert [finding.code for finding in steps.prepare("1.1").findings] == ["nothing-to-amend"]


def test_prepared_twice_it_is_the_same(steps: Steps) -> None:
    edit(steps.root, GENERAL, ("runs for", "lasts for"))
    prepared(steps)
    before = {file: steps.root.path(file).read_bytes() for file in store.executed_files(steps.root, ACME)}

    assert steps.prepare("1.1", at="2026-06-05T12:00:00Z").unchanged

    assert {file: steps.root.path(file).read_bytes() for file in store.executed_files(steps.root, ACME)} == before


def test_a_redline_that_cannot_be_printed_is_told_and_stops_no_amendment(steps: Steps, print_no_redline: Callable[[], None]) -> None:
    edit(steps.root, GENERAL, ("runs for", "lasts for"))
    steps.agree()
    print_no_redline()

    draft = steps.prepare("1.1", at=AMENDED_AT)

    assert [(finding.code, finding.severity) for finding in draft.findings] == [("redline-not-printed", "warning")]
    redlines = [file.rpartition("/")[2] for file in draft.outputs if "redline" in file]
    assert redlines == [f"{ACME}-1.1-redline-from-1.0.docx"]


def test_an_amendment_for_a_service_has_its_anchors(steps: Steps) -> None:
    edit(steps.root, GENERAL, ("runs for", "lasts for"))
    steps.agree()

    [file, *_] = steps.prepare("1.1", Method.SERVICE, at=AMENDED_AT).outputs

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(steps.root.path(file).read_bytes())).pages)
    assert [text.count(pdf.anchor(name)) for name in (CUSTOMER, PROVIDER)] == [1, 1]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("“{new}”.'", "“{newest}”.'", "wrong-slots"), ("dropped: '{place} is deleted. It read as follows:'\n", "", "missing-key")],
)
def test_a_sentence_without_its_slots_is_refused(steps: Steps, old: str, new: str, code: str) -> None:
    edit(steps.root, "clauses/amendment/amendment.yaml", (old, new))
    edit(steps.root, GENERAL, ("runs for", "lasts for"))
    steps.agree()

    assert code in [finding.code for finding in steps.prepare("1.1").findings]


def test_a_number_of_the_signed_text_stays_when_its_paragraph_goes(steps: Steps) -> None:
    edit(steps.root, GENERAL, ("1. The customer may look at the record. {#general.look}\n", ""))
    steps.agree()

    snapshot = store.read_snapshot(steps.root, ACME, "1.1")

    assert isinstance(snapshot, tuple)
    told = dict(lines(snapshot[0].document))
    assert told["1.3"] == "Not used."
    assert told["1.4"] == "Each party keeps the other informed."
