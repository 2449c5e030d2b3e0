"""References to sections and attachments that are not there, or are called otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pipeline.check.text.outline import Entry, Outline, path_of
from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_NUMBER = r"(?:\d{1,3}(?:\. ?\d{1,3})*(?![\d%])|[IVXLC]{1,6}\b(?!\.\w))(?:\s?\([a-zA-Z0-9]{1,4}\))*"
_SECTION = re.compile(
    rf"(?<![\w-])(?P<noun>sections?|clauses?|articles?|§{{1,2}}|paragraphs?)\s*(?P<first>{_NUMBER})"
    rf"(?P<more>(?:(?:\s\([A-Z][^()\d]{{2,60}}\))?\s*(?:,|;|and|or|to|through|-|–|&|,\s*and|,\s*or|and/or)\s*(?:(?:sections?|clauses?|articles?|§)\s*)?{_NUMBER})*)",
    re.IGNORECASE,
)
_EACH = re.compile(rf"(?P<before>[,;\w&–-]*?)\s*(?P<number>{_NUMBER})", re.IGNORECASE)
_PARTS = re.compile(r"\(([a-zA-Z0-9]{1,4})\)")
_OWN = re.compile(
    r"\s*(?:\([^()]{0,80}\)\s*)?,?\s*(?:(?:above|below|hereof|herein|hereto|hereunder)\b"
    r"|(?:of|in|to|under)\s+(?:this|these|the\s+present)\b|(?:of|in)\s+the\s+(?:Agreement|Contract|General\s+Terms|Standard\s+Terms)\b(?!\s+[A-Z]))",
    re.IGNORECASE,
)
_FOREIGN_BEHIND = re.compile(
    r"\s*(?:\([^()]{0,80}\)\s*)*,?\s*(?:(?:of|to|in|under|from|within)\s+(?:the|its|that|any|such|each|their|an?|our|your|said|Title|Part|[A-Z\"“])|thereof\b|thereto\b|therein\b"
    r"|et\s+seq|(?:[A-Z]{2,}|U\.S\.C|C\.F\.R)\b(?!\s+(?:shall|will|is|are|may|must)))"
)
_FOREIGN_BEFORE = re.compile(
    r"(?:\b(?:Act|Code|Law|Laws|Regulations?|Directive|GDPR|Rules?|Statute|Constitution|Convention|Treaty|Ordinance|Title|U\.?S\.?C\.?|C\.?F\.?R\.?|FAR|Stat\.|Order|Policy|Plan|"
    r"SCCs?|Clauses|Addendum|Exhibit|Schedule|Annex|Annexure|Attachment|Appendix|Standard|Specifications?|Lease|Indenture|Documentation|(?:Loan|License|Licence|Financing|Purchase|Escrow|Services|Credit|Merger)\s+Agreement)"
    r"(?:['’]s)?(?:\s+[A-Z0-9]{1,3}\b)?|\b[A-Z]{2,}s?|[a-z]['’]s|\b\d+\s+(?:U\.?S\.?C\.?|C\.?F\.?R\.?)|\b(?:Internal\s+Revenue|Bankruptcy)\s+Code|\b(?:its|their|such|under\s+those)),?\s*(?:\(\w+\)\s*)?$"
)
_STATUTE_NUMBER = 200
_DEEP = re.compile(r"(?<![\d.$£€])\d{1,3}(?:\. ?\d{1,3})+(?![\d%]|\.\d)")
_LED_TO = re.compile(r"(?:sections?|clauses?|articles?|§|and|or|,|to|[-–])\s*$", re.IGNORECASE)
_LONGEST_LIST = 40
_ENOUGH = 3
"""Fewer numbered sections are no outline to hold a reference against."""

_TITLED = re.compile(
    r"(?:\b(?P<noun>section|clause|article)\s+|(?<=[:,;]\s)|(?<=\band\s))(?P<number>\d{1,3}(?:\.\d{1,3})*)(?:,[^\S\n]*|[^\S\n]+)(?:\((?P<round>[^()\d]{3,80})\)|\[(?P<square>[^\[\]\d]{3,80})\]"
    r"|[\"“](?P<quoted>[^\"“”]{3,80}?),?[\"”]|[–—-]\s(?P<dash>[A-Z][A-Za-z' ]{3,60}?)(?=[,.;)]))",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"(?<![\w-])(?P<noun>Schedule|Exhibit|Annexure|Annex|Appendix|Attachment|SCHEDULE|EXHIBIT|ANNEX|APPENDIX|ATTACHMENT)\s+"
    r"(?P<number>\d{1,2}(?![\d]|\.\d)|[A-Z](?:-?\d{1,2})?(?![A-Za-z'’.]\w)|[IVX]{1,5}(?![A-Za-z]))(?!\s*[-–]\s*[A-Z0-9]\b)"
)
_FIELD = re.compile(
    r"Error! (?:Reference source not found|Bookmark not defined|No text of specified style in document|Unknown document property name)\.?"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One number that a sentence refers to: "4.2(a)" is the path ("4", "2") and the items ("a",)."""

    noun: str
    path: tuple[str, ...]
    items: tuple[str, ...]
    words: str
    start: int
    end: int
    own: bool
    """The sentence says that it means this text."""
    through: bool
    """It ends a range."""


