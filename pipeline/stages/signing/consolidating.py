"""What goes with an amendment: the text as amended, and the redline from the text that was in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.model.diagnostic import Diagnostic, has_errors
from pipeline.model.reading import text_hash
from pipeline.pdf import PdfBackend
from pipeline.stages.drafts.printing import printed_again
from pipeline.stages.drafts.printing_redlines import Paper
from pipeline.stages.drafts.redlines import between_frozen
from pipeline.stages.signing.amending import Amended
from pipeline.store.root import Root

CONSOLIDATED, CONSOLIDATED_DOCX = "-consolidated.pdf", "-consolidated.docx"


@dataclass(frozen=True, slots=True)
class Beside:
    """The files by their endings, and what is to be said of them."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()


def prepared_beside(
    root: Root, amended: Amended, template: bytes, backend: PdfBackend, step: Callable[[str], None]
) -> Beside | tuple[Diagnostic, ...]:
    """The files without the legend of drafts; or what is in the way of them."""
    new = amended.new
    stamp = replace(new.stamp, legend="", input_hash=text_hash(new.document))
    made = printed_again(new, stamp, template, backend, step)
    wrong = tuple(found for found in made.findings if has_errors((found,)))
    if wrong:
        return wrong[:1]
    redline = between_frozen(root, amended.base, new, Paper(stamp, template), step)
    return Beside({CONSOLIDATED: made.pdf, CONSOLIDATED_DOCX: made.docx, **redline.contents}, redline.findings)
