"""govrules compare: exit codes, files of options and their names, formats, and hostile input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Ran, govrules
from tests.comparison.test_told import CASES, DEAR, FIRM, MUTUAL, PARTNERS, UNIT, without

HERE = Path(__file__).parent
POLICY = HERE / "library.policy"
ON = ("--on", "2026-07-03")


def files(folder: Path, options: dict[str, dict[str, Any]]) -> list[Path]:
    paths = []
    for name, facts in options.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(facts), encoding="utf-8")
        paths.append(path)
    return paths


def compare(*arguments: str | Path, policy: Path = POLICY, stdin: str = "") -> Ran:
    return govrules("compare", *arguments, "--policy", policy, *ON, stdin=stdin)


@pytest.mark.parametrize(
    ("case", "code"), [("first", 0), ("preferred", 0), ("alone", 0), ("tie", 4), ("open", 4),
                       ("none", 2)],
)  # fmt: skip
def test_exit_codes(tmp_path: Path, case: str, code: int) -> None:
    ran = compare(*files(tmp_path, CASES[case]))
    assert (ran.code, ran.err) == (code, "")


def test_all_set_aside_but_one_of_them_undecided_is_not_decided(tmp_path: Path) -> None:
    options = {"Big Firm": without(FIRM, "options_appraisal"), "Dear mutual": DEAR}
    assert compare(*files(tmp_path, options)).code == 4


def test_options_are_named_after_their_files_or_by_the_key_option(tmp_path: Path) -> None:
    one, two = files(tmp_path, {"a": MUTUAL, "b": {**PARTNERS, "option": "Reading Partners"}})
    lines = tmp_path / "more.jsonl"
    lines.write_text(f"{json.dumps({**DEAR, 'option': 'Dear'})}\n{json.dumps(DEAR)}\n", "utf-8")
    ran = compare(one, two, lines, "--format", "json")
    found = json.loads(ran.out)
    assert [each["name"] for each in found["options"]] == ["a", "Reading Partners"]
    assert [each["name"] for each in found["set_aside"]] == ["Dear", "more.jsonl line 2"]


def test_options_in_csv_are_named_by_a_column() -> None:
    ran = compare(HERE / "options.csv", "--format", "json")
    assert ran.code == 0
    found = json.loads(ran.out)
    assert [one["name"] for one in found["options"]] == ["Library mutual", "Reading Partners"]
    assert [one["name"] for one in found["set_aside"]] == ["Big Firm"]


def test_two_options_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    paths = files(tmp_path, {"a": MUTUAL}) + files(tmp_path / "x", {"a": UNIT})
    ran = compare(*paths)
    assert (ran.code, ran.out) == (65, "")
    assert '2 options are called "a"; give each its own name' in ran.err


def test_one_faulty_option_and_nothing_is_compared(tmp_path: Path) -> None:
    paths = files(tmp_path, {"a": MUTUAL, "b": {**UNIT, "residents_servd": 1}})
    ran = compare(*paths)
    assert (ran.code, ran.out) == (65, "")
    assert f"{paths[1]}:1:" in ran.err and '"residents_servd" is not a term' in ran.err
    paths[1].write_text("{", encoding="utf-8")
    ran = compare(*paths)
    assert (ran.code, ran.out) == (65, "")


@pytest.mark.parametrize("name", [5, None, ["a"], "", "x" * 201])
def test_a_name_that_is_no_name(tmp_path: Path, name: Any) -> None:
    ran = compare(*files(tmp_path, {"a": {**MUTUAL, "option": name}}))
    assert (ran.code, ran.out) == (65, "")
    assert "the name of an option" in ran.err


def test_wrong_usage(tmp_path: Path) -> None:
    (path,) = files(tmp_path, {"a": MUTUAL})
    assert compare(tmp_path / "no.json").code == 64
    ran = compare(path, "--comparison", "O2")
    assert (ran.code, ran.err.strip()) == (
        64, 'error: there is no comparison "O2" in this rulebook; its comparisons: O1',
    )  # fmt: skip
    plain = "tests/cli/examples/market.policy"
    ran = govrules("compare", path, "--policy", plain)
    assert ran.code in (64, 65)
    assert compare(path, policy=tmp_path / "no.policy").code == 3


def test_a_rulebook_without_comparisons_says_so(tmp_path: Path) -> None:
    path = tmp_path / "option.json"
    path.write_text("{}", encoding="utf-8")
    ran = govrules("compare", path, "--policy", "tests/cli/examples/market.policy")
    assert ran.code == 64
    assert ran.err.startswith("error: there is no comparison in this rulebook")


def test_several_comparisons_each_have_their_result(tmp_path: Path) -> None:
    policy = tmp_path / "two.policy"
    other = 'Comparison O2: by cost\n  rank by whole-life cost for "Reach", lower is better\n'
    policy.write_text(f"{POLICY.read_text('utf-8')}\n{other}", encoding="utf-8")
    paths = files(tmp_path, {"Mutual": MUTUAL, "Cheap": {**PARTNERS, "whole_life_cost": 5}})
    ran = compare(*paths, "--format", "json", policy=policy)
    both = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["comparison"], one["first"]) for one in both] == [
        ("O1", ["Cheap"]), ("O2", ["Cheap"]),
    ]  # fmt: skip
    page = compare(*paths, "--format", "html", policy=policy).out
    assert "<h1>2 comparisons</h1>" in page and 'id="c2-points-title"' in page
    text = compare(*paths, policy=policy).out
    assert text.startswith("Comparison O1: ways to run the library\n")
    assert "\n\n\nComparison O2: by cost\n" in text
    one = compare(*paths, "--comparison", "o2", policy=policy).out
    assert "local wealth" not in one


def test_out_writes_a_file(tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    ran = compare(*files(tmp_path, CASES["first"]), "--format", "html", "--out", out)
    assert (ran.code, ran.out) == (0, "")
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_hostile_names_steer_nothing(tmp_path: Path, form: str) -> None:
    name = "\x1b]0;owned\x07<script>alert(1)</script>\u202e| a | [x](javascript:y)"
    options = [{**MUTUAL, "option": name}, {**UNIT, "option": "Unit"}]
    ran = compare("-", "--format", form, stdin=json.dumps(options))
    assert ran.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)
    assert form != "html" or "<script" not in ran.out


def test_the_same_bytes_every_time(tmp_path: Path) -> None:
    paths = files(tmp_path, CASES["open"])
    for form in ("text", "json", "html"):
        first = compare(*paths, "--format", form)
        assert compare(*reversed(paths), "--format", form) == first
