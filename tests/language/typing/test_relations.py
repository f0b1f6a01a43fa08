"""What rules say of each other, and the dates and departures of a policy."""

from __future__ import annotations

import pytest

from tests.language.typing.policy_texts import DEPARTURES, codes, faults, load, load_all, policy

VOCABULARY = "Vocabulary\n  bidders is a number\n  acts: award the contract\n"


def rule(label: str, relation: str = "", number: int = 3) -> str:
    heading = f"Rule {label}, {relation}" if relation else f"Rule {label}"
    return f"{heading}: bidders\n  bidders must be at least {number}\n"


def with_rules(*rules: str) -> str:
    return VOCABULARY + "".join(rules) + DEPARTURES


def test_despite_and_subject_to_are_kept() -> None:
    typed = policy(with_rules(rule("C1", "subject to C3"), rule("C2", "despite C1"), rule("C3")))
    c1, c2, c3 = typed.rules
    assert (c1.subject_to, c2.despite, c3.despite) == (("C3",), ("C1",), ())


@pytest.mark.parametrize("relation", ["despite", "subject to"])
def test_an_unknown_rule(relation: str) -> None:
    text = with_rules(rule("C10"), rule("C2", f"{relation} C11"))
    assert faults(text) == [f'P400 {relation} an unknown rule "C11"; did you mean "C10"?']


@pytest.mark.parametrize("relation", ["despite", "subject to"])
def test_a_rule_does_not_displace_itself(relation: str) -> None:
    assert codes(load(with_rules(rule("C1", f"{relation} C1")))) == ["P401"]


def test_a_circle_of_displacement_shows_every_rule() -> None:
    text = with_rules(
        rule("C1", "despite C2"), rule("C2", "despite C3"), rule("C3", "despite C1"), rule("C4")
    )
    (fault,) = load(text).diagnostics
    assert fault.code == "P402"
    assert "C1 displaces C2 displaces C3 displaces C1" in fault.message
    assert [fault.place.line, *(r.place.line for r in fault.related)] == [5, 7, 9]


def test_despite_one_way_and_subject_to_the_other_is_no_circle() -> None:
    assert codes(load(with_rules(rule("C1", "despite C2"), rule("C2", "subject to C1")))) == []


def test_despite_and_subject_to_the_same_rule_is_a_circle() -> None:
    text = with_rules(rule("C1", "despite C2"), rule("C2", "despite C1"))
    assert codes(load(text)) == ["P402"]


LEVELS = ("statute", "statutory guidance", "council policy", "directorate policy")


@pytest.mark.parametrize("displacing", LEVELS)
@pytest.mark.parametrize("displaced", LEVELS)
@pytest.mark.parametrize("relation", ["despite", "subject to"])
def test_displacement_never_climbs(displacing: str, displaced: str, relation: str) -> None:
    one, two = ("despite B1", "") if relation == "despite" else ("", "subject to A1")
    loaded = load_all(
        f'Policy "A" version 1\n  authority: {displacing}\n  uses "B" version 1\n'
        + rule("A1", one)
        + f"Departures\n  {displacing} may not be departed from\n",
        f'Policy "B" version 1\n  authority: {displaced}\n{VOCABULARY}'
        + rule("B1", two)
        + f"Departures\n  {displaced} may not be departed from\n",
    )
    climbs = LEVELS.index(displacing) > LEVELS.index(displaced)
    assert codes(loaded) == (["P403"] if climbs else [])
    if climbs:
        (fault,) = loaded.diagnostics
        assert {related.place.file for related in fault.related} == {"1.policy", "2.policy"}


@pytest.mark.parametrize(
    ("entries", "codes_"),
    [
        (["council policy may be departed from by the Cabinet"], []),
        (["council policy may be departed from by the Cabinet"] * 2, ["P405"]),
        (
            [
                "council policy may be departed from by the Cabinet",
                "council policy may be departed from by the director with recorded reasons",
            ],
            [],
        ),
        (
            [
                "council policy may not be departed from",
                "council policy may be departed from by the Cabinet",
            ],
            ["P405"],
        ),
    ],
)
def test_departures_are_settled_once(entries: list[str], codes_: list[str]) -> None:
    text = "Departures\n" + "".join(f"  {entry}\n" for entry in entries)
    assert codes(load(text)) == codes_


@pytest.mark.parametrize(
    ("until", "codes_"), [("31 May 2026", ["P406"]), ("1 June 2026", []), ("2 June 2026", [])]
)
def test_the_last_day_is_not_before_the_first(until: str, codes_: list[str]) -> None:
    heading = f'Policy "P" version 1\n  in force from 1 June 2026 until {until}\n'
    assert codes(load(heading)) == codes_
    dated = rule("C1") + f"  in force from 1 June 2026 until {until}\n"
    assert codes(load(with_rules(dated))) == codes_
    figure = f"Figure limit\n  £1 from 1 June 2026 until {until}\n"
    assert codes(load(figure)) == codes_


def test_serves_and_cites_what_is_declared() -> None:
    served = rule("C1") + '  serves "Local wealth"\n  [CON rule 1]\n'
    declared = 'Priority "Local wealth"\nSource CON: "Constitution"\n'
    assert codes(load(with_rules(served))) == ["P209", "P210"]
    typed = policy(with_rules(declared, served))
    assert typed.rules[0].serves == ("Local wealth",)
    assert [str(citation) for citation in typed.rules[0].citations] == ["Constitution, rule 1"]
