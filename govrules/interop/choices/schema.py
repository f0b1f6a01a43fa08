"""The JSON Schema (2020-12) of the choices that a rulebook reads, for other systems.

It describes the plain forms of each value. `engine.read_choice` reads all of these, some more
(other capitals, "3 July 2026"), and checks what a schema cannot: bounds of numbers written as text,
dates that do not exist, who may judge what, and that what is said to be not known is not given.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from govrules.engine.reading import values as read_values
from govrules.engine.reading.choice import MOST_KEYS
from govrules.engine.roles import bare_role, with_article
from govrules.model import facts, types
from govrules.model.duration import MOST
from govrules.model.numbers import LIMIT
from govrules.model.policy import PolicySet, Term
from govrules.model.vocabulary import Vocabulary

Schema = dict[str, Any]

_PLAIN = r"([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})(\.[0-9]{1,12})?"
_COUNT = "[0-9]{1,6}"
_UNITS = "".join(rf"((^| ){_COUNT} {unit}s?)?" for unit in ("year", "month", "week", "day"))
_MONTHS_AND_DAYS = rf"^(?=[0-9]){_UNITS}$"
_COUNTED_DAYS = rf"^{_COUNT} (working|clear) days?$"
_ISO_DURATION = rf"^P(?=[0-9])({_COUNT}Y)?({_COUNT}M)?({_COUNT}W)?({_COUNT}D)?$"
_DATE = (
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[-+]([01][0-9]|2[0-3]):[0-5][0-9])?)?$"
)
_NULL: Schema = {"type": "null"}
_NAME: Schema = {"type": "string", "pattern": r"\S", "maxLength": read_values.LONGEST_TEXT}
_TEXT: Schema = {"type": "string", "maxLength": read_values.LONGEST_TEXT}


def choice_schema(policy_set: PolicySet) -> Schema:
    """The schema of a choice: its keys, their types, values and bounds, and the reserved keys."""
    words = Vocabulary.of(policy_set)
    properties = {term.key: _of_term(term) for term in words.given_terms()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A choice under " + ", ".join(policy.title for policy in policy_set.policies),
        "$comment": f"rulebook {policy_set.digest}",
        "type": "object",
        "properties": {**properties, **_reserved(words)},
        "additionalProperties": False,
        "maxProperties": MOST_KEYS,
    }


# --- terms -------------------------------------------------------------------------------------


def _of_term(term: Term) -> Schema:
    value = of_type(term.type)
    forms = [value]
    if term.judged_by is not None:
        forms.append(_judged(value))
    return {
        "title": term.name,
        "description": _description(term),
        "anyOf": [*forms, _NULL],
    }


def _description(term: Term) -> str:
    parts = [f"{term.name}: {term.type}"]
    if isinstance(term.type, types.DurationType) and term.type.unit:
        parts.append(f"a bare number counts {term.type.unit}")
    if term.judged_by is not None:
        parts.append(f"judged by {with_article(term.judged_by)}")
    if term.personal:
        parts.append("held as personal data")
    if term.changeable:
        parts.append("may be changed")
    if term.or_none:
        parts.append("null says that there is none; leave the key out when it is not known")
    else:
        parts.append("null, or leaving the key out, says that it is not known")
    return "; ".join(parts)


def _judged(value: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {
            "value": {"anyOf": [value, _NULL]},
            "by": {**_NAME, "description": "who judged it"},
            "reasons": _TEXT,
        },
        "required": ["value"],
        "additionalProperties": False,
    }


def of_type(kind: types.Type) -> Schema:
    """The schema of a value of a type."""
    match kind:
        case types.MoneyType():
            return _number(None, None, rf"^-?£?{_PLAIN}$")
        case types.NumberType(low, high):
            return _number(low, high, rf"^-?{_PLAIN}$")
        case types.PercentageType(low, high):
            return _number(low, high, rf"^-?{_PLAIN} ?%?$")
        case types.DurationType(unit):
            return _duration(unit)
        case types.DateType():
            return {"type": "string", "pattern": _DATE}
        case types.YesNoType():
            return {"enum": [True, False, "yes", "no"]}
        case types.OneOfType(values):
            return {"enum": _codes(values)}
        case types.SeveralOfType(values):
            return _several({"enum": _codes(values)} if values else _NAME)
        case types.TextType():
            return dict(_TEXT)
        case types.ListType(fields):
            return _list(fields)
        case types.TableType(of):
            return _table(of_type(of))


def _number(low: Decimal | None, high: Decimal | None, pattern: str) -> Schema:
    number: Schema = {"type": "number"}
    if low is None:
        number["exclusiveMinimum"] = -LIMIT
    else:
        number["minimum"] = _plain(low)
    if high is None:
        number["exclusiveMaximum"] = LIMIT
    else:
        number["maximum"] = _plain(high)
    return {"anyOf": [number, {"type": "string", "pattern": pattern, "maxLength": 60}]}


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _duration(unit: str) -> Schema:
    count: Schema = {"type": "integer", "minimum": 0, "maximum": MOST}
    patterns = (_MONTHS_AND_DAYS, _COUNTED_DAYS, _ISO_DURATION)
    parts = dict.fromkeys(("years", "months", "weeks", "days"), count)
    forms: list[Schema] = [
        {"anyOf": [{"type": "string", "pattern": pattern} for pattern in patterns]},
        {
            "type": "object",
            "properties": parts,
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
    return {"anyOf": [*forms, count] if unit else forms}


def _codes(values: Sequence[types.ValueWord]) -> list[str]:
    """The code of each value, then the words of those whose code is another."""
    codes = [value.written for value in values]
    return list(dict.fromkeys([*codes, *(value.text for value in values)]))


def _several(item: Schema) -> Schema:
    return {"type": "array", "items": item, "maxItems": read_values.MOST_ENTRIES}


def _list(fields: Sequence[types.ListField]) -> Schema:
    properties = {
        field.key: {
            "title": field.name,
            "description": f"{field.name}: {field.type}",
            "anyOf": [of_type(field.type), _NULL],
        }
        for field in fields
    }
    return _several({"type": "object", "properties": properties, "additionalProperties": False})


def _table(entry: Schema) -> Schema:
    by_name: Schema = {
        "type": "object",
        "propertyNames": {"pattern": r"\S"},
        "additionalProperties": {"anyOf": [entry, _NULL]},
    }
    return {"anyOf": [by_name, _several(_NAME)]}


# --- reserved keys -----------------------------------------------------------------------------


def _reserved(words: Vocabulary) -> dict[str, Schema]:
    acts = list(words.acts)
    described = {
        facts.ACTS: (_among(acts), "the acts that the choice proposes; [] proposes none"),
        facts.JUDGEMENTS: (_judgements(words), "what people have judged"),
        facts.DEPARTURES: (_departures(words), "departures from rules that have been granted"),
        facts.REASONS: (_reasons(words), "reasons for not following a rule that says should"),
        facts.SIGN_OFFS: (_among(_role_names(words.roles)), "who has signed off"),
        facts.DUTIES_DONE: (_among(words.duties), "labels of the duties that have been done"),
        facts.NOT_KNOWN: (_among(words.askable()), "facts that nobody knows; none is given"),
        facts.DECISION_DATE: (of_type(types.DateType()), "the date of the decision"),
    }
    return {
        key: {"description": description, "anyOf": [schema, _NULL]}
        for key, (schema, description) in described.items()
    }


def _among(names: Sequence[str]) -> Schema:
    if not names:
        return {"type": "array", "maxItems": 0}
    return _several({"enum": list(names)})


def _role_names(roles: Sequence[str]) -> list[str]:
    names = [name for role in roles for name in (bare_role(role), with_article(role))]
    return list(dict.fromkeys(names))


def _judgements(words: Vocabulary) -> Schema:
    answer = of_type(types.YesNoType())
    properties = {
        text: {
            "description": "judged by " + " or ".join(with_article(role) for role in roles),
            "anyOf": [answer, _judged(answer), _NULL],
        }
        for text, roles in words.judgements.items()
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _departures(words: Vocabulary) -> Schema:
    if not words.rules:
        return {"type": "array", "maxItems": 0}
    departure: Schema = {
        "type": "object",
        "properties": {
            "rule": {"enum": list(words.rules)},
            "by": _NAME,
            "reasons": _TEXT,
        },
        "required": ["rule", "by"],
        "additionalProperties": False,
    }
    return _several(departure)


def _reasons(words: Vocabulary) -> Schema:
    properties = {label: {"anyOf": [_TEXT, _NULL]} for label in words.rules}
    return {"type": "object", "properties": properties, "additionalProperties": False}
