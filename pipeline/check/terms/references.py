"""Identifiers that name nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule
from pipeline.model.diagnostic import Diagnostic, error
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.references import Dangling, dangling
from pipeline.model.terms.section import joined

_SHOWN = 12


def names_nothing(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V04, V06, V23, V43. An identifier that names no item of the list it refers to.

    Wrong: `window: standart`, `rate: l3_engineer`, `chair: it_boss`. Right: a name that stands as `id` in the list of windows,
    rates, contacts, priorities, services, sites or assets. A duty that rests on something that is not there cannot be performed.
    """
    for unknown in dangling(terms):
        place = positions.of_key(unknown.place) if unknown.is_key else positions.of_value(unknown.place)
        yield error("names-nothing", place, f"there is no `{unknown.name}` in {joined(unknown.lists)}", _hint(unknown))


def _hint(unknown: Dangling) -> str:
    if not unknown.names:
        return "that list is empty"
    more = ", ..." if len(unknown.names) > _SHOWN else ""
    return close_to(unknown.name, unknown.names) or f"the names there are {joined(unknown.names[:_SHOWN])}{more}"


RULES: tuple[Rule, ...] = (names_nothing,)
