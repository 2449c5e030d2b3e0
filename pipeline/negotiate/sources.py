"""Which value of the data a change of a printed figure means, also where the figure follows from that value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model.change import Place
from pipeline.model.document import Document, Paragraph, Value, inlines, walk
from pipeline.model.proposal import Proposal, Round
from pipeline.model.redline import accepted, rejected
from pipeline.model.terms.changed import with_values
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import StillOpen
from pipeline.model.terms.paths import Finder, PathError
from pipeline.negotiate.changes import Change, changes_of, places_in
from pipeline.negotiate.grouping import Meaning, is_derived, value_path
from pipeline.negotiate.value_words import field_words, says


def meanings(changes: Sequence[Change], sent: Document, data: Mapping[str, Any], terms: Terms | None) -> dict[tuple[str, ...], Meaning]:
    """What each change of a value alone means, by the names of the change.

    A figure that follows from others means the one value that is printed in the same words, or else the one that changes in this round,
    if with that value in the data it is what they wrote. Where none is, or several are, it stays the figure.
    """
    found = {change.names: Meaning(path, change.old, change.new) for change in changes if (path := value_path(change))}
    figures = [change for change in changes if change.names in found and is_derived(found[change.names].path)]
    if terms is None or not figures:
        return found
    sources = _Sources(terms, data)
    found |= sources.of(figures, lambda figure: _in_same_words(figure, sent))
    values = tuple(dict.fromkeys(each for each in found.values() if not is_derived(each.path)))
    return found | sources.of([each for each in figures if is_derived(found[each.names].path)], lambda _: values)


def _in_same_words(figure: Change, sent: Document) -> tuple[Meaning, ...]:
    paths = (leaf.path for node in walk(sent) for leaf in inlines(node) if isinstance(leaf, Value) and leaf.text == figure.old)
    return tuple(Meaning(path, figure.old, figure.new) for path in dict.fromkeys(paths) if not is_derived(path))


@dataclass(frozen=True, slots=True)
class _Sources:
    terms: Terms
    data: Mapping[str, Any]

    def of(self, figures: Iterable[Change], among: Callable[[Change], tuple[Meaning, ...]]) -> dict[tuple[str, ...], Meaning]:
        """The one value among some that each of the figures follows from, where there is just one."""
        found = {figure.names: [each for each in among(figure) if self._makes(each, figure)] for figure in figures}
        return {names: each[0] for names, each in found.items() if len(each) == 1}

    def _makes(self, source: Meaning, figure: Change) -> bool:
        """Whether the figure is what they wrote once this value stands in the data."""
        value = field_words(source.path, source.new, source.old, self.data)
        changed = with_values(self.terms, {source.path: value}) if value else None
        if changed is None or changed.refused:
            return False
        try:
            return says(figure.new, Finder(changed.terms).find(value_path(figure) or ""))
        except (PathError, StillOpen):
            return False


def figures_alone(round: Round) -> dict[str, tuple[str, ...]]:
    """The proposals, by id, that change nothing but figures that follow from others, with the paths of these."""
    changed: dict[str, list[str]] = {}
    for change in changes_of(round.redline):
        for name in change.names:
            changed.setdefault(name, []).append(value_path(change) or "")
    values = {proposal.id for proposal in round.proposals if proposal.new}
    return {id: tuple(dict.fromkeys(paths)) for id, paths in changed.items() if id not in values and all(map(is_derived, paths))}


def left_as_it_was(round: Round, proposal: Proposal) -> tuple[Place, ...]:
    """Where the value that a proposal changes is printed too, and reads in their text as it does in ours."""
    theirs = _printing(accepted(round.redline), proposal.path)
    left = [block for block, words in _printing(rejected(round.redline), proposal.path).items() if theirs.get(block) == words]
    places = places_in(round.redline) if left else {}
    return tuple(places[block] for block in left if block in places)


def _printing(document: Document, path: str) -> dict[str, tuple[str, ...]]:
    """How a value is printed, by the paragraphs that print it."""
    found: dict[str, tuple[str, ...]] = {}
    for node in walk(document):
        if isinstance(node, Paragraph):
            words = tuple(leaf.text for leaf in inlines(node) if isinstance(leaf, Value) and leaf.path == path)
            found |= {node.id: words} if words else {}
    return found
