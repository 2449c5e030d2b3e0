"""Our house: who approves, up to what, what we start from and what we never accept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pipeline.model.duration import Duration, Period
from pipeline.model.money import Money
from pipeline.model.plain import ClauseId, Currency, Email, Identifier, Slug, Text
from pipeline.model.terms.meta import Language
from pipeline.model.terms.named import Side
from pipeline.model.terms.parties import Party
from pipeline.model.terms.section import Choice, Listed, RefersTo, Section, Several, Some
from pipeline.model.terms.standard import StandardTerms

ApproverId = Annotated[Identifier, RefersTo("approvers")]


class Approver(Section):
    """Who approves in a role."""

    id: Identifier = Field(description="The role, such as department_manager.")
    role: Text = Field(description="The role in words.")
    name: Text = Field(description="Who holds it.")
    email: Email = Field(description="Where the request is sent.")
    login: Text | None = Field(default=None, description="The holder's name where pull requests are reviewed.")
    delegate: Text | None = Field(default=None, description="Who decides in the holder's absence.")
    delegate_email: Email | None = Field(default=None, description="The delegate's address, from which answers are taken too.")
    delegate_login: Text | None = Field(default=None, description="The delegate's name where pull requests are reviewed.")


class Gate(Choice):
    """A point at which a draft is approved."""

    PRELIMINARY_DRAFT = "preliminary_draft"
    FINAL_CONTRACT = "final_contract"
    FALLBACK = "fallback"
    SIGNATURE = "signature"


class Coverage(Section):
    """Of which parts of the contract the approval of one role speaks."""

    id: Identifier = Field(description="The name of this item in data paths.")
    role: ApproverId = Field(description="The role.")
    clauses: tuple[ClauseId, ...] = Field(default=(), description="The clauses and schedules, by their ids.")
    values: tuple[Text, ...] = Field(default=(), description="Data paths, each with all that stands below it, such as charges.")


class ApprovalGate(Section):
    """Who approves at a gate."""

    id: Identifier = Field(description="The name of this item in data paths.")
    gate: Gate = Field(description="The gate.")
    approvers: Several[ApproverId] = Field(description="The roles that must all approve.")
    covers: Listed[Coverage] = Field(
        default=(), description="Of which parts the approvals of single roles speak; a role that is not named here approves all parts."
    )
    due_within: Duration = Field(description="The time for the decision.")
    escalates_to: ApproverId = Field(description="The role that is asked when the time has passed.")


class AuthorityLimit(Section):
    """Up to what value and term a role may commit the house."""

    id: Identifier = Field(description="The name of this item in data paths.")
    role: ApproverId = Field(description="The role.")
    contract_value: Money = Field(description="The highest contract value.")
    term: Period = Field(description="The longest Initial Term.")


class Bound(Choice):
    """How a value is held against a floor."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUALS = "equals"


class ValueFloor(Section):
    """A value that we never accept beyond, whatever the wording."""

    id: Identifier = Field(description="The name of this item in data paths.")
    path: Text = Field(description="The data path of the value; `*` stands for each item of a list.")
    bound: Bound = Field(description="How the value is held against the floor.")
    value: Text = Field(description="The floor, written as the field is written.")
    reason: Text = Field(description="Why.")
    approver: ApproverId = Field(description="The role that alone may grant an exception.")


class Defaults(Section):
    """What a new contract starts from."""

    side: Side = Field(description="Which party we are.")
    language: Language = Field(description="The language.")
    governing_law: Identifier = Field(description="The governing law, by the name of its folder in clauses/law.")
    calendar: Slug = Field(description="The calendar, by the name of its file.")
    currency: Currency = Field(description="The currency.")
    party: Party | None = Field(default=None, description="Our own company, as it stands in a new contract.")
    terms: StandardTerms | None = Field(default=None, description="The terms that a new contract has unless its owner opens them.")


class Key(Section):
    """A public key of SSH with which an approver may sign what they decide."""

    id: Identifier = Field(description="The name of this item in data paths.")
    holder: ApproverId = Field(description="The role of the holder.")
    ssh: Text = Field(description="The public key as its file has it, such as ssh-ed25519 AAAA...")


class TrustedIssuer(Section):
    """An issuer of certificates, such as a trust service, whose certificates we accept in signatures and timestamps."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="Who issues.")
    file: Text = Field(description="The issuer's certificate (PEM or DER): a file in data/certificates.")


class SigningRules(Section):
    """How we sign, and whose signatures we accept beside those whose certificate a contract names."""

    timestamp_server: Text | None = Field(
        default=None, description="The address of a timestamp server (RFC 3161). Without one, the tool never uses the network."
    )
    trusted_issuers: Listed[TrustedIssuer] = Field(default=(), description="The issuers whose certificates we accept.")


class House(Section):
    """Who we are as a house that concludes contracts."""

    name: Text = Field(description="The name of the house.")
    locale: Language = Field(description="In which language and spelling the tool prints dates and numbers by itself.")
    approvers: Some[Approver] = Field(description="Who approves, by role.")
    gates: Some[ApprovalGate] = Field(description="Who approves when.")
    authority_limits: Listed[AuthorityLimit] = Field(description="Up to what a role may commit the house.")
    floors: Listed[ValueFloor] = Field(description="Values that we never accept beyond.")
    defaults: Defaults = Field(description="What a new contract starts from.")
    keys: Listed[Key] = Field(default=(), description="The public keys with which our people sign approvals.")
    signing: SigningRules = Field(default=SigningRules(), description="How we sign electronically.")
