"""To whom a draft goes: one of those whom the contract's data name, else whoever receives notices."""

from __future__ import annotations

from pipeline import assemble, store
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.sending import Sending
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.meta import Recipient
from pipeline.model.terms.named import Side
from pipeline.model.terms.open_points import OpenPoint
from pipeline.stages.rounds.placing import TermsOf
from pipeline.store.root import Root

PATH = "recipients"


def recipient_of(root: Root, snapshot: Snapshot, sending: Sending) -> Recipient | Diagnostic:
    """The recipient whom the sending names by id, the only one where it names none, or why nobody can be told; by today's data."""
    found = _recipient(root, snapshot, sending)
    if isinstance(found, Diagnostic) or found.email.isascii():
        return found
    message = f"`{found.email}` has letters that most mail programs refuse in an address"
    hint = "give the address in plain letters; a domain has a form that begins with `xn--`"
    return error("address-not-plain", Span(store.folder_of(snapshot.contract)), message, hint)


def _recipient(root: Root, snapshot: Snapshot, sending: Sending) -> Recipient | Diagnostic:
    loaded = store.load_contract(root, snapshot.contract)
    place = loaded.positions.of_value(PATH) if loaded.terms else Span(store.folder_of(snapshot.contract))
    terms = loaded.terms or TermsOf(root, snapshot).sent()
    if not isinstance(terms, Terms):
        return error("no-recipient", place, "the data of this contract cannot be read, so nobody knows whom the package goes to")
    known = terms.recipients
    if sending.recipient:
        named = next((each for each in known if each.id == sending.recipient), None)
        return named or _unknown(sending.recipient, known, place)
    if len(known) > 1:
        listed = ", ".join(f"`{each.id}`" for each in known)
        message = f"the package could go to each of {len(known)} recipients"
        return error("several-recipients", place, message, f"name one by --recipient: {listed}")
    return known[0] if known else _of_notices(terms, Side(sending.party), place)


def _of_notices(terms: Terms, party: Side, place: Span) -> Recipient | Diagnostic:
    notice = assemble.party_of(terms, party).notice
    if isinstance(notice, OpenPoint):
        hint = "list somebody under `recipients` in the contract's data"
        return error("no-recipient", place, "the data name nobody to whom a draft goes, and no address for notices yet", hint)
    return Recipient.model_construct(id="notices", name="", role=notice.attention, email=notice.email)


def _unknown(wanted: str, known: tuple[Recipient, ...], place: Span) -> Diagnostic:
    names = [each.id for each in known]
    listed = f"the recipients are {', '.join(f'`{name}`' for name in names)}"
    hint = close_to(wanted, names) or (listed if names else "leave --recipient out, and it goes to the address for notices")
    return error("unknown-recipient", place, f"the contract has no recipient `{wanted}`", hint)
