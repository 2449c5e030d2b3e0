"""Each contract as if each law of the library governed it, so that a pack proves itself before the first contract that needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline import assemble, store
from pipeline.check import document_faults, without_allowed
from pipeline.model.diagnostic import Diagnostic, Severity
from pipeline.model.library import LawSource
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.legal import ExecutionForm
from pipeline.stages.drafts.agreement import Shelf


def findings_under_other_laws(shelf: Shelf, contract: str, step: Callable[[str], None]) -> tuple[Diagnostic, ...]:
    """What would be wrong with the wording of this contract under each law but its own; what is wrong in any case is said elsewhere."""
    loaded = store.load_contract(shelf.root, contract)
    if loaded.terms is None:
        return ()
    step("assemble")
    known = {_what(fault) for fault in _faults(shelf, loaded, loaded.terms)}
    found: list[Diagnostic] = []
    for law in shelf.library.library.laws.values():
        if law.name != loaded.terms.legal.governing_law:
            faults = _faults(shelf, loaded, as_if(loaded.terms, law))
            found += [_under(law, contract, fault) for fault in faults if _what(fault) not in known]
    return tuple(found)


def as_if(terms: Terms, law: LawSource) -> Terms:
    """The same terms under another law, its courts and its language, without a form that it does not know."""
    form = terms.legal.execution.form if law.law.signature.deed else ExecutionForm.SIMPLE_CONTRACT
    legal = terms.legal.model_copy(
        update={
            "governing_law": law.name,
            "courts": terms.legal.courts.model_copy(update={"jurisdiction": law.name}),
            "execution": terms.legal.execution.model_copy(update={"form": form}),
        }
    )
    meta = terms.meta.model_copy(update={"language": law.law.language})
    return terms.model_copy(update={"legal": legal, "meta": meta})


def _faults(shelf: Shelf, loaded: store.LoadedContract, terms: Terms) -> Iterator[Diagnostic]:
    library = shelf.library.library
    assembly = assemble.assembled(library, shelf.parsed, terms, loaded.positions, loaded.wordings, shelf.parsed_law)
    yield from assembly.diagnostics
    if assembly.law is not None:
        own = {wording.file: wording.text for wording in loaded.wordings.values()}
        names = terms.clauses.proper_names
        found = document_faults(assembly.document, assembly.law, names=names, sources={**shelf.sources, **own}, elsewhere=shelf)
        yield from without_allowed(found, shelf.allowances)


def _what(fault: Diagnostic) -> tuple[str, str]:
    return fault.code, fault.message


def _under(law: LawSource, contract: str, fault: Diagnostic) -> Diagnostic:
    """The fault as it is said about another law; never graver than a warning, since the contract itself is not concerned."""
    message = f"if the law `{law.name}` governed {contract}: {fault.message}"
    severity = Severity.WARNING if fault.severity is Severity.ERROR else Severity.ADVICE
    return replace(fault, message=message, severity=severity)
