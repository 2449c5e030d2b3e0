"""The command by which people approve: who may, what is asked, what an answer must be, and what is kept."""

from __future__ import annotations

import json
import shutil
import subprocess
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest

from pipeline import store
from pipeline.cli import main
from pipeline.model.ledger import FactKind
from pipeline.store.root import Root

ACME = "acme-support"
FOLDER = f"data/contracts/{ACME}"
AT = ("--now", "2026-05-02T12:00:00Z")
MANAGER = "Nora Quill <n.quill@example.com>"


@pytest.fixture(scope="module")
def drafted(negotiated, tmp_path_factory):
    """The contract is drafted by somebody who approves nothing, and two roles have delegates."""
    folder = tmp_path_factory.mktemp("drafted")
    shutil.copytree(negotiated, folder, dirs_exist_ok=True)
    contract = folder / FOLDER / "contract.yaml"
    contract.write_text(contract.read_text().replace("drafted_by: Ivo Marsh", "drafted_by: Tom Weld, Contracts"))
    house = folder / "data" / "house.yaml"
    text = house.read_text().replace("n.quill@example.com}", "n.quill@example.com, login: nquill, delegate: Ada Penn}")
    house.write_text(text.replace("a.penn@example.com}", "a.penn@example.com, delegate: Zoe Lind, delegate_email: z.lind@example.com}"))
    assert main(["--root", str(folder), "freeze", ACME, *AT]) == 0
    return folder


