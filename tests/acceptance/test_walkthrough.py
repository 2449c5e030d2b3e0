"""One contract through all 20 steps of its life, by the commands alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.conftest import CARD, FALLBACK, PREFERRED, with_parts
from tests.stages.signing.conftest import SECRET, person

HERE = Path(__file__).parent
INTAKE = HERE.parent / "stages" / "intake"
FERN = "fernhill-support"
DRAFTER = "Thomas Weld"
UNDATED = ("new", "build", "check")
SIGNATORIES = {
    "customer-coo": "a.ali@example.com",
    "customer-finance_director": "h.ashby@example.com",
    "provider-managing_director": "b.oakes@example.net",
}
MAPPING = """\
id: desk
name: The desk of the provider
rows: events
date_format: iso
time_zone: Europe/London
columns: {ticket: Ticket, at: When, event: What, priority: Priority}
states: {new: opened, answer: responded, done: resolved}
priorities: {High: p1, Low: p3}
defaults: {type: incident}
without_response: at_resolution
"""


class Life:
    """A house with one contract. Each command is given an hour later than the one before."""

    def __init__(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capfd, self.now = folder, capfd, datetime(2026, 11, 2, 9)

    def run(self, *words: str, code: int = 0) -> str:
        self.now += timedelta(hours=1)
        dated = () if words[0] in UNDATED else ("--now", f"{self.now:%Y-%m-%dT%H:%M:%SZ}")
        found = main(["--root", str(self.folder), *words, *dated])
        out, err = self.capfd.readouterr()
        assert found == code, f"{words}\n{out}\n{err}"
        return out

    def path(self, *steps: str) -> Path:
        return self.folder.joinpath(*steps)

    def contract(self, *steps: str) -> Path:
        return self.path("data", "contracts", FERN, *steps)

    def figures(self, name: str) -> Path:
        return self.path("build", FERN, "performance", "2027-01", name)

    def standing(self) -> dict[int, dict]:
        """Each step by its number, as `status` tells it."""
        return {step["number"]: step for step in json.loads(self.run("status", FERN, "--format", "json"))["steps"]}

    def done(self) -> set[int]:
        return {number for number, step in self.standing().items() if step["state"] == "done"}


ASSETS = """\
assets:
  hardware:
    - id: servers
      category: server
      make_and_model: Dell PowerEdge R650
      quantity: 2
      site: head_office
      owner: customer
      support_level: full
      service: hardware_troubleshooting
  software:
    - id: windows
      product: Windows Server
      version: 2022
      licence_owner: customer
      licences: 2
      support_level: full
      service: software_installation_and_upgrades
responsibilities:
  - {id: install, activity: install, applies_to: [servers, windows], customer: C, provider: AR}
  - {id: maintain, activity: maintain, applies_to: [servers, windows], customer: I, provider: AR, cadence: quarterly}
  - {id: update, activity: update, applies_to: [servers, windows], customer: I, provider: AR, cadence: monthly, critical_within: 14 days}
  - {id: troubleshoot, activity: troubleshoot, applies_to: [servers, windows], customer: C, provider: AR}
