"""The engines that are timed: each takes a spec and gives the labels of the breached rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import govrules
from tests.bench.specs import Choice, Spec

Decide = Callable[[Choice], set[str]]
ON = dt.date(2026, 7, 1)
_WORDS = {"lt": "is less than", "le": "is at most", "gt": "is more than", "ge": "is at least"}
_DATE_WORDS = {"lt": "before", "le": "on or before", "gt": "after", "ge": "on or after"}
_PYTHON = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}


# --- govrules ----------------------------------------------------------------------------------


def policy_text(spec: Spec) -> str:
    """The spec as a policy."""
    lines = [f'Policy "{spec["name"]}" version 1', "  authority: council policy", "", "Vocabulary"]
    lines += [f"  {_phrase(f['name'])} is {_type(f)}, written {f['name']}" for f in spec["fields"]]
    for rule in spec["rules"]:
        applies = _condition(rule["applies_when"], 4)
        lines += ["", f"Rule {rule['id']}: drawn", f"  if {applies}", f"  then {_norms(rule)}"]
        if rule["exception"]:
            lines.append(f"  unless {_condition(rule['exception'], 4)}")
    return "\n".join(lines) + "\n"


def _phrase(name: str) -> str:
    return name.replace("_", " ")


def _type(field: dict[str, Any]) -> str:
    if field["type"] == "enum":
        words = ", ".join(f"{_phrase(value)} (written {value})" for value in field["values"])
        return f"one of: {words}"
    return {"money": "a number", "date": "a date", "bool": "yes or no"}[field["type"]]


def _condition(tree: Any, indent: int) -> str:
    if "field" in tree:
        return _test(tree)
    kind = "all" if "all" in tree else "any"
    pad = " " * indent
    items = [f"\n{pad}- {_condition(item, indent + 4)}" for item in tree[kind]]
    return f"{kind} of these" + "".join(items)


def _norms(rule: dict[str, Any]) -> str:
    """What the rule requires, as norms on terms."""
    required = rule["requires"]
    if "any" in required:
        tests = "".join(f"\n    - {_test(atom)}" for atom in required["any"])
        return f"any of these must hold{tests}"
    return " and ".join(_norm(atom) for atom in required.get("all", [required]))


def _norm(atom: dict[str, Any]) -> str:
    phrase, op, value = _phrase(atom["field"]), atom["op"], atom["value"]
    if op == "is":
        return f"{phrase} must be {'yes' if value else 'no'}"
    test = _test(atom)
    if " is not " in test:
        return test.replace(" is not ", " must not be ", 1)
    return test.replace(" is ", " must be ", 1)


def _test(atom: dict[str, Any]) -> str:
    phrase, op, value = _phrase(atom["field"]), atom["op"], atom["value"]
    if op == "is":
        return phrase if value else f"not {phrase}"
    if op in ("in", "not_in"):
        listed = ", ".join(map(_phrase, value))
        return f"{phrase} is {'not ' * (op == 'not_in')}one of {listed}"
    if op in ("eq", "ne"):
        return f"{phrase} is {'not ' * (op == 'ne')}{_phrase(value)}"
    if isinstance(value, str):
        return f"{phrase} is {_DATE_WORDS[op]} {value}"
    return f"{phrase} {_WORDS[op]} {value}"


class Govrules:
    """A full check: validation, verdict and the finding of every rule."""

    def __init__(self, spec: Spec, *, cache: bool = False) -> None:
        self.rulebook = govrules.loads(policy_text(spec), cache=cache)

    def check(self, choice: Choice) -> Any:
        return self.rulebook.check(choice, ON)

    def decide(self, choice: Choice) -> set[str]:
        findings = self.rulebook.check(choice, ON).findings
        return {finding.rule for finding in findings if finding.status == "breached"}


# --- the limit: the same logic as one generated Python function --------------------------------


def generated_python(spec: Spec) -> Decide:
    """Hand-written Python at its fastest: no validation, no findings, no unknown facts."""
    lines = ["def decide(x):", "    breached = set()"]
    for number, field in enumerate(spec["fields"]):
        lines.append(f"    f{number} = x[{field['name']!r}]")
    names = {field["name"]: f"f{number}" for number, field in enumerate(spec["fields"])}
    for rule in spec["rules"]:
        parts = [_python(rule["applies_when"], names), f"not {_python(rule['requires'], names)}"]
        if rule["exception"]:
            parts.append(f"not {_python(rule['exception'], names)}")
        lines.append(f"    if {' and '.join(parts)}: breached.add({rule['id']!r})")
    lines.append("    return breached")
    scope: dict[str, Any] = {}
    exec("\n".join(lines), scope)
    decide: Decide = scope["decide"]
    return decide


def _python(tree: Any, names: dict[str, str]) -> str:
    if "field" in tree:
        name, op, value = names[tree["field"]], tree["op"], tree["value"]
        if op == "is":
            return name if value else f"(not {name})"
        if op in ("in", "not_in"):
            return f"({name} {'not ' * (op == 'not_in')}in {tuple(value)!r})"
        return f"({name} {_PYTHON[op]} {value!r})"
    kind = "all" if "all" in tree else "any"
    word = " and " if kind == "all" else " or "
    return "(" + word.join(_python(item, names) for item in tree[kind]) + ")"


# --- zen-engine --------------------------------------------------------------------------------


def zen(spec: Spec) -> Decide:
    """GoRules' engine at its fastest: all rules in one compiled expression."""
    import zen as engine

    names = {field["name"]: field["name"] for field in spec["fields"]}
    breaches = []
    for rule in spec["rules"]:
        parts = [_zen(rule["applies_when"], names), f"not ({_zen(rule['requires'], names)})"]
        if rule["exception"]:
            parts.append(f"not ({_zen(rule['exception'], names)})")
        breaches.append(" and ".join(f"({part})" for part in parts))
    expression = engine.compile_expression("[" + ", ".join(breaches) + "]")
    labels = [rule["id"] for rule in spec["rules"]]
    dates = [field["name"] for field in spec["fields"] if field["type"] == "date"]
    days: dict[str, int] = {}

    def decide(choice: Choice) -> set[str]:
        given = dict(choice)
        for name in dates:
            text = given[name]
            if text not in days:
                days[text] = dt.date.fromisoformat(text).toordinal()
            given[name] = days[text]
        answers = expression.evaluate(given)
        return {label for label, breached in zip(labels, answers, strict=True) if breached}

    return decide


def _zen(tree: Any, names: dict[str, str]) -> str:
    if "field" not in tree:
        kind = "all" if "all" in tree else "any"
        word = " and " if kind == "all" else " or "
        return word.join(f"({_zen(item, names)})" for item in tree[kind])
    name, op, value = tree["field"], tree["op"], tree["value"]
    if op == "is":
        return f"{name} == {str(value).lower()}"
    if op in ("in", "not_in"):
        listed = ", ".join(f"'{word}'" for word in value)
        return f"{'not ' * (op == 'not_in')}({name} in [{listed}])"
    if op in ("eq", "ne"):
        return f"{name} {_PYTHON[op]} '{value}'"
    if isinstance(value, str):
        value = dt.date.fromisoformat(value).toordinal()
    return f"{name} {_PYTHON[op]} {value}"
