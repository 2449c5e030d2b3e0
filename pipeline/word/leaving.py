"""A DOCX made ready to leave the house: their edits will be tracked, and what the template remembers of our machines is gone."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.word.names import CONTENT_TYPES, W
from pipeline.word.package import package_of, parts_of
from pipeline.word.template import parsed_xml, serialised

SETTINGS = "word/settings.xml"
_SETTINGS_RELATIONS = "word/_rels/settings.xml.rels"
_BEFORE_TRACKING = tuple(
    f"{W}{name}"
    for name in (
        "writeProtection",
        "view",
        "zoom",
        "removePersonalInformation",
        "removeDateAndTime",
        "doNotDisplayPageBoundaries",
        "displayBackgroundShape",
        "printPostScriptOverText",
        "printFractionalCharacterWidth",
        "printFormsData",
        "embedTrueTypeFonts",
        "embedSystemFonts",
        "saveSubsetFonts",
        "saveFormsData",
        "mirrorMargins",
        "alignBordersAndEdges",
        "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter",
        "gutterAtTop",
        "hideSpellingErrors",
        "hideGrammaticalErrors",
        "activeWritingStyle",
        "proofState",
        "formsDesign",
        "attachedTemplate",
        "linkStyles",
        "stylePaneFormatFilter",
        "stylePaneSortMethod",
        "documentType",
        "mailMerge",
        "revisionView",
    )
)
"""What stands before `trackRevisions` in the settings, by the order of ECMA-376 (17.15.1.78)."""
_REMEMBERED = tuple(f"{W}{name}" for name in ("attachedTemplate", "rsids", "docVars", "mailMerge", "saveThroughXslt", "docPartObj"))
_REVISION_IDS = re.compile(rf"^{re.escape(W)}rsid")
_APPLICATION = "docProps/app.xml"
_FORGOTTEN = (_APPLICATION, "docProps/thumbnail.jpeg", "docProps/thumbnail.wmf", _SETTINGS_RELATIONS)


def ready_to_leave(docx: bytes, *, tracked: bool = True) -> bytes:
    """The same words and properties; where edits are expected, with tracking switched on. Equal files stay equal."""
    parts = {name: part for name, part in parts_of(docx).items() if name not in _FORGOTTEN}
    parts[SETTINGS] = _settings(parts[SETTINGS], tracked=tracked)
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = _without_forgotten(parts[name])
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and b"rsid" in part:
            parts[name] = _without_revision_ids(part)
    return package_of(parts)


def _settings(part: bytes, *, tracked: bool) -> bytes:
    root = parsed_xml(part)
    for name in (*_REMEMBERED, f"{W}trackRevisions"):
        for element in root.findall(name):
            root.remove(element)
    if not tracked:
        return serialised(root)
    behind = [index for index, child in enumerate(root) if child.tag in _BEFORE_TRACKING]
    root.insert(behind[-1] + 1 if behind else 0, etree.Element(f"{W}trackRevisions"))
    return serialised(root)


def _without_forgotten(part: bytes) -> bytes:
    """Content types and relations without what is no longer there."""
    root = parsed_xml(part)
    gone = [
        entry
        for entry in root
        if (entry.get("PartName") or entry.get("Target") or "").removeprefix("/") in _FORGOTTEN
        and entry.tag != f"{{{CONTENT_TYPES}}}Default"
    ]
    for entry in gone:
        root.remove(entry)
    return serialised(root) if gone else part


def _without_revision_ids(part: bytes) -> bytes:
    """Word marks in which sitting a paragraph was typed, which tells how a text came about."""
    root = parsed_xml(part)
    for element in root.iter():
        for name in [name for name in element.attrib if _REVISION_IDS.match(str(name))]:
            del element.attrib[name]
    return serialised(root)
