"""What stands beside the words of a returned contract, or behind them."""

from __future__ import annotations

import pytest

from pipeline.model.document import Deleted, Document, Inserted, Paragraph, Ref, Revision, Text, walk
from pipeline.model.received import Beside, Comment, Disguise, FieldResult, Hidden, Label, Look, Margin, Reply, Unread
from pipeline.model.redline import rejected
from pipeline.model.stamp import Stamp
from pipeline.word import write
from tests.word.reading.conftest import readable
from tests.word.reading.packages import SPACE, changed, parts_of, replaced, run, with_part

THEM = 'w:author="Meyer" w:date="2026-06-01T10:30:00Z"'
MEYER = Revision("Meyer", "2026-06-01T10:30:00Z")
TAIL = "This clause applies in addition to the Customer's other rights."
VAT = "All Charges are exclusive of VAT."


@pytest.fixture
def sent(contract: Document, stamp: Stamp, template: bytes) -> bytes:
    return write(contract, stamp, template)


def in_tail(docx: bytes, *runs: str) -> bytes:
    return replaced(docx, run(TAIL), "".join(runs))


def test_white_tiny_and_hidden_words_are_seen(sent: bytes, reading) -> None:
    docx = in_tail(
        sent,
        run("This clause "),
        run("does not ", "<w:vanish/>"),
        run("applies", '<w:vanish w:val="0"/>'),
        run(" in no case", '<w:color w:val="FFFFFF"/>'),
        run(" at all.", '<w:sz w:val="2"/>'),
    )

    found = reading(docx)

    assert found.hidden == (
        Hidden("response.tail", "does not ", Disguise.HIDDEN),
        Hidden("response.tail", " in no case", Disguise.WHITE),
        Hidden("response.tail", " at all.", Disguise.TINY),
    )
    assert "This clause does not applies in no case at all." in str(found.document)


def test_words_hidden_by_their_style_are_seen(sent: bytes, reading) -> None:
    style = '<w:style w:type="character" w:styleId="Q"><w:name w:val="Quiet"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'

    found = reading(replaced(in_tail(sent, run(TAIL), run(" Not.", '<w:rStyle w:val="Q"/>')), "</w:styles>", style, "word/styles.xml"))

    assert found.hidden == (Hidden("response.tail", " Not.", Disguise.HIDDEN),)


def test_a_change_of_format_tells_what_changed(sent: bytes, reading, contract: Document) -> None:
    change = f'<w:color w:val="FF0000"/><w:rPrChange w:id="900" {THEM}><w:rPr><w:i/></w:rPr></w:rPrChange>'

    found = reading(in_tail(sent, run("This clause ", change), run("applies in addition to the Customer's other rights.")))

    assert found.looks == (Look("response.tail", "This clause ", ("i",), ("color=FF0000",), MEYER),)
    assert found.document == readable(contract)


def test_a_change_of_a_paragraphs_format_tells_what_changed(sent: bytes, reading) -> None:
    change = f'<w:jc w:val="center"/><w:pPrChange w:id="900" {THEM}><w:pPr><w:pStyle w:val="ClauseText1"/></w:pPr></w:pPrChange>'
    docx = in_tail(sent, run(TAIL))
    before = parts_of(docx)["word/document.xml"].decode().partition(run(TAIL))[0].rpartition("<w:pPr>")[2]

    found = reading(replaced(docx, before, before.replace("</w:pPr>", f"{change}</w:pPr>", 1)))

    assert found.looks == (Look("response.tail", TAIL, (), ("jc=center",), MEYER),)


def test_an_edited_result_of_a_field_is_seen(sent: bytes, reading, contract: Document) -> None:
    found = reading(replaced(sent, ">2.2(b)(ii)(B)<", ">9.9<"))

    [edited] = [field for field in found.fields if field.shown == "9.9"]
    assert (edited.block, edited.target) == ("response.record", "response.workaround.two")
    assert edited.code.startswith("REF _c")
    assert found.document == readable(contract)


