"""What we say to the other side: a reply in their thread, or a comment at the place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.model.document import Revision
from pipeline.word.marking import moment
from pipeline.word.names import CONTENT_TYPES as TYPES
from pipeline.word.names import PACKAGE_RELATIONS, RELATIONS, W
from pipeline.word.package import CONTENT_TYPES
from pipeline.word.reading.relations import related
from pipeline.word.template import parsed_xml

_LINKS = "word/_rels/document.xml.rels"
_W14, _W15 = "http://schemas.microsoft.com/office/word/2010/wordml", "http://schemas.microsoft.com/office/word/2012/wordml"
_PARAGRAPH, _EXTENDED = f"{{{_W14}}}paraId", f"{{{_W15}}}"
_KINDS = {
    "comments": ("word/comments.xml", f"{RELATIONS}/comments", "wordprocessingml.comments+xml", f"{W}comments"),
    "commentsExtended": (
        "word/commentsExtended.xml",
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
        "wordprocessingml.commentsExtended+xml",
        f"{_EXTENDED}commentsEx",
    ),
}
_TYPE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Note:
    """Words for the other side. `thread` is the id of the comment that they answer, empty where there is none; `block` the paragraph."""

    text: str
    block: str
    thread: str = ""


def with_notes(
    parts: Mapping[str, bytes], root: etree._Element, notes: Sequence[Note], places: Mapping[str, etree._Element], revision: Revision
) -> dict[str, bytes]:
    """The parts with our words among the comments; `root` is the main part, in which they are anchored."""
    made = dict(parts)
    if not notes:
        return made
    comments = _part(made, "comments")
    extended = _part(made, "commentsExtended")
    for note in notes:
        _add(note, comments, extended, root, places, revision)
    for kind, tree in (("comments", comments), ("commentsExtended", extended)):
        made[_name(made, kind)] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _name(parts: Mapping[str, bytes], kind: str) -> str:
    return next(iter(related(parts, kind)), _KINDS[kind][0])


def _part(parts: dict[str, bytes], kind: str) -> etree._Element:
    """The part of this kind, which is made and told of where there is none."""
    found = related(parts, kind)
    if found:
        return next(iter(found.values()))
    name, relation, content, tag = _KINDS[kind]
    links, types = parsed_xml(parts[_LINKS]), parsed_xml(parts[CONTENT_TYPES])
    taken = {link.get("Id") for link in links}
    id = next(f"rIdAnswer{number}" for number in range(1, len(taken) + 2) if f"rIdAnswer{number}" not in taken)
    etree.SubElement(links, f"{{{PACKAGE_RELATIONS}}}Relationship", {"Id": id, "Type": relation, "Target": name.removeprefix("word/")})
    etree.SubElement(types, f"{{{TYPES}}}Override", {"PartName": f"/{name}", "ContentType": _TYPE + content})
    made = etree.Element(tag, nsmap={"w": W[1:-1], "w14": _W14, "w15": _W15})
    for part, tree in ((_LINKS, links), (CONTENT_TYPES, types)):
        parts[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    parts[name] = etree.tostring(made)
    return made


def _add(
    note: Note,
    comments: etree._Element,
    extended: etree._Element,
    root: etree._Element,
    places: Mapping[str, etree._Element],
    revision: Revision,
) -> None:
    numbers = [int(each.get(f"{W}id", "0")) for each in comments if each.get(f"{W}id", "").isdecimal()]
    number = str(max(numbers, default=-1) + 1)
    above = next((each for each in comments if each.get(f"{W}id") == note.thread), None) if note.thread else None
    mark = _mark(f"{number} {note.text}", comments)
    comment = etree.SubElement(
        comments, f"{W}comment", {f"{W}id": number, f"{W}author": revision.author, f"{W}date": moment(revision.date)}
    )
    comment.set(f"{W}initials", "".join(word[0] for word in revision.author.split()))
    for place, line in enumerate(lines := note.text.split("\n")):
        paragraph = etree.SubElement(comment, f"{W}p")
        if place == len(lines) - 1:
            paragraph.set(_PARAGRAPH, mark)
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = line
    entry = etree.SubElement(extended, f"{_EXTENDED}commentEx", {f"{_EXTENDED}paraId": mark, f"{_EXTENDED}done": "0"})
    if above is not None:
        entry.set(f"{_EXTENDED}paraIdParent", _marked(above, comments, extended))
        _anchor_beside(root, note.thread, number)
    elif note.block in places:
        _anchor_in(places[note.block], number)
    else:
        _anchor_in(next(root.iter(f"{W}p")), number)


def _mark(seed: str, comments: etree._Element) -> str:
    """An id that no paragraph of a comment has; below 80000000, as the format wants it."""
    taken = {paragraph.get(_PARAGRAPH) for paragraph in comments.iter(f"{W}p")}
    tried = (hashlib.sha256(f"{seed} {number}".encode()).hexdigest()[:7].upper() for number in range(1, 1000))
    return next(f"0{mark}" for mark in tried if f"0{mark}" not in taken)


def _marked(comment: etree._Element, comments: etree._Element, extended: etree._Element) -> str:
    """The id by which their comment is answered; one that has none gets one, with an entry of its own."""
    paragraph = comment.findall(f"{W}p")[-1]
    mark = paragraph.get(_PARAGRAPH)
    if mark is None:
        mark = _mark(comment.get(f"{W}id", ""), comments)
        paragraph.set(_PARAGRAPH, mark)
        extended.insert(0, etree.Element(f"{_EXTENDED}commentEx", {f"{_EXTENDED}paraId": mark, f"{_EXTENDED}done": "0"}))
    return str(mark)


def _anchor_beside(root: etree._Element, thread: str, number: str) -> None:
    """A reply stands at the same words as the comment that it answers."""
    for name in ("commentRangeStart", "commentRangeEnd"):
        for mark in _of(root.iter(f"{W}{name}"), thread):
            mark.addnext(etree.Element(f"{W}{name}", {f"{W}id": number}))
    for mark in _of(root.iter(f"{W}commentReference"), thread):
        run = mark.getparent()
        further = etree.Element(f"{W}r")
        etree.SubElement(further, f"{W}commentReference", {f"{W}id": number})
        run.addnext(further)


def _of(marks: Iterable[etree._Element], thread: str) -> list[etree._Element]:
    return [mark for mark in marks if mark.get(f"{W}id") == thread]


def _anchor_in(paragraph: etree._Element, number: str) -> None:
    """Our comment is attached to the whole paragraph."""
    properties = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if properties is None else 1, etree.Element(f"{W}commentRangeStart", {f"{W}id": number}))
    etree.SubElement(paragraph, f"{W}commentRangeEnd", {f"{W}id": number})
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}commentReference", {f"{W}id": number})
