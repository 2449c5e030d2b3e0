"""LibreOffice as the oracle: it opens each DOCX, prints as many pages and keeps the anchors when it saves."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import rdocx
from pypdf import PdfReader

from pipeline.model.document import Document
from pipeline.model.numbering import numbered
from pipeline.model.stamp import Stamp
from pipeline.word.anchors import ANCHORS, bookmark
from pipeline.word.package import parts_of
from pipeline.word.printable import printable
from pipeline.word.words import words
from pipeline.word.writer import write


def _converted(soffice: str, docx: bytes, form: str, folder: Path) -> bytes:
    source = folder / "contract.docx"
    source.write_bytes(docx)
    profile, target = folder / "profile", folder / "converted"
    command = [
        soffice,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(target),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (target / f"contract.{form}").read_bytes()


def test_it_prints_as_many_pages_as_the_default_backend(
    sample: Document, stamp: Stamp, template: bytes, soffice: str, tmp_path: Path
) -> None:
    written = write(sample, stamp, template)

    theirs = PdfReader(io.BytesIO(_converted(soffice, written, "pdf", tmp_path)))
    ours = PdfReader(io.BytesIO(rdocx.Document.from_bytes(printable(written)).to_pdfa_deterministic()))

    assert abs(len(theirs.pages) - len(ours.pages)) <= 1
    # The page's own numbers are computed by LibreOffice, so that they prove ours.
    text = "".join(page.extract_text() for page in theirs.pages).replace("\u00a0", " ")
    assert "clause 2.2(b)(ii)(B)" in text.replace("\n", " ")


def test_anchors_and_words_outlive_a_save(sample: Document, stamp: Stamp, template: bytes, soffice: str, tmp_path: Path) -> None:
    written = write(sample, stamp, template)

    saved = _converted(soffice, written, "docx", tmp_path)

    parts = parts_of(saved)
    text = parts["word/document.xml"].decode()
    assert all(f'w:name="{bookmark(identity)}"' in text for identity in numbered(sample))
    assert any(ANCHORS.encode() in part for name, part in parts.items() if name.startswith("customXml/"))
    assert stamp.input_hash in parts["docProps/custom.xml"].decode()
    assert words(saved) == words(written)
