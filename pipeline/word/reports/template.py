"""The template of reports made ready: its slots compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Template

from pipeline.word.package import MAIN, parts_of
from pipeline.word.template import (
    CORE,
    CORE_RELATION,
    CORE_TYPE,
    STYLES,
    declare,
    environment,
    language_of,
    parsed_xml,
    patched,
    relate,
    rendered_parts,
    style_ids,
    text_width_of,
)


@dataclass(frozen=True, slots=True)
class ReportShell:
    """All that the writer needs of a template; `parts` are those that no slot changes."""

    parts: Mapping[str, bytes]
    rendered: Mapping[str, Template]
    styles: Mapping[str, str]
    language: str
    text_width: int


@lru_cache(maxsize=4)
def report_shell(template: bytes) -> ReportShell:
    """The template compiled; it must be free of faults (see `report_template_faults`)."""
    parts = parts_of(template)
    rendered = rendered_parts(parts)
    relate(parts, "_rels/.rels", CORE_RELATION, CORE)
    declare(parts, CORE, CORE_TYPE)
    styles = parsed_xml(parts[STYLES])
    return ReportShell(
        parts={name: part for name, part in parts.items() if name not in rendered},
        rendered={name: environment().from_string(patched(parts[name])) for name in rendered},
        styles=style_ids(styles),
        language=language_of(styles),
        text_width=text_width_of(parsed_xml(parts[MAIN])),
    )
