"""What a long file costs that comes back: from its bytes to the proposals as the round's file writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline import negotiate, store
from pipeline.model.numbering import numbered
from pipeline.model.reading import text_hash
from pipeline.model.received import Reading
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.writing import written_terms
from pipeline.stages.bench.engines import LongPair
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.rounds.our_answers import our_name
from pipeline.stages.rounds.recognising import recognised
from pipeline.stages.rounds.round import opened, ours_as_read, return_of
from pipeline.word import headings, read, write

_NAME, _VERSION, _CAME = "returned.docx", "0.1", "2026-05-09T12:00:00Z"


@dataclass(frozen=True)
class ReturnedFile:
    """A redline of a long contract that comes back to the version that it is made against."""

    shelf: Shelf
    snapshot: Snapshot
    docx: bytes

    def receive(self) -> bytes:
        """All that `receive` does but for keeping: read, recognise, compare, hold against the playbook, write the round."""
        root, contract = self.shelf.root, self.snapshot.contract
        ours = our_name(root, contract)
        reading = read(self.docx, _NAME, ours)
        assert isinstance(reading, Reading)
        known = recognised(root, self.snapshot, self.docx, _NAME, reading, ours)
        back = return_of(root, 1, contract, self._facts(), self.snapshot, _CAME)
        round = opened(Shelf(root), self.snapshot, known.reading, back, ours_as_read(root, self.snapshot, known.reading))
        assert round.proposals
        return store.yaml_text(negotiate.record_of(round), negotiate.remark(round)).encode()

    def _facts(self) -> Mapping[str, str]:
        return {"party": "provider", "answers": _VERSION, "file": _NAME, "sha256": store.sha256(self.docx)}


def returned_file(shelf: Shelf, contract: str, terms: Terms, pair: LongPair) -> ReturnedFile:
    """The redline of a long pair as an answer to its older version, whose terms are those of the contract that it is grown from."""
    pages = {heading.id: 1 for heading in headings(pair.old, numbered(pair.old))}
    snapshot = Snapshot(
        contract=contract,
        version=_VERSION,
        document=pair.old,
        stamp=pair.stamp,
        text_hash=text_hash(pair.old),
        data=written_terms(terms),
        wordings={},
        positions={},
        inputs={},
        tools={},
        pages=pages,
        outputs={".docx": store.sha256(write(pair.old, pair.stamp, pair.template, pages))},
    )
    return ReturnedFile(shelf, snapshot, pair.by_us())
