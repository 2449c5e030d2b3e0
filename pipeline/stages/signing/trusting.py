"""Whose certificates are accepted: those that the contract names for its signatories, and those of issuers that our house trusts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.signing import Signer
from pipeline.model.terms.house import SigningRules
from pipeline.model.terms.writing import written_terms
from pipeline.pdf.signatures import Trust, certificate_in
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class People:
    """The signatories by the name of their field: what each is called, and the certificate that was agreed for each."""

    names: Mapping[str, str]
    certificates: Mapping[str, str]

    def called(self, name: str) -> str:
        """The signatory's name with the name of the field, as people are told."""
        return f"{self.names[name]} (`{name}`)" if name in self.names else f"`{name}`"


def people(root: Root, contract: str, frozen: Mapping[str, Any]) -> People:
    """The signatories as the frozen version names them, with the certificates of today's files, since these are exchanged late.

    Where today's files cannot be read, the certificates are those of the frozen version.
    """
    loaded = store.load_contract(root, contract)
    data = written_terms(loaded.terms) if loaded.terms is not None else frozen
    names = {name: str(item.get("name", "")) for name, item in _signatories(frozen)}
    return People(names, {name: item["certificate"] for name, item in _signatories(data) if item.get("certificate")})


def _signatories(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for side in ("customer", "provider"):
        listed = data.get("parties", {}).get(side, {}).get("signatories", [])
        yield from ((Signer(side, item["id"]).name, item) for item in listed if isinstance(item, Mapping))


def rules_of_house(root: Root, contract: str) -> SigningRules:
    """What our house says of signing."""
    house = store.load_contract(root, contract).house
    return house.signing if house else SigningRules()


def trust(root: Root, contract: str, signatories: People) -> Trust | Diagnostic:
    """Whom we believe; or the certificate of an issuer that cannot be read."""
    issuers: list[bytes] = []
    for issuer in rules_of_house(root, contract).trusted_issuers:
        content = store.read_certificate(root, issuer.file)
        if isinstance(content, Diagnostic):
            return content
        try:
            certificate_in(content)
        except ValueError:
            place = Span(store.certificate_file(issuer.file))
            return error("no-certificate", place, f"this is no certificate, and {issuer.name} is trusted by it", "save it as PEM or DER")
        issuers.append(content)
    return Trust(signatories.certificates, tuple(issuers))
