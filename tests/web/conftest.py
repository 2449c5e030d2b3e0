"""A library that has everything a library can have, and Chromium as the reader of its page."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from html import escape, unescape
from typing import Any

import pytest

from pipeline.assemble import parsed, parsed_law, reviewed
from pipeline.model.document import PartKind
from pipeline.model.law import Law
from pipeline.model.library import Card, ClauseSource, LawSource, Library, SourceText
from pipeline.model.review import Review
from pipeline.web import library_page

# Chromium's window is never narrower than 500 pixels; a frame may be, and its owner may look into it.
FRAME = """<!DOCTYPE html><meta charset="utf-8"><style>iframe {{ width: {width}px; height: 900px; border: 0 }}</style>
<iframe srcdoc="{page}"></iframe><pre></pre>
<script>onload = () => {{
  const frame = document.querySelector("iframe");
  document.querySelector("pre").textContent = JSON.stringify(({function})(frame.contentDocument, frame.contentWindow));
}}</script>"""
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars")


def clause(id: str, *wordings: str, topic: str = "20-services", **card: Any) -> ClauseSource:
    about = Card(**{"title": id.capitalize(), "purpose": "Keeps a promise.", "owner": "legal", "order": 10, **card})
    names = ["preferred", *(f"fallback-{number}" for number in range(1, len(wordings)))]
    texts = {name: SourceText(f"clauses/{topic}/{id}/{name}.md", text) for name, text in zip(names, wordings, strict=True)}
    return ClauseSource(id, topic, about, texts)


def review_of(*clauses: ClauseSource, laws: dict[str, LawSource] | None = None) -> Review:
    return reviewed(Library(clauses, laws or {}), parsed, parsed_law)


COVER = """::: pairs
Initial Term :: {{ term.initial_term }}
{% if open %}
Open :: Some points.
{% endif %}
:::
"""
SUPPORT = """1. The Provider shall answer within {{ service_levels.targets.p1.response | both }}. {#support.answer}
1. ""Desk"" means the **service desk** under [](#credits.sum) or [](#nowhere).
{% if term.renewal.mode == "auto" %}
1. The support renews. {#support.renewal}
{% elif transition %}
1. The support begins after the transition. {#support.renewal}
{% else %}
1. The support ends. {#support.renewal}
{% endif %}
1. For each call the Provider shall:
   1. write it down; and
      - by hand; or
      - by machine.
   1. answer.
::: table rate_card where row.unit == "hour" {#support.rates}
| Role | Rate |
| --- | ---: |
| {{ row.role }} | {{ row.rate }} |
:::
::: list insurance and
{{ item.kind }}
:::
"""
SUPPORT_FALLBACK = """1. The Provider shall answer within {{ service_levels.targets.p1.response | words }} on a Weekday. {#support.answer}
1. ""Desk"" means the **service desk** under [](#credits.sum) or [](#nowhere).
"""
SCHEDULE = """## Priorities {#schedule-priorities.all}

::: matrix priority_matrix.impacts priority_matrix.urgencies priority_matrix.cells
Impact
:::
"""
PLAYBOOK = {
    "risk": "high",
    "positions": [
        {"id": "preferred", "says": "We are answered in an hour.", "when": 'service_levels.targets.p1.response <= "1 h"'},
        {"id": "fallback-1", "says": "On Business Days only.", "wording": "fallback-1", "approvers": ["head_of_it", "general_counsel"]},
    ],
    "never_accept": [{"id": "no_answer", "says": "Nobody answers at all.", "when": "not service_levels.targets"}],
    "rationale": {"commercial": "A stopped line costs money.", "operational": "Night shifts work alone."},
    "talking_points": ["Your own brochure promises an hour."],
    "trade_for": ["A longer Initial Term."],
}

LAW = {
    "name": "Utopia",
    "clause_word": "clause",
    "paragraph_word": "paragraph",
    "schedule_word": "Annex",
    "draft_legend": "Draft",
    "language": "en-GB",
    "checked_on": "2026-01-05",
    "checked_by": "nobody",
    "entries": [
        {
            "id": "desks",
            "topic": "Desks",
            "says": "A desk has four legs.",
            "sources": ["Desk Act, section 4"],
            "checked_on": "2026-01-05",
            "checked_by": "nobody",
            "keeps": [{"id": "support", "when": "transition"}],
            "warns": [{"when": "open", "at": "open", "says": "A desk without legs falls."}],
            "changes": [
                {"op": "insert_after", "target": "support.answer", "text": "legs"},
                {"op": "delete", "target": "credits", "when": "insurance"},
            ],
        }
    ],
}


@pytest.fixture(scope="session")
def page_of() -> Callable[..., str]:
    """The page of a library of one clause: its wordings, and keys of its card."""
    return lambda *wordings, **card: library_page(review_of(clause("general", *wordings, **card)))


@pytest.fixture(scope="session")
def page(review: Review) -> str:
    return library_page(review)


@pytest.fixture(scope="session")
def review() -> Review:
    return review_of(
        clause("cover", COVER, topic="00-cover", part=PartKind.COVER),
        clause("support", SUPPORT, SUPPORT_FALLBACK, mandatory=True, when="services", **PLAYBOOK),
        clause("credits", "1. The sum is {{ derived.annual_charge }}. {#credits.sum}\n", optional=True),
        clause("schedule-priorities", SCHEDULE, topic="97-schedules", part=PartKind.SCHEDULE, title="Priorities"),
        clause("signatures", "::: signatures\n:::\n", topic="95-signatures", part=PartKind.SIGNATURES),
        laws={"utopia": LawSource("utopia", Law.model_validate(LAW), {"legs": SourceText("legs.md", "1. It has four legs.\n")})},
    )


@pytest.fixture(scope="session")
def ask(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Opens a page in Chromium at a width, and gives the value of a JavaScript function of its document and window."""
    folder = tmp_path_factory.mktemp("chromium")
    command = [chromium, "--headless", "--no-sandbox", *QUIET, f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=5000"]

    def value(page: str, function: str, width: int = 1280) -> Any:
        file = folder / "frame.html"
        file.write_text(FRAME.format(page=escape(page), function=function, width=width))
        done = subprocess.run([*command, "--dump-dom", file.as_uri()], capture_output=True, text=True, timeout=120, check=True)
        return json.loads(unescape(done.stdout.partition("<pre>")[2].partition("</pre>")[0]))

    return value
