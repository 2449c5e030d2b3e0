"""Points of a list and headings: what the reader hears between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.contract.contract import Contract, Rule
from pipeline.check.contract.passages import words
from pipeline.model.diagnostic import Diagnostic, Related, Span, warning
from pipeline.model.document import Clause, Item, List, Node, Paragraph, Table, children

_JOINED = re.compile(r"(?:;|,) (?:and|or)$")
_ENDS = re.compile(r"[;,.:](?= (?:and|or)$)|[;,.:]$")


def list_without_conjunction(contract: Contract) -> Iterator[Diagnostic]:
    """L45. A list whose last point but one ends without "and" or "or".

    Wrong: "(a) repair it; (b) replace it." Right: "(a) repair it; or (b) replace it." Nobody can know whether all points are
    meant or one. Points that are sentences of their own need none.
    """
    for points in _lists(contract.document):
        if len(points) > 1 and _end(points[-2]) == ";" and not _JOINED.search(_words(points[-2])):
            message = "the last point but one ends without `and` or `or`"
            yield warning("list-without-conjunction", _span(points[-2]), message, "end it with `; and` or `; or`")


def list_with_conjunction_too_early(contract: Contract) -> Iterator[Diagnostic]:
    """L45. A list whose last point ends with "and" or "or", or that has one before its last point but one.

    Wrong: "(a) repair it; and" as the last point, after a condition has taken the next one out. Right: the conditional points first.
    """
    for points in _lists(contract.document):
        for count, point in enumerate(points, start=1):
            if _JOINED.search(_words(point)) and count != len(points) - 1 and not (points.inner and count == len(points)):
                message = "`and` or `or` belongs to the last point but one alone"
                yield warning("conjunction-out-of-place", _span(point), message, "put a point that may be left out before the last two")


def mixed_punctuation(contract: Contract) -> Iterator[Diagnostic]:
    """L46. Points of one list that end with different signs.

    Wrong: "(a) repair it; (b) replace it. (c) refund it." Right: a semicolon after each, and a full stop after the last.
    """
    for points in _lists(contract.document):
        ends = [_end(point) for point in points]
        odd = next((point for point, end in zip(points[1:-1], ends[1:-1], strict=True) if end != ends[0] and end != ":"), None)
        if odd and ends[0] in ";,.":
            message = f"this point ends with `{_end(odd) or 'no sign'}`, and the first with `{ends[0]}`"
            yield warning("mixed-punctuation", _span(odd), message, "end all points with the same sign, the last with a full stop")
        elif len(points) > 1 and ends[-1] in ";," and not points.inner:
            yield warning("mixed-punctuation", _span(points[-1]), f"the last point ends with `{ends[-1]}`", "end it with a full stop")


def lone_point(contract: Contract) -> Iterator[Diagnostic]:
    """L47. A list of one point below a paragraph.

    Wrong: "The Provider shall: (a) report." Right: "The Provider shall report." Where there is an (a), one looks for the (b).
    A list of the data, or of points under conditions, may have one in one contract and several in the next, so it is left alone.
    """
    for points in _lists(contract.document):
        if len(points) == 1 and not _depends_on_the_data(points[0], contract):
            yield warning("lone-point", _span(points[0]), "this point stands alone in its list", "join it to the sentence above")


def doubled_heading(contract: Contract) -> Iterator[Diagnostic]:
    """L48. Two clauses of one title in one part.

    Wrong: "5. Notices" and "14. Notices". Right: one clause, or titles that tell them apart.
    """
    for part in contract.document.parts:
        first: dict[str, Clause] = {}
        for clause in (block for block in part.blocks if isinstance(block, Clause)):
            title = words(clause.heading).casefold()
            former = first.setdefault(title, clause)
            if former is not clause:
                related = Related(former.span or Span(""), "the first stands here")
                message = f"`{words(clause.heading)}` is the title of two clauses"
                yield warning("doubled-heading", clause.span or Span(""), message, "tell them apart", related)


class _Points(tuple[Item, ...]):
    """The points of a list; `inner` tells one within a point of another, whose last sign is that of the point around it."""

    inner: bool = False


def _lists(node: Node, depth: int = 0) -> Iterator[_Points]:
    """The points under each paragraph; the numbered paragraphs of a clause are no list that anything introduces."""
    for child in () if isinstance(node, Table) else children(node):
        if isinstance(child, List) and depth:
            points = _Points(child.items)
            points.inner = depth > 1
            yield points
        yield from _lists(child, depth + isinstance(child, Item))


def _depends_on_the_data(point: Item, contract: Contract) -> bool:
    """Whether `::: list` made the point, or it stands right below a condition."""
    span = _span(point)
    lines = ["", *contract.sources.get(span.file, "").split("\n")]
    return span.line < len(lines) and (lines[span.line].lstrip().startswith(":::") or lines[span.line - 1].lstrip().startswith("{%"))


def _words(point: Item) -> str:
    """What is heard last of a point: that of its last sub-point, where it has some."""
    blocks: tuple[object, ...] = point.blocks
    last = blocks[-1]
    while isinstance(last, List):
        last = last.items[-1].blocks[-1]
    return words((last if isinstance(last, Paragraph) else point.first).content).rstrip()


def _end(point: Item) -> str:
    found = _ENDS.search(_words(point))
    return found.group()[0] if found else ""


def _span(point: Item) -> Span:
    return point.first.span or Span("")


RULES: tuple[Rule, ...] = (list_without_conjunction, list_with_conjunction_too_early, mixed_punctuation, lone_point, doubled_heading)
