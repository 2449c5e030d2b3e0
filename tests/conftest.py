"""What all tests share: goldens that one flag rewrites, programs that serve as oracles, and seeded edits of a Document."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pipeline.model.document import Document
from pipeline.stages.bench import edits


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the expected texts anew from what the code says now")
    parser.addoption("--all", action="store_true", help="run all cases, where a seeded tenth of a large number is run otherwise")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a text with the file that holds what is expected, to the letter; writes that file under `--update-goldens`."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update-goldens"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.exists(), f"{file} is missing; `--update-goldens` writes it"
        assert text == file.read_bytes().decode()

    return compare


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's program; the test is skipped where there is none, but not in continuous integration."""
    return oracle("soffice")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium's program; the test is skipped where there is none, but not in continuous integration."""
    return oracle("chromium")


@pytest.fixture(scope="session")
def pdftohtml() -> str:
    """Poppler's reader of PDF; the test is skipped where there is none, but not in continuous integration."""
    return oracle("pdftohtml")


@pytest.fixture(scope="session")
def pdfsig() -> str:
    """Poppler's judge of signatures; the test is skipped where there is none, but not in continuous integration."""
    return oracle("pdfsig")


def oracle(program: str) -> str:
    """The place of a program that some test needs: absence skips the test, and fails it where `CI` is true."""
    found = shutil.which(program)
    if found is None:
        reason = f"{program} is not installed; .ci/run installs it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture
def edited() -> Callable[..., Document]:
    """A Document after seeded edits of a share of its nodes."""
    return lambda whole, seed, share=0.1, *, anchored=False: edits.edited(whole, Random(seed), share, anchored=anchored)


REPOSITORY = Path(__file__).parents[1]
ACME = "acme-support"
CARD = """\
title: General
purpose: Gives the cases one clause to stand on.
owner: legal
order: 10
mandatory: true
risk: high
positions:
  - {id: preferred, says: 90 days or less., when: termination.convenience.customer.notice <= "90 days"}
  - {id: fallback-1, says: 180 days or less., when: termination.convenience.customer.notice <= "180 days", approvers: [legal]}
  - {id: fallback-2, says: No record is kept., wording: fallback-2, approvers: [legal]}
never_accept:
  - {id: long, says: A notice of more than a year., when: termination.convenience.customer.notice > "360 days"}
rationale: {legal: A long notice binds us.}
talking_points: [You can plan for our going.]
"""
PREFERRED = """\
1. This agreement begins on {{ term.effective_date }}.
1. The customer may end it by a notice of {{ termination.convenience.customer.notice }}. {#general.notice}
1. The provider shall keep a record of its work. It shall show the record on request. {#general.record}
1. The notice of {{ termination.convenience.customer.notice }} runs from its receipt. {#general.receipt}
"""
FALLBACK = PREFERRED.replace("shall keep a record of its work. It shall show the record on request", "shall report on its work each year")


@pytest.fixture(scope="session")
def laid_out() -> Callable[[Path], None]:
    """Lays the small repository of the cases out in a folder, with our template."""

    def lay_out(folder: Path) -> None:
        shutil.copytree(REPOSITORY / "tests" / "cases" / "base", folder, dirs_exist_ok=True)
        shutil.copytree(REPOSITORY / "templates", folder / "templates")

    return lay_out


@pytest.fixture
def asking(tmp_path: Path, laid_out: Callable[[Path], None]) -> Any:
    """The small repository of the cases, whose house has standard terms and its own company on file, as the intake needs them."""
    from pipeline.store.root import Root

    laid_out(tmp_path)
    shutil.copyfile(REPOSITORY / "tests" / "stages" / "intake" / "house.yaml", tmp_path / "data" / "house.yaml")
    return Root(tmp_path)


@pytest.fixture(scope="session")
def negotiated(tmp_path_factory: pytest.TempPathFactory, laid_out: Callable[[Path], None]) -> Path:
    """A repository whose contract has a clause with a playbook and is frozen once."""
    from pipeline.store.root import Root
    from tests.steps import frozen

    folder = tmp_path_factory.mktemp("negotiated")
    laid_out(folder)
    clause = folder / "clauses" / "10-general" / "general"
    terms = folder / "data" / "contracts" / ACME / "termination.yaml"
    terms.write_text(terms.read_text().replace("notice: 30 days", "notice: 90 days"))
    (clause / "clause.yaml").write_text(CARD)
    (clause / "preferred.md").write_text(PREFERRED)
    (clause / "fallback-2.md").write_text(FALLBACK)
    frozen(Root(folder))
    return folder


@pytest.fixture
def negotiating(negotiated: Path, tmp_path: Path) -> Any:
    """A copy of it for one test."""
    from pipeline.store.root import Root

    shutil.copytree(negotiated, tmp_path, dirs_exist_ok=True)
    return Root(tmp_path)


@pytest.fixture(scope="session")
def returned(negotiated: Path) -> Callable[..., bytes]:
    """The DOCX as it comes back: with other words in its text, given as pairs, each of which must be there."""
    ours = negotiated / "build" / ACME / "0.1" / f"{ACME}-0.1.docx"

    def edited(*changes: tuple[str, str], once: bool = False) -> bytes:
        return with_parts(ours.read_bytes(), *changes, once=once)

    return edited


def with_parts(docx: bytes, *changes: tuple[str, str], once: bool = False) -> bytes:
    """The same package with other words in its main part, wherever the old ones stand or only where they stand first."""
    made = BytesIO()
    with ZipFile(BytesIO(docx)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                text = content.decode()
                for old, new in changes:
                    assert old in text, old
                    text = text.replace(old, new, 1 if once else -1)
                content = text.encode()
            # With the date that it had, so that the same changes make the same bytes.
            after.writestr(before.getinfo(name), content, ZIP_DEFLATED)
    return made.getvalue()


@pytest.fixture
def print_no_redline(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called on, the renderer can print no redline."""
    from pipeline.pdf import RdocxBackend, RenderingFailed

    render = RdocxBackend.render

    def fails(self: RdocxBackend, docx: bytes, *, view: str = "clean", archive: bool = False) -> bytes:
        if view == "redline":
            raise RenderingFailed("rdocx: no page")
        return render(self, docx, view="clean", archive=archive)

    return lambda: monkeypatch.setattr(RdocxBackend, "render", fails)