def test_a_tracked_edit_of_a_result_is_a_deletion_and_an_insertion(sent: bytes, reading, contract: Document) -> None:
    went = f'<w:del w:id="900" {THEM}><w:r><w:delText>2.2(b)(ii)(B)</w:delText></w:r></w:del>'
    came = f'<w:ins w:id="901" {THEM}>{run("9.9")}</w:ins>'

    found = reading(replaced(sent, run("2.2(b)(ii)(B)"), went + came)).document

    assert rejected(found) == readable(contract)
    assert str(Deleted((Ref("response.workaround.two"),), MEYER)) in str(found)
    assert str(Inserted((Text("clause\u00a09.9"),), MEYER)) in str(found)


def test_each_reference_is_listed_with_what_it_shows(sent: bytes, reading) -> None:
    fields = [field for field in reading(sent).fields if field.code.startswith("REF")]

    assert len(fields) == 45
    assert FieldResult("response.duty", fields[0].code, "schedule-levels", "Schedule\u00a02") == fields[0]


COMMENTS = (
    f'<w:comments {SPACE} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    f'<w:comment w:id="7" {THEM}><w:p w14:paraId="00000001">{run("Too short.")}</w:p></w:comment>'
    f'<w:comment w:id="8" w:author="Brown"><w:p>{run("We can")}</w:p><w:p w14:paraId="00000002">{run("live with it.")}</w:p></w:comment>'
    f'<w:comment w:id="9" {THEM}><w:p w14:paraId="00000003">{run("Alone.")}</w:p></w:comment></w:comments>'
)
EXTENDED = (
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="00000001" w15:done="1"/>'
    '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/><w15:commentEx w15:paraId="00000003" w15:done="0"/>'
    "</w15:commentsEx>"
)


def commented(docx: bytes) -> bytes:
    marks = '<w:commentRange{0} w:id="7"/><w:commentRange{0} w:id="8"/>'
    docx = in_tail(
        docx, run("This clause "), marks.format("Start"), run("applies"), run(" in", "<w:b/>"), marks.format("End"), run(" addition.")
    )
    return with_part(docx, "comments", "comments.xml", COMMENTS)


def test_comments_are_threads_with_the_words_that_they_are_attached_to(sent: bytes, reading) -> None:
    found = reading(with_part(commented(sent), "commentsExtended", "commentsExtended.xml", EXTENDED))

    reply = Reply("8", Revision("Brown"), "We can\nlive with it.")
    assert found.comments == (
        Comment("7", MEYER, "Too short.", "response.tail", "applies in", resolved=True, replies=(reply,)),
        Comment("9", MEYER, "Alone.", "", ""),
    )


def test_without_the_threads_each_comment_stands_alone(sent: bytes, reading) -> None:
    found = reading(commented(sent))

    assert [(comment.id, comment.words, comment.replies) for comment in found.comments] == [
        ("7", "applies in", ()),
        ("8", "applies in", ()),
        ("9", "", ()),
    ]


def test_heads_and_feet_come_with_their_revisions(sent: bytes, reading) -> None:
    footer = parts_of(sent)["word/footer1.xml"].decode()
    came = footer.replace("</w:p>", f'<w:ins w:id="900" {THEM}>{run(" Confidential")}</w:ins></w:p>')

    found = reading(changed(sent, "word/footer1.xml", lambda part: came.encode())).margins

    assert [beside for beside in found if beside.place == "word/footer1.xml"] == [
        Beside(Margin.FOOTER, "word/footer1.xml", (Text("3f9a17c2\tPage # of #"), Inserted((Text(" Confidential"),), MEYER)))
    ]
    assert Beside(Margin.HEADER, "word/header1.xml", (Text("Harrow & Finch / Brückner: IT Support"),)) in found


