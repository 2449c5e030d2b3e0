"""The workflow of a contract: its steps, who answers for each, what each needs, and what says that it is done."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from pipeline.model.duration import Duration
from pipeline.model.ledger import FactKind
from pipeline.model.plain import Count, Identifier, Text
from pipeline.model.scalar import bad
from pipeline.model.terms.house import Gate
from pipeline.model.terms.paths import PathError, field_at
from pipeline.model.terms.section import Choice, Section, Some


class Predicate(Choice):
    """What says that a step is done. `lifecycle` knows how each is judged."""

    AGREED = "agreed"
    """Every field of the step is filled in, with no open point and no error."""
    SERVICES_DESCRIBED = "services_described"
    TERM_COMPUTES = "term_computes"
    DRAFT_FROZEN = "draft_frozen"
    FINAL_DRAFT_FROZEN = "final_draft_frozen"
    PRELIMINARY_APPROVED = "preliminary_approved"
    FINAL_APPROVED = "final_approved"
    SENT = "sent"
    SETTLED = "settled"
    EXECUTED = "executed"
    PLAN_BUILT = "plan_built"
    OVERSEEN = "overseen"
    IMPLEMENTED = "implemented"
    MONITORED = "monitored"


CONTRACT_ROLES = ("contract_owner", "drafter", "overseer")
"""The roles that the data of each contract fills; all others are those of `house.yaml`."""


def _data_path(path: str) -> str:
    try:
        field_at(path)
    except PathError as fault:
        raise bad("unknown-path", f"`{path}` is not a data path: `{fault.segment}` is not a name there") from fault
    return path


class DueRule(Section):
    """By when a step is to be done: so long after another one was, or within the time that our house gives a gate."""

    after: Identifier = Field(description="The step from whose end the time runs.")
    within: Duration | None = Field(default=None, description="The time.")
    gate: Gate | None = Field(default=None, description="The gate of house.yaml whose `due_within` is the time.")

    @model_validator(mode="after")
    def _one_time(self) -> DueRule:
        if (self.within is None) == (self.gate is None):
            raise bad("bad-due-rule", "a due rule has either `within` or `gate`: expected exactly one of them")
        return self


class Step(Section):
    """One step of the workflow."""

    id: Identifier = Field(description="The name of this step in `needs` and `after`.")
    number: Count = Field(description="The number by which people call it.")
    title: Text = Field(description="What is done.")
    owner: Identifier = Field(description="The role that answers for it: one of house.yaml, or contract_owner, drafter, overseer.")
    needs: tuple[Identifier, ...] = Field(default=(), description="The steps that must be done before.")
    due: DueRule | None = Field(default=None, description="By when it is to be done.")
    fields: tuple[Annotated[Text, AfterValidator(_data_path)], ...] = Field(
        default=(), description="What is recorded in the data, as data paths."
    )
    records: tuple[FactKind, ...] = Field(default=(), description="What is recorded in the ledger, as kinds of entries.")
    done_when: Predicate = Field(description="What says that it is done.")


class Workflow(Section):
    """The steps, in the order in which they are shown."""

    steps: Some[Step] = Field(description="The steps.")