@lru_cache(maxsize=4)
def references(proof: Proof) -> tuple[Reference, ...]:
    """All references to sections but those to statutes and other documents."""
    return tuple(reference for match in proof.matches(_SECTION) if not _is_foreign(proof, match) for reference in _each(proof, match))


def _is_foreign(proof: Proof, match: re.Match[str]) -> bool:
    """L27. Whether the sentence names another document, or the number is a heading's own."""
    behind = proof.text[match.end() : match.end() + 160]
    before = proof.text[max(0, match.start() - 60) : match.start()]
    if _OWN.match(behind):
        return False
    line_start = proof.line_at(match.start())[0]
    if not proof.text[line_start : match.start()].strip(" \t*-|#"):
        # At the beginning of a line it may be a heading, or an entry of the contents.
        return True
    return bool(_FOREIGN_BEHIND.match(behind) or _FOREIGN_BEFORE.search(before))


def _each(proof: Proof, match: re.Match[str]) -> Iterator[Reference]:
    noun = match["noun"].lower().rstrip("s").replace("§§", "§").replace("§", "section")
    own = _OWN.match(proof.text[match.end() : match.end() + 160]) is not None
    for each in _EACH.finditer(proof.text, match.start("first"), match.end()):
        number = each["number"]
        if not own and re.match(
            r"\s*(?:days?|months?|years?|hours?|%|percent|business)\b", proof.text[each.end() : each.end() + 20], re.IGNORECASE
        ):
            return
        if noun != "article" and not number[0].isdigit():
            return
        written = number.split("(")[0].strip()
        through = re.search(r"(?:to|through|-|–)\s*$", proof.text[match.start("first") : each.start("number")]) is not None
        yield Reference(
            noun, path_of(written), tuple(_PARTS.findall(number)), number, each.start("number"), each.end("number"), own, through
        )


@lru_cache(maxsize=4)
def _own_nouns(proof: Proof) -> frozenset[str]:
    """What this text calls its own sections: the noun whose references lead somewhere most often."""
    leading: Counter[str] = Counter()
    for reference in references(proof):
        leading[reference.noun] += 3 if reference.own else 1 if reference.path in proof.outline.by_path else 0
    headed = {entry.noun for entry in proof.outline.entries if entry.noun}
    if headed:
        within = {"section"} if any(len(path) > 1 for path in proof.outline.by_path) else set()
        return frozenset(headed | within)
    best = max(("section", "clause", "paragraph", "article"), key=lambda noun: leading[noun])
    return frozenset((best,)) if leading[best] else frozenset(("section", "clause"))


def broken_reference(proof: Proof) -> Iterator[Diagnostic]:
    """L20, L31. A reference to a section that is not there; of a range, each section in it.

    Wrong: "Section 12.7", where Section 12 ends with 12.5. Right: the number of the section that is meant. References to
    statutes and to other documents are left alone.
    """
    outline = proof.outline
    if len([path for path in outline.by_path if len(path) == 1]) < _ENOUGH:
        return
    former: Reference | None = None
    for reference in references(proof):
        wanted = [reference.path]
        if reference.through and former is not None:
            wanted = _range(former.path, reference.path) or wanted
        former = reference
        if reference.noun not in _own_nouns(proof) and not reference.own:
            continue
        for path in wanted:
            if _is_missing(outline, path) and path not in _standing(proof):
                noun = reference.noun.capitalize()
                message = f"{noun} {'.'.join(path)} is referred to, and there is none"
                yield proof.error("broken-reference", reference.start, reference.end, message, _nearest(outline, path))


