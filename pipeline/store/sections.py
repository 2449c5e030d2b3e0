"""One YAML file that holds one noun of the model: our house, a calendar, a clause's card, a law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors
from pipeline.model.positions import Positions
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.reading import section_from
from pipeline.model.terms.section import Section
from pipeline.store.files import Reading
from pipeline.store.placing import placed
from pipeline.store.root import CALENDARS, Root
from pipeline.store.yaml_tree import Tree

Noun = TypeVar("Noun", bound=Section)


@dataclass(frozen=True, slots=True)
class Written(Generic[Noun]):
    """A noun with the fields that it was made of and their places."""

    noun: Noun
    fields: dict[str, Tree]
    positions: Positions


def section_in(reading: Reading, file: str, kind: type[Noun]) -> Written[Noun] | None:
    """What a file holds; None where findings say why there is nothing."""
    read = reading.mapping(file)
    if read is None:
        return None
    fields, places = read
    noun = section_from(kind, fields)
    if isinstance(noun, list):
        # What a place with faults would have said is not known, so nothing is called missing.
        faults = [fault for fault in noun if fault.code != "missing-key" or not has_errors(places.diagnostics)]
        reading.findings.extend(placed(faults, places.positions, fields))
        return None
    return Written(noun, fields, places.positions)


def calendar_named(reading: Reading, name: str, named_at: Span) -> Written[Calendar] | None:
    """The calendar of that name; None where findings say why there is none."""
    if name not in calendars(reading.root):
        reading.findings.append(_unknown_calendar(name, named_at, calendars(reading.root)))
        return None
    written = section_in(reading, f"{CALENDARS}/{name}.yaml", Calendar)
    if written is not None and written.noun.id != name:
        span, message = written.positions.of_value(("id",)), f"the calendar in this file calls itself `{written.noun.id}`"
        reading.findings.append(error("wrong-id", span, message, f"write `{name}`, the name of the file"))
        return None
    return written


def load_calendar(root: Root, name: str) -> Calendar | None:
    """The calendar of that name; None where it is not there or cannot be read, which is said where a contract is loaded."""
    written = calendar_named(Reading(root), name, Span(CALENDARS))
    return written.noun if written else None


def calendars(root: Root) -> tuple[str, ...]:
    """The names of all calendars, in order."""
    return tuple(name.removesuffix(".yaml") for name in root.names(CALENDARS) if name.endswith(".yaml"))


def _unknown_calendar(name: str, named_at: Span, known: tuple[str, ...]) -> Diagnostic:
    hint = close_to(name, known) or f"the calendars are {', '.join(f'`{each}`' for each in known) or 'none'}"
    return error("unknown-calendar", named_at, f"there is no calendar `{name}` in {CALENDARS}", hint)
