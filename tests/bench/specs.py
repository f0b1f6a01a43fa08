"""Draw policies and choices that every engine can be given: amounts, dates, words, yes or no.

A spec is plain data: `fields`, and `rules` with `applies_when`, `requires` and `exception`, each a
tree of {"all": […]}, {"any": […]} and {"field", "op", "value"}. A rule is breached when it applies,
what it requires does not hold and its exception does not either.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

Spec = dict[str, Any]
Choice = dict[str, Any]

KINDS = ("money", "enum", "bool", "date", "enum", "money", "bool", "enum")
AMOUNTS = (500_000, 2_500_000, 5_000_000, 10_000_000, 20_772_000, 66_354_000, 519_300_000)
DATES = ("2024-04-01", "2025-02-24", "2026-01-01", "2026-04-01", "2027-04-01")


def draw_spec(rules: int, fields: int, seed: int = 1) -> Spec:
    """A spec with so many rules over so many fields, the same for the same seed."""
    drawn = random.Random(f"{rules} {fields} {seed}")
    made = [_field(number, drawn) for number in range(fields)]
    return {
        "name": f"drawn-{rules}",
        "fields": made,
        "rules": [_rule(number, made, drawn) for number in range(1, rules + 1)],
    }


def _field(number: int, drawn: random.Random) -> dict[str, Any]:
    kind = KINDS[number % len(KINDS)]
    field: dict[str, Any] = {"name": f"{kind}_{number:02d}", "type": kind}
    if kind == "enum":
        count = drawn.randint(3, 8)
        field["values"] = [f"e{number:02d}_v{value}" for value in range(count)]
    return field


def _rule(number: int, fields: list[dict[str, Any]], drawn: random.Random) -> dict[str, Any]:
    exception = None
    if drawn.random() < 0.35:
        exception = _list(drawn.choice(["all", "any"]), drawn.randint(1, 2), fields, drawn)
    return {
        "id": f"R{number:03d}",
        "applies_when": _list(
            drawn.choice(["all", "all", "any"]), drawn.randint(2, 5), fields, drawn
        ),
        "requires": _list(drawn.choice(["all", "any"]), drawn.randint(1, 2), fields, drawn),
        "exception": exception,
    }


def _list(kind: str, count: int, fields: list[dict[str, Any]], drawn: random.Random) -> Any:
    atoms = [_atom(drawn.choice(fields), drawn) for _ in range(count)]
    return atoms[0] if count == 1 else {kind: atoms}


def _atom(field: dict[str, Any], drawn: random.Random) -> dict[str, Any]:
    name = field["name"]
    if field["type"] == "bool":
        return {"field": name, "op": "is", "value": drawn.random() < 0.5}
    if field["type"] == "enum":
        op = drawn.choice(["eq", "ne", "in", "not_in"])
        several = op.endswith("in")
        value = (
            sorted(drawn.sample(field["values"], 2)) if several else drawn.choice(field["values"])
        )
        return {"field": name, "op": op, "value": value}
    of = AMOUNTS if field["type"] == "money" else DATES
    return {"field": name, "op": drawn.choice(["lt", "le", "gt", "ge"]), "value": drawn.choice(of)}


def draw_choices(spec: Spec, count: int, seed: int = 1) -> list[Choice]:
    """So many choices with every fact given."""
    drawn = random.Random(f"{spec['name']} {seed}")
    return [{f["name"]: _value(f, drawn) for f in spec["fields"]} for _ in range(count)]


def _value(field: dict[str, Any], drawn: random.Random) -> Any:
    match field["type"]:
        case "bool":
            return drawn.random() < 0.5
        case "enum":
            return drawn.choice(field["values"])
        case "money":
            return int(drawn.lognormvariate(16, 1.5))
        case _:
            return (dt.date(2026, 1, 1) + dt.timedelta(days=int(drawn.gauss(0, 300)))).isoformat()
