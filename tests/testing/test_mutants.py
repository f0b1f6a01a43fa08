"""Small changes to policies, and which of them scenarios notice, on policies known by hand."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govrules.analysis.testing.mutants.mutant import mutants_of
from govrules.analysis.testing.mutants.mutation import Mutation
from govrules.errors import UsageError
from govrules.language.from_text import parse
from govrules.language.to_text import item_text, to_text
from govrules.library import Rulebook
from tests.cli.program import govrules
from tests.testing.policies import AT_THE_LIMIT, HEAD, THREE_QUOTES, book, book_of, text

ON = dt.date(2026, 7, 3)


def lines_of(*parts: str) -> set[tuple[str, str]]:
    """The first line that each change to a policy changes, before and after."""
    policy = parse(text(*parts), "buying.policy").policy
    assert policy is not None
    found = set()
    for mutant in mutants_of(policy):
        before, after = mutant.lines()
        found.add((before[0].strip() if before else "", after[0].strip() if after else ""))
    return found


def of(*parts: str) -> Mutation:
    (found,) = book(*parts).mutation(today=ON)
    return found


def survivors(found: Mutation) -> set[str]:
    return {" ".join(" ".join(each.mutant.lines()[1]).split()) for each in found.survivors}


def test_all_the_changes_to_one_rule() -> None:
    assert lines_of(THREE_QUOTES) == {
        ("if annual value is at least £25,000", "if annual value is at least £24,999.99"),
        ("if annual value is at least £25,000", "if annual value is at least £25,000.01"),
        ("if annual value is at least £25,000", "if annual value is more than £25,000"),
        ("then quotes obtained must be at least 3", "then quotes obtained must be at least 2"),
        ("then quotes obtained must be at least 3", "then quotes obtained must be at least 4"),
        ("then quotes obtained must be at least 3", "then quotes obtained must be more than 3"),
        ("then quotes obtained must be at least 3", "then quotes obtained should be at least 3"),
        ("unless urgent", ""),
        ("Rule B1: three quotes", ""),
    }


@pytest.mark.parametrize(
    ("item", "changed"),
    [
        ("Define d if urgent and risk is low", "Define d if urgent\n  or risk is low"),
        ("Define d if signed on is before 1 May 2026", "is on or before 1 May 2026"),
        ("Define d if signed on is before 1 May 2026", "is before 30 April 2026"),
        ("Define d if signed on is before 1 May 2026", "is before 2 May 2026"),
        ("Define d if risk is low", "Define d if risk is not low"),
        ("Figure f\n  12% from 1 April 2026", "12.01% from 1 April 2026"),
        ("Figure f\n  12% from 1 April 2026", "12% from 2 April 2026"),
        ("Figure f\n  6 months from 1 April 2026", "5 months from 1 April 2026"),
        ("Figure f\n  2.5 from 1 April 2026", "2.4 from 1 April 2026"),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_made(item: str, changed: str) -> None:
    policy = parse(text(item, "\n"), "buying.policy").policy
    assert policy is not None
    texts = [item_text(each.policy.items[each.item or 0]) for each in mutants_of(policy)]
    assert any(" ".join(changed.split()) in " ".join(each.split()) for each in texts)


def test_a_change_differs_from_the_policy_and_can_be_read_again() -> None:
    policy = parse(text(THREE_QUOTES), "buying.policy").policy
    assert policy is not None
    for mutant in mutants_of(policy):
        assert mutant.policy != policy
        assert parse(to_text(mutant.policy), "buying.policy").policy == mutant.policy


def test_what_one_scenario_at_the_limit_notices() -> None:
    """Two quotes at £25,000 are a breach: a higher limit, fewer quotes, a weaker norm and a rule
    dropped are noticed. A lower limit, more quotes and a dropped exception are not."""
    found = of(THREE_QUOTES, AT_THE_LIMIT)
    assert (found.changes, found.counted, found.noticed) == (9, 9, 5)
    assert survivors(found) == {
        "if annual value is at least £24,999.99",
        "then quotes obtained must be at least 4",
        "then quotes obtained must be more than 3",
        "",
    }
    assert found.percent == 55.5


def test_without_scenarios_nothing_is_noticed() -> None:
    assert of(THREE_QUOTES).percent == 0.0


def passes(rulebook: Rulebook, title: str) -> bool:
    results = {each.scenario.title: each.passed for each in rulebook.run_scenarios()}
    return results[title]


def test_the_proposed_scenario_passes_for_the_policy_and_fails_for_the_change() -> None:
    found = of(THREE_QUOTES, AT_THE_LIMIT)
    assert len(found.survivors) == 4
    for each in found.survivors:
        assert each.telling is not None
        title = each.telling.split('"')[1]
        assert passes(book(THREE_QUOTES, AT_THE_LIMIT, "\n", each.telling), title)
        changed = book_of(f"{to_text(each.mutant.policy)}\n{each.telling}")
        assert not passes(changed, title)


def test_the_proposed_scenarios_together_leave_nothing_unnoticed() -> None:
    found = of(THREE_QUOTES, AT_THE_LIMIT)
    told = "\n".join(dict.fromkeys(each.telling or "" for each in found.survivors))
    assert of(THREE_QUOTES, AT_THE_LIMIT, "\n", told).percent == 100.0


def test_a_change_that_no_choice_can_tell_is_not_counted() -> None:
    """A number from 0 to 100 that is at least 0, or more than -1: always so, once it is known."""
    words = HEAD.replace("risk is one of", "score is a number from 0 to 100\n  risk is one of")
    rule = "Rule B4: scored\n  if score is at least 0\n  then urgent must hold\n"
    (found,) = book_of(words + rule).mutation(today=ON)
    same = {
        " ".join(each.mutant.lines()[1]) for each in found.results if each.outcome == "equivalent"
    }
    assert {each.strip() for each in same} == {"if score is at least -1"}


@pytest.mark.parametrize(
    "test", ["annual value is known", "signed on is known", "risk is known", "urgent is known"]
)
def test_what_stands_beside_a_test_of_what_is_known_counts(test: str) -> None:
    """A fact of any type may be given: then the rest of the condition decides."""
    rule = f"Rule B6: t\n  if {test}\n  and quotes obtained is 3\n  then risk must be low\n"
    assert of(rule).equivalent == 0


def test_a_figure_that_begins_before_its_policy_does() -> None:
    """What the limit was on the last day before the policy began is nothing to anybody."""
    words = HEAD.replace("authority: council policy", "authority: council policy\n"
                         "  in force from 1 April 2026")  # fmt: skip
    parts = (
        "Figure limit\n  £100 from 1 April 2026\n\n"
        "Rule B5: large\n  if annual value is more than limit\n  then urgent must hold\n"
    )
    (found,) = book_of(words + parts).mutation(today=ON)
    same = [each.mutant.lines()[1][-1] for each in found.results if each.outcome == "equivalent"]
    assert same == ["  £100 from 31 March 2026"]


def test_scenarios_on_options_and_on_contracts_notice_too() -> None:
    rule = """Portfolio rule P1: not all with one
  across contracts in force
  the total of annual value must be at most £100