@pytest.fixture
def root(drafted, tmp_path):
    shutil.copytree(drafted, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


def approvals(root):
    return [entry.facts for entry in store.read_ledger(root, ACME).of_kind(FactKind.APPROVED)]


def request(root, run, gate="preliminary_draft", role="department_manager"):
    assert run("approve", ACME, gate, "--request", *AT)[0] == 0
    return message_from_bytes(root.path(f"build/{ACME}/approvals/{ACME}-0.2-{gate}-{role}.eml").read_bytes(), policy=default)


def reply(root, asked, text, sender=MANAGER, subject=None):
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = sender, subject or f"Re: {asked['Subject']}"
    message.set_content(text)
    file = root.path("reply.eml")
    file.write_bytes(message.as_bytes())
    return str(file)


def test_who_may_approves_after_seeing_what(root, run):
    code, out, err = run("approve", ACME, "preliminary_draft", "--by", "Nora Quill", "--yes", *AT)

    assert (code, err) == (0, "")
    assert "Parties: Acme Tools Ltd (Customer) and Bolt Software Ltd (Provider)" in out
    assert out.splitlines()[-2:] == [
        f"{ACME} 0.2: preliminary_draft approved by Nora Quill (department_manager)",
        f"commit data/contracts/{ACME}/",
    ]
    [facts] = approvals(root)
    assert (facts["approved_by"], facts["recorded_by"], facts["verdict"]) == ("Nora Quill", "Nora Quill", "approve")
    assert run("approve", ACME, "preliminary_draft", "--by", "department_manager", "--yes")[1].endswith(
        "approved this already, and it holds\n"
    )


def test_who_drafted_it_approves_nothing_and_is_told_who_may(root, run):
    house = root.path("data/house.yaml")
    house.write_text(house.read_text().replace("Ivo Marsh", "Tom Weld"))

    code, out, _ = run("approve", ACME, "final_contract", "--by", "legal", "--yes", *AT)

    assert code == 1
    assert "error[not-entitled]: Tom Weld drafted this contract, and nobody approves their own draft" in out
    assert "nobody else may; name a delegate in data/house.yaml" in out
    assert approvals(root) == []


def test_a_stranger_to_the_gate_is_told_who_may(root, run):
    code, out, _ = run("approve", ACME, "final_contract", "--by", "Nora Quill", "--yes", *AT)

    assert code == 1
    assert "Nora Quill is asked for no approval here" in out
    assert "may decide: Ivo Marsh (Legal)" in out


def test_a_delegate_decides_and_that_is_said(root, run):
    code, out, _ = run("approve", ACME, "preliminary_draft", "--by", "Ada Penn", "--yes", *AT)

    assert code == 0
    assert "approved by Ada Penn (department_manager), for Nora Quill\n" in out
    assert approvals(root)[0]["delegate_of"] == "Nora Quill"


def test_two_roles_at_one_gate_are_two_persons(root, run):
    house = root.path("data/house.yaml")
    house.write_text(house.read_text().replace("signature, approvers: [coo]", "signature, approvers: [coo, department_manager]"))
    assert run("approve", ACME, "signature", "--by", "Ada Penn", "--yes", *AT)[0] == 0

    code, out, _ = run("approve", ACME, "signature", "--by", "Ada Penn", "--for", "department_manager", "--yes", *AT)

    assert code == 1
    assert "Ada Penn has approved here for another role (coo), and two roles at one gate are two persons" in out
    assert run("approve", ACME, "signature", "--by", "Nora Quill", "--yes", *AT)[0] == 0


def test_a_request_asks_in_plain_words_with_the_files(root, run):
    asked = request(root, run)

    text = asked.get_body(("plain",)).get_content()
    assert str(asked["To"]) == MANAGER
    assert "a.penn@example.com" in str(asked["Cc"])
    assert "Ada Penn may answer in your place, and has a copy." in text
    assert "Please decide on the preliminary draft. Our house allows 5 business days for it." in text
    assert f"The code {str(asked['Subject']).partition('[')[2].rstrip(']')} in the subject" in text
    assert "Services:" in text
    assert [each.get_filename() for each in asked.iter_attachments()] == [f"{ACME}-0.2.docx", f"{ACME}-0.2.pdf"]
    first = root.path(f"build/{ACME}/approvals/{ACME}-0.2-preliminary_draft-department_manager.eml").read_bytes()
    request(root, run)
    assert root.path(f"build/{ACME}/approvals/{ACME}-0.2-preliminary_draft-department_manager.eml").read_bytes() == first


def test_a_redline_that_cannot_be_printed_is_told_and_stops_no_decision(root, run, print_no_redline):
    assert run("approve", ACME, "preliminary_draft", "--by", "Nora Quill", "--yes", *AT)[0] == 0
    terms = root.path(f"{FOLDER}/termination.yaml")
    terms.write_text(terms.read_text().replace("notice: 90 days", "notice: 60 days"))
    assert run("freeze", ACME, *AT)[0] == 0
    print_no_redline()

    asked = run("approve", ACME, "preliminary_draft", "--request", *AT)
    decided = run("approve", ACME, "preliminary_draft", "--by", "Nora Quill", "--yes", *AT)

    for code, said, _ in (asked, decided):
        assert (code, "warning[redline-not-printed]: the redline from 0.2 to 0.3 is not printed as PDF" in said) == (0, True)
    mail = root.path(f"build/{ACME}/approvals/{ACME}-0.3-preliminary_draft-department_manager.eml").read_bytes()
    names = [part.get_filename() for part in message_from_bytes(mail, policy=default).iter_attachments()]
    assert names == [f"{ACME}-0.3.docx", f"{ACME}-0.3.pdf", f"{ACME}-0.3-redline-from-0.2.docx"]
    assert [facts["version"] for facts in approvals(root)] == ["0.2", "0.3"]


def test_an_answer_by_mail_is_recorded_once_and_kept(root, run):
    file = reply(root, request(root, run), "APPROVE\n\n> quoted\n")

    code, *_ = run("approve", ACME, "--from", file, "--recorded-by", "Tom Weld", *AT)

    assert code == 0
    [facts] = approvals(root)
    assert (facts["gate"], facts["approved_by"], facts["recorded_by"]) == ("preliminary_draft", "Nora Quill", "Tom Weld")
    kept = root.path(store.evidence_file(ACME, facts["evidence"], ".eml"))
    assert kept.read_bytes() == root.path("reply.eml").read_bytes()
    assert "this answer is recorded already" in run("approve", ACME, "--from", file, "--recorded-by", "Tom Weld", *AT)[1]
    assert len(approvals(root)) == 1
    assert run("check", ACME)[0] == 0


@pytest.mark.parametrize(
    ("text", "sender", "subject", "code"),
    [
        ("APPROVE\n", "Nora Quill <nora@elsewhere.example>", None, "not-entitled"),
        ("APPROVE\n", "i.marsh@example.com", None, "not-entitled"),
        ("APPROVE\n", MANAGER, "Re: Your approval [0123456789ab]", "other-request"),
        ("APPROVE\n", MANAGER, "Re: your mail", "unknown-request"),
        ("APPROVE 0123456789ab\n", MANAGER, None, "other-request"),
        ("> APPROVE\n", MANAGER, None, "no-decision"),
        ("APPROVE\nREJECT\n", MANAGER, None, "no-decision"),
        ("APPROVE if the price falls\n", MANAGER, None, "no-decision"),
        ("RETURN\n", MANAGER, None, "no-comment"),
        ("REJECT\n\nKind regards\nNora Quill\nHead of Operations\n", MANAGER, None, "no-comment"),
    ],
)
def test_an_answer_that_decides_nothing_is_refused(root, run, text, sender, subject, code):
    file = reply(root, request(root, run), text, sender, subject)

    exit_code, out, _ = run("approve", ACME, "--from", file, "--recorded-by", "Tom Weld", *AT)

    assert exit_code == 1
    assert f"error[{code}]" in out
    assert approvals(root) == []
    assert not root.path(f"{FOLDER}/approvals").exists()


def test_the_answer_of_a_delegate_is_taken_and_one_to_what_has_changed_is_not(root, run):
    asked = request(root, run, "signature", "coo")
    terms = root.path(f"{FOLDER}/termination.yaml")
    before = terms.read_text()
    terms.write_text(before.replace("notice: 90 days", "notice: 60 days"))
    assert run("freeze", ACME, *AT)[0] == 0
    file = reply(root, asked, "APPROVE\n", "z.lind@example.com")

    out = run("approve", ACME, "--from", file, "--recorded-by", "Tom Weld", *AT)[1]
    assert "error[other-request]: this answers what coo was asked at `signature` about 0.2" in out
    assert "what coo is asked about in 0.3 has the hash" in out
    assert f"ask again: draftline approve {ACME} signature --request" in out
    terms.write_text(before)
    assert run("freeze", ACME, *AT)[0] == 0

    assert run("approve", ACME, "--from", file, "--recorded-by", "Tom Weld", *AT)[0] == 0
    assert approvals(root)[0]["delegate_of"] == "Ada Penn"


@pytest.mark.parametrize(
    ("state", "login", "body", "code"),
    [
        ("APPROVED", "nquill", "{hash}", ""),
        ("CHANGES_REQUESTED", "NQuill", "{hash} name the sites", ""),
        ("COMMENTED", "nquill", "{hash}", "no-decision"),
        ("APPROVED", "mallory", "{hash}", "not-entitled"),
        ("APPROVED", "nquill", "fine", "no-decision"),
        ("CHANGES_REQUESTED", "nquill", "{hash}", "no-comment"),
        ("CHANGES_REQUESTED", "nquill", "Hello Tom,\n{hash}\nRegards, Nora", "no-comment"),
        ("APPROVED", "nquill", "", "unknown-request"),
    ],
)
def test_a_review_of_a_pull_request_decides_as_its_state_says(root, run, state, login, body, code):
    hash = str(request(root, run)["Subject"]).partition("[")[2].rstrip("]")
    review = root.path("review.json")
    review.write_text(json.dumps({"id": 7, "user": {"login": login}, "state": state, "body": body.format(hash=hash)}))

    exit_code, out, _ = run("approve", ACME, "--from", str(review), "--recorded-by", "Tom Weld", *AT)

    assert (exit_code, f"error[{code}]" in out) == ((1, True) if code else (0, False))
    assert len(approvals(root)) == (0 if code else 1)


def test_check_finds_an_answer_that_was_changed_lost_or_never_recorded(root, run):
    file = reply(root, request(root, run), "APPROVE\n")
    run("approve", ACME, "--from", file, "--recorded-by", "Tom Weld", *AT)
    [kept] = root.path(f"{FOLDER}/approvals").iterdir()
    content = kept.read_bytes()

    kept.write_bytes(content + b"\n")
    assert "error[changed-approval-file]" in run("check", ACME)[1]
    kept.rename(kept.with_name("other.eml"))
    out = run("check", ACME)[1]

    assert "error[missing-approval-file]" in out
    assert "warning[unrecorded-approval-file]" in out


def test_an_answer_whose_recording_was_stopped_is_recorded_by_the_next_call(root, run):
    file = reply(root, request(root, run), "APPROVE\n")
    ledger = root.path(f"{FOLDER}/ledger.jsonl")
    before = ledger.read_bytes()
    run("approve", ACME, "--from", file, "--recorded-by", "Tom Weld", *AT)
    whole = ledger.read_bytes()
    ledger.write_bytes(before + whole[len(before) :][:40])

    assert run("approve", ACME, "--from", file, "--recorded-by", "Tom Weld", *AT)[0] == 0

    assert ledger.read_bytes() == whole
    assert run("check", ACME)[0] == 0


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_a_signed_approval_is_verified_and_a_forged_one_found(root, run, tmp_path_factory):
    key = tmp_path_factory.mktemp("key") / "nora"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "nora", "-f", str(key)], check=True)
    words = ("approve", ACME, "preliminary_draft", "--by", "Nora Quill", "--yes", "--sign-with", str(key), *AT)
    assert "error[unknown-key]: our house knows no such key" in run(*words)[1]
    house = root.path("data/house.yaml")
    public = key.with_suffix(".pub").read_text().strip()
    house.write_text(f"{house.read_text()}keys:\n  - {{id: nora, holder: department_manager, ssh: {public}}}\n")

    assert run(*words)[0] == 0
    assert run("check", ACME)[0] == 0
    house.write_text(house.read_text().replace("holder: department_manager", "holder: coo"))

    assert "error[invalid-approval-signature]" in run("check", ACME)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "Nora Quill"), "no gate is named: preliminary_draft, final_contract, fallback, signature"),
        (("preliminary_draft", "--by", "Nora Quill"), "nobody is at a terminal to be asked whether this is meant; --yes says that it is"),
        (("preliminary_draft", "--by", "Nora Quill", "--reject", "--yes"), "--reject needs --comment WORDS"),
        (("preliminary_draft", "--comment", "x"), "only who decides here returns, rejects, comments or signs: --by PERSON"),
        (("--from", "reply.eml"), "nobody is named who records this answer: --recorded-by PERSON"),
        (("final", "--by", "x"), "invalid choice: 'final'"),
    ],
)
def test_wrong_use_is_told_in_one_line_and_decides_nothing(root, run, words, said):
    code, _, err = run("approve", ACME, *words)

    assert code == 2
    assert said in err.splitlines()[-1]
    assert approvals(root) == []