def test_notes_and_text_boxes_belong_to_their_paragraph(sent: bytes, reading) -> None:
    note = f'<w:footnotes {SPACE}><w:footnote w:type="separator" w:id="0"><w:p>{run("-")}</w:p></w:footnote><w:footnote w:id="2"><w:p>'
    note += f"<w:r><w:footnoteRef/></w:r>{run('But not on Sundays.')}</w:p></w:footnote></w:footnotes>"
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent></w:pict></w:r>"
    docx = in_tail(sent, run(TAIL), '<w:r><w:footnoteReference w:id="2"/></w:r>', box)

    found = reading(with_part(docx, "footnotes", "footnotes.xml", note))

    assert Beside(Margin.FOOTNOTE, "response.tail", (Text("But not on Sundays."),)) in found.margins
    assert Beside(Margin.TEXT_BOX, "response.tail", (Text("In a box."),)) in found.margins
    assert not [beside for beside in found.margins if "-" in str(beside.content) and beside.margin is Margin.FOOTNOTE]


def test_numbers_altered_by_hand_are_seen(sent: bytes, reading) -> None:
    point = run(VAT)
    before = parts_of(sent)["word/document.xml"].decode().partition(point)[0].rpartition("<w:pPr>")[2]
    none = before.replace("</w:pPr>", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="0"/></w:numPr></w:pPr>', 1)

    removed = reading(replaced(sent, before + point, none + point)).labels
    typed = reading(replaced(sent, before + point, none + run(f"3.7 {VAT}"))).labels

    assert removed == (Label("charges.vat", "", "3.2"),)
    assert typed == (Label("charges.vat", "", "3.2"), Label("charges.vat", "3.7", "3.2", typed=True))


def test_another_list_shows_another_number(sent: bytes, reading) -> None:
    listed = (
        '<w:num w:numId="77"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    docx = replaced(sent, "</w:numbering>", f"{listed}</w:numbering>", "word/numbering.xml")
    point = run(VAT)
    before = parts_of(docx)["word/document.xml"].decode().partition(point)[0].rpartition("<w:pPr>")[2]
    other = before.replace("</w:pPr>", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="77"/></w:numPr></w:pPr>', 1)

    assert reading(replaced(docx, before + point, other + point)).labels == (Label("charges.vat", "3.5", "3.2"),)


def test_what_cannot_be_read_is_listed(sent: bytes, reading) -> None:
    formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    picture = "<w:r><w:drawing/></w:r>"

    found = reading(in_tail(sent, run(TAIL), formula, sign, picture))

    assert found.unread == tuple(Unread(element, "response.tail") for element in ("oMath", "sym", "drawing"))


OURS = 'w:author="Fernhill" w:date="2026-05-01T00:00:00Z"'
GONE = '<w:r><w:delText xml:space="preserve">{}</w:delText></w:r>'


def nested(docx: bytes) -> bytes:
    """Our redline of a sentence, and theirs on top of it."""
    return in_tail(
        docx,
        run("This clause "),
        f'<w:ins w:id="900" {OURS}>{run("always ")}<w:del w:id="901" {THEM}>{GONE.format("and fully ")}</w:del></w:ins>',
        f'<w:del w:id="902" {OURS}>{GONE.format("applies ")}</w:del>',
        f'<w:ins w:id="903" {THEM}>{run("seldom ")}</w:ins>',
        run("in addition to the Customer's other rights."),
    )


def ours_alone(docx: bytes) -> bytes:
    return in_tail(
        docx,
        run("This clause "),
        f'<w:ins w:id="900" {OURS}>{run("always and fully ")}</w:ins><w:del w:id="902" {OURS}>{GONE.format("applies ")}</w:del>',
        run("in addition to the Customer's other rights."),
    )


def test_revisions_of_two_authors_nest(sent: bytes, reading, contract: Document) -> None:
    document = reading(nested(sent)).document
    us = Revision("Fernhill", "2026-05-01")

    [tail] = [node for node in walk(document) if isinstance(node, Paragraph) and node.id == "response.tail"]
    assert tail.content == (
        Text("This clause "),
        Inserted((Text("always "), Deleted((Text("and fully "),), MEYER)), us),
        Deleted((Text("applies "),), us),
        Inserted((Text("seldom "),), MEYER),
        Text("in addition to the Customer's other rights."),
    )
    assert rejected(document) == readable(contract)
    assert rejected(document, lambda revision: revision == MEYER) == readable(reading(ours_alone(sent)).document)
