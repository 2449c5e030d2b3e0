"""The Word templates as bytes; what stands in them is another room's knowledge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.diagnostic import Diagnostic
from pipeline.store.files import MOST_TEMPLATE_BYTES, Reading
from pipeline.store.root import TEMPLATES, Root


@dataclass(frozen=True, slots=True)
class LoadedTemplate:
    """One template; `content` is None where a finding says why. `inputs` is its sha256 by its file."""

    file: str
    content: bytes | None
    diagnostics: tuple[Diagnostic, ...]
    inputs: Mapping[str, str]


REPORT = "report.docx"
"""The template of reports, which nobody needs who writes none."""
LETTER = "letter.docx"
"""The template of letters, which nobody needs who writes none and sends nothing."""


def load_template(root: Root, name: str = "contract.docx") -> LoadedTemplate:
    """The template of that name in templates/."""
    reading, file = Reading(root), f"{TEMPLATES}/{name}"
    content = reading.content(file, MOST_TEMPLATE_BYTES)
    return LoadedTemplate(file, content, tuple(reading.findings), reading.inputs)


def further_templates(root: Root) -> tuple[str, ...]:
    """The names of the templates besides that of contracts, as far as they are there."""
    return tuple(name for name in (REPORT, LETTER) if name in root.names(TEMPLATES))
