"""A stranger's DOCX that would act on its own is not handed on to another program; one that is merely rich is."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from pipeline.word.hazards import harmless_parts
from pipeline.word.hostile import Hostile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(body: str = "", **parts: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body><w:p>{body}</w:p></w:body></w:document>")
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def relation(kind: str, target: str, part: str = "word/_rels/document.xml.rels", mode: str = 'TargetMode="External"') -> dict[str, str]:
    inside = f'<Relationship Id="r1" Type="{R}/{kind}" Target="{target}" {mode}/>'
    return {part: f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'}


def field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def codes(words: str) -> str:
    return field("QUOTE " + " ".join(str(ord(letter)) for letter in words))


def nested(*fields: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{"".join(fields)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


SETTINGS = "word/_rels/settings.xml.rels"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
HOSTILE = {
    "a template from the network": docx(**relation("attachedTemplate", "https://example.com/t.dotm", SETTINGS)),
    "a template from a share": docx(**relation("attachedTemplate", r"\\example.com\share\t.dotm", SETTINGS)),
    "a template from a share by address": docx(**relation("attachedTemplate", "file://example.com/share/t.dotm", SETTINGS)),
    "a remote picture": docx(**relation("image", "http://example.com/p.png")),
    "a remote picture in a header": docx(**relation("image", "http://example.com/p.png", "word/_rels/header1.xml.rels")),
    "a linked object": docx(**relation("oleObject", "file:///C:/x.xlsx")),
    "a field that runs a program": docx(field('DDEAUTO c:\\\\cmd.exe "/k calc"')),
    "such a field in one piece": docx(f'<w:fldSimple {W} w:instr=" DDE Excel x "/>'),
    "such a field split over runs": docx(field("D", "DEA", "UTO cmd")),
    "such a field in letters' codes": docx(nested(codes("DDE"), "<w:r><w:instrText> x y</w:instrText></w:r>")),
    "such a field that never ends": docx('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE x</w:instrText></w:r>'),
    "such a field in a footnote": docx(
        **{"word/footnotes.xml": f"<w:footnotes {W}><w:footnote><w:p>{field('DDE x')}</w:p></w:footnote></w:footnotes>"}
    ),
    "a field that fetches": docx(field('INCLUDEPICTURE "https://example.com/p.png" \\d')),
    "macros": docx(**{"word/vbaProject.bin": b"\0"}),
    "macros announced": docx(**{"[Content_Types].xml": f'<Types><Override ContentType="{MACROS}"/></Types>'}),
    "another file as text": docx("</w:p><w:altChunk/><w:p>"),
    "another file as text by relation": docx(**relation("aFChunk", "afchunk.htm", mode="")),
    "a document type": docx(**{"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
    "a damaged part": docx(**{"word/header1.xml": "<w:hdr"}),
    "a way out of the file": docx(**{"../../etc/x": "x"}),
    "a bomb": docx(**{"word/media/x.bin": b"\0" * 30_000_000}),
    "too many parts": docx(**{f"word/media/{number}.bin": b"\0" for number in range(501)}),
}
HARMLESS = {
    "plain words": docx("<w:r><w:t>DDEAUTO is a word</w:t></w:r>"),
    "a hyperlink": docx(**relation("hyperlink", "https://example.com/")),
    "the sender's own template": docx(**relation("attachedTemplate", r"file:///C:\Users\x\Normal.dotm", SETTINGS)),
    "a picture of its own": docx(**relation("image", "media/p.png", mode="")),
    "a page number": docx(field(" PAGE ")),
    "a link field to a place within": docx(field(' HYPERLINK "https://example.com/" ')),
    "a picture field without address": docx(field(' INCLUDEPICTURE "logo.png" \\* MERGEFORMAT ')),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_would_act_on_its_own_is_refused(name: str) -> None:
    with pytest.raises(Hostile):
        harmless_parts(HOSTILE[name])


@pytest.mark.parametrize("name", HARMLESS)
def test_a_file_that_is_merely_rich_is_taken(name: str) -> None:
    assert "word/document.xml" in harmless_parts(HARMLESS[name])


def test_published_files_raise_no_alarm() -> None:
    corpus = os.environ.get("DRAFTLINE_CORPUS")
    if corpus is None:
        pytest.skip("DRAFTLINE_CORPUS names no folder of texts")
    files = sorted((Path(corpus) / "docx").glob("*.docx"))

    assert files
    assert all(harmless_parts(file.read_bytes()) for file in files)
