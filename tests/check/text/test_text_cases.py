"""Each folder of `cases` is named after what a rule says, and holds texts in which it says it, and texts in which it must not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from pipeline import word
from pipeline.check.text import ADVICE, RULES, text_faults
from pipeline.check.text.proof import Rule
from pipeline.cli.report import as_text
from pipeline.model.diagnostic import Diagnostic, Severity
from pipeline.model.manuscript import Manuscript
from pipeline.store.manuscripts import manuscript_in

CASES = Path(__file__).parent / "cases"
TEXTS = sorted(path for path in CASES.rglob("*") if path.suffix in (".md", ".txt", ".xml") and path.name != "expected.txt")


def read(path: Path) -> Manuscript:
    content = path.read_bytes()
    manuscript = word.manuscript_in(docx(content), path.name) if path.suffix == ".xml" else manuscript_in(content, path.name)
    assert isinstance(manuscript, Manuscript)
    return manuscript


def docx(main: bytes) -> bytes:
    """A DOCX with no more than its main part, which is the case."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", main)
    return stream.getvalue()


def names(paths: list[Path]) -> list[str]:
    return [f"{path.parent.name}/{path.name}" for path in paths]


BAD = [path for path in TEXTS if path.name.startswith("bad")]
FORMS = sorted((Path(__file__).parent / "forms").iterdir())
GOOD = [path for path in TEXTS if path.name.startswith("good")]


@pytest.mark.parametrize("path", BAD, ids=names(BAD))
def test_what_is_wrong_is_said_to_the_letter(path: Path, golden: Callable[[Path, str], None]) -> None:
    manuscript = read(path)

    found = text_faults(manuscript, advice=is_advice(path))

    assert {finding.code for finding in found} == {path.parent.name}
    golden(path.with_name(f"{path.stem}.expected"), as_text(found, lambda _, line: manuscript.shown(line)))


@pytest.mark.parametrize("path", GOOD, ids=names(GOOD))
def test_what_is_right_is_left_alone(path: Path) -> None:
    found = text_faults(read(path), advice=is_advice(path))

    assert [str(finding) for finding in found if not is_advice(path) or finding.code == path.parent.name] == []


def is_advice(path: Path) -> bool:
    """Whether the folder's rule is one of those that are asked for."""
    return path.parent.name.replace("-", "_") in {rule.__name__ for rule in ADVICE}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_the_forms_in_which_others_write_are_understood_and_left_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    broken = re.sub(r"(?<=[a-z] )Section (2\.0?)1(?=[ (])", r"Section \g<1>8", text, count=1)
    changed = manuscript_in(broken.encode(), path.name)
    assert isinstance(changed, Manuscript)

    assert [str(finding) for finding in text_faults(read(path))] == []
    assert [finding.code for finding in text_faults(changed)] == ["broken-reference"]


@pytest.mark.parametrize("rule", [*RULES, *ADVICE], ids=lambda rule: rule.__name__)
def test_each_rule_says_what_is_wrong_what_would_be_right_and_which_rule_it_is(rule: Rule) -> None:
    page = rule.__doc__ or ""

    assert re.match(r"L\d\d\d?(, L\d\d\d?)*\. [A-Z]", page)
    assert "Wrong: " in page
    assert "Right: " in page


def test_each_code_has_a_bad_case_and_a_good_one() -> None:
    source = "".join(path.read_text() for path in sorted(Path(text_faults.__code__.co_filename).parent.glob("*.py")))
    codes = set(re.findall(r'\.(?:error|warning|advice)\(\s*"([a-z-]+)"', source)) | set(
        re.findall(r'_said\(\s*proof, found, "([a-z-]+)"', source)
    )

    assert len(codes) > 25
    assert {path.parent.name for path in BAD} == codes
    assert {path.parent.name for path in GOOD} == codes


def test_findings_stand_in_the_order_of_the_text() -> None:
    found: tuple[Diagnostic, ...] = text_faults(read(CASES / "words-against-figures" / "bad.txt"))

    assert [finding.span.line for finding in found] == [1, 1, 3]
    assert {finding.severity for finding in found} == {Severity.ERROR}


@pytest.mark.parametrize("piece", ["(a) ", "by: _____ ", "(", '"', "<!-- ", "one and ", "Section 1.1 and ", "1.", "[a](", "* ", " " * 9])
def test_a_text_of_nothing_but_marks_takes_no_longer_than_its_length_allows(piece: str) -> None:
    start = process_time()

    for name in ("theirs.md", "theirs.txt"):
        manuscript = manuscript_in(("x" + piece * (20_000 // len(piece)) + "y").encode(), name)
        assert isinstance(manuscript, Manuscript)
        text_faults(manuscript, advice=True)

    assert process_time() - start < 5


SECTIONS = "1. Words\n\n2. Support\n\n3. Money\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "The work follows Section 2.{0} here.",
        "The work follows Section 2({0}) here.",
        'Exhibit A{0}\n\n"Word{0}" means the word {0}.',
        'The "Word{0}" means {0}, and Section 9.{0} says the same.',
    ],
)
def test_many_findings_of_one_kind_take_no_longer_than_their_number_allows(line: str) -> None:
    start = process_time()
    manuscript = manuscript_in((SECTIONS + "\n\n".join(line.format(count) for count in range(1, 2_000))).encode(), "theirs.txt")
    assert isinstance(manuscript, Manuscript)

    text_faults(manuscript)

    assert process_time() - start < 5
