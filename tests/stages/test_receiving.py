"""What comes back is kept to the byte, held against what it answers, and told as proposals; or refused, and nothing of it stays."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pipeline import store
from pipeline.model.diagnostic import Severity
from pipeline.model.ledger import FactKind
from pipeline.model.proposal import ProposalKind, Round, Standing
from pipeline.model.sending import Sending
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds.receiving import Received, receive
from pipeline.stages.rounds.round import read_round, round_findings
from pipeline.store.root import Root
from pipeline.word.package import package_of, parts_of
from tests.conftest import with_parts
from tests.steps import ACME, frozen, sent

FOLDER = f"data/contracts/{ACME}"
AT = "2026-05-09T12:00:00Z"
NIGHT = ("a record of its work", "a diary of its work")
N = "\u00a0"
NOTICE = (f"90{N}days", "sixty (60) days")


def came(root: Root, content: bytes, answers: str = "", contract: str = ACME) -> Draft:
    received = Received("theirs.docx", content, "provider", answers)
    [draft] = [event for event in receive(root, contract, received, AT) if isinstance(event, Draft)]
    return draft


def codes(root: Root) -> list[str]:
    return [finding.code for finding in round_findings(root, ACME)]


def reread(root: Root, number: int = 1) -> Round:
    round = read_round(Shelf(root), ACME, number)
    assert isinstance(round, Round), round
    return round


def test_a_file_is_kept_to_the_byte_and_opens_a_round(negotiating, returned):
    content = returned(NIGHT)

    draft = came(negotiating, content)

    assert draft.findings == ()
    assert draft.outputs == (f"{FOLDER}/received/01.docx", f"{FOLDER}/rounds/01.yaml")
    assert negotiating.path(draft.outputs[0]).read_bytes() == content
    [_, entry] = store.read_ledger(negotiating, ACME).entries
    assert (entry.kind, entry.at) == (FactKind.RECEIVED, AT)
    assert {name: entry.facts[name] for name in ("round", "party", "answers", "name")} == {
        "round": "1",
        "party": "provider",
        "answers": "0.1",
        "name": "theirs.docx",
    }
    assert entry.facts["sha256"] == store.sha256(content)
    assert codes(negotiating) == []


def test_an_untouched_file_is_kept_and_opens_no_round(negotiating, returned):
    draft = came(negotiating, returned())

    assert (draft.findings, draft.outputs) == ((), (f"{FOLDER}/received/01.docx",))
    assert store.rounds(negotiating, ACME) == ()
    came(negotiating, returned(NIGHT))
    assert store.rounds(negotiating, ACME) == (1,)
    assert codes(negotiating) == []


def test_the_round_tells_each_change_with_its_place_value_and_position(negotiating, returned):
    came(negotiating, returned(NIGHT, NOTICE))

    value, words = reread(negotiating).proposals

    assert (value.kind, value.path, value.old, value.new) == (
        ProposalKind.VALUE,
        "termination.convenience.customer.notice",
        "90 days",
        "60 days",
    )
    assert [place.block for place in value.places] == ["general.notice", "general.receipt"]
    assert value.placement.standing is Standing.PREFERRED
    assert (words.kind, words.place.number, words.silent) == (ProposalKind.WORDING, "1.3", True)
    assert (words.placement.standing, words.placement.risk, words.placement.owner) == (Standing.NOT_COVERED, "high", "legal")
    assert words.placement.talking_points == ("You can plan for our going.",)


@pytest.mark.parametrize(
    ("notice", "standing", "position", "approvers"),
    [
        ("30 days", Standing.PREFERRED, "preferred", ()),
        ("180 days", Standing.FALLBACK, "fallback-1", ("legal",)),
        ("200 days", Standing.BELOW_FLOOR, "", ("legal",)),
        ("400 days", Standing.BELOW_FLOOR, "", ("legal",)),
    ],
)
def test_a_value_is_held_against_the_positions_of_each_clause_that_asks_about_it(
    negotiating, returned, notice, standing, position, approvers
):
    [proposal] = came(negotiating, returned((f"90{N}days", notice))).round.proposals

    placement = proposal.placement
    assert (placement.standing, placement.position, placement.approvers) == (standing, position, approvers)


def test_the_floor_that_a_value_breaks_is_named(negotiating, returned):
    [proposal] = came(negotiating, returned((f"90{N}days", "400 days"))).round.proposals

    assert proposal.placement.floors == ("A notice of more than a year.",)


def test_words_that_the_library_has_as_a_fallback_are_that_fallback(negotiating, returned):
    change = (
        "shall keep a record of its work. It shall show the record on request",
        "shall report on its work each year",
    )

    [proposal] = came(negotiating, returned(change)).round.proposals

    assert (proposal.placement.standing, proposal.placement.position) == (Standing.FALLBACK, "fallback-2")
    assert proposal.placement.approvers == ("legal",)


def test_where_our_own_file_is_not_at_hand_it_says_what_was_not_compared(negotiating, returned):
    content = returned(NIGHT)
    shutil.rmtree(negotiating.path("build"))
    template = negotiating.path("templates/contract.docx")
    parts = parts_of(template.read_bytes())
    other = parts["word/styles.xml"].replace(b"</w:styles>", b"<!-- another look --></w:styles>")
    template.write_bytes(package_of({**parts, "word/styles.xml": other}))

    draft = came(negotiating, content)

    [finding] = draft.findings
    assert (finding.code, finding.severity) == ("not-compared", Severity.WARNING)
    assert [proposal.theirs for proposal in draft.round.proposals] == ["The provider shall keep a diary of its work."]


def test_the_same_file_is_received_once(negotiating, returned):
    came(negotiating, returned(NIGHT))

    again = came(negotiating, returned(NIGHT))

    assert [finding.code for finding in again.findings] == ["received-already"]
    assert store.rounds(negotiating, ACME) == (1,)


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0 an old file", b"PK\x03\x04 no zip"])
def test_a_refused_file_leaves_nothing_but_an_entry(negotiating, content):
    draft = came(negotiating, content)

    assert [finding.code for finding in draft.findings] == ["docx-refused"]
    assert not negotiating.path(f"{FOLDER}/received").exists()
    [_, entry] = store.read_ledger(negotiating, ACME).entries
    assert (entry.kind, entry.facts["sha256"], entry.facts["party"]) == (FactKind.REFUSED, store.sha256(content), "provider")


def test_a_file_of_another_contract_is_not_taken_for_this_one(negotiating, returned):
    shutil.copytree(negotiating.path(FOLDER), negotiating.path("data/contracts/bolt-backup"))

    draft = came(negotiating, returned(NIGHT), contract="bolt-backup")

    assert [finding.code for finding in draft.findings] == ["other-contract"]


def test_a_file_that_lost_its_identity_is_known_by_its_text(negotiating, returned):
    draft = came(negotiating, without_identity(returned(NIGHT)))

    assert draft.round, draft.findings
    assert draft.round.answers == "0.1"
    assert [proposal.theirs for proposal in draft.round.proposals] == ["The provider shall keep a diary of its work."]


def test_a_file_that_lost_its_bookmarks_is_known_by_its_words_and_says_so(negotiating, returned):
    draft = came(negotiating, without_bookmarks(returned(NIGHT, NOTICE)), "0.1")

    [finding] = draft.findings
    assert (finding.code, finding.severity) == ("anchors-lost", Severity.WARNING)
    found, of = re.findall(r"(\d+) of (\d+) of them were found again", finding.message)[0]
    assert found == of
    assert [(proposal.theirs, proposal.silent) for proposal in draft.round.proposals] == [
        ("sixty (60) days", True),
        ("The provider shall keep a diary of its work.", True),
    ]
    assert reread(negotiating) == draft.round


def without_bookmarks(docx: bytes) -> bytes:
    """What a converter leaves: no bookmarks, no part of ours, no properties of ours."""
    made = BytesIO()
    with ZipFile(BytesIO(docx)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            if not name.startswith("customXml") and name != "docProps/custom.xml":
                after.writestr(name, re.sub(rb"<w:bookmark(Start|End) [^>]*/>", b"", before.read(name)))
    return made.getvalue()


def without_identity(docx: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(BytesIO(docx)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if "custom" in name.lower():
                content = content.replace(ACME.encode(), b"").replace(b"0.1", b"")
            after.writestr(name, content)
    return made.getvalue()


def test_a_round_is_made_again_from_what_was_received(negotiating, returned):
    first = came(negotiating, returned(NIGHT, NOTICE)).round

    assert reread(negotiating) == first


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) >= 1, old
    file.write_text(text.replace(old, new, 1))


def test_a_round_that_somebody_edited_beside_its_decisions_is_found(negotiating, returned):
    came(negotiating, returned(NIGHT))
    edit(negotiating.path(f"{FOLDER}/rounds/01.yaml"), "a diary", "no diary")

    assert codes(negotiating) == ["changed-round"]
    assert [finding.code for finding in read_round(Shelf(negotiating), ACME, 1)] == ["changed-round"]


def test_a_received_file_that_is_gone_or_changed_is_found(negotiating, returned):
    came(negotiating, returned(NIGHT))
    file = negotiating.path(f"{FOLDER}/received/01.docx")
    content = file.read_bytes()

    file.write_bytes(content + b"x")
    assert codes(negotiating) == ["changed-received-file"]
    file.unlink()
    assert codes(negotiating) == ["missing-received-file"]
    file.write_bytes(content)
    negotiating.path(f"{FOLDER}/rounds/01.yaml").unlink()
    assert codes(negotiating) == ["missing-round"]


def test_a_round_that_no_entry_opened_is_written_over(negotiating, returned):
    negotiating.path(f"{FOLDER}/rounds").mkdir()
    negotiating.path(f"{FOLDER}/rounds/01.yaml").write_text("round: 1\n")

    assert codes(negotiating) == ["unrecorded-round"]
    came(negotiating, returned(NIGHT))
    assert codes(negotiating) == []


@pytest.fixture
def redline(negotiating: Root) -> bytes:
    """The redline that we sent with version 0.2, which has one more sentence than 0.1."""
    wording = negotiating.path("clauses/10-general/general/preferred.md")
    wording.write_text(wording.read_text() + "1. Each party keeps the record for a year.\n")
    sent(negotiating, Sending("0.1", "provider"), AT)
    frozen(negotiating, AT)
    sent(negotiating, Sending("0.2", "provider", "0.1"), AT)
    return negotiating.path(f"{FOLDER}/sent/0.2/acme-1-draft-2-redline-from-draft-1.docx").read_bytes()


def test_a_redline_of_ours_that_comes_back_untouched_asks_for_nothing(negotiating, redline):
    draft = came(negotiating, redline)

    assert (draft.version, draft.findings, draft.round.proposals) == ("0.2", (), ())


def test_a_copy_that_was_sent_is_known_by_the_hash_of_its_words_and_without_it_by_the_words(negotiating):
    sent(negotiating, Sending("0.1", "provider"), AT)
    copy = negotiating.path(f"{FOLDER}/sent/0.1/acme-1-draft-1.docx").read_bytes()
    bare = without_parts(copy, "docProps/custom.xml", "customXml/item1.xml")
    ledger = negotiating.path(f"{FOLDER}/ledger.jsonl")
    before = ledger.read_bytes()

    for file in (copy, bare):
        ledger.write_bytes(before)
        draft = came(negotiating, file)
        assert (draft.version, draft.round.proposals) == ("0.1", ())


def without_parts(docx: bytes, *dropped: str) -> bytes:
    """The package without these parts, as an editor leaves it that does not know them."""
    parts = {name: part for name, part in parts_of(docx).items() if name not in dropped}
    for name, entry in (
        ("_rels/.rels", "custom.xml"),
        ("word/_rels/document.xml.rels", "item1.xml"),
        ("[Content_Types].xml", "custom.xml"),
    ):
        parts[name] = re.sub(rf'<(Relationship|Override)\b[^>]*{re.escape(entry)}"[^>]*/>'.encode(), b"", parts[name])
    return package_of(parts)


def test_an_answer_to_a_version_before_the_one_that_was_sent_last_is_doubted(negotiating, redline, returned):
    draft = came(negotiating, returned(NIGHT))

    assert (draft.version, [finding.code for finding in draft.findings]) == ("0.1", ["answers-older-version"])
    assert [proposal.theirs for proposal in draft.round.proposals] == ["The provider shall keep a diary of its work."]


def test_what_they_track_in_our_own_insertion_is_not_silent(negotiating, redline):
    ours, theirs = (
        f'w:id="{id}" w:author="{author}" w:date="2026-05-08T10:00:00Z"' for id, author in ((9001, "Acme Group"), (9002, "Them"))
    )
    run = '<w:r><w:t xml:space="preserve">'
    deleted = f"<w:del {theirs}><w:r><w:delText>a year</w:delText></w:r></w:del>"
    inserted = f"</w:ins><w:ins {theirs}>{run}two years</w:t></w:r></w:ins><w:ins {ours}>{run}"

    draft = came(negotiating, with_parts(redline, ("for a year.", f"for </w:t></w:r>{deleted}{inserted}.")))

    [proposal] = draft.round.proposals
    assert (proposal.theirs, proposal.silent) == ("Each party keeps the record for two years.", False)


def test_who_tracks_under_our_name_has_not_tracked(negotiating, returned):
    ours = '</w:t></w:r><w:ins w:id="9001" w:author="Acme Group" w:date="2026-05-08T10:00:00Z"><w:r><w:t xml:space="preserve"> '
    inserted = f"on request,{ours}against a fee.</w:t></w:r></w:ins><w:r><w:t>"

    [proposal] = came(negotiating, returned(("on request.", inserted))).round.proposals

    assert (proposal.silent, proposal.theirs) == (True, "It shall show the record on request, against a fee.")
