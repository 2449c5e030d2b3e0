"""Agreed values in the contract's YAML: each in the one place where it is written, or a word on why that cannot be."""

from __future__ import annotations

from collections.abc import Callable

from pipeline import negotiate, store
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Document, Paragraph, Value, inlines, walk
from pipeline.model.positions import Positions
from pipeline.model.proposal import Answer, Proposal, Round
from pipeline.stages.drafts.agreement import Shelf


class Refused(Exception):
    """A round cannot be carried out; `findings` say why."""

    def __init__(self, *findings: Diagnostic) -> None:
        super().__init__(findings[0].message)
        self.findings = findings


def with_agreed_values(shelf: Shelf, round: Round, positions: Positions, where: Callable[[str], Span]) -> dict[str, str]:
    """The YAML files with the agreed values; raises Refused with all that stand where they cannot be changed."""
    texts: dict[str, str] = {}
    faults: list[Diagnostic] = []
    folder = store.folder_of(round.contract)
    written = store.contract_texts(shelf.root, round.contract)
    for proposal in round.proposals:
        value = negotiate.agreed_value(proposal)
        if not value:
            continue
        span = positions.values.get(positions.raw(proposal.path))
        fault = _unfit(proposal, span, folder, where(proposal.id))
        if fault or span is None:
            faults += [fault] if fault else []
            continue
        try:
            texts[span.file] = store.splice(texts.get(span.file, written[span.file]), positions.raw(proposal.path), value)
        except store.CannotSplice as refused:
            faults.append(error("cannot-splice", span, f"`{proposal.path}` cannot be written: {refused}", f"write `{value}` there by hand"))
    if faults:
        raise Refused(*faults)
    return {file: text for file, text in texts.items() if text != written[file]}


def _unfit(proposal: Proposal, span: Span | None, folder: str, place: Span) -> Diagnostic | None:
    """Why the value of a proposal has no place of its own in the contract's files."""
    path, value = proposal.path, negotiate.agreed_value(proposal)
    if span is None:
        message = f"`{path}` is written nowhere in the contract's files"
        return error("absent-value", place, message, f"write it there by hand with the value `{value}`, and apply again")
    if not span.file.startswith(f"{folder}/"):
        message = f"`{path}` stands in {span.file}, which other contracts share"
        return error("shared-value", place, message, "change it there by hand if it is to hold for all of them, or refuse it")
    return None


def refuse_figures_alone(round: Round, where: Callable[[str], Span]) -> None:
    """Raises Refused where a figure is agreed on that follows from others, and nobody can tell for certain from which value."""
    faults = []
    for proposal in round.proposals:
        paths = negotiate.figures_alone(round).get(proposal.id)
        if paths and proposal.decision and proposal.decision.answer in (Answer.ACCEPT, Answer.COUNTER):
            named = " and ".join(f"`{path}`" for path in paths)
            message = f"{named} {'follows' if len(paths) == 1 else 'follow'} from other values, and cannot be agreed by itself"
            hint = "refuse it and apply; then change the value from which it follows in the contract's data, and freeze"
            faults.append(error("derived-value", where(proposal.id), message, hint))
    if faults:
        raise Refused(*faults)


def refuse_values_elsewhere(round: Round, now: Document, text: Document, where: Callable[[str], Span]) -> None:
    """Raises Refused where they changed a value at one of the places that print it, and left another."""
    faults = []
    for proposal in round.proposals:
        if not negotiate.agreed_value(proposal):
            continue
        then = _values_of(text, proposal.path)
        other = [block for block, words in _values_of(now, proposal.path).items() if then.get(block, words) != words]
        if other:
            clauses = ", ".join(sorted({block.partition(".")[0].partition("/")[0] for block in other}))
            message = f"`{proposal.path}` is printed in `{clauses}` too, where they left it as it was"
            hint = f"counter with `{negotiate.agreed_value(proposal)}`, which then stands at each place, or refuse it"
            faults.append(error("value-elsewhere", where(proposal.id), message, hint))
    if faults:
        raise Refused(*faults)


def _values_of(document: Document, path: str) -> dict[str, str]:
    """The words of a value by the paragraphs that print it."""
    return {
        node.id: leaf.text
        for node in walk(document)
        if isinstance(node, Paragraph)
        for leaf in inlines(node)
        if isinstance(leaf, Value) and leaf.path == path
    }