def _range(first: tuple[str, ...], last: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The sections of a range within one section; none where it is no range that could be counted."""
    if first[:-1] != last[:-1] or not first[-1].isdigit() or not last[-1].isdigit():
        return []
    return [(*first[:-1], str(number)) for number in range(int(first[-1]) + 1, int(last[-1]) + 1)][:50]


def _is_missing(outline: Outline, path: tuple[str, ...]) -> bool:
    """Whether the sections are numbered deep enough to know that this one is not there."""
    if path in outline.loose or path in outline.by_path or not all(part.isdigit() for part in path) or int(path[0]) >= _STATUTE_NUMBER:
        return False
    if len(path) > 1 and any(_is_nested(outline, entry, path[-1]) for entry in outline.by_path.get(path[:-1], ())):
        return False
    return len(path) == 1 or path[:-1] in outline.by_path or not any(other[:1] == path[:1] for other in outline.loose)


def _is_nested(outline: Outline, above: Entry, number: str) -> bool:
    """Whether a list that begins again with 1 stands below a section: its second item is what others call 7.2."""
    for entry in islice(outline.behind(above), _LONGEST_LIST):
        if len(entry.path) > 1 or entry.scope != above.scope:
            return False
        if entry.path == (number,):
            return True
    return False


@lru_cache(maxsize=4)
def _standing(proof: Proof) -> frozenset[tuple[str, ...]]:
    """The numbers that stand in the text otherwise than as references: a break before one may only be lost."""
    cited = {other.start for other in references(proof)}
    return frozenset(
        path_of(match.group())
        for match in _DEEP.finditer(proof.text)
        if match.start() not in cited and not _LED_TO.search(proof.text, max(0, match.start() - 12), match.start())
    )


def _nearest(outline: Outline, path: tuple[str, ...]) -> str:
    inside = [other for other in outline.by_path if len(other) == len(path) and other[:-1] == path[:-1] and other[-1].isdigit()]
    if not inside:
        return "refer to a section that is here, or name the document that is meant"
    last = max(inside, key=lambda other: int(other[-1]))
    return f"the last one there is {'.'.join(last)}"


def missing_item(proof: Proof) -> Iterator[Diagnostic]:
    """L20. A reference to an item of a list that the section does not have.

    Wrong: "Section 4.2(d)", where the items of 4.2 end with (c). Right: the item that is meant. A reader who is sent to nothing
    cannot know what was agreed.
    """
    outline = proof.outline
    for reference in references(proof):
        entries = outline.by_path.get(reference.path, ())
        if not reference.items or not entries or not (reference.noun in _own_nouns(proof) or reference.own):
            continue
        bodies = [outline.body(entry) for entry in entries]
        first = reference.items[0]
        begun = _first_like(first)
        lettered = any(re.search(rf"(?:^|[\s“])\((?:{begun})\)|\n\s*(?:{begun})[.)]\s", body) for body in bodies)
        item = re.compile(rf"\({re.escape(first)}\)|(?:^|\n)\W{{0,12}}{re.escape(first)}[.)]\s", re.IGNORECASE)
        if lettered and not any(item.search(outline.whole(entry)) for entry in entries):
            message = f"{reference.noun.capitalize()} {'.'.join(reference.path)} has no item ({first})"
            related = proof.related(entries[0].start, entries[0].end, "the section stands here")
            yield proof.error("missing-item", reference.start, reference.end, message, "refer to an item that is here", related)


def _first_like(item: str) -> str:
    """How a list begins that may have such an item: (d) belongs to one with (a), (iv) to one with (i), (4) to one with (1)."""
    if item.isdigit():
        return "1"
    forms = [form for form, letters in (("a", item[1:] == ""), ("i", not item.lower().strip("ivxl"))) if letters]
    return "|".join(form.upper() if item.isupper() else form for form in forms) or "a"


def number_and_title(proof: Proof) -> Iterator[Diagnostic]:
    """L21. A reference whose number and title name two different sections.

    Wrong: "Section 9 (Payment)", where Section 9 is Term and Payment is Section 5. Right: "Section 5 (Payment)".
    Either may be the slip, so the reader cannot know what was agreed.
    """
    titles: dict[str, list[Entry]] = {}
    for entry in proof.outline.entries:
        if entry.title:
            titles.setdefault(_plain(entry.title), []).append(entry)
    for match in proof.matches(_TITLED):
        title = next(filter(None, (match["round"], match["square"], match["quoted"], match["dash"])))
        entries = proof.outline.by_path.get(path_of(match["number"]), ())
        known = [entry.title for entry in entries if entry.title]
        if (
            not known
            or not title[:1].isupper()
            or any(_alike(title, other) for other in known)
            or _FOREIGN_BEHIND.match(proof.text[match.end() :])
        ):
            continue
        if any(other.path[: len(entries[0].path)] == entries[0].path for other in titles.get(_plain(title), ())):
            continue
        others = [entry for entry in titles.get(_plain(title), ()) if entry.scope == entries[0].scope or len(titles[_plain(title)]) == 1]
        if others:
            number = ".".join(others[0].path)
            message = (
                f"the reference says {match['number']} and `{title}`, but {match['number']} is `{known[0]}`, and `{title}` is {number}"
            )
            related = (
                proof.related(entries[0].start, entries[0].end, f"{match['number']} stands here"),
                proof.related(others[0].start, others[0].end, f"`{title}` stands here"),
            )
            yield proof.error("number-title-mismatch", match.start(), match.end(), message, "correct the number or the title", *related)
        elif match["noun"] and _is_named(title):
            message = f"the reference says {match['number']} and `{title}`, but {match['number']} is `{known[0]}`"
            related_one = proof.related(entries[0].start, entries[0].end, f"{match['number']} stands here")
            yield proof.warning(
                "number-title-mismatch", match.start(), match.end(), message, "correct the number or the title", related_one
            )


def _is_named(words: str) -> bool:
    """Whether words are written as a title is: each longer one with a capital."""
    return all(word[0].isupper() for word in words.split() if len(word) > 4 and word[0].isalpha())


def _plain(title: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", title.casefold()))


def _alike(first: str, second: str) -> bool:
    """Titles are often shortened: enough that one has a weighty word of the other."""
    one, other = set(_plain(first).split()), set(_plain(second).split())
    return (
        bool({word.rstrip("s")[:6] for word in one if len(word) > 3} & {word.rstrip("s")[:6] for word in other if len(word) > 3})
        or one == other
    )


def missing_attachment(proof: Proof) -> Iterator[Diagnostic]:
    """L24. A reference to a Schedule, Exhibit, Annex or the like that is not bound here, where others of its kind are.

    Wrong: "Schedule 7", where the schedules end with 6. Right: attach it, or refer to one that is here. What is not attached
    may be disputed as not agreed.
    """
    bound: dict[str, set[str]] = {}
    for attached in proof.outline.attachments:
        if "." not in attached.number:
            bound.setdefault(attached.noun, set()).add(_attachment_number(attached.number))
    reported: set[tuple[str, str]] = set()
    for match in proof.matches(_ATTACHED):
        noun, number = match["noun"].lower(), _attachment_number(match["number"])
        here = bound.get(noun, set())
        if not here or number in here or (noun, number) in reported or any(other.isalpha() and number.startswith(other) for other in here):
            continue
        if _FOREIGN_BEHIND.match(proof.text[match.end() : match.end() + 160]) and not _OWN.match(
            proof.text[match.end() : match.end() + 160]
        ):
            continue
        if _FOREIGN_BEFORE.search(proof.text[max(0, match.start() - 60) : match.start()]):
            continue
        reported.add((noun, number))
        if re.search(rf"{noun}\s+{re.escape(match['number'])}\s*[:–—-]\s*[A-Z]", proof.text, re.IGNORECASE):
            continue
        name = f"{match['noun'].capitalize()} {match['number']}"
        message = f"{name} is referred to, and it is not among those that stand here"
        yield proof.warning("missing-attachment", match.start(), match.end(), message, "attach it, or refer to one that is here")


def _attachment_number(number: str) -> str:
    return number.upper().replace("-", "")


def lost_field(proof: Proof) -> Iterator[Diagnostic]:
    """L29. Where Word could not find what a reference meant, and printed its own message.

    Wrong: "clause Error! Reference source not found." Right: "clause 4.2". The reference is lost, and only its author knows what it was.
    """
    for match in proof.matches(_FIELD):
        message = "Word printed its own message here, because what the reference meant is gone"
        yield proof.error("lost-field", match.start(), match.end(), message, "insert the reference anew")


RULES: tuple[Rule, ...] = (broken_reference, missing_item, number_and_title, missing_attachment, lost_field)
