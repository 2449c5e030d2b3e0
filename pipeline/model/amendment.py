"""How an amendment says what it changes: the sentences that lead to old and new words."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from pipeline.model.library import SourceText
from pipeline.model.plain import Text
from pipeline.model.positions import Positions
from pipeline.model.terms.section import Section


class AmendmentWords(Section):
    """The sentences of an amendment; each has the slots in braces that its description names."""

    title: Text = Field(description="The title, with {number} and {agreement}.")
    heading: Text = Field(description="The heading of the page that is signed.")
    value: Text = Field(description="A value is another, with {place}, {old} and {new}.")
    reads: Text = Field(description="A paragraph has other words, which follow; with {place}.")
    added: Text = Field(description="Something is added, which follows; with {place}.")
    dropped: Text = Field(description="Something is deleted, which follows; with {place}.")
    moved: Text = Field(description="Something moves; with {old} and {new}, both places.")
    titled: Text = Field(description="The Agreement is called otherwise, with {new}.")
    rows_added: Text = Field(description="Rows are added to a table, which follow; with {place}.")
    rows_dropped: Text = Field(description="Rows are deleted from a table, which follow; with {place}.")


SLOTS = {
    "title": ("number", "agreement"),
    "heading": (),
    "value": ("place", "old", "new"),
    "reads": ("place",),
    "added": ("place",),
    "dropped": ("place",),
    "moved": ("old", "new"),
    "titled": ("new",),
    "rows_added": ("place",),
    "rows_dropped": ("place",),
}
"""The slots of each sentence."""


@dataclass(frozen=True, slots=True)
class AmendmentSource:
    """The wording of amendments as the library has it."""

    words: AmendmentWords
    positions: Positions
    text: SourceText
    signatures: SourceText
