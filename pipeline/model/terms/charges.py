"""What the Customer pays: the charging model, invoicing, taxes, indexation, expenses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pipeline.model.duration import Duration, Period
from pipeline.model.money import Money
from pipeline.model.percent import Percent, Share
from pipeline.model.plain import Count, Currency, Flag, Identifier, IsoDate, Text
from pipeline.model.terms.named import ChargePeriod, Frequency, HardwareId, RateId, ServiceId
from pipeline.model.terms.section import Choice, Internal, Section, Several, Some, chosen_by, kind
from pipeline.model.times import YearMonth


class ChargeUnit(Choice):
    """What a charge is counted by."""

    LUMP_SUM = "lump_sum"
    USER = "user"
    DEVICE = "device"
    SITE = "site"


class FixedCharge(Section):
    """A recurring charge: amount times quantity for each period."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The name printed, such as Monthly Charge.")
    unit: ChargeUnit = Field(description="What is counted.")
    quantity: Count = Field(description="How many units; 1 for a lump sum.")
    amount: Money = Field(description="The price of one unit for one period.")
    period: ChargePeriod = Field(description="The period charged.")
    services: Several[ServiceId] = Field(description="The services that it pays for.")
    assets: tuple[HardwareId, ...] = Field(default=(), description="The assets that are counted, for a charge by device.")


class TimeRecords(Choice):
    """How often records of time are delivered."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class CeilingPeriod(Choice):
    """The period to which a ceiling applies."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TERM = "term"


class Ceiling(Section):
    """The most that is charged by the hour in a period."""

    amount: Money = Field(description="The most.")
    per: CeilingPeriod = Field(description="The period.")
    warn_at: Share = Field(description="The share at which the Provider must warn the Customer.")


class HourlyWork(Section):
    """Work charged by time."""

    services: Several[ServiceId] = Field(description="The services that it pays for.")
    rates: Several[RateId] = Field(description="The rates of the Rate Card that apply.")
    time_records: TimeRecords = Field(description="How often records of time are delivered.")
    billing_increment: Duration = Field(description="The unit to which time is rounded up.")
    not_to_exceed: Ceiling = Field(description="The ceiling.")


class Milestone(Section):
    """A milestone whose acceptance makes a payment due."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The name printed.")
    deliverables: Several[Text] = Field(description="What is delivered.")
    acceptance_criteria: Text = Field(description="By what it is accepted.")
    due: IsoDate = Field(description="When it is due.")
    amount: Money = Field(description="What is paid on acceptance.")


class Delay(Section):
    """What is paid for delay."""

    per_week: Share = Field(description="For each full week, as a share of the milestone's amount.")
    cap: Share = Field(description="The most, as a share of the milestone's amount.")


class ProjectWork(Section):
    """Work charged by milestones."""

    services: Several[ServiceId] = Field(description="The services that it pays for.")
    milestones: Some[Milestone] = Field(description="The milestones, in order of time.")
    acceptance: Duration = Field(description="The time the Customer has to test a deliverable.")
    rework: Duration = Field(description="The time the Provider has to correct a rejected deliverable.")
    delay: Delay | None = Field(default=None, description="What is paid for delay.")


class InvoiceTiming(Choice):
    """When the invoice for a period is sent."""

    IN_ADVANCE = "in_advance"
    IN_ARREARS = "in_arrears"
    ON_ACCEPTANCE = "on_acceptance"


class LateInterest(Section):
    """Interest on late payment."""

    rate: Percent = Field(description="Percentage points a year above the reference rate.")
    over: Text = Field(description="The reference rate, such as the Bank of England base rate.")


class Invoicing(Section):
    """Invoices and payment."""

    frequency: Frequency = Field(description="How often an invoice is sent.")
    timing: InvoiceTiming = Field(description="When the invoice for a period is sent.")
    due: Period = Field(description="The time for payment, from receipt of a proper invoice.")
    late_interest: LateInterest = Field(description="Interest on late payment.")
    dispute_within: Period = Field(description="The time for disputing an invoice, from its receipt.")
    invoice_cutoff: Period = Field(description="The time after which a sum not invoiced is no longer due.")
    set_off: Flag = Field(description="Whether the Customer may set off credits and undisputed sums.")


class Taxes(Choice):
    """Whether prices contain value added tax."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


