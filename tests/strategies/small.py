"""Policies over a few facts, of which every choice that they can tell apart can be tried."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from hypothesis import strategies as st

from govrules.model.facts import Facts

VOCABULARY = """Vocabulary
  amount is money
  urgent is yes or no
  form is one of: mutual, charity, company
  acts: award the contract
"""

AMOUNTS = (99, 100, 150, 200, 250)
"""One of each run of amounts between those that the policies name, £100 and £200, and these."""

_limits = st.sampled_from(["£100", "£200"])
_orders = st.sampled_from(["is at least", "is at most", "is less than", "is more than", "is"])
_amount_tests = st.builds("amount {} {}".format, _orders, _limits)
_other_tests = st.sampled_from(
    [
        "urgent", "not urgent", "form is mutual", "form is not mutual", "urgent is known",
        "form is one of mutual, company", "the council proposes to award the contract",
    ]
)  # fmt: skip
# amounts often, so that conditions clash and cover each other
_plain_tests = _amount_tests | _amount_tests | _other_tests
_tests = _plain_tests | _plain_tests | st.just("drawn test")
_act_norms = st.builds(
    "the council {} award the contract".format,
    st.sampled_from(["must", "must", "must not", "must not", "should", "may", "may"]),
)
_norms = st.one_of(
    _act_norms,
    _act_norms,
    st.builds("amount must be {} {}".format, st.sampled_from(["at least", "at most"]), _limits),
    st.sampled_from(
        [
            "urgent must be yes",
            "urgent must be no",
            "form must not be company",
            "form must be mutual",
        ]
    ),
)


def _joined(tests: list[str], word: str) -> str:
    return f"\n    {word} ".join(tests)


_conditions = st.builds(
    _joined, st.lists(_tests, min_size=1, max_size=2), st.sampled_from(["and", "or"])
)

_defined = st.one_of(
    st.builds(
        _joined, st.lists(_plain_tests, min_size=1, max_size=2), st.sampled_from(["and", "or"])
    ),
    # what is always so is hardly ever drawn
    st.sampled_from(
        ["urgent\n    or not urgent", "amount is at least £100\n    or amount is less than £100"]
    ),
)
_plain_rules = st.builds("Rule S1: a drawn rule\n  {}".format, _act_norms)
"""Rules of a statute that often clash with those of a council."""


@st.composite
def _rule(draw: st.DrawFn, label: str, earlier: list[str]) -> str:
    head = f"Rule {label}"
    if earlier and draw(st.integers(0, 2)) == 0:
        head += f", {draw(st.sampled_from(['despite', 'subject to']))} "
        head += draw(st.sampled_from(earlier))
    lines = [f"{head}: a drawn rule"]
    then = ""
    if draw(st.integers(0, 5)):
        lines.append(f"  if {draw(_conditions)}")
        then = "then "
    lines.append(f"  {then}{draw(_norms)}")
    if draw(st.integers(0, 2)) == 0:
        lines.append(f"  unless {draw(_conditions)}")
    return "\n".join(lines)


@st.composite
def small_policies(draw: st.DrawFn) -> dict[str, str]:
    """A council's policy and, under it, a statute whose words it uses."""
    statute = draw(_plain_rules | _rule("S1", [])) if draw(st.integers(0, 2)) else ""
    rules: list[str] = []
    for number in range(1, draw(st.integers(2, 5)) + 1):
        rules.append(draw(_rule(f"C{number}", [f"C{n}" for n in range(1, number)])))
    deciders = (draw(_plain_tests), draw(_plain_tests)) if draw(st.booleans()) else None
    return texts_of(statute, draw(_defined), rules, deciders)


def texts_of(
    statute: str, defined: str, rules: Sequence[str], deciders: tuple[str, str] | None = None
) -> dict[str, str]:
    """The two policies, with at most one rule in the statute."""
    below = [f'Policy "Statute" version 1\n  authority: statute\n\n{VOCABULARY}', statute]
    council = [
        'Policy "Council" version 1\n  authority: council policy\n  uses "Statute"',
        f"Define drawn test if {defined}",
        *rules,
        "Departures\n  council policy may be departed from by the Cabinet",
    ]
    if deciders is not None:
        council.append("Who decides\n  the Cabinet if {}\n  the director if {}".format(*deciders))
    return {
        "council.policy": "\n\n".join(council) + "\n",
        "statute.policy": "\n\n".join(filter(None, below)).replace("drawn test", "urgent") + "\n",
    }


def every_choice() -> list[Facts]:
    """Every choice that such policies can tell apart, with all that may be missing."""
    values: dict[str, tuple[Any, ...]] = {
        "amount": (None, *AMOUNTS),
        "urgent": (None, True, False),
        "form": (None, "mutual", "charity", "company"),
    }
    acts = (None, frozenset[str](), frozenset({"award the contract"}))
    return [
        Facts({key: value for key, value in zip(values, given, strict=True) if value is not None},
              proposed)
        for *given, proposed in product(*values.values(), acts)
    ]  # fmt: skip


def is_complete(facts: Facts) -> bool:
    return len(facts.values) == 3 and facts.acts is not None
