"""What govrules validate tells of faulty policies, and in which forms."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.cli.diagnostics_text import diagnostics_text
from govrules.cli.sarif import to_sarif
from govrules.model.diagnostic import Diagnostic
from govrules.model.place import Place

from .program import FAULTY, MARKET, ROOT, govrules


def test_every_fault_is_told_with_its_line_and_the_related_place() -> None:
    ran = govrules("validate", FAULTY)
    assert ran.code == 3
    lines = ran.out.splitlines()
    at = lines.index(f'{FAULTY}:8:6 P203 unknown term "annual valu"; did you mean "annual value"?')
    assert lines[at + 1] == "  8 |   if annual valu is at least £100,000"
    assert lines[at + 2] == "    |      ^^^^^^^^^^^"
    assert any(" P216 " in line for line in lines)
    assert any(line.startswith(f"  {FAULTY}:") for line in lines)
    assert lines[-1].startswith("2 errors")


def test_a_warning_alone_is_no_error_unless_it_is_to_count() -> None:
    ran = govrules("validate", MARKET)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 warning")
    assert govrules("validate", MARKET, "--strict").code == 3


def test_a_policy_without_faults_says_so(tmp_path: Path) -> None:
    file = tmp_path / "good.policy"
    text = (ROOT / MARKET).read_text(encoding="utf-8").replace("  title is text\n", "")
    file.write_text(text, encoding="utf-8")
    ran = govrules("validate", file, "--strict")
    assert (ran.code, ran.out, ran.err) == (0, "no faults found\n", "")


def test_json_is_one_fault_a_line() -> None:
    ran = govrules("validate", FAULTY, "--format", "json")
    faults = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 3
    unknown = next(fault for fault in faults if fault["code"] == "P203")
    assert unknown == {
        "code": "P203",
        "severity": "error",
        "message": 'unknown term "annual valu"; did you mean "annual value"?',
        "file": FAULTY,
        "line": 8,
        "column": 6,
        "end_line": 8,
        "end_column": 17,
        "related": [],
    }


def test_sarif_names_rules_places_and_related_places() -> None:
    log = json.loads(govrules("validate", FAULTY, "--format", "sarif").out)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    unknown = next(result for result in run["results"] if result["ruleId"] == "P203")
    place = unknown["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == FAULTY
    assert place["region"] == {"startLine": 8, "startColumn": 6, "endLine": 8, "endColumn": 17}
    assert (ROOT / rules[unknown["ruleIndex"]]["helpUri"]).is_file()
    twice = next(result for result in run["results"] if result["ruleId"] == "P216")
    assert twice["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] in (7, 11)


def test_sarif_of_a_file_that_cannot_be_read_is_whole() -> None:
    ran = govrules("validate", "no such file.policy", "--format", "sarif")
    assert ran.code == 3
    (result,) = json.loads(ran.out)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "no%20such%20file.policy"


def test_an_absolute_path_is_a_file_address() -> None:
    fault = Diagnostic("P190", "cannot be read", Place("/a b/c.policy", 0, 0, 0, 0))
    (result,) = to_sarif([fault])["runs"][0]["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location == {"artifactLocation": {"uri": "file:///a%20b/c.policy"}}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"\xff\xfeP\x00",
        b"Policy " * 30_000,
        b"\x1b[2J\x1b]0;x\x07",
        b"(" * 9999,
    ],
)
def test_hostile_files_are_faults_and_nothing_more(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "hostile.policy"
    file.write_bytes(data)
    ran = govrules("validate", file)
    assert ran.code == 3
    assert "\x1b" not in ran.out + ran.err
    assert ran.err == ""
    assert max(len(line) for line in ran.out.splitlines()[1:]) < 400


@pytest.fixture(scope="module")
def hypothesis_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lines")


@settings(max_examples=60, deadline=None)
@given(
    line=st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=300),
    column=st.integers(1, 320),
    length=st.integers(0, 320),
    width=st.integers(40, 120),
)
def test_the_line_of_a_fault_fits_and_steers_nothing(
    hypothesis_folder: Path, line: str, column: int, length: int, width: int
) -> None:
    file = hypothesis_folder / f"{uuid4()}.policy"
    file.write_text(f"{line}\n", encoding="utf-8")
    fault = Diagnostic("P203", "unknown", Place(str(file), 1, column, 1, column + length))
    _, *shown, total = diagnostics_text([fault], width=width).splitlines()
    assert total == "1 error"
    assert len(shown) == 2
    assert all(len(part) <= width for part in shown)
    assert "^" in shown[1]
    assert not any(ord(character) < 32 for part in shown for character in part)


def test_the_marks_stand_under_the_words_they_mean(tmp_path: Path) -> None:
    file = tmp_path / "long.policy"
    line = "漢字 " * 60 + "annual valu" + " is" * 60
    file.write_text(f"{line}\n", encoding="utf-8")
    at = line.index("annual") + 1
    fault = Diagnostic("P203", "unknown", Place(str(file), 1, at, 1, at + 11))
    _, source, marks, _ = diagnostics_text([fault], width=80).splitlines()
    before = source[: source.index("annual")]
    columns = sum(2 if ord(character) > 0x3000 else 1 for character in before)
    assert marks.index("^") == columns
    assert marks.count("^") == len("annual valu")
