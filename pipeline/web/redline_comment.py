"""A redline as Markdown that fits a comment of a pull request, and from whose markup no word of a contract can break out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.model.change import Change
from pipeline.model.comparison import Comparison
from pipeline.model.document import Fate
from pipeline.web import markdown
from pipeline.web.change_words import KINDS, counts, given_way, heading_words, place_words, renumbered, value_words, values
from pipeline.web.markdown import GUARD, escaped
from pipeline.web.redline_lines import Grid, Line, every_line, lines_of

MOST = 65_536
"""How many characters a comment may have."""
_CUT = "*The rest does not fit here; the HTML redline shows all {changes} changes.*\n"


def redline_comment(comparison: Comparison, most: int = MOST) -> str:
    """The values first, then the summary by clause, then the changed paragraphs; what does not fit in `most` characters is left out."""
    note = _CUT.format(changes=len(comparison.changes))
    room, told = most - len(note) - 1, ""
    for block in _blocks(comparison):
        if len(told) + len(block) > room:
            return f"{told}\n{note}"
        told += block
    return told


def pull_request_comment(base: str, comparisons: Sequence[Comparison], most: int = MOST) -> str:
    """What a pull request changes in all contracts that it touches; each has an equal share of the room."""
    head = f"# Contracts compared with {escaped(base)}\n\n"
    if not comparisons:
        return f"{head}No contract says anything else.\n"
    share = (most - len(head)) // len(comparisons) - 1
    return head + "\n".join(redline_comment(comparison, share) for comparison in comparisons)


def _blocks(comparison: Comparison) -> Iterator[str]:
    """The pieces of the comment, none of which is ever cut in two; a table's rows are pieces too."""
    lines = lines_of(comparison.redline, comparison.numbers)
    yield f"## {escaped(comparison.contract)}: {escaped(comparison.old)} to {escaped(comparison.new)}\n\n"
    yield from (f"{escaped(remark)}\n\n" for remark in comparison.remarks)
    if not comparison.changes:
        yield "The two versions say the same.\n"
    yield from _table("Values that changed", ("What", "Old", "New", "Where"), (_value(change) for change in values(comparison.changes)))
    yield from _table("Summary", ("Kind", "High", "Medium", "Low", "All"), _counts(comparison.changes))
    yield from _departures(comparison)
    yield from _table("Changes", ("Where", "Kind", "Importance"), (_change(change) for change in comparison.changes))
    numbers = ((escaped(each.heading), escaped(each.old or "not in it"), escaped(each.new or "not in it")) for each in renumbered(lines))
    yield from _table("Old and new clause numbers", ("Clause or Schedule", "Old", "New"), numbers)
    yield from _paragraphs(lines)


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A heading and a table; nothing where there are no rows."""
    for ordinal, row in enumerate(rows):
        above = () if ordinal else (f"### {title}", "", *markdown.head(columns))
        yield "".join(f"{line}\n" for line in (*above, markdown.row(row)))
        if not ordinal:
            title = ""
    if not title:
        yield "\n"


def _value(change: Change) -> tuple[str, ...]:
    path = change.path or ""
    what = f"{escaped(value_words(path))} ({escaped(path)})" if value_words(path) else escaped(path)
    where = "; ".join(escaped(place_words(place)) for place in change.places)
    return what, _marked("~~", change.old), _marked("**", change.new), where


def _counts(changes: Sequence[Change]) -> Iterator[tuple[str, ...]]:
    for count in counts(changes):
        yield count.kind, str(count.high), str(count.medium), str(count.low), str(count.all)


def _change(change: Change) -> tuple[str, ...]:
    return escaped(place_words(change.place)), KINDS[change.kind], change.importance.value


def _departures(comparison: Comparison) -> Iterator[str]:
    rows = (
        (escaped(each.title), escaped(each.position or "none"), escaped(each.says), escaped(", ".join(each.approvers)))
        for each in given_way(comparison)
    )
    yield from _table("Positions that give way", ("Clause", "Position", "What it says", "Approval by"), rows)
    words = ((escaped(each.target), escaped(each.what), escaped(each.reason)) for each in comparison.deviations)
    yield from _table("Departures from the library's words", ("Where", "How", "Why"), words)


def _paragraphs(lines: Sequence[Line | Grid]) -> Iterator[str]:
    """Each paragraph in which something is marked, under the heading of its clause or Schedule."""
    title, around, said = "### What changed\n\n", "", ""
    for line in every_line(lines):
        if line.kind in ("part", "clause"):
            around = f"#### {escaped(f'{line.label} {heading_words(line)}'.strip())}\n\n"
        if line.is_changed:
            yield f"{title}{around if around != said else ''}{_paragraph(line)}\n\n"
            title, said = "", around


def _paragraph(line: Line) -> str:
    label = _marked("~~", line.old_label) if line.label_goes else escaped(line.new_label)
    moved = {Fate.MOVED_FROM: "*moved away:* ", Fate.MOVED_TO: "*moved here:* "}.get(line.fate, "") if line.fate else ""
    name = f"{escaped(line.name)}: " if line.name else ""
    words = "".join(_marked(mark, "".join(text for _, text in run)) for mark, run in groupby(_stretches(line), key=lambda each: each[0]))
    end = {Fate.INSERTED: " *(divided here)*", Fate.DELETED: " *(joined with the next)*"}.get(line.end, "") if line.end else ""
    return f"{label} {moved}{name}{words}{end}".strip()


def _stretches(line: Line) -> Iterator[tuple[str, str]]:
    whole = {Fate.INSERTED: "**", Fate.DELETED: "~~"}.get(line.fate, "") if line.fate else ""
    for piece in line.pieces:
        yield "~~" if not piece.in_new else "**" if not piece.in_old else whole, piece.text


def _marked(mark: str, words: str) -> str:
    """Words between marks, guarded where a mark beside a space or a sign would not count as one."""
    if not mark or not words:
        return escaped(words)
    ahead, behind = ("" if words[at].isalnum() else GUARD for at in (0, -1))
    return f"{mark}{ahead}{escaped(words)}{behind}{mark}"


__all__ = ["MOST", "pull_request_comment", "redline_comment"]
