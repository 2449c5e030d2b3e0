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
    0: "The contract and its parties",
    1: "The services required",
    2: "The scope of support",
    3: "The duration",
    6: "The pricing",
    7: "Response and resolution times",
    8: "Escalation",
    9: "Hardware and software",
    10: "Additional services",
    11: "Termination",
    12: "The standard of your house",
}

__all__ = ["BY_ID", "QUESTIONS", "STEPS"]
