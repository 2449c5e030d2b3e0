"""Both sides of the table in a negotiation: our commands, and the other party at its own desk."""

from __future__ import annotations

import re
import subprocess
from itertools import count
from pathlib import Path

from pipeline import store
from pipeline.cli import main
from pipeline.model.reading import canonical_text
from pipeline.model.redline import accepted
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.word import read
from pipeline.word.package import parts_of
from tests.conftest import with_parts

ACME = "acme-support"
N = "\u00a0"
THEM = 'w:author="Ida Bolt" w:date="2026-06-01T10:30:00Z"'


class Table:
    """What is done in a negotiation; the clock goes on by an hour with each thing."""

    def __init__(self, root, capfd, desk: Path) -> None:
        self.root, self.capfd, self.desk, self.hour = root, capfd, desk, 0
        desk.mkdir()

    def run(self, *words: str, code: int = 0) -> str:
        self.hour += 1
        return self.look(*words, "--now", f"2026-06-{1 + self.hour // 24:02}T{self.hour % 24:02}:00:00Z", code=code)

    def look(self, *words: str, code: int = 0) -> str:
        """A command that tells no moment to the ledger."""
        found = main(["--root", str(self.root.folder), *words])
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
