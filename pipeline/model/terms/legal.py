"""Governing law, courts, disputes, notices, and the general terms."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Duration, Period
from pipeline.model.plain import Flag, Identifier, Text
from pipeline.model.terms.section import Choice, Listed, Section, Some


class Courts(Section):
    """The courts that decide."""

    jurisdiction: Identifier = Field(description="The legal system to which the courts belong, by the name of its folder in clauses/law.")
    place: Text = Field(description="The place as printed, such as England and Wales or Frankfurt am Main.")
    exclusive: Flag = Field(description="Whether no other court may decide.")


class ThirdPartyRights(Choice):
    """Whether people who are not parties may enforce the agreement."""

    EXCLUDED = "excluded"
    GROUP_COMPANIES = "group_companies"


class Permission(Choice):
    """When a party may do something."""

    CONSENT = "consent"
    LISTED = "listed"
    FREE = "free"


class DataReach(Choice):
    """How far a subcontractor reaches the Customer's data."""

    NONE = "none"
    ACCESS = "access"
    STORAGE = "storage"


class Subcontractor(Section):
    """A subcontractor that the Customer has accepted."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="Who.")
    service: Text = Field(description="What it does.")
    place: Text = Field(description="Where it works.")
    registered_office: Text | None = Field(default=None, description="Its registered office.")
    customer_data: DataReach = Field(default=DataReach.NONE, description="How far it reaches the Customer's data.")


class DeemedReceipt(Section):
    """When a notice counts as received, from its sending."""

    email: Duration = Field(description="By e-mail.")
    post: Duration = Field(description="By tracked post.")
    hand: Duration = Field(description="By hand or courier.")


class ExecutionForm(Choice):
    """The form in which the agreement is made."""

    SIMPLE_CONTRACT = "simple_contract"
    DEED = "deed"


class ExecutionMethod(Choice):
    """How it is signed."""

    ELECTRONIC = "electronic"
    HANDWRITTEN = "handwritten"
    EITHER = "either"


class Execution(Section):
    """How the agreement is signed."""

    form: ExecutionForm = Field(description="The form.")
    method: ExecutionMethod = Field(description="The method.")
    counterparts: Flag = Field(description="Whether the parties may sign separate copies.")


class Legal(Section):
    """Governing law and the general terms."""

    governing_law: Identifier = Field(description="The law that governs the agreement, by the name of its folder in clauses/law.")
    courts: Courts = Field(description="The courts that decide.")
    third_party_rights: ThirdPartyRights = Field(description="Whether people who are not parties may enforce the agreement.")
    assignment: Permission = Field(description="When a party may assign the agreement.")
    subcontracting: Permission = Field(description="When the Provider may subcontract.")
    subcontractors: Listed[Subcontractor] = Field(default=(), description="The subcontractors accepted.")
    non_solicit: Period | None = Field(default=None, description="How long after the end neither party solicits the other's people.")
    force_majeure_limit: Period = Field(description="How long force majeure lasts before either party may terminate.")
    deemed_receipt: DeemedReceipt = Field(description="When a notice counts as received.")
    execution: Execution = Field(description="How the agreement is signed.")


class DisputeLevel(Choice):
    """A step of dispute resolution."""

    MANAGERS = "managers"
    EXECUTIVES = "executives"
    EXPERT = "expert"
    MEDIATION = "mediation"


class DisputeEnd(Choice):
    """Who decides a dispute that no step has settled."""

    COURTS = "courts"
    ARBITRATION = "arbitration"


class DisputeStep(Section):
    """A step of dispute resolution."""

    id: Identifier = Field(description="The name of this item in data paths.")
    level: DisputeLevel = Field(description="Who tries to settle it.")
    within: Duration = Field(description="The time for this step.")


class Dispute(Section):
    """How disputes are resolved."""

    steps: Some[DisputeStep] = Field(description="The steps, in order.")
    then: DisputeEnd = Field(description="Who decides what no step has settled.")
