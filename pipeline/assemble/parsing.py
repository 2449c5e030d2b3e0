"""A clause is parsed once, without data, and shared by all contracts."""

from __future__ import annotations

from pipeline.assemble.blocks import Blocks
from pipeline.assemble.checking import checked, checked_condition
from pipeline.assemble.expressions import Refusal, read_expression
from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import lines
from pipeline.assemble.pattern import Condition, ParsedClause, ParsedWording
from pipeline.assemble.playbook_checking import playbook_faults
from pipeline.assemble.source import Ids
from pipeline.model.diagnostic import Diagnostic, Span, error, in_order
from pipeline.model.document import PartKind
from pipeline.model.library import ClauseSource, SourceText
from pipeline.model.terms.places import LETTER

_MOST_FAULTS = 100


def parsed(clause: ClauseSource) -> ParsedClause:
    """The clause with its condition and all its wordings, and every fault that can be seen without data, its playbook's included.

    Both branches of each condition are checked against the types of the data.

    A pure function of the clause's files: the result may be kept by their content, and pickles.
    """
    wordings = tuple((name, parsed_wording(source, clause.id, clause.card.part)) for name, source in clause.wordings.items())
    when, faults = condition_of(clause)
    ids = frozenset({clause.id}.union(*(wording.ids for _, wording in wordings)))
    of_wordings = (fault for _, wording in wordings for fault in wording.diagnostics)
    return ParsedClause(clause.id, when, ids, wordings, (*faults, *of_wordings, *playbook_faults(clause)))


def parsed_wording(source: SourceText, clause: str, part: PartKind, *, headings: bool = False) -> ParsedWording:
    """One wording of a clause; with `headings` it may bring clauses with headings of their own, as schedules do."""
    return _wording(source, clause, part, headings=headings)


def _wording(source: SourceText, clause: str, part: PartKind, *, headings: bool, letter: bool = False) -> ParsedWording:
    faults = Faults(source.file)
    ids = Ids(clause, faults)
    reader = Blocks(lines(source.text, faults), ids, part, faults, headings=headings or part is PartKind.SCHEDULE)
    blocks = reader.read()
    faults.found += checked(blocks, letter=letter)
    if not blocks and not faults.found:
        faults.add(
            "empty-wording", Span(source.file), "the file holds no words", "a clause that says nothing is left out by `when` in clause.yaml"
        )
    return ParsedWording(source.file, blocks, frozenset(ids.given), tuple(reader.anchors.items()), _first(in_order(faults.found)))


def parsed_letter(source: SourceText) -> ParsedWording:
    """The wording of a letter: paragraphs, points and tables without numbers, which also say what is under `letter`."""
    return _wording(source, LETTER, PartKind.COVER, headings=False, letter=True)


def _first(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """As many faults as anybody reads: a file of another kind, put here by mistake, may have one in each word."""
    if len(found) <= _MOST_FAULTS:
        return found
    message = f"{len(found) - _MOST_FAULTS} more faults stand from here on"
    return (*found[:_MOST_FAULTS], error("more-faults", found[_MOST_FAULTS].span, message, "mend those before it first"))


def condition_of(clause: ClauseSource) -> tuple[Condition | None, tuple[Diagnostic, ...]]:
    """The condition under which the clause is in, None where there is none that can be read, and what is wrong with it.

    Known without a look at the wordings, so that one which is hard to read costs only the contracts that say it.
    """
    if clause.card.when is None:
        return None, ()
    return condition_in(clause.card.when, clause.positions.of_value(("when",)))


def condition_in(text: str, span: Span) -> tuple[Condition | None, tuple[Diagnostic, ...]]:
    """The condition that a YAML file writes at this place, None where it cannot be read, and what is wrong with it."""
    read = read_expression(text.strip(), "condition")
    if isinstance(read, Refusal):
        return None, (error(read.code, span, read.message, read.hint),)
    condition = Condition(read.expression, span)
    return condition, tuple(checked_condition(condition))
