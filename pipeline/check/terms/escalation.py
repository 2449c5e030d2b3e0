"""Escalation Levels that come in the wrong order, too late, or too low."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.check.terms.rule import Rule, for_each, other_place, the
from pipeline.check.terms.service_time import TimeLimit, limit
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.duration import Duration, Unit
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.escalation import EscalationEvent, EscalationLevel, EventTrigger, Seniority, TimeTrigger
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.service_levels import ServiceLevelTarget

LEVELS = "escalation.levels"
Pair = tuple[EscalationLevel, EscalationLevel]
"""A level and the one above it."""
_AT_ONCE = Duration(0, Unit.MINUTE)


def levels_not_contiguous(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V20. Levels that are not numbered 1, 2, 3 and so on.

    Wrong: levels 1, 2 and 4. Right: 1, 2 and 3, in this order. Whoever is told to call the next level must find it.
    """
    for expected, level in enumerate(terms.escalation.levels, start=1):
        if level.level != expected:
            message = f"`{level.id}` is level {level.level}: expected {expected}, since levels are numbered from 1 without a gap"
            yield error("levels-not-contiguous", positions.of_value(f"{LEVELS}.{level.id}.level"), message)
            return


def _neighbours(terms: Terms) -> Iterator[Pair]:
    return pairwise(terms.escalation.levels)


@for_each(_neighbours)
def level_before_the_one_below(terms: Terms, positions: Positions, pair: Pair) -> Iterator[Diagnostic]:
    """V21. A level that is reached before the one below it.

    Wrong: level 2 after 4 h and level 3 after 2 h. Right: times that grow from level to level. The higher level would be called
    about a ticket that the lower one has not seen. An event counts as the time at which it can first happen.
    """
    lower, upper = pair
    said: set[str] = set()
    for target in terms.service_levels.targets:
        first, second = (_reached(terms, level, target) for level in pair)
        path = _trigger_path(upper, target)
        if path not in said and first is not None and second is not None and first.can_fall_due_after(second):
            message = (
                f"level {upper.level} can be reached for `{target.id}` {_when(upper, target)},"
                f" before level {lower.level}, which is reached {_when(lower, target)}"
            )
            related = other_place(positions, _trigger_path(lower, target), f"the trigger of level {lower.level}")
            yield error("level-before-the-one-below", positions.of_value(path), message, None, related)
            said.add(path)


def _reached(terms: Terms, level: EscalationLevel, target: ServiceLevelTarget) -> TimeLimit | None:
    """When a ticket of the priority reaches the level; None where that cannot be said or never happens."""
    trigger = agreed(level.trigger)
    if isinstance(trigger, TimeTrigger):
        time = trigger.after.get(target.id)
    else:
        time = {
            EscalationEvent.TICKET_LOGGED: _AT_ONCE,
            EscalationEvent.RESPONSE_MISSED: target.response,
            EscalationEvent.UPDATE_MISSED: target.update_every,
            EscalationEvent.RESOLUTION_MISSED: target.resolution,
        }.get(agreed(trigger.event))
    return limit(terms, time, target.window) if time is not None else None


def _when(level: EscalationLevel, target: ServiceLevelTarget) -> str:
    match level.trigger:
        case TimeTrigger():
            return f"after {level.trigger.after[target.id]}"
        case EventTrigger():
            times = {
                EscalationEvent.RESPONSE_MISSED: f" after {target.response}",
                EscalationEvent.UPDATE_MISSED: f" after {target.update_every}",
                EscalationEvent.RESOLUTION_MISSED: f" after {target.resolution}",
            }
            return f"by `{level.trigger.event}`{times.get(level.trigger.event, '')}"


def _trigger_path(level: EscalationLevel, target: ServiceLevelTarget) -> str:
    is_time = isinstance(level.trigger, TimeTrigger)
    return f"{LEVELS}.{level.id}.trigger." + (f"after.{target.id}" if is_time else "event")


def _escalated(terms: Terms) -> Iterator[tuple[EscalationLevel, ServiceLevelTarget, ServiceLevelTarget]]:
    for level in terms.escalation.levels:
        for higher, lower in pairwise(terms.service_levels.targets):
            yield level, higher, lower


@for_each(_escalated)
def escalated_later_for_higher_priority(
    terms: Terms, positions: Positions, escalated: tuple[EscalationLevel, ServiceLevelTarget, ServiceLevelTarget]
) -> Iterator[Diagnostic]:
    """V02. A level that a ticket of a higher priority reaches later than one of the next lower priority.

    Wrong: `after: {p1: 4 h, p2: 2 h}`. Right: `after: {p1: 1 h, p2: 2 h}`. Otherwise the graver ticket waits longer for help.
    """
    level, higher, lower = escalated
    if not isinstance(agreed(level.trigger), TimeTrigger):
        return
    first, second = (_reached(terms, level, target) for target in (higher, lower))
    if first is not None and second is not None and first.can_fall_due_after(second):
        message = (
            f"`{higher.id}` can reach level {level.level} {_when(level, higher)}, later than `{lower.id}`, which does {_when(level, lower)}"
        )
        related = other_place(positions, _trigger_path(level, lower), f"the time of `{lower.id}`")
        hint = "expected times that grow from priority to priority"
        yield error("slower-for-higher-priority", positions.of_value(_trigger_path(level, higher)), message, hint, related)


def management_after_resolution(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V22. The first level with a manager of the Provider, reached for the highest priority only after its Resolution Time.

    Wrong: `p1` has `resolution: 4 h`, and the first manager comes in after 6 h. Right: at most 4 h. By then the target is missed, and
    nobody who could send more people has heard of it.
    """
    highest = terms.service_levels.targets[0]
    for level in terms.escalation.levels:
        if the(terms.contacts, level.role_provider).seniority is not Seniority.STAFF:
            reached = _reached(terms, level, highest)
            if reached is not None and reached.can_fall_due_after(limit(terms, highest.resolution, highest.window)):
                path = _trigger_path(level, highest)
                message = (
                    f"no manager is reached for `{highest.id}` before level {level.level} {_when(level, highest)},"
                    f" later than its Resolution Time, {highest.resolution}"
                )
                related = other_place(positions, f"service_levels.targets.{highest.id}.resolution", "the Resolution Time")
                yield error("management-after-resolution", positions.of_value(path), message, None, related)
            return


def _top(terms: Terms) -> Iterable[EscalationLevel]:
    return terms.escalation.levels[-1:]


@for_each(_top)
def top_level_without_authority(terms: Terms, positions: Positions, level: EscalationLevel) -> Iterator[Diagnostic]:
    """V24. A highest level at which the Provider's person is no director. A warning.

    Wrong: the last level goes to a contact with `seniority: manager`. Right: `director` or `executive`. Escalation ends
    with somebody who may spend money on the problem, or it does not end.
    """
    contact = the(terms.contacts, level.role_provider)
    if agreed(contact.seniority) in (Seniority.STAFF, Seniority.MANAGER):
        message = f"the highest level ends with `{contact.id}`, whose seniority is `{contact.seniority}`: expected a director or executive"
        related = other_place(positions, f"contacts.{contact.id}.seniority", "the seniority")
        yield warning("top-level-without-authority", positions.of_value(f"{LEVELS}.{level.id}.role_provider"), message, None, related)


RULES: tuple[Rule, ...] = (
    levels_not_contiguous,
    level_before_the_one_below,
    escalated_later_for_higher_priority,
    management_after_resolution,
    top_level_without_authority,
)
