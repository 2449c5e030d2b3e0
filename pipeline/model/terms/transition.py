"""Taking over the services, and changing them later."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Duration, ServiceTime
from pipeline.model.plain import Identifier, Text
from pipeline.model.terms.named import RoleId, Side
from pipeline.model.terms.section import Choice, Section, Some


class TaskStart(Choice):
    """The day from which a task's time runs."""

    EFFECTIVE_DATE = "effective_date"
    SERVICE_START_DATE = "service_start_date"


class TransitionTask(Section):
    """A task of the transition."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="What is done.")
    party: Side = Field(description="Which party does it.")
    owner: RoleId = Field(description="The role that answers for it.")
    due: Duration = Field(description="The time within which it is done.")
    after: TaskStart = Field(description="The day from which the time runs.")


class ChargesBeforeAcceptance(Choice):
    """What is paid before the services are accepted into service."""

    NONE = "none"
    HALF = "half"
    FULL = "full"


class Transition(Section):
    """Taking over the services."""

    tasks: Some[TransitionTask] = Field(description="The tasks.")
    acceptance_into_service: Duration = Field(description="The time the Customer has to accept the services into service.")
    charges_before_acceptance: ChargesBeforeAcceptance = Field(description="What is paid before acceptance into service.")


class ChangeApprovers(Section):
    """Who approves a change."""

    customer: RoleId = Field(description="The Customer's role.")
    provider: RoleId = Field(description="The Provider's role.")


class ChangeControl(Section):
    """How the services are changed."""

    impact_assessment_within: Duration = Field(description="The time for the Provider's impact assessment.")
    approvers: ChangeApprovers = Field(description="Who approves.")
    emergency_record_within: ServiceTime = Field(
        description="The time within which an emergency change is recorded and approved afterwards."
    )
