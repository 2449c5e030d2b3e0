"""`docs/rules.md` says what the rules say: it is made of their docstrings, their source and the cases that prove them."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline import check
from pipeline.check.codes import ALLOWABLE, ON_WHOLE_CONTRACTS
from pipeline.check.contract import ON_DOCUMENTS as ON_CONTRACTS_AS_READ
from pipeline.check.contract import ON_WORDINGS
from pipeline.check.terms import RULES as ON_TERMS
from pipeline.check.text import ADVICE
from pipeline.check.text import RULES as ON_TEXT

TESTS = Path(__file__).parent.parent
CATALOGUE = Path(__file__).parent / "catalogue.yaml"
MANUAL = TESTS.parent / "docs/rules.md"
SEVERITIES = ("error", "warning", "advice")
PAGE = re.compile(r"(?P<ids>[VL]\d+(?:, [VL]\d+)*)\. (?P<summary>.+?)\n\n?Wrong: (?P<wrong>.+?)\s+Right: (?P<right>.+)", re.DOTALL)
SENTENCE_ENDS = re.compile(r'(?:(?<=[.?])|(?<=[.?]"))\s+(?=[A-Z"`])')
QUOTED = re.compile(r'`+[^`]+`+|"[^"]+"')
Rule = Callable[..., Any]


@dataclass(frozen=True)
class Kind:
    """Rules of one kind: what they judge, and the rules."""

    heading: str
    judges: str
    rules: tuple[Rule, ...]


ON_CONTRACTS = Kind(
    "Rules on the terms",
    "`check` and `build` hold the data of each contract against these. A rule is silent where it would need a point that is still open.",
    ON_TERMS,
)
ON_DOCUMENTS = Kind(
    "Rules on the contract as it reads",
    "`check` and `build` hold the assembled contract against these.",
    ON_CONTRACTS_AS_READ,
)
ON_OUR_WORDS = Kind(
    "Rules on each wording",
    "`check` holds every wording of the library, of a law and of a deal against these, whether or not a contract says it, and in"
    " both branches of each condition. Advice is said only under `--advice`.",
    ON_WORDINGS,
)
ON_TEXTS = Kind(
    "Rules on any text",
    "`proofread` holds a Word, Markdown or text file against these, ours or not; against the advice only under `--advice`.",
    (*ON_TEXT, *ADVICE),
)
KINDS = (ON_CONTRACTS, ON_DOCUMENTS, ON_OUR_WORDS, ON_TEXTS)


def manual() -> str:
    """The whole of `docs/rules.md`."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (
        "# The rules",
        "",
        "What the tool looks for, apart from the form of the files. Each rule has the code that stands in brackets in a message, says",
        "whether it is an error, a warning or advice, and has its number in the catalogue (V for terms, L for texts). An error stops the",
        "build; a warning does not, but fails the command under `--strict`; advice is often right as it is, and never fails anything.",
        "",
        "This page is made of the rules themselves: `.venv/bin/nox -s tests -- --update-goldens` writes it anew.",
        "",
    )
    for kind in KINDS:
        yield f"- [{kind.heading}](#{kind.heading.lower().replace(' ', '-')}): {', '.join(_topic(module) for module in _modules(kind))}"
    yield from (
        "- [The catalogue](#the-catalogue)",
        "- [Findings allowed in place](#findings-allowed-in-place)",
        "- [What proves them](#what-proves-them)",
        "",
    )
    for kind in KINDS:
        yield from (f"## {kind.heading}", "", kind.judges, "")
        for module in _modules(kind):
            yield from (f"### {_topic(module)}", "", (inspect.getdoc(module) or "").partition("\n")[0], "")
            for rule in kind.rules:
                if inspect.getmodule(rule) is module:
                    yield from _page(rule)
    yield from _catalogue()
    yield from _ALLOWING
    yield from _proofs()


