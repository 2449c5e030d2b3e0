"""Two files that we did not make: what is delivered, what is refused and why, and how wrong use is answered."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from pipeline.cli import main
from pipeline.compare import Settings
from pipeline.model.document import Revision
from pipeline.stages.comparing.foreign import Pair, diff_files
from pipeline.stages.drafts.drafting import Draft
from pipeline.word.strangers import Order

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = f"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{KIND}"/>
<Override PartName="/word/styles.xml" ContentType="{KIND.replace("document.main", "styles")}"/></Types>"""
STYLES = f"""<?xml version="1.0"?><w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault>
<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
STYLING = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
RELATIONS = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>"""
AT = ("--now", "2026-05-01T12:00:00Z")
ENDINGS = (".docx", ".html", ".json", ".md")


def docx(*paragraphs: str) -> bytes:
    body = "".join(f"<w:p>{words if words.startswith('<') else f'<w:r><w:t>{words}</w:t></w:r>'}</w:p>" for words in paragraphs)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/_rels/document.xml.rels", RELATIONS.replace(OFFICE, STYLING).replace("word/document", "styles"))
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>")
    return stream.getvalue()


def by(author: str) -> str:
    return f'w:id="1" w:author="{author}" w:date="2026-01-01T00:00:00Z"'


OLD = docx("Support", "The Provider shall answer within 4 hours.", "The end")
NEW = docx("Support", "The Provider shall answer within 2 hours.", "The end")
TRACKED = docx(
    "Support",
    f"<w:r><w:t>The Provider shall answer </w:t></w:r><w:ins {by('Ada')}><w:r><w:t>within 2 hours.</w:t></w:r></w:ins>"
    f"<w:del {by('Bo')}><w:r><w:delText>soon.</w:delText></w:r></w:del>",
    "The end",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "old.docx": OLD,
        "new.docx": NEW,
        "tracked.docx": TRACKED,
        "old.md": b"# A\n\nThe Provider answers within two hours.\n",
        "new.md": b"# A\n\nThe Provider answers within three hours.\n",
    }.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.fixture
