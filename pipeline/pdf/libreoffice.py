"""LibreOffice as the alternate renderer, and as the oracle that others wrote."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.pdf.backend import RenderingFailed, View

_KNOWN_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_TAGGED = '"UseTaggedPDF":{"type":"boolean","value":"true"}'
_PDF_A_2B = ',"SelectPdfVersion":{"type":"long","value":"2"}'
_BLUE, _RED = 0x0000FF, 0xFF0000


def libreoffice(program: str | None = None, *, seconds: float = 120) -> LibreOfficeBackend | None:
    """The LibreOffice of this machine, None where there is none."""
    found = program or shutil.which("soffice") or next((place for place in _KNOWN_PLACES if Path(place).is_file()), None)
    return LibreOfficeBackend(found, seconds=seconds) if found else None


class LibreOfficeBackend:
    """LibreOffice with a fresh folder and profile per document: two processes on one profile lose files, an old output hides a failure."""

    name = "libreoffice"
    counts_pages = False
    finds_moves = True

    def __init__(self, program: str, *, seconds: float = 120) -> None:
        self.program = program
        self.seconds = seconds

    @cached_property
    def version(self) -> str:
        """The installed release, such as 7.4.7.2."""
        with TemporaryDirectory(prefix="draftline-") as folder:
            words = self._run(Path(folder), "--version").split()
        return words[1] if len(words) > 1 else "unknown"

    def render(self, docx: bytes, *, view: View = "clean", archive: bool = False) -> bytes:
        """The document as PDF. Tracked changes print whatever the view, blue and red, and green where something moved."""
        return self.render_all([docx], archive=archive)[0]

    def render_all(self, documents: Sequence[bytes], *, archive: bool = False) -> list[bytes]:
        """Each document as PDF, all by one process, so that it starts once."""
        for docx in documents:
            _require_docx(docx)
        options = f"pdf:writer_pdf_Export:{{{_TAGGED}{_PDF_A_2B if archive else ''}}}"
        with TemporaryDirectory(prefix="draftline-") as name:
            _write_colours(_profile(Path(name)))
            sources = [Path(name) / f"document{number}.docx" for number in range(len(documents))]
            for source, docx in zip(sources, documents, strict=True):
                source.write_bytes(docx)
            said = self._run(Path(name), "--convert-to", options, "--outdir", name, *map(str, sources))
            return [_printed(source.with_suffix(".pdf"), said) for source in sources]

    def _run(self, folder: Path, *arguments: str) -> str:
        """What the program says; its whole process group is gone afterwards."""
        profile = _profile(folder).as_uri()
        process = subprocess.Popen(
            [self.program, f"-env:UserInstallation={profile}", "--headless", "--norestore", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            said, _ = process.communicate(timeout=self.seconds)
        except subprocess.TimeoutExpired as late:
            raise RenderingFailed(f"LibreOffice did not finish within {self.seconds:g} seconds") from late
        finally:
            _end(process)
        return said.decode(errors="replace")


def _profile(folder: Path) -> Path:
    return folder / "profile"


def _write_colours(profile: Path) -> None:
    """Legal marking: without it each author has a colour of their own."""
    path = "/org.openoffice.Office.Writer/Revision/TextDisplay"
    items = "".join(
        f'<item oor:path="{path}/{kind}"><prop oor:name="Color" oor:op="fuse"><value>{colour}</value></prop></item>'
        for kind, colour in (("Insert", _BLUE), ("Delete", _RED))
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


def _printed(result: Path, said: str) -> bytes:
    # LibreOffice ends with 0 even where it could not read the document.
    if not result.is_file():
        raise RenderingFailed(f"LibreOffice printed nothing: {said.strip() or 'no reason given'}")
    pdf = result.read_bytes()
    if not pdf.startswith(b"%PDF-"):
        raise RenderingFailed("LibreOffice printed something that is no PDF")
    return pdf


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and its children: the launcher leaves the office running when only it is killed."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


def _require_docx(docx: bytes) -> None:
    """Raises for what is no DOCX, since LibreOffice makes a PDF of any junk."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            names = package.namelist()
    except zipfile.BadZipFile as fault:
        raise RenderingFailed("this is no DOCX: it is not a zip package") from fault
    if "word/document.xml" not in names:
        raise RenderingFailed("this is no DOCX: it has no word/document.xml")
