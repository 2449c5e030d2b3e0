"""The terms that every new contract of our house starts from, unless its owner opens them."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Duration, Period, ServiceTime
from pipeline.model.plain import Count, Flag
from pipeline.model.terms.charges import Invoicing
from pipeline.model.terms.data_protection import BusinessContinuity, DataProtection, Security
from pipeline.model.terms.governance import Audit
from pipeline.model.terms.legal import DeemedReceipt, Dispute, Execution, Permission, ThirdPartyRights
from pipeline.model.terms.risk import Confidentiality, Indemnities, Insurance, IntellectualProperty, Liability, Warranties
from pipeline.model.terms.section import Listed, Section, Some
from pipeline.model.terms.service_clock import ServiceClock
from pipeline.model.terms.service_credits import ServiceCredits
from pipeline.model.terms.service_levels import BelowMinimum, ResponseDefinition
from pipeline.model.terms.services import MajorIncident, ProblemManagement
from pipeline.model.terms.termination import Exit, TerminationReason


class StandardServiceLevels(Section):
    """How our house has Service Levels measured."""

    response_definition: ResponseDefinition = Field(description="What counts as a response.")
    resolution_includes_workaround: Flag = Field(description="Whether a workaround that the Customer accepts meets the Resolution Time.")
    clock: ServiceClock = Field(description="How the time of a ticket is counted.")
    minimum_sample: Count = Field(description="The number of tickets in a month below which a percentage says little.")
    below_minimum: BelowMinimum = Field(description="How a target is judged below the minimum sample.")


class StandardCharges(Section):
    """How our house pays."""

    invoicing: Invoicing = Field(description="Invoices and payment.")


class StandardTermination(Section):
    """For which reasons our house has contracts end early."""

    reasons: Some[TerminationReason] = Field(description="Termination for cause: the reasons.")


class StandardLegal(Section):
    """The general terms of our house, whatever the governing law."""

    third_party_rights: ThirdPartyRights = Field(description="Whether people who are not parties may enforce the agreement.")
    assignment: Permission = Field(description="When a party may assign the agreement.")
    subcontracting: Permission = Field(description="When the Provider may subcontract.")
    non_solicit: Period | None = Field(default=None, description="How long after the end neither party solicits the other's people.")
    force_majeure_limit: Period = Field(description="How long force majeure lasts before either party may terminate.")
    deemed_receipt: DeemedReceipt = Field(description="When a notice counts as received.")
    execution: Execution = Field(description="How the agreement is signed.")


class StandardChangeControl(Section):
    """How our house has services changed."""

    impact_assessment_within: Duration = Field(description="The time for the Provider's impact assessment.")
    emergency_record_within: ServiceTime = Field(
        description="The time within which an emergency change is recorded and approved afterwards."
    )


class StandardGovernance(Section):
    """What our house may look into."""

    audit: Audit = Field(description="The Customer's right of audit.")


class StandardTerms(Section):
    """Terms that are the same in most contracts of our house; each stands where it stands in a contract."""

    service_levels: StandardServiceLevels = Field(description="How Service Levels are measured: the switches of the service clock.")
    service_credits: ServiceCredits | None = Field(default=None, description="What the Customer receives when Service Levels are missed.")
    major_incident: MajorIncident | None = Field(default=None, description="How major incidents are handled.")
    problem: ProblemManagement | None = Field(default=None, description="How the causes of incidents are removed.")
    charges: StandardCharges = Field(description="How our house pays.")
    change_control: StandardChangeControl = Field(description="How the services are changed.")
    data_protection: DataProtection = Field(description="How personal data is protected, if there is any.")
    security: Security = Field(description="What the Provider does for information security.")
    business_continuity: BusinessContinuity | None = Field(default=None, description="The continuity of the Provider's own business.")
    intellectual_property: IntellectualProperty = Field(description="Rights in what is made and what is brought in.")
    confidentiality: Confidentiality = Field(description="How long confidential information is kept.")
    warranties: Warranties = Field(description="Warranties and their remedy.")
    indemnities: Indemnities | None = Field(default=None, description="The Provider's indemnities.")
    liability: Liability = Field(description="Limits of liability.")
    insurance: Listed[Insurance] = Field(default=(), description="The insurances that the Provider holds.")
    termination: StandardTermination = Field(description="For which reasons a party may terminate.")
    exit: Exit = Field(description="Help at the end of the agreement.")
    governance: StandardGovernance = Field(description="The right of audit.")
    dispute: Dispute = Field(description="How disputes are resolved.")
    legal: StandardLegal = Field(description="The general terms.")
