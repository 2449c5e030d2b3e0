"""The manuals prove themselves: each example in them is really parsed, filled or checked, and prints what stands below it.

What a fence holds is said behind its three backticks: `yaml data` changes the small contract of `cases/base` for the next
result, `yaml clause.yaml` and `markdown ID` make a clause, `markdown deal/NAME` a wording of the deal, `diff` edits a file of
`cases/base`. The results are `text printed`, `text refused` and `text check` or `text build`; `--update-goldens` writes them anew.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from pipeline.assemble import assembled, parsed
from pipeline.assemble.values import FILTERS, natural
from pipeline.check import document_faults
from pipeline.cli.report import as_text
from pipeline.model.diagnostic import has_errors
from pipeline.model.document import Block, Clause, Document, Inline, List, Paragraph, Part, PartKind, SignatureBlock, Strong, Table, Text
from pipeline.model.duration import Duration
from pipeline.model.law import Law, LawEntry, SignatureWords
from pipeline.model.ledger import Entry
from pipeline.model.library import Card, ClauseSource, LawSource, Library, SourceText
from pipeline.model.money import Money
from pipeline.model.numbering import NO_BREAK, numbered
from pipeline.model.percent import Percent
from pipeline.model.plain import Count, Factor, Flag, IsoDate
from pipeline.model.positions import Positions
from pipeline.model.reading import words_of
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.house import House
from pipeline.model.terms.reading import section_from, terms_from
from pipeline.model.terms.section import Section
from pipeline.model.times import Hours, TimeOfDay, YearMonth
from pipeline.store.files import Reading
from pipeline.store.library import load_library
from pipeline.store.root import Root
from pipeline.store.sections import section_in
from pipeline.store.yaml_tree import yaml_file
from pipeline.word.names import BLOCK_SLOTS, NEEDED_STYLES, VALUE_SLOTS
from pipeline.word.shell.package import first_letter_template, first_template

BASE = Path(__file__).parent / "cases" / "base"
DOCS = Path(__file__).parent.parent / "docs"
CONTRACT = "data/contracts/acme-support"
GOVERNING = "england_and_wales"
"""The law that the small contract names; an example that writes a law of its own stands in its place."""
FENCE = re.compile(r"^(?P<mark>`{3,})(?P<info>[^\n]+)\n(?P<body>.*?)^(?P=mark)$", re.DOTALL | re.MULTILINE)
SECTIONS: dict[str, type[Section]] = {"yaml law.yaml": Law, "yaml calendar": Calendar, "yaml house.yaml": House}


@dataclass
class Example:
    """What was read since the last result."""

    data: dict[str, Any] = field(default_factory=dict)
    card: dict[str, Any] = field(default_factory=dict)
    clauses: dict[str, ClauseSource] = field(default_factory=dict)
    deal: dict[str, SourceText] = field(default_factory=dict)
    law: Law | None = None
    law_texts: dict[str, SourceText] = field(default_factory=dict)
    edits: list[str] = field(default_factory=list)


def tree_of(text: str) -> dict[str, Any]:
    found = yaml_file(SourceText("example.yaml", text))
    assert not found.diagnostics, found.diagnostics
    assert isinstance(found.tree, dict)
    return found.tree


def merged(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **{key: merged(below.get(key), value) for key, value in above.items()}}
    return above


@cache
def base() -> tuple[dict[str, Any], Calendar, Mapping[str, LawSource]]:
    """The data, the calendar and the laws of the small contract."""
    reading = Reading(Root(BASE))
    tree: dict[str, Any] = {}
    for file in sorted((BASE / CONTRACT).glob("*.yaml")):
        read = reading.mapping(f"{CONTRACT}/{file.name}")
        assert read
        tree |= read[0]
    calendar = section_in(reading, "data/calendars/weekdays.yaml", Calendar)
    assert calendar
    return tree, calendar.noun, load_library(Root(BASE)).library.laws


def terms_with(data: Mapping[str, Any]) -> Terms:
    tree, calendar, _ = base()
    terms = terms_from(merged(tree, data), calendars={"weekdays": calendar})
    assert isinstance(terms, Terms), terms
    return terms


def add_clause(example: Example, id: str, text: str) -> None:
    kind = id.partition("-")[0] if id.partition("-")[0] in ("cover", "signatures", "schedule") else "terms"
    title = id.removeprefix("schedule-").replace("-", " ").title()
    plain = {"title": title, "purpose": "An example.", "owner": "legal", "part": kind, "order": "10"}
    card = section_from(Card, plain | example.card)
    assert isinstance(card, Card), card
    file = f"clauses/20-examples/{id}/preferred.md"
    example.clauses[id] = ClauseSource(id, "20-examples", card, {"preferred": SourceText(file, text)})
    example.card = {}


def outcome(example: Example) -> tuple[Document, str]:
    """The Document that an example makes, and what is wrong with it."""
    _, _, laws = base()
    if example.law:
        laws = {**laws, GOVERNING: LawSource("england-and-wales", example.law, example.law_texts)}
    library = Library(tuple(example.clauses.values()), laws)
    terms = terms_with(example.data)
    assembly = assembled(library, parsed, terms, Positions({}, {}, {}, f"{CONTRACT}/contract.yaml"), example.deal)
    findings = list(assembly.diagnostics)
    texts = {source.file: source.text for clause in library.clauses for source in clause.wordings.values()}
    if not has_errors(findings):
        assert assembly.law
        findings += document_faults(assembly.document, assembly.law, sources=texts)
    said = as_text(findings, lambda file, line: texts[file].splitlines()[line - 1] if file in texts else None)
    return assembly.document, said.rpartition("\nFound")[0]


def page(document: Document) -> Iterator[str]:
    """The Document as a reader sees it, a paragraph a line. A single clause goes without its heading."""
    for part in document.parts:
        if part.kind is not PartKind.TERMS and part.heading:
            label = numbered(document)[part.id].label + " \u2013 " if part.kind is PartKind.SCHEDULE else ""
            yield label + said(part.heading, part, document)
        alone = len(document.parts) == 1 and part.kind is PartKind.TERMS and len(part.blocks) == 1
        blocks = part.blocks[0].blocks if alone and isinstance(part.blocks[0], Clause) else part.blocks
        yield from _blocks(blocks, part, document, "")


def _blocks(blocks: tuple[Block, ...], part: Part, document: Document, indent: str) -> Iterator[str]:
    numbers = numbered(document)
    for block in blocks:
        match block:
            case Clause():
                yield f"{indent}{numbers[block.id].label} {said(block.heading, part, document)}"
                yield from _blocks(block.blocks, part, document, indent)
            case Paragraph():
                yield indent + said(block.content, part, document)
            case List():
                for item in block.items:
                    label = numbers[item.first.id].label if block.ordered else "\u2022"
                    yield f"{indent}{label} {said(item.first.content, part, document)}"
                    yield from _blocks(item.blocks[1:], part, document, indent + "    ")
            case Table():
                for row in block.header + block.rows:
                    cells = (" ".join(_blocks(cell.blocks, part, document, "")) for cell in row.cells)
                    yield f"{indent}| {' | '.join(cells)} |"
                    if row in block.header:
                        yield indent + "| " + " | ".join("---" for _ in row.cells) + " |"
            case SignatureBlock():
                yield indent + said(block.words, part, document)
                for name, content in block.lines:
                    yield f"{indent}    {name}: {said(content, part, document) or '____________'}"


def said(content: tuple[Inline, ...], part: Part, document: Document) -> str:
    bold = (Text("**"),)
    shown = tuple(node for inline in content for node in ((*bold, *inline.content, *bold) if isinstance(inline, Strong) else (inline,)))
    return words_of(shown, part.id, numbered(document), document).replace(NO_BREAK, " ")


def printed(example: Example, folder: Path) -> str:
    document, faults = outcome(example)
    assert not re.search("error\\[(?!undefined-term)", faults), faults
    return "\n".join(page(document)) + "\n"


def refused(example: Example, folder: Path) -> str:
    _, faults = outcome(example)
    assert faults
    return faults


def told(command: str) -> Callable[[Example, Path], str]:
    """What the command says about the repository of `cases/base` with the example's edits."""

    def tell(example: Example, folder: Path) -> str:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(BASE, folder)
        (folder / "templates").mkdir()
        (folder / "templates/contract.docx").write_bytes(first_template())
        (folder / "templates/letter.docx").write_bytes(first_letter_template())
        for edit in example.edits:
            apply(edit, folder)
        words = [sys.executable, "-m", "pipeline", "--root", str(folder), command, "acme-support"]
        ran = subprocess.run(words, capture_output=True, text=True, cwd=DOCS.parent, check=False)
        return ran.stdout + ran.stderr

    return tell


