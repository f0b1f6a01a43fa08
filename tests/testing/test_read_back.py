"""The read-back of boundaries, and the scenarios proposed for those that none tries."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govrules.analysis.testing.proposals import Proposal, with_scenarios
from govrules.analysis.testing.read_back import ReadBack
from govrules.cli.main import run
from govrules.cli.testing.read_back import lines
from govrules.library import load
from govrules.model.place import NOWHERE
from tests.cli.program import govrules
from tests.testing.policies import AT_THE_LIMIT, HEAD, THREE_QUOTES, book, book_of, text

ON = dt.date(2026, 7, 3)


def told(*parts: str, on: dt.date | None = ON) -> list[str]:
    """The second line of each boundary: what the values beside it do."""
    return [list(lines(each))[1].strip() for each in book(*parts).boundaries(on=on)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("annual value is at least £120,000", "£119,999.99: does not apply; £120,000: applies"),
        ("annual value is more than £120,000", "£120,000: does not apply; £120,000.01: applies"),
        ("signed on is before 1 May 2026", "30 April 2026: applies; 1 May 2026: does not apply"),
        ("quotes obtained is at most 3", "3: applies; 4: does not apply"),
        ("share held is at least 12%", "11.99%: does not apply; 12%: applies"),
        ("time left is less than 6 months",
         "6 months less 1 day: applies; 6 months: does not apply"),
        ("annual value is £5", "£4.99: does not apply; £5: applies; £5.01: does not apply"),
    ],
)  # fmt: skip
def test_each_kind_of_value_is_read_back_in_words(condition: str, expected: str) -> None:
    words = HEAD.replace(
        "  acts:", "  share held is a percentage\n  time left is a duration\n  acts:"
    )
    rule = f"Rule R1: t\n  if {condition}\n  then the council must not award the contract\n"
    (found,) = book_of(words + rule).boundaries(on=ON)
    assert list(lines(found))[1].strip() == expected


def test_what_a_rule_requires_and_the_vat_basis() -> None:
    words = HEAD.replace("annual value is money", "annual value is money excluding VAT")
    found = book_of(words + THREE_QUOTES).boundaries(on=ON)
    assert [list(lines(each))[1].strip() for each in found] == [
        "£24,999.99 excluding VAT: does not apply; £25,000 excluding VAT: applies",
        "2: breaches the rule; 3: meets the rule",
    ]


FIGURES = """Figure limit
  £100 from 1 April 2024 until 31 March 2026
  £200 from 1 April 2026

Rule R1: t
  if annual value is at least limit
  then the council must not award the contract
