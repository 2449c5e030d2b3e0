"""A redline in Word: accept all and it is the new version, reject all and it is the old one."""

# ruff: noqa: E501 (a trap is easier to read in few lines)
from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator

from pipeline.compare import Settings, redline, with_numbers_kept
from pipeline.model.document import (
    Alignment,
    Cell,
    Clause,
    Document,
    Item,
    List,
    Paragraph,
    Part,
    PartKind,
    Ref,
    Revision,
    Row,
    SignatureBlock,
    Strong,
    Table,
    Term,
    Text,
)
from pipeline.model.stamp import Stamp
from pipeline.word import validity_faults, write, write_redline

US = Settings(Revision("Fernhill", "2026-05-01"))
PAIRS = range(1000)
SHARES = (0.02, 0.1, 0.3, 0.6)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "pair" in metafunc.fixturenames:
        tenth = sorted(Random("redlines").sample(PAIRS, len(PAIRS) // 10))
        metafunc.parametrize("pair", PAIRS if metafunc.config.getoption("--all") else tenth)


def say(id: str, *content: Any) -> Paragraph:
    return Paragraph(id, tuple(Text(each) if isinstance(each, str) else each for each in content), named=True)


def point(id: str, *content: Any, under: tuple[Any, ...] = ()) -> Item:
    return Item((say(id, *content), *under))


def table(id: str, *rows: tuple[str, ...], heads: int = 1) -> Table:
    made = tuple(
        Row(tuple(Cell((say(f"{id}/{line}/{column}", words),)) for column, words in enumerate(row))) for line, row in enumerate(rows)
    )
    return Table(id, (Alignment.LEFT,) * len(rows[0]), made[:heads], made[heads:], named=True)


def clause(id: str, *blocks: Any) -> Clause:
    return Clause(id, (Text(f"The heading of {id}"),), blocks)


def whole(*clauses: Any, schedules: tuple[Part, ...] = (), before: tuple[Part, ...] = ()) -> Document:
    return Document("Support Agreement", (*before, Part(PartKind.TERMS, "terms", (), clauses), *schedules))


def schedule(id: str, *blocks: Any) -> Part:
    return Part(PartKind.SCHEDULE, id, (Text(f"The list of {id}"),), blocks)


ACCESS = clause(
    "access", List((point("access.site", "The Customer shall open each site."), point("access.key", "It shall keep a spare key.")))
)
CHARGES = clause(
    "charges",
    List((point("charges.fee", "The Customer shall pay the fee under ", Ref("access.key"), " within thirty days of each invoice."),)),
    table("charges.table", ("Charge", "Amount"), ("Retainer", "4,500"), ("Hour", "145")),
)
TERM = clause(
    "term",
    say("term.meaning", Term("Term"), " means the time from the Effective Date. It ends after three years."),
    List((point("term.end", "Either Party may end this Agreement as ", Ref("charges.fee"), " says, by giving notice of thirty days."),)),
)
ASSETS = schedule("assets", clause("hardware", List((point("hardware.one", "The hardware is listed in ", Ref("assets"), "."),))))
LEVELS = schedule("levels", say("levels.intro", "The levels are these."), table("levels.table", ("Priority", "Minutes"), ("P1", "30")))
OLD = whole(ACCESS, CHARGES, TERM, schedules=(ASSETS, LEVELS))


def changed(**clauses: Any) -> Document:
    return whole(*({"access": ACCESS, "charges": CHARGES, "term": TERM} | clauses).values(), schedules=(ASSETS, LEVELS))


TRAPS = {
    "a paragraph is divided": (
        changed(),
        changed(term=replace(TERM, blocks=(
            say("term.meaning", Term("Term"), " means the time from the Effective Date."), say("term.after", "It ends after three years."),
            *TERM.blocks[1:]))),
    ),
    "two points are joined": (
        changed(),
        changed(access=clause("access", List((point("access.site", "The Customer shall open each site. It shall keep a spare key."),
                                              point("access.key", "A key is anything that opens a door.")))),
                charges=CHARGES),
    ),
    "a clause comes in": (OLD, whole(ACCESS, clause("new", List((point("new.one", "The Provider shall insure itself."),))), CHARGES, TERM,
                                        schedules=(ASSETS, LEVELS))),
    "a clause with a table goes": (whole(ACCESS, CHARGES, clause("rest", say("rest/1", "Nothing else."))),
                                   whole(ACCESS, clause("rest", say("rest/1", "Nothing else.")))),
    "a clause moves": (OLD, whole(CHARGES, TERM, ACCESS, schedules=(ASSETS, LEVELS))),
    "a clause moves and changes": (OLD, whole(CHARGES, TERM, clause("access", List((
        point("access.site", "The Customer shall open each main site."), point("access.key", "It shall keep a spare key.")))),
        schedules=(ASSETS, LEVELS))),
    "a clause moves and gets another heading": (OLD, whole(replace(TERM, blocks=(*TERM.blocks, say("term.see", "See ", Ref("access"), "."))), CHARGES, replace(ACCESS, heading=(Text("Entry"),)), schedules=(ASSETS, LEVELS))),
    "a clause that others refer to moves and gets another heading": tuple(whole(*order, clause("see", say("see.one", "It stands in ", Ref("access"), "."))) for order in ((ACCESS, CHARGES, TERM), (CHARGES, TERM, replace(ACCESS, heading=(Text("Entry"),))))),
    "a clause with a table moves": (OLD, whole(ACCESS, TERM, CHARGES, schedules=(ASSETS, LEVELS))),
    "a point moves to the place before a table": (
        changed(),
        changed(access=clause("access", List((point("access.key", "It shall keep a spare key."),))),
                charges=replace(CHARGES, blocks=(List((*CHARGES.blocks[0].items, point("access.site", "The Customer shall open each site."))),
                                                 CHARGES.blocks[1]))),
    ),
    "a paragraph comes before a table": (OLD, changed(charges=replace(CHARGES, blocks=(CHARGES.blocks[0], say("charges.so", "As follows."),
                                                                                      CHARGES.blocks[1])))),
    "the paragraph before a table goes": (OLD, changed(charges=replace(CHARGES, blocks=CHARGES.blocks[1:]))),
    "a row comes and a row goes": (OLD, changed(charges=replace(CHARGES, blocks=(CHARGES.blocks[0], table(
        "charges.table", ("Charge", "Amount"), ("Retainer", "4,500"), ("Visit to a site", "210")))))),
    "a column comes": (OLD, changed(charges=replace(CHARGES, blocks=(CHARGES.blocks[0], table(
        "charges.table", ("Charge", "Unit", "Amount"), ("Retainer", "month", "4,500"), ("Hour", "hour", "145")))))),
    "a column goes as a row comes": (OLD, changed(charges=replace(CHARGES, blocks=(CHARGES.blocks[0], table(
        "charges.table", ("Charge",), ("Retainer",), ("Hour",), ("Each visit to one of the sites",)))))),
    "a cell gets a second paragraph": (
        OLD, changed(charges=replace(CHARGES, blocks=(CHARGES.blocks[0], replace(CHARGES.blocks[1], rows=(
            Row((CHARGES.blocks[1].rows[0].cells[0], Cell((*CHARGES.blocks[1].rows[0].cells[1].blocks, say("more", "in advance"))))),
            CHARGES.blocks[1].rows[1])))))),
    "the first schedule goes": (OLD, whole(ACCESS, CHARGES, TERM, schedules=(LEVELS,))),
    "the last schedule goes": (OLD, whole(ACCESS, CHARGES, TERM, schedules=(ASSETS,))),
    "the last schedule, behind a table, goes": (whole(ACCESS, schedules=(LEVELS, ASSETS)), whole(ACCESS, schedules=(LEVELS,))),
    "all schedules go": (whole(ACCESS, schedules=(ASSETS, LEVELS)), whole(ACCESS)),
    "schedules change places": (OLD, whole(ACCESS, CHARGES, TERM, schedules=(LEVELS, ASSETS))),
    "a reference leads elsewhere": (OLD, changed(term=replace(TERM, blocks=(TERM.blocks[0], List((point(
        "term.end", "Either Party may end this Agreement as ", Ref("access.site"), " says, by giving notice of thirty days."),)))))),
    "a paragraph becomes a definition": (
        changed(term=replace(TERM, blocks=(say("term.meaning", "Term means the time from the Effective Date."), *TERM.blocks[1:]))),
        changed(term=replace(TERM, blocks=(say("term.meaning", Term("Term"), " means the time from the Effective Date."), *TERM.blocks[1:]))),
    ),
    "straight quotation marks become curly": (
        changed(access=clause("access", say("access.a", "The Customer's site isn't open."))),
        changed(access=clause("access", say("access.a", "The Customer\u2019s site isn\u2019t\u00a0open \u2013 yet."))),
    ),
    "the title changes": (OLD, replace(OLD, title="Managed Services Agreement")),
    "a signature block changes its lines": tuple(
        whole(ACCESS, before=(Part(PartKind.SIGNATURES, "signatures", (Text("Signatures"),), (
            SignatureBlock("signatures/us", (Text("Signed for us:"),), lines),)),))
        for lines in ((("Name", (Text("A. Brown"),)), ("Date", ())), (("Name", (Text("B. Green"),)), ("Title", ()), ("Date", ())))
    ),
    "one of three equal points goes": tuple(
        changed(access=clause("access", List(tuple(point(f"access/{n}", "The Customer shall open each site.") for n in range(count)))))
        for count in (3, 2)
    ),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_comes_out_both_ways(holds, trap: str) -> None:
    old, new = TRAPS[trap]

    assert holds(old, new)
    assert holds(new, old)


def test_random_edits_come_out_both_ways(contract: Document, long_contract: Document, edited, holds, pair: int) -> None:
    old = long_contract if pair % 10 == 0 else contract

    assert holds(old, edited(old, pair, SHARES[pair % 4]))


@pytest.mark.parametrize("seed", range(5))
def test_two_edited_versions_come_out_both_ways(contract: Document, edited, holds, seed: int) -> None:
    assert holds(edited(contract, seed, 0.2), edited(contract, seed + 5000, 0.2))


def test_a_version_against_itself_is_the_clean_file(contract: Document, stamp: Stamp, template: bytes) -> None:
    assert write_redline(redline(contract, contract, US), stamp, template) == write(contract, stamp, template)


def test_the_same_redline_gives_the_same_bytes(contract: Document, edited, stamp: Stamp, template: bytes) -> None:
    marked = redline(contract, edited(contract, 7, 0.3), US)

    assert write_redline(marked, stamp, template) == write_redline(marked, stamp, template)


def test_each_revision_tells_who_and_when_under_an_id_of_its_own(contract: Document, edited, holds, document_of) -> None:
    root = document_of(holds(contract, edited(contract, 3, 0.6)))

    names = ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "pPrChange", "cellIns", "cellDel")
    revisions = list(root.iter(*(f"{W}{name}" for name in names)))
    ids = [element.get(f"{W}id") for element in (*revisions, *root.iter(f"{W}bookmarkStart"))]

    assert len(revisions) > 100
    assert {element.get(f"{W}author") for element in revisions} == {"Fernhill"}
    assert {element.get(f"{W}date") for element in revisions} == {"2026-05-01T00:00:00Z"}
    assert len(set(ids)) == len(ids)


def test_a_moved_clause_is_one_move_with_a_name_at_both_ends(holds, document_of) -> None:
    root = document_of(holds(*TRAPS["a clause moves and changes"]))

    names = [[mark.get(f"{W}name") for mark in root.iter(f"{W}{end}RangeStart")] for end in ("moveFrom", "moveTo")]
    inserted = ["".join(element.itertext()) for element in root.iter(f"{W}ins") if "".join(element.itertext())]

    assert names == [["move-1"], ["move-1"]]
    assert "main " in inserted or " main" in inserted


def test_each_move_has_a_name_that_no_other_one_has(holds, document_of) -> None:
    clauses = [clause(f"c{n}", say(f"c{n}.a", f"Words that only clause {n} says stand here.")) for n in range(6)]

    root = document_of(holds(whole(*clauses), whole(clauses[4], clauses[5], clauses[1], clauses[2], clauses[3], clauses[0])))

    went, came = ([mark.get(f"{W}name") for mark in root.iter(f"{W}{end}RangeStart")] for end in ("moveFrom", "moveTo"))
    assert len(set(went)) == len(went) == 3
    assert sorted(went) == sorted(came)
    assert not list(root.iter(f"{W}ins", f"{W}del"))


def test_one_inserted_clause_of_twenty_five_is_all_that_is_marked(holds, document_of) -> None:
    clauses = [clause(f"c{n}", List((point(f"c{n}.a", f"Words of clause {n}. See ", Ref(f"c{24 - n}.a"), "."),))) for n in range(25)]
    extra = clause("extra", List((point("extra.a", "More words stand here."),)))

    root = document_of(holds(whole(*clauses), whole(*clauses[:7], extra, *clauses[7:])))

    marked = ["".join(mark.itertext()) for mark in root.iter(f"{W}ins") if len(mark)]
    assert marked == ["The heading of extra", "More words stand here."]
    assert not list(root.iter(f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}pPrChange"))


def test_words_that_only_become_bold_go_and_come(holds, document_of) -> None:
    """Not as `w:rPrChange`: so they are marked in the PDF and on the page too, and reading the file back gives both versions."""
    new = changed(access=clause("access", say("access.a", "The Customer shall ", Strong((Text("open"),)), " each site.")))
    old = changed(access=clause("access", say("access.a", "The Customer shall open each site.")))

    root = document_of(holds(old, new))

    assert [["".join(mark.itertext()) for mark in root.iter(f"{W}{kind}")] for kind in ("del", "ins")] == [["open"], ["open"]]


def test_a_move_that_ends_before_a_table_is_a_deletion_and_an_insertion(holds, document_of) -> None:
    root = document_of(holds(*TRAPS["a point moves to the place before a table"]))

    assert not list(root.iter(f"{W}moveTo", f"{W}moveFrom"))


def test_one_deletion_stands_around_a_whole_field(holds, document_of) -> None:
    root = document_of(holds(*TRAPS["a reference leads elsewhere"]))

    [instruction] = root.iter(f"{W}delInstrText")
    marks = [mark.get(f"{W}fldCharType") for mark in instruction.iterancestors(f"{W}del").__next__().iter(f"{W}fldChar")]
    assert marks == ["begin", "separate", "end"]


def test_a_number_that_shifts_is_no_revision_of_what_refers_to_it(holds, document_of) -> None:
    root = document_of(holds(*TRAPS["a clause comes in"]))

    assert not list(root.iter(f"{W}del", f"{W}delInstrText"))
    assert "3.1" in [text.text for text in root.iter(f"{W}t")]


def test_an_inserted_point_is_one_insertion(holds, document_of) -> None:
    new = changed(
        access=clause("access", List((*ACCESS.blocks[0].items[:1], point("access.new", "It shall say so."), *ACCESS.blocks[0].items[1:])))
    )

    root = document_of(holds(OLD, new))

    assert ["".join(element.itertext()) for element in root.iter(f"{W}ins") if len(element)] == ["It shall say so."]
    assert not list(root.iter(f"{W}del", f"{W}moveFrom", f"{W}moveTo"))


@pytest.mark.parametrize("trap", TRAPS)
def test_no_validator_finds_a_fault(holds, tmp_path, trap: str) -> None:
    file = tmp_path / "redline.docx"

    file.write_bytes(holds(*TRAPS[trap]))

    assert [str(finding) for finding in OpenXmlValidator().validate(str(file)).errors] == []
    assert validity_faults(file.read_bytes(), "redline.docx") == []


def test_the_reader_finds_a_revision_that_is_missing(holds, stamp: Stamp, template: bytes, assert_resolves) -> None:
    old, new = TRAPS["a clause comes in"]
    written = holds(old, new)

    with pytest.raises(AssertionError):
        assert_resolves(write(new, stamp, template), old, new)
    with pytest.raises(AssertionError):
        assert_resolves(written, new, old)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_not_used_keeps_its_number_both_ways(contract: Document, holds: Any, seed: int) -> None:
    random = Random(seed)
    parts = [part for part in contract.parts if part.kind is PartKind.TERMS]
    dropped = random.choice([clause.id for clause in parts[0].blocks if isinstance(clause, Clause)])
    left = replace(parts[0], blocks=tuple(block for block in parts[0].blocks if not (isinstance(block, Clause) and block.id == dropped)))
    new = replace(contract, parts=tuple(left if part is parts[0] else part for part in contract.parts))

    assert holds(contract, with_numbers_kept(contract, new, "Not used"))
