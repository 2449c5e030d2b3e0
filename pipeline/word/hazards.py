"""What in a stranger's DOCX would fetch, run or bring in something once another program opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.word.hostile import Hostile, scanned_parts
from pipeline.word.names import PACKAGE_RELATIONS, W
from pipeline.word.template import parsed_xml

_MACROS = re.compile(r"(?:^|/)vba(?:Project|Data)[^/]*$", re.IGNORECASE)
_LOCAL_TEMPLATE = re.compile(r"(?:file:///)?[A-Za-z]:[\\/]|[^\\/:]+$")
"""A template on the sender's own disk, which is found on no other; Word then takes its default."""
_RUNS = re.compile(r"\s*(?:DDE|DDEAUTO)\b", re.IGNORECASE)
_FETCHES = re.compile(
    r"\s*(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DATABASE|RD)\b.*?(?:[a-z]+://|\\\\\w)", re.IGNORECASE | re.DOTALL
)
_QUOTED_CODES = re.compile(r"\s*QUOTE((?:\s+\d{1,5})+)\s*", re.IGNORECASE)


def harmless_parts(docx: bytes) -> dict[str, bytes]:
    """The parts of a stranger's DOCX that may be handed to another program. Raises Hostile where they would act on their own."""
    parts = scanned_parts(docx)
    for name, part in parts.items():
        found = next(_hazards(name, part), None)
        if found is not None:
            raise Hostile(f"its part `{name}` {found}")
    return parts


def _hazards(name: str, part: bytes) -> Iterator[str]:
    if _MACROS.search(name):
        yield "holds macros"
    if not name.endswith((".xml", ".rels")):
        return
    try:
        root = parsed_xml(part)
    except etree.XMLSyntaxError as fault:
        raise Hostile(f"its part `{name}` is damaged") from fault
    if name.endswith(".rels"):
        yield from _of_relations(root)
    elif name == "[Content_Types].xml":
        if b"macroenabled" in part.lower():
            yield "says that the file holds macros"
    elif name.startswith("word/"):
        yield from _of_content(root)


def _of_relations(root: etree._Element) -> Iterator[str]:
    for relation in root.iter(f"{{{PACKAGE_RELATIONS}}}Relationship"):
        kind, target = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
        if kind == "aFChunk":
            yield "brings in another file as text"
        elif kind == "attachedTemplate" and not _LOCAL_TEMPLATE.match(target):
            yield "fetches a template from elsewhere"
        elif relation.get("TargetMode") == "External" and kind not in ("hyperlink", "attachedTemplate"):
            yield f"fetches something from elsewhere ({kind})"


def _of_content(root: etree._Element) -> Iterator[str]:
    if next(root.iter(f"{W}altChunk"), None) is not None:
        yield "brings in another file as text"
    for instruction in _instructions(root):
        if _RUNS.match(instruction):
            yield "has a field that runs another program"
        elif _FETCHES.match(instruction):
            yield "has a field that fetches something from elsewhere"


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    shown: list[str] | None = None
    """What it shows, once its instruction has ended."""


def _instructions(root: etree._Element) -> Iterator[str]:
    """What the fields say, however many runs an instruction is split over; a field within one stands for what it shows."""
    yield from (simple.get(f"{W}instr", "") for simple in root.iter(f"{W}fldSimple"))
    fields: list[_Field] = []
    for node in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText", f"{W}t"):
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            fields.append(_Field())
        elif not fields:
            continue
        elif kind == "separate":
            fields[-1].shown = []
        elif kind == "end":
            ended = fields.pop()
            yield from _ended(ended, fields)
        else:
            _add(fields[-1], node)
    while fields:
        yield from _ended(fields.pop(), fields)


def _add(inside: _Field, node: etree._Element) -> None:
    if inside.shown is None and node.tag != f"{W}t":
        inside.instruction.append(node.text or "")
    elif inside.shown is not None and node.tag == f"{W}t":
        inside.shown.append(node.text or "")


def _ended(ended: _Field, around: list[_Field]) -> Iterator[str]:
    instruction = "".join(ended.instruction)
    codes = _QUOTED_CODES.fullmatch(instruction)
    said = "".join(chr(int(code)) for code in codes.group(1).split()) if codes else "".join(ended.shown or ())
    if around and around[-1].shown is None:
        around[-1].instruction.append(said)
    yield instruction
