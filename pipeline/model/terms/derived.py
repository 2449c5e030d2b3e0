"""Figures that follow from the data and are never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pydantic import Field

from pipeline.model.duration import Duration, Unit
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.plain import Count, Identifier, Text
from pipeline.model.terms.additional_services import (
    AdditionalService,
    CostPlusPricing,
    FixedPricing,
    Pricing,
    Rate,
    RatePricing,
    UnitPricing,
)
from pipeline.model.terms.calendar import Calendar, Holiday
from pipeline.model.terms.charges import CeilingPeriod, Charges, ChargeUnit, fixed_charges, hourly_work, project_work
from pipeline.model.terms.examples import (
    CreditExampleLine,
    CreditExampleResult,
    FeeExampleLine,
    credit_example_lines,
    credit_example_results,
)
from pipeline.model.terms.listed import ChannelLine, channel_lines, holidays_of
from pipeline.model.terms.named import ChargePeriod
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.risk import Liability
from pipeline.model.terms.scope import Scope, Site
from pipeline.model.terms.section import Section
from pipeline.model.terms.service_credits import ServiceCredits
from pipeline.model.terms.service_levels import ServiceLevels
from pipeline.model.terms.services import Service
from pipeline.model.terms.term import AutomaticRenewal, RunsFrom, Term
from pipeline.model.terms.termination import FeeBasis, FeeExample, Termination

_CEILINGS_A_YEAR = {CeilingPeriod.MONTH: 12, CeilingPeriod.QUARTER: 4, CeilingPeriod.YEAR: 1}


class ChargeLine(Section):
    """A recurring charge with its extension: amount times quantity."""

    id: Identifier = Field(description="The id of the charge.")
    name: Text = Field(description="The name of the charge.")
    unit: ChargeUnit = Field(description="What is counted.")
    quantity: Count = Field(description="How many units.")
    amount: Money = Field(description="The price of one unit for one period.")
    period: ChargePeriod = Field(description="The period charged.")
    total: Money = Field(description="The charge for one period.")


class ServiceEstimate(Section):
    """What an Additional Service is expected to cost in a year (once, for a price that is charged once)."""

    id: Identifier = Field(description="The id of the Additional Service.")
    name: Text = Field(description="The name of the Additional Service.")
    estimate: Money = Field(description="The expected cost of a year.")


class EarlyFeeAmount(Section):
    """The early termination fee in one year of the Initial Term."""

    id: Identifier = Field(description="The id of the step.")
    year: Count = Field(description="The year of the Initial Term.")
    percentage: Percent = Field(description="The fee as a share of the basis.")
    amount: Money = Field(description="The fee in money.")


@dataclass(frozen=True)
class Derived:
    """The figures that follow from the data; each is computed when it is asked for. Raises StillOpen where it rests on an open point."""

    term: Term
    calendar: Calendar
    scope: Scope
    services: tuple[Service, ...]
    charges: Charges
    rate_card: tuple[Rate, ...]
    additional_services_agreed: tuple[AdditionalService, ...]
    liability: Liability
    termination: Termination
    service_levels: ServiceLevels
    service_credits: ServiceCredits | None

    @property
    def term_start_date(self) -> date:
        """The first day of the Initial Term."""
        return self.term.service_start_date if agreed(self.term.runs_from) is RunsFrom.SERVICE_START_DATE else self.term.effective_date

    @property
    def expiry_date(self) -> date:
        """The last day of the Initial Term: the day before the anniversary."""
        return self.term.initial_term.last_day(self.term_start_date)

    @property
    def customer_non_renewal_date(self) -> date | None:
        """The last day on which the Customer's notice against renewal may be received, in clear days; none without automatic renewal."""
        renewal = agreed(self.term.renewal)
        return self._received_by(renewal.non_renewal_notice.customer) if isinstance(renewal, AutomaticRenewal) else None

    @property
    def provider_non_renewal_date(self) -> date | None:
        """The last day on which the Provider's notice against renewal may be received, in clear days; none without automatic renewal."""
        renewal = agreed(self.term.renewal)
        return self._received_by(renewal.non_renewal_notice.provider) if isinstance(renewal, AutomaticRenewal) else None

    @property
    def holidays(self) -> tuple[Holiday, ...]:
        """The holidays from the Effective Date to the end of the last possible Renewal Term."""
        return holidays_of(self.calendar, self.term, self.expiry_date)

    @property
    def services_in_scope(self) -> tuple[Service, ...]:
        """The services that are provided from the start."""
        return tuple(service for service in self.services if service.in_scope)

    @property
    def services_with_volumes(self) -> tuple[Service, ...]:
        """The services in scope whose price rests on volumes."""
        return tuple(service for service in self.services_in_scope if service.volumes)

    @property
    def services_with_backup(self) -> tuple[Service, ...]:
        """The services in scope that back up data."""
        return tuple(service for service in self.services_in_scope if service.backup)

    @property
    def service_names(self) -> tuple[str, ...]:
        """The names of the services in scope."""
        return tuple(service.name for service in self.services_in_scope)

    @property
    def channels(self) -> tuple[ChannelLine, ...]:
        """The contact channels of the services in scope."""
        return channel_lines(self.services_in_scope)

    @property
    def onsite_sites(self) -> tuple[Site, ...]:
        """The sites to which the Provider comes."""
        return tuple(site for site in self.scope.sites if site.onsite)

    @property
    def remote_sites(self) -> tuple[Site, ...]:
        """The sites that are supported from afar."""
        return tuple(site for site in self.scope.sites if not site.onsite)

    @property
    def lowest_availability(self) -> Percent | None:
        """The lowest Availability that is promised for any service; nothing where none is."""
        return min((agreed(target.target) for target in agreed(self.service_levels.availability)), default=None)

    @property
    def charge_lines(self) -> tuple[ChargeLine, ...]:
        """The recurring charges with their totals for one period."""
        return tuple(
            ChargeLine(
                id=line.id,
                name=line.name,
                unit=line.unit,
                quantity=line.quantity,
                amount=line.amount,
                period=line.period,
                total=line.amount.times(line.quantity),
            )
            for line in fixed_charges(agreed(self.charges))
        )

    @property
    def annual_charge(self) -> Money:
        """The recurring charges of twelve months, without charges made once."""
        return self._sum(line.total.times(line.period.times_a_year) for line in self.charge_lines)

    @property
    def monthly_charge(self) -> Money:
        """A twelfth of the annual charge."""
        return _part(self.annual_charge, 12)

    @property
    def milestones_total(self) -> Money:
        """The sum of all milestones."""
        work = project_work(agreed(self.charges))
        return self._sum(milestone.amount for milestone in work.milestones) if work else self._sum(())

    @property
    def hourly_ceiling(self) -> Money:
        """The most that is charged by the hour in the Initial Term; a period of the ceiling that has begun counts in full."""
        work = hourly_work(agreed(self.charges))
        if work is None:
            return self._sum(())
        ceiling = work.not_to_exceed
        if agreed(ceiling.per) is CeilingPeriod.TERM:
            return ceiling.amount
        months_each = 12 // _CEILINGS_A_YEAR[ceiling.per]
        return ceiling.amount.times(-(-self._months // months_each))

    @property
    def initial_term_charges(self) -> Money:
        """The most that is charged in the Initial Term: recurring, once, for milestones, and by the hour up to the ceiling."""
        recurring = _part(self.annual_charge.times(self._months), 12)
        once = self._sum(line.total for line in self.charge_lines if line.period is ChargePeriod.ONCE)
        return recurring + once + self.milestones_total + self.hourly_ceiling

    @property
    def forecast_annual_charges(self) -> Money:
        """A year's share of the charges of the Initial Term; the whole where it is not longer than a year."""
        return _part(self.initial_term_charges.times(12), max(12, self._months))

    @property
    def additional_services(self) -> tuple[ServiceEstimate, ...]:
        """What each Additional Service is expected to cost in a year."""
        return tuple(
            ServiceEstimate(id=service.id, name=service.name, estimate=self._estimate(service.pricing).rounded())
            for service in self.additional_services_agreed
        )

    @property
    def additional_services_estimate(self) -> Money:
        """What all Additional Services together are expected to cost in a year."""
        return self._sum(service.estimate for service in self.additional_services)

    @property
    def contract_value(self) -> Money:
        """The charges of the Initial Term and the expected cost of the Additional Services over it."""
        years = Decimal(self._months) / 12
        recurring = [s for s in self.additional_services_agreed if s.pricing.period is not ChargePeriod.ONCE]
        once = [s for s in self.additional_services_agreed if s.pricing.period is ChargePeriod.ONCE]
        additional = self._sum(self._estimate(service.pricing).times(years) for service in recurring)
        return (self.initial_term_charges + additional + self._sum(self._estimate(service.pricing) for service in once)).rounded()

    @property
    def general_cap(self) -> Money:
        """The general cap at the forecast charges: the percentage of the charges of its period, or the floor if that is more."""
        cap = self.liability.general_cap
        charged = _part(self.forecast_annual_charges.times(cap.period.size), 12)
        forecast = cap.percentage.of(charged).rounded()
        return max(forecast, cap.floor, key=lambda money: money.amount)

    @property
    def early_fees(self) -> tuple[EarlyFeeAmount, ...]:
        """The early termination fee in money, by year of the Initial Term; empty where there is none."""
        fee = self.termination.early_fee
        if fee is None:
            return ()
        basis = self.early_fee_basis
        return tuple(
            EarlyFeeAmount(id=step.id, year=step.year, percentage=step.percentage, amount=step.percentage.of(basis).rounded())
            for step in fee.steps
        )

    @property
    def credit_example_lines(self) -> tuple[CreditExampleLine, ...]:
        """The Service Levels in the worked examples of Service Credits, one below the other."""
        return tuple(credit_example_lines(self, self.services))

    @property
    def credit_example_results(self) -> tuple[CreditExampleResult, ...]:
        """What the worked examples of Service Credits come to, one below the other."""
        return tuple(credit_example_results(self))

    @property
    def early_fee_basis(self) -> Money:
        """The sum of which the early termination fee is a share; of milestones all, as if none had received acceptance."""
        fee = agreed(self.termination.early_fee)
        is_annual = fee is not None and agreed(fee.basis) is FeeBasis.ANNUAL_CHARGE
        return self.annual_charge if is_annual else self.milestones_total

    def early_fee_step(self, day: date) -> EarlyFeeAmount | None:
        """The step of the early termination fee in whose year a day lies; None after the Initial Term, and where none is agreed."""
        begins, last = self.term_start_date, -(-self._months // 12)
        # The first Contract Year includes the time before the Initial Term.
        year = next((year for year in range(1, last + 1) if day < Duration(year, Unit.YEAR).after(begins)), last)
        return next((step for step in self.early_fees if step.year == year and day <= self.expiry_date), None)

    def early_fee_on(self, day: date) -> Money | None:
        """The early termination fee if the agreement ends on a day; nothing after the Initial Term. None where no step is agreed."""
        step = self.early_fee_step(day)
        if step is None:
            return self._sum(()) if day > self.expiry_date else None
        return step.amount

    @property
    def fee_example_lines(self) -> tuple[FeeExampleLine, ...]:
        """The worked examples of the early termination fee, one below the other."""
        fee = agreed(self.termination.early_fee)
        return tuple(self._fee_line(example) for example in (agreed(fee.examples) if fee else ()))

    def _fee_line(self, example: FeeExample) -> FeeExampleLine:
        step = self.early_fee_step(example.ends_on)
        return FeeExampleLine(
            id=example.id,
            ends_on=example.ends_on,
            year=step.year if step else None,
            percentage=step.percentage if step else Percent(Decimal(0)),
            basis=self.early_fee_basis,
            fee=example.fee,
        )

    @property
    def _months(self) -> int:
        return self.term.initial_term.size

    def _received_by(self, notice: Duration) -> date:
        # Clear days: neither the day of receipt nor the last day of the term counts.
        return notice.before(self.expiry_date) - timedelta(days=1)

    def _estimate(self, pricing: Pricing) -> Money:
        a_year = pricing.period.times_a_year or 1
        match pricing:
            case UnitPricing():
                return pricing.amount.times(pricing.estimated_quantity * a_year)
            case CostPlusPricing():
                return (pricing.estimate + pricing.uplift.of(pricing.estimate)).times(a_year)
            case RatePricing():
                nothing = Money(Decimal(0), agreed(self.charges.currency))
                rate = next((rate.rate for rate in self.rate_card if rate.id == pricing.rate), nothing)
                return rate.times(pricing.estimated_quantity * a_year)
            case FixedPricing():
                return pricing.amount.times(a_year)

    def _sum(self, amounts: Iterable[Money]) -> Money:
        return sum(amounts, start=Money(Decimal("0.00"), agreed(self.charges.currency)))


def _part(money: Money, of: int) -> Money:
    return Money(money.amount / of, money.currency).rounded()
