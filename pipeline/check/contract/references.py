"""Cross-References and ids: each leads somewhere, and to one thing alone."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from pipeline.check.contract.contract import Contract, Rule
from pipeline.check.contract.passages import words
from pipeline.model.diagnostic import Diagnostic, Related, Span, error, warning
from pipeline.model.document import Clause, Inline, Paragraph, Part, PartKind, Ref, Table, Text, inlines, walk
from pipeline.model.terms.faults import close_to

_SUBJECT_TO = re.compile(r"\b(?:subject to|despite|except as|save as)[^.;]*$", re.IGNORECASE)


def dangling_references(contract: Contract) -> Iterator[Diagnostic]:
    """L20, L24, L30. A Cross-Reference to something that is not in the contract, or has no number that it could print.

    Wrong: `[](#service-levels.respons)`. Right: `[](#service-levels.response)`, where a paragraph ends with
    `{#service-levels.response}`. A reader who is sent to nothing cannot know what was agreed.
    """
    for node in walk(contract.document):
        for inline in inlines(node):
            if isinstance(inline, Ref) and inline.target not in contract.numbers:
                message = f"`{inline.target}` is not in this contract, and the reference to it leads nowhere"
                hint = _hint(inline.target, tuple(contract.numbers), contract.elsewhere)
                yield error("dangling-reference", inline.span or Span(""), message, hint)


def _hint(target: str, known: tuple[str, ...], elsewhere: Container[str]) -> str | None:
    if target in elsewhere:
        return "the library has it, but this contract leaves it out: put the reference in an `{% if %}` with the same condition"
    close = close_to(target, (name for name in known if "/" not in name))
    return close or f"give what is meant the id `{{#{target}}}`, or refer to something else"


def doubled_ids(contract: Contract) -> Iterator[Diagnostic]:
    """L41. One id for two things, so that a reference could mean either.

    Wrong: `{#liability.cap}` behind two paragraphs. Right: `{#liability.cap}` behind one, and `{#liability.floor}` behind the other.
    """
    first: dict[str, Span] = {}
    for node in walk(contract.document):
        if isinstance(node, Part | Clause) or (isinstance(node, Paragraph | Table) and node.named):
            span = node.span or Span("")
            if node.id in first:
                related = Related(first[node.id], "the first stands here")
                yield error("doubled-id", span, f"the id `{node.id}` is given twice in this contract", "give each its own", related)
            first.setdefault(node.id, span)


def references_to_itself(contract: Contract) -> Iterator[Diagnostic]:
    """L23. A paragraph that refers to itself.

    Wrong: "Subject to clause 4.2, ..." in clause 4.2. Right: the paragraph that was meant.
    """
    for paragraph in _paragraphs(contract):
        for ref in _refs(paragraph.content):
            if ref.target == paragraph.id:
                message = f"`{ref.target}` refers to itself"
                yield warning(
                    "reference-to-itself", ref.span or Span(""), message, "refer to the paragraph that is meant, or say `this clause`"
                )


def circular_references(contract: Contract) -> Iterator[Diagnostic]:
    """L22. Two paragraphs each of which yields to the other.

    Wrong: 7.1 "subject to clause 7.2" and 7.2 "subject to clause 7.1". Right: one of them yields. Otherwise neither prevails.
    """
    yields = {(paragraph.id, ref.target): ref for paragraph in _paragraphs(contract) for ref in _yielded_to(paragraph.content)}
    for (one, other), ref in yields.items():
        back = yields.get((other, one))
        if back and one < other:
            related = Related(back.span or Span(""), "and this one yields to the first")
            message = f"`{one}` and `{other}` each yield to the other"
            yield warning("circular-reference", ref.span or Span(""), message, "say which of them prevails", related)


def unreferenced_schedules(contract: Contract) -> Iterator[Diagnostic]:
    """L25, V62. A schedule that no clause and no other schedule refers to.

    Wrong: Schedule 4 (Exit Plan) without a clause that says what it is for. Right: "The Provider shall follow [](#schedule-exit)."
    What nothing refers to binds nobody.
    """
    within = {number: found.part for number, found in contract.numbers.items()}
    targets = {
        (part.id, within.get(inline.target))
        for part in contract.document.parts
        for node in walk(part)
        for inline in inlines(node)
        if isinstance(inline, Ref)
    }
    for part in contract.document.parts:
        if part.kind is PartKind.SCHEDULE and not any(target == part.id and source != part.id for source, target in targets):
            message = f"nothing refers to the schedule `{words(part.heading)}`"
            yield warning("unreferenced-schedule", part.span or Span(""), message, f"refer to it where it counts: `[](#{part.id})`")


def _paragraphs(contract: Contract) -> Iterator[Paragraph]:
    return (node for node in walk(contract.document) if isinstance(node, Paragraph))


def _refs(content: tuple[Inline, ...]) -> Iterator[Ref]:
    return (node for node in content if isinstance(node, Ref))


def _yielded_to(content: tuple[Inline, ...]) -> Iterator[Ref]:
    """The references that stand behind "subject to" and its like."""
    before = ""
    for node in content:
        if isinstance(node, Ref) and _SUBJECT_TO.search(before):
            yield node
        before += node.text if isinstance(node, Text) else " "


RULES: tuple[Rule, ...] = (dangling_references, doubled_ids, references_to_itself, circular_references, unreferenced_schedules)
