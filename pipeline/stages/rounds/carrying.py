"""From the decisions of a round to the contract's files: values into the YAML, wording into the deal's own clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from types import MappingProxyType

from pipeline import assemble, negotiate, store
from pipeline.assemble import DealWording, Expressions
from pipeline.model.change import Place
from pipeline.model.diagnostic import Diagnostic, Severity, Span, error, in_order, warning
from pipeline.model.document import Clause, Document, Paragraph, Part, Table, Value, walk
from pipeline.model.positions import Positions
from pipeline.model.proposal import Answer, Proposal, Round
from pipeline.model.redline import rejected
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.wording import InsertTerm, ReplaceTerm
from pipeline.stages.drafts.agreement import Agreement, Shelf, agreement
from pipeline.stages.drafts.same_words import first_difference
from pipeline.stages.rounds.agreed_values import Refused, refuse_figures_alone, refuse_values_elsewhere, with_agreed_values

_NO_TEXTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Carried:
    """What the files of the contract have to say from now on, by file, the agreed text, and the contract that then says it.

    There is nothing but findings where these say why.
    """

    findings: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(default_factory=lambda: _NO_TEXTS)
    agreed: Document | None = None
    contract: Agreement | None = None


def carried(shelf: Shelf, round: Round, sent: Terms, where: Callable[[str], Span], step: Callable[[str], None]) -> Carried:
    """Carry a round into the files of its contract. `sent` are the terms of the version that it answers.

    `where` gives the place of each proposal's decision. Nothing is written. What comes out was assembled again, and says what was agreed.
    """
    try:
        return _Carrying(shelf, round, sent, where, step).result()
    except Refused as refused:
        return Carried(in_order(list(refused.findings)))


@dataclass(frozen=True, slots=True)
class _Carrying:
    shelf: Shelf
    round: Round
    sent: Terms
    where: Callable[[str], Span]
    step: Callable[[str], None]

    def result(self) -> Carried:
        undecided = negotiate.agreed(self.round, lambda _, words: words, self.where)
        if not isinstance(undecided, Document):
            raise Refused(*undecided)
        refuse_figures_alone(self.round, self.where)
        before = agreement(self.shelf, self.round.contract, self.step)
        texts = with_agreed_values(self.shelf, self.round, before.positions, self.where)
        now = self._tried(texts, before)
        assert now.document is not None
        assert now.terms is not None
        expressions = Expressions(self.shelf.library.library, now.terms)
        text, findings = self._agreed(expressions)
        refuse_values_elsewhere(self.round, now.document, text, self.where)
        wordings = self._wordings(now, text, expressions)
        further = texts | self._with_wordings(now.terms, before.positions, wordings, texts)
        then = self._tried(further, before)
        assert then.document is not None
        differing = first_difference(then.document, text, Span(store.folder_of(self.round.contract)))
        if differing:
            raise Refused(differing)
        told = [finding for finding in then.findings if finding.severity is Severity.WARNING and finding.span.file in further]
        return Carried(in_order([*findings, *told]), further, text, then)

    def _tried(self, texts: Mapping[str, str], before: Agreement) -> Agreement:
        """The contract with these files; raises Refused where they bring errors that were not there before."""
        with store.on_trial(self.shelf.root, self.round.contract, texts) as root:
            found = agreement(self.shelf.elsewhere(root), self.round.contract, self.step)
        known = {(finding.code, finding.message) for finding in before.findings}
        new = [each for each in found.findings if each.severity is Severity.ERROR and (each.code, each.message) not in known]
        if new or found.document is None or found.terms is None:
            raise Refused(*(new or [each for each in found.findings if each.severity is Severity.ERROR]))
        return found

    def _agreed(self, expressions: Expressions) -> tuple[Document, list[Diagnostic]]:
        """The agreed text with its definitions in our order, and what is to be said of that."""
        before = Expressions(self.shelf.library.library, self.sent)

        def printed(path: str, words: str) -> str:
            return expressions.printed(before.printing(Value(path, words)) or path) or words

        text = negotiate.agreed(self.round, printed, self.where)
        assert isinstance(text, Document)
        holding = {clause.id for clause in self.shelf.library.library.clauses if clause.card.definitions}
        ordered = replace(text, parts=assemble.with_definitions_in_order(text.parts, holding))
        if ordered == text:
            return text, []
        message = "definitions are put into the order of the alphabet, and those that nothing uses are left out"
        return ordered, [warning("definitions-in-order", Span(store.folder_of(self.round.contract)), message)]

    def _wordings(self, now: Agreement, text: Document, expressions: Expressions) -> tuple[DealWording, ...]:
        assert now.document is not None
        assert now.terms is not None
        inserted = frozenset(term.text for term in now.terms.clauses.special_terms if isinstance(term, InsertTerm))
        naming = assemble.Naming(f"round-{self.round.number}", inserted)
        directives = assemble.Directives(_directives(now.document, self._sources()))
        try:
            found = tuple(assemble.deal_wordings(now.document.parts, text.parts, expressions.printing, directives, naming))
        except assemble.NotCarried as fault:
            raise Refused(
                error("cannot-carry", self._place_of(fault.block), f"this cannot be carried out: {fault.why}", fault.hint)
            ) from fault
        moved_on = tuple(self._moved_on(now.document, text, found))
        if moved_on:
            raise Refused(*moved_on)
        return found

    def _sources(self) -> dict[str, str]:
        return {**self.shelf.sources, **store.contract_texts(self.shelf.root, self.round.contract)}

    def _place_of(self, block: str) -> Span:
        concerned = (each for each in self.round.proposals if any(_is_in(place, block) for place in each.places))
        proposal = next((each for each in concerned if each.decision and each.decision.answer is not Answer.REFUSE), None)
        return self.where(proposal.id) if proposal else Span(store.folder_of(self.round.contract))

    def _moved_on(self, now: Document, text: Document, wordings: Sequence[DealWording]) -> Iterator[Diagnostic]:
        """Refuses to undo what we ourselves changed in the draft since the version was sent."""
        sent = _by_id(rejected(self.round.redline))
        agreed = _by_id(text)
        for wording in wordings:
            ours = wording.target in sent and wording.target in agreed and _same(sent[wording.target], agreed[wording.target])
            if (wording.op == "replace" and ours) or (wording.op == "delete" and wording.target not in sent):
                message = (
                    f"`{wording.target}` reads otherwise in the draft than in {self.round.answers}, and nobody proposed it in this round"
                )
                hint = f"take the change back until the round is applied: draftline diff {self.round.contract}"
                yield error("draft-moved-on", _span_of(now, wording.target), message, hint)

    def _with_wordings(
        self, terms: Terms, positions: Positions, wordings: Sequence[DealWording], texts: Mapping[str, str]
    ) -> dict[str, str]:
        """The files of these wordings, and the YAML that names them."""
        folder = store.folder_of(self.round.contract)
        file = _file_of_clauses(self.shelf, self.round.contract, positions)
        yaml = texts.get(file) or store.contract_texts(self.shelf.root, self.round.contract).get(file, "")
        added: list[dict[str, str]] = []
        taken = {term.id for term in terms.clauses.special_terms}
        free = (id for number in count(1) if (id := f"round_{self.round.number}_{number}") not in taken)
        for wording in wordings:
            ordinal = _ordinal_of(terms, wording)
            if ordinal is None:
                added.append(self._special_term(next(free), wording))
            else:
                reason = f"{terms.clauses.special_terms[ordinal].reason} {self._reason(wording)}"
                yaml = _spliced(yaml, ("clauses", "special_terms", ordinal, "reason"), reason, file)
        own = {f"{folder}/clauses/{wording.name}.md": wording.text for wording in wordings if wording.name}
        return own | ({file: _with_special_terms(yaml, added, file)} if wordings else {})

    def _special_term(self, id: str, wording: DealWording) -> dict[str, str]:
        """The item that names a wording, as it stands in the data."""
        given = {
            "id": id,
            "op": wording.op,
            "target": wording.target,
            "text": wording.name,
            "reason": self._reason(wording),
            "round": str(self.round.number),
        }
        return {key: value for key, value in given.items() if value}

    def _reason(self, wording: DealWording) -> str:
        ids = [each.id for each in self.round.proposals if self._concerns(each, wording)]
        if not ids:
            return f"As agreed in round {self.round.number}."
        named = f"proposal {ids[0]}" if len(ids) == 1 else f"proposals {', '.join(ids[:-1])} and {ids[-1]}"
        return f"Round {self.round.number}, {named}."

    def _concerns(self, proposal: Proposal, wording: DealWording) -> bool:
        decided = proposal.decision is not None and proposal.decision.answer in (Answer.ACCEPT, Answer.COUNTER)
        name = wording.target
        return decided and any(name in (place.block, place.clause) or place.clause == name.partition(".")[0] for place in proposal.places)


def _spliced(text: str, path: tuple[str | int, ...], value: str, file: str) -> str:
    try:
        return store.splice(text, path, value)
    except store.CannotSplice as fault:
        raise Refused(error("cannot-splice", Span(file), f"the reason of a special term cannot be written: {fault}")) from fault


def _with_special_terms(text: str, added: Sequence[Mapping[str, str]], file: str) -> str:
    try:
        return store.with_special_terms(text, added)
    except store.CannotSplice as fault:
        hint = "write `clauses:` and below it `special_terms:` with one item by hand, in lines of their own"
        raise Refused(error("no-place-for-special-terms", Span(file), str(fault), hint)) from fault


def _ordinal_of(terms: Terms, wording: DealWording) -> int | None:
    """The special term that this wording renews, if there is one."""
    for ordinal, term in enumerate(terms.clauses.special_terms):
        if isinstance(term, ReplaceTerm) and (term.op, term.target, term.text) == (wording.op, wording.target, wording.name):
            return ordinal
    return None


def _file_of_clauses(shelf: Shelf, contract: str, positions: Positions) -> str:
    """The YAML file that holds `clauses`, or that has a place for it."""
    found = positions.keys.get(("clauses",))
    files = [file for file in store.contract_texts(shelf.root, contract) if file.endswith(".yaml")]
    main = f"{store.folder_of(contract)}/contract.yaml"
    return found.file if found else main if main in files else files[0]


def _directives(document: Document, sources: Mapping[str, str]) -> dict[str, str]:
    """Each table's directive as it is typed, without its indentation, by the table's id."""
    return {
        node.id: typed
        for node in walk(document)
        if isinstance(node, Table) and node.span and node.span.file in sources
        for typed in [_typed(sources[node.span.file].split("\n"), node.span)]
        if typed
    }


def _typed(source: Sequence[str], span: Span) -> str:
    indent = span.column - 1
    first = source[span.line - 1][indent:]
    if not first.startswith(":::"):
        return ""
    for end in range(span.line, len(source)):
        if source[end].strip().strip(":") == "" and source[end].strip():
            return "\n".join(line[indent:] for line in source[span.line - 1 : end + 1])
    return ""


def _by_id(document: Document) -> dict[str, object]:
    found: dict[str, object] = {}
    for node in walk(document):
        if isinstance(node, Part | Clause | Paragraph | Table):
            # Of a point and the paragraph that begins it, the point is met first, and is what a special term changes.
            found.setdefault(node.id, node)
        first = getattr(node, "first", None)
        if first is not None:
            found.setdefault(first.id, node)
    return found


def _is_in(place: Place, block: str) -> bool:
    """Whether a place is this block or clause, or lies in it; the paragraphs in a table are called after it."""
    return block in (place.block, place.clause) or place.block.startswith(f"{block}/")


def _same(one: object, other: object) -> bool:
    return assemble.signature(one) == assemble.signature(other)


def _span_of(document: Document, id: str) -> Span:
    found = _by_id(document).get(id)
    span = getattr(getattr(found, "first", found), "span", None)
    return span if isinstance(span, Span) else Span("clauses")
