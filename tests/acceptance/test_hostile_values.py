"""Whatever stands in the data prints as itself, in every place where data may be printed."""

from __future__ import annotations

import io
import json
import unicodedata

import docx
import pypdf
import pytest

from pipeline.store import splice

PLACES = {
    "contract": [("meta", "title"), ("meta", "contract_number")],
    "parties": [
        ("parties", "customer", "legal_name"),
        ("parties", "customer", "address", 0),
        ("parties", "customer", "notice", "attention"),
        ("parties", "customer", "signatories", 0, "name"),
        ("parties", "customer", "signatories", 0, "title"),
        ("parties", "provider", "legal_name"),
        ("parties", "provider", "registration", "number"),
    ],
    "services": [
        ("services", 0, "name"),
        ("services", 0, "description"),
        ("scope", "description"),
        ("scope", "sites", 0, "name"),
        ("scope", "sites", 0, "address", 0),
        ("scope", "exclusions", 0, "text"),
    ],
    "charges": [("charges", "fixed", 0, "name"), ("charges", "invoicing", "late_interest", "over")],
    "service_levels": [("service_levels", "targets", 0, "name"), ("service_levels", "targets", 0, "description")],
    "escalation": [("escalation", "levels", 0, "name"), ("contacts", 0, "name"), ("contacts", 0, "role")],
    "governance": [("governance", "meetings", 0, "name")],
    "assets": [("assets", "software", 0, "product"), ("assets", "software", 0, "version")],
    "termination": [("termination", "reasons", 0, "words"), ("exit", "data_return", "format")],
}
"""What the clauses print, by the file and the place in it."""

HOSTILE = {
    "markup": "R&D <b>bold</b> &amp; </w:t> <!-- no --> ]]> &#x41; <w:br/>",
    "templates": "{{ 7*7 }} {% if x %} {# note #} {{p body }} {%p endif %} {{ title }} ${x} %s %(x)s {0}",
    "clauses": '*stars* **more** _low_ `code` [](#x) ""Term"" ::: table | cell | \\| {#id} <!-- n --> # 1. - > [a](b)',
    "quotes": "\"quotes\" 'single' a\\b \\n C:\\new\\table O'Brien -- ... (c) 1/2 --> “so” ‘so’",
    "letters": "Ελληνικά ΑΒΓ άέή Zażółć gęślą jaźń ŁÓDŹ straße Ærø Çelik ½ £ € § – — …",
    "long": "x" * 250 + "Donaudampfschifffahrt" * 11 + "yz" * 10,
    "fields": '=1+1 @x +x -x PAGE \\* MERGEFORMAT REF _c0 TOC \\o 1-3 ^p ^& {PAGE} =HYPERLINK("x","y")',
    "spaces": "a  b   c\u00a0d e\u00adf g\u2011h",
}


@pytest.fixture(params=HOSTILE)
def hostile(request, repository):
    """A repository in whose every printed text stands the hostile one, and that text."""
    value = HOSTILE[request.param]
    for name, places in PLACES.items():
        file = repository.data(name)
        for place in places:
            # No two parties have one name.
            own = f"{value} Ltd" if place == ("parties", "provider", "legal_name") else value
            file.write_text(splice(file.read_text(), place, own))
    return repository, value


def printed_words(part):
    """The words of each paragraph, those in tables included."""
    inside = part.element if hasattr(part, "element") else part._element
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for paragraph in inside.iter(f"{name}p"):
        yield "".join(node.text or "" for node in paragraph.iter(f"{name}t"))


def letters(text):
    """The letters in their order: a line may end in a long word, and what is invisible need not be drawn."""
    return "".join(
        character for character in unicodedata.normalize("NFC", text) if not character.isspace() and unicodedata.category(character) != "Cf"
    )


def test_a_hostile_value_prints_as_itself(hostile):
    repository, value = hostile

    said = repository.forked("build")

    assert said.code == 0, said
    document = docx.Document(str(repository.output(".docx")))
    body = list(printed_words(document))
    assert sum(words.count(value) for words in body) >= sum(map(len, PLACES.values())), [words for words in body if value not in words]
    assert any(value in words for section in document.sections for words in printed_words(section.header))
    assert document.core_properties.title == value
    assert value in document.core_properties.subject
    pdf = pypdf.PdfReader(io.BytesIO(repository.output(".pdf").read_bytes()))
    assert pdf.metadata.title == value
    shown = "".join(letters(page.extract_text()) for page in pdf.pages)
    assert shown.count(letters(value)) >= sum(map(len, PLACES.values()))


@pytest.mark.parametrize(
    ("name", "place", "line"),
    [
        ("contract", ("meta", "title"), "  title: "),
        ("services", ("services", 0, "name"), "    name: "),
        ("escalation", ("contacts", 0, "name"), ""),
        ("parties", ("parties", "customer", "signatories", 0, "title"), ""),
        ("termination", ("termination", "reasons", 0, "words"), ""),
    ],
)
def test_a_character_that_no_font_has_is_pointed_at_where_it_was_written(repository, name, place, line):
    file = repository.data(name)
    file.write_text(splice(file.read_text(), place, "Rocket 🚀 and 日本"))
    repository.replace(repository.path("clauses/20-support/ending/preferred.md"), "The reasons are:", "The reasons are ☃:")

    said = repository.forked("build", "--format", "json")

    assert said.code == 1
    found = {finding["file"]: finding for finding in json.loads(said.out)}
    assert {finding["code"] for finding in found.values()} == {"missing-glyph"}
    assert set(found) == {file.relative_to(repository.folder).as_posix(), "clauses/20-support/ending/preferred.md"}
    data, clause = found.values()
    data, clause = (data, clause) if "data/" in data["file"] else (clause, data)
    assert data["message"] == "the fonts have no sign for `🚀` (U+1F680), `日` (U+65E5), `本` (U+672C)"
    shown = file.read_text().splitlines()[data["line"] - 1]
    assert shown.startswith(line)
    assert shown[data["column"] - 1 :].startswith("Rocket")
    assert "☃" in repository.path(clause["file"]).read_text().splitlines()[clause["line"] - 1]
    assert repository.outputs() == {}
