"""Norms, duties, deciders, portfolio rules and comparisons of options."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govrules.model.expression import Compare
from govrules.model.policy import ActNorm, Deadline, InForce, TermNorm
from govrules.model.types import MoneyType, TextType
from tests.language.typing.policy_texts import DEPARTURES, HEADING, VOCABULARY, codes, load, policy


def rule(*lines: str):  # type: ignore[no-untyped-def]
    text = VOCABULARY + "Rule C1: a rule\n" + "".join(f"  {line}\n" for line in lines) + DEPARTURES
    (typed,) = policy(text).rules
    return typed


@pytest.mark.parametrize("modality", ["must", "must not", "should", "should not", "may"])
def test_a_norm_on_an_act(modality: str) -> None:
    (norm,) = rule(f"the council {modality} award the contract").norms
    assert isinstance(norm, ActNorm)
    assert (norm.modality, norm.role, norm.act.name) == (modality, "council", "award the contract")
    assert norm.words == f"the council {modality} award the contract"


def test_a_norm_on_a_term_says_what_must_or_must_not_hold() -> None:
    (positive,) = rule("bidders must be at least 3").norms
    (negative,) = rule("bidders must not be less than 3").norms
    assert isinstance(positive, TermNorm)
    assert isinstance(negative, TermNorm)
    assert (positive.modality, negative.modality) == ("must", "must not")
    assert isinstance(positive.requirement, Compare)
    assert isinstance(negative.requirement, Compare)
    assert (positive.requirement.relation, negative.requirement.relation) == (">=", "<")


def test_the_parts_of_a_rule() -> None:
    typed = rule(
        "if local",
        "then the council may extend the contract for at most 6 months",
        "and bidders should be at least 3",
        "unless risk is low",
        "with sign-off by the monitoring officer",
        'because "it helps"',
        "in force from 1 June 2026",
    )
    assert [norm.modality for norm in typed.norms] == ["may", "should"]
    assert typed.norms[0].limit.words == "for at most 6 months"
    assert typed.condition.words == "local"
    assert typed.unless.words == "risk is low"
    assert typed.sign_offs == ("monitoring officer",)
    assert typed.because == "it helps"
    assert typed.in_force != InForce()
    assert (typed.authority, typed.policy) == ("council policy", "Test")


def test_duties_are_labelled_apart() -> None:
    typed = policy(
        VOCABULARY + "Duties D1: after a decision to award the contract\n  if local\n"
        '  the director must publish "it" within 2 working days\n'
        '  the director should tell "them" within 1 month\n'
    )
    first, second = typed.duties
    assert (first.label, second.label) == ("D1", "D1.2")
    assert (first.within, second.within) == (Deadline(2, "working day"), Deadline(1, "month"))
    assert first.condition is not None
    assert first.act.name == "award the contract"


def test_who_decides() -> None:
    (who,) = policy(
        VOCABULARY + "Who decides\n  the Cabinet if net value is at least £500,000\n"
        "  otherwise the director\n  the treasurer signs off if net value is more than £5 million\n"
    ).who_decides
    assert [decider.role for decider in who.deciders] == ["Cabinet"]
    assert who.otherwise == "director"
    assert [decider.role for decider in who.sign_offs] == ["treasurer"]


def norms(*lines: str) -> str:
    text = "Portfolio rule P1: balance\n  across contracts in force where local\n"
    return VOCABULARY + text + "".join(f"  {line}\n" for line in lines)


def test_portfolio_rules() -> None:
    text = norms(
        "the share of net value where provider form is private company must be at most 60%",
        "the total of net value must be at most £5 million",
        "the number of contracts must be at most 20",
        "the number of different service area should be at least 4",
        "the highest score must be at least 50",
        "otherwise refer to the Cabinet",
    )
    (typed,) = policy(text).portfolio_rules
    share, total, number, different, highest = typed.norms
    assert (share.measure, share.relation) == ("share", "<=")
    assert share.where is not None
    assert total.limit.type == MoneyType("excluding")
    assert number.term is None
    assert different.term is not None
    assert (highest.measure, highest.term.name) == ("highest", "score")  # type: ignore[union-attr]
    assert typed.otherwise_refer_to == "Cabinet"


def test_different_values_may_be_named_in_the_plural() -> None:
    text = (
        "Vocabulary\n  provider is text\nPortfolio rule P1: balance\n  across contracts in force\n"
        "  the number of different providers should be at least 4\n"
    )
    (typed,) = policy(text).portfolio_rules
    assert typed.norms[0].term is not None
    assert typed.norms[0].term.name == "provider"


@pytest.mark.parametrize(
    ("norm", "code"),
    [
        ("the share of net value must be at most £5", "P300"),
        ("the total of service area must be at most £5", "P326"),
        ("the total of net value must be at most £5 including VAT", "P301"),
        ("the highest risk must be at least 5", "P326"),
        ("the number of different bids must be at least 5", "P326"),
        ("the number of biders must be at least 5", "P203"),
        ("the total of net value must be before £5", "P303"),
    ],
)
def test_measures_that_do_not_fit(norm: str, code: str) -> None:
    assert codes(load(norms(norm))) == [code]


COMPARISON = 'Priority "Value" weight 100%\nComparison O1: best\n'


def test_comparisons_of_options() -> None:
    text = (
        VOCABULARY
        + COMPARISON
        + (
            '  rank by net value for "Value", from £0 to £5 million, lower is better\n'
            '  rank by score for "Value", higher is better\n'
            "  if within 2 points prefer provider form in order: in-house team, mutual\n"
        )
    )
    (typed,) = policy(text).comparisons
    cost, score = typed.criteria
    assert (cost.higher_is_better, score.higher_is_better) == (False, True)
    assert cost.low is not None
    assert cost.high is not None
    assert (cost.low.value, cost.high.value, cost.high.type) == (0, 5_000_000, cost.value.type)
    assert typed.preference is not None
    assert typed.preference.points == Decimal(2)
    assert typed.preference.order == ("in-house team", "mutual")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('rank by risk for "Value", lower is better', "P327"),
        ('rank by start for "Value", lower is better', "P327"),
        ('rank by score for "Vallue", lower is better', "P209"),
        ('rank by score for "Value", from £0 to 5, lower is better', "P317"),
        ('rank by score for "Value", from 5 to 5, lower is better', "P329"),
        ("if within 2 points prefer score in order: mutual", "P328"),
        ("if within 2 points prefer risk in order: low, hihg", "P204"),
        ("if within 2 points prefer risk in order: low, low", "P218"),
    ],
)
def test_comparisons_that_do_not_fit(line: str, code: str) -> None:
    ranked = '  rank by score for "Value", lower is better\n'
    text = VOCABULARY + COMPARISON + ranked + f"  {line}\n"
    assert codes(load(text)) == [code]


PROVIDERS = """\
{vocabulary}
Portfolio rule P1: a balanced market
  across contracts in force
  the number of different providers should be at least 4
