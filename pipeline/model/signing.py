"""Signing a contract: who signs, which copy was prepared for it, who has signed, and what was concluded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from itertools import pairwise

from pipeline.model.document import Document, SignatureBlock, walk
from pipeline.model.entry_forms import COUNT, NAMES, PERSON, SHA256, SHA256S, VERSION, EntryForm, one_of

_LISTED = " "
"""Stands between names in one fact; no name of a signatory holds it."""
_FILE_BESIDE = re.compile(r"-[a-z0-9.-]+\.[a-z]+")
"""The ending of a file that goes with a copy, as `-consolidated.pdf`; no other fact is called so."""
_HAND = "signature"
_DAY = "date"


class Method(StrEnum):
    """How the execution copy is signed."""

    HERE = "here"
    """By `sign apply`, or by anybody who fills in the signature fields of the PDF."""
    SERVICE = "esign"
    """By a signing service, which finds its places by anchor strings."""
    PAPER = "paper"
    """By hand."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One signatory of a party: `side` is `customer` or `provider`, `id` that of the signatory in the data."""

    side: str
    id: str

    @property
    def name(self) -> str:
        """What the signatory is called in fields of the PDF, in the ledger and on the command line."""
        return f"{self.side}-{self.id}" if self.id else self.side


def signature_label(block: SignatureBlock) -> str:
    """The label of the line on which the Signatory signs: the first empty one that speaks of a signature, else the first but the date."""
    by_hand = [label for label, content in block.lines if not content]
    named = [label for label in by_hand if _HAND in label.lower()]
    others = [label for label in by_hand if _DAY not in label.lower()]
    return next(iter((*named, *others, *by_hand)), "")


def has_date_above(block: SignatureBlock) -> bool:
    """Whether the line for the date stands right above the one that is signed, so that one signature can fill in both."""
    label = signature_label(block)
    for (name, content), (following, _) in pairwise(block.lines):
        if following == label:
            return not content and _DAY in name.lower()
    return False


def signer_of(block: SignatureBlock) -> Signer:
    """The Signatory of a block, by the block's id: clause, side, signatory."""
    _, side, *rest = block.id.split("/")
    return Signer(side, rest[0] if rest else "")


def signature_blocks(document: Document) -> tuple[SignatureBlock, ...]:
    """All blocks of the Document, in reading order."""
    return tuple(node for node in walk(document) if isinstance(node, SignatureBlock))


def signers(document: Document) -> tuple[Signer, ...]:
    """All who must sign the Document."""
    return tuple(map(signer_of, signature_blocks(document)))


@dataclass(frozen=True, slots=True)
class Preparation:
    """An execution copy.

    `version` is what it becomes when all have signed, `copy` counts the copies that were prepared for it, `came_from` is the frozen
    version that was approved. `text` is the hash of its text; `pdf` and `docx` are the sha256 of the files, `data` that of the data that is
    attached to the PDF, and `snapshot` that of what is frozen when all have signed. `anchor` is the number and `anchored` the hash of the
    last entry of the ledger at that time; both stand in the attached data too. `files` are the sha256 of what goes with an amendment, by
    their endings: the consolidated text, and the redline.
    """

    version: str
    copy: int
    came_from: str
    method: Method
    signers: tuple[str, ...]
    text: str
    pdf: str
    docx: str
    data: str
    snapshot: str
    anchor: int
    anchored: str
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> Mapping[str, str]:
        """It as an entry of the ledger tells it."""
        told = {each.name: str(getattr(self, each.name)) for each in fields(self) if each.name != "files"}
        return told | {"signers": _LISTED.join(self.signers)} | dict(self.files)


def preparation_of(facts: Mapping[str, str]) -> Preparation:
    """The execution copy of which an entry of the ledger tells."""
    told = {name: facts.get(name, "") for name in ("version", "came_from", "text", "pdf", "docx", "data", "snapshot", "anchored")}
    return Preparation(
        copy=int(facts.get("copy", "0")),
        anchor=int(facts.get("anchor", "0")),
        method=Method(facts.get("method", Method.HERE)),
        signers=tuple(facts.get("signers", "").split()),
        files={name: hash for name, hash in facts.items() if _FILE_BESIDE.fullmatch(name)},
        **told,
    )


@dataclass(frozen=True, slots=True)
class Signing:
    """One or several Signatories have signed a copy.

    `sha256` is that of the file after it; `certificates` are the fingerprints of the certificates that signed, one for each who signed by
    one. `vouched_by` says who answers for a file whose words nobody can compare, `completion` is the sha256 of a service's certificate of
    completion.
    """

    version: str
    copy: int
    ordinal: int
    signers: tuple[str, ...]
    sha256: str
    certificates: tuple[str, ...] = ()
    vouched_by: str = ""
    completion: str = ""

    @property
    def facts(self) -> Mapping[str, str]:
        """It as an entry of the ledger tells it."""
        listed = {"signers": _LISTED.join(self.signers), "certificates": _LISTED.join(self.certificates)}
        told = {name: str(fact) for name, fact in asdict(self).items()} | listed
        return {name: fact for name, fact in told.items() if fact}


def signing_of(facts: Mapping[str, str]) -> Signing:
    """The signing of which an entry of the ledger tells."""
    told = {name: facts.get(name, "") for name in ("version", "sha256", "vouched_by", "completion")}
    counted = {name: int(facts.get(name, "0")) for name in ("copy", "ordinal")}
    listed = {name: tuple(facts.get(name, "").split()) for name in ("signers", "certificates")}
    return Signing(**told, **counted, **listed)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Execution:
    """All have signed and everything holds: `pdf` is the sha256 of the signed file, `docx` that of the same words."""

    version: str
    copy: int
    pdf: str
    docx: str
    signers: tuple[str, ...]

    @property
    def facts(self) -> Mapping[str, str]:
        """It as an entry of the ledger tells it."""
        return {name: str(fact) for name, fact in asdict(self).items()} | {"signers": _LISTED.join(self.signers)}


def execution_of(facts: Mapping[str, str]) -> Execution:
    """The execution of which an entry of the ledger tells."""
    told = {name: facts.get(name, "") for name in ("version", "pdf", "docx")}
    return Execution(copy=int(facts.get("copy", "0")), signers=tuple(facts.get("signers", "").split()), **told)


PREPARED = EntryForm(
    {
        "version": VERSION,
        "copy": COUNT,
        "came_from": VERSION,
        "method": one_of(*Method),
        "signers": NAMES,
        **dict.fromkeys(("text", "pdf", "docx", "data", "snapshot"), SHA256),
        "anchor": COUNT,
        "anchored": SHA256,
    },
    named={_FILE_BESIDE: SHA256},
)
SIGNED = EntryForm(
    {"version": VERSION, "copy": COUNT, "ordinal": COUNT, "signers": NAMES, "sha256": SHA256},
    {"certificates": SHA256S, "vouched_by": PERSON, "completion": SHA256},
)
_SIGNED_ELSEWHERE = EntryForm({"version": VERSION, "pdf": SHA256, "elsewhere": one_of("signed")})
EXECUTED = EntryForm(
    {"version": VERSION, "copy": COUNT, "pdf": SHA256, "docx": SHA256, "signers": NAMES}, marked={"elsewhere": _SIGNED_ELSEWHERE}
)
