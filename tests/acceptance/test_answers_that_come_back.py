"""The other party goes on in our answer on its own file: what it takes is settled, and only what it changes since is asked again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.word.names import W
from pipeline.word.package import MAIN, package_of, parts_of
from tests.acceptance.negotiating import ACME, THEM, N, new_paragraph, paragraph_with, read_text, saved, tracked

OURS = "Acme Group (answer to round 1)"
NOTHING = "the provider changed nothing in version 0.2; no round is opened"


@pytest.fixture
def answer(table) -> Path:
    """Our answer on their desk: they asked for four things, of which we take one, refuse two, and meet them in one."""
    first = table.send("0.1")
    record = paragraph_with(first, "a record")
    new = new_paragraph(first, "runs from", "The provider shall name a deputy.")
    asked = (tracked(f"90{N}days", "sixty (60) days"), tracked("on request", "on written request"), ("begins on", "starts on"))
    table.receive(table.edit(first, (record, new + record), *asked))
    ids = {each["kind"]: id for id, each in table.proposals(1).items()}
    assert sorted(each["kind"] for each in table.proposals(1).values()) == ["new clause", "value", "wording", "wording"]
    table.decide("--kind", "wording", "--refuse")
    table.decide(*(id for id, each in table.proposals(1).items() if each["kind"] == "wording" and each.get("silent")), "--refuse")
    table.decide(ids["value"], "--counter", "75 days", "--reply", "We meet in the middle.")
    table.decide(ids["new clause"], "--accept")
    table.run("apply", ACME)
    table.run("freeze", ACME)
    table.run("send", ACME, "0.2", "--to", "provider")
    [sent] = table.root.path(f"data/contracts/{ACME}/sent/0.2").glob("*-answer-to-round-01.docx")
    theirs = table.desk / "answer.docx"
    theirs.write_bytes(sent.read_bytes())
    return theirs


def resolved(file: Path, words: str, *, accept: bool) -> Path:
    """They accept or reject each tracked change of ours that says these words."""
    parts = parts_of(file.read_bytes())
    root = etree.fromstring(parts[MAIN])
    found = [mark for mark in root.iter(f"{W}ins", f"{W}del") if mark.get(f"{W}author") == OURS and "".join(mark.itertext()) == words]
    assert found, words
    for mark in found:
        if (mark.tag == f"{W}ins") is accept:
            for run in list(mark):
                mark.addprevious(run)
                for text in run.iter(f"{W}delText"):
                    text.tag = f"{W}t"
        mark.getparent().remove(mark)
    file.write_bytes(package_of({**parts, MAIN: etree.tostring(root)}))
    return file


def gone_on(table, file: Path) -> Path:
    """They take our offer, insist on one thing, ask for another, and change one word without telling."""
    for words in ("sixty (60)", "75"):
        resolved(file, words, accept=True)
    resolved(file, "written ", accept=False)
    old, new = tracked("a record of", "a brief record of")
    return table.edit(file, (old, new.replace(THEM, THEM.replace("-06-01T", "-06-20T"))), ("shall name a deputy", "may name a deputy"))


def list_of_round(table, number: int) -> str:
    table.look("issues", ACME, str(number), "--for", "internal")
    [file] = table.root.path(f"build/{ACME}/0.1").glob(f"*-issues-{number:02}-internal.md")
    return file.read_text().replace("\\", "")


def test_our_answer_is_sent_with_the_version_that_says_the_same_and_kept_to_the_byte(table, answer):
    [sent] = [entry for entry in store.read_ledger(table.root, ACME).of_kind(FactKind.SENT) if entry.facts["version"] == "0.2"]
    [name] = [name for name in sent.facts if "answer-to-round-01" in name]

    assert sent.facts[name] == store.sha256(answer.read_bytes())
    assert answer.read_bytes() == table.root.path(f"data/contracts/{ACME}/rounds/01-answer.docx").read_bytes()
    assert json.loads(table.look("check", ACME, "--format", "json")) == []


def test_an_answer_that_nobody_touched_opens_no_round(table, answer, soffice):
    assert NOTHING in table.receive(answer)
    assert NOTHING in table.receive(saved(soffice, answer))


def test_an_answer_in_which_they_accept_all_opens_no_round(table, answer):
    for words in ("sixty (60)", "75", "written ", "starts", "begins"):
        resolved(answer, words, accept=True)

    assert NOTHING in table.receive(answer)


@pytest.mark.parametrize("by", ["their editor", "LibreOffice"])
def test_only_what_they_changed_since_is_asked_again(table, answer, soffice, by):
    edited = gone_on(table, answer)

    said = table.receive(saved(soffice, edited) if by == "LibreOffice" else edited)

    assert "round 2: 3 proposals on version 0.2" in said, table.proposals(2)
    assert [(each["ours"], each["theirs"], each.get("silent", "false")) for each in table.proposals(2).values()] == [
        ("The provider shall name a deputy.", "The provider may name a deputy.", "true"),
        ("The provider shall keep a record of its work.", "The provider shall keep a brief record of its work.", "false"),
        ("It shall show the record on request.", "It shall show the record on written request.", "false"),
    ]


def test_the_negotiation_goes_on_from_there_to_the_agreed_text(table, answer):
    table.receive(gone_on(table, answer))
    before = list_of_round(table, 1)

    table.decide("2.1", "2.3", "--refuse")
    table.decide("2.2", "--accept")
    table.run("apply", ACME)
    table.run("freeze", ACME)
    table.run("send", ACME, "0.3", "--to", "provider")

    assert "4 issues: 1 accepted, 1 refused, 1 withdrawn, 1 counter taken." in before
    assert "The provider shall keep a brief record of its work. It shall show the record on request." in table.text()
    assert "The provider shall name a deputy." in table.text()
    [sent] = table.root.path(f"data/contracts/{ACME}/sent/0.3").glob("*-answer-to-round-02.docx")
    assert read_text(sent) == table.text()
