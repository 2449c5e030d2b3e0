"""Step-in, comparison with the market, leaving a cloud: rights that could never be used, and limits that the law sets."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.terms.rule import Rule, for_each, other_place, the
from pipeline.model.diagnostic import Diagnostic, error
from pipeline.model.duration import Duration, Unit
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.safeguards import CloudSwitching, StepInTrigger
from pipeline.model.terms.services import Service, ServiceCategory

_LONGEST_NOTICE, _THIRTY_DAYS = Duration(2, Unit.MONTH), Duration(30, Unit.DAY)
# fmt: off
_LAWS_OF_THE_UNION = frozenset((
    "austria", "belgium", "bulgaria", "croatia", "cyprus", "czechia", "denmark", "estonia", "finland", "france", "germany",
    "greece", "hungary", "ireland", "italy", "latvia", "lithuania", "luxembourg", "malta", "netherlands", "poland", "portugal",
    "romania", "slovakia", "slovenia", "spain", "sweden",
))
# fmt: on


def _step_in_services(terms: Terms) -> Iterator[tuple[int, str]]:
    return iter(enumerate(terms.step_in.services)) if terms.step_in else iter(())


@for_each(_step_in_services)
def step_in_not_critical(terms: Terms, positions: Positions, named: tuple[int, str]) -> Iterator[Diagnostic]:
    """V15. A right to take over a service that is not critical.

    Wrong: `step_in: {services: [training]}`, where `training` has `critical: false`. Right: a service with `critical: true`.
    So hard a right is given, and upheld, only where the business stops without the service.
    """
    ordinal, name = named
    if not the(terms.services, name).critical:
        message = f"the Customer may take over `{name}`, which is not critical: expected a critical service"
        related = other_place(positions, f"services.{name}.critical", "what is said of the service")
        yield error("step-in-not-critical", positions.of_value(("step_in", "services", ordinal)), message, None, related)


def step_in_without_chronic_failure(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V15. A right to step in on repeated failure, where nothing says what that is.

    Wrong: `triggers: [chronic_failure]` without `service_credits.chronic_failure`. Right: rules that say how many failed months among
    how many, or another trigger. The right could never be used.
    """
    if terms.step_in is None or StepInTrigger.CHRONIC_FAILURE not in terms.step_in.triggers:
        return
    if terms.service_credits is None or terms.service_credits.chronic_failure is None:
        message = "the Customer may step in on `chronic_failure`, but nothing says how many failures are meant"
        hint = "add `chronic_failure` to `service_credits`, or name another trigger"
        yield error("step-in-without-chronic-failure", positions.of_key("step_in.triggers"), message, hint)


def benchmark_after_expiry(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V34. A first comparison with the market that comes when the Initial Term is over.

    Wrong: `first_after: 36 months` under `initial_term: 36 months`. Right: `first_after: 12 months`. Without a renewal there is none.
    """
    if terms.benchmarking is None:
        return
    first, term = terms.benchmarking.first_after, terms.term.initial_term
    if not term.exceeds(first, starting=terms.derived.term_start_date):
        message = f"the first comparison comes after {first}, but the Initial Term lasts {term}"
        related = other_place(positions, "term.initial_term", "the Initial Term")
        yield error("benchmark-after-expiry", positions.of_value("benchmarking.first_after"), message, "expected less", related)


@for_each(lambda terms: terms.services)
def cloud_without_switching(terms: Terms, positions: Positions, service: Service) -> Iterator[Diagnostic]:
    """V60. A cloud service under the law of a member state of the European Union, without terms for leaving it.

    Wrong: `category: cloud` and `governing_law: germany` without `cloud_switching`. Right: `cloud_switching` with notice, transition and
    retrieval. Article 25 of Regulation (EU) 2023/2854 wants these terms in the contract.
    """
    is_cloud = agreed(service.category) is ServiceCategory.CLOUD and service.in_scope
    if is_cloud and terms.cloud_switching is None and terms.legal.governing_law in _LAWS_OF_THE_UNION:
        message = f"`{service.id}` is a cloud service, and nothing says how the Customer leaves it"
        related = other_place(positions, "legal.governing_law", "the law that wants it")
        hint = "add `cloud_switching`, as Article 25 of Regulation (EU) 2023/2854 wants it"
        yield error("cloud-without-switching", positions.of_value(f"services.{service.id}.category"), message, hint, related)


def _switching(terms: Terms) -> tuple[CloudSwitching, ...]:
    return (terms.cloud_switching,) if terms.cloud_switching else ()


@for_each(_switching)
def beyond_the_data_act(terms: Terms, positions: Positions, switching: CloudSwitching) -> Iterator[Diagnostic]:
    """V60. Times for leaving a cloud service that are worse for the Customer than the law allows.

    Wrong: `notice: 3 months`, `transition: 60 days` or `retrieval: 14 days`. Right: a notice of at most 2 months, a transition of at most
    30 days and a retrieval of at least 30 days. Article 25 of Regulation (EU) 2023/2854 sets these limits.
    """
    start = terms.term.effective_date
    judged = (
        ("notice", switching.notice.exceeds(_LONGEST_NOTICE, starting=start), f"at most {_LONGEST_NOTICE}"),
        ("transition", switching.transition.exceeds(_THIRTY_DAYS, starting=start), f"at most {_THIRTY_DAYS}"),
        ("retrieval", _THIRTY_DAYS.exceeds(switching.retrieval, starting=start), f"at least {_THIRTY_DAYS}"),
    )
    for name, is_beyond, limit in judged:
        if is_beyond:
            message = f"{getattr(switching, name)} is not what Article 25 of Regulation (EU) 2023/2854 allows: expected {limit}"
            yield error("beyond-the-data-act", positions.of_value(f"cloud_switching.{name}"), message)


RULES: tuple[Rule, ...] = (
    step_in_not_critical,
    step_in_without_chronic_failure,
    benchmark_after_expiry,
    cloud_without_switching,
    beyond_the_data_act,
)
