"""Whatever a counterparty does to our file, tracked or not: after a save in LibreOffice every change is read, and none invented."""

from __future__ import annotations

from collections import Counter
from functools import partial
from random import Random

import pytest

from pipeline.compare import Settings, redline
from pipeline.model.document import Document, Item, Revision, walk
from pipeline.model.proposal import Round
from pipeline.model.received import Reading
from pipeline.model.redline import accepted, rejected
from pipeline.model.stamp import Stamp
from pipeline.negotiate import Return, round_of
from pipeline.word import write
from pipeline.word.anchors import bookmark
from tests.word.reading.edits import TRACKINGS, Counterparty
from tests.word.reading.pages import lines_in, lines_of, told
from tests.word.redline.conftest import resolved

SHARES = (0.01, 0.05, 0.1, 0.3, 0.6)
SCRIPTS = range(300)
BATCH = 100
LEAST = 0.98
"""What of the paragraphs that stayed must be found under their id where three in ten were edited."""
MOST = 0.01
"""In how many files with tracked changes alone something may look as if it had not been tracked."""


def _opened(contract: Document, ours: Reading, theirs: Reading) -> Round:
    return round_of(contract, theirs, Return(1, "harrow-support", "provider", "0.1", "f", "0"), _compared, ours)


def _compared(old: Document, new: Document) -> Document:
    return redline(old, new, Settings(Revision("")))


def counterparty(docx: bytes, document: Document, script: int) -> tuple[Counterparty, bytes]:
    names = {bookmark(id): id for id, _ in told(document) if id}
    party = Counterparty(docx, names, Random(f"script {script}"), TRACKINGS[script % 3])
    return party, party.edited(SHARES[script // 3 % 5])


@pytest.fixture
def scripts(request: pytest.FixtureRequest) -> list[int]:
    tenth = sorted(Random("scripts").sample(SCRIPTS, len(SCRIPTS) // 10))
    return list(SCRIPTS) if request.config.getoption("--all") else tenth


def test_every_edit_is_read_and_none_invented(
    contract: Document, stamp: Stamp, template: bytes, reading, resaved, scripts: list[int], record_property
) -> None:
    docx = write(contract, stamp, template)
    opened = partial(_opened, contract, reading(docx))
    before = dict(told(contract))
    made = [counterparty(docx, contract, script) for script in scripts]
    saved = [each for start in range(0, len(made), BATCH) for each in resaved([edited for _, edited in made[start : start + BATCH]])]
    leading = {item.first.id for item in walk(contract) if isinstance(item, Item) and len(item.blocks) > 1}
    figures: Counter[str] = Counter()

    for script, (party, edited), returned in zip(scripts, made, saved, strict=True):
        found = reading(returned)
        document = found.document
        assert lines_of(accepted(document)) == lines_in(resolved(edited, accept=True)), script
        assert lines_of(rejected(document)) == lines_in(resolved(edited, accept=False)), script
        assert (found.comments, found.hidden, found.looks, found.unread) == ((), (), (), ()), script
        gone = {id for edit in party.edits for id in edit.gone}
        # Where 1.1 goes and its (a) stays, the page shows a number that no contract of ours would.
        assert found.labels == () or gone & leading, script
        alarms(opened(found), figures, TRACKINGS[script % 3])
        count(figures, party, before, dict(told(accepted(document))), SHARES[script // 3 % 5])

    record_property("figures", dict(figures))
    assert figures["changed"] > 1000
    assert figures["found"] == figures["changed and found"], "no paragraph is changed that nobody edited"
    # A few divided or joined paragraphs lose their bookmark in LibreOffice; their words are read all the same, as was asserted above.
    assert figures["changed and found"] / figures["changed"] >= 0.998
    assert figures["kept at 0.3"] / figures["stayed at 0.3"] >= LEAST
    assert figures["alarms"] / figures["tracked"] <= MOST


def alarms(round: Round, figures: Counter[str], tracking: str) -> None:
    """What is said to be silent: all that was not tracked, and nothing that was, but where LibreOffice took the marks away."""
    silent = {proposal.silent for proposal in round.proposals if not proposal.note}
    if tracking == "untracked":
        assert silent <= {True}
    elif tracking == "tracked":
        figures["tracked"] += 1
        figures["alarms"] += any(proposal.silent for proposal in round.proposals)


def count(figures: Counter[str], party: Counterparty, before: dict[str, str], after: dict[str, str], share: float) -> None:
    """How many paragraphs that stayed are found under their id, and how many changes of words are those that were made."""
    gone = {id for edit in party.edits for id in edit.gone}
    changed = {id for edit in party.edits for id in edit.changed}
    stayed = {id for id in before if id} - gone
    found = {id for id in stayed & after.keys() if after[id] != before[id]}
    figures["edits"] += len(party.edits)
    figures[f"stayed at {share}"] += len(stayed)
    figures[f"kept at {share}"] += len(stayed & after.keys())
    figures["changed"] += len(changed)
    figures["found"] += len(found)
    figures["changed and found"] += len(changed & found)
