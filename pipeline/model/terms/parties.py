"""The two parties: names, registers, addresses, signatories."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from pipeline.model.plain import Email, Identifier, Sha256, Text
from pipeline.model.scalar import bad
from pipeline.model.terms.section import Choice, Internal, Section, Several, Some


class EntityType(Choice):
    """The legal form of a party."""

    LIMITED_COMPANY = "limited_company"
    PLC = "plc"
    LLP = "llp"
    PARTNERSHIP = "partnership"
    GMBH = "gmbh"
    AG = "ag"
    GMBH_CO_KG = "gmbh_co_kg"
    INC = "inc"
    LLC = "llc"
    PUBLIC_BODY = "public_body"

    @property
    def words(self) -> str:
        """The legal form as words of a sentence."""
        return _FORMS[self]

    @property
    def is_german(self) -> bool:
        """Whether it is entered in the commercial register of a German local court."""
        return self in (EntityType.GMBH, EntityType.AG, EntityType.GMBH_CO_KG)


_FORMS = {
    EntityType.LIMITED_COMPANY: "private limited company",
    EntityType.PLC: "public limited company",
    EntityType.LLP: "limited liability partnership",
    EntityType.PARTNERSHIP: "partnership",
    EntityType.GMBH: "Gesellschaft mit beschränkter Haftung",
    EntityType.AG: "Aktiengesellschaft",
    EntityType.GMBH_CO_KG: "GmbH & Co. KG",
    EntityType.INC: "corporation",
    EntityType.LLC: "limited liability company",
    EntityType.PUBLIC_BODY: "public body",
}


class Representation(Choice):
    """Whether one signatory binds the party or all must sign together."""

    SOLE = "sole"
    JOINT = "joint"


class SignatoryCapacity(Choice):
    """By what power a signatory signs."""

    DIRECTOR = "director"
    OFFICER = "officer"
    MANAGING_DIRECTOR = "managing_director"
    PROKURIST = "prokurist"
    AUTHORISED_SIGNATORY = "authorised_signatory"

    def prefix(self, *, german: bool) -> str:
        """What stands before a signature: ppa. for a holder of Prokura (HGB section 51), i. V. for another agent of a German company."""
        if self is SignatoryCapacity.PROKURIST:
            return "ppa."
        return "i. V." if german and self is SignatoryCapacity.AUTHORISED_SIGNATORY else ""


class Signatory(Section):
    """A person who signs for a party."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The person's name.")
    title: Text = Field(description="The title printed under the name, such as Chief Operating Officer.")
    capacity: SignatoryCapacity = Field(description="By what power the person signs.")
    email: Email = Field(description="Where an electronic signature is requested.")
    certificate: Internal[Sha256 | None] = Field(
        default=None, description="The SHA-256 fingerprint of the certificate with which this person signs, as the parties exchanged it."
    )


class Registration(Section):
    """The register in which a party is entered."""

    number: Text = Field(description="The registration number: 01234567 at Companies House, HRB 98765 in Germany.")
    register_court: Text | None = Field(default=None, description="The local court that keeps the commercial register (German companies).")


class NoticeAddress(Section):
    """Where notices to a party are sent."""

    attention: Text = Field(description="For whose attention, such as the Company Secretary.")
    email: Email = Field(description="The e-mail address for notices.")
    post: Several[Text] = Field(description="The postal address for notices, line by line.")
    copy_to: tuple[Email, ...] = Field(default=(), description="Who receives a copy, which is not itself notice.")


class Party(Section):
    """One party to the agreement."""

    legal_name: Text = Field(description="The full registered name.")
    short_name: Text = Field(description="The name in everyday words.")
    entity_type: EntityType = Field(description="The legal form.")
    registration: Registration = Field(description="The register in which the party is entered.")
    jurisdiction: Text = Field(description="The place under whose law the party is formed, such as England and Wales.")
    address: Several[Text] = Field(description="The registered office, line by line.")
    vat_number: Text | None = Field(default=None, description="The VAT identification number.")
    managing_directors: tuple[Text, ...] = Field(default=(), description="All managing directors (German companies name them).")
    representation: Representation = Field(description="Whether one signatory binds the party or all sign together.")
    signatories: Some[Signatory] = Field(description="Who signs.")
    notice: NoticeAddress = Field(description="Where notices are sent.")

    @model_validator(mode="after")
    def _german_companies_name_register_and_directors(self) -> Self:
        if isinstance(self.entity_type, EntityType) and self.entity_type.is_german:
            if isinstance(self.registration, Registration) and self.registration.register_court is None:
                raise bad(
                    "missing-key",
                    "a German company is entered at a register court, which is missing",
                    within=("registration", "register_court"),
                )
            if self.managing_directors == ():
                raise bad("missing-key", "a German company names its managing directors, which are missing", within=("managing_directors",))
        return self


class Parties(Section):
    """The Customer and the Provider."""

    customer: Party = Field(description="The party that buys the services.")
    provider: Party = Field(description="The party that provides them.")
