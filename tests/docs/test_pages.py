"""Every example in README.md and docs/ does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.blocks import blocks_of
from tests.docs.pages import ELSEWHERE, ROOT, all_pages, pages_run_here
from tests.docs.running import Page, fits

LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled policies are shared by the commands of all pages."""
    folder = tmp_path_factory.mktemp("cache")
    folder.chmod(0o700)
    return folder


@pytest.mark.parametrize("name", pages_run_here())
def test_the_examples_of_a_page_do_what_it_says(name: str, tmp_path: Path, cache: Path) -> None:
    page = Page((ROOT / name).read_text("utf-8"), tmp_path, cache).run()
    assert not page.faults, "\n\n".join(f"{name}, {fault}" for fault in page.faults)


@pytest.mark.parametrize("name", all_pages())
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target, heading in LINK.findall(_without_blocks(page.read_text("utf-8"))):
        found = page if not target else (page.parent / target).resolve()
        assert found.exists(), f"{name} links to {target}, which is not there"
        if heading and found.suffix == ".md":
            assert heading in _headings(found), f"{name} links to {target}#{heading}"


def test_pages_tested_elsewhere_are_tested_there() -> None:
    for name, tests in ELSEWHERE.items():
        if not (ROOT / name).exists():
            continue
        where = ROOT / tests
        files = [where] if where.is_file() else list(where.rglob("*.py"))
        assert any(Path(name).name in file.read_text("utf-8") for file in files), name


def _without_blocks(text: str) -> str:
    return re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)


def _headings(page: Path) -> set[str]:
    """The anchors of the headings of a page, as code hosts make them."""
    text = _without_blocks(page.read_text("utf-8"))
    headings = re.findall(r"^#+ +(.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


# --- the runner itself can fail ------------------------------------------------------------------

SOUND = 'Policy "P" version 1\n\nVocabulary\n  price is money\n'


def _faults(text: str, folder: Path, cache: Path) -> list[str]:
    return Page(text, folder, cache).run().faults


def _fenced(info: str, text: str) -> str:
    return f"```{info}\n{text}```\n"


@pytest.mark.parametrize(
    "text",
    [
        _fenced("policy", SOUND.replace("money", "mony")),
        _fenced("policy refused", SOUND),
        _fenced("policy", SOUND) + _fenced("json", '{"cost": 1}\n'),
        _fenced("policy", SOUND) + _fenced("json refused", '{"price": 1}\n'),
        _fenced("policy", SOUND) + _fenced("policy-part", "Define dear if cost is at least £1\n"),
        _fenced("policy", SOUND + 'Scenario "s"\n  given price is £1\n  expect complies\n'),
        _fenced("python", "1 / 0\n"),
        _fenced("python", "print(1)\n") + _fenced("text", "2\n"),
        _fenced("text", "2\n"),
        _fenced("console", "$ govrules validate nothing.policy\nno fault\n"),
        _fenced("console", "$ rm nothing.policy\n"),
        _fenced("console", "$ govrules validate nothing.policy > faults.txt\n"),
        _fenced("sh", "make tea\n"),
        _fenced("sh", "rm nothing\n"),
        _fenced("yaml", "a: 1\n"),
    ],
)
def test_a_wrong_example_is_a_fault(text: str, tmp_path: Path, cache: Path) -> None:
    assert _faults(text, tmp_path, cache)


def test_a_right_example_is_none(tmp_path: Path, cache: Path) -> None:
    text = (
        _fenced("policy a.policy", SOUND)
        + _fenced("policy-part a.policy", "Define dear if price is at least £1\n")
        + _fenced("json a.json", '{"price": 1}\n')
        + _fenced("json refused", '{"dear": true}\n')
        + _fenced("text", "…\n")
        + _fenced("console", "$ govrules validate a.policy\n…\n$ echo $?\n0\n")
    )
    assert _faults(text, tmp_path, cache) == []


def test_output_is_compared_line_by_line() -> None:
    assert fits("a\nb\n", "a\nb\n\n")
    assert fits("a\n…\nd\n", "a\nb\nc\nd\n")
    assert fits("a\n…\n", "a\n")
    assert not fits("a\n…\na\n", "a\n")
    assert not fits("a\n…\nc\n", "a\nb\n")
    assert not fits("a\n", "a\nb\n")


def test_blocks_tell_their_line() -> None:
    (block,) = blocks_of("# Title\n\n```json x.json refused\n{}\n```\n")
    assert (block.kind, block.name, block.refused, block.text) == ("json", "x.json", True, "{}\n")
    assert block.line == 3
