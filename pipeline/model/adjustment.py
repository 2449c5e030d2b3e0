"""What both parties agreed on after the tickets were counted: tickets left out or of another Priority, and further Charges."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.money import Money
from pipeline.model.plain import ClauseId, Identifier, Text
from pipeline.model.terms.named import PriorityId, ServiceId
from pipeline.model.terms.section import Choice, Listed, Section, chosen_by, kind


class Excluded(Choice):
    """For which of its times a ticket does not count."""

    RESPONSE = "response"
    RESOLUTION = "resolution"
    BOTH = "both"


class _Adjustment(Section):
    id: Identifier = Field(description="The name of this item in data paths.")
    ticket: Text = Field(description="The number of the ticket.")
    reason: Text = Field(description="Why, in a sentence.")
    clause: ClauseId = Field(description="The clause or paragraph that allows it, by its id, such as attainment.relief.")
    proposed_by: Text = Field(description="Who proposed it.")
    agreed_by: Text | None = Field(default=None, description="Who agreed for the other party; without that it has no effect.")


class Exclusion(_Adjustment):
    """A ticket that does not count."""

    kind: Literal["exclude"] = Field(description="What is adjusted.")
    time: Excluded = Field(description="For which of its times it does not count.")

    @property
    def subjects(self) -> frozenset[str]:
        """What of the ticket it decides."""
        return frozenset({Excluded.RESPONSE, Excluded.RESOLUTION} if self.time is Excluded.BOTH else {self.time})


class Reclassification(_Adjustment):
    """A ticket that is judged under another Priority from its opening on."""

    kind: Literal["priority"] = Field(description="What is adjusted.")
    priority: PriorityId = Field(description="The Priority by which it is judged.")

    @property
    def subjects(self) -> frozenset[str]:
        """What of the ticket it decides."""
        return frozenset({"priority"})


Adjustment = Annotated[Annotated[Exclusion, kind("exclude")] | Annotated[Reclassification, kind("priority")], chosen_by("kind")]


class PeriodCharge(Section):
    """A Charge for the period, such as for hours worked, on which Service Credits are calculated as well."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="What is charged.")
    amount: Money = Field(description="How much; without expenses and taxes.")
    services: tuple[ServiceId, ...] = Field(default=(), description="The services that it pays for.")


class Adjustments(Section):
    """`adjustments.yaml` of a Measurement Period."""

    adjustments: Listed[Adjustment] = Field(default=(), description="The tickets that count otherwise than the export says.")
    charges: Listed[PeriodCharge] = Field(default=(), description="Charges for the period beside the recurring ones.")
