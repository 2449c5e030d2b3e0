"""The asset register and the responsibility matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"responsibilities.install.customer": "A"},
            [
                (
                    "error[not-one-accountable]",
                    "responsibilities.install.provider",
                    "both parties are accountable for `install`: the Customer has `A`, the Provider `AR`",
                )
            ],
        ),
        (
            {"responsibilities.install.provider": "R"},
            [
                (
                    "error[not-one-accountable]",
                    "responsibilities.install.provider",
                    "neither party is accountable for `install`: the Customer has `C`, the Provider `R`",
                )
            ],
        ),
        (
            {"responsibilities.install.provider": "A"},
            [
                (
                    "error[nobody-responsible]",
                    "responsibilities.install.provider",
                    "neither party is responsible for `install`: the Customer has `C`, the Provider `A`",
                )
            ],
        ),
        (
            {"responsibilities.again": {"activity": "update", "applies_to": ["stock"], "customer": "I", "provider": "AR"}},
            [
                (
                    "error[activity-twice]",
                    "responsibilities.again.applies_to.0",
                    "`again` says who does `update` about `stock`, and so does `update`",
                )
            ],
        ),
        (
            {"responsibilities.update": None, "responsibilities.maintain.applies_to": ["switches"]},
            [
                ("error[asset-without-row]", "assets.hardware.switches.id", "nothing says who does `update` about `switches`"),
                ("error[asset-without-row]", "assets.software.stock.id", "nothing says who does `maintain`, `update` about `stock`"),
            ],
        ),
        (
            {"services.network.in_scope": "false"},
            [
                (
                    "error[asset-of-foreseen-service]",
                    "assets.hardware.switches.service",
                    "`switches` is covered by `network`, which is not in scope",
                )
            ],
        ),
        (
            {"assets.software.stock.vendor_support_until": "2026-04-30"},
            [
                (
                    "error[past-vendor-support]",
                    "assets.software.stock.vendor_support_until",
                    "`stock` has full support, but its vendor's ended on 2026-04-30, before the services start on 2026-05-01",
                )
            ],
        ),
        (
            {"assets.software.stock.vendor_support_until": "2026-05-01"},
            [
                (
                    "warning[past-vendor-support]",
                    "assets.software.stock.vendor_support_until",
                    "`stock` has full support until 2029-04-30, but its vendor's ends on 2026-05-01",
                )
            ],
        ),
        (
            {"assets.software.stock.vendor_support_until": "2029-04-29"},
            [
                (
                    "warning[past-vendor-support]",
                    "assets.software.stock.vendor_support_until",
                    "`stock` has full support until 2029-04-30, but its vendor's ends on 2029-04-29",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_assets_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"responsibilities.install.customer": "A", "responsibilities.install.provider": "R"},
        {"assets.software.stock.vendor_support_until": "2029-04-30"},
        {"assets.software.stock.vendor_support_until": "2025-01-01", "assets.software.stock.support_level": "best_effort"},
        {"assets.software.stock.support_level": "excluded", "responsibilities.update.applies_to": ["switches"]},
    ],
)
def test_nothing_is_said_about_fitting_assets(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