@pytest.mark.parametrize(
    ("name", "code"), [("answer.docx", "unknown-answer"), ("answer.json", "unreadable-review"), ("a.eml", "unreadable-mail")]
)
def test_a_file_that_is_no_answer_is_refused(root, run, name, code):
    file = root.path(name)
    file.write_bytes(b"[1]")

    exit_code, out, _ = run("approve", ACME, "--from", str(file), "--recorded-by", "Tom Weld")

    assert exit_code == 1
    assert f"error[{code}]" in out


def test_an_answer_that_is_not_there_is_said_to_be_missing(root, run):
    code, out, _ = run("approve", ACME, "--from", "absent.eml", "--recorded-by", "Tom Weld")

    assert code == 1
    assert "absent.eml" in out


@pytest.mark.parametrize("gate", ["final_contract", "signature"])
def test_what_is_final_is_neither_approved_nor_asked_for_while_a_point_is_open(root, run, gate):
    contract = root.folder / FOLDER / "contract.yaml"
    without = contract.read_text().replace("  contract_number: ACME-1\n", "")
    contract.write_text(without + "open:\n  - {path: meta.contract_number, label: Number of the contract}\n")
    code, out, _ = run("freeze", ACME, *AT)
    assert code == 0, out

    decided = run("approve", ACME, gate, "--by", "Ada Penn", "--yes", *AT)
    asked = run("approve", ACME, gate, "--request", *AT)

    assert [decided[0], asked[0]] == [1, 1]
    assert "a point is still to be agreed in 0.3" in decided[1]
    assert "Number of the contract" in asked[1]
    assert approvals(root) == []


def test_an_answer_that_does_not_exist_is_asked_for_by_what_it_should_be(run):
    code, out, _ = run("approve", ACME, "--from", "nowhere.eml", "--recorded-by", "Tom Weld", *AT)

    assert code == 1
    assert "nowhere.eml:1:1: error[missing-file]: this file does not exist" in out
    assert "help: name the reply as your mail program saved it: `.eml`, or `.json` for a review" in out
