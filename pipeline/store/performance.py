"""What belongs to the monitoring of a contract: mappings, `performance/<period>/` in its folder, and the figures under `build/`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import available_timezones

from pipeline.model.adjustment import Adjustments
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors
from pipeline.model.terms.faults import close_to
from pipeline.model.ticket_mapping import TicketMapping
from pipeline.model.times import YearMonth
from pipeline.store.contracts import folder_of
from pipeline.store.files import Reading, content_of
from pipeline.store.root import BUILD, Root
from pipeline.store.sections import Written, section_in

MAPPINGS = "data/mappings"
_MOST_BYTES = 1_000_000_000


def mappings(root: Root) -> tuple[str, ...]:
    """The names of the mappings that lie in the repository."""
    return tuple(name.removesuffix(".yaml") for name in root.names(MAPPINGS) if name.endswith(".yaml"))


def mapping_files(root: Root) -> tuple[str, ...]:
    """The files of these mappings."""
    return tuple(f"{MAPPINGS}/{name}.yaml" for name in mappings(root))


def mapping_inputs(root: Root) -> Mapping[str, str]:
    """The sha256 of these files, as far as they can be read."""
    reading = Reading(root)
    for file in mapping_files(root):
        reading.content(file)
    return reading.inputs


def mapping_faults(root: Root) -> tuple[Diagnostic, ...]:
    """What is wrong with the mappings that lie in the repository, before any export is read by them."""
    loaded = (load_mapping(root, name) for name in mappings(root))
    return tuple(fault for found in loaded if isinstance(found, tuple) for fault in found)


def is_time_zone(name: str) -> bool:
    """Whether a name is that of a time zone."""
    return name in available_timezones()


def load_mapping(root: Root, name: str) -> Written[TicketMapping] | tuple[Diagnostic, ...]:
    """A mapping by its name in data/mappings or by its file; or what is wrong with it."""
    known = mappings(root)
    if name not in known and not Path(name).suffix:
        listed = ", ".join(f"`{each}`" for each in known) or "none"
        hint = close_to(name, known) or f"the mappings are {listed}; name another one by its file"
        return (error("unknown-mapping", Span(MAPPINGS), f"there is no mapping `{name}`", hint),)
    # A file that is named at the terminal lies where the person is, not where the repository is.
    file = f"{MAPPINGS}/{name}.yaml" if name in known else str(Path(name).resolve())
    reading = Reading(root)
    found = section_in(reading, file, TicketMapping)
    # A word that stands twice leaves a mapping that can be read and may mean the other of the two.
    if found is None or has_errors(reading.findings):
        return tuple(reading.findings)
    zone = found.noun.time_zone
    if zone is not None and not is_time_zone(zone):
        place = found.positions.of_value(("time_zone",))
        hint = close_to(zone, available_timezones()) or "write its IANA name, as in `Europe/London`"
        return (error("unknown-time-zone", place, f"there is no time zone `{zone}`", hint),)
    return found


def performance_file(contract: str, period: YearMonth, name: str) -> str:
    """A file of a period that stays: `data/contracts/<contract>/performance/<period>/<name>`."""
    return f"{folder_of(contract)}/performance/{period}/{name}"


def figures_file(contract: str, period: YearMonth, name: str) -> str:
    """A file of a period under `build/`: `build/<contract>/performance/<period>/<name>`."""
    return f"{BUILD}/{contract}/performance/{period}/{name}"


def load_adjustments(root: Root, contract: str, period: YearMonth) -> tuple[Written[Adjustments] | None, tuple[Diagnostic, ...]]:
    """What was agreed on for a period after its tickets were counted, and what is wrong with it; nothing where there is no such file."""
    file = performance_file(contract, period, "adjustments.yaml")
    if not root.path(file).exists():
        return None, ()
    reading = Reading(root)
    return section_in(reading, file, Adjustments), tuple(reading.findings)


def read_performance(root: Root, contract: str, period: YearMonth, name: str) -> bytes | Diagnostic:
    """The bytes of a file of a period, or what is in the way."""
    file = performance_file(contract, period, name)
    return content_of(root.path(file), file, _MOST_BYTES)
