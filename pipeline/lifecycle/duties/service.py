"""Duties of the daily work: updates, maintenance, backups, registers, major incidents and their causes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.lifecycle.counting import said
from pipeline.lifecycle.duties.duty import ALWAYS, ON_EVENT, how_often, of_party, of_provider
from pipeline.lifecycle.life import Life
from pipeline.lifecycle.rule import Rule, whole
from pipeline.model.obligation import Obligation
from pipeline.model.terms.assets import Activity, Raci, Responsibility
from pipeline.model.terms.named import Side, SupportScope
from pipeline.model.terms.open_points import OpenPoint, agreed
from pipeline.model.terms.service_levels import ServiceLevelTarget
from pipeline.model.terms.services import Service

_ACTIVITIES = {
    Activity.INSTALL: "install",
    Activity.MAINTAIN: "maintain",
    Activity.UPDATE: "update",
    Activity.TROUBLESHOOT: "troubleshoot",
    Activity.MONITOR: "monitor",
    Activity.BACKUP: "back up",
    Activity.OWNERSHIP_AND_REPLACEMENT: "own and replace",
    Activity.LICENCE_PROCUREMENT: "procure the licences of",
    Activity.DISPOSAL: "dispose of",
}
_ANSWERABLE = (Raci.ACCOUNTABLE, Raci.ACCOUNTABLE_AND_RESPONSIBLE)


def _service_level(life: Life, target: ServiceLevelTarget) -> Iterator[Obligation]:
    name = f"{target.id.upper()} {agreed(target.name)}"
    clause = "service-levels.targets"
    respond = f"give a Response to each Incident of Priority {name}, and achieve its Resolution"
    due = f"a Response within {said(agreed(target.response))} and a Resolution within {said(agreed(target.resolution))} of service time"
    yield of_provider(life, f"service-level.{target.id}", respond, due, ON_EVENT, clause)
    every = f"at least every {said(agreed(target.update_every))}"
    duty = f"tell the Customer the state of each open Incident of Priority {name}"
    yield of_provider(life, f"update.{target.id}", duty, every, ON_EVENT, clause)


def _asset_names(life: Life) -> Mapping[str, str]:
    """What people call each Covered Asset; one whose name is still open has none."""
    register = life.terms.assets
    hardware = {each.id: each.make_and_model for each in agreed(register.hardware)}
    software = {each.id: each.product for each in agreed(register.software)}
    return {id: name for id, name in {**hardware, **software}.items() if not isinstance(name, OpenPoint)}


def _activity(life: Life, row: Responsibility) -> Iterator[Obligation]:
    """The party that answers for an activity; a row in which no party does is another rule's finding."""
    party = Side.CUSTOMER if agreed(row.customer) in _ANSWERABLE else Side.PROVIDER
    names = _asset_names(life)
    assets = ", ".join(names.get(asset, asset) for asset in agreed(row.applies_to))
    duty = f"{_ACTIVITIES[agreed(row.activity)]} the Covered Assets {assets}"
    cadence, critical = agreed(row.cadence), agreed(row.critical_within)
    recurs = how_often(cadence) if cadence else ALWAYS
    due = "as often as the Schedule states" if cadence else "throughout the Term"
    clause = "schedule-responsibilities.cadence-table" if cadence else "schedule-responsibilities.matrix"
    yield of_party(life, party, f"activity.{row.id}", duty, due, recurs, clause)
    if critical and cadence:
        update = f"install each update that closes a critical vulnerability of {assets}"
        within = f"within {said(critical)} after its release"
        yield of_party(life, party, f"activity.{row.id}.critical", update, within, ON_EVENT, clause)


def _backup(life: Life, service: Service) -> Iterator[Obligation]:
    backup, clause = agreed(service.backup), "schedule-services.backup-duty"
    if backup is None or not agreed(service.in_scope):
        return
    name = agreed(service.name)
    make = f"make the backups of {name}, and keep each for {said(agreed(backup.retention))}"
    point = f"so that at most {said(agreed(backup.recovery_point))} of data are lost"
    yield of_provider(life, f"backup.{service.id}", make, point, how_often(agreed(backup.frequency)), clause)
    test, time = f"test the recovery of {name}", f"so that it takes at most {said(agreed(backup.recovery_time))}"
    yield of_provider(life, f"restore-test.{service.id}", test, time, how_often(agreed(backup.restore_test)), clause)


def _registers(life: Life, _: object) -> Iterator[Obligation]:
    scope = agreed(life.terms.scope.support_scope)
    give = "give the Customer a copy of the Asset Register, brought up to date"
    yield of_provider(life, "asset-register", give, "at the end of each calendar quarter", "quarterly", "schedule-assets.upkeep")
    if scope is not SupportScope.SOFTWARE:
        inspect = "inspect the Hardware as often as its manufacturer recommends, at least once in each Contract Year"
        yield of_provider(life, "inspection", inspect, "in each Contract Year", "annual", "hardware.preventive")
        ends = "give the Customer a list of the items whose warranty or support ends in that or the next Contract Year"
        yield of_provider(life, "end-of-life", ends, "at the beginning of each Contract Year", "annual", "hardware.end-of-life")
        claim = "make each claim under a manufacturer\u2019s warranty on the Customer\u2019s behalf"
        yield of_provider(
            life, "warranty-claim", claim, "within two Business Days after it learns of the defect", ON_EVENT, "hardware.warranty"
        )
    if scope is not SupportScope.HARDWARE:
        count = "compare the number of users and installations with the number of licences, and report each difference"
        due = "within five Business Days after the comparison"
        yield of_provider(life, "licence-count", count, due, "quarterly", "software.count")


def _major_incident(life: Life, _: object) -> Iterator[Obligation]:
    major = agreed(life.terms.major_incident)
    if major is None:
        return
    lead = "name a leader, open a conference call and invite the Customer, when a Major Incident is declared"
    within = f"within {said(agreed(major.bridge_within))} after the call that declares it"
    yield of_provider(life, "major-incident.bridge", lead, within, ON_EVENT, "major-incidents.bridge")
    tell = "tell the Customer the state of the work on a Major Incident, even if nothing has changed"
    every = f"at least every {said(agreed(major.update_every))}"
    yield of_provider(life, "major-incident.update", tell, every, ON_EVENT, "major-incidents.leader")
    report = "send the Customer a written report on a Major Incident"
    after = f"within {said(agreed(major.report_within))} after the Resolution"
    yield of_provider(life, "major-incident.report", report, after, ON_EVENT, "major-incidents.report")


def _problem(life: Life, _: object) -> Iterator[Obligation]:
    problem = agreed(life.terms.problem)
    if problem is not None:
        report = "send the Customer a written report on the root cause of a Problem"
        within = f"within {said(agreed(problem.root_cause_report_within))} after it opens the Problem"
        yield of_provider(life, "problem.report", report, within, ON_EVENT, "problem-management.report")


RULES: tuple[Rule[Obligation], ...] = (
    Rule("A Service Level", lambda life: agreed(life.terms.service_levels.targets), _service_level),
    Rule("An activity", lambda life: agreed(life.terms.responsibilities), _activity),
    Rule("Backup and recovery", lambda life: agreed(life.terms.services), _backup),
    Rule("Registers and inspections", whole, _registers),
    Rule("Major Incidents", whole, _major_incident),
    Rule("Problems", whole, _problem),
)
