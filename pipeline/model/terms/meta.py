"""What the contract is called, who drafts it, and why the business needs it."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.money import Money
from pipeline.model.plain import Count, Email, Identifier, IsoDate, Sha256, Text
from pipeline.model.terms.named import Side
from pipeline.model.terms.section import Choice, Internal, Listed, Section, Several, Some


class Language(Choice):
    """The language and spelling of the text."""

    BRITISH_ENGLISH = "en-GB"
    AMERICAN_ENGLISH = "en-US"


class AgreementPart(Choice):
    """A part of the agreement that ranks in the order of precedence."""

    SPECIAL_TERMS = "special_terms"
    KEY_TERMS = "key_terms"
    STANDARD_TERMS = "standard_terms"
    SCHEDULES = "schedules"
    ATTACHMENTS = "attachments"

    @property
    def words(self) -> str:
        """The part as the text of the agreement calls it."""
        named = {AgreementPart.KEY_TERMS: "the Key Terms", AgreementPart.STANDARD_TERMS: "the clauses"}
        return named.get(self, f"the {super().words}")


class Origin(Choice):
    """Where a contract came about that was not drafted here."""

    EXECUTED_ELSEWHERE = "executed_elsewhere"


class Meta(Section):
    """What identifies the contract."""

    schema_version: Internal[Count] = Field(description="The version of this data model; 1 today.")
    contract_number: Text = Field(description="The number printed in header and footer, unique in the house, such as ITS-2026-0042.")
    title: Text = Field(description="The title on the cover, such as IT Support Services Agreement.")
    language: Language = Field(description="The language and spelling of the text.")
    side: Internal[Side] = Field(description="Which party we are.")
    owner: Internal[Text] = Field(description="Who in our house answers for this contract.")
    drafted_by: Internal[Text] = Field(description="Who drafts it.")
    amendment_effective_date: IsoDate | None = Field(
        default=None, description="The day from which the next amendment applies; left out, that of its last signature."
    )
    origin: Internal[Origin | None] = Field(
        default=None,
        description="Set where the contract was signed before it came here: its data are key data, and what is absent was not taken down.",
    )
    order_of_precedence: Several[AgreementPart] = Field(description="Which part prevails in a conflict, the highest first.")


class Stakeholder(Section):
    """Somebody who was asked what the business needs."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="Who was asked.")
    role: Text = Field(description="The role in the business.")
    asked_on: IsoDate = Field(description="When.")
    input: Text = Field(description="What was answered.")


class Need(Section):
    """Why the business buys support: what a negotiation round is measured against. Never leaves the house."""

    description: Text = Field(description="What the business needs, and why.")
    stakeholders_asked: Some[Stakeholder] = Field(description="Who was asked, and what was answered.")
    current_infrastructure: Text = Field(description="Today's hardware, network and sites.")
    current_software: Text = Field(description="Today's software.")
    future_needs: Text = Field(description="What is expected to change during the term.")
    budget_per_year: Money = Field(description="What the business may spend in a year.")


class Recipient(Section):
    """Somebody to whom a draft is sent."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="Who.")
    role: Text = Field(description="The role at the counterparty.")
    email: Email = Field(description="The address.")


class Attachment(Section):
    """A document that is attached to the agreement as it is."""

    id: Identifier = Field(description="The name of this item in data paths.")
    title: Text = Field(description="The title in the list of attachments.")
    file: Text = Field(description="The file, relative to the contract's folder.")
    sha256: Sha256 = Field(description="The SHA-256 of the file.")


Recipients = Internal[Listed[Recipient]]