def apply(edit: str, folder: Path) -> None:
    """Replaces the lines with a minus by those with a plus; lines with neither say where."""
    name, *lines = edit.splitlines()
    file = folder / name.removeprefix("+++ ")
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in ("-", " "))
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in ("+", " "))
    before = file.read_text() if file.exists() else ""
    assert before.count(old) == 1 or not before, f"{name} does not hold these lines once: {old}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(before.replace(old, new) if before else new)


RESULTS: dict[str, Callable[[Example, Path], str]] = {
    "text printed": printed,
    "text refused": refused,
    "text check": told("check"),
    "text build": told("build"),
}


def with_results(text: str, folder: Path) -> str:
    """The manual with each result as it is today."""
    example = Example()

    def answered(match: re.Match[str]) -> str:
        nonlocal example
        info, body = match["info"], match["body"]
        if info in RESULTS:
            body = RESULTS[info](example, folder)
            example = Example()
        elif info == "yaml data":
            example.data = merged(example.data, tree_of(body))
        elif info == "yaml clause.yaml":
            example.card = tree_of(body)
        elif info in SECTIONS:
            noun = section_from(SECTIONS[info], tree_of(body))
            assert isinstance(noun, SECTIONS[info])
            example.law = noun if isinstance(noun, Law) else example.law
        elif info.startswith("markdown deal/"):
            name = info.removeprefix("markdown deal/")
            example.deal[name] = SourceText(f"{CONTRACT}/clauses/{name}.md", body)
        elif info.startswith("markdown law/"):
            name = info.removeprefix("markdown law/")
            example.law_texts[name] = SourceText(f"clauses/law/{GOVERNING}/{name}.md", body)
        elif info.startswith("markdown "):
            add_clause(example, info.removeprefix("markdown "), body)
        elif info == "diff":
            example.edits.append(body)
        else:
            assert info in ("sh", "text", "yaml"), f"nothing proves a fence `{info}`"
        return f"{match['mark']}{info}\n{body}{match['mark']}"

    return FENCE.sub(answered, text)