Scenario "Within"
  on 3 July 2026
  given contracts are
    | annual value |
    | £60          |
    | £40          |
  expect P1 met
"""
    found = of(rule)
    assert "the total of annual value must be at most £100.01" in survivors(found)
    assert "the total of annual value must be at most £99.99" not in survivors(found)
    assert "the total of annual value must be less than £100" not in survivors(found)


def test_a_draw_is_the_same_for_the_same_seed() -> None:
    rulebook = book(THREE_QUOTES, AT_THE_LIMIT)

    def drawn(seed: int) -> list[tuple[str, ...]]:
        (found,) = rulebook.mutation(most=3, seed=seed, today=ON, explain=False)
        assert (len(found.results), found.changes) == (3, 9)
        return [each.mutant.lines()[1] for each in found.results]

    assert drawn(1) == drawn(1)
    assert len({tuple(drawn(seed)) for seed in range(6)}) > 1


def test_a_failing_scenario_is_told_first() -> None:
    wrong = AT_THE_LIMIT.replace("B1 breached", "B1 met")
    with pytest.raises(UsageError, match='scenario "At the limit, two quotes" does not pass'):
        book(THREE_QUOTES, wrong).mutation(today=ON)


def test_an_interrupt_leaves_what_was_found() -> None:
    def interrupt(done: int, of: int) -> None:
        del of
        if done == 2:
            raise KeyboardInterrupt

    rulebook = book(THREE_QUOTES, AT_THE_LIMIT)
    (found,) = rulebook.mutation(today=ON, progress=interrupt)
    assert found.partial
    assert (len(found.results), found.changes) == (2, 9)


# --- laws ----------------------------------------------------------------------------------------

amounts = st.sampled_from(["£24,999.99", "£25,000", "£25,000.01"])
conditions = st.sampled_from([
    "annual value is at least £25,000", "annual value is less than £25,000", "risk is low",
    "annual value is more than £25,000 and urgent", "urgent or risk is high", "costly",
    "quotes obtained is between 2 and 3", "signed on is before 1 May 2026",
    "signed on is known and annual value is at least £25,000",
])  # fmt: skip


@st.composite
def drawn_books(draw: st.DrawFn) -> tuple[str, ...]:
    """A definition, two rules of which one may give way, and scenarios that pass as they stand."""
    unless = draw(st.booleans()) and "  unless risk is high\n"
    despite = draw(st.booleans())
    rules = (
        f"Define costly if {draw(conditions.filter(lambda each: each != 'costly'))}\n\n"
        f"Rule R1: first\n  if {draw(conditions)}\n  then quotes obtained must be at least 3\n"
        f"{unless or ''}\n"
        f"Rule R2{', despite R1' if despite else ''}: second\n  if {draw(conditions)}\n"
        "  then the council must not award the contract\n\n"
    )
    given_facts = [
        f"  on {draw(st.sampled_from([3, 4]))} July 2026\n"
        f"  given annual value is {draw(amounts)}\n  and urgent is {draw(_yes_no)}\n"
        + draw(st.sampled_from(["", "  and risk is low\n", "  and risk is high\n"]))
        + draw(
            st.sampled_from(["", "  and quotes obtained is 2\n", "  and quotes obtained is 3\n"])
        )
        + draw(st.sampled_from(["", "  and the council proposes to award the contract\n"]))
        for _ in range(draw(st.integers(1, 3)))
    ]
    whole = book(rules, *(f'Scenario "S{n}"\n{facts}  expect complies\n\n'
                          for n, facts in enumerate(given_facts)))  # fmt: skip
    decisions = [result.decision for result in whole.run_scenarios()]
    scenarios = [
        f'Scenario "S{n}"\n{facts}  expect {decided.verdict}\n'  # type: ignore[union-attr]
        + draw(st.sampled_from(["", f"  expect R1 {decided.finding('R1').status}\n"]))  # type: ignore[union-attr]
        for n, (facts, decided) in enumerate(zip(given_facts, decisions, strict=True))
    ]
    return (rules, "\n".join(scenarios))


_yes_no = st.sampled_from(["yes", "no"])


@settings(max_examples=12, deadline=None)
@given(drawn_books(), st.integers(0, 5))
def test_what_is_told_of_a_change_holds_with_the_full_engine(
    parts: tuple[str, ...], seed: int
) -> None:
    """Noticed: a scenario fails. Not noticed: all pass. Decided from the text by the engine."""
    (found,) = book(*parts).mutation(today=ON, most=5, seed=seed, explain=False)
    assume(found.results)
    for each in found.results:
        changed = book_of(f"{to_text(each.mutant.policy)}\n{parts[1]}")
        failed = [one.scenario.title for one in changed.run_scenarios() if not one.passed]
        assert bool(failed) == (each.outcome == "noticed"), (each.mutant.lines(), failed)
        if each.noticed_by is not None:
            assert each.noticed_by in failed


@settings(max_examples=25, deadline=None)
@given(
    conditions.filter(lambda each: each != "costly"),
    st.lists(st.tuples(amounts, st.sampled_from(["low", "high", None]), _yes_no), min_size=4),
)
def test_equivalent_changes_decide_every_choice_alike(
    condition: str, drawn: list[tuple[str, str | None, str]]
) -> None:
    rule = f"Rule R1: only\n  if {condition}\n  then quotes obtained must be at least 3\n"
    rulebook = book(rule)
    (found,) = rulebook.mutation(today=ON, explain=False)
    for each in found.results:
        if each.outcome != "equivalent":
            continue
        changed = book_of(to_text(each.mutant.policy))
        for amount, risk, urgent in drawn:
            choice = {"annual_value": amount, "urgent": urgent == "yes", "quotes_obtained": 2}
            choice |= {} if risk is None else {"risk": risk}
            one, other = rulebook.check(choice, ON), changed.check(choice, ON)
            assert (one.verdict, one.findings) == (other.verdict, other.findings)


# --- the command -------------------------------------------------------------------------------


@pytest.fixture
def buying(tmp_path: Path) -> Path:
    file = tmp_path / "buying.policy"
    file.write_text(text(THREE_QUOTES, AT_THE_LIMIT), encoding="utf-8")
    return file


def test_the_command_tells_each_change_with_its_place_and_a_scenario(buying: Path) -> None:
    ran = govrules("test", buying, "--mutate")
    assert (ran.code, ran.err) == (0, "")
    assert f"changes   {buying}: 5 of 9 small changes noticed, 55.5%" in ran.out
    line = buying.read_text(encoding="utf-8").splitlines().index("  unless urgent") + 1
    assert f"    {buying}:{line}:10 exception dropped\n      - unless urgent\n" in ran.out
    assert 'Scenario "' in ran.out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--mutate", "--at-least", "55"), 0),
        (("--mutate", "--at-least", "56"), 5),
        (("--most", "3"), 64),
        (("--mutate", "--most", "0"), 64),
        (("--mutate", "--scenario", "limit"), 64),
    ],
)
def test_the_exit_code(buying: Path, options: tuple[str, ...], code: int) -> None:
    assert govrules("test", buying, *options).code == code


def test_places_are_those_of_the_file_however_it_is_laid_out(buying: Path) -> None:
    untidy = buying.read_text(encoding="utf-8").replace("Rule B1", "# a comment\n\n\nRule  B1")
    buying.write_text(untidy, encoding="utf-8")
    ran = govrules("test", buying, "--mutate", "--format", "json")
    (file,) = json.loads(ran.out)["files"]
    (found,) = file["mutation"]
    dropped = next(each for each in found["found"] if each["kind"] == "exception dropped")
    assert dropped["place"]["line"] == untidy.splitlines().index("  unless urgent") + 1
    assert (found["tried"], found["noticed"], found["partial"]) == (9, 5, False)


def test_where_a_scenario_fails_no_change_is_tried(buying: Path) -> None:
    wrong = buying.read_text(encoding="utf-8").replace("B1 breached", "B1 met")
    buying.write_text(wrong, encoding="utf-8")
    ran = govrules("test", buying, "--mutate")
    assert ran.code == 5
    assert "changes " not in ran.out
    assert "error: " in ran.err
