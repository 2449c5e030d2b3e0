"""Sending: what leaves the house is kept byte for byte, and nobody can change it unseen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from pipeline import pdf, store
from pipeline.model.ledger import FactKind
from pipeline.model.reading import canonical_text
from pipeline.model.received import Reading
from pipeline.model.sending import Sending, sending_of
from pipeline.stages.dispatch.sending import _Sending, send
from pipeline.stages.dispatch.sent import sent_findings
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.versions.holding import version_findings
from pipeline.store.root import Root
from pipeline.word import read
from tests.steps import ACME, frozen

AT = "2026-05-02T12:00:00Z"
FOLDER = f"data/contracts/{ACME}"
FIRST = f"{FOLDER}/sent/0.1/acme-1-draft-1"
WORDING = "clauses/10-general/general/preferred.md"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, laid_out: Callable[[Path], None]) -> Path:
    """A repository whose contract was frozen twice, with other words each time."""
    folder = tmp_path_factory.mktemp("twice")
    laid_out(folder)
    root = Root(folder)
    frozen(root)
    root.path(WORDING).write_text(root.path(WORDING).read_text() + "1. Each party keeps a record.\n")
    frozen(root)
    return folder


@pytest.fixture
def root(twice: Path, tmp_path: Path) -> Root:
    shutil.copytree(twice, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


def sent(root: Root, version: str = "0.1", redline_from: str = "", party: str = "provider") -> Draft:
    [draft] = [event for event in send(root, ACME, Sending(version, party, redline_from), AT) if isinstance(event, Draft)]
    return draft


def restyle(template: Path) -> None:
    """Another size of letters, so that whatever is printed has other bytes."""
    with ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b'<w:sz w:val="20"/>' in parts["word/styles.xml"]
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'<w:sz w:val="20"/>', b'<w:sz w:val="22"/>')
    with ZipFile(template, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def codes(root: Root) -> list[str]:
    return [finding.code for finding in (*version_findings(root, ACME), *sent_findings(root, ACME))]


def test_what_is_sent_says_what_was_frozen_as_the_draft_that_they_count(root: Root) -> None:
    draft = sent(root)

    assert draft.findings == ()
    endings = (".docx", ".pdf", "-cover-letter.docx", "-cover-letter.pdf", "-package.zip", "-mail.eml")
    assert draft.outputs == tuple(f"{FIRST}{ending}" for ending in endings)
    theirs = read(root.path(f"{FIRST}.docx").read_bytes(), "")
    assert isinstance(theirs, Reading)
    snapshot = store.read_snapshot(root, ACME, "0.1")
    assert isinstance(snapshot, tuple)
    assert canonical_text(theirs.document) == canonical_text(snapshot[0].document)
    assert (theirs.identity.contract, theirs.identity.version, theirs.identity.input_hash) == ("ACME-1", "1", snapshot[0].text_hash)
    assert codes(root) == []


def test_pages_name_the_draft_with_the_legend_of_the_law_and_edits_are_tracked(root: Root) -> None:
    sent(root)

    with ZipFile(root.path(f"{FIRST}.docx")) as archive:
        header, settings = archive.read("word/header1.xml").decode(), archive.read("word/settings.xml").decode()
    assert "Draft 1 \u00b7 Draft - subject to contract" in header
    assert "<w:trackRevisions/>" in settings
    assert "Draft 1" in " ".join(pdf.words(root.path(f"{FIRST}.pdf").read_bytes()))


def test_the_ledger_tells_what_went_to_whom(root: Root) -> None:
    meant = Sending("0.1", "provider", channel="e-mail to the Directors", reply_by="2026-05-20")

    list(send(root, ACME, meant, AT))

    [entry] = store.read_ledger(root, ACME).of_kind(FactKind.SENT)
    told = sending_of(entry.facts)
    assert (entry.at, told.version, told.party, told.channel, told.reply_by) == (AT, "0.1", "provider", meant.channel, meant.reply_by)
    assert told == store.last_sent(root, ACME, "provider")
    lying = {file.name: store.sha256(file.read_bytes()) for file in root.path(f"{FOLDER}/sent/0.1").iterdir()}
    assert told.files == lying


def test_a_version_whose_files_are_gone_is_printed_again_to_the_byte(root: Root) -> None:
    with_files = [root.path(file).read_bytes() for file in sent(root).outputs]
    shutil.rmtree(root.path("build"))
    shutil.rmtree(root.path(f"{FOLDER}/sent"))
    ledger = root.path(f"{FOLDER}/ledger.jsonl")
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:-1]))

    printed_again = [root.path(file).read_bytes() for file in sent(root).outputs]

    assert printed_again == with_files


def test_other_bytes_than_the_frozen_ones_are_not_sent(root: Root) -> None:
    shutil.rmtree(root.path("build"))
    restyle(root.path("templates/contract.docx"))

    [finding] = sent(root).findings

    assert finding.code == "prints-otherwise"
    assert "the template has changed since" in finding.message
    assert not root.path(f"{FOLDER}/sent").exists()
    assert store.sendings(root, ACME) == ()


def test_what_went_before_goes_again_whatever_the_template_is_now(root: Root) -> None:
    sent(root)
    before = root.path(f"{FIRST}.docx").read_bytes()
    restyle(root.path("templates/contract.docx"))

    again = sent(root)

    assert again.findings == ()
    assert root.path(f"{FIRST}.docx").read_bytes() == before


def test_an_output_changed_by_hand_is_not_sent(root: Root) -> None:
    sent(root)
    sent_before = root.path(f"{FIRST}.docx").read_bytes()
    root.path(f"{FOLDER}/ledger.jsonl").write_bytes(
        b"".join(root.path(f"{FOLDER}/ledger.jsonl").read_bytes().splitlines(keepends=True)[:-1])
    )
    output = root.path(f"build/{ACME}/0.1/{ACME}-0.1.docx")
    output.write_bytes(output.read_bytes() + b" ")

    sent(root)

    assert root.path(f"{FIRST}.docx").read_bytes() == sent_before


def test_the_same_version_sent_twice_is_the_same_draft_with_a_letter_of_its_own(root: Root) -> None:
    sent(root)

    again = sent(root)

    assert again.findings == ()
    assert [sending.draft for sending in store.sendings(root, ACME)] == ["1", "1"]
    assert again.outputs[:2] == (f"{FIRST}.docx", f"{FIRST}.pdf")
    assert again.outputs[2:] == tuple(
        f"{FIRST}{ending}" for ending in ("-cover-letter-2.docx", "-cover-letter-2.pdf", "-package-2.zip", "-mail-2.eml")
    )
    assert codes(root) == []


def test_what_nobody_sent_is_written_over(root: Root) -> None:
    file = root.path(f"{FIRST}.docx")
    file.parent.mkdir(parents=True)
    file.write_bytes(b"what a command left that was killed")

    assert sent(root).findings == ()
    assert codes(root) == []


def test_another_command_that_sends_meanwhile_stops_this_one(root: Root) -> None:
    class Slow(_Sending):
        def _package(self, contract: str, step: Callable[[str], None]) -> Any:
            made = super()._package(contract, step)
            sent(root)
            return made

    [finding] = Slow(root, Sending("0.1", "provider"), AT)(ACME, lambda _: None).findings

    assert finding.code == "sent-meanwhile"
    assert len(store.sendings(root, ACME)) == 1


def test_a_redline_goes_with_it_and_is_the_same_each_time(root: Root) -> None:
    sent(root)

    first = sent(root, "0.2", redline_from="0.1")

    redline = f"{FOLDER}/sent/0.2/acme-1-draft-2-redline-from-draft-1.docx"
    content = root.path(redline).read_bytes()
    assert redline in first.outputs
    assert redline.replace(".docx", ".pdf") in first.outputs
    with ZipFile(root.path(redline)) as archive:
        assert b"<w:ins " in archive.read("word/document.xml")
    assert sent(root, "0.2", redline_from="0.1").findings == ()
    assert root.path(redline).read_bytes() == content


def test_a_redline_sent_before_is_sent_again_as_it_was(root: Root) -> None:
    sent(root)
    sent(root, "0.2", redline_from="0.1")
    redline = root.path(f"{FOLDER}/sent/0.2/acme-1-draft-2-redline-from-draft-1.docx")
    before = redline.read_bytes()
    restyle(root.path("templates/contract.docx"))

    again = sent(root, "0.2", redline_from="0.1")

    assert again.findings == ()
    assert redline.read_bytes() == before


def test_nothing_is_sent_to_ourselves(root: Root) -> None:
    assert [finding.code for finding in sent(root, party="customer").findings] == ["sent-to-ourselves"]
    assert not root.path(f"{FOLDER}/sent").exists()


def test_a_sent_file_that_was_changed_or_lost_is_found_and_nothing_more_is_sent(root: Root) -> None:
    docx, pages, *_ = sent(root).outputs
    root.path(docx).write_bytes(b"changed")
    root.path(pages).unlink()

    assert codes(root) == ["changed-sent-file", "missing-sent-file"]
    assert [finding.code for finding in sent(root, "0.2").findings] == ["changed-sent-file", "missing-sent-file"]


def test_a_file_that_nobody_sent_is_pointed_out(root: Root) -> None:
    sent(root)
    root.path(f"{FOLDER}/sent/0.1/notes.docx").write_bytes(b"notes")

    assert codes(root) == ["unrecorded-sent-file"]


def test_what_a_stopped_command_left_is_sent_by_the_next(root: Root) -> None:
    outputs = sent(root).outputs
    ledger = root.path(f"{FOLDER}/ledger.jsonl")
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:-1]))
    assert codes(root) == ["unrecorded-sent-file"] * 6

    assert sent(root).outputs == outputs
    assert codes(root) == []


def test_a_version_changed_by_hand_is_not_sent(root: Root) -> None:
    snapshot = root.path(f"{FOLDER}/versions/0.1.json")
    snapshot.write_text(snapshot.read_text().replace("Provider", "Supplier", 1))

    assert [finding.code for finding in sent(root).findings] == ["changed-version"]
    assert not root.path(f"{FOLDER}/sent").exists()


def test_each_party_has_its_own_last_version(root: Root) -> None:
    sent(root, "0.1")
    sent(root, "0.2")

    last = store.last_sent(root, ACME, "provider")

    assert last is not None
    assert last.version == "0.2"
    assert store.last_sent(root, ACME, "customer") is None


def test_letter_and_mail_name_the_draft_the_redline_what_is_open_and_the_day(root: Root) -> None:
    sent(root)
    contract = root.path(f"{FOLDER}/contract.yaml")
    open_point = "\nopen:\n  - {path: parties.customer.vat_number, label: the VAT number of Acme}\n"
    contract.write_text(contract.read_text() + open_point)
    wording = root.path(WORDING)
    wording.write_text(wording.read_text() + "1. Each party keeps it for {{ parties.customer.vat_number }}.\n")
    frozen(root)

    meant = Sending("0.3", "provider", "0.1", reply_by="2026-05-20")
    [draft] = [event for event in send(root, ACME, meant, AT) if isinstance(event, Draft)]

    assert draft.outputs, draft.findings
    mail = message_from_bytes(root.path(draft.outputs[-1]).read_bytes(), policy=default)
    body = mail.get_body()
    assert body is not None
    assert (mail["To"], mail["Subject"].strip()) == (
        "notices@example.net",
        "Software Support Agreement, ACME-1: Draft 2 (Draft - subject to contract)",
    )
    assert body.get_content().splitlines() == [
        "Dear Sir or Madam,",
        "",
        "We send you Draft 2 of the Software Support Agreement.",
        "",
        "The redline shows what has changed since Draft 1.",
        "",
        "These points are still open:",
        "",
        "• the VAT number of Acme.",
        "",
        "We ask for your answer by 20 May 2026.",
        "",
        "Yours faithfully,",
        "",
        "Nora Quill",
        "Contract Owner",
        "Acme Tools Ltd",
    ]
    names = [name.rpartition("/")[2] for name in draft.outputs[:-2]]
    assert [part.get_filename() for part in mail.iter_attachments()] == names
    with ZipFile(root.path(draft.outputs[-2])) as archive:
        assert archive.namelist() == names
