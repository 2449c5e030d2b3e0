"""Plays an owner who has the answers in mind: what is typed at each prompt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.stages.intake.dialogue import OWN, Asks, Dialogue, Prompt


def typed(dialogue: Dialogue, answers: Mapping[str, Any]) -> Iterator[str]:
    """The words of each prompt to the end; what the owner has no answer to is taken as suggested."""
    while (prompt := dialogue.prompt) is not None:
        words = words_for(prompt, dialogue, answers)
        yield words
        fault = dialogue.take(words)
        assert fault is None, (prompt, words, fault)


def words_for(prompt: Prompt, dialogue: Dialogue, answers: Mapping[str, Any]) -> str:
    """What the owner types at one prompt."""
    question = prompt.question
    answer = answers.get(question.id)
    match prompt.asks:
        case Asks.ANSWER:
            return "" if answer is None else answer if isinstance(answer, str) else question.separator.join(answer)
        case Asks.ROWS:
            return "" if answer is None else answer if isinstance(answer, str) else OWN
        case Asks.NEXT_ROW:
            rows = answer or []
            number = len(dialogue.state.rows) if dialogue.state.table == question.id else 0
            return rows[number][prompt.column.name] if number < len(rows) else ""
    row = answer[len(dialogue.state.rows) - 1]
    return row.get(prompt.column.name) or ("none" if prompt.column.optional else "")


def until(dialogue: Dialogue, question: str, answers: Mapping[str, Any]) -> None:
    """Answer up to this question."""
    for _ in typed(dialogue, answers):
        if dialogue.prompt is not None and dialogue.prompt.question.id == question:
            break
