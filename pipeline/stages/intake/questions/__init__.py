"""The questions of the intake, in the order in which they are asked: each names its step of the workflow and what it fills."""

from pipeline.model.intake import Question
from pipeline.stages.intake.questions import (
    additional,
    assets,
    duration,
    ending,
    escalation,
    frame,
    levels,
    parties,
    prices,
    scope,
    services,
    standard,
)

QUESTIONS: tuple[Question, ...] = (
    *frame.QUESTIONS,
    *parties.QUESTIONS,
    *services.QUESTIONS,
    *scope.QUESTIONS,
    *duration.QUESTIONS,
    *prices.QUESTIONS,
    *levels.QUESTIONS,
    *standard.CLOCK_QUESTIONS,
    *escalation.QUESTIONS,
    *assets.QUESTIONS,
    *additional.QUESTIONS,
    *ending.QUESTIONS,
    *standard.QUESTIONS,
)
BY_ID: dict[str, Question] = {question.id: question for question in QUESTIONS}
STEPS: dict[int, str] = {
    frame.STEP: "The contract and its parties",
    services.STEP: "The services required",
    scope.STEP: "The scope of support",
    duration.STEP: "The duration",
    prices.STEP: "The pricing",
    levels.STEP: "Response and resolution times",
    escalation.STEP: "Escalation",
    assets.STEP: "Hardware and software",
    additional.STEP: "Additional services",
    ending.STEP: "Termination",
    standard.STEP: "Your company's standard terms",
}
OF_WORKFLOW = frozenset(STEPS) - {frame.STEP, standard.STEP}
"""Those of the steps that have their number in the workflow; what stands before and behind them is no step of it."""

__all__ = ["BY_ID", "OF_WORKFLOW", "QUESTIONS", "STEPS"]
