"""The Word template made ready: its slots compiled once, the parts that no contract changes already deflated."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from pipeline.model.stamp import Paper
from pipeline.word import names
from pipeline.word.names import CONTENT_TYPES, DECLARATION, PACKAGE_RELATIONS, RELATIONS, W
from pipeline.word.package import MAIN, Packed, packed, parts_of
from pipeline.word.paper import put_on_paper

NUMBERING, STYLES = "word/numbering.xml", "word/styles.xml"
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
MAIN_RELATIONS = "word/_rels/document.xml.rels"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_ITEM_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RENDERED_TYPE = re.compile(r"wordprocessingml\.(document\.main|header|footer)\+xml$")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def parsed_xml(part: bytes) -> etree._Element:
    """The part's XML, without entities and network. Raises `lxml.etree.XMLSyntaxError`."""
    return etree.fromstring(part, _PARSER)


@dataclass(frozen=True, slots=True)
class Lists:
    """The template's numbering: the ids of its lists, and where the writer adds those of the schedules."""

    schedule_paragraphs: str
    """Id of the definition (`abstractNum`) that the paragraphs of each schedule follow."""
    clauses: int
    bullets: int
    next_id: int
    edges: tuple[int, ...]
    """Where the words of each level of a clause begin, in twentieths of a point from the margin."""
    bullet_edges: tuple[int, ...]
    before: str
    """The part up to the place where lists are added."""
    after: str
    schedule_label: str
    """The label of a schedule as it stands in the part: `Schedule %1`."""


@dataclass(frozen=True, slots=True)
class Shell:
    """All that the writer needs of a template."""

    ready: Mapping[str, Packed]
    rendered: Mapping[str, Template]
    styles: Mapping[str, str]
    """The id of each style by its name, since Word may rename ids."""
    lists: Lists
    styles_part: str
    language: str
    text_width: int
    item: str
    """Name of the custom XML part that holds the anchors: one that the template leaves free."""


def environment() -> SandboxedEnvironment:
    """Jinja as the slots know it: values are escaped, and what is not there is a fault."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


@lru_cache(maxsize=8)
def shell_of(template: bytes, paper: Paper = Paper.A4, *, anchored: bool = True) -> Shell:
    """The template compiled for this paper; once a process. The template must be free of faults (see `template_faults`).

    What is not a contract is not `anchored`: it holds neither a map of its paragraphs nor properties of its own.
    """
    parts = parts_of(template)
    document = parsed_xml(parts[MAIN])
    put_on_paper(document, paper)
    parts[MAIN] = serialised(document)
    item = free_item(parts)
    rendered = rendered_parts(parts)
    _register(parts, item if anchored else "")
    styles = parsed_xml(parts[STYLES])
    by_name = style_ids(styles)
    changing = {*rendered, NUMBERING, STYLES, CORE, CUSTOM}
    return Shell(
        ready={name: packed(part) for name, part in parts.items() if name not in changing},
        rendered={name: environment().from_string(patched(parts[name])) for name in rendered},
        styles=by_name,
        lists=_lists(parsed_xml(parts[NUMBERING]), styles, by_name),
        styles_part=DECLARATION + etree.tostring(styles, encoding="unicode"),
        language=language_of(styles),
        text_width=text_width_of(document),
        item=item,
    )


def rendered_parts(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The parts that may hold slots: the document, its headers and its footers."""
    return tuple(sorted(name for name, kind in _types(parts).items() if _RENDERED_TYPE.search(kind) and name in parts))


def patched(part: bytes) -> str:
    """The part as docxtpl hands it to Jinja: tags mended where Word has split them, paragraph slots freed of their paragraph."""
    text: str = DocxTemplate(io.BytesIO()).patch_xml(etree.tostring(parsed_xml(part), encoding="unicode"))
    return DECLARATION + text


def style_ids(styles: etree._Element) -> dict[str, str]:
    """The id of each style by its name."""
    return {
        style.find(f"{W}name").get(f"{W}val"): style.get(f"{W}styleId")
        for style in styles.iter(f"{W}style")
        if style.find(f"{W}name") is not None
    }


def list_of(styles: etree._Element, style: str) -> str | None:
    """The id of the list that a style (by id) numbers its paragraphs with."""
    found = styles.find(f"{W}style[@{W}styleId='{style}']/{W}pPr/{W}numPr/{W}numId")
    return None if found is None else found.get(f"{W}val")


