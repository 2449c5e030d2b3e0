"""A whole negotiation, from the draft to the agreed text, as both sides live through it: three rounds of files, by the commands alone."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import count
from pathlib import Path

import pytest

from pipeline import store
from pipeline.cli import main
from pipeline.model.reading import canonical_text
from pipeline.model.redline import accepted
from pipeline.stages.agreement import Shelf, agreement
from pipeline.word import read
from pipeline.word.package import parts_of
from tests.conftest import with_parts

ACME = "acme-support"
N = "\u00a0"
THEM = 'w:author="Ida Bolt" w:date="2026-06-01T10:30:00Z"'


@pytest.fixture
def table(negotiating, capfd, tmp_path):
    """Both sides of the table: our commands, and the other party at its own desk."""
    return Table(negotiating, capfd, tmp_path / "their desk")


class Table:
    """What is done in a negotiation; the clock goes on by an hour with each thing."""

    def __init__(self, root, capfd, desk: Path) -> None:
        self.root, self.capfd, self.desk, self.hour = root, capfd, desk, 0
        desk.mkdir()

    def run(self, *words: str, code: int = 0) -> str:
        self.hour += 1
        at = ("--now", f"2026-06-{1 + self.hour // 24:02}T{self.hour % 24:02}:00:00Z")
        found = main(["--root", str(self.root.folder), *words, *at])
        out = self.capfd.readouterr().out
        assert found == code, out
        return out

    def send(self, version: str) -> Path:
        """What we send is on their desk."""
        self.run("send", ACME, version, "--to", "provider")
        theirs = self.desk / f"{version}.docx"
        [docx] = [
            file for file in self.root.path(f"data/contracts/{ACME}/sent/{version}").glob("*-draft-?.docx") if "redline" not in file.name
        ]
        theirs.write_bytes(docx.read_bytes())
        return theirs

    def edit(self, file: Path, *changes: tuple[str, str]) -> Path:
        """They edit our file and save it under another name."""
        edited = file.with_name(f"{file.stem} edited.docx")
        edited.write_bytes(with_parts(file.read_bytes(), *changes))
        return edited

    def receive(self, file: Path) -> str:
        return self.run("receive", ACME, str(file), "--from", "provider")

    def proposals(self, number: int) -> dict[str, dict]:
        written = store.read_round_file(self.root, ACME, number)
        assert isinstance(written, store.RoundFile)
        return {proposal["id"]: proposal for proposal in written.tree["proposals"]}

    def decide(self, *words: str) -> None:
        self.run("decide", ACME, *words, "--by", "Nora Quill")

    def text(self) -> str:
        document = agreement(Shelf(self.root), ACME, lambda _: None).document
        assert document is not None
        return canonical_text(document).replace(N, " ")


def tracked(old: str, new: str) -> tuple[str, str]:
    """A change in the middle of one run, as Word tracks it."""
    gone = f'<w:del w:id="7001" {THEM}><w:r><w:delText xml:space="preserve">{old}</w:delText></w:r></w:del>'
    come = f'<w:ins w:id="7002" {THEM}><w:r><w:t xml:space="preserve">{new}</w:t></w:r></w:ins>'
    return old, f'</w:t></w:r>{gone}{come}<w:r><w:t xml:space="preserve">'


def paragraph_with(file: Path, words: str) -> str:
    """The XML of the paragraph that holds these words."""
    document = parts_of(file.read_bytes())["word/document.xml"].decode()
    return next(found for found in re.findall(r"<w:p>.*?</w:p>", document) if words in found)


def new_paragraph(file: Path, like: str, words: str) -> str:
    """A tracked paragraph that looks like another one."""
    layout = re.search(r"<w:pPr>.*?</w:pPr>", paragraph_with(file, like)).group()
    layout = layout.replace("</w:pPr>", f'<w:rPr><w:ins w:id="7003" {THEM}/></w:rPr></w:pPr>')
    return f'<w:p>{layout}<w:ins w:id="7004" {THEM}><w:r><w:t>{words}</w:t></w:r></w:ins></w:p>'


def deleted_paragraph(file: Path, words: str) -> tuple[str, str]:
    """The XML of a paragraph, and the same deleted as Word tracks it."""
    found = paragraph_with(file, words)
    gone = (
        found.replace("</w:pPr>", f'<w:rPr><w:del w:id="7005" {THEM}/></w:rPr></w:pPr>')
        .replace("w:t xml", "w:delText xml")
        .replace("w:t>", "w:delText>")
    )
    numbers = count(7100)
    return found, re.sub(r"<w:r>.*?</w:r>", lambda run: f'<w:del w:id="{next(numbers)}" {THEM}>{run.group()}</w:del>', gone)


def read_text(file: Path) -> str:
    reading = read(file.read_bytes(), file.name)
    return canonical_text(accepted(reading.document)).replace(N, " ")


def saved(soffice: str, file: Path) -> Path:
    """They open the file in LibreOffice and save it."""
    folder = file.parent / "saved"
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / file.name


def test_three_rounds_lead_from_the_draft_to_the_agreed_text(table, soffice):
    # Round 1: a value in words, tracked; a change of words that is not; our answer is a counter and a refusal.
    first = table.send("0.1")
    said = table.receive(table.edit(first, tracked(f"90{N}days", "sixty (60) days"), ("a record of its work", "a diary of its work")))
    assert "1 of them not tracked in the file" in said
    proposals = table.proposals(1)
    assert [(each["kind"], each.get("path"), each.get("old"), each.get("new")) for each in proposals.values()] == [
        ("value", "termination.convenience.customer.notice", "90 days", "60 days"),
        ("wording", None, None, None),
    ]
    table.run("apply", ACME, code=1)
    table.decide("1.1", "--counter", "75 days", "--reply", "We meet in the middle.")
    table.decide("1.2", "--refuse", "--reason", "A diary is no evidence.")
    table.run("apply", ACME)
    table.run("freeze", ACME)
    assert "75 days" in table.text()
    assert "a record of its work" in table.text()

    # Round 2: they take our counter, save in LibreOffice, and ask for one thing more; we accept it.
    second = table.send("0.2")
    said = table.receive(saved(soffice, table.edit(second, tracked("on request", "on written request"))))
    assert f"{ACME}, round 2: 1 proposal on version 0.2" in said
    [only] = table.proposals(2).values()
    assert (only["kind"], only["theirs"]) == ("wording", "It shall show the record on written request.")
    table.decide("--kind", "wording", "--accept")
    table.run("apply", ACME)
    table.run("freeze", ACME)
    assert "It shall show the record on written request." in table.text()

    # Round 3: a paragraph of their own, which we take, and one of ours that they would rather not have, which stays.
    third = table.send("0.3")
    new, gone = new_paragraph(third, "runs from", "The provider shall name a deputy."), deleted_paragraph(third, "runs from")
    table.receive(table.edit(third, (gone[0], new + gone[1])))
    kinds = {each["kind"]: id for id, each in table.proposals(3).items()}
    assert sorted(kinds) == ["deletion", "new clause"]
    table.decide(kinds["new clause"], "--accept")
    table.decide(kinds["deletion"], "--refuse", "--reply", "Without it nobody knows when the time begins.")
    table.run("apply", ACME)
    table.run("freeze", ACME)
    assert "The provider shall name a deputy." in table.text()
    assert "runs from its receipt" in table.text()

    # Nothing is left to ask for: the agreed text is on both desks, and no round is opened.
    last = table.send("0.4")
    said = table.receive(saved(soffice, last))
    assert f"{ACME}: the provider changed nothing in version 0.4; no round is opened" in said
    assert read_text(last) == read_text(saved(soffice, last)) == table.text()

    # What lies in the repository says so to whoever comes later.
    table.hour = 0
    assert main(["--root", str(table.root.folder), "check", ACME, "--format", "json"]) == 0
    assert json.loads(table.capfd.readouterr().out) == []
    kinds = [
        (entry.kind.value, entry.facts.get("version") or entry.facts.get("round", ""))
        for entry in store.read_ledger(table.root, ACME).entries
    ]
    assert kinds == [
        ("version", "0.1"),
        ("sent", "0.1"),
        ("received", "1"),
        ("decided", "1"),
        ("decided", "1"),
        ("decided", "1"),
        ("version", "0.2"),
        ("sent", "0.2"),
        ("received", "2"),
        ("decided", "2"),
        ("decided", "2"),
        ("version", "0.3"),
        ("sent", "0.3"),
        ("received", "3"),
        ("decided", "3"),
        ("decided", "3"),
        ("decided", "3"),
        ("version", "0.4"),
        ("sent", "0.4"),
        ("received", ""),
    ]
