"""From answers to a contract's files: what is wrong is said at the place of the answer, and nothing half-written is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pipeline import store
from pipeline.check import terms_faults
from pipeline.model.diagnostic import Diagnostic, Severity, Span, error, in_order
from pipeline.model.intake import Answers, Found, Given, Known
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import Fault
from pipeline.model.terms.places import Reached, names_at, root, under
from pipeline.model.terms.reading import terms_from
from pipeline.stages.intake.draft import Draft, RawPath
from pipeline.stages.intake.drawing import drawn
from pipeline.stages.intake.questions import BY_ID
from pipeline.stages.intake.remarks import FILES, HEAD, REMARKS
from pipeline.store.root import Root

_LEADING = ("id", "model", "mode")
"""Fields on which the others depend, so that people read them first."""


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a new contract by their names, none where findings say why.

    `concerned` are the questions whose answers the findings are about, `open_points` what is still to be agreed, in words.
    """

    files: Mapping[str, str]
    findings: tuple[Diagnostic, ...] = ()
    concerned: tuple[str, ...] = ()
    open_points: tuple[str, ...] = ()


def given_for(root: Root, contract: str, found: Mapping[str, Found] = MappingProxyType({})) -> Given | tuple[Diagnostic, ...]:
    """What a contract is made from, or what is missing for it."""
    house = store.load_house(root)
    if not isinstance(house, tuple) and house.defaults.terms is None:
        hint = "copy `defaults.terms` from the data/house.yaml that came with the tool, and have legal read it"
        return (
            error("no-standard-terms", Span("data/house.yaml"), "the house has no standard terms, from which a new contract starts", hint),
        )
    return house if isinstance(house, tuple) else Given(contract, house, store.load_laws(root), store.load_calendars(root), found=found)


def made(given: Given, answers: Answers, positions: Positions) -> Made:
    """The contract that complete answers make. `positions` are those of the answers in their file."""
    known = Known(replace(given, answers=answers), BY_ID)
    draft = drawn(known)
    _leave_open(draft, known)
    read = terms_from(draft.tree, calendars=given.calendars)
    places = _places(draft, positions)
    if isinstance(read, Terms):
        found = terms_faults(read, places)
    else:
        found = list(store.placed(read, places, draft.tree))
    grave = in_order([finding for finding in found if finding.severity is Severity.ERROR])
    if grave:
        return Made({}, grave, _concerned(draft, read, grave, places))
    labels = tuple(point["label"] for point in draft.tree.get("open", ()))
    return Made(contract_files(draft.tree), open_points=labels)


def _leave_open(draft: Draft, known: Known) -> None:
    """What is to be agreed leaves the data, and stands among the open points under words that say what it is."""
    points = []
    for raw, named in draft.take_open_points():
        origin = draft.came_from(raw)
        # What a whole answer left open is called as its question has it; a cell or a line has no words of its own there.
        label = BY_ID[str(origin[0])].label if len(origin) == 1 else ""
        words = label or _words_for(draft.tree, raw)
        points.append({"path": ".".join(named), "label": words[:1].upper() + words[1:]})
    if points:
        draft.tree["open"] = points


def _words_for(tree: Any, raw: RawPath) -> str:
    """What an open point is called: the field, and whose it is."""
    field = str(next(step for step in reversed(raw) if isinstance(step, str))).replace("_", " ")
    around: Any = tree
    owner = ""
    for step in raw[:-1]:
        around = around[step]
        if isinstance(around, dict):
            owner = next((str(around[key]) for key in ("role", "name", "product", "make_and_model") if key in around), owner)
    if not owner and raw[0] == "parties":
        owner = f"the {str(raw[1]).title()}"
    return f"{field} of {owner}" if owner else field


def _places(draft: Draft, positions: Positions) -> Positions:
    """The places of the data in the file of answers: where the answer stands that each value came from."""
    spans = {raw: positions.of_value(origin) for raw, origin in draft.origins.items()}
    return Positions(spans, spans, store.ids_of(draft.tree), positions.file)


def _concerned(draft: Draft, read: Terms | list[Fault], grave: Iterable[Diagnostic], places: Positions) -> tuple[str, ...]:
    """The questions whose answers the faults concern, each once."""
    if isinstance(read, list):
        origins = [draft.came_from(tuple(fault.path)) for fault in read]
    else:
        spans = {span: draft.origins[raw] for raw, span in places.values.items()}
        origins = [spans.get(finding.span, ()) for finding in grave]
    return tuple(dict.fromkeys(str(origin[0]) for origin in origins if origin))


def contract_files(tree: Mapping[str, Any]) -> dict[str, str]:
    """The files of a contract that hold these data, by their names."""
    ordered = {name: _in_order(section, under(root(), name)) for name, section in tree.items()}
    files = {}
    for file, names in FILES.items():
        sections = {name: ordered[name] for name in names if name in ordered}
        if sections:
            files[file] = store.contract_text(sections, REMARKS, HEAD)
    return files


def _in_order(node: Any, reached: Reached | None) -> Any:
    """The fields in the order in which the model has them, as people know them from other contracts."""
    if reached is None:
        return node
    if isinstance(node, dict):
        names = names_at(reached)
        ordered = sorted(node, key=lambda name: (name not in _LEADING, names.index(name) if name in names else len(names)))
        return {name: _in_order(node[name], under(reached, name)) for name in ordered}
    if isinstance(node, list):
        return [_in_order(item, under(reached, "*")) for item in node]
    return node