"""


@pytest.mark.parametrize(
    ("vocabulary", "name", "key"),
    [
        ("", "providers", "provider_name"),
        ("Vocabulary\n  provider name is text", "provider name", "provider_name"),
        ("Vocabulary\n  provider name is text, written supplier", "provider name", "supplier"),
        ("Vocabulary\n  supplier is text, written provider_name", "supplier", "provider_name"),
        ("Vocabulary\n  provider is text", "provider", "provider"),
        ("Vocabulary\n  providers is text", "providers", "providers"),
        ("Vocabulary\n  provider is text\n  provider name is text", "provider", "provider"),
    ],
)
def test_providers_need_no_declaration(vocabulary: str, name: str, key: str) -> None:
    (typed,) = policy(PROVIDERS.format(vocabulary=vocabulary)).portfolio_rules
    (norm,) = typed.norms
    assert norm.term is not None
    assert (norm.term.name, norm.term.key, norm.term.type) == (name, key, TextType())


def test_only_providers_need_no_declaration() -> None:
    text = PROVIDERS.format(vocabulary="").replace("providers", "suppliers")
    assert codes(load(HEADING + text)) == ["P203"]
    text = PROVIDERS.format(vocabulary="").replace("number of different", "highest of")
    assert codes(load(HEADING + text)) == ["P203"]
