"""The reviewed library in Word: everything of every clause, fields nobody types into, and a way back from each paragraph."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from pipeline.assemble import parsed, parsed_law, reviewed
from pipeline.model.document import PartKind
from pipeline.model.law import Law
from pipeline.model.library import Card, ClauseSource, LawSource, Library, SourceText
from pipeline.model.review import Review, Wording, all_words, shown
from pipeline.word.anchors import bookmark
from pipeline.word.library import write_library
from pipeline.word.library.anchors import LIBRARY
from pipeline.word.library.numbering import Lists
from pipeline.word.library.styles import FIELD, REFERENCE
from pipeline.word.names import W
from pipeline.word.package import parts_of
from pipeline.word.validity import validity_faults

HASH = hashlib.sha256(b"library").hexdigest()
SUPPORT = """1. The Provider shall answer within {{ service_levels.targets.p1.response | both }}. {#support.answer}
1. ""Desk"" means the **service desk** under [](#credits.sum).
{% if term.renewal.mode == "auto" %}
1. The support renews. {#support.renewal}
{% else %}
1. The support ends. {#support.renewal}
{% endif %}
1. For each call the Provider shall:
   1. write it down:
      - by hand; or
      - by machine.
   1. answer.

   This begins with the call.
::: table rate_card where row.unit == "hour" {#support.rates}
| Role | Rate |
| --- | ---: |
| {{ row.role }} | {{ row.rate }} |
:::
::: list insurance and
{{ item.kind }}
:::
"""
SCHEDULE = """## Priorities {#schedule-priorities.all}

::: matrix priority_matrix.impacts priority_matrix.urgencies priority_matrix.cells
Impact
:::
"""
PLAYBOOK = {
    "positions": [
        {"id": "preferred", "says": "We are answered in an hour.", "when": 'service_levels.targets.p1.response <= "1 h"'},
        {"id": "fallback-1", "says": "Later, <if> at all.", "wording": "fallback-1", "approvers": ["head_of_it"]},
    ],
    "never_accept": [{"id": "no_answer", "says": "Nobody answers at all."}],
    "rationale": {"commercial": "A stopped line costs money."},
    "talking_points": ["Your own brochure promises an hour."],
    "trade_for": ["A longer Initial Term."],
}
LAW = {
    "name": "Utopia",
    "clause_word": "clause",
    "paragraph_word": "paragraph",
    "schedule_word": "Annex",
    "draft_legend": "Draft",
    "language": "en-GB",
    "checked_on": "2026-01-05",
    "checked_by": "nobody",
    "entries": [
        {
            "id": "desks",
            "topic": "Desks",
            "says": "A desk has four legs.",
            "sources": ["Desk Act, section 4"],
            "checked_on": "2026-01-05",
            "checked_by": "nobody",
            "keeps": [{"id": "support", "when": "transition"}],
            "warns": [{"when": "open", "at": "open", "says": "A desk without legs falls."}],
            "changes": [{"op": "insert_after", "target": "support.answer", "text": "legs"}, {"op": "delete", "target": "credits"}],
        }
    ],
}


def clause(id: str, *texts: str, topic: str = "20-services", part: PartKind = PartKind.TERMS, **card: object) -> ClauseSource:
    about = Card.model_validate(
        {"title": id.capitalize(), "purpose": "Keeps & promises.", "owner": "it", "order": 10, "part": part, **card}
    )
    names = ["preferred", *(f"fallback-{number}" for number in range(1, len(texts)))]
    return ClauseSource(id, topic, about, {name: SourceText(f"{id}/{name}.md", text) for name, text in zip(names, texts, strict=True)})


@pytest.fixture(scope="module")
def review() -> Review:
    clauses = (
        clause("cover", "::: pairs\nInitial Term :: {{ term.initial_term }}\nA :: B\n:::\n", topic="00-cover", part=PartKind.COVER),
        clause("support", SUPPORT, "1. The Provider may answer. {#support.answer}\n", mandatory=True, when="services", **PLAYBOOK),
        clause("credits", "1. The sum is {{ derived.annual_charge }}. {#credits.sum}\n"),
        clause("signatures", "::: signatures\n:::\n", topic="95-signatures", part=PartKind.SIGNATURES),
        clause("schedule-priorities", SCHEDULE, topic="97-schedules", part=PartKind.SCHEDULE),
    )
    law = LawSource("utopia", Law.model_validate(LAW), {"legs": SourceText("law/utopia/legs.md", "1. It has four legs. {#legs.four}\n")})
    return reviewed(Library(clauses, {"utopia": law}), parsed, parsed_law)


@pytest.fixture(scope="module")
def docx(review: Review) -> bytes:
    return write_library(review, HASH)


def tree(docx: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts_of(docx)[part])


def text_of(node: etree._Element) -> str:
    return "".join(part.text or "" for part in node.iter(f"{W}t"))


def wordings(review: Review) -> list[tuple[str, Wording]]:
    found = [(clause.id, wording) for topic in review.topics for clause in topic.clauses for wording in clause.wordings]
    changes = [(f"law/{law.id}", change.wording) for law in review.laws for entry in law.entries for change in entry.changes]
    return found + [(of, wording) for of, wording in changes if wording]


def by_bookmark(document: etree._Element) -> dict[str, str]:
    """The words of each paragraph by the name of its bookmark."""
    marks = document.iter(f"{W}bookmarkStart")
    return {mark.get(f"{W}name"): text_of(next(mark.iterancestors(f"{W}p"))) for mark in marks}


def the_map(docx: bytes) -> etree._Element:
    parts = [
        etree.fromstring(part) for name, part in parts_of(docx).items() if name.startswith("customXml/item") and LIBRARY.encode() in part
    ]
    assert len(parts) == 1
    return parts[0]


def test_the_file_has_no_fault(docx: bytes, tmp_path: Path) -> None:
    file = tmp_path / "library.docx"
    file.write_bytes(docx)

    assert validity_faults(docx, "library.docx") == []
    assert OpenXmlValidator().validate(str(file)).is_valid


def test_the_same_library_gives_the_same_bytes(review: Review, docx: bytes) -> None:
    assert write_library(review, HASH) == docx


def test_every_word_of_every_wording_stands_in_the_file_under_its_bookmark(review: Review, docx: bytes) -> None:
    standing = by_bookmark(tree(docx))

    said = [words for _, wording in wordings(review) for words in all_words(wording.blocks)]
    assert len(said) > 20
    for words in said:
        assert standing[bookmark(words.anchor)] == shown(words.content)


def test_the_map_leads_from_each_bookmark_back_to_clause_wording_and_block(review: Review, docx: bytes) -> None:
    library = the_map(docx)
    standing = by_bookmark(tree(docx))

    found = {
        (wording.get("of"), wording.get("name"), wording.get("file"), block.get("id"), block.get("line")): block
        for wording in library
        for block in wording
    }

    assert library.get("input") == HASH
    wanted = {
        (of, wording.name, wording.file, words.id, str(words.line))
        for of, wording in wordings(review)
        for words in all_words(wording.blocks)
    }
    assert found.keys() == wanted
    for block in found.values():
        words = standing[block.get("bookmark")]
        assert block.get("text") == hashlib.sha256(words.encode()).hexdigest()[:16]


def test_fields_and_references_are_controls_that_cannot_be_typed_into(docx: bytes) -> None:
    document = tree(docx)

    abouts = [control.find(f"{W}sdtPr") for control in document.iter(f"{W}sdt")]
    texts = [text_of(control) for control in document.iter(f"{W}sdt")]
    assert "{{ service_levels.targets.p1.response | both }}" in texts
    assert "{{ row.rate }}" in texts
    assert "[Credits: credits.sum]" in texts
    assert all(about.find(f"{W}lock").get(f"{W}val") == "contentLocked" for about in abouts)
    assert all(0 < len(about.find(f"{W}alias").get(f"{W}val")) <= 64 for about in abouts)
    outside = "".join(text_of(run) for run in document.iter(f"{W}r") if not list(run.iterancestors(f"{W}sdt")))
    assert "{{" not in outside


def test_what_legal_says_about_a_clause_stands_before_its_wordings(docx: bytes) -> None:
    said = text_of(tree(docx))

    for words in (
        "Keeps & promises.",
        "We are answered in an hour.",
        "Later, <if> at all.",
        "Approval by head of it",
        "Nobody answers at all.",
        "A stopped line costs money.",
        "Your own brochure promises an hour.",
        "A longer Initial Term.",
        "Always, and may not be left out, if services",
        "Utopia adds behind [Support: support.answer]",
        "A desk has four legs.",
        "Desk Act, section 4. Checked 2026-01-05, nobody.",
        "The law deletes [Credits: credits]",
        "The law wants [Support: support] in the contract, if transition",
        "Doubt, if open",
        ": A desk without legs falls.",
        "The signature blocks of both parties stand here.",
    ):
        assert words in said, words
    brochure = said.index("Your own brochure")
    assert brochure < said.index("Preferred wording", brochure) < said.index("Fallback 1 wording")


def test_a_condition_opens_and_closes_around_what_it_decides_on(docx: bytes) -> None:
    lines = [text_of(paragraph) for paragraph in tree(docx).iter(f"{W}p")]

    start = next(at for at, line in enumerate(lines) if line.startswith("If term, renewal"))
    assert lines[start].endswith('\u201cauto\u201d term.renewal.mode == "auto"')
    assert lines[start + 1 : start + 5] == ["The support renews.", "Otherwise", "The support ends.", "End of the condition"]


def labels(docx: bytes) -> dict[str, str]:
    """The number that each numbered paragraph shows, counted from the file as Word counts."""
    numbering = tree(docx, "word/numbering.xml")
    starts = {
        number.get(f"{W}numId"): {
            int(level.get(f"{W}ilvl")): int(level.find(f"{W}startOverride").get(f"{W}val")) for level in number.iter(f"{W}lvlOverride")
        }
        for number in numbering.iter(f"{W}num")
    }
    counts: dict[str, dict[int, int]] = {}
    found = {}
    for paragraph in tree(docx).iter(f"{W}p"):
        about = paragraph.find(f"{W}pPr/{W}numPr")
        if about is None or about.find(f"{W}numId").get(f"{W}val") == "1":
            continue
        number, level = about.find(f"{W}numId").get(f"{W}val"), int(about.find(f"{W}ilvl").get(f"{W}val"))
        mine = counts.setdefault(number, {})
        mine[level] = mine.get(level, starts[number].get(level, 1) - 1) + 1
        for deeper in [other for other in mine if other > level]:
            del mine[deeper]
        count = mine[level]
        found[text_of(paragraph)] = (f"{count}.", f"({chr(96 + count)})", f"({'i' * count})")[level]
    return found


def test_word_counts_each_case_of_a_condition_on_from_before_it(docx: bytes) -> None:
    found = labels(docx)

    assert found["The support renews."] == found["The support ends."] == "3."
    assert found["For each call the Provider shall:"] == "4."
    assert (found["write it down:"], found["answer."]) == ("(a)", "(b)")
    assert found["{{ item.kind }}"] == "5."
    assert found["The Provider may answer."] == "1."


def test_a_list_goes_on_by_itself_as_long_as_its_numbers_do() -> None:
    lists = Lists()

    numbers = [lists.number_of(*item) for item in ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (2, 1), (1, 3), (1, 1), (2, 2))]

    assert numbers == [2, 2, 2, 2, 2, 2, 3, 4, 5]


def test_headings_serve_the_navigation_and_the_contents_lead_to_them(docx: bytes) -> None:
    document = tree(docx)
    outline = [
        (paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), text_of(paragraph))
        for paragraph in document.iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val").startswith("Heading")
    ]
    links = [(link.get(f"{W}anchor"), text_of(link)) for link in document.iter(f"{W}hyperlink")]

    assert outline[:3] == [("Heading1", "Cover"), ("Heading2", "Cover"), ("Heading3", "Preferred wording")]
    assert ("Heading2", "Schedule-priorities (Schedule)") in outline
    assert [title for _, title in links] == [title for style, title in outline if style in ("Heading1", "Heading2")]
    standing = by_bookmark(document)
    assert all(standing[name] == title for name, title in links)


def test_each_page_says_that_it_is_internal(docx: bytes) -> None:
    assert "Internal, privileged and confidential" in text_of(tree(docx, "word/header1.xml"))
    assert HASH[:8] in text_of(tree(docx, "word/footer1.xml"))


def controls(document: etree._Element) -> Iterator[tuple[str, str]]:
    """The character style and the words of each field and reference; LibreOffice makes a control of the contents too."""
    for control in document.iter(f"{W}sdt"):
        style = control.find(f"{W}sdtContent//{W}rStyle")
        if style is not None and style.get(f"{W}val") in (FIELD, REFERENCE):
            yield style.get(f"{W}val"), text_of(control)


@pytest.fixture(scope="module")
def resaved(soffice: str, docx: bytes, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], bytes]:
    folder = tmp_path_factory.mktemp("library")
    (folder / "library.docx").write_bytes(docx)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "saved"), str(folder / "library.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return lambda: (folder / "saved" / "library.docx").read_bytes()


def test_after_libreoffice_saved_it_each_paragraph_still_leads_back(review: Review, docx: bytes, resaved: Callable[[], bytes]) -> None:
    saved = resaved()
    standing = by_bookmark(tree(saved))

    library = the_map(saved)
    blocks = [block for wording in library for block in wording]
    assert len(blocks) == len([words for _, wording in wordings(review) for words in all_words(wording.blocks)])
    for block in blocks:
        words = standing[block.get("bookmark")]
        assert hashlib.sha256(words.encode()).hexdigest()[:16] == block.get("text"), words


def test_after_libreoffice_saved_it_the_fields_are_still_controls(docx: bytes, resaved: Callable[[], bytes]) -> None:
    before = list(controls(tree(docx)))

    after = list(controls(tree(resaved())))

    assert (FIELD, "{{ row.rate }}") in before
    assert before == after
