"""A ruleset that is corrupted is always found out: by the protocol, or by the self-test.

A fault in one durable rule is never silent, whatever it is: where the rule no longer fires no rail
fires, and where it fires wrongly two rails do. A fault in all rails of a node at once can be silent
in one decision, so it is for the self-test to find it, before the ruleset is used.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from govrules.compiler.partition import Partition, partitions
from govrules.compiler.program import (
    All,
    Certain,
    Formula,
    LogicProgram,
    Negation,
    Node,
    Possible,
    Read,
    Some,
)
from govrules.compiler.to_durable import (
    PROPERTY_NAMES,
    DurableRuleset,
    inputs_of,
    patterns,
    to_durable,
)
from govrules.engine.durable.memory import NodeTables
from govrules.engine.durable.session import Session
from govrules.engine.durable.trial import trial_of
from govrules.engine.durable.truth_tables import value_of
from govrules.errors import EngineFault
from tests.engine.logic import all_values, in_child, reads

A, B, C = reads("a", "b", "c")
NODES = (
    Node("d", All((Some((A, B)), Negation(C)))),
    Node("e", Some((A, All((Negation(B), C))))),
    Node("f", All((A, B, C))),
    Node("g", Some((Negation(A), B, C))),
    Node("h", All((Certain("a"), Possible("b")))),
    Node("i", Negation(B)),
)
PROGRAM = LogicProgram(("a", "b", "c"), NODES)
(PARTITION,) = partitions(PROGRAM)
RULESET = to_durable(PARTITION)


def mutations(pattern: Any) -> Iterator[Any]:
    """The pattern with one thing wrong, in every way that leaves it well formed."""
    ((key, value),) = pattern.items()
    if key in ("$and", "$or"):
        yield {"$or" if key == "$and" else "$and": value}
        for place, item in enumerate(value):
            if len(value) > 1:
                yield {key: value[:place] + value[place + 1 :]}
            yield {key: [*value, {"$neq": {"aa": 1}}]}
            for mutated in mutations(item):
                yield {key: [*value[:place], mutated, *value[place + 1 :]]}
    elif key == "$neq":
        yield value
        for changed in changed_tests(value):
            yield {"$neq": changed}
    else:
        yield {"$neq": pattern}
        yield {"$gt": pattern}
        yield from changed_tests(pattern)


def changed_tests(test: dict[str, int]) -> Iterator[dict[str, int]]:
    ((name, constant),) = test.items()
    yield from ({name: other} for other in range(3) if other != constant)
    yield from ({other: constant} for other in ("aa", "ab", "ac", "zx") if other != name)


def one_rule_faults() -> Iterator[DurableRuleset]:
    """The ruleset with one durable rule changed, gone, or exchanged for another's pattern."""
    for name in RULESET.rails:
        for pattern in mutations(RULESET.definition[name]["all"][0]["m"]):
            yield with_rule(name, pattern)
        yield replace(
            RULESET,
            definition={key: rule for key, rule in RULESET.definition.items() if key != name},
        )
        for other in RULESET.rails:
            if other != name:
                yield with_rule(name, RULESET.definition[other]["all"][0]["m"])


def with_rule(name: str, pattern: Any) -> DurableRuleset:
    definition = copy.deepcopy(dict(RULESET.definition))
    definition[name] = {"all": [{"m": pattern}]}
    return replace(RULESET, definition=definition)


def outcomes(ruleset: DurableRuleset) -> list[str]:
    """For every combination of the inputs: right, wrong, or found out by the protocol."""
    return in_child(lambda: decided_outcomes(ruleset), ["found out"] * 27)


def decided_outcomes(ruleset: DurableRuleset) -> list[str]:
    found = []
    session = Session(ruleset)
    for values in all_values(inputs_of(PARTITION)):
        expected = tuple(value_of(node.formula, values) for node in PARTITION)
        try:
            decided = session.decide([values[name] for name in RULESET.inputs])
        except EngineFault:
            found.append("found out")
        else:
            found.append("right" if decided == expected else "wrong")
    session.close()
    return found


def passes_self_test(ruleset: DurableRuleset) -> bool:
    """As in real use, the test is run by a child process, which does not pass when it dies."""
    return in_child(lambda: passes(ruleset), False)


def passes(ruleset: DurableRuleset) -> bool:
    def corrupted(_: Partition) -> DurableRuleset:
        return ruleset

    try:
        return not trial_of(NodeTables(PROGRAM, corrupted)).faults
    except EngineFault:
        return False


