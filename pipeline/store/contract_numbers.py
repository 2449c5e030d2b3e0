"""The numbers of all contracts together: that one is taken twice cannot be seen in either contract alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.library import SourceText
from pipeline.store.contracts import contracts, folder_of
from pipeline.store.files import Reading
from pipeline.store.root import Root
from pipeline.store.yaml_tree import Tree, yaml_file

_SECTION, _KEY = "meta", "contract_number"
_SECTION_LINES = re.compile(rf"^{_SECTION}:.*\n(?:(?:[ \t#].*|\r)?\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ContractNumbers:
    """What is wrong with the numbers. `inputs` are the sha256 of the files in which they stand or are left open, one for each contract."""

    diagnostics: tuple[Diagnostic, ...]
    inputs: Mapping[str, str]


def doubled_contract_numbers(root: Root) -> ContractNumbers:
    """Every contract whose number another one has. Of the contracts nothing else is read, so that a hundred take no time."""
    reading = Reading(root)
    first: dict[str, Span] = {}
    findings: list[Diagnostic] = []
    inputs: dict[str, str] = {}
    for id in contracts(root):
        number, place = _number(reading, id)
        if place is None:
            continue
        inputs[place.file] = reading.inputs[place.file]
        if isinstance(number, str) and first.setdefault(number, place) is not place:
            message = f"another contract has the number `{number}` too"
            related = Related(first[number], "the other contract with this number")
            findings.append(error("doubled-contract-number", place, message, "give each contract a number of its own", related))
    return ContractNumbers(tuple(findings), inputs)


def _number(reading: Reading, id: str) -> tuple[Tree, Span | None]:
    """A contract's number and where it stands; whatever else is wrong with the files is found when the contract is read."""
    folder = folder_of(id)
    names = [name for name in reading.root.names(folder) if name.endswith(".yaml")]
    for name in sorted(names, key=lambda name: (name != "contract.yaml", name)):
        source = reading.text(f"{folder}/{name}")
        if source is None or _SECTION not in source.text:
            continue
        written = yaml_file(_section_of(source))
        section = written.tree.get(_SECTION) if isinstance(written.tree, dict) else None
        if isinstance(section, dict):
            # A top-level key stands in one file only, so no other file can say the number, now or later.
            return section.get(_KEY), written.positions.of_value((_SECTION, _KEY))
    return None, None


def _section_of(source: SourceText) -> SourceText:
    """The lines of the section alone, where it has lines of its own, at the numbers that they have in the file: most files are longer."""
    text = source.text + "\n"
    lines = _SECTION_LINES.search(text)
    if lines is None:
        return source
    return SourceText(source.file, "\n" * text.count("\n", 0, lines.start()) + lines.group())