class Indexation(Section):
    """How prices follow an index."""

    index: Text = Field(description="The index and its publisher.")
    base_month: YearMonth = Field(description="The month of the index from which the first change is measured.")
    first_review: IsoDate = Field(description="The first day on which prices may change.")
    frequency: Period = Field(description="The time between two reviews.")
    formula: Text = Field(description="How the new price is computed, in whole sentences that define each variable.")
    floor: Percent = Field(description="The least increase at one review.")
    cap: Percent = Field(description="The greatest increase at one review.")


class ExpensesPolicy(Choice):
    """Whether expenses are paid besides the Charges."""

    INCLUDED = "included"
    PRE_APPROVED = "pre_approved"
    PRE_APPROVED_OVER = "pre_approved_over"


class Expenses(Section):
    """Expenses."""

    policy: ExpensesPolicy = Field(description="Whether and when expenses are paid.")
    threshold: Money | None = Field(default=None, description="The sum above which approval comes first, for `pre_approved_over`.")


class _CommonCharges(Section):
    currency: Currency = Field(description="The currency of all charges.")
    other_currencies: tuple[Currency, ...] = Field(default=(), description="Currencies that other sections may use besides.")
    market_assumptions: Internal[Text] = Field(description="Why the price is fair.")
    invoicing: Invoicing = Field(description="Invoices and payment.")
    taxes: Taxes = Field(description="Whether prices contain value added tax.")
    indexation: Indexation | None = Field(default=None, description="How prices follow an index; absent where they are fixed.")
    expenses: Expenses = Field(description="Which expenses are paid besides the charges.")


class RetainerCharges(_CommonCharges):
    """A fixed sum for each period, as a lump sum, by user or by device."""

    model: Literal["monthly_retainer", "per_user", "per_device"] = Field(description="How the services are charged.")
    fixed: Some[FixedCharge] = Field(description="The recurring charges.")


class HourlyCharges(_CommonCharges):
    """Charges by time."""

    model: Literal["hourly_rate"] = Field(description="How the services are charged.")
    hourly: HourlyWork = Field(description="The work charged by time.")


class ProjectCharges(_CommonCharges):
    """Charges by milestone."""

    model: Literal["per_project"] = Field(description="How the services are charged.")
    per_project: ProjectWork = Field(description="The work charged by milestones.")


class MixedCharges(_CommonCharges):
    """Several of these together."""

    model: Literal["mixed"] = Field(description="How the services are charged.")
    fixed: Some[FixedCharge] | None = Field(default=None, description="The recurring charges.")
    hourly: HourlyWork | None = Field(default=None, description="The work charged by time.")
    per_project: ProjectWork | None = Field(default=None, description="The work charged by milestones.")


Charges = Annotated[
    Annotated[RetainerCharges, kind("monthly_retainer")]
    | Annotated[RetainerCharges, kind("per_user")]
    | Annotated[RetainerCharges, kind("per_device")]
    | Annotated[HourlyCharges, kind("hourly_rate")]
    | Annotated[ProjectCharges, kind("per_project")]
    | Annotated[MixedCharges, kind("mixed")],
    chosen_by("model"),
]


def fixed_charges(charges: Charges) -> tuple[FixedCharge, ...]:
    """The recurring charges, whatever the model."""
    return charges.fixed or () if isinstance(charges, RetainerCharges | MixedCharges) else ()


def hourly_work(charges: Charges) -> HourlyWork | None:
    """The work charged by time, whatever the model."""
    return charges.hourly if isinstance(charges, HourlyCharges | MixedCharges) else None


def project_work(charges: Charges) -> ProjectWork | None:
    """The work charged by milestones, whatever the model."""
    return charges.per_project if isinstance(charges, ProjectCharges | MixedCharges) else None