def _lists(numbering: etree._Element, styles: etree._Element, by_name: Mapping[str, str]) -> Lists:
    definitions = {entry.get(f"{W}numId"): entry.find(f"{W}abstractNumId").get(f"{W}val") for entry in numbering.findall(f"{W}num")}

    def list_id(name: str) -> str:
        found = list_of(styles, by_name[name])
        assert found is not None
        return found

    def levels(name: str) -> list[etree._Element]:
        found: list[etree._Element] = numbering.findall(f"{W}abstractNum[@{W}abstractNumId='{definitions[list_id(name)]}']/{W}lvl")
        return found

    last = numbering.findall(f"{W}num")[-1]
    marker = etree.Comment("lists")
    last.addnext(marker)
    before, after = etree.tostring(numbering, encoding="unicode").split("<!--lists-->")
    return Lists(
        schedule_paragraphs=definitions[list_id(names.SCHEDULE_CLAUSE_HEADING)],
        clauses=int(list_id(names.CLAUSE_HEADING)),
        bullets=int(list_id(names.BULLET)),
        next_id=max(int(number) for number in definitions) + 1,
        edges=tuple(_edge(level) for level in levels(names.CLAUSE_HEADING)),
        bullet_edges=tuple(_edge(level) for level in levels(names.BULLET)),
        before=DECLARATION + before,
        after=after,
        schedule_label=levels(names.SCHEDULE_HEADING)[0].find(f"{W}lvlText").get(f"{W}val"),
    )


def _edge(level: etree._Element) -> int:
    indent = level.find(f"{W}pPr/{W}ind")
    return 0 if indent is None else int(indent.get(f"{W}left") or indent.get(f"{W}start") or 0)


def language_of(styles: etree._Element) -> str:
    """The language that the styles set."""
    found = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    return "" if found is None else found.get(f"{W}val", "")


def text_width_of(document: etree._Element) -> int:
    """The width between the margins of the last section, in twentieths of a point."""
    section = document.findall(f".//{W}sectPr")[-1]
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    return int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))


def _types(parts: Mapping[str, bytes]) -> dict[str, str]:
    overrides = parsed_xml(parts["[Content_Types].xml"]).iter(f"{{{CONTENT_TYPES}}}Override")
    return {entry.get("PartName").removeprefix("/"): entry.get("ContentType") for entry in overrides}


def free_item(parts: Mapping[str, bytes]) -> str:
    """A name for one more part of custom XML."""
    return next(name for number in range(1, len(parts) + 2) if (name := f"customXml/item{number}.xml") not in parts)


def _register(parts: dict[str, bytes], item: str) -> None:
    """Add the writer's own parts to the template's content types and relations; without an item only the properties."""
    relate(parts, "_rels/.rels", CORE_RELATION, CORE)
    declare(parts, CORE, CORE_TYPE)
    if not item:
        return
    properties = item.replace("item", "itemProps")
    relations = f"customXml/_rels/{item.rpartition('/')[2]}.rels"
    parts[properties] = (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        'ds:itemID="{5B0C4A52-7C5F-4C0E-9A55-D12AF711E001}"><ds:schemaRefs/></ds:datastoreItem>'
    ).encode()
    parts[relations] = f'{DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}"></Relationships>'.encode()
    relate(parts, relations, f"{RELATIONS}/customXmlProps", properties.rpartition("/")[2])
    relate(parts, MAIN_RELATIONS, f"{RELATIONS}/customXml", f"../{item}")
    relate(parts, "_rels/.rels", f"{RELATIONS}/custom-properties", CUSTOM)
    for name, kind in ((CUSTOM, CUSTOM_TYPE), (properties, _ITEM_PROPERTIES_TYPE)):
        declare(parts, name, kind)


def relate(parts: dict[str, bytes], relations: str, kind: str, target: str, link: str = "") -> None:
    """Let a part of relations lead to a target, unless it does already; `link` is the id of the relation, where it is asked for by it."""
    root = parsed_xml(parts[relations])
    targets = {(entry.get("Type"), entry.get("Target").removeprefix("/")) for entry in root}
    if (kind, target) not in targets:
        id = link or f"draftline{len(root) + 1}"
        etree.SubElement(root, f"{{{PACKAGE_RELATIONS}}}Relationship", Id=id, Type=kind, Target=target)
        parts[relations] = serialised(root)


def declare(parts: dict[str, bytes], name: str, kind: str) -> None:
    """Name what a part is, unless that is named already."""
    if name not in _types(parts):
        root = parsed_xml(parts["[Content_Types].xml"])
        etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
        parts["[Content_Types].xml"] = serialised(root)


def serialised(root: etree._Element) -> bytes:
    """The part that holds this XML."""
    text: str = etree.tostring(root, encoding="unicode")
    return (DECLARATION + text).encode()
