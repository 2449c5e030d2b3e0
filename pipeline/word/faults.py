"""What is wrong with a Word template, said in the words of the person who edits it in Word."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from docxtpl_lint import lint
from jinja2 import meta, nodes
from lxml import etree

from pipeline.model.diagnostic import Diagnostic, Severity, Span, error
from pipeline.word import names
from pipeline.word.names import W
from pipeline.word.package import MAIN, parts_of
from pipeline.word.template import NUMBERING, STYLES, environment, list_of, parsed_xml, patched, rendered_parts, style_ids

_PLAIN = (nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Const)
"""What a slot may be made of."""

_NEEDED_PARTS = ("[Content_Types].xml", "_rels/.rels", MAIN, "word/_rels/document.xml.rels", STYLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a writer needs of its template: the slots that it fills, those that must be there, and the styles by name."""

    blocks: tuple[str, ...]
    values: tuple[str, ...]
    needed_values: tuple[str, ...]
    styles: tuple[str, ...]
    numbered: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that the DOCX must have."""
        return (*_NEEDED_PARTS, NUMBERING) if self.numbered else _NEEDED_PARTS


CONTRACT = Needs(
    blocks=names.BLOCK_SLOTS,
    values=names.VALUE_SLOTS,
    needed_values=names.NEEDED_VALUE_SLOTS,
    styles=names.NEEDED_STYLES,
    numbered=names.NUMBERED_STYLES,
)


def template_faults(template: bytes, file: str, needs: Needs = CONTRACT) -> list[Diagnostic]:
    """All faults of the template; the writer takes only one that has none."""
    try:
        parts = parts_of(template)
        roots = {name: parsed_xml(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, etree.XMLSyntaxError):
        return [error("template-not-docx", Span(file), "this is not a Word document", "save it in Word as `Word Document (.docx)`")]
    missing = [name for name in needs.parts if name not in parts]
    if missing:
        message = f"this is not a Word document that can be a template: it has no part `{missing[0]}`"
        return [error("template-not-docx", Span(file), message, "save it in Word as `Word Document (.docx)`")]
    slots = list(_broken_slots(template, file))
    if not slots:
        slots = [*_wrong_slots(parts, file, needs)]
    return [*slots, *_styles(roots, file, needs), *_sections(roots[MAIN], file)]


def _broken_slots(template: bytes, file: str) -> Iterator[Diagnostic]:
    for issue in lint(template, autoescape=True).issues:
        severity = Severity.ERROR if issue.severity == "error" else Severity.WARNING
        place = issue.location.human()
        snippet = f"; the text there is `{issue.snippet}`" if issue.snippet else ""
        yield Diagnostic("template-slot", severity, Span(file), f"{place}: {issue.message}{snippet}")


def _wrong_slots(parts: dict[str, bytes], file: str, needs: Needs) -> Iterator[Diagnostic]:
    """Slots that nothing fills, and content that no slot prints."""
    texts = {name: patched(parts[name]) for name in rendered_parts(parts)}
    for name, text in texts.items():
        yield from _clever_slots(name, text, file)
    used = {
        variable: name for name, text in texts.items() for variable in sorted(meta.find_undeclared_variables(environment().parse(text)))
    }
    for variable, name in used.items():
        if variable not in (*needs.blocks, *needs.values):
            known = ", ".join(f"`{slot}`" for slot in (*needs.blocks, *needs.values))
            yield error(
                "template-unknown-slot", Span(file), f"`{name}` has a slot `{variable}` that nothing fills", f"the slots are {known}"
            )
    for slot in needs.needed_values:
        if slot not in used:
            hint = f"write `{{{{ {slot} }}}}` where it is to be printed"
            yield error("template-missing-slot", Span(file), f"the slot `{slot}` is missing", hint)
    for slot in needs.blocks:
        yield from _block_slot(slot, texts, file)


def _clever_slots(name: str, text: str, file: str) -> Iterator[Diagnostic]:
    """A slot is a plain name, since a template that computes could fail, or run for ever, while a contract is being printed."""
    kinds = [type(node).__name__.lower() for node in environment().parse(text).find_all(nodes.Node) if not isinstance(node, _PLAIN)]
    if kinds:
        hint = "write a plain name as in `{{ version }}`, or a condition as in `{% if legend %}`"
        yield error("template-slot", Span(file), f"`{name}` has a slot that computes ({', '.join(dict.fromkeys(kinds))})", hint)


def _block_slot(slot: str, texts: dict[str, str], file: str) -> Iterator[Diagnostic]:
    """A block slot stands once, in the document itself, and for a whole paragraph."""
    hint = f"write `{{{{p {slot} }}}}` once, in a paragraph of its own"
    places = [name for name, text in texts.items() for _ in re.finditer(rf"{{{{\s*{slot}\b", text)]
    if not places:
        yield error("template-missing-slot", Span(file), f"the slot `{slot}` is missing", hint)
    elif len(places) > 1 or places != [MAIN]:
        where = " and ".join(f"`{name}`" for name in places)
        yield error("template-doubled-slot", Span(file), f"the slot `{slot}` stands in {where}; it belongs into the document, once", hint)
    elif re.search(rf"<w:t(?: [^>]*)?>[^<]*{{{{\s*{slot}\b", texts[MAIN]):
        yield error("template-slot-in-line", Span(file), f"the slot `{slot}` stands within a line, but it is printed as paragraphs", hint)


def _styles(roots: dict[str, etree._Element], file: str, needs: Needs) -> Iterator[Diagnostic]:
    by_name = style_ids(roots[STYLES])
    lists = {entry.get(f"{W}numId") for entry in roots[NUMBERING].findall(f"{W}num")} if needs.numbered else set()
    for name in needs.styles:
        if name not in by_name:
            yield error("template-missing-style", Span(file), f"the style `{name}` is missing", "create it in Word under this name")
        elif name in needs.numbered and list_of(roots[STYLES], by_name[name]) not in lists:
            hint = "link it in Word under `Define New Multilevel List`"
            yield error("template-style-without-number", Span(file), f"the style `{name}` has no numbering", hint)


def _sections(document: etree._Element, file: str) -> Iterator[Diagnostic]:
    sections = document.findall(f".//{W}sectPr")
    if not sections or sections[-1].find(f"{W}pgSz") is None or sections[-1].find(f"{W}pgMar") is None:
        yield error(
            "template-without-page", Span(file), "the last section has no page size or no margins", "set them in Word under `Layout`"
        )
