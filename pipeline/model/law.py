"""What the governing law switches: the words, the paper, the signature page and the wording of one law, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.plain import ClauseId, IsoDate, Slug, Text
from pipeline.model.stamp import Paper
from pipeline.model.terms.meta import Language
from pipeline.model.terms.section import Choice, Keyed, Listed, Section, Several, chosen_by, kind

_WHEN = "The condition on the data under which it is done, in the clause language; always, if absent."
_TEXT = "The file of the wording beside law.yaml, without .md."


class ReplaceByLaw(Section):
    """Replaces a clause or paragraph of the library."""

    op: Literal["replace"] = Field(description="What is done to the target.")
    target: ClauseId = Field(description="The clause or paragraph replaced; one that a contract leaves out is passed over.")
    text: ClauseId = Field(description=_TEXT)
    when: Text | None = Field(default=None, description=_WHEN)


class InsertByLaw(Section):
    """Follows a clause or paragraph of the library."""

    op: Literal["insert_after"] = Field(description="What is done to the target.")
    target: ClauseId = Field(description="The clause or paragraph that it follows; one that a contract leaves out is passed over.")
    text: ClauseId = Field(description=_TEXT)
    when: Text | None = Field(default=None, description=_WHEN)


class DeleteByLaw(Section):
    """Deletes a clause or paragraph of the library."""

    op: Literal["delete"] = Field(description="What is done to the target.")
    target: ClauseId = Field(description="The clause or paragraph deleted; one that a contract leaves out is passed over.")
    when: Text | None = Field(default=None, description=_WHEN)


LawChange = Annotated[
    Annotated[ReplaceByLaw, kind("replace")] | Annotated[InsertByLaw, kind("insert_after")] | Annotated[DeleteByLaw, kind("delete")],
    chosen_by("op"),
]


class KeptParagraph(Section):
    """A paragraph without which the law turns against us, so that no deal may drop it unseen."""

    id: ClauseId = Field(description="The clause or paragraph that has to be in the contract.")
    when: Text | None = Field(default=None, description="The condition on the data under which it has to be; always, if absent.")


class LawWarning(Section):
    """An answer of the contract that the law looks upon with doubt."""

    when: Text = Field(description="The condition on the data under which there is a doubt, in the clause language.")
    at: Text = Field(description="The data path of the answer at which the warning is given.")
    says: Text = Field(description="What follows from the answer, in a sentence.")


class LawEntry(Section):
    """One topic on which the law decides: what it says, where that stands, who looked it up, and what it changes in the wording."""

    id: Slug = Field(description="The name of this entry, such as late-payment.")
    topic: Text = Field(description="The topic in a few words.")
    says: Text = Field(description="What the law switches, in a sentence.")
    sources: Several[Text] = Field(description="Where that stands: the section of the statute, or the judgment.")
    checked_on: IsoDate = Field(description="When somebody last held the entry against its sources.")
    checked_by: Text = Field(description="The role of that person, and what was looked at.")
    changes: tuple[LawChange, ...] = Field(default=(), description="What the law changes in the library's wording, in order.")
    keeps: tuple[KeptParagraph, ...] = Field(default=(), description="What the law wants to stand in the contract.")
    warns: tuple[LawWarning, ...] = Field(default=(), description="Answers at which a contract under this law is given a warning.")


class SignatureContent(Choice):
    """What stands on a line of a signature block."""

    NAME = "name"
    TITLE = "title"
    HAND = "hand"


class SignatureLine(Section):
    """One line of a signature block."""

    label: Text = Field(description='What stands before the line, such as "By".')
    content: SignatureContent = Field(
        default=SignatureContent.HAND, description="The signatory's `name` or `title`, or `hand`: an empty line to be filled in by hand."
    )


_LINES = (
    SignatureLine(label="Name", content=SignatureContent.NAME),
    SignatureLine(label="Title", content=SignatureContent.TITLE),
    SignatureLine(label="Date"),
    SignatureLine(label="Signature"),
)


class SignatureWords(Section):
    """The words and lines of the signature page."""

    opening: Text = Field(default="Signed for and on behalf of", description="What stands before the name of the party.")
    deed: Text | None = Field(default=None, description="The same on a deed; left out where the law knows no deed for such a contract.")
    lines: tuple[SignatureLine, ...] = Field(default=_LINES, description="The lines of a block, from the top.")
    witness: tuple[Text, ...] = Field(default=(), description="The lines that a witness fills in by hand, on a deed.")


class Law(Section):
    """`law.yaml`: the words, legends and entries of one governing law."""

    name: Text = Field(description="The law in words, as the tool's messages say it.")
    governing: Text | None = Field(default=None, description="The place whose law it is, as the Agreement prints it; the name, if absent.")
    clause_word: Text = Field(description='What a clause is called in references and in the wording: "clause" or "Section".')
    paragraph_word: Text = Field(description="What a reference calls a paragraph of a schedule.")
    schedule_word: Text = Field(description='What a schedule is called: "Schedule", "Exhibit" or "Annex".')
    not_used: Text = Field(default="Not used", description="What stands in the place of a clause that is dropped after a draft was sent.")
    draft_legend: Text = Field(description="What is printed on every draft.")
    language: Language = Field(description="The language of the wording, with which `meta.language` has to agree.")
    paper: Paper = Field(default=Paper.A4, description="The paper of the pages: `a4` or `letter`.")
    spelling: Keyed[Text, Text] = Field(
        default_factory=dict, description="Words of the library, in small letters, and how this law's practice writes them."
    )
    signature: SignatureWords = Field(default=SignatureWords(), description="The words and lines of the signature page.")
    proper_names: tuple[Text, ...] = Field(default=(), description="Capitalised names that need no definition: statutes, courts, places.")
    suggests: Keyed[Text, Text] = Field(
        default_factory=dict,
        description="What `new` suggests under this law where our own law has something else: the data path and the value.",
    )
    checked_on: IsoDate = Field(description="When somebody last checked these words, legends and names against their sources.")
    checked_by: Text = Field(description="The role of that person, and what was looked at.")
    sources: tuple[Text, ...] = Field(default=(), description="Where the words, legends and names come from.")
    entries: Listed[LawEntry] = Field(default=(), description="What the law decides, topic by topic.")

    @property
    def printed_name(self) -> str:
        """The law as the Agreement names it."""
        return self.governing or self.name

    def changes(self) -> Iterator[tuple[tuple[str | int, ...], LawChange]]:
        """Each change of the wording with its raw place, in order."""
        for at, entry in enumerate(self.entries):
            for count, change in enumerate(entry.changes):
                yield ("entries", at, "changes", count), change
