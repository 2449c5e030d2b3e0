"""Lists of a contract that people keep in spreadsheets: written for them, and read back into the files, where all else stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import post, store
from pipeline.check import terms_faults
from pipeline.model.diagnostic import Diagnostic, Severity, Span, error, has_errors, in_order
from pipeline.model.sheet import Column, Grid, Record
from pipeline.model.spreadsheet import Cell
from pipeline.model.terms.alone import fault_alone
from pipeline.model.terms.faults import Fault
from pipeline.model.terms.paths import Shape, field_at
from pipeline.model.terms.section import joined
from pipeline.stages.intake.draft import slug
from pipeline.stages.intake.tabular import Heading, at_cell, read_table
from pipeline.store.root import Root

_BETWEEN = "; "
_WORKBOOK = ".xlsx"


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A list that may be kept in a spreadsheet: its name on the command line, where it stands, and from what an id is made."""

    name: str
    path: str
    key: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields of an item that a cell can hold, in the order of the model."""
        shapes = {name: field_at(f"{self.path}.*.{name}").shape for name in field_at(f"{self.path}.*").names}
        return tuple(name for name, shape in shapes.items() if shape in (Shape.VALUE, Shape.LIST))

    @property
    def steps(self) -> tuple[str, ...]:
        """The names that lead to the list."""
        return tuple(self.path.split("."))


TABLES = {
    table.name: table
    for table in (
        KeptTable("hardware", "assets.hardware", "make_and_model"),
        KeptTable("software", "assets.software", "product"),
        KeptTable("rates", "rate_card", "role"),
        KeptTable("contacts", "contacts", "role"),
        KeptTable("milestones", "charges.per_project.milestones", "name"),
    )
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: the contract's files as they read now, none where findings say why; how many items came, went and changed."""

    texts: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
    added: int = 0
    removed: int = 0
    changed: int = 0


def table_bytes(root: Root, contract: str, table: KeptTable, ending: str) -> bytes | Diagnostic:
    """The list as a workbook or as comma-separated values; the same bytes each time."""
    found = _found(root, contract, table)
    if isinstance(found, Diagnostic):
        return found
    rows = tuple(tuple(_cell(item.get(name)) for name in table.columns) for item in found.items)
    if ending == _WORKBOOK:
        return post.workbook_of(table.name, table.columns, rows)
    return post.csv_of(Grid(table.name, tuple(Column(name, 1) for name in table.columns), tuple(Record(row) for row in rows)))


def take_table(root: Root, contract: str, table: KeptTable, path: Path, *, remove: bool) -> Taken:
    """Write the rows of a file into the contract. Items that the file lacks go only where `remove` says so. Raises CannotWrite."""
    store.finish_writing(root, contract)
    found = _found(root, contract, table)
    if isinstance(found, Diagnostic):
        return Taken(findings=(found,))
    read = read_table(path, [*_headings(table)])
    if read.findings:
        return Taken(findings=read.findings)
    faults: list[Diagnostic] = []
    items = _items(table, read.rows, path.as_posix(), faults)
    gone = [item["id"] for item in found.items if item["id"] not in {each["id"] for each in items}]
    if gone and not remove:
        hint = "`--remove` takes out what the file lacks"
        faults.append(error("items-missing", Span(path.as_posix()), f"the file lacks {joined(gone)}, which the contract has", hint))
    return Taken(findings=in_order(faults)) if faults else _written(root, contract, found, table, items)


@dataclass(frozen=True, slots=True)
class _Found:
    """The list as its file has it; `file` is where it stands, or would stand."""

    file: str
    items: tuple[dict[str, Any], ...]
    texts: Mapping[str, str]


def _found(root: Root, contract: str, table: KeptTable) -> _Found | Diagnostic:
    texts = {file: text for file, text in store.contract_texts(root, contract).items() if file.endswith(".yaml")}
    for file, text in texts.items():
        tree = store.yaml_tree(file, text)
        if isinstance(tree, dict) and table.steps[0] in tree:
            around: Any = tree
            for step in table.steps:
                around = around.get(step) if isinstance(around, dict) else None
            items = around if isinstance(around, list) else []
            return _Found(file, tuple(item for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)), texts)
    message = f"no file of the contract has `{table.steps[0]}`, where {table.name} stand"
    return error("no-such-list", Span(store.folder_of(contract)), message, f"draftline check {contract} says what is wrong with its files")


