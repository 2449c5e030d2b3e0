"""The issues list of a round, for ourselves or for the other side, in the forms in which lawyers and spreadsheets read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipeline import negotiate, post, store, web, word
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.effects import Effects
from pipeline.model.ledger import FactKind
from pipeline.model.proposal import Proposal, Round
from pipeline.model.sheet import Sheet
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.named import Side
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import find
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds.placing import TermsOf
from pipeline.stages.rounds.round import read_round
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root

INTERNAL = "internal"
_SECONDS: Mapping[str, float] = {"read": 60, "compare": 120, "keep": 30}


@dataclass(frozen=True, slots=True)
class Listed:
    """A round with all that its lists are made of: the names of the parties, what it does to money and dates, and what was approved.

    `last` are the proposals of the last file that came from that party after the round; None where none came.
    """

    round: Round
    us: str
    them: str
    effects: Effects | None
    approvals: tuple[Mapping[str, str], ...]
    last: tuple[Proposal, ...] | None = None

    @property
    def internal(self) -> Sheet:
        """The list for ourselves."""
        return negotiate.internal_sheet(negotiate.internal_list(self.round, self.us, self.them, self.effects, self.approvals, self.last))

    @property
    def shared(self) -> Sheet:
        """The list for the other side."""
        return negotiate.shared_sheet(negotiate.shared_list(self.round, self.us, self.them, self.approvals, self.last))


def issues(root: Root, contract: str, number: int, audience: str) -> Iterator[Progress | Fault | Draft]:
    """Write the list of a round for `internal` or for the party that the round came from, in a child process as all work is."""
    yield from in_a_child(contract, _Listing(root, number, audience), _SECONDS)


@dataclass(frozen=True, slots=True)
class _Listing:
    root: Root
    number: int
    audience: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        found = listed(Shelf(self.root), contract, self.number)
        if not isinstance(found, Listed):
            return Draft(contract, "", found)
        round = found.round
        if self.audience not in (INTERNAL, round.party):
            return Draft(contract, round.answers, (_not_theirs(round, self.audience),))
        step("keep")
        try:
            return Draft(contract, round.answers, (), self._written(found), round=round, effects=found.effects)
        except store.CannotWrite as refused:
            return Draft(contract, round.answers, (refused.diagnostic,))

    def _written(self, found: Listed) -> tuple[str, ...]:
        sheet = found.internal if self.audience == INTERNAL else found.shared
        files = {self._file(found.round, ending): content for ending, content in shown(sheet).items()}
        store.write_all(self.root, files)
        return tuple(files)

    def _file(self, round: Round, ending: str) -> str:
        return store.issues_file(round.contract, round.answers, round.number, f"-{self.audience}{ending}")


def shown(sheet: Sheet) -> dict[str, bytes]:
    """The list in each form, by its ending; the comma-separated one holds the issues alone."""
    return {
        ".docx": word.write_sheet(sheet),
        ".html": web.sheet_page(sheet).encode(),
        ".md": web.sheet_markdown(sheet).encode(),
        ".csv": post.csv_of(sheet.grids[-1]),
    }


def listed(shelf: Shelf, contract: str, number: int) -> Listed | tuple[Diagnostic, ...]:
    """A round with what its lists are made of, or why it cannot be had."""
    round = read_round(shelf, contract, number)
    if not isinstance(round, Round):
        return round
    snapshot = store.read_snapshot(shelf.root, contract, round.answers)
    if isinstance(snapshot, Diagnostic):
        return (snapshot,)
    approvals = tuple(entry.facts for entry in store.read_ledger(shelf.root, contract).of_kind(FactKind.APPROVED))
    last = _last_proposals(shelf.root, round)
    terms = TermsOf(shelf.root, snapshot[0]).sent()
    if not isinstance(terms, Terms):
        # What an older release wrote and this one does not take has no figures, but its words can be listed.
        return Listed(round, _side(_other(round.party)), _side(round.party), None, approvals, last)
    house = store.load_contract(shelf.root, contract).house
    effects = negotiate.effects_of(terms, round.proposals, house) if house else None
    return Listed(round, _named(terms, _other(round.party)), _named(terms, round.party), effects, approvals, last)


def _last_proposals(root: Root, round: Round) -> tuple[Proposal, ...] | None:
    """What the last file asks for by which the party answered a later version than in this round; nothing where it changed no word."""
    entries = [
        entry for entry in store.read_ledger(root, round.contract).of_kind(FactKind.RECEIVED) if entry.facts.get("party") == round.party
    ]
    own = next((number for number, entry in enumerate(entries) if entry.facts.get("round") == str(round.number)), None)
    if own is None or own + 1 == len(entries):
        return None
    number = entries[-1].facts.get("round", "")
    if entries[-1].facts.get("answers") == round.answers:
        return None
    if not number:
        return ()
    written = store.read_round_file(root, round.contract, int(number))
    return negotiate.proposals_of(written.tree) if isinstance(written, store.RoundFile) else None


def _other(party: str) -> str:
    return next(str(side) for side in Side if side != party)


def _side(party: str) -> str:
    return f"the {party.capitalize()}"


def _named(terms: Terms, party: str) -> str:
    name = find(terms, f"parties.{party}.short_name")
    return _side(party) if isinstance(name, OpenPoint) else str(name)


def _not_theirs(round: Round, audience: str) -> Diagnostic:
    place = Span(store.round_file(round.contract, round.number))
    message = f"round {round.number} came from the {round.party}, so there is no list of it for the {audience}"
    return error("not-their-round", place, message, f"list it for `{round.party}` or `{INTERNAL}`")