def run(folder: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the command outside any repository: exit code, standard output, standard error."""

    def command(*words: str) -> tuple[int, str, str]:
        try:
            code = main(["diff", *words])
        except SystemExit as left:
            code = int(left.code or 0)
        return code, *capfd.readouterr()

    return command


def listed(folder: Path, start: str = "new-redline-from-old") -> list[str]:
    return sorted(path.name.removeprefix(start) for path in folder.glob(f"{start}*"))


def document_xml(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_the_redline_lies_beside_the_new_file(run: Callable[..., tuple[int, str, str]], folder: Path) -> None:
    code, said, _ = run("old.docx", "new.docx", "--author", "Ada", *AT)

    assert code == 0
    assert "new.docx against old.docx: 1 change" in said
    assert listed(folder) == [*ENDINGS]
    marked = document_xml(folder / "new-redline-from-old.docx")
    assert 'w:author="Ada" w:date="2026-05-01T00:00:00Z"' in marked
    assert "<w:delText>4</w:delText>" in marked
    assert "It was made by rdocx" in (folder / "new-redline-from-old.html").read_text()
    [change] = json.loads((folder / "new-redline-from-old.json").read_text())["changes"]
    assert (change["old"], change["new"]) == ("4", "2")


def test_the_redline_goes_into_the_folder_that_is_named(run: Callable[..., tuple[int, str, str]], folder: Path) -> None:
    code, said, _ = run("old.docx", "new.docx", "--to", "review/round 1", *AT)

    assert code == 0
    assert "wrote review/round 1/new-redline-from-old.docx" in said
    assert listed(folder) == []
    assert listed(folder / "review" / "round 1") == [*ENDINGS]


def test_the_same_files_give_the_same_bytes(run: Callable[..., tuple[int, str, str]], folder: Path) -> None:
    for place in ("one", "two"):
        assert run("old.docx", "new.docx", "--to", place, *AT)[0] == 0

    for name in listed(folder / "one"):
        one, two = ((folder / place / f"new-redline-from-old{name}").read_bytes() for place in ("one", "two"))
        assert one == two, name


def test_two_texts_give_pages_and_no_docx(run: Callable[..., tuple[int, str, str]], folder: Path) -> None:
    code, said, _ = run("old.md", "new.md", *AT)

    assert code == 0
    assert "1 change of words" in said
    assert listed(folder) == [".html", ".json", ".md"]


def test_tracked_changes_in_a_file_are_never_passed_over(run: Callable[..., tuple[int, str, str]], folder: Path) -> None:
    code, said, _ = run("old.docx", "tracked.docx", *AT)

    assert code == 1
    assert "error[revisions-in-file]: this file has 2 tracked changes in it, by Ada (1), Bo (1)" in said
    assert "--accept-revisions" in said
    assert listed(folder, "tracked-redline-from-old") == []


def test_tracked_changes_are_accepted_where_one_asks_for_it(run: Callable[..., tuple[int, str, str]], folder: Path) -> None:
    code, said, _ = run("old.docx", "tracked.docx", "--accept-revisions", *AT)

    assert code == 0
    assert "warning[revisions-accepted]: this file has 2 tracked changes in it, by Ada (1), Bo (1)" in said
    marked = document_xml(folder / "tracked-redline-from-old.docx")
    assert "Ada" not in marked
    assert "soon" not in marked
    assert "by Ada (1), Bo (1); it is compared as if all were accepted" in (folder / "tracked-redline-from-old.html").read_text()


class Declining:
    """An engine that declines whatever it is asked."""

    name = "an engine"

    def redline(self, old: bytes, new: bytes, order: Order) -> bytes:
        return old


def test_a_redline_that_is_not_proved_gives_way_to_pages_that_say_why(run: Callable[..., tuple[int, str, str]], folder: Path) -> None:
    assert run("old.docx", "new.docx", *AT)[0] == 0
    assert listed(folder) == [*ENDINGS]

    [draft] = [
        event
        for event in diff_files(Pair(Path("old.docx"), Path("new.docx")), Settings(Revision("Ada", "2026-05-01")), [Declining()])
        if isinstance(event, Draft)
    ]

    [finding] = draft.findings
    assert finding.code == "redline-not-delivered"
    assert finding.message.startswith(
        "no DOCX with tracked changes is delivered: the redline of an engine is wrong: accepted, the text differs"
    )
    assert listed(folder) == [".html", ".json", ".md"], "the DOCX of the former comparison must not stay beside the new pages"
    assert "No DOCX with tracked changes was delivered" in (folder / "new-redline-from-old.md").read_text().replace("\\", "")


ODT = io.BytesIO()
with zipfile.ZipFile(ODT, "w") as written:
    written.writestr("mimetype", "application/vnd.oasis.opendocument.text")
STRANGE = {
    "a .doc renamed": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "it is a document of Word 97 to 2003 (.doc)"),
    "a file with a password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "it is protected by a password"),
    "an .odt renamed": (ODT.getvalue(), "it is an OpenDocument text (.odt)"),
    "a text renamed": (b"just words", "it is no Word document, or it is damaged"),
    "an empty file": (b"", "it is empty"),
    "a damaged zip": (OLD[:200], "it is no Word document, or it is damaged"),
    "a field that runs a program": (
        docx('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO x</w:instrText></w:r>'),
        "has a field that runs another program",
    ),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_word_document_is_refused_in_words(name: str, run: Callable[..., tuple[int, str, str]], folder: Path) -> None:
    content, told = STRANGE[name]
    (folder / "theirs.docx").write_bytes(content)

    code, said, _ = run("old.docx", "theirs.docx", *AT)

    assert code == 1
    assert "theirs.docx:1:1: error[docx-refused]: this file is not opened: " in said
    assert told in said
    assert listed(folder, "theirs-redline-from-old") == []


WRONG = [
    (("old.docx",), "two files are compared, an old one and a new one; 1 is named"),
    (("old.docx", "new.docx", "new.docx"), "3 are named"),
    (("old.docx", "missing.docx"), "there is no file `missing.docx`"),
    (("acme-support", "new.docx"), "`acme-support` is no file"),
    (("old.docx", "0.1"), "`0.1` is no file"),
    (("old.docx", "old.docx"), "`old.docx` would be compared with itself"),
    (("old.docx", "./old.docx"), "`old.docx` would be compared with itself"),
    (("old.docx", "new.docx", "--base", "main"), "--base is for contracts, not for files"),
    (("old.docx", "new.docx", "--against", "library"), "--against is for contracts, not for files"),
    (("old.docx", "new.docx", "--to", "old.md"), "`old.md` is no folder"),
    (("acme-support", "--to", "x"), "--to: only where two files are compared"),
    (("acme-support", "--accept-revisions"), "--accept-revisions: only where two files are compared"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_wrong_use_is_answered_with_what_is_wrong(words: tuple[str, ...], told: str, run: Callable[..., tuple[int, str, str]]) -> None:
    code, _, said = run(*words)

    assert code == 2
    assert told in said


def test_a_text_is_not_compared_with_a_word_document(run: Callable[..., tuple[int, str, str]]) -> None:
    code, said, _ = run("old.docx", "new.md", *AT)

    assert code == 1
    assert "error[files-of-two-kinds]" in said


@pytest.mark.parametrize("seed", range(5))
def test_a_handful_of_edits_in_a_long_agreement_are_exactly_what_is_shown(
    seed: int, run: Callable[..., tuple[int, str, str]], folder: Path
) -> None:
    corpus = os.environ.get("DRAFTLINE_CORPUS")
    if corpus is None:
        pytest.skip("DRAFTLINE_CORPUS names no folder of texts")
    paragraphs = paragraphs_of(Path(corpus) / "standards")
    edited, wanted = with_edits(paragraphs, Random(seed))
    (folder / "old.txt").write_text("\n\n".join(paragraphs))
    (folder / "new.txt").write_text("\n\n".join(edited))

    code, _, _ = run("old.txt", "new.txt", *AT)

    assert code == 0
    changes = json.loads((folder / "new-redline-from-old.json").read_text())["changes"]
    assert sorted((change["kind"], change["old"].strip(), change["new"].strip()) for change in changes) == sorted(wanted)


MARKUP = (r"<[^>]*>", r"^[\s#>*+-]*(?:\d+\.\s)?", r"\*\*|__|\]\([^)]*\)|[\[\]]")


def paragraphs_of(folder: Path) -> list[str]:
    """171 paragraphs of published agreements in their order, without markup, each once."""
    lines = [line for file in sorted(folder.glob("*.md")) for line in file.read_text().splitlines()]
    for markup in MARKUP:
        lines = [re.sub(markup, "", line).strip() for line in lines]
    found = [line for line in dict.fromkeys(lines) if len(line.split()) >= 4][:171]
    assert len(found) == 171
    return found


def with_edits(paragraphs: list[str], random: Random) -> tuple[list[str], list[tuple[str, str, str]]]:
    """The paragraphs after five edits far from one another, and the changes that these are."""
    word, number, less, more, moved = (place + random.randrange(20) for place in (0, 35, 70, 105, 140))
    edited = list(paragraphs)
    first, second, rest = edited[word].split(" ", 2)
    edited[word] = f"{first} Zebra {rest}"
    edited[number] = f"{edited[number]} (17 days)"
    wanted = [("words", second, "Zebra"), ("words", "", "(17 days)"), ("dropped", edited[less], "")]
    wanted.append(("added", "", "The Provider shall keep a zebra at the expense of the Customer."))
    wanted.append(("moved", edited[moved], edited[moved]))
    edited.insert(more, wanted[3][2])
    carried = edited.pop(moved + 1)
    edited.insert(25, carried)
    edited.remove(paragraphs[less])
    return edited, wanted