def _cell(value: Any) -> str:
    return _BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value or "")


def _headings(table: KeptTable) -> Iterator[Heading]:
    for name in table.columns:
        found = field_at(f"{table.path}.*.{name}")
        # A point that is open leaves its cells empty, so no more than the name of an item has to be there.
        yield Heading(name, needed=name == table.key, days=date in found.types)


def _items(table: KeptTable, rows: tuple[Mapping[str, Cell], ...], file: str, faults: list[Diagnostic]) -> list[dict[str, Any]]:
    """The items that the rows say; what no field takes is added to the faults."""
    items: list[dict[str, Any]] = []
    for cells in rows:
        number = next(iter(cells.values())).row
        item: dict[str, Any] = {"id": cells["id"].words if "id" in cells else slug(cells[table.key].words) if table.key in cells else ""}
        for name in table.columns:
            if name in cells:
                item[name] = _value(table, name, cells[name], file, faults)
        if not item["id"]:
            faults.append(at_cell(file, None, number, Fault((), "empty-value", f"neither `id` nor `{table.key}` says what this row is")))
        elif any(other["id"] == item["id"] for other in items):
            message = f"`{item['id']}` is the id of an earlier row: expected an id of its own"
            faults.append(at_cell(file, cells.get("id"), number, Fault((), "doubled-id", message)))
        else:
            items.append({name: item[name] for name in table.columns if name in item})
    return items


def _value(table: KeptTable, name: str, cell: Cell, file: str, faults: list[Diagnostic]) -> Any:
    path, many = f"{table.path}.*.{name}", field_at(f"{table.path}.*.{name}").shape is Shape.LIST
    parts = [part.strip() for part in cell.words.split(_BETWEEN.strip()) if part.strip()] if many else [cell.words]
    for part in parts:
        fault = fault_alone(f"{path}.*" if many else path, part)
        if fault is not None:
            faults.append(at_cell(file, cell, cell.row, fault))
    return parts if many else cell.words


def _written(root: Root, contract: str, found: _Found, table: KeptTable, items: list[dict[str, Any]]) -> Taken:
    try:
        texts = {found.file: store.with_items(found.texts[found.file], table.steps, items), **_no_longer_open(found, table)}
    except store.CannotSplice as refused:
        message = f"`{table.path}` cannot be written here: {refused}"
        return Taken(findings=(error("cannot-splice", Span(found.file), message, "write each item on a line of its own, in a block list"),))
    texts = {file: text for file, text in texts.items() if text != found.texts[file]}
    new = _errors(root, contract, texts)
    if new:
        return Taken(findings=new)
    store.write_together(root, contract, texts)
    before = {item["id"]: item for item in found.items}
    after = {item["id"]: item for item in items}
    changed = sum(before[id] != item for id, item in after.items() if id in before)
    return Taken(texts, (), len(after.keys() - before.keys()), len(before.keys() - after.keys()), changed)


def _no_longer_open(found: _Found, table: KeptTable) -> dict[str, str]:
    """The file of open points without this list, where the list itself was one."""
    for file, text in found.texts.items():
        tree = store.yaml_tree(file, text)
        points = tree.get("open") if isinstance(tree, dict) else None
        known = [point for point in points if isinstance(point, dict)] if isinstance(points, list) else []
        left = [point for point in known if point.get("path") != table.path]
        if len(left) < len(known):
            return {file: store.with_items(text, ("open",), left, key="path")}
    return {}


def _errors(root: Root, contract: str, texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """The errors that the contract would have and does not have today; nothing is written that breaks it."""
    today = {(finding.code, finding.message) for finding in _found_in(root, contract)}
    with store.on_trial(root, contract, texts) as other:
        new = [finding for finding in _found_in(other, contract) if (finding.code, finding.message) not in today]
    return in_order(new) if has_errors(new) else ()


def _found_in(root: Root, contract: str) -> list[Diagnostic]:
    loaded = store.load_contract(root, contract)
    found = [*loaded.diagnostics, *(terms_faults(loaded.terms, loaded.positions) if loaded.terms else ())]
    return [finding for finding in found if finding.severity is Severity.ERROR]