@pytest.mark.parametrize("manual", ["clause-language.md", "data.md", "../clauses/README.md"])
def test_each_example_prints_what_stands_below_it(manual: str, tmp_path: Path, golden: Callable[[Path, str], None]) -> None:
    text = (DOCS / manual).read_text()

    answered = with_results(text, tmp_path / "repository")

    assert answered.count("```text") > 3
    golden(DOCS / manual, answered)


def test_the_table_of_filters_names_them_all() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", section("clause-language.md", "Filters"), re.MULTILINE)

    assert rows == list(FILTERS)


def test_the_tables_of_fields_name_them_all() -> None:
    tables: dict[str, type[Section]] = {
        "clause.yaml": Card,
        "law.yaml": Law,
        "What a law changes": LawEntry,
        "The signature page": SignatureWords,
    }
    for heading, kind in tables.items():
        rows = re.findall(r"^\| `(\w+)` \|", section("clause-language.md", heading), re.MULTILINE)

        assert rows == list(kind.model_fields)


def test_the_manual_of_the_template_names_all_slots_and_styles() -> None:
    text = (DOCS / "template.md").read_text()

    assert set(re.findall(r"^\| `\{\{p? (\w+) \}\}` \|", text, re.MULTILINE)) == {*BLOCK_SLOTS, *VALUE_SLOTS}
    rows = [row for row in section("template.md", "Styles").splitlines() if row.startswith("| ")]
    assert {name for row in rows for name in re.findall(r"`([^`]+)`", row)} == set(NEEDED_STYLES)


def test_values_are_printed_as_the_manual_says() -> None:
    kinds: dict[str, Callable[[str], Any]] = {
        "money": Money.read,
        "duration": Duration.read,
        "percentage": Percent.read,
        "date": lambda written: read_as(IsoDate, written),
        "month": YearMonth.read,
        "time of day": TimeOfDay.read,
        "hours": Hours.read,
        "number": lambda written: read_as(Count, written),
        "factor": lambda written: read_as(Factor, written),
        "flag": lambda written: read_as(Flag, written),
    }
    rows = re.findall(r"^\| ([a-z ]+) \| `([^`]+)` \| ([^|]+) \|$", section("data.md", "How values are written"), re.MULTILINE)

    assert {kind for kind, _, _ in rows} == set(kinds)
    for kind, written, shown in rows:
        value = kinds[kind](written)
        if kind != "flag":
            assert natural(value).replace(NO_BREAK, " ") == shown, written


def read_as(kind: Any, written: str) -> Any:
    return TypeAdapter(kind).validate_python(written)


def section(manual: str, heading: str) -> str:
    """The text below a heading of the second or third level, up to the next one."""
    found = re.search(rf"^(##+) `?{re.escape(heading)}`?$\n(.*?)(?=^##|\Z)", (DOCS / manual).read_text(), re.DOTALL | re.MULTILINE)
    assert found, heading
    return found[2]


def test_each_name_in_the_architecture_is_there() -> None:
    architecture = (DOCS / "architecture.md").read_text()
    packages = "|".join(sorted(each.parent.name for each in (DOCS.parent / "pipeline").glob("*/__init__.py")))
    names = set(re.findall(rf"`((?:{packages})(?:\.[A-Za-z_]+)+)`", architecture))

    assert len(names) > 200
    assert [name for name in sorted(names) if not is_there(name)] == []


def is_there(name: str) -> bool:
    module, _, attribute = f"pipeline.{name}".rpartition(".")
    try:
        return hasattr(import_module(module), attribute)
    except ModuleNotFoundError:
        return False


def test_the_tables_of_a_version_and_of_the_ledger_name_all_their_fields() -> None:
    for heading, kind in (("The ledger", Entry), ("The snapshot", Snapshot)):
        rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", section("versions.md", heading), re.MULTILINE)
        named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]

        assert sorted(named) == sorted(field.name for field in fields(kind))