_ON = {
    ON_CONTRACTS.heading: "terms",
    ON_DOCUMENTS.heading: "contract",
    ON_OUR_WORDS.heading: "wording",
    ON_TEXTS.heading: "any text",
}


def _catalogue() -> Iterator[str]:
    yield from (
        "## The catalogue",
        "",
        "Every number, what it looks for, and the rules that do: on the terms, on the assembled contract, on each wording, on any text.",
        "Where something cannot occur, or is not looked for, the reason stands there.",
        "",
        "| number | looks for | found by |",
        "|---|---|---|",
    )
    for number, (what, reason) in catalogue().items():
        yield f"| {number} | {what} | {'; '.join([*covering(number), *([reason] if reason else [])])} |"


def catalogue() -> dict[str, tuple[str, str]]:
    """Of each number what it looks for, and why no rule has to or can; empty where rules do all of it."""
    lines = (line.partition(": ") for line in CATALOGUE.read_text().splitlines() if not line.startswith("#"))
    parts = [(number, *entry.partition(" | ")[::2]) for number, _, entry in lines]
    assert len({number for number, _, _ in parts}) == len(parts), "a number stands twice"
    return {number: (what, reason) for number, what, reason in parts}


def covering(number: str) -> Iterator[str]:
    """The codes of the rules that look for it, by what they look at."""
    for kind in KINDS:
        rules = [rule for rule in kind.rules if number in ids_of(rule)]
        codes = dict.fromkeys(code for rule in rules for code, _ in findings(rule))
        if codes:
            yield f"{_ON[kind.heading]}: {', '.join(f'`{code}`' for code in codes)}"


def ids_of(rule: Rule) -> list[str]:
    page = PAGE.match(inspect.getdoc(rule) or "")
    assert page, rule.__name__
    return page["ids"].split(", ")


_ALLOWING = (
    "## Findings allowed in place",
    "",
    "A warning or advice may be right for once. It is allowed where it stands, with the reason, and nowhere else. An error is never",
    "allowed, nor is what the playbook says about positions, for which there are approvals.",
    "",
    "In a wording a drafting note stands on the line before the paragraph or table:",
    "",
    "```markdown",
    "<!-- allow long-sentence: the statute's own words -->",
    "1. The controller shall ...",
    "```",
    "",
    "In the YAML files of a contract a comment stands at the end of the line, or on the line before:",
    "",
    "```yaml",
    "minimum_sample: 0  # allow sample-too-small: there are never fewer than a hundred tickets",
    "```",
    "",
    "#### `allowance-without-reason`, `unknown-allowance`, `needless-allowance`",
    "",
    "Warning. A note that gives no reason, that names no code of a warning or advice, or that allows nothing, is itself a finding.",
    "Whether a note in the library on a rule of whole contracts allows anything depends on the contract, so that is not asked.",
    "",
)


def _modules(kind: Kind) -> list[ModuleType]:
    return [module for module in dict.fromkeys(map(inspect.getmodule, kind.rules)) if module]


def _topic(module: ModuleType) -> str:
    name = module.__name__.rpartition(".")[2]
    return name.replace("_", " ").capitalize()


def _page(rule: Rule) -> Iterator[str]:
    page = PAGE.match(inspect.getdoc(rule) or "")
    assert page, rule.__name__
    said = findings(rule)
    severities = sorted({severity for _, severity in said}, key=SEVERITIES.index)
    right, why = _first_sentence(_joined(page["right"]))
    summary = _joined(page["summary"]).removesuffix(" A warning.")
    yield f"#### {', '.join(f'`{code}`' for code in dict.fromkeys(code for code, _ in said))}"
    yield from ("", f"{' or '.join(severities).capitalize()} ({page['ids']}). {summary}", "")
    yield from (f"- Wrong: {_joined(page['wrong'])}", f"- Right: {right}", "")
    yield from (why, "") if why else ()


def _joined(text: str) -> str:
    return " ".join(text.split())


