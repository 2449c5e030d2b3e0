"""Whether a PDF can be opened and counted at all."""

from __future__ import annotations

import io

from pypdf import PdfReader

from pipeline.pdf.damage import DAMAGE


def why_unreadable(pdf: bytes) -> str:
    """What is in the way of reading its pages, in words; empty where nothing is."""
    try:
        reader = PdfReader(io.BytesIO(pdf))
        if reader.is_encrypted:
            return "it is encrypted"
        return "" if len(reader.pages) else "it has no pages"
    except DAMAGE:
        return "it is no PDF, or a damaged one"
