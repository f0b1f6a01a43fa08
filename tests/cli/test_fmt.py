"""govrules fmt writes canonical layout, and leaves alone what it cannot read."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from .program import FAULTY, MARKET, ROOT, govrules

UNTIDY = ROOT / "tests/cli/examples/untidy.txt"
BROKEN = 'Policy "Broken" version 1\nRule M1: three bids\n  bids received must be at lest 3\n'


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    file = tmp_path / "untidy.policy"
    file.write_bytes(UNTIDY.read_bytes())
    return file


def test_a_file_is_put_into_canonical_layout_once_and_for_all(untidy: Path) -> None:
    untidy.chmod(0o640)
    assert govrules("fmt", untidy).out == f"{untidy} formatted\n"
    tidy = untidy.read_text(encoding="utf-8")
    assert 'Policy "Testing the market" version 1\n' in tidy
    assert "# as opened" in tidy
    assert stat.S_IMODE(untidy.stat().st_mode) == 0o640
    again = govrules("fmt", untidy)
    assert (again.code, again.out) == (0, "")
    assert untidy.read_text(encoding="utf-8") == tidy
    assert list(untidy.parent.iterdir()) == [untidy]


def test_check_changes_nothing_and_ends_with_3(untidy: Path) -> None:
    before = untidy.read_bytes()
    ran = govrules("fmt", untidy, "--check")
    assert (ran.code, ran.out) == (3, f"{untidy} is not in canonical layout\n")
    assert untidy.read_bytes() == before
    assert govrules("fmt", MARKET, "--check").code == 0


def test_diff_shows_what_would_change(untidy: Path) -> None:
    before = untidy.read_bytes()
    ran = govrules("fmt", untidy, "--diff")
    assert ran.code == 3
    assert '-Policy "Testing the market"   version 1\n' in ran.out
    assert '+Policy "Testing the market" version 1\n' in ran.out
    assert untidy.read_bytes() == before


def test_standard_input_is_formatted_to_standard_output(untidy: Path) -> None:
    ran = govrules("fmt", "-", stdin=untidy.read_bytes())
    assert ran.code == 0
    govrules("fmt", untidy)
    assert ran.out == untidy.read_text(encoding="utf-8")


def test_a_file_with_faults_of_syntax_is_left_and_the_others_are_formatted(untidy: Path) -> None:
    broken = untidy.with_name("broken.policy")
    broken.write_text(BROKEN, encoding="utf-8")
    ran = govrules("fmt", untidy.parent)
    assert ran.code == 3
    assert ran.out == f"{untidy} formatted\n"
    assert f"{broken}:3:" in ran.err
    assert broken.read_text(encoding="utf-8") == BROKEN


def test_a_policy_is_read_with_the_words_of_those_that_it_uses(tmp_path: Path) -> None:
    words = 'Policy "Words" version 1\n\nVocabulary\n  bids and offers received is a number\n'
    rules = (
        'Policy "Rules" version 1\n  uses "Words" version 1\n\nRule M1:   three\n'
        "  bids and offers received must be at least 3\n"
    )
    (tmp_path / "words.policy").write_text(words, encoding="utf-8")
    (tmp_path / "rules.policy").write_text(rules, encoding="utf-8")
    ran = govrules("fmt", tmp_path / "rules.policy")
    assert (ran.code, ran.err) == (0, "")
    assert "Rule M1: three\n" in (tmp_path / "rules.policy").read_text(encoding="utf-8")


def test_what_is_wrong_besides_syntax_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "faulty.policy"
    file.write_bytes((ROOT / FAULTY).read_bytes())
    ran = govrules("fmt", file)
    assert (ran.code, ran.err) == (0, "")
    assert govrules("fmt", file, "--check").code == 0


def test_a_link_stays_a_link(untidy: Path) -> None:
    link = untidy.with_name("link.policy")
    link.symlink_to(untidy)
    assert govrules("fmt", link).code == 0
    assert link.is_symlink()
    assert govrules("fmt", untidy, "--check").code == 0


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\x00", b"Policy \x1b[2J", b""])
def test_hostile_input_is_refused(data: bytes) -> None:
    ran = govrules("fmt", "-", stdin=data)
    assert (ran.code, ran.out) == (3, "")
    assert "\x1b" not in ran.err


def test_a_file_that_is_not_there_is_told() -> None:
    ran = govrules("fmt", "nix.policy")
    assert ran.code == 3
    assert "there is no such file" in ran.err
