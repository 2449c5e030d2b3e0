"""What goes back to the other side says what was agreed and keeps what they sent, or it does not go."""

from __future__ import annotations

import re
from itertools import count

import pytest

from pipeline import store, word
from pipeline.model.document import Document
from pipeline.model.reading import canonical_text
from pipeline.model.received import Reading
from pipeline.model.redline import accepted, rejected
from pipeline.negotiate import authors_in
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.stages.drafts.drafting import Draft
from pipeline.store.root import Root
from pipeline.word.package import MAIN, parts_of
from tests.conftest import with_parts
from tests.steps import ACME, applied, decide, received

US = "Acme Group"
OURS = f"{US} (answer to round 1)"


def answer_in(root: Root, draft: Draft) -> Document | None:
    """Our answer as it is read back; None where none was written."""
    files = [each for each in draft.outputs if each.endswith("-answer-to-round-01.docx")]
    found = word.read(root.path(files[0]).read_bytes(), files[0]) if files else None
    return found.document if isinstance(found, Reading) else None


def text_of(document: Document) -> str:
    return canonical_text(document)


def tracked(author: str, words: str) -> str:
    """Words behind which a run goes on, inserted under a name."""
    revision = f'w:id="9001" w:author="{author}" w:date="2026-05-08T10:00:00Z"'
    return f'</w:t></w:r><w:ins {revision}><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:ins><w:r><w:t xml:space="preserve">'


@pytest.mark.parametrize("author", [US, "Their lawyer"])
def test_without_our_changes_the_answer_is_their_file_whatever_name_they_track_under(negotiating, returned, author):
    content = returned(("on request.", f"on request{tracked(author, ', against a fee')}."), ("a record of", "a diary of"))
    received(negotiating, content)
    decide(negotiating, "refuse", "refuse")

    answer = answer_in(negotiating, applied(negotiating))

    theirs = word.read(content, "theirs.docx")
    assert answer is not None
    assert isinstance(theirs, Reading)
    assert set(authors_in(answer)) == {author, OURS}
    assert text_of(accepted(rejected(answer, lambda revision: revision.author == OURS))) == text_of(accepted(theirs.document))
    assert "on request." in text_of(accepted(answer))


def test_an_answer_that_would_not_give_their_file_back_is_not_written(negotiating, returned):
    both = f"on request{tracked(US, ', against a fee')}{tracked(OURS, ', once a year')}."
    received(negotiating, returned(("on request.", both)))
    decide(negotiating, "refuse")

    draft = applied(negotiating)

    assert answer_in(negotiating, draft) is None
    [finding] = draft.findings
    assert (finding.code, finding.hint) == ("answer-differs", "send the redline instead, which says the same")
    assert finding.message.startswith("with our changes rejected, the answer says “")
    assert [file for file in draft.outputs if "redline-from" in file]


def moved_and_reworded(content: bytes) -> bytes:
    """The file in which the paragraph on the record stands before the one on the notice, tracked, and speaks of a diary there."""
    main = parts_of(content)[MAIN].decode()
    record, notice = (next(each for each in re.findall(r"<w:p>.*?</w:p>", main) if words in each) for words in ("a record", "may end it"))
    numbers = count(8000)

    def marked(paragraph: str, mark: str) -> str:
        def revision() -> str:
            return f'w:{mark} w:id="{next(numbers)}" w:author="Ida Bolt" w:date="2026-05-08T10:00:00Z"'

        whole = re.sub(r"<w:r>.*?</w:r>", lambda run: f"<{revision()}>{run.group()}</w:{mark}>", paragraph)
        return whole.replace("</w:pPr>", f"<w:rPr><{revision()}/></w:rPr></w:pPr>")

    gone = marked(record, "del").replace("w:t xml", "w:delText xml").replace("</w:t>", "</w:delText>").replace("<w:t>", "<w:delText>")
    come = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", marked(record, "ins").replace("a record", "a diary"))
    return with_parts(content, (record, gone), (notice, come + notice))


@pytest.mark.parametrize(("move", "words"), [("accept", "refuse"), ("refuse", "accept"), ("accept", "accept"), ("refuse", "refuse")])
def test_a_paragraph_that_moved_and_changed_is_answered_as_each_of_both_was_decided(negotiating, returned, move, words):
    received(negotiating, moved_and_reworded(returned()))
    written = store.read_round_file(negotiating, ACME, 1)
    assert isinstance(written, store.RoundFile)
    assert [each["kind"] for each in written.tree["proposals"]] == ["move", "wording"]
    decide(negotiating, move, words)

    answer = answer_in(negotiating, applied(negotiating))

    assert answer is not None
    lines = text_of(accepted(answer)).splitlines()
    record, notice = (next(n for n, line in enumerate(lines) if part in line) for part in ("of its work", "may end it"))
    assert (record < notice) is (move == "accept")
    assert ("a diary of its work" in lines[record]) is (words == "accept")
    assert text_of(accepted(answer)) == text_of(agreement(Shelf(negotiating), ACME, lambda _: None).document)
