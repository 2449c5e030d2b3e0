"""From DOCX to PDF through one seam, so that a renderer can be exchanged."""

from __future__ import annotations

from importlib.metadata import version
from typing import Literal, Protocol

import rdocx

View = Literal["clean", "redline"]


class RenderingFailed(Exception):
    """A renderer refused the document, or gave nothing that is a PDF."""


class PdfBackend(Protocol):
    """A renderer; `name` and `version` go into the manifest and the PDF's properties."""

    @property
    def name(self) -> str:
        """What the renderer is called."""

    @property
    def version(self) -> str:
        """The renderer's release, since another release may break lines elsewhere."""

    @property
    def counts_pages(self) -> bool:
        """Whether it finds the page numbers of the contents itself; else it prints those that the document holds."""

    @property
    def finds_moves(self) -> bool:
        """Whether it shows as moved what it thinks has moved; else what the document says has."""

    def render(self, docx: bytes, *, view: View = "clean", archive: bool = False) -> bytes:
        """The document as PDF; `redline` shows tracked changes, `archive` asks for PDF/A-2b."""


class RdocxBackend:
    """The default renderer: in process, with fonts of its own."""

    name = "rdocx"
    counts_pages = True
    finds_moves = False

    @property
    def version(self) -> str:
        """The installed release of rdocx."""
        return version("rdocx")

    def render(self, docx: bytes, *, view: View = "clean", archive: bool = False) -> bytes:
        """The document as PDF. A redline cannot be archived: rdocx accepts all changes there."""
        if view == "redline" and archive:
            raise RenderingFailed("rdocx cannot archive a redline as PDF/A")
        try:
            document = rdocx.Document.from_bytes(docx)
            if view == "redline":
                return document.to_pdf(revision_view="tracked", revision_style="legal")
            # `to_pdf` looks into the machine's fonts as soon as a character is missing, so bytes would differ between machines.
            return document.to_pdfa_deterministic("pdfa-2b")
        except rdocx.RdocxError as failure:
            raise RenderingFailed(f"rdocx: {failure}") from failure
