"""Personal data, security and continuity."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.model.duration import Duration
from pipeline.model.plain import Flag, Identifier, Text
from pipeline.model.terms.named import Frequency, RoleId, ServiceId
from pipeline.model.terms.section import Choice, Listed, Section, Several, chosen_by, kind


class DataRole(Choice):
    """A party's role in data protection law."""

    CONTROLLER = "controller"
    PROCESSOR = "processor"
    JOINT_CONTROLLER = "joint_controller"


class DataRoles(Section):
    """The parties' roles in data protection law."""

    customer: DataRole = Field(description="The Customer's role.")
    provider: DataRole = Field(description="The Provider's role.")


class SubProcessorRule(Choice):
    """When the Provider may engage a sub-processor."""

    LISTED = "listed"
    PRIOR_CONSENT = "prior_consent"
    OBJECTION = "objection"


class Transfers(Choice):
    """Whether personal data may leave the territory."""

    NONE = "none"
    ADEQUATE_COUNTRIES = "adequate_countries"
    WITH_SAFEGUARDS = "with_safeguards"


class TransferMechanism(Choice):
    """The instrument on which a transfer rests."""

    NONE = "none"
    ADEQUACY = "adequacy"
    STANDARD_CONTRACTUAL_CLAUSES = "standard_contractual_clauses"
    UK_ADDENDUM = "uk_addendum"
    IDTA = "idta"


class ProcessingDuration(Choice):
    """How long personal data is processed."""

    TERM = "term"
    TERM_AND_EXIT = "term_and_exit"


class SubProcessor(Section):
    """A sub-processor that the Customer has accepted."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="Who.")
    place: Text = Field(description="Where the data is processed.")
    service: Text = Field(description="What it does.")


class NoPersonalData(Section):
    """The Provider processes no personal data for the Customer."""

    personal_data: Flag = Field(description="Whether the Provider processes personal data for the Customer.")


class PersonalData(Section):
    """The Provider processes personal data for the Customer."""

    personal_data: Flag = Field(description="Whether the Provider processes personal data for the Customer.")
    roles: DataRoles = Field(description="The parties' roles.")
    breach_notice: Duration = Field(description="The longest time in which the Provider reports a personal data breach.")
    sub_processor_rule: SubProcessorRule = Field(description="When a sub-processor may be engaged.")
    sub_processors: Listed[SubProcessor] = Field(default=(), description="The sub-processors accepted.")
    transfers: Transfers = Field(description="Whether personal data may leave the territory.")
    transfer_mechanism: TransferMechanism = Field(description="The instrument on which a transfer rests.")
    subject_matter: Text = Field(description="The subject matter of the processing.")
    duration: ProcessingDuration = Field(description="How long it lasts.")
    nature_and_purpose: Text = Field(description="Its nature and purpose.")
    data_types: Several[Text] = Field(description="The types of personal data.")
    data_subjects: Several[Text] = Field(description="The categories of data subjects.")
    measures: Several[Text] = Field(description="The technical and organisational measures.")


DataProtection = Annotated[Annotated[NoPersonalData, kind("false")] | Annotated[PersonalData, kind("true")], chosen_by("personal_data")]


class Access(Choice):
    """How access rights are given."""

    LEAST_PRIVILEGE = "least_privilege"
    NAMED_ACCOUNTS = "named_accounts"


class Security(Section):
    """Information security."""

    standards: Several[Text] = Field(description="The standards that the Provider holds, such as ISO/IEC 27001.")
    incident_notice: Duration = Field(description="The longest time in which a security incident is reported.")
    penetration_test: Frequency = Field(description="How often penetration tests are made.")
    access: Access = Field(description="How access rights are given.")
    staff_vetting: Text = Field(description="The standard by which staff are vetted.")
    contact: RoleId | None = Field(default=None, description="The Provider's role that answers for security.")
    measures: tuple[Text, ...] = Field(
        default=(), description="Further measures: each a clause without a full stop, which follows the word `shall`."
    )


class ServiceRecovery(Section):
    """How soon one service works again after an event at the Provider."""

    id: Identifier = Field(description="The name of this item in data paths.")
    service: ServiceId = Field(description="The service.")
    recovery_time: Duration = Field(description="How long the Provider may take to resume this service.")
    recovery_point: Duration = Field(description="How much recent data of this service the Provider may lose.")


class BusinessContinuity(Section):
    """The continuity of the Provider's own business."""

    plan: Flag = Field(description="Whether the Provider keeps a continuity plan.")
    test: Frequency = Field(description="How often it is tested.")
    recovery_time: Duration = Field(description="How long the Provider may take to resume the services.")
    recovery_point: Duration = Field(description="How much recent data the Provider may lose.")
    contact: RoleId | None = Field(default=None, description="The Provider's role that answers for the plan.")
    activated_within: Duration | None = Field(default=None, description="The time in which the plan is put into operation after an event.")
    scenarios: tuple[Text, ...] = Field(default=(), description="The events for which the plan provides, such as loss of a data centre.")
    services: Listed[ServiceRecovery] = Field(default=(), description="The services that work again sooner, in order of recovery.")
