"""The command that keeps what goes to the other party: what it says, and how it answers wrong use."""

from __future__ import annotations

import shutil

import pytest

from pipeline.cli import main
from pipeline.model.ledger import FactKind
from pipeline.pdf import RdocxBackend, RenderingFailed
from pipeline.store.files import sha256
from pipeline.store.ledger import read_ledger
from pipeline.store.root import Root
from pipeline.store.sent import sendings

ACME = "acme-support"
AT = ("--now", "2026-05-02T12:00:00Z")
WORDING = "clauses/10-general/general/preferred.md"


@pytest.fixture(scope="module")
def twice(tmp_path_factory, laid_out):
    """A repository whose contract was frozen twice, and of which the first version was sent."""
    folder = tmp_path_factory.mktemp("sent")
    laid_out(folder)
    at_root = ("--root", str(folder))
    assert main([*at_root, "freeze", ACME, *AT]) == 0
    assert main([*at_root, "send", ACME, "--to", "provider", *AT]) == 0
    wording = folder / WORDING
    wording.write_text(wording.read_text() + "1. Each party keeps a record.\n")
    assert main([*at_root, "freeze", ACME, *AT]) == 0
    return folder


@pytest.fixture
def root(tmp_path, twice):
    shutil.copytree(twice, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


def test_the_last_version_is_sent_and_its_files_are_named(run):
    code, out, err = run("send", ACME, "--to", "provider", "--redline-from", "last", "--reply-by", "2026-05-20", *AT)

    start = f"data/contracts/{ACME}/sent/0.2/acme-1-draft-2"
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{ACME} 0.2: kept as Draft 2 for the provider, reply by 2026-05-20",
        "0.2 goes out before it is approved as final by Ivo Marsh (final_contract)",
        "open the mail to notices@example.net and send it, or send the zip",
        f"{start}.docx",
        f"{start}.pdf",
        f"{start}-redline-from-draft-1.docx",
        f"{start}-redline-from-draft-1.pdf",
        f"{start}-cover-letter.docx",
        f"{start}-cover-letter.pdf",
        f"{start}-package.zip",
        f"{start}-mail.eml",
        f"commit data/contracts/{ACME}/",
    ]


def test_check_holds_what_was_sent_to_the_ledger(root, run):
    root.path(f"data/contracts/{ACME}/sent/0.1/acme-1-draft-1.pdf").write_bytes(b"another")

    code, out, _ = run("check", ACME)

    assert code == 1
    assert "error[changed-sent-file]: this is not what was sent to the provider" in out
    assert f"data/contracts/{ACME}/ledger.jsonl:2:1: the entry that says so" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("send", "acme-suport", "--to", "provider"), "there is no contract `acme-suport`: did you mean `acme-support`?"),
        (("send", ACME), "say to whom it goes: --to provider"),
        (("send", ACME, "--acknowledged"), "say who confirmed the receipt: --by WHO"),
        (("send", ACME, "--to", "provider", "--by", "Max Field"), "--by goes with --acknowledged"),
        (("send", ACME, "--acknowledged", "--by", "Max Field", "--channel", "post"), "--channel goes with a sending"),
        (("send", ACME, "0.2", "--acknowledged", "--by", "Max Field"), "`0.2` was never sent to the other party yet"),
        (("send", ACME, "--to", "bolt"), "invalid choice: 'bolt'"),
        (("send", ACME, "0.9", "--to", "provider"), "`acme-support` has no frozen version `0.9`: there are `0.1`, `0.2`"),
        (("send", ACME, "draft", "--to", "provider"), "only a frozen version is sent: draftline freeze acme-support"),
        (("send", ACME, "0.3-draft", "--to", "provider"), "only a frozen version is sent: draftline freeze acme-support"),
        (("send", ACME, "--to", "provider", "--redline-from", "0.7"), "the provider was never sent `0.7`"),
        (("send", ACME, "0.1", "--to", "provider", "--redline-from", "last"), "the provider was sent no other version yet"),
        (("send", ACME, "--to", "provider", "--reply-by", "20.5.2026"), "`20.5.2026` is no date: expected a day as in 2026-05-15"),
        (("send", ACME, "--to", "provider", "--reply-by", "2026-05-01", *AT), "an answer by 2026-05-01 cannot be expected"),
        (("send", ACME, "--to", "provider", "--channel", " "), "says nothing that could be printed"),
        (("send", ACME, "--to", "provider", "--now", "2026-05-02"), "is no moment"),
    ],
)
def test_wrong_use_is_told_in_one_line_and_sends_nothing(root, run, words, said):
    code, out, err = run(*words)

    assert (code, out) == (2, "")
    assert said in err.splitlines()[-1]
    assert len(sendings(root, ACME)) == 1


