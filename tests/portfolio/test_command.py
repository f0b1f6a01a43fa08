"""govrules portfolio: what it answers, its exit codes, and rows that cannot be read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.program import ROOT, Ran, govrules

DATA = ROOT / "tests" / "portfolio" / "data"
POLICY, REGISTER, AWARD = DATA / "market.policy", DATA / "register.csv", DATA / "award.json"


def portfolio(*arguments: str | Path, stdin: str = "") -> Ran:
    return govrules("portfolio", *arguments, "--policy", POLICY, "--on", "2026-07-03", stdin=stdin)


def register(
    folder: Path, *rows: str, header: str = "contract_id,service_area,annual_value"
) -> Path:
    path = folder / "contracts.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_the_answer_comes_first_with_its_exit_code() -> None:
    ran = portfolio(REGISTER)
    assert (ran.code, ran.out.splitlines()[0]) == (2, "DOES NOT COMPLY")
    assert ran.err == "the policies have no word for cpv; left aside\n"


@pytest.mark.parametrize(
    ("values", "code"), [(("private company", "mutual"), 0), (("private company", ""), 4)]
)
def test_complies_and_cannot_be_decided(tmp_path: Path, values: tuple[str, str], code: int) -> None:
    rows = [f"{n},parks,{form},50,2024-01-01,none" for n, form in enumerate(values)]
    header = "contract_id,service_area,provider_form,annual_value,start_date,end_date"
    assert portfolio(register(tmp_path, *rows, header=header)).code == code


def test_before_and_after_an_award_as_json() -> None:
    ran = portfolio(REGISTER, "--with", AWARD, "--format", "json")
    decision = json.loads(ran.out)
    schema = json.loads((ROOT / "docs/reference/portfolio.schema.json").read_text("utf-8"))
    jsonschema.validate(decision, schema)
    (care,) = [g for g in decision["findings"][0]["groups"] if g["group"] == "adult social care"]
    (norm,) = care["norms"]
    assert care["effect"] == "perhaps caused"
    assert norm["after"]["headroom"]["most"] == "1100000"
    assert ran.out == portfolio(REGISTER, "--with", AWARD, "--format", "json").out


def test_every_fault_of_every_row_is_told_and_nothing_is_decided(tmp_path: Path) -> None:
    path = register(
        tmp_path,
        "A,parks,5",
        "B,parks,lots",
        "A,parks,6",
        "C,parks,-1",
        "D,parks,1,2",
        "E,parks,£x",
    )
    ran = portfolio(path)
    assert (ran.code, ran.out) == (65, "")
    for row, told in [
        (3, '"annual_value" "lots" is not an amount'),
        (4, f'"A" is also the identifier of {path} row 2'),
        (5, '"annual_value" is less than nothing'),
        (6, "has 4 cells, but the header has 3"),
        (7, '"annual_value" "£x" is not an amount'),
    ]:
        assert f"{path} row {row} {told}" in ran.err
    assert ran.err.endswith("nothing was decided\n")


def test_rows_that_are_set_aside_are_kept_with_their_reasons(tmp_path: Path) -> None:
    path = register(tmp_path, "A,parks,5", "B,parks,lots", '"=C,x",parks,-1', "D,1")
    aside = tmp_path / "aside.csv"
    ran = portfolio(path, "--set-aside", aside, "--format", "json")
    read = json.loads(ran.out)["register_read"]
    assert (read["contracts"], read["set_aside"]) == (1, 3)
    rows = list(csv.reader(aside.read_text("utf-8").splitlines()))
    assert [row[0].rpartition(" ")[2] for row in rows[1:]] == ["3", "4", "5"]
    assert "less than nothing" in rows[2][1]
    assert "3 rows were set aside; the answer is over the rest only" in ran.err
    assert "over the rest only" in portfolio(path, "--set-aside", aside).out


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.csv", b'contract_id,annual_value\nA,5\n"B,6\n'),
        ("bytes.csv", b"contract_id,annual_value\nA,5\n\xff,6\n"),
        ("empty.csv", b""),
        ("deep.json", b"[" * 100_000),
        ("twice.csv", b"annual_value,annual_value\n1,2\n"),
    ],
)
def test_a_file_that_cannot_be_read_on_is_never_decided_in_part(
    tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = portfolio(tmp_path / name, "--set-aside", tmp_path / "aside.csv")
    assert (ran.code, ran.out) == (65, "")
    assert name in ran.err


def test_json_lines_and_arrays_say_the_same(tmp_path: Path) -> None:
    rows = [{"contract_id": "A", "annual_value": 5}, {"contract_id": "B", "annual_value": 6}]
    lines, array = tmp_path / "c.jsonl", tmp_path / "c.json"
    lines.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    array.write_text(json.dumps(rows), "utf-8")
    assert (
        portfolio(lines).out == portfolio(array).out == portfolio("-", stdin=json.dumps(rows)).out
    )
    lines.write_text('{"annual_value": 5}\n{"annual\n7\n', "utf-8")
    ran = portfolio(lines)
    assert ran.code == 65
    assert f"{lines}:2:" in ran.err and f"{lines}:3:" in ran.err


def test_a_key_in_another_spelling_is_a_fault_and_a_strange_one_is_left_aside(
    tmp_path: Path,
) -> None:
    ran = portfolio(register(tmp_path, "A,parks,5", header="contract_id,service_area,Annual value"))
    assert ran.code == 65 and 'written "annual_value"' in ran.err
    ran = portfolio(register(tmp_path, "A,parks,5", header="contract_id,service_area,anual_value"))
    assert 'no word for anual_value; did you mean "annual_value"?' in ran.err


@pytest.mark.parametrize("award", ["[{}, {}]", '{"anual_value": 5}', "7"])
def test_an_award_must_be_one_choice_that_can_be_read(tmp_path: Path, award: str) -> None:
    path = tmp_path / "award.json"
    path.write_text(award, "utf-8")
    ran = portfolio(REGISTER, "--with", path)
    assert ran.code in (64, 65)
    assert ran.out == ""


def test_an_award_that_is_in_the_register_already_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "award.json"
    path.write_text('{"contract_id": "C3"}', "utf-8")
    ran = portfolio(REGISTER, "--with", path)
    assert ran.code == 65
    assert '"C3" is also the identifier of the proposed award' in ran.err


def test_wrong_usage() -> None:
    assert portfolio("no-such.csv").code == 64
    without = govrules("portfolio", REGISTER, "--policy", "tests/cli/examples/market.policy")
    assert (without.code, "no portfolio rule" in without.err) == (64, True)


def test_check_says_that_portfolio_rules_are_not_decided() -> None:
    choice = '{"annual_value": 5, "service_area": "parks"}'
    ran = govrules("check", "-", "--policy", POLICY, "--on", "2026-07-03", stdin=choice)
    said = " ".join(ran.out.split())
    assert "portfolio rules P1 and P2 are not decided here" in said
    assert "govrules portfolio decides" in said