def _first_sentence(text: str) -> tuple[str, str]:
    """The first sentence and the rest; a full stop in a quotation ends none, unless the quotation does."""
    masked = QUOTED.sub(lambda quoted: quoted.group()[0] + "x" * (len(quoted.group()) - 3) + quoted.group()[-2:], text)
    end = SENTENCE_ENDS.search(masked)
    return (text[: end.start()], text[end.end() :]) if end else (text, "")


def findings(rule: Rule) -> tuple[tuple[str, str], ...]:
    """The codes that a rule gives, each with its severity, read off its source and that of the functions it calls."""
    module = inspect.getmodule(rule)
    assert module
    found = tuple(dict.fromkeys(_given(_functions(module), rule.__name__, {})))
    assert found, f"nothing tells which code {rule.__name__} gives"
    return found


@cache
def _functions(module: ModuleType) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.FunctionDef)}


def _given(functions: Mapping[str, ast.FunctionDef], name: str, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The codes given by a function, some of whose parameters are `known`."""
    for call in (node for node in ast.walk(functions[name]) if isinstance(node, ast.Call)):
        called = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
        words = [_word(argument, known) for argument in call.args]
        if called in SEVERITIES and words and words[0]:
            yield words[0], called
        elif called in functions and called != name:
            parameters = [parameter.arg for parameter in functions[called].args.args]
            yield from _given(functions, called, {parameter: word for parameter, word in zip(parameters, words, strict=False) if word})


def _word(argument: ast.expr, known: Mapping[str, str]) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return known.get(argument.id, "") if isinstance(argument, ast.Name) else ""


def _proofs() -> Iterator[str]:
    yield from (
        "## What proves them",
        "",
        "How many cases of the tests hold a rule to what it must say (bad) and to what it must leave alone (good). A bad case counts for",
        "each code that it expects, a good case for each rule of its file or folder. Rules that share a code share its cases.",
        "",
        "| rule | codes | bad | good |",
        "|---|---|---:|---:|",
    )
    documents = len(list((TESTS / "cases/good").iterdir()))
    for kind in KINDS:
        for rule in kind.rules:
            codes = tuple(dict.fromkeys(code for code, _ in findings(rule)))
            bad, good = text_cases(codes) if kind is ON_TEXTS else cases(codes)
            good += documents if kind in (ON_DOCUMENTS, ON_OUR_WORDS) else 0
            yield f"| {rule.__name__.replace('_', ' ')} | {', '.join(f'`{code}`' for code in codes)} | {bad} | {good} |"


def text_cases(codes: tuple[str, ...]) -> tuple[int, int]:
    """The texts in the folders named after the codes, bad and good ones."""
    files = [file for code in codes for file in (TESTS / "check/text/cases" / code).iterdir() if file.suffix != ".expected"]
    return sum(file.name.startswith("bad") for file in files), sum(file.name.startswith("good") for file in files)


def cases(codes: tuple[str, ...]) -> tuple[int, int]:
    """The repositories and the varied contracts that give one of the codes, and those beside them that give none."""
    repositories = sum(any(f"[{code}]" in file.read_text() for code in codes) for file in (TESTS / "cases/bad").glob("*/expected.txt"))
    proofs = [proof for file in sorted(TESTS.glob("check/test_*.py")) for proof in [_proofs_of(file)] if _saying(proof[0], codes)]
    return repositories + sum(_saying(bad, codes) for bad, _ in proofs), sum(good for _, good in proofs)


def _saying(bad: tuple[frozenset[str], ...], codes: tuple[str, ...]) -> int:
    return sum(not said.isdisjoint(codes) for said in bad)


@cache
def _proofs_of(file: Path) -> tuple[tuple[frozenset[str], ...], int]:
    """The codes that each case of a file of tests names, and how many cases expect that nothing is said."""
    body = ast.parse(file.read_text()).body
    lists = {ast.unparse(target): node.value for node in body for target in _assigned(node) if isinstance(node.value, ast.List)}
    tests = [node for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    each = [(test, _parameters(test, lists) or [test]) for test in tests]
    silent = sum(len(parameters) for test, parameters in each if any(map(_expects_nothing, test.body)))
    return tuple(_named(parameter).union(*map(_named, test.body)) for test, parameters in each for parameter in parameters), silent


def _assigned(node: ast.stmt) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []


def _parameters(test: ast.FunctionDef, lists: Mapping[str, ast.expr]) -> list[ast.AST]:
    """What a test is run on: a list that stands there, or one of the file that is named."""
    calls = [call for call in test.decorator_list if isinstance(call, ast.Call) and len(call.args) > 1]
    given = [lists.get(ast.unparse(call.args[1]), call.args[1]) for call in calls]
    return [item for items in given if isinstance(items, ast.List) for item in items.elts]


def _expects_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Assert) and ast.unparse(statement.test).endswith(" == []")


def _named(node: ast.AST) -> frozenset[str]:
    words = [child.value for child in ast.walk(node) if isinstance(child, ast.Constant) and isinstance(child.value, str)]
    return frozenset(re.sub(r"^(?:error|warning|advice)\[([a-z-]+)\]$", r"\1", word) for word in words)


def test_the_manual_of_the_rules_says_what_the_rules_say(golden: Callable[[Path, str], None]) -> None:
    golden(MANUAL, manual())


def test_the_manual_has_a_page_for_each_code_that_check_gives() -> None:
    sources = "".join(file.read_text() for file in sorted(Path(inspect.getfile(check)).parent.rglob("*.py")))
    headings = "".join(re.findall(r"^#### (.+)$", MANUAL.read_text(), re.MULTILINE))

    given = set(re.findall(r'\b(?:error|warning|advice)\(\s*"([a-z-]+)"', sources))

    assert len(given) > 90
    assert given - set(re.findall(r"`([a-z-]+)`", headings)) == set()


def test_each_rule_is_proved_by_a_bad_case_and_a_good_one() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \| `.+` \| (\d+) \| (\d+) \|$", MANUAL.read_text(), re.MULTILINE)

    assert len(rows) == sum(len(kind.rules) for kind in KINDS)
    assert [name for name, bad, good in rows if bad == "0" or good == "0"] == []


def test_the_codes_that_may_be_allowed_are_those_of_warnings_and_advice() -> None:
    assert _allowable((*ON_TERMS, *ON_CONTRACTS_AS_READ)) == ON_WHOLE_CONTRACTS
    assert _allowable((*ON_TERMS, *ON_CONTRACTS_AS_READ, *ON_WORDINGS)) == ALLOWABLE


def _allowable(rules: tuple[Rule, ...]) -> set[str]:
    return {code for rule in rules for code, severity in findings(rule) if severity != "error"}


NUMBERS = {
    "L": (
        *range(1, 15),
        *range(20, 33),
        *range(40, 49),
        *range(50, 67),
        *range(70, 85),
        *range(90, 97),
        *range(100, 108),
        *range(110, 121),
    ),
    "V": (*range(1, 17), *range(20, 25), *range(30, 36), *range(40, 48), *range(50, 55), *range(60, 69), *range(70, 75)),
}


def test_the_catalogue_has_each_number_once_and_says_what_looks_for_it_or_why_nothing_does() -> None:
    entries = catalogue()

    assert list(entries) == [
        *(f"L{number:02}" for number in (*NUMBERS["L"], *range(130, 138))),
        *(f"V{number:02}" for number in NUMBERS["V"]),
    ]
    assert [number for number, (_, reason) in entries.items() if not reason and not list(covering(number))] == []


def test_the_catalogue_names_only_codes_that_are_given() -> None:
    named = {code for _, reason in catalogue().values() for code in re.findall(r"`([a-z]+-[a-z-]+)`", reason)}
    sources = "".join(file.read_text() for file in (TESTS.parent / "pipeline").rglob("*.py"))

    assert named
    assert [code for code in sorted(named) if f'"{code}"' not in sources] == []
