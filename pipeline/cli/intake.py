"""A conversation from its first question to the files of the contract, which may take more than one day."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from shlex import quote

from rich.console import Console
from rich.text import Text

from pipeline import store
from pipeline.cli import commands
from pipeline.cli.conclusion import FINE, FOUND, concluded
from pipeline.cli.dialogue import Left, Terminal, greeting
from pipeline.cli.strangers_words import harmless
from pipeline.model.diagnostic import Span
from pipeline.model.intake import Answers, Given
from pipeline.model.positions import Positions
from pipeline.model.terms.faults import Fault
from pipeline.stages.intake.adopting import Adopted
from pipeline.stages.intake.creating import Created, create
from pipeline.stages.intake.dialogue import Dialogue
from pipeline.stages.intake.keeping import kept, taken_up
from pipeline.stages.intake.making import given_for
from pipeline.stages.intake.printing import kept_text
from pipeline.stages.intake.tables import rows_of_file
from pipeline.store.root import Root

_AGAIN = frozenset({"no", "n"})


def ask(root: Root, contract: str, options: argparse.Namespace, adopted: Adopted | None = None) -> int:
    """Hold the conversation, write the contract and build its draft."""
    given = given_for(root, contract, adopted.found if adopted else {})
    if isinstance(given, tuple):
        return concluded(given, options.format, store.SourceLines(root))
    console = Console(highlight=False, soft_wrap=True)
    dialogue = _dialogue(root, given)
    terminal = Terminal(dialogue, lambda: _keep(root, contract, dialogue), console)
    for line in told_of_draft(adopted) if adopted else ():
        console.print(Text(line))
    console.print(Text(greeting(contract, len(dialogue.state.answers))))
    # A draft that is not named again would not be taken in, and the contract would be written without it.
    again = f"draftline new {contract}{f' --adopt {quote(str(options.adopt))}' if adopted else ''}"
    try:
        return _held(root, given, terminal, adopted, again)
    except store.CannotWrite as refused:
        # Answers that cannot be kept would be lost without a word, so the conversation does not go on.
        return concluded([refused.diagnostic], options.format, store.SourceLines(root))
    except KeyboardInterrupt:
        console.print()
        _say_how_to_go_on(console, again)
        raise


def _dialogue(root: Root, given: Given) -> Dialogue:
    """The conversation, from where it was left."""
    read = store.answers_in_file(root.path(store.saved_answers(given.contract)))
    state = taken_up(given, read.tree if isinstance(read.tree, dict) else {})
    return Dialogue(given, state, rows_of_file)


def _keep(root: Root, contract: str, dialogue: Dialogue) -> None:
    store.write(root, store.saved_answers(contract), kept_text(kept(dialogue.state)))


def _held(root: Root, given: Given, terminal: Terminal, adopted: Adopted | None, again: str) -> int:
    """Ask until the answers make a contract; what contradicts itself is shown and asked for anew. `again` is the command that goes on."""
    while True:
        left = terminal.hold()
        if left is Left.FINISHED and _confirmed("All is answered. Write the contract now?"):
            answers = terminal.dialogue.complete()
            created = create(root, given, answers, _each_apart(answers), adopted)
            if created.files:
                return _finished(root, given.contract, created, terminal.console)
            for finding in created.findings:
                terminal.show(Fault((), finding.code, finding.message, finding.hint or ""))
            if created.concerned:
                terminal.dialogue.ask_again(created.concerned)
                continue
        _say_how_to_go_on(terminal.console, again)
        return FINE if left is Left.QUIT else FOUND


def _each_apart(answers: Answers) -> Positions:
    """A place for each answer, so that a fault tells whose it is; nobody sees these places."""
    return Positions(values={(id,): Span("", line) for line, id in enumerate(answers, start=2)})


def _confirmed(question: str) -> bool:
    try:
        return input(f"\n{question} [yes]: ").strip().lower() not in _AGAIN
    except EOFError:
        return False


def _say_how_to_go_on(console: Console, again: str) -> None:
    console.print(Text(f"Nothing is written yet. Your answers are kept; go on with: {again}"))


def _finished(root: Root, contract: str, created: Created, console: Console) -> int:
    for line in told(contract, created):
        console.print(Text(line))
    if not _confirmed("Build the draft now, as DOCX and PDF?"):
        return FINE
    return commands.build_as_usual(root.folder, contract)


def told(contract: str, created: Created) -> Iterator[str]:
    """What was written, and what is still open."""
    if not created.files:
        return
    yield f"{contract}: a new contract"
    yield from (f"wrote {file}" for file in created.files)
    if created.open_points:
        count = len(created.open_points)
        yield f"{count} point{'s' * (count > 1)} to be agreed: {', '.join(created.open_points)}"


def told_of_draft(adopted: Adopted) -> Iterator[str]:
    """What was read in a draft that was written elsewhere, what nobody took from it, and where it differs from our library."""
    name = harmless(adopted.name)
    yield f"{name}: {len(adopted.found)} answers found in it"
    yield from (
        f"  {id}: {found.answer} ({harmless(found.source.removeprefix(adopted.name + ', '))})" for id, found in adopted.found.items()
    )
    for words, items in (
        ("look at these yourself", adopted.not_taken),
        ("it says, and our library does not", adopted.unmatched),
        ("our library asks for, and it lacks", adopted.missing),
    ):
        if items:
            yield f"{words}:"
            yield from (f"  {harmless(item)}" for item in items)
    yield from (f"wrote {file}" for file in adopted.pages)
