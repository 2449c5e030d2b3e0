"""What is wrong with the template of reports."""

from __future__ import annotations

from pipeline.model.diagnostic import Diagnostic
from pipeline.word.faults import Needs, template_faults
from pipeline.word.reports import names

NEEDS = Needs(blocks=(names.BODY_SLOT,), values=names.VALUE_SLOTS, needed_values=names.VALUE_SLOTS, styles=names.NEEDED_STYLES)


def report_template_faults(template: bytes, file: str) -> list[Diagnostic]:
    """All faults of the template; the writer takes only one that has none."""
    return template_faults(template, file, NEEDS)
