"""What durable-rules does past its limits, pinned in child processes: the reasons for the bounds.

Only what is safe to show is shown: past some limits the engine hangs or reads foreign memory.
"""

from __future__ import annotations

import json
import sys
from itertools import product
from typing import Any

import pytest

from govrules.compiler.bounds import property_hash
from govrules.engine.durable.self_test import answer_of_child

SENTINEL = {"all": [{"m": {"z": 1}}], "pri": 60000}
CHILD = """
import json, sys
import durable_rules_engine as durable
rules, fact = json.load(sys.stdin)
fired = []
try:
    handle = durable.create_ruleset("limits", json.dumps(rules))
    code, offset = durable.assert_fact(handle, json.dumps({"sid": "1", "id": "q", **fact}))
    message = durable.start_action_for_state(handle, offset)[1]
    while message is not None:
        fired.append(message[2:6])
        message = durable.complete_and_start_action(handle, offset)
except Exception as error:
    fired.append(str(error))
print(json.dumps(fired))
"""


def fired(patterns: list[Any], fact: dict[str, int]) -> list[str]:
    """The rules that fire for a fact, or the error, told by a child process."""
    rules = {f"{number:04}": {"all": [{"m": pattern}]} for number, pattern in enumerate(patterns)}
    text = json.dumps([{**rules, "zzzz": SENTINEL}, {"z": 1, **fact}])
    found: list[str] = json.loads(answer_of_child((sys.executable, "-c", CHILD), text, 20))
    return found


def names(number: int) -> list[str]:
    letters = "abcdefghjklmnopqrstuvwxy"
    return [first + second for first, second in product(letters, letters)][:number]


@pytest.mark.parametrize(("properties", "error"), [(60, None), (64, "303")])
def test_too_many_matches_at_once_is_error_303(properties: int, error: str | None) -> None:
    found = fired([{name: 2} for name in names(properties)], dict.fromkeys(names(properties), 2))
    if error is None:
        assert sorted(found)[:-1] == [f"{number:04}" for number in range(properties)]
    else:
        assert error in found[-1]


@pytest.mark.parametrize(("properties", "error"), [(250, None), (256, "302")])
def test_too_many_properties_is_error_302(properties: int, error: str | None) -> None:
    found = fired([{"aa": 2}], dict.fromkeys(names(properties), 2))
    assert found == ["0000", "zzzz"] if error is None else error in found[-1]


@pytest.mark.parametrize(("operators", "error"), [(14, None), (17, "113")])
def test_too_many_operators_is_error_113(operators: int, error: str | None) -> None:
    pattern: Any = {"aa": 2}
    for name in names(operators + 1)[1:]:
        pattern = {"$and": [{name: 2}, pattern]}
    found = fired([pattern], dict.fromkeys(names(operators + 1), 2))
    assert found == ["0000", "zzzz"] if error is None else error in found[-1]


def test_a_rule_fires_once_for_each_true_path() -> None:
    either = [
        {"$or": [{first: 2}, {second: 2}, {third: 2}]} for first, second, third in ("abc", "def")
    ]
    assert fired([{"$and": either}], dict.fromkeys("abcdef", 2)) == ["0000"] * 9 + ["zzzz"]


def test_alternatives_that_shut_out_the_earlier_ones_fire_once() -> None:
    either = {"$or": [{"a": 2}, {"$and": [{"$neq": {"a": 2}}, {"b": 2}]}]}
    for first, second in product(range(3), repeat=2):
        expected = ["0000", "zzzz"] if 2 in (first, second) else ["zzzz"]
        assert fired([either], {"a": first, "b": second}) == expected


def test_names_with_one_hash_are_one_name_to_the_engine() -> None:
    """The reason for the fixed table of names, and the proof that we know the engine's hash."""
    name, other = "glbvs", "yacxa"
    assert property_hash(name) == property_hash(other)
    assert fired([{other: 2}], {name: 2}) == ["0000", "zzzz"]
    assert fired([{other: 2}], {name: 1}) == ["zzzz"]
