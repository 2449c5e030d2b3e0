"""Intellectual property, confidentiality, warranties, indemnities, liability, insurance."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Period, WholeMonths
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.plain import Factor, Flag, Identifier
from pipeline.model.terms.section import Choice, Section, Several


class Deliverables(Choice):
    """To whom rights in deliverables pass, and when."""

    ASSIGNED_ON_CREATION = "assigned_on_creation"
    ASSIGNED_ON_PAYMENT = "assigned_on_payment"
    LICENSED = "licensed"


class Background(Choice):
    """What becomes of rights that a party brings in."""

    RETAINED = "retained"


class LicenceDuration(Choice):
    """How long a licence lasts."""

    TERM = "term"
    PERPETUAL = "perpetual"


class IntellectualProperty(Section):
    """Rights in what is made and what is brought in."""

    deliverables: Deliverables = Field(description="To whom rights in deliverables pass, and when.")
    background: Background = Field(description="What becomes of rights that a party brings in.")
    licence: LicenceDuration = Field(description="How long the licence to the Provider's background rights lasts.")


class Confidentiality(Section):
    """Confidentiality."""

    lasts: Period = Field(description="How long the duty lasts after the agreement ends.")


class WarrantyStandard(Choice):
    """The standard of performance."""

    REASONABLE_SKILL_AND_CARE = "reasonable_skill_and_care"
    GOOD_INDUSTRY_PRACTICE = "good_industry_practice"


class Warranties(Section):
    """Warranties and their remedy."""

    standard: WarrantyStandard = Field(description="The standard of performance.")
    reperform_within: Period = Field(description="The time within which defective services are performed again.")


class IndemnityCover(Choice):
    """A claim against which the Provider indemnifies the Customer."""

    THIRD_PARTY_RIGHTS = "third_party_rights"
    DATA_PROTECTION = "data_protection"
    EMPLOYEES = "employees"


class Indemnities(Section):
    """The Provider's indemnities."""

    covers: Several[IndemnityCover] = Field(description="The claims covered.")


class CapBasis(Choice):
    """The sum from which the cap is computed."""

    CHARGES_PAID_OR_PAYABLE = "charges_paid_or_payable"
    CHARGES_PAID = "charges_paid"


class GeneralCap(Section):
    """The general limit of liability: a percentage of the charges of a period, but not less than a floor."""

    basis: CapBasis = Field(description="The sum from which it is computed.")
    period: WholeMonths = Field(description="The period whose charges count.")
    percentage: Percent = Field(description="The percentage of that sum.")
    floor: Money = Field(description="The least that the cap amounts to.")


class EnhancedCover(Choice):
    """A kind of loss to which the enhanced cap applies."""

    DATA_PROTECTION = "data_protection"
    CONFIDENTIALITY = "confidentiality"
    INDEMNITIES = "indemnities"
    SECURITY = "security"


class EnhancedCap(Section):
    """A higher limit for some losses."""

    multiple_of_general: Factor = Field(description="How many times the general cap.")
    covers: Several[EnhancedCover] = Field(description="The losses to which it applies.")


class Uncapped(Choice):
    """Liability that is not limited."""

    DEATH_OR_PERSONAL_INJURY = "death_or_personal_injury"
    FRAUD = "fraud"
    WILFUL_DEFAULT = "wilful_default"
    GROSS_NEGLIGENCE = "gross_negligence"
    TITLE = "title"
    WHATEVER_THE_LAW_FORBIDS_TO_LIMIT = "whatever_the_law_forbids_to_limit"


class Loss(Choice):
    """A kind of loss."""

    LOSS_OF_PROFIT = "loss_of_profit"
    LOSS_OF_BUSINESS = "loss_of_business"
    LOSS_OF_GOODWILL = "loss_of_goodwill"
    INDIRECT = "indirect"

    @property
    def words(self) -> str:
        """The loss as words of a sentence."""
        return "indirect or consequential loss" if self is Loss.INDIRECT else super().words


class RecoverableLoss(Choice):
    """A loss that is recoverable in any case, subject to the cap."""

    REPLACEMENT_SERVICES = "replacement_services"
    DATA_RESTORATION = "data_restoration"
    REGULATORY_COST = "regulatory_cost"
    WASTED_EXPENDITURE = "wasted_expenditure"


class CapApplies(Choice):
    """To what the cap applies."""

    PER_CONTRACT_YEAR_PER_PARTY = "per_contract_year_per_party"
    WHOLE_TERM_PER_PARTY = "whole_term_per_party"


class Liability(Section):
    """Limits of liability."""

    general_cap: GeneralCap = Field(description="The general limit.")
    enhanced_cap: EnhancedCap | None = Field(default=None, description="A higher limit for some losses.")
    applies: CapApplies = Field(description="To what the caps apply.")
    uncapped: Several[Uncapped] = Field(description="Liability that is not limited.")
    excluded_losses: tuple[Loss, ...] = Field(default=(), description="Losses that are not recoverable.")
    recoverable: tuple[RecoverableLoss, ...] = Field(default=(), description="Losses that are recoverable in any case, subject to the cap.")
    credits_count_towards_cap: Flag = Field(description="Whether Service Credits use up the cap.")


class InsuranceType(Choice):
    """The kind of insurance."""

    PROFESSIONAL_INDEMNITY = "professional_indemnity"
    PUBLIC_LIABILITY = "public_liability"
    EMPLOYERS_LIABILITY = "employers_liability"
    CYBER = "cyber"
    IT_LIABILITY = "it_liability"

    @property
    def words(self) -> str:
        """The insurance as words of a sentence."""
        if self is InsuranceType.IT_LIABILITY:
            return "information technology liability"
        return "employers\u2019 liability" if self is InsuranceType.EMPLOYERS_LIABILITY else super().words


class Insurance(Section):
    """An insurance that the Provider holds."""

    id: Identifier = Field(description="The name of this item in data paths.")
    type: InsuranceType = Field(description="The kind.")
    minimum: Money = Field(description="The least sum insured, for each claim.")
    tail: Period | None = Field(default=None, description="How long it is kept after the agreement ends.")
