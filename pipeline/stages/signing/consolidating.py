"""What goes with an amendment: the text as amended, and the redline from the text that was in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from pipeline import pdf, store
from pipeline.compare import Settings
from pipeline.model.diagnostic import Diagnostic, Span, has_errors
from pipeline.model.document import Revision
from pipeline.model.positions import Positions
from pipeline.model.reading import text_hash
from pipeline.model.stamp import Stamp
from pipeline.pdf import PdfBackend
from pipeline.stages.printing import properties, proved, typeset
from pipeline.stages.printing_redlines import Paper
from pipeline.stages.redline_files import files_to_send
from pipeline.stages.redlines import compared, with_author
from pipeline.stages.signing.amending import Amended
from pipeline.store.root import Root

CONSOLIDATED, CONSOLIDATED_DOCX = "-consolidated.pdf", "-consolidated.docx"


def prepared_beside(
    root: Root, amended: Amended, paper: Paper, backend: PdfBackend, step: Callable[[str], None]
) -> Mapping[str, bytes] | Diagnostic:
    """The files by their endings, without the legend of drafts; or what is in the way of one."""
    new, place = amended.new, Span(store.snapshot_file(amended.new.contract, amended.new.version))
    stamp = replace(new.stamp, legend="", input_hash=text_hash(new.document))
    made = typeset(new.document, stamp, paper.template, backend, step, place)
    if isinstance(made, Diagnostic):
        return made
    wrong = [found for found in proved(made, new.document, step, Positions(file=place.file)) if has_errors((found,))]
    if wrong:
        return wrong[0]
    finished = pdf.finished(made.drawn, properties(stamp, new.document.language, backend), made.pages)
    redline = _redline(root, amended, Paper(stamp, paper.template), step, place)
    return redline if isinstance(redline, Diagnostic) else {CONSOLIDATED: finished, CONSOLIDATED_DOCX: made.docx, **redline}


def _redline(root: Root, amended: Amended, paper: Paper, step: Callable[[str], None], place: Span) -> Mapping[str, bytes] | Diagnostic:
    step("compare")
    settings = with_author(root, amended.new.contract, Settings(Revision("", _day(paper.stamp))))
    base, new = amended.base, amended.new
    comparison = compared(new.contract, base.version, base.document, new.version, new.document, settings)
    files = files_to_send(comparison, paper, step, place)
    return files if isinstance(files, Diagnostic) else files.contents


def _day(stamp: Stamp) -> str:
    return stamp.issued.isoformat() if stamp.issued else ""
