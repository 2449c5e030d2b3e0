"""The terms of one contract: the union of the YAML files in its folder."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WithJsonSchema

from pipeline.model.terms.additional_services import AdditionalService, Rate
from pipeline.model.terms.assets import Assets, Responsibility
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.charges import Charges
from pipeline.model.terms.data_protection import BusinessContinuity, DataProtection, Security
from pipeline.model.terms.derived import Derived
from pipeline.model.terms.escalation import Contact, Escalation
from pipeline.model.terms.governance import Governance, Personnel
from pipeline.model.terms.legal import Dispute, Legal
from pipeline.model.terms.meta import Attachment, Meta, Need, Recipients
from pipeline.model.terms.parties import Parties
from pipeline.model.terms.risk import Confidentiality, Indemnities, Insurance, IntellectualProperty, Liability, Warranties
from pipeline.model.terms.safeguards import Benchmarking, CloudSwitching, StepIn
from pipeline.model.terms.scope import Scope
from pipeline.model.terms.section import Internal, Listed, Section, Several, Some
from pipeline.model.terms.service_credits import ServiceCredits
from pipeline.model.terms.service_levels import PriorityMatrix, ServiceLevels
from pipeline.model.terms.services import CatalogueRequest, MajorIncident, ProblemManagement, Service, TicketType
from pipeline.model.terms.term import Term
from pipeline.model.terms.termination import Exit, Termination
from pipeline.model.terms.transition import ChangeControl, Transition
from pipeline.model.terms.wording import ClauseChoice, OpenItem

NamedCalendar = Annotated[Calendar, WithJsonSchema({"type": "string", "examples": ["england-and-wales"]})]


class Terms(Section):
    """What was agreed."""

    meta: Meta = Field(description="What identifies the contract.")
    need: Internal[Need | None] = Field(default=None, description="Why the business buys support.")
    parties: Parties = Field(description="The Customer and the Provider.")
    term: Term = Field(description="Start, Initial Term and renewal.")
    calendar: NamedCalendar = Field(description="The calendar, by the name of its file in data/calendars.")
    ticket_types: Several[TicketType] = Field(description="What tickets are about.")
    services: Some[Service] = Field(description="The services.")
    request_catalogue: Listed[CatalogueRequest] = Field(default=(), description="The standard service requests.")
    major_incident: MajorIncident | None = Field(default=None, description="How major incidents are handled.")
    problem: ProblemManagement | None = Field(default=None, description="How the causes of incidents are removed.")
    scope: Scope = Field(description="What is supported, where, and what is not.")
    priority_matrix: PriorityMatrix | None = Field(default=None, description="Impact and urgency give the priority.")
    service_levels: ServiceLevels = Field(description="What the Provider must achieve, and how it is measured.")
    service_credits: ServiceCredits | None = Field(default=None, description="What the Customer receives when Service Levels are missed.")
    step_in: StepIn | None = Field(default=None, description="The Customer's right to operate a critical service itself for a time.")
    escalation: Escalation = Field(description="How a ticket or a concern is escalated.")
    contacts: Some[Contact] = Field(description="The contacts behind the roles.")
    assets: Assets = Field(description="The Covered Assets.")
    responsibilities: Listed[Responsibility] = Field(description="Who does what about the assets.")
    charges: Charges = Field(description="What the Customer pays.")
    rate_card: Listed[Rate] = Field(default=(), description="The rates.")
    additional_services: Listed[AdditionalService] = Field(default=(), description="Services beyond the scope, at agreed prices.")
    benchmarking: Benchmarking | None = Field(default=None, description="The comparison of the Charges with the market.")
    change_control: ChangeControl = Field(description="How the services are changed.")
    transition: Transition | None = Field(default=None, description="Taking over the services.")
    data_protection: DataProtection = Field(description="How personal data is protected, if there is any.")
    security: Security = Field(description="What the Provider does for information security.")
    business_continuity: BusinessContinuity | None = Field(default=None, description="The continuity of the Provider's business.")
    intellectual_property: IntellectualProperty = Field(description="Rights in what is made and what is brought in.")
    confidentiality: Confidentiality = Field(description="How long confidential information is kept.")
    warranties: Warranties = Field(description="Warranties and their remedy.")
    indemnities: Indemnities | None = Field(default=None, description="The Provider's indemnities.")
    liability: Liability = Field(description="Limits of liability.")
    insurance: Listed[Insurance] = Field(default=(), description="The insurances that the Provider holds.")
    termination: Termination = Field(description="How the agreement ends before its term.")
    exit: Exit = Field(description="Help at the end of the agreement.")
    cloud_switching: CloudSwitching | None = Field(default=None, description="Leaving a cloud service, under the law of the Union.")
    governance: Governance = Field(description="How the parties manage the agreement.")
    personnel: Personnel | None = Field(default=None, description="The Provider's people.")
    dispute: Dispute = Field(description="How disputes are resolved.")
    legal: Legal = Field(description="Governing law and the general terms.")
    recipients: Recipients = Field(default=(), description="To whom a draft is sent.")
    attachments: Listed[Attachment] = Field(default=(), description="Documents attached as they are.")
    clauses: ClauseChoice = Field(default_factory=ClauseChoice, description="How this contract uses the clause library.")
    open: tuple[OpenItem, ...] = Field(default=(), description="The points that a preliminary draft leaves open.")

    @property
    def derived(self) -> Derived:
        """The figures that follow from the data and are never typed."""
        return Derived(
            term=self.term,
            calendar=self.calendar,
            scope=self.scope,
            services=self.services,
            charges=self.charges,
            rate_card=self.rate_card,
            additional_services_agreed=self.additional_services,
            liability=self.liability,
            termination=self.termination,
            service_levels=self.service_levels,
            service_credits=self.service_credits,
        )