"""


def test_a_figure_is_read_back_for_each_of_its_values() -> None:
    found = [list(lines(each)) for each in book(FIGURES).boundaries()]
    assert [each[0].split(" (")[1] for each in found] == [
        "£100 from 1 April 2024 until 31 March 2026)", "£200 from 1 April 2026)",
    ]  # fmt: skip
    assert [each[1].strip() for each in found] == [
        "£99.99: does not apply; £100: applies", "£199.99: does not apply; £200: applies",
    ]  # fmt: skip


def test_or_only_for_that_of_one_day() -> None:
    assert told(FIGURES, on=dt.date(2025, 1, 1)) == ["£99.99: does not apply; £100: applies"]


def test_the_days_of_a_policy_are_read_back_too() -> None:
    words = HEAD.replace(
        "policy\n", "policy\n  in force from 1 April 2026 until 31 March 2030\n", 1
    )
    first, last = book_of(words).boundaries()
    assert [list(lines(each))[1].strip() for each in (first, last)] == [
        "31 March 2026: not in force; 1 April 2026: in force",
        "31 March 2030: in force; 1 April 2030: not in force",
    ]


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(["is at least", "is more than", "is at most", "is less than"]),
    st.decimals("0.01", "1000000", places=2),
)
def test_what_is_read_back_is_what_the_engine_decides(relation: str, limit: object) -> None:
    """Each side, decided as a choice of its own: the rule applies exactly where it says so."""
    rule = f"Rule R1: t\n  if annual value {relation} £{limit}\n  then urgent must hold\n"
    rulebook = book(rule)
    (found,) = rulebook.boundaries(on=ON)
    assert isinstance(found, ReadBack)
    assert len(found.boundary.telling) == 2
    for side in found.boundary.telling:
        decision = rulebook.check({"annual_value": str(side.value)}, ON)
        applies = decision.finding("R1").status != "not applicable"
        assert applies == (side.does == "applies")


# --- proposals -----------------------------------------------------------------------------------


def proposed(*parts: str) -> list[Proposal]:
    return list(book(*parts).propose(today=ON).found)


def test_for_a_policy_without_scenarios_both_sides_are_proposed() -> None:
    texts = [each.text for each in proposed(THREE_QUOTES)]
    facts = "\n".join(texts)
    assert "annual value is £24,999.99" in facts
    assert "annual value is £25,000\n" in facts
    assert "quotes obtained is 2" in facts
    assert "quotes obtained is 3" in facts
    assert all(" undetermined" not in each for each in texts)


def test_what_is_proposed_passes_and_leaves_no_slip_at_a_boundary() -> None:
    found = proposed(THREE_QUOTES, AT_THE_LIMIT)
    whole = book_of(with_scenarios(text(THREE_QUOTES, AT_THE_LIMIT), found))
    results = whole.run_scenarios()
    assert len(results) == len(found) + 1
    assert all(each.passed for each in results)
    (scored,) = whole.mutation(today=ON, explain=False)
    slips = ("figure", "date", "comparison")
    assert [each for each in scored.survivors if each.mutant.kind in slips] == []
    assert whole.propose(today=ON).found == ()


def test_where_every_boundary_is_tried_nothing_is_proposed(tmp_path: Path) -> None:
    file = tmp_path / "words.policy"
    file.write_text(HEAD, encoding="utf-8")
    ran = govrules("boundaries", file, "--propose")
    assert (ran.code, ran.out) == (0, f"{file}: no scenario was found to propose\n")


def test_the_rest_of_a_file_stays_as_it_was() -> None:
    one = Proposal("T", 'Scenario "T"\n  given urgent is yes\n  expect complies\n', NOWHERE)
    assert with_scenarios("a\r\n\r\n# end\r\n", [one]) == (
        'a\r\n\r\n# end\r\n\r\nScenario "T"\r\n  given urgent is yes\r\n  expect complies\r\n'
    )


@pytest.fixture
def buying(tmp_path: Path) -> Path:
    file = tmp_path / "buying.policy"
    untidy = THREE_QUOTES.replace("  then", "# not by lot\n\n  then") + "\n\n# the end\n"
    file.write_text(text(untidy), encoding="utf-8")
    return file


def test_accepted_scenarios_stand_at_the_end_of_the_file_and_pass(buying: Path) -> None:
    before = buying.read_text(encoding="utf-8")
    ran = govrules("boundaries", buying, "--propose", "--write")
    assert (ran.code, ran.err) == (0, "")
    after = buying.read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    results = load(buying).run_scenarios()
    assert len(results) >= 3
    assert all(each.passed for each in results)
    assert f"{len(results)} scenarios added at the end" in ran.out
    assert govrules("boundaries", buying, "--propose", "--write").out.startswith(f"{buying}: no ")


def interrupt_at(wanted: int) -> Callable[[int, int], None]:
    def interrupt(done: int, of: int) -> None:
        if done == wanted < of:
            raise KeyboardInterrupt

    return interrupt


def test_an_interrupt_leaves_what_was_proposed() -> None:
    whole = book(THREE_QUOTES).propose(today=ON)
    some = book(THREE_QUOTES).propose(today=ON, progress=interrupt_at(3))
    assert (whole.partial, some.partial) == (False, True)
    assert some.found == whole.found[: len(some.found)]
    assert 0 < len(some.found) < len(whole.found)


@pytest.mark.parametrize("write", [(), ("--write",)])
def test_ctrl_c_tells_what_was_proposed_and_writes_nothing(
    buying: Path, write: tuple[str, ...], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    @contextmanager
    def interrupted(label: str) -> Iterator[Callable[[int, int], None]]:
        yield interrupt_at(3)

    monkeypatch.setattr("govrules.cli.testing.progress.counting", interrupted)
    before = buying.read_bytes()
    code = run(["boundaries", str(buying), "--propose", *write])
    told = capsys.readouterr()
    assert (code, told.err) == (130, "interrupted: what is told is all that was found so far\n")
    assert told.out.count('Scenario "') >= 1
    assert buying.read_bytes() == before


def test_a_file_that_cannot_be_written_is_left_alone(buying: Path) -> None:
    before = buying.read_bytes()
    link = buying.with_name("gone.policy")
    link.symlink_to(buying.with_name("nowhere.policy"))
    assert govrules("boundaries", link, "--propose", "--write").code == 3
    assert buying.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "code"),
    [(("--write",), 64), (("--propose", "--format", "json"), 64), (("--on", "2026-02-30"), 64)],
)
def test_what_does_not_go_together_is_refused(
    buying: Path, options: tuple[str, ...], code: int
) -> None:
    assert govrules("boundaries", buying, *options).code == code


def test_a_failing_scenario_is_told_and_nothing_is_proposed(buying: Path) -> None:
    wrong = AT_THE_LIMIT.replace("B1 breached", "B1 met")
    buying.write_text(text(THREE_QUOTES, wrong), encoding="utf-8")
    ran = govrules("boundaries", buying, "--propose", "--write")
    assert ran.code == 64
    assert "does not pass" in ran.err
    assert buying.read_text(encoding="utf-8") == text(THREE_QUOTES, wrong)


def test_as_json_every_side_has_its_value(buying: Path) -> None:
    ran = govrules("boundaries", buying, "--format", "json")
    first, second = json.loads(ran.out)["boundaries"]
    assert (first["kind"], first["label"], first["limit"]) == ("rule", "B1", "25000")
    assert [(side["value"], side["does"]) for side in second["sides"]] == [
        ("2", "breaches the rule"), ("3", "meets the rule"),
    ]  # fmt: skip


def test_a_faulty_policy_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.policy").write_text("Polizy", encoding="utf-8")
    ran = govrules("boundaries", tmp_path)
    assert ran.code == 3
    assert "a.policy:1:1" in ran.err
