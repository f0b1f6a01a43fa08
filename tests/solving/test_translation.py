"""The translation to Z3 says of every choice what the reference evaluator says."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govrules.analysis.solving.solver import Model, Solver
from govrules.compiler.from_policy import VERDICTS, PolicyLogic, to_logic
from govrules.compiler.to_z3.facts import World
from govrules.compiler.to_z3.rails import Rails
from govrules.compiler.to_z3.translation import Translation
from govrules.engine.reading.choice import read_choice
from govrules.engine.reference import Evaluation
from govrules.language.load import load_texts
from govrules.model.facts import Facts
from govrules.model.vocabulary import Vocabulary
from tests.solving.pinned import pinned
from tests.strategies.sound import choices, complete_choices, decision_dates, policy_texts

slow_to_draw = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
)


def logic_of(text: str) -> PolicyLogic:
    loaded = load_texts({"drawn.policy": text})
    assert loaded.policy_set is not None, "\n".join(map(str, loaded.diagnostics)) + "\n" + text
    return to_logic(loaded.policy_set)


def without_records(choice: dict[str, Any]) -> dict[str, Any]:
    """The choice without departures, sign-offs and reasons, which the translation leaves out."""
    left_out = ("departures", "sign_offs", "reasons")
    return {key: value for key, value in choice.items() if key not in left_out}


def truth_in(model: Model, rails: Rails) -> int:
    return model.holds(rails.true) + model.holds(rails.possible)


def check_says_the_same(logic: PolicyLogic, facts: Facts, date: dt.date) -> None:
    world = World()
    translation = Translation(logic, world)
    translation.build()
    solver = Solver(world)
    model = solver.check(pinned(world, facts, date), 20)
    assert isinstance(model, Model), model
    reference = Evaluation(logic.policy_set, facts, date)
    for rule in logic.rules:
        expected = reference.rule(rule.rule.label)
        for node, truth in (
            (rule.applicable, expected.applicable),
            (rule.displaced, expected.displaced),
            (rule.in_play, expected.in_play),
            (rule.breached, expected.breached),
            (rule.departs, expected.departs),
        ):
            assert truth_in(model, translation.node(node)) == truth, node
    for name, condition in logic.conditions.items():
        assert truth_in(model, translation.node(name)) == reference.truth(condition), name
    held = [verdict for verdict in VERDICTS if model.holds(translation.verdict(verdict))]
    assert held == [reference.verdict]


@slow_to_draw
@given(policy_texts(), st.lists(choices | complete_choices, min_size=1, max_size=3), decision_dates)
def test_z3_says_of_a_choice_what_the_reference_says(
    text: str, drawn: list[dict[str, Any]], on: str
) -> None:
    logic = logic_of(text)
    vocabulary = Vocabulary.of(logic.policy_set)
    for choice in drawn:
        facts = read_choice(without_records(choice), vocabulary)
        check_says_the_same(logic, facts, dt.date.fromisoformat(on))
