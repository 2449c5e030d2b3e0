"""Renderers: what goes in, what comes out, and what they refuse."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.pdf import LibreOfficeBackend, RdocxBackend, RenderingFailed, outline, page_count, proof, words

_TRACKED = (
    '<w:p><w:r><w:t xml:space="preserve">within </w:t></w:r>'
    '<w:del w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText xml:space="preserve">thirty </w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:t xml:space="preserve">sixty </w:t></w:r></w:ins>'
    "<w:r><w:t>minutes</w:t></w:r></w:p>"
)


def test_rdocx_prints_what_the_document_says(agreement: bytes, agreement_words: list[str]) -> None:
    pdf = RdocxBackend().render(agreement)

    assert not proof(pdf, agreement_words).differences
    assert page_count(pdf) == 5


def test_rdocx_prints_the_same_bytes_in_another_process_without_the_fonts_of_the_machine(agreement: bytes, tmp_path: Path) -> None:
    here = RdocxBackend().render(agreement)
    (tmp_path / "a.docx").write_bytes(agreement)
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path / 'none'}</dir></fontconfig>")

    code = (
        "import hashlib, sys; from pathlib import Path; from pipeline.pdf import RdocxBackend;"
        "print(hashlib.sha256(RdocxBackend().render(Path(sys.argv[1]).read_bytes())).hexdigest())"
    )
    elsewhere = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path), "PYTHONHASHSEED": "7"}
    there = subprocess.run([sys.executable, "-c", code, tmp_path / "a.docx"], env=elsewhere, capture_output=True, text=True, check=True)

    assert there.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_characters_that_the_house_font_lacks_do_not_depend_on_the_fonts_of_the_machine(ooxml: SimpleNamespace, tmp_path: Path) -> None:
    docx = ooxml.document(ooxml.paragraph("Boxes ☐ to tick and thin\u2009spaces"))
    here = RdocxBackend().render(docx)
    (tmp_path / "a.docx").write_bytes(docx)
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path / 'none'}</dir></fontconfig>")

    code = "import sys; from pathlib import Path; from pipeline.pdf import RdocxBackend; f = Path(sys.argv[1]);"
    code += "f.with_suffix('.pdf').write_bytes(RdocxBackend().render(f.read_bytes()))"
    elsewhere = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code, tmp_path / "a.docx"], env=elsewhere, check=True)

    assert (tmp_path / "a.pdf").read_bytes() == here


def test_a_clean_view_shows_the_changes_as_accepted_and_a_redline_shows_both(ooxml: SimpleNamespace) -> None:
    docx = ooxml.document(_TRACKED)

    assert words(RdocxBackend().render(docx)) == ["within", "sixty", "minutes"]
    assert words(RdocxBackend().render(docx, view="redline")) == ["within", "thirty", "sixty", "minutes"]


def test_a_redline_cannot_be_archived(agreement: bytes) -> None:
    with pytest.raises(RenderingFailed, match="redline"):
        RdocxBackend().render(agreement, view="redline", archive=True)


@pytest.mark.parametrize("junk", [b"", b"not a document", b"PK\x03\x04 not a zip"])
def test_rdocx_refuses_what_is_no_document(junk: bytes) -> None:
    with pytest.raises(RenderingFailed, match="rdocx"):
        RdocxBackend().render(junk)


def test_libreoffice_prints_the_same_words_on_as_many_pages(soffice: str, agreement: bytes, agreement_words: list[str]) -> None:
    alternate = LibreOfficeBackend(soffice)

    pdf = alternate.render(agreement)

    assert not proof(pdf, agreement_words).differences
    assert abs(page_count(pdf) - page_count(RdocxBackend().render(agreement))) <= 1
    assert {heading.title for heading in outline(pdf)} >= {"1. Definitions", "3. General, part 1"}
    assert alternate.version[0].isdigit()


@pytest.mark.parametrize("junk", [b"", b"not a document"])
def test_libreoffice_is_not_given_what_is_no_document(junk: bytes) -> None:
    with pytest.raises(RenderingFailed, match="no DOCX"):
        LibreOfficeBackend("never-started").render(junk)


def test_libreoffice_that_prints_nothing_is_noticed(ooxml: SimpleNamespace, tmp_path: Path) -> None:
    silent = _program(tmp_path, "exit 0")

    with pytest.raises(RenderingFailed, match="printed nothing"):
        LibreOfficeBackend(silent).render(ooxml.document(ooxml.paragraph("words")))


def test_libreoffice_that_writes_something_else_is_noticed(ooxml: SimpleNamespace, tmp_path: Path) -> None:
    confused = _program(tmp_path, 'while [ "$1" != "--outdir" ]; do shift; done; echo junk > "$2/document0.pdf"')

    with pytest.raises(RenderingFailed, match="no PDF"):
        LibreOfficeBackend(confused).render(ooxml.document(ooxml.paragraph("words")))


def test_libreoffice_that_hangs_is_ended_with_its_children(ooxml: SimpleNamespace, tmp_path: Path) -> None:
    hanging = _program(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    started = time.monotonic()

    with pytest.raises(RenderingFailed, match="within 1 seconds"):
        LibreOfficeBackend(hanging, seconds=1).render(ooxml.document(ooxml.paragraph("words")))

    assert time.monotonic() - started < 30
    child = Path("/proc", (tmp_path / "child").read_text().strip())
    for _ in range(50):
        if not child.exists() or " Z " in (child / "stat").read_text():
            return
        time.sleep(0.05)
    pytest.fail("the child is still running")


def _program(folder: Path, script: str) -> str:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)