def test_a_contract_that_was_never_frozen_is_not_sent(root, run):
    shutil.rmtree(root.path(f"data/contracts/{ACME}/versions"))
    root.path(f"data/contracts/{ACME}/ledger.jsonl").unlink()

    code, _, err = run("send", ACME, "--to", "provider")

    assert code == 2
    assert "no version of `acme-support` is frozen yet" in err


def test_nobody_sends_to_our_own_side(root, run):
    code, out, _ = run("send", ACME, "--to", "customer", *AT)

    assert code == 1
    assert "error[sent-to-ourselves]: we are the customer of this contract, so it is sent to the other party" in out
    assert len(sendings(root, ACME)) == 1


RECIPIENTS = """
recipients:
  - {id: bids, name: Rita Bell, role: Bid Manager, email: bids@example.net}
  - {id: law, name: Jörg Weiß, role: Counsel, email: %s}
"""


def test_one_of_several_recipients_is_named(root, run):
    contract = root.path(f"data/contracts/{ACME}/contract.yaml")
    contract.write_text(contract.read_text() + RECIPIENTS % "law@example.net")

    several, unknown = run("send", ACME, "--to", "provider", *AT), run("send", ACME, "--to", "provider", "--recipient", "bid", *AT)
    named = run("send", ACME, "--to", "provider", "--recipient", "bids", *AT)

    assert (several[0], unknown[0], named[0]) == (1, 1, 0)
    assert "name one by --recipient: `bids`, `law`" in several[1]
    assert "did you mean `bids`?" in unknown[1]
    assert "open the mail to bids@example.net" in named[1]
    assert sendings(root, ACME)[-1].recipient == "bids@example.net"


def test_an_address_that_no_mail_program_takes_is_refused(root, run):
    contract = root.path(f"data/contracts/{ACME}/contract.yaml")
    contract.write_text(contract.read_text() + RECIPIENTS % "weiß@example.net")

    code, out, _ = run("send", ACME, "--to", "provider", "--recipient", "law", *AT)

    assert code == 1
    assert "error[address-not-plain]" in out
    assert len(sendings(root, ACME)) == 1


def test_no_redline_goes_with_it_where_none_is_wanted(root, run):
    code, out, _ = run("send", ACME, "--to", "provider", "--redline-from", "none", *AT)

    assert code == 0
    assert "redline" not in out


def test_a_receipt_is_recorded_once_with_what_shows_it(root, run):
    mail = root.path("their mail.eml")
    mail.write_bytes(b"Subject: we have it")

    code, out, _ = run("send", ACME, "--acknowledged", "--by", "Max Field", "--evidence", str(mail), *AT)

    kept = f"data/contracts/{ACME}/received/provider-has-draft-1.eml"
    assert (code, out.splitlines()) == (
        0,
        [f"{ACME} 0.1: Max Field confirmed that the provider has draft 1", kept, f"commit data/contracts/{ACME}/"],
    )
    [entry] = read_ledger(root, ACME).of_kind(FactKind.ACKNOWLEDGED)
    assert entry.facts == {
        "version": "0.1",
        "party": "provider",
        "draft": "1",
        "by": "Max Field",
        "file": kept,
        "evidence": sha256(b"Subject: we have it"),
    }
    assert run("send", ACME, "--acknowledged", "--by", "Max Field")[0] == 1
    root.path(kept).write_bytes(b"another")
    assert "changed-evidence" in run("check", ACME)[1]


def test_what_cannot_be_printed_is_said_of_the_version_that_is_sent(run, monkeypatch):
    def fails(*_, **__):
        raise RenderingFailed("rdocx: no page")

    monkeypatch.setattr(RdocxBackend, "render", fails)

    code, out, _ = run("send", ACME, "--to", "provider", *AT)

    assert (code, out.splitlines()[0]) == (1, f"data/contracts/{ACME}/versions/0.2.json:1:1: error[not-printed]: rdocx: no page")


def test_a_missing_evidence_records_nothing(root, run):
    code, out, _ = run("send", ACME, "--acknowledged", "--by", "Max Field", "--evidence", "nowhere.eml")

    assert code == 1
    assert "missing-file" in out
    assert read_ledger(root, ACME).of_kind(FactKind.ACKNOWLEDGED) == ()