"""


@pytest.fixture
def life(tmp_path: Path, laid_out: Callable[[Path], None], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Life:
    laid_out(tmp_path)
    shutil.rmtree(tmp_path / "data" / "contracts" / "acme-support")
    shutil.copyfile(INTAKE / "house.yaml", tmp_path / "data" / "house.yaml")
    general = tmp_path / "clauses" / "10-general" / "general"
    for name, text in (("clause.yaml", CARD), ("preferred.md", PREFERRED), ("fallback-2.md", FALLBACK)):
        (general / name).write_text(text)
    for name in ("20-support/levels", "95-signatures/signatures"):
        shutil.copytree(HERE / "clauses" / name, tmp_path / "clauses" / name)
    claim = "clauses/letters/credit-claim"
    shutil.copytree(HERE.parent / "stages" / "letters" / claim, tmp_path / claim)
    shutil.copyfile(HERE.parent / "stages" / "status" / "workflow.yaml", tmp_path / "data" / "workflow.yaml")
    monkeypatch.setenv("DRAFTLINE_PASSPHRASE", SECRET)
    return Life(tmp_path, capfd)


def test_a_contract_goes_through_all_of_its_life(life: Life) -> None:
    identified(life)
    approved_at_first(life)
    agreed_and_sent(life)
    negotiated(life)
    signed(life)
    carried_out(life)
    monitored(life)

    assert life.done() == set(range(1, 20))
    assert life.standing()[20]["why"] == ["the contract is in force: the next month follows"]
    assert life.run("status", FERN, "--story").count("\n") == len(life.contract("ledger.jsonl").read_text().splitlines())
    assert life.run("check", FERN) == ""
    life.run("letter", FERN, "credit-claim", "--facts", str(life.figures("credit-claim.yaml")))


def identified(life: Life) -> None:
    """Steps 1 to 4, 6 to 8, 10 and 11: what is known is answered, and the price is still to be agreed."""
    answers = life.path("answers.yaml")
    answers.write_text((INTAKE / "answers.yaml").read_text().replace("monthly_amount: 4500", "monthly_amount: open"))

    life.run("new", FERN, "--answers", str(answers))
    life.run("build", FERN)
    life.run("freeze", FERN)

    assert life.done() == {1, 2, 3, 4, 7, 8, 10, 11, 18}
    assert life.standing()[6]["why"] == ["open point: Monthly Charge"]


def approved_at_first(life: Life) -> None:
    """Step 5: the department manager answers a mail."""
    life.run("approve", FERN, "preliminary_draft", "--request")
    [request] = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in life.path("build").rglob("*.eml")]
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Subject"] = str(request["To"]), "contracts@example.com", f"Re: {request['Subject']}"
    answer.set_content("APPROVE\nA fair start.\n")
    life.path("answer.eml").write_bytes(bytes(answer))

    life.run("approve", FERN, "--from", str(life.path("answer.eml")), "--recorded-by", DRAFTER)

    assert 5 in life.done()


def agreed_and_sent(life: Life) -> None:
    """Steps 6, 9, 12, 13 and 14: price and assets are filled in, legal approves, and the package goes out."""
    charges = life.contract("charges.yaml")
    charges.write_text(charges.read_text().replace("      quantity: 1\n", "      quantity: 1\n      amount: GBP 4500.00\n"))
    life.contract("assets.yaml").write_text(ASSETS)
    life.contract("open.yaml").unlink()
    life.run("freeze", FERN)
    life.run("approve", FERN, "final_contract", "--by", "Ivo Marsh", "--yes")

    life.run("send", FERN, "--to", "provider", "--reply-by", "2026-11-20")
    life.run("send", FERN, "--acknowledged", "--by", "Ben Oakes")

    assert life.done() >= set(range(6, 15))


def negotiated(life: Life) -> None:
    """Step 15: they ask for a longer notice, which legal has to approve as a fallback."""
    theirs = life.folder / "theirs.docx"
    sent = life.contract("sent", "0.2", f"{FERN}-draft-1.docx")
    theirs.write_bytes(with_parts(sent.read_bytes(), ("90\u00a0days", "120\u00a0days")))
    life.run("receive", FERN, str(theirs), "--from", "provider")
    assert life.standing()[15]["why"] == ["1 proposal of round 1 open"]

    life.run("decide", FERN, "1.1", "--accept", "--by", "Priya Raman")
    life.run("apply", FERN)
    life.run("freeze", FERN)

    assert 13 not in life.done()
    assert "notice: 120 days" in life.contract("termination.yaml").read_text()
    for gate, who in (("fallback", "Ivo Marsh"), ("final_contract", "Ivo Marsh"), ("signature", "Ada Penn")):
        life.run("approve", FERN, gate, "--by", who, "--yes")
    life.run("send", FERN, "--to", "provider")
    assert life.done() >= {13, 14, 15}


def signed(life: Life) -> None:
    """Step 16: all three sign the execution copy, the provider first."""
    people = {name: person(name) for name in SIGNATORIES}
    parties = life.contract("contract.yaml")
    text = parties.read_text()
    for name, email in SIGNATORIES.items():
        text = text.replace(f"email: {email}}}", f"email: {email}, certificate: {people[name].fingerprint}}}")
    parties.write_text(text)
    life.run("sign", "prepare", FERN)

    for name in reversed(SIGNATORIES):
        side, _, signatory = name.partition("-")
        key = life.path(f"{name}.p12")
        key.write_bytes(people[name].key)
        life.run("sign", "apply", FERN, "--party", side, "--signatory", signatory, "--key", str(key))
    life.run("sign", "verify", FERN)

    assert 16 in life.done()
    assert life.contract("executed", "1.0", f"{FERN}-1.0.pdf").is_file()


def carried_out(life: Life) -> None:
    """Steps 17 to 19: the plan is written, and each task of its checklist done."""
    life.run("plan", FERN)
    life.now = datetime(2027, 2, 1, 9)
    tasks = ("access", "contacts", "kick_off", "asset_audit", "monitoring")
    at_the_start = ("transition", "insurance-proof", "exit-plan", "meeting.service", "report.service_levels")
    for task in (*(f"transition.{task}" for task in tasks), *at_the_start):
        life.run("plan", FERN, "--done", task, "--by", "Priya Raman")

    assert life.done() >= {17, 18, 19}


def tickets() -> str:
    """Thirty Incidents on the weekdays of January, every third of which is answered too late."""
    rows = ["Ticket,When,What,Priority"]
    days = [day for day in range(4, 30) if date(2027, 1, day).weekday() < 5]
    for number in range(30):
        day, answered = days[number % len(days)], "12:00" if number % 3 == 0 else "10:05"
        story = (("10:00", "new", "High"), (answered, "answer", ""), ("12:30", "done", ""))
        rows += [f"T-{number},2027-01-{day:02} {at},{what},{priority}" for at, what, priority in story]
    return "\n".join(rows) + "\n"


def monitored(life: Life) -> None:
    """Step 20: the tickets of January are judged, and the figures closed."""
    life.path("desk.yaml").write_text(MAPPING)
    life.path("january.csv").write_text(tickets())

    export, mapping = str(life.path("january.csv")), str(life.path("desk.yaml"))
    life.run("monitor", FERN, export, "--mapping", mapping, "--period", "2027-01", "--report", "--close")

    assert life.figures("report.pdf").is_file()
