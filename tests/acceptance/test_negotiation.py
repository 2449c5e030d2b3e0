"""A whole negotiation, from the draft to the agreed text, as both sides live through it: three rounds of files, by the commands alone."""

from __future__ import annotations

import json

from pipeline import store
from pipeline.cli import main
from tests.acceptance.negotiating import ACME, N, deleted_paragraph, new_paragraph, read_text, saved, tracked


def test_three_rounds_lead_from_the_draft_to_the_agreed_text(table, soffice):
    # Round 1: a value in words, tracked; a change of words that is not; our answer is a counter and a refusal.
    first = table.send("0.1")
    said = table.receive(table.edit(first, tracked(f"90{N}days", "sixty (60) days"), ("a record of its work", "a diary of its work")))
    assert "1 of them not tracked in the file" in said
    proposals = table.proposals(1)
    assert [(each["kind"], each.get("path"), each.get("old"), each.get("new")) for each in proposals.values()] == [
        ("value", "termination.convenience.customer.notice", "90 days", "60 days"),
        ("wording", None, None, None),
    ]
    table.run("apply", ACME, code=1)
    table.decide("1.1", "--counter", "75 days", "--reply", "We meet in the middle.")
    table.decide("1.2", "--refuse", "--reason", "A diary is no evidence.")
    table.run("apply", ACME)
    table.run("freeze", ACME)
    assert "75 days" in table.text()
    assert "a record of its work" in table.text()

    # Round 2: they take our counter, save in LibreOffice, and ask for one thing more; we accept it.
    second = table.send("0.2")
    said = table.receive(saved(soffice, table.edit(second, tracked("on request", "on written request"))))
    assert f"{ACME}, round 2: 1 proposal on version 0.2" in said
    [only] = table.proposals(2).values()
    assert (only["kind"], only["theirs"]) == ("wording", "It shall show the record on written request.")
    table.decide("--kind", "wording", "--accept")
    table.run("apply", ACME)
    table.run("freeze", ACME)
    assert "It shall show the record on written request." in table.text()

    # Round 3: a paragraph of their own, which we take, and one of ours that they would rather not have, which stays.
    third = table.send("0.3")
    new, gone = new_paragraph(third, "runs from", "The provider shall name a deputy."), deleted_paragraph(third, "runs from")
    table.receive(table.edit(third, (gone[0], new + gone[1])))
    kinds = {each["kind"]: id for id, each in table.proposals(3).items()}
    assert sorted(kinds) == ["deletion", "new clause"]
    table.decide(kinds["new clause"], "--accept")
    table.decide(kinds["deletion"], "--refuse", "--reply", "Without it nobody knows when the time begins.")
    table.run("apply", ACME)
    table.run("freeze", ACME)
    assert "The provider shall name a deputy." in table.text()
    assert "runs from its receipt" in table.text()

    # Nothing is left to ask for: the agreed text is on both desks, and no round is opened.
    last = table.send("0.4")
    said = table.receive(saved(soffice, last))
    assert f"{ACME}: the provider changed nothing in version 0.4; no round is opened" in said
    assert read_text(last) == read_text(saved(soffice, last)) == table.text()

    # What lies in the repository says so to whoever comes later.
    table.hour = 0
    assert main(["--root", str(table.root.folder), "check", ACME, "--format", "json"]) == 0
    assert json.loads(table.capfd.readouterr().out) == []
    kinds = [
        (entry.kind.value, entry.facts.get("version") or entry.facts.get("round", ""))
        for entry in store.read_ledger(table.root, ACME).entries
    ]
    assert kinds == [
        ("version", "0.1"),
        ("sent", "0.1"),
        ("received", "1"),
        ("decided", "1"),
        ("decided", "1"),
        ("decided", "1"),
        ("version", "0.2"),
        ("sent", "0.2"),
        ("received", "2"),
        ("decided", "2"),
        ("decided", "2"),
        ("version", "0.3"),
        ("sent", "0.3"),
        ("received", "3"),
        ("decided", "3"),
        ("decided", "3"),
        ("decided", "3"),
        ("version", "0.4"),
        ("sent", "0.4"),
        ("received", ""),
    ]
