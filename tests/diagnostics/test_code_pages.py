"""Every code has a page that is up to date, and examples that show just what it tells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from govrules.language.code_pages import example_files, pages
from govrules.language.codes import ANALYSIS, all_codes
from govrules.language.load import load_texts
from govrules.library import loads

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "diagnostics"
CODES = all_codes()


FAULTS = [code for code, info in CODES.items() if info.bad_example and code[0] != ANALYSIS]
# those of the solver, A1xx, are tried in tests/solving
FOUND = [code for code in CODES if code[0] == ANALYSIS and code[1] != "1"]
GIVEN = {"language/faults": r'Diagnostic\(\s*"(P\d{3})"', "analysis": r'"(A\d{3})"'}
"""Where codes are given, and how that looks."""


def codes_of(example: str) -> list[str]:
    loaded = load_texts(example_files(example))
    return sorted({diagnostic.code for diagnostic in loaded.diagnostics})


def found_in(example: str) -> list[str]:
    """The codes of what analysis finds without the solver."""
    report = loads(example_files(example), cache=False).analyse(solver=False)
    assert report.is_whole
    assert not report.unsettled
    return sorted({finding.code for finding in report.findings})


@pytest.mark.parametrize("code", FAULTS)
def test_the_bad_example_gives_exactly_its_code(code: str) -> None:
    assert codes_of(CODES[code].bad_example) == [code]


@pytest.mark.parametrize("code", FOUND)
def test_analysis_finds_in_the_bad_example_just_what_its_page_tells(code: str) -> None:
    assert found_in(CODES[code].bad_example) == [code]
    assert found_in(CODES[code].good_example) == []


@pytest.mark.parametrize("code", [code for code, info in CODES.items() if info.good_example])
def test_the_good_example_is_a_sound_policy(code: str) -> None:
    loaded = load_texts(example_files(CODES[code].good_example))
    assert loaded.policy_set is not None, loaded.diagnostics
    assert code not in {diagnostic.code for diagnostic in loaded.diagnostics}


@pytest.mark.parametrize("code", list(CODES))
def test_only_what_no_page_can_show_has_no_examples(code: str) -> None:
    """Files that are missing, damaged or huge cannot stand on a page."""
    info = CODES[code]
    shown = code != "P111" and not code.startswith("P19")
    assert bool(info.bad_example) == bool(info.good_example) == shown
    assert info.title
    assert info.explanation


def test_the_pages_are_up_to_date() -> None:
    """Write them again with `python -m govrules.language.code_pages docs/diagnostics`."""
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    assert written == pages()


def test_every_code_that_is_given_has_a_page() -> None:
    given = {
        code
        for folder, look in GIVEN.items()
        for file in sorted((ROOT / "govrules" / folder).rglob("*.py"))
        for code in re.findall(look, file.read_text(encoding="utf-8"))
    }
    assert given == set(CODES)
