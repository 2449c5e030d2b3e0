"""The Document and its stamp as a DOCX, the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from markupsafe import Markup

from pipeline.model.change import Change
from pipeline.model.days import written_day
from pipeline.model.document import Document, PartKind
from pipeline.model.numbering import NO_BREAK
from pipeline.model.stamp import Stamp
from pipeline.word import names
from pipeline.word.anchors import Former, anchors_part
from pipeline.word.body import Body
from pipeline.word.contents import contents_xml, headings
from pipeline.word.ending import with_lasting_ends
from pipeline.word.package import MAIN, Packed, package_of
from pipeline.word.paragraphs import Paragraphs
from pipeline.word.properties import core_part, custom_part
from pipeline.word.settled import settled
from pipeline.word.summary import summary_xml
from pipeline.word.template import CORE, CUSTOM, NUMBERING, STYLES, Lists, Shell, shell_of
from pipeline.word.text import visible
from pipeline.word.versions import Versions, only_version, versions_of

_SLOTS = {
    PartKind.COVER: "cover",
    PartKind.TERMS: "body",
    PartKind.SIGNATURES: "signatures",
    PartKind.SCHEDULE: "schedules",
}


_BODY = b"<w:body>"


def write(document: Document, stamp: Stamp, template: bytes, pages: Mapping[str, int] | None = None) -> bytes:
    """The DOCX of a Document without revisions; each reference of it should have its target.

    `pages` gives the page of each heading of the contents by its id; None where they are not known yet. The template must be free
    of faults (see `template_faults`).
    """
    return _written(document, only_version(document), stamp, template, pages, ())


def write_redline(
    redline: Document,
    stamp: Stamp,
    template: bytes,
    *,
    changes: tuple[Change, ...] = (),
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """The DOCX with revisions that Word's review pane accepts and rejects; contents and fields show the new version.

    `changes` are summed up on a first page, which is no part of the contract; without them there is none.
    """
    held = settled(redline)
    return _written(held, versions_of(held), stamp, template, pages, changes)


def _written(
    document: Document, versions: Versions, stamp: Stamp, template: bytes, pages: Mapping[str, int] | None, changes: tuple[Change, ...]
) -> bytes:
    shell = shell_of(template, stamp.paper)
    new = versions.new.document
    body = Body(document, versions, shell)
    slots = {slot: body.parts(kind) for kind, slot in _SLOTS.items()}
    slots["schedules"] += body.end()
    outline = headings(new, versions.new.numbers)
    slots["toc"] = contents_xml(outline, shell.styles[names.CONTENTS_ENTRY], shell.lists.edges[0], pages)
    values = {**_values(stamp, new.language), **{name: Markup(text) for name, text in slots.items()}}
    parts: dict[str, bytes | Packed] = dict(shell.ready)
    rendered = {name: slot.render(values).encode() for name, slot in shell.rendered.items()}
    if changes:
        page = summary_xml(changes, versions, shell, body.paragraphs.marking)
        rendered[MAIN] = rendered[MAIN].replace(_BODY, _BODY + page.encode(), 1)
    if versions.differ:
        rendered[MAIN] = with_lasting_ends(rendered[MAIN], body.paragraphs.marking)
    parts |= rendered
    parts |= {
        NUMBERING: numbering_with(shell.lists, body.schedule_lists, new.words.schedule).encode(),
        STYLES: language_of_styles(shell, new.language).encode(),
        CORE: core_part(stamp, new.language).encode(),
        CUSTOM: custom_part(stamp).encode(),
        shell.item: _anchors(stamp, versions, body.paragraphs).encode(),
    }
    return package_of(parts)


def _anchors(stamp: Stamp, versions: Versions, paragraphs: Paragraphs) -> str:
    former = Former(versions.old.document, paragraphs.former, versions.revision) if versions.differ else None
    return anchors_part(stamp.contract, stamp.version, stamp.input_hash, versions.new.document, paragraphs.anchors, former)


def _values(stamp: Stamp, language: str) -> dict[str, str]:
    values = {
        "title": stamp.title,
        "short_title": stamp.short_title,
        "version": stamp.version,
        "issue": stamp.issue,
        "legend": stamp.legend,
        "issued": written_day(stamp.issued, language) if stamp.issued else "",
        "short_hash": stamp.short_hash,
    }
    return {name: visible(value) for name, value in values.items()}


def numbering_with(lists: Lists, schedules: list[int], word: str) -> str:
    """The template's numbering with a list for each schedule, and the word that the governing law's practice uses."""
    added = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{lists.schedule_paragraphs}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in schedules
    )
    label = escape(f"{word}{NO_BREAK}%1", {'"': "&quot;"})
    before = lists.before.replace(f'w:lvlText w:val="{lists.schedule_label}"', f'w:lvlText w:val="{label}"')
    return before + added + lists.after


def language_of_styles(shell: Shell, language: str) -> str:
    """The template's styles for words in this language."""
    return shell.styles_part.replace(f'<w:lang w:val="{shell.language}"', f'<w:lang w:val="{language}"')
