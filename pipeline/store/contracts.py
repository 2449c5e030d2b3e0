"""A contract's folder read as a whole: its data, its calendar, our house, and the wording of this deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.library import SourceText
from pipeline.model.positions import Positions
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.house import House
from pipeline.model.terms.reading import terms_from
from pipeline.store.deal_wordings import deal_wordings
from pipeline.store.files import Reading, content_of
from pipeline.store.merging import Merged
from pipeline.store.placing import placed
from pipeline.store.root import CONTRACT_ID, CONTRACTS, HOUSE, Root
from pipeline.store.sections import calendar_named, section_in


@dataclass(frozen=True, slots=True)
class LoadedContract:
    """One contract as its files say. `terms` and `house` are None where findings say why.

    `wordings` are the deal's own by name; `inputs` the sha256 of each file read. The positions of the calendar stand
    under `calendar`, as its values do in the terms; those of the house stand apart, since they are of no contract.
    """

    id: str
    terms: Terms | None
    house: House | None
    wordings: Mapping[str, SourceText]
    positions: Positions
    diagnostics: tuple[Diagnostic, ...]
    inputs: Mapping[str, str]
    house_positions: Positions = Positions()


def contracts(root: Root) -> tuple[str, ...]:
    """The ids of all contracts, in order: the names of the folders in data/contracts."""
    return tuple(name for name in root.names(CONTRACTS) if root.is_folder(f"{CONTRACTS}/{name}"))


def folder_of(id: str) -> str:
    """The folder of a contract, relative to the root."""
    return f"{CONTRACTS}/{id}"


def strays(root: Root) -> tuple[Diagnostic, ...]:
    """What lies in data/contracts and belongs to no contract, so that nobody believes it was read."""
    names = [name for name in root.names(CONTRACTS) if not root.is_folder(f"{CONTRACTS}/{name}") and name != "README.md"]
    message = "this is not a folder, and each contract is one"
    return tuple(
        error("stray-file", Span(f"{CONTRACTS}/{name}"), message, f"move it to {CONTRACTS}/{name.partition('.')[0]}/contract.yaml")
        for name in names
    )


def contract_files(root: Root, id: str) -> tuple[str, ...]:
    """The files of a contract's folder that say what was agreed or mean to, and none of those that say what was done with it."""
    folder = folder_of(id)
    data = [f"{folder}/{name}" for name in root.names(folder) if name.endswith(".yaml") or _is_almost_yaml(name)]
    return (*data, *(f"{folder}/clauses/{name}" for name in root.names(f"{folder}/clauses")))


def contract_texts(root: Root, id: str) -> dict[str, str]:
    """The text of each file of a contract's folder, by file, with the comments in it; what cannot be read was reported elsewhere."""
    contents = ((file, content_of(root.path(file), file)) for file in contract_files(root, id))
    return {file: content.decode(errors="replace") for file, content in contents if isinstance(content, bytes)}


def load_contract(root: Root, id: str) -> LoadedContract:
    """All that a contract's files say, and all that is wrong with them."""
    reading, merged, folder = Reading(root), Merged(), folder_of(id)
    files = _data_files(reading, id)
    for file in files:
        read = reading.mapping(file)
        if read is not None:
            reading.findings.extend(merged.add(read[0], read[1].positions))
    # What a file with faults would have said is not known, so nothing is called missing.
    whole = not has_errors(reading.findings)
    calendar = _calendar(reading, merged)
    positions = merged.positions(next((file for file in files if file.endswith("/contract.yaml")), files[0] if files else folder))
    terms = _terms(reading, merged, calendar, positions, where=_where_to_add(files, folder), whole=whole) if files else None
    house = section_in(reading, HOUSE, House)
    wordings = deal_wordings(reading, folder, merged.tree, positions) if files else {}
    return LoadedContract(
        id,
        terms,
        house.noun if house else None,
        wordings,
        positions,
        in_order(reading.findings),
        reading.inputs,
        house.positions if house else Positions(),
    )


def _data_files(reading: Reading, id: str) -> tuple[str, ...]:
    """The YAML files of a contract's folder; a folder without any, and a file that is only almost one, is a finding."""
    root, found, folder = reading.root, reading.findings, folder_of(id)
    if not CONTRACT_ID.fullmatch(id):
        hint = "name it with small letters, digits and hyphens, as in `acme-support`"
        found.append(error("bad-contract-id", Span(folder), f"`{id}` cannot be the name of a contract's folder", hint))
        return ()
    if not root.is_folder(folder):
        found.append(error("unknown-contract", Span(folder), f"there is no contract `{id}`", close_to(id, contracts(root)) or None))
        return ()
    found.extend(_not_read(f"{folder}/{name}") for name in root.names(folder) if _is_almost_yaml(name))
    files = tuple(f"{folder}/{name}" for name in root.names(folder) if name.endswith(".yaml"))
    if not files:
        found.append(error("empty-contract", Span(folder), "this folder holds no data", f"write {folder}/contract.yaml"))
    return files


def _is_almost_yaml(name: str) -> bool:
    """`charges.yml`, `Charges.YAML` and `charges.yaml.txt`, which Windows shows as `charges.yaml`."""
    lower = name.lower()
    return not name.endswith(".yaml") and (lower.endswith((".yml", ".yaml")) or ".yaml." in lower or ".yml." in lower)


def _not_read(file: str) -> Diagnostic:
    name = file.rpartition("/")[2].partition(".")[0]
    return error("not-read", Span(file), "this file is not read: data stands in files that end in .yaml", f"rename it to `{name}.yaml`")


def _calendar(reading: Reading, merged: Merged) -> Calendar | None:
    name = merged.tree.get("calendar")
    if not isinstance(name, str):
        return None
    written = calendar_named(reading, name, merged.positions("").of_value(("calendar",)))
    if written is None:
        return None
    merged.put_under("calendar", written.fields, written.positions)
    return written.noun


def _terms(reading: Reading, merged: Merged, calendar: Calendar | None, positions: Positions, *, where: str, whole: bool) -> Terms | None:
    read = terms_from(merged.tree, calendars={calendar.id: calendar} if calendar else {})
    if isinstance(read, Terms):
        return read
    faults = [fault for fault in read if fault.code != "unknown-calendar" and (whole or fault.code != "missing-key")]
    reading.findings.extend(placed(faults, positions, merged.tree, where))
    return None


def _where_to_add(files: tuple[str, ...], folder: str) -> str:
    return "this file" if len(files) == 1 else f"one of the files of {folder}"
