"""Where signing stands, by the ledger alone: the copy that is to be signed, who has signed it, and what was concluded."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.model.signing import Execution, Preparation, Signing, execution_of, preparation_of, signing_of
from pipeline.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class CopyStanding:
    """A prepared copy with the signings of it, the oldest first."""

    contract: str
    preparation: Preparation
    prepared_at: str
    signings: tuple[Signing, ...]
    signed_at: tuple[str, ...] = ()

    @property
    def has_signed(self) -> frozenset[str]:
        """The names of all who have signed it."""
        return frozenset(name for signing in self.signings for name in signing.signers)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The names of all who have not."""
        return tuple(name for name in self.preparation.signers if name not in self.has_signed)

    @property
    def file(self) -> str:
        """Where the copy lies that is signed next: with all signatures that it has."""
        return self.file_after(len(self.signings))

    def file_after(self, signings: int) -> str:
        """Where the copy lies as it was after so many signings."""
        return self.file_of(f"-signed-{signings}.pdf" if signings else ".pdf")

    def completion_of(self, ordinal: int) -> str:
        """Where a service's certificate of completion lies that came with this signing."""
        return self.file_of(f"-completion-{ordinal}.pdf")

    def file_of(self, ending: str) -> str:
        """Where the file with this ending lies: `.docx` has the same words, `.json` is what is frozen when all have signed."""
        return store.copy_file(self.contract, self.preparation.version, self.preparation.copy, ending)


def copy_standing(ledger: Ledger, contract: str) -> CopyStanding | None:
    """The copy that was prepared last; None where none was, and where the version was signed and concluded since."""
    prepared = copies(ledger, contract)
    concluded = {execution.version for execution in executions(ledger)}
    return prepared[-1] if prepared and prepared[-1].preparation.version not in concluded else None


def concluded_copy(ledger: Ledger, contract: str, execution: Execution) -> CopyStanding | None:
    """The copy that all signed when this was concluded; None of what was signed before it came here."""
    return next((each for each in reversed(copies(ledger, contract)) if _is_of(execution, each.preparation)), None)


def copies(ledger: Ledger, contract: str) -> tuple[CopyStanding, ...]:
    """All copies that were prepared, the oldest first."""
    prepared = ledger.of_kind(FactKind.PREPARED)
    return tuple(standing_of(ledger, contract, preparation_of(entry.facts), entry.at) for entry in prepared)


def standing_of(ledger: Ledger, contract: str, preparation: Preparation, at: str) -> CopyStanding:
    """A copy with what the ledger tells of its signings."""
    told = [(signing_of(entry.facts), entry.at) for entry in ledger.of_kind(FactKind.SIGNED)]
    mine = [(signing, moment) for signing, moment in told if _is_of(signing, preparation)]
    return CopyStanding(contract, preparation, at, tuple(signing for signing, _ in mine), tuple(moment for _, moment in mine))


def _is_of(told: Signing | Execution, preparation: Preparation) -> bool:
    """Whether the ledger tells it of this copy."""
    return (told.version, told.copy) == (preparation.version, preparation.copy)


def executions(ledger: Ledger) -> tuple[Execution, ...]:
    """All that was concluded, the oldest first."""
    return tuple(execution_of(entry.facts) for entry in ledger.of_kind(FactKind.EXECUTED))
