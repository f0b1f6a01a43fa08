"""Other engines, each given the same policy in its own language; those not installed are left out.

With `--peers FOLDER`, all the engines of another benchmark: a folder with `adapters.ALL`, classes
with `name`, `available()`, `load(spec)` and `decide(choice)`.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tests.bench import engines
from tests.bench.engines import Decide
from tests.bench.specs import Choice, Spec


class Peer(NamedTuple):
    name: str
    load: Callable[[Spec], Decide]


def peers(folder: str | None) -> Iterator[Peer]:
    """The engines that are installed here."""
    if folder is not None:
        yield from _of_another_benchmark(folder)
        return
    own = {"zen": engines.zen, "cedarpy": cedar, "cel": cel, "rule_engine": rule_engine}
    for module, load in own.items():
        if importlib.util.find_spec(module) is not None:
            yield Peer(_NAMES[module], load)


_NAMES = {
    "zen": "zen-engine",
    "cedarpy": "Cedar (cedarpy)",
    "cel": "CEL (common-expression-language)",
    "rule_engine": "rule-engine",
}


def _of_another_benchmark(folder: str) -> Iterator[Peer]:
    sys.path.insert(0, folder)
    for adapter in importlib.import_module("adapters").ALL:
        if adapter.kind == "peer" and adapter.lang == "python" and adapter().available():
            yield Peer(adapter.name, lambda spec, adapter=adapter: _loaded(adapter(), spec))


def _loaded(adapter: Any, spec: Spec) -> Decide:
    adapter.load(spec)
    decide: Decide = adapter.decide
    return decide


# --- how each of them writes a condition -------------------------------------------------------


class _Style(NamedTuple):
    both: str
    either: str
    negated: str
    among: str
    constant: Callable[[Any], str] = json.dumps
    field: str = "{}"


_C = _Style(" && ", " || ", "!({})", "{0} in [{1}]")
_CEDAR = _C._replace(among="[{1}].contains({0})", field="context.{}")
_WORDS = _Style(" and ", " or ", "not ({})", "{0} in [{1}]")
_OPERATORS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}


def _written(tree: Any, style: _Style) -> str:
    if "field" not in tree:
        kind = "all" if "all" in tree else "any"
        word = style.both if kind == "all" else style.either
        return word.join(f"({_written(item, style)})" for item in tree[kind])
    name, op, value = style.field.format(tree["field"]), tree["op"], tree["value"]
    if op == "is":
        return name if value else style.negated.format(name)
    if op in ("in", "not_in"):
        test = style.among.format(name, ", ".join(map(style.constant, value)))
        return test if op == "in" else style.negated.format(test)
    return f"{name} {_OPERATORS[op]} {style.constant(value)}"


def _breach(rule: dict[str, Any], style: _Style) -> str:
    parts = [_written(rule["applies_when"], style)]
    parts.append(style.negated.format(_written(rule["requires"], style)))
    if rule["exception"]:
        parts.append(style.negated.format(_written(rule["exception"], style)))
    return style.both.join(f"({part})" for part in parts)


# --- the engines -------------------------------------------------------------------------------


def cedar(spec: Spec) -> Decide:
    """A `forbid` policy for each rule; those that hold are the breaches. Dates are day numbers."""
    import cedarpy

    def constant(value: Any) -> str:
        return str(days[value]) if value in days else json.dumps(value)

    days = _Days()
    dates = [field["name"] for field in spec["fields"] if field["type"] == "date"]
    style = _CEDAR._replace(constant=constant)
    texts = ["permit(principal, action, resource);"]
    for rule in spec["rules"]:
        texts.append(f"forbid(principal, action, resource) when {{ {_breach(rule, style)} }};")
    policies = cedarpy.PolicySet.from_str("\n".join(texts))
    entities = cedarpy.Entities.from_json_str("[]")
    labels = {f"policy{number}": rule["id"] for number, rule in enumerate(spec["rules"], 1)}
    who = {"principal": 'User::"a"', "action": 'Action::"check"', "resource": 'Choice::"c"'}

    def decide(choice: Choice) -> set[str]:
        context = choice | {name: days[choice[name]] for name in dates}
        answer = cedarpy.is_authorized({**who, "context": context}, policies, entities)
        return set() if answer.allowed else {labels[each] for each in answer.diagnostics.reasons}

    return decide


class _Days(dict[str, int]):
    """The number of the day of each date as it is written; not found for other texts."""

    def __missing__(self, text: str) -> int:
        self[text] = day = dt.date.fromisoformat(text).toordinal()
        return day

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and len(text) == 10 and text[4] == text[7] == "-"


def cel(spec: Spec) -> Decide:
    """All rules in one compiled expression; ISO dates are compared as text."""
    import cel as engine

    program = engine.compile("[" + ", ".join(_breach(rule, _C) for rule in spec["rules"]) + "]")
    labels = [rule["id"] for rule in spec["rules"]]

    def decide(choice: Choice) -> set[str]:
        answers = program.execute(choice)
        return {label for label, breached in zip(labels, answers, strict=True) if breached}

    return decide


def rule_engine(spec: Spec) -> Decide:
    """A rule for each rule; ISO dates are compared as text."""
    import rule_engine as engine

    kinds = engine.DataType
    types = {"money": kinds.FLOAT, "date": kinds.STRING, "enum": kinds.STRING}
    resolver = engine.type_resolver_from_dict(
        {field["name"]: types.get(field["type"], kinds.BOOLEAN) for field in spec["fields"]}
    )
    context = engine.Context(type_resolver=resolver)
    style = _WORDS._replace(constant=lambda value: json.dumps(value))
    rules = [
        (rule["id"], engine.Rule(_breach(rule, style), context=context)) for rule in spec["rules"]
    ]
    return lambda choice: {label for label, rule in rules if rule.matches(choice)}