def test_the_sound_ruleset_is_right_and_passes() -> None:
    assert outcomes(RULESET) == ["right"] * 27
    assert passes_self_test(RULESET)


def test_no_fault_in_one_durable_rule_is_silent() -> None:
    counts = {"right": 0, "wrong": 0, "found out": 0}
    harmful = 0
    for ruleset in one_rule_faults():
        found = outcomes(ruleset)
        assert "wrong" not in found, ruleset.definition
        harmful += "found out" in found
        if harmful % 20 == 1:
            assert passes_self_test(ruleset) == ("found out" not in found)
        for outcome in found:
            counts[outcome] += 1
    assert harmful > 500
    assert counts["found out"] > 3000
    assert counts["right"] > 3000


OTHER_FORMULAS: Sequence[Formula] = (
    Some((A, B)),
    All((A, B)),
    Negation(C),
    Read("c"),
    Certain("a"),
    Possible("c"),
    All((Some((A, B)), C)),
    Some((A, All((B, C)))),
    All(()),
    Some(()),
)


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.name)
@pytest.mark.parametrize("other", OTHER_FORMULAS, ids=str)
def test_a_node_decided_by_another_formula_fails_the_self_test(node: Node, other: Formula) -> None:
    """All three rails are wrong together: the protocol sees nothing amiss."""
    position = RULESET.nodes.index(node.name)
    properties = dict(zip(RULESET.inputs, PROPERTY_NAMES, strict=False))
    definition = {
        name: rule
        for name, rule in RULESET.definition.items()
        if RULESET.rails.get(name, (None,))[0] != position
    }
    for value, pattern in patterns(other, properties).items():
        definition[f"{position:03}{value}"] = {"all": [{"m": pattern}]}
    rails = {name: (int(name[:3]), int(name[3])) for name in definition if name != "zzzz"}
    ruleset = replace(RULESET, definition=definition, rails=rails)
    assert "wrong" in outcomes(ruleset)
    assert not passes_self_test(ruleset)


@pytest.mark.parametrize(
    "rails",
    [
        {name: (place, 2 - value) for name, (place, value) in RULESET.rails.items()},
        {name: ((place + 1) % 6, value) for name, (place, value) in RULESET.rails.items()},
        {name: (0, value) for name, (_, value) in RULESET.rails.items()},
        {},
    ],
    ids=["turned round", "of the next node", "all of one node", "none"],
)
def test_a_wrong_list_of_rails_fails_the_self_test(rails: dict[str, tuple[int, int]]) -> None:
    assert not passes_self_test(replace(RULESET, rails=rails))


@pytest.mark.parametrize(
    "template",
    [
        '{"sid":"1","id":"q","z":1,"aa":%d,"ab":%d,"ac":0}',
        '{"sid":"1","id":"q","z":1,"ab":%d,"aa":%d,"ac":%d}',
        '{"sid":"1","id":"q","z":2,"aa":%d,"ab":%d,"ac":%d}',
        '{"sid":"1","id":"q","aa":%d,"ab":%d,"ac":%d}',
        '{"sid":"1","id":"p","z":1,"aa":%d,"ab":%d,"ac":%d}',
        '{"sid":"2","id":"q","z":1,"aa":%d,"ab":%d,"ac":%d}',
        '{"sid":"1","id":"q","z":1,"aa":%d,"ab":%d}',
        '{"sid":"1","id":"q","z":1,"aa":%d,"ab":%d,"zx":%d}',
        '{"sid":"1","id":"q","z":1,"aa":"%d","ab":"%d","ac":"%d"}',
        '{"sid":"1","id":"q","z":1,"aa":%d,"ab":%d,"ac":%d',
        "%d%d%d",
    ],
)
def test_a_wrong_message_fails_the_self_test(template: str) -> None:
    assert not passes_self_test(replace(RULESET, template=template))


@pytest.mark.parametrize("name", [*RULESET.rails, "zzzz"])
def test_a_ruleset_out_of_form_is_never_loaded(name: str) -> None:
    definition = copy.deepcopy(dict(RULESET.definition))
    definition[name] = {"all": [{"m": {"aa": 7}}]}
    with pytest.raises(EngineFault, match="past the limits of durable-rules"):
        Session(replace(RULESET, definition=definition))
