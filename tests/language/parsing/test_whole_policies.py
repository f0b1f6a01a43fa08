"""Whole policies: all that the language can say is read without a fault, and nothing is lost."""

import datetime as dt
from collections import Counter

import pytest

from govrules.language import syntax as s
from govrules.language.from_text import parse
from govrules.language.outline import outline
from tests.language.parsing.reading import text_of


@pytest.mark.parametrize("name", ["commissioning.policy", "everything.policy"])
def test_reads_without_a_fault(name: str) -> None:
    parsed = parse(text_of(name), name)
    assert [str(fault) for fault in parsed.diagnostics] == []
    assert parsed.policy is not None


def test_every_item_of_the_commissioning_principles_is_there() -> None:
    policy = parse(text_of("commissioning.policy"), "north.policy").policy
    assert policy is not None
    assert Counter(type(item).__name__ for item in policy.items) == {
        "Source": 3, "Vocabulary": 1, "Figure": 2, "Definition": 2, "Priority": 2, "Principle": 1,
        "Rule": 4, "Departures": 1, "Table": 1, "PortfolioRule": 1, "OptionComparison": 1,
        "Duties": 2, "WhoDecides": 1, "Scenario": 1,
    }  # fmt: skip
    assert policy.header == s.Header(
        "Commissioning Principles",
        "3.2",
        "council policy",
        s.Adoption("Full Council", dt.date(2026, 5, 14)),
        s.InForce(dt.date(2026, 6, 1), dt.date(2030, 3, 31)),
        (s.Use("English procurement law", "2", or_later=True),),
    )


def test_the_last_resort_rule_is_read_as_written() -> None:
    policy = parse(text_of("commissioning.policy"), "north.policy").policy
    assert policy is not None
    rule = next(i for i in policy.items if isinstance(i, s.Rule) and i.label == "C2")
    assert rule == s.Rule(
        label="C2",
        title="a private provider is the last resort",
        norms=(s.ActNorm(s.Role("council"), "must not", s.Name("award the contract")),),
        condition=s.Comparison(s.Name("provider form"), "is", s.Name("private company")),
        unless=s.AnyOf(
            (
                s.Comparison(s.Name("annual value"), "less than", s.Name("small contract limit")),
                s.Comparison(s.Name("options appraisal"), "is", s.Name("complete")),
            )
        ),
        serves=("Local wealth",),
        citations=(s.Citation("CP", "principle 4"),),
    )


def test_outline_tells_title_uses_and_phrases() -> None:
    found = outline(text_of("commissioning.policy"))
    assert found.title == "Commissioning Principles"
    assert found.uses == ("English procurement law",)
    assert {
        "not complete", "is local", "award the contract", "qualifying mutual", "monitoring",
        "goods and services threshold", "community organisation",
    } <= found.phrases  # fmt: skip
    assert "procurement commenced is a date" not in found.phrases


def test_outline_leaves_keys_codes_and_suffixes_out() -> None:
    found = outline(text_of("everything.policy"))
    assert found.uses == ("A", "B", "C")
    assert {"community interest company", "health and safety", "section 151 officer", "close",
            "Table height", "policy area", "VAT rate"} <= found.phrases  # fmt: skip
    assert not {"cic", "written cic", "some_key", "health and safety or none"} & found.phrases


def test_comments_are_kept_with_their_places() -> None:
    policy = parse(text_of("everything.policy"), "all.policy").policy
    assert policy is not None
    first, second = policy.comments
    assert (first.text, first.own_line, str(first.place)) == (
        "# A comment at the top", True, "all.policy:1:1",
    )  # fmt: skip
    assert (second.text, second.own_line) == ("# an end comment", False)


def test_line_ends_byte_order_marks_and_tabs_change_nothing() -> None:
    text = text_of("commissioning.policy")
    policy = parse(text, "north.policy").policy
    assert parse("\ufeff" + text, "north.policy").policy == policy
    assert parse(text.replace("\n", "\r\n"), "north.policy").policy == policy
    assert parse(text.replace("\n", "\r"), "north.policy").policy == policy
    assert parse(text.replace("    -", "\t-"), "north.policy").policy == policy


def test_a_thousand_rules_are_all_read() -> None:
    head, _, tail = text_of("commissioning.policy").partition("Rule C4:")
    rule = "Rule C4:" + tail.partition("Departures")[0]
    text = head + "".join(rule.replace("C4", f"R{n}") for n in range(1000))
    parsed = parse(text, "long.policy")
    assert parsed.diagnostics == () and parsed.policy is not None
    assert sum(isinstance(item, s.Rule) for item in parsed.policy.items) == 1003


def test_scaled_money_is_exact() -> None:
    policy = parse('Policy "P"\nFigure x\n  £1.15 million\n', "p").policy
    assert policy is not None
    (figure,) = policy.items
    assert isinstance(figure, s.Figure)
    assert str(figure.values[0].value.amount) == "1150000"  # type: ignore[union-attr]
