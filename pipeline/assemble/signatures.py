"""The signature blocks of both parties, with what the law of each company wants beside the name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.assemble.values import printed
from pipeline.model.diagnostic import Span
from pipeline.model.document import Inline, SignatureBlock, Strong, Text, ToBeAgreed, Value
from pipeline.model.law import Law, SignatureContent, SignatureLine, SignatureWords
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.legal import ExecutionForm
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.parties import EntityType, Representation, Signatory, SignatoryCapacity
from pipeline.model.terms.paths import find

Line = tuple[str, tuple[Inline, ...]]
_BY_HAND: tuple[Inline, ...] = ()
_BRITISH = (EntityType.LIMITED_COMPANY, EntityType.PLC, EntityType.LLP)


def signature_blocks(terms: Terms, law: Law | None, clause: str, span: Span) -> tuple[SignatureBlock, ...]:
    """One block for each Signatory who must sign: all of a party that is represented jointly, else its first."""
    return tuple(
        block
        for side in ("customer", "provider")
        for block in _Signing(terms, law.signature if law else SignatureWords(), side, clause, span).blocks()
    )


@dataclass(frozen=True, slots=True)
class _Signing:
    """How one party signs."""

    terms: Terms
    said: SignatureWords
    side: str
    clause: str
    span: Span

    def blocks(self) -> Iterator[SignatureBlock]:
        signatories = self._found("signatories")
        if not isinstance(signatories, tuple):
            yield SignatureBlock(f"{self.clause}/{self.side}", self._words(others=0), self._lines(None), self.span)
            return
        joint = self._found("representation") is Representation.JOINT and len(signatories) > 1
        for signatory in signatories if joint else signatories[:1]:
            words = self._words(others=len(signatories) - 1 if joint else 0)
            yield SignatureBlock(f"{self.clause}/{self.side}/{signatory.id}", words, self._lines(signatory), self.span)

    def _words(self, *, others: int) -> tuple[Inline, ...]:
        opening = (self._is_deed() and self.said.deed) or self.said.opening
        together = f", acting jointly with its other signator{'y' if others == 1 else 'ies'}" if others else ""
        title = self._value_at("meta.title")
        return (Text(f"{opening} "), Strong((self._of("legal_name"),)), Text(" as a party to the "), title, Text(f"{together}."))

    def _lines(self, signatory: Signatory | None) -> tuple[Line, ...]:
        lines = [*self._register(), *((line.label, self._content(line, signatory)) for line in self.said.lines)]
        if self._is_deed():
            lines += ((label, _BY_HAND) for label in self.said.witness)
        return tuple(lines)

    def _content(self, line: SignatureLine, signatory: Signatory | None) -> tuple[Inline, ...]:
        who = f"signatories.{signatory.id}" if signatory else "signatories"
        match line.content:
            case SignatureContent.NAME:
                return (*self._power(signatory), self._of(f"{who}.name") if signatory else self._of(who))
            case SignatureContent.TITLE if signatory:
                return (self._of(f"{who}.title"),)
            case _:
                return _BY_HAND

    def _is_deed(self) -> bool:
        return find(self.terms, "legal.execution.form") is ExecutionForm.DEED

    def _power(self, signatory: Signatory | None) -> tuple[Inline, ...]:
        if signatory is None or not isinstance(signatory.capacity, SignatoryCapacity):
            return ()
        form = self._found("entity_type")
        prefix = signatory.capacity.prefix(german=isinstance(form, EntityType) and form.is_german)
        return (Text(f"{prefix} "),) if prefix else ()

    def _register(self) -> Iterator[Line]:
        """Section 35a GmbHG and section 80 AktG want register court, number and directors on a company's business letters."""
        form = self._found("entity_type")
        number = self._of("registration.number")
        if isinstance(form, EntityType) and form.is_german:
            yield "Register", (Text("Amtsgericht "), self._of("registration.register_court"), Text(", "), number)
            yield "Managing directors" if form is not EntityType.AG else "Management board", (self._of("managing_directors"),)
        elif form in _BRITISH:
            yield "Registered number", (number,)

    def _found(self, name: str) -> object:
        return find(self.terms, f"parties.{self.side}.{name}")

    def _of(self, name: str) -> Inline:
        return self._value_at(f"parties.{self.side}.{name}")

    def _value_at(self, path: str) -> Inline:
        value = find(self.terms, path)
        if isinstance(value, OpenPoint):
            return ToBeAgreed(value.path, value.label, self.span)
        return Value(path, printed(value, ()), self.span)
