"""Sending: what leaves the house is kept byte for byte, and nobody can change it unseen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.model.sending import Sending, sending_of
from pipeline.stages.drafting import Draft
from pipeline.stages.freezing import freeze
from pipeline.stages.printing import backend_named
from pipeline.stages.sending import send
from pipeline.stages.sent import sent_findings
from pipeline.stages.versions import version_findings
from pipeline.store.root import Root

ACME = "acme-support"
AT = "2026-05-02T12:00:00Z"
FOLDER = f"data/contracts/{ACME}"
WORDING = "clauses/10-general/general/preferred.md"


def frozen(root: Root) -> None:
    backend = backend_named("rdocx")
    assert backend is not None
    [draft] = [event for event in freeze(root, ACME, backend, "2026-05-01T12:00:00Z") if isinstance(event, Draft)]
    assert draft.outputs, draft.findings


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


def test_what_is_sent_lies_there_with_the_bytes_that_were_frozen(root: Root) -> None:
    draft = sent(root)

    assert draft.findings == ()
    assert draft.outputs == (f"{FOLDER}/sent/0.1/{ACME}-0.1.docx", f"{FOLDER}/sent/0.1/{ACME}-0.1.pdf")
    frozen_hashes = store.read_ledger(root, ACME).of_kind(FactKind.VERSION)[0].facts
    contents = [root.path(file).read_bytes() for file in draft.outputs]
    assert [store.sha256(content) for content in contents] == [frozen_hashes["docx"], frozen_hashes["pdf"]]
    assert codes(root) == []


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


def test_files_that_lie_there_as_frozen_are_sent_whatever_the_template_is_now(root: Root) -> None:
    root.path("templates/contract.docx").unlink()

    assert len(sent(root).outputs) == 2


def test_an_output_changed_by_hand_is_not_sent(root: Root) -> None:
    output = root.path(f"build/{ACME}/0.1/{ACME}-0.1.docx")
    as_frozen = output.read_bytes()
    output.write_bytes(as_frozen + b" ")

    sent(root)

    assert root.path(f"{FOLDER}/sent/0.1/{ACME}-0.1.docx").read_bytes() == as_frozen


def test_the_same_version_may_be_sent_twice_and_lies_there_once(root: Root) -> None:
    sent(root)

    again = sent(root)

    assert again.findings == ()
    assert len(store.sendings(root, ACME)) == 2
    assert len(list(root.path(f"{FOLDER}/sent").rglob("*.*x"))) == 1


def test_what_lies_there_is_never_overwritten(root: Root) -> None:
    file = root.path(f"{FOLDER}/sent/0.1/{ACME}-0.1.docx")
    file.parent.mkdir(parents=True)
    file.write_bytes(b"something else")

    [finding] = sent(root).findings

    assert finding.code == "other-sent-file"
    assert file.read_bytes() == b"something else"
    assert store.sendings(root, ACME) == ()


def test_a_redline_goes_with_it_and_is_the_same_each_time(root: Root) -> None:
    sent(root)

    first = sent(root, "0.2", redline_from="0.1")

    redline = f"{FOLDER}/sent/0.2/{ACME}-0.2-redline-from-0.1.docx"
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
    root.path("templates/contract.docx").unlink()

    again = sent(root, "0.2", redline_from="0.1")

    assert again.findings == ()
    assert len(again.outputs) == 4


def test_nothing_is_sent_to_ourselves(root: Root) -> None:
    assert [finding.code for finding in sent(root, party="customer").findings] == ["sent-to-ourselves"]
    assert not root.path(f"{FOLDER}/sent").exists()


def test_a_sent_file_that_was_changed_or_lost_is_found_and_nothing_more_is_sent(root: Root) -> None:
    docx, pdf = sent(root).outputs
    root.path(docx).write_bytes(b"changed")
    root.path(pdf).unlink()

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
    assert codes(root) == ["unrecorded-sent-file", "unrecorded-sent-file"]

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
