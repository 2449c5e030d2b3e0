"""Legal edits `library.docx` in Word, and what they wrote is in the clause files afterwards: those sentences, and no other."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line
from pipeline.assemble.markup import Token, markup, sentences
from pipeline.assemble.words import words
from pipeline.cli import main
from pipeline.model.document import Text
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.library.checking import library_pages
from pipeline.store.root import Root
from pipeline.word.package import package_of, parts_of

WORDING = "clauses/10-general/general/preferred.md"
TEXT = """1. The Provider shall answer within {{ term.effective_date }}. {#general.answer}
   A machine doesn't answer. <!-- asked for by the desk -->
   The answer is in writing.
1. ""Desk"" means the **service desk** under [](#general.answer).
{% if term.renewal.mode == "auto" %}
1. The support renews. {#general.renewal}
{% else %}
1. The support ends. {#general.renewal}
{% endif %}
1. For each call the Provider shall:
   1. write it down; and
   1. answer.
::: table
| Sign | Meaning |
| --- | --- |
| A | Alarm |
:::
"""
TRACKED = 'w:author="Judge" w:date="2026-11-01T10:00:00Z"'


@pytest.fixture
def root(tmp_path, laid_out):
    laid_out(tmp_path)
    (tmp_path / WORDING).write_text(TEXT)
    return Root(tmp_path)


@pytest.fixture
def send_back(root, tmp_path, capfd):
    """Edits the XML of today's `library.docx`, and takes it in: the exit code, and what was said."""

    def command(*edits: tuple[str, str], through=None):
        path = tmp_path / "library.docx"
        if not path.exists():
            [docx] = [content for file, content in library_pages(Shelf(root)).items() if file.endswith(".docx")]
            path.write_bytes(edited(docx, *edits))
        code = main(["--root", str(root.folder), "library", str(through(path) if through else path)])
        return code, capfd.readouterr().out

    return command


def edited(docx: bytes, *edits: tuple[str, str]) -> bytes:
    parts = parts_of(docx)
    document = parts["word/document.xml"].decode()
    for old, new in edits:
        assert document.count(old) == 1, f"{document.count(old)} x {old}"
        document = document.replace(old, new)
    return package_of({**parts, "word/document.xml": document.encode()})


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph_with(words: str) -> re.Pattern[str]:
    return re.compile(rf"<w:p>(?:(?!</w:p>).)*{re.escape(words)}.*?</w:p>")


def text(root: Root) -> str:
    return root.path(WORDING).read_text()


def saved_by_libreoffice(soffice: str, folder: Path):
    def save(path: Path) -> Path:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "saved"), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return folder / "saved" / path.name

    return save


def test_a_library_that_nobody_edited_changes_nothing(root, send_back):
    assert send_back() == (0, "no wording differs from the library, so nothing was written\n")
    assert text(root) == TEXT


def test_a_library_that_libreoffice_saved_changes_nothing(root, send_back, soffice, tmp_path):
    assert send_back(through=saved_by_libreoffice(soffice, tmp_path)) == (
        0,
        "no wording differs from the library, so nothing was written\n",
    )
    assert text(root) == TEXT


def test_only_the_line_of_the_sentence_that_changed_is_written_anew(root, send_back):
    code, said = send_back((run("The answer is in writing."), run("The answer is given in writing &amp; signed.")))

    assert (code, said) == (0, f"wrote {WORDING}: 1 paragraph\n")
    assert text(root) == TEXT.replace("The answer is in writing.", "The answer is given in writing & signed.")


def test_the_edits_are_found_after_libreoffice_has_saved_them(root, send_back, soffice, tmp_path):
    send_back((run("The answer is in writing."), run("The answer is oral.")), through=saved_by_libreoffice(soffice, tmp_path))

    assert text(root) == TEXT.replace("is in writing", "is oral")


def test_a_new_first_sentence_leaves_the_id_and_the_notes(root, send_back):
    send_back(("The Provider shall answer within ", "Later: the Provider shall reply by "), ("A machine doesn’t", "Machines don’t"))

    assert text(root) == TEXT.replace("The Provider shall answer within {{", "Later: the Provider shall reply by {{").replace(
        "A machine doesn't answer. <!--", "Machines don't answer. <!--"
    )


def test_tracked_changes_count_as_accepted_and_their_author_is_told(root, send_back):
    gone = f"<w:del w:id='9001' {TRACKED}><w:r><w:delText>The answer is in writing.</w:delText></w:r></w:del>"
    come = f"<w:ins w:id='9002' {TRACKED}>{run('Both parties keep it.')}</w:ins>"

    code, said = send_back((run("The answer is in writing."), gone + come))

    assert (code, said) == (0, f"tracked: 2 changes by Judge\nwrote {WORDING}: 1 paragraph\n")
    assert text(root) == TEXT.replace("The answer is in writing.", "Both parties keep it.")


def point(level: int, words: str) -> str:
    layout = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="7"/></w:numPr>'
    return f'<w:p><w:pPr><w:pStyle w:val="WordingLevel{level}"/>{layout}</w:pPr>{run(words)}</w:p>'


@pytest.mark.parametrize(
    ("behind", "new", "expected"),
    [
        ("write it down; and", point(2, "say when;"), ("down; and\n", "down; and\n   1. say when;\n")),
        ("write it down; and", point(1, "Then all ends."), ("down; and\n", "down; and\n1. Then all ends.\n")),
        ("The support renews.", point(1, "It may."), ("renewal}\n{% else", "renewal}\n1. It may.\n{% else")),
        ("For each call", point(2, "be polite;"), ("shall:\n", "shall:\n   1. be polite;\n")),
        ("answer.", point(3, "at once."), ("1. answer.\n", "1. answer.\n      1. at once.\n")),
    ],
)
def test_a_new_paragraph_stands_where_it_was_written(root, send_back, behind, new, expected):
    [docx] = [content for file, content in library_pages(Shelf(root)).items() if file.endswith(".docx")]
    document = parts_of(docx)["word/document.xml"].decode()
    found = [match.group() for match in re.finditer(r"<w:p>.*?</w:p>", document) if f">{behind}" in match.group()]

    code, said = send_back((found[-1], found[-1] + new))

    assert (code, said) == (0, f"wrote {WORDING}: 1 paragraph\n")
    assert text(root) == TEXT.replace(*expected)


def test_a_paragraph_at_another_level_is_refused(root, send_back):
    [docx] = [content for file, content in library_pages(Shelf(root)).items() if file.endswith(".docx")]
    found = paragraph_with("write it down; and").search(parts_of(docx)["word/document.xml"].decode()).group()

    code, said = send_back((found, found.replace('<w:ilvl w:val="1"/>', '<w:ilvl w:val="2"/>')))

    assert (code, text(root)) == (1, TEXT)
    assert "cannot-rewrite" in said


def test_what_follows_the_end_of_a_condition_stands_behind_it(root, send_back):
    end = '<w:p><w:pPr><w:pStyle w:val="ConditionEnd"/></w:pPr>' + run("End of the condition") + "</w:p>"
    [docx] = [content for file, content in library_pages(Shelf(root)).items() if file.endswith(".docx")]
    document = parts_of(docx)["word/document.xml"].decode()
    before = paragraph_with("The support ends.").search(document).group()

    send_back((before + end, before + end + point(1, "Both are in writing.")))

    assert text(root) == TEXT.replace("{% endif %}\n", "{% endif %}\n1. Both are in writing.\n")


def test_a_deleted_paragraph_is_gone(root, send_back):
    [docx] = [content for file, content in library_pages(Shelf(root)).items() if file.endswith(".docx")]
    gone = paragraph_with("write it down; and").search(parts_of(docx)["word/document.xml"].decode()).group()

    send_back((gone, ""))

    assert text(root) == TEXT.replace("   1. write it down; and\n", "")


def test_terms_bold_fields_and_references_come_back_as_what_they_are(root, send_back):
    more = "Its {{ term.effective_date | both }} stands in [General: general]"
    send_back((run(" means the "), run(f" is, at [10] &lt;b&gt; or 5 * 3. {more}, the ")))

    assert '1. ""Desk"" is, at [10] \\<b\\> or 5 \\* 3.\n   Its {{ term.effective_date | both }} stands in [](#general), ' in text(root)
    assert ", the **service desk** under [](#general.answer).\n" in text(root)


def test_a_cell_is_written_anew(root, send_back):
    send_back((run("Alarm"), run("Alarm | fire")))

    assert "| A | Alarm \\| fire |" in text(root)


def test_taking_the_same_file_in_twice_changes_nothing_more(root, send_back):
    send_back((run("The answer is in writing."), run("The answer is oral.")))
    once = text(root)

    assert send_back() == (0, "no wording differs from the library, so nothing was written\n")
    assert text(root) == once


def test_a_wording_that_has_changed_meanwhile_is_not_overwritten(root, send_back, tmp_path):
    send_back()
    file = tmp_path / "library.docx"
    file.write_bytes(edited(file.read_bytes(), (run("The answer is in writing."), run("The answer is oral."))))
    root.path(WORDING).write_text(TEXT.replace("The support ends.", "The support is over."))

    code, said = send_back()

    assert code == 1
    assert "library-moved-on" in said
    assert "nothing was written" in said
    assert "is over" in text(root)


def test_what_was_written_in_a_card_is_told_and_changes_nothing(root, send_back):
    [docx] = [content for file, content in library_pages(Shelf(root)).items() if file.endswith(".docx")]
    owner = re.search(r"general, in the terms", parts_of(docx)["word/document.xml"].decode()).group()

    code, said = send_back((owner, "general, in no terms"))

    assert code == 0
    assert "this was written beside the wordings and changes nothing: “general, in no terms”" in said
    assert text(root) == TEXT


def test_of_a_file_that_an_older_library_made_nothing_is_told_that_nobody_wrote(root, send_back):
    send_back()
    card = root.path("clauses/10-general/general/clause.yaml")
    card.write_text(card.read_text().replace("purpose: ", "purpose: Today it "))

    code, said = send_back()

    assert code == 0
    assert said.count("warning[") == said.count("warning[library-moved-on]") == 1
    assert "no wording differs from the library" in said


def test_a_moved_paragraph_is_refused_by_name(root, send_back):
    [docx] = [content for file, content in library_pages(Shelf(root)).items() if file.endswith(".docx")]
    moved = paragraph_with("write it down; and").search(parts_of(docx)["word/document.xml"].decode()).group()
    first = paragraph_with("A machine doesn’t").search(parts_of(docx)["word/document.xml"].decode()).group()

    code, said = send_back((moved, ""), (first, moved + first))

    assert (code, text(root)) == (1, TEXT)
    assert f"{WORDING}:1:1: error[cannot-rewrite]: a paragraph was moved to another place of the wording" in said


@pytest.mark.parametrize("content", [b"", b"no zip", package_of({"word/document.xml": b"<w:p/>"}), package_of({"word/document.xml": b"<"})])
def test_another_file_is_refused(root, tmp_path, capfd, content):
    (tmp_path / "other.docx").write_bytes(content)

    assert main(["--root", str(root.folder), "library", str(tmp_path / "other.docx")]) == 1
    assert "error[docx-refused]" in capfd.readouterr().out


def test_a_file_that_is_not_there_is_named(root, capfd):
    assert main(["--root", str(root.folder), "library", "nowhere.docx"]) == 1
    assert "nowhere.docx" in capfd.readouterr().out


SIMILAR = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-"})
"""What typesetting makes of what is typed."""
PRINTABLE = st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" "), max_size=60).map(
    lambda text: " ".join(text.split())
)


@given(PRINTABLE)
def test_whatever_is_typed_in_word_comes_out_as_words(text):
    written = [*sentences(markup([Token("words", text)]))]
    faults = Faults("general.md")

    said = words([Line(number, 0, line) for number, line in enumerate(written, start=1)], faults)

    assert faults.found == []
    assert all(isinstance(piece, Text) for piece in said.pieces)
    read = "".join(piece.text for piece in said.pieces)
    assert markup([Token("words", read)]) == markup([Token("words", text)])
    assert read.translate(SIMILAR) == text.translate(SIMILAR)
