"""The scope of support: sites, requirements, limits, exclusions and what the Customer must contribute."""

from __future__ import annotations

from pydantic import Field

from pipeline.model.duration import Duration
from pipeline.model.plain import Flag, Identifier, Text
from pipeline.model.terms.named import SupportScope
from pipeline.model.terms.section import Listed, Section, Several, Some


class Site(Section):
    """A place where services are provided."""

    id: Identifier = Field(description="The name of this item in data paths.")
    name: Text = Field(description="The name printed.")
    address: Several[Text] = Field(description="The address, line by line.")
    onsite: Flag = Field(description="Whether the Provider comes to the site.")


class Exclusion(Section):
    """Something that is not in scope."""

    id: Identifier = Field(description="The name of this item in data paths.")
    text: Text = Field(description="What is excluded: a phrase without a full stop.")


class CustomerDependency(Section):
    """Something that the Customer must contribute."""

    id: Identifier = Field(description="The name of this item in data paths.")
    text: Text = Field(description="What the Customer contributes: a phrase without a full stop.")
    relief: Flag = Field(description="Whether the Provider is relieved as far as its absence prevents performance.")


class Scope(Section):
    """What is supported, where, and what is not."""

    support_scope: SupportScope = Field(description="Hardware, software, or both.")
    description: Text = Field(description="The scope, in whole sentences.")
    requirements: tuple[Text, ...] = Field(default=(), description="Specific requirements: clauses without a full stop.")
    limits: tuple[Text, ...] = Field(default=(), description="Limits of the support: clauses without a full stop.")
    sites: Some[Site] = Field(description="Where services are provided.")
    exclusions: Listed[Exclusion] = Field(description="What is not in scope: a closed list.")
    customer_dependencies: Listed[CustomerDependency] = Field(description="What the Customer must contribute.")
    relief_notice_within: Duration = Field(
        description="The time within which the Provider must report a missing contribution to be relieved."
    )
