"""What legal says about a clause, beside its wordings: a table of what it is for, its positions and why we take them."""

from __future__ import annotations

from pipeline.model.document import PartKind
from pipeline.model.library import Card
from pipeline.model.review import (
    Condition,
    ReviewedChange,
    ReviewedClause,
    ReviewedEntry,
    ReviewedFloor,
    ReviewedLaw,
    ReviewedPosition,
    shown,
)
from pipeline.word.library import styles
from pipeline.word.library.blocks import Blocks
from pipeline.word.shell.styles import TEXT_WIDTH
from pipeline.word.text import run

_WIDTHS = (1900, TEXT_WIDTH - 1900)
_PLACES = {
    PartKind.COVER: "the cover",
    PartKind.TERMS: "the terms",
    PartKind.SIGNATURES: "the signature page",
    PartKind.SCHEDULE: "a Schedule",
}
_DOES = {"replace": "replaces", "insert_after": "adds behind", "delete": "deletes"}


class Cards:
    """Writes the cards of clauses and laws."""

    def __init__(self, blocks: Blocks) -> None:
        self.blocks = blocks
        self.plain = blocks.paragraphs.plain

    def clause(self, clause: ReviewedClause) -> str:
        """The card of a clause."""
        card = clause.card
        text = styles.CARD_TEXT
        rows = [
            ("Purpose", self.plain(text, card.purpose)),
            ("Id", self.plain(text, f"{clause.id}, in {_PLACES[card.part]}")),
            ("Owner", self.plain(text, card.owner.upper() if card.owner == "it" else card.owner.capitalize())),
            ("Risk", self.plain(text, card.risk.capitalize()) if card.risk else ""),
            ("In a contract", self._when(clause)),
            *((plain_name(each.position.id), self._position(each)) for each in clause.positions),
            ("Never accept", "".join(self._floor(each) for each in clause.floors)),
            *self._reasons(card),
            ("Under other laws", "".join(self.change(change, f"{change.law} ") for change in clause.changes)),
        ]
        return self._table(rows)

    def law(self, reviewed: ReviewedLaw) -> str:
        """The card of a governing law."""
        law = reviewed.law
        text = styles.CARD_TEXT
        rows = [
            ("In the data", self.plain(text, reviewed.id.replace("-", "_"))),
            ("Words", self.plain(text, ", ".join((law.clause_word, law.paragraph_word, law.schedule_word, law.not_used)))),
            ("Language", self.plain(text, law.language)),
            ("On each draft", self.plain(text, law.draft_legend)),
            ("Checked", self.plain(text, f"{law.checked_on.isoformat()}, {law.checked_by}")),
            ("Sources", "".join(self.plain(text, source) for source in law.sources)),
        ]
        return self._table(rows)

    def change(self, change: ReviewedChange, law: str, style: str = styles.CARD_TEXT, *, with_text: bool = False) -> str:
        """What a law does to a clause or paragraph, in one line; `with_text` names the wording."""
        said = run(f"{law}{_DOES[change.op]} {shown((change.target,))}") + self._if(change.when)
        named = run(f", with the wording \u201c{plain_name(change.text).lower()}\u201d above") if with_text and change.text else ""
        return self.blocks.paragraphs.paragraph(style, said + named)

    def needs_and_doubts(self, reviewed: ReviewedEntry) -> str:
        """What a law wants in the contract, and the answers that it doubts."""
        lines = [run(f"The law wants {shown((need.target,))} in the contract") + self._if(need.when) for need in reviewed.needs]
        lines += [run("Doubt") + self._if(doubt.when) + run(f": {doubt.says}") for doubt in reviewed.doubts]
        return "".join(self.blocks.paragraphs.paragraph(styles.CARD_NOTE, line) for line in lines)

    def _if(self, condition: Condition | None) -> str:
        return run(", ") + self.blocks.condition(condition, "if") if condition else ""

    def _table(self, rows: list[tuple[str, str]]) -> str:
        cells = [[self.plain(styles.CARD_LABEL, label), content] for label, content in rows if content]
        return self.blocks.table(cells, _WIDTHS, style=styles.CARD)

    def _when(self, clause: ReviewedClause) -> str:
        card = clause.card
        how = (
            "Only where the contract includes it"
            if card.optional
            else "Always, and may not be left out"
            if card.mandatory
            else "Unless the contract leaves it out"
        )
        return self.blocks.paragraphs.paragraph(styles.CARD_TEXT, run(how) + self._if(clause.when))

    def _position(self, reviewed: ReviewedPosition) -> str:
        position = reviewed.position
        said = self.plain(styles.CARD_TEXT, position.says)
        if reviewed.when:
            said += self.blocks.paragraphs.paragraph(styles.CARD_NOTE, self.blocks.condition(reviewed.when))
        if position.wording:
            said += self.plain(styles.CARD_NOTE, f"Wording: {plain_name(position.wording)}")
        if position.approvers:
            said += self.plain(styles.CARD_NOTE, f"Approval by {' and '.join(role.replace('_', ' ') for role in position.approvers)}")
        return said

    def _floor(self, reviewed: ReviewedFloor) -> str:
        said = self.plain(styles.CARD_POINT, reviewed.floor.says)
        if reviewed.when:
            said += self.blocks.paragraphs.paragraph(styles.CARD_NOTE, self.blocks.condition(reviewed.when, "That is so if"))
        return said

    def _reasons(self, card: Card) -> list[tuple[str, str]]:
        grounds = card.rationale
        why = (("legal", grounds.legal), ("commercial", grounds.commercial), ("operational", grounds.operational)) if grounds else ()
        lists = (("Talking points", card.talking_points), ("To ask for", card.trade_for))
        return [
            *((f"Why: {ground}", self.plain(styles.CARD_TEXT, reason)) for ground, reason in why if reason),
            *((title, "".join(self.plain(styles.CARD_POINT, point) for point in points)) for title, points in lists if points),
        ]


def plain_name(name: str) -> str:
    """`fallback-1` as words of a heading."""
    return name.replace("-", " ").capitalize()
