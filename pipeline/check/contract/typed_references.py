"""References typed in a wording, which no renumbering mends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.contract.passages import Passage, Rule
from pipeline.model.diagnostic import Diagnostic

_TYPED = re.compile(
    r"\b(?:[Cc]lauses?|[Pp]aragraphs?|[Ss]ections?|[Ss]chedules?|[Aa]nnex(?:es)?|[Aa]rticles?|[Ee]xhibits?|[Aa]ppendix)"
    r" (?:\d[\d.]*[a-z]{0,2}|[A-Z](?![\w']))(?:\([a-z\d]+\))*"
)
_OF_A_LAW = re.compile(
    r"\s*(?:(?:,|and|or|to|\d[\d.]*[A-Za-z]{0,2}|\([a-z\d]+\)|[A-Za-z-]+)\s*){0,12}?(?:of|to|\u00a7) (?:the |that |Part )?"
    r"(?:[A-Z][\w.-]+|Act|law|Regulation|same)|\s*[A-Z]{2,}\b"
)
_PIECES = re.compile(r"(?<=[a-z,] )(?:Annex|Attachment|Exhibit|Appendix|Section|Article|Clause)(?:es|s|ices)?\b(?! \d)")
_ATTACHED = re.compile(
    r"\b(?:attached (?:hereto|to this|as)|enclosed|in the agreed form|initialled by the parties|annexed)\b", re.IGNORECASE
)


def typed_reference(passage: Passage) -> Iterator[Diagnostic]:
    """L28, L21, L24, L31. A number of a clause, schedule or paragraph typed by hand.

    Wrong: "under clause 4.2". Right: "under [](#liability.cap)". The next clause that is put in makes a typed number wrong, and
    nobody notices. Numbers of a statute are its own: "section 2 of the Act".
    """
    for match in passage.matches(_TYPED):
        if not _OF_A_LAW.match(passage.text, match.end()):
            yield passage.warning(
                "typed-reference", match, f"`{match.group()}` is typed, and stays when the numbers change", "refer to an id: `[](#id)`"
            )


def piece_by_another_name(passage: Passage) -> Iterator[Diagnostic]:
    """L26. A piece of the contract called otherwise than the law's pack calls it.

    Wrong: "the Annex". Right: "the schedule", or a reference, whose word the law's pack gives.
    """
    for match in passage.matches(_PIECES):
        yield passage.warning(
            "piece-by-another-name",
            match,
            f"this contract has no `{match.group()}`",
            "write clause, paragraph or schedule, or refer to an id",
        )


def attached_document(passage: Passage) -> Iterator[Diagnostic]:
    """L32. A document said to be attached or agreed, which the reader has to look for.

    Wrong: "in the agreed form". Right: a schedule, or an attachment that the data lists.
    """
    for match in passage.matches(_ATTACHED):
        yield passage.warning(
            "attached-document",
            match,
            f"`{match.group()}` speaks of a document that is not here",
            "refer to the schedule, or to the list of attachments",
        )


RULES: tuple[Rule, ...] = (typed_reference, piece_by_another_name, attached_document)
