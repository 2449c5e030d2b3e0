"""The Covered Assets, and who does what about them."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from pipeline.model.duration import Period
from pipeline.model.plain import Count, Identifier, IsoDate, Text
from pipeline.model.scalar import bad
from pipeline.model.terms.named import AssetId, Frequency, ServiceId, SiteId
from pipeline.model.terms.section import Choice, Listed, Section, Several


class HardwareCategory(Choice):
    """The kind of a piece of hardware."""

    SERVER = "server"
    STORAGE = "storage"
    NETWORK = "network"
    DESKTOP = "desktop"
    LAPTOP = "laptop"
    MOBILE = "mobile"
    PRINTER = "printer"
    SCANNER = "scanner"
    POWER = "power"
    OTHER = "other"


class AssetOwner(Choice):
    """Who owns an asset or holds its licence."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    LESSOR = "lessor"


class SupportLevel(Choice):
    """How far an asset is supported."""

    FULL = "full"
    LABOUR_ONLY = "labour_only"
    BEST_EFFORT = "best_effort"
    EXCLUDED = "excluded"


class HardwareAsset(Section):
    """A piece of hardware, or several of one kind."""

    id: Identifier = Field(description="The name of this item in data paths.")
    category: HardwareCategory = Field(description="The kind.")
    make_and_model: Text = Field(description="Make and model.")
    serial: Text | None = Field(default=None, description="The serial number, where there is one piece.")
    quantity: Count = Field(description="How many.")
    site: SiteId = Field(description="Where it stands.")
    owner: AssetOwner = Field(description="Who owns it.")
    support_level: SupportLevel = Field(description="How far it is supported.")
    service: ServiceId = Field(description="The service that covers it.")
    vendor_warranty_until: IsoDate | None = Field(default=None, description="The last day of the vendor's warranty.")
    vendor_support_until: IsoDate | None = Field(
        default=None, description="The last day of the vendor's support; absent where none is announced."
    )


class SoftwareAsset(Section):
    """A software product."""

    id: Identifier = Field(description="The name of this item in data paths.")
    product: Text = Field(description="The product.")
    version: Text = Field(description="The version, or `current`.")
    licence_owner: AssetOwner = Field(description="Who holds the licence.")
    licences: Count = Field(description="How many licences.")
    support_level: SupportLevel = Field(description="How far it is supported.")
    service: ServiceId = Field(description="The service that covers it.")
    vendor_support_until: IsoDate | None = Field(
        default=None, description="The last day of the vendor's support; absent where none is announced."
    )


class Assets(Section):
    """The register of Covered Assets; an id names one asset of either list."""

    hardware: Listed[HardwareAsset] = Field(default=(), description="The hardware.")
    software: Listed[SoftwareAsset] = Field(default=(), description="The software.")

    @model_validator(mode="after")
    def _ids_are_unique_across_both(self) -> Self:
        if isinstance(self.hardware, tuple) and isinstance(self.software, tuple):
            names = {asset.id for asset in self.hardware}
            for ordinal, asset in enumerate(self.software):
                if asset.id in names:
                    message = f"`{asset.id}` is the id of a hardware asset: expected an id of its own"
                    raise bad("doubled-id", message, within=("software", ordinal, "id"))
        return self


class Activity(Choice):
    """What is done about an asset."""

    INSTALL = "install"
    MAINTAIN = "maintain"
    UPDATE = "update"
    TROUBLESHOOT = "troubleshoot"
    MONITOR = "monitor"
    BACKUP = "backup"
    OWNERSHIP_AND_REPLACEMENT = "ownership_and_replacement"
    LICENCE_PROCUREMENT = "licence_procurement"
    DISPOSAL = "disposal"


class Raci(Choice):
    """A party's part in an activity: Responsible, Accountable, Consulted, Informed."""

    ACCOUNTABLE_AND_RESPONSIBLE = "AR"
    ACCOUNTABLE = "A"
    RESPONSIBLE = "R"
    CONSULTED = "C"
    INFORMED = "I"

    @property
    def words(self) -> str:
        """The letters as the matrix prints them."""
        return "A, R" if self is Raci.ACCOUNTABLE_AND_RESPONSIBLE else self.value


class Responsibility(Section):
    """A row of the responsibility matrix."""

    id: Identifier = Field(description="The name of this item in data paths.")
    activity: Activity = Field(description="What is done.")
    applies_to: Several[AssetId] = Field(description="The assets about which it is done.")
    customer: Raci = Field(description="The Customer's part.")
    provider: Raci = Field(description="The Provider's part.")
    cadence: Frequency | None = Field(default=None, description="How often it is done.")
    critical_within: Period | None = Field(default=None, description="The time for a critical update, from its release.")
