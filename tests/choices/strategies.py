"""Generated choices: those in the plain forms that the reference documents, and any JSON at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from govrules.model import types
from govrules.model.policy import Term
from tests.choices.words import STOPS, TERMS

words = st.text("abc XYZéß_-;.0", max_size=12)
names = words.filter(lambda name: bool(name.strip()))
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=20)
    | st.sampled_from(["north", "award", "C1", "D1", "4 years", "£5", "2026-07-03", "none", "12%"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=8)
            | st.sampled_from(["value", "by", "rule", "price", "months", STOPS]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def numbers(low: Decimal | None, high: Decimal | None) -> st.SearchStrategy[Any]:
    least = low if low is not None else Decimal(-(10**17))
    most = high if high is not None else Decimal(10**17)
    return st.decimals(least, most, places=4) | st.integers(int(least), int(most))


def counted_durations() -> st.SearchStrategy[str]:
    unit = st.sampled_from(["year", "month", "week", "day", "working day", "clear day"])
    counted = st.builds(
        lambda count, unit: f"{count} {unit}" + ("" if count == 1 else "s"),
        st.integers(0, 999_999),
        unit,
    )
    mixed = st.builds(lambda y, m: f"{y} years {m} months", st.integers(0, 99), st.integers(0, 99))
    iso = st.builds(lambda y, m: f"P{y}Y{m}M", st.integers(0, 99), st.integers(0, 99))
    return counted | mixed | iso


def durations(unit: str) -> st.SearchStrategy[Any]:
    objects = st.dictionaries(
        st.sampled_from(["years", "months", "weeks", "days"]), st.integers(0, 999_999), min_size=1
    )
    forms: st.SearchStrategy[Any] = counted_durations() | objects
    return forms | st.integers(0, 999_999) if unit else forms


def dates() -> st.SearchStrategy[str]:
    moments = st.datetimes(timezones=st.just(dt.UTC)).map(
        lambda moment: moment.isoformat(timespec="seconds")
    )
    return st.dates().map(dt.date.isoformat) | moments


def values(kind: types.Type) -> st.SearchStrategy[Any]:
    """Values of a type in the forms that the schema describes."""
    match kind:
        case types.MoneyType():
            return numbers(None, None) | st.integers(0, 10**9).map(lambda n: f"£{n:,}")
        case types.NumberType(low, high):
            return numbers(low, high)
        case types.PercentageType(low, high):
            return numbers(low, high) | st.integers(0, 100).map(lambda n: f"{n}%")
        case types.DurationType(unit):
            return durations(unit)
        case types.DateType():
            return dates()
        case types.YesNoType():
            return st.sampled_from([True, False, "yes", "no"])
        case types.OneOfType(of):
            return st.sampled_from([word for value in of for word in (value.text, value.written)])
        case types.SeveralOfType(of):
            return st.lists(values(types.OneOfType(of)) if of else names, max_size=4)
        case types.TextType():
            return words
        case types.ListType(fields):
            each = {field.key: st.none() | values(field.type) for field in fields}
            return st.lists(st.fixed_dictionaries({}, optional=each), max_size=3)
        case types.TableType(of):
            tables = st.dictionaries(names.map(str.strip), st.none() | values(of), max_size=3)
            return tables | st.lists(names, max_size=3)


def given_values(term: Term) -> st.SearchStrategy[Any]:
    plain = st.none() | values(term.type)
    if term.judged_by is None:
        return plain
    judged = st.fixed_dictionaries(
        {"value": plain}, optional={"by": st.just("J. Smith"), "reasons": words}
    )
    return plain | judged


judgements = st.sampled_from([True, False, "yes", None, {"value": True, "by": "A", "reasons": ""}])
departures = st.fixed_dictionaries(
    {"rule": st.sampled_from(["C1", "C2"]), "by": names}, optional={"reasons": words}
)
KEYS = [term.key for term in TERMS if term.worked_out_by is None]
RESERVED = {
    "acts": st.lists(st.sampled_from(["award the contract", "award", "extend the contract"])),
    "judgements": st.dictionaries(st.just(STOPS), judgements),
    "departures": st.lists(departures, max_size=3),
    "reasons": st.dictionaries(st.sampled_from(["C1", "C2"]), st.none() | words),
    "sign_offs": st.lists(st.sampled_from(["Cabinet", "the Cabinet", "the monitoring officer"])),
    "duties_done": st.lists(st.sampled_from(["D1", "D1.2"])),
    "not_known": st.lists(st.sampled_from([*KEYS, STOPS, "acts"]), max_size=3),
    "decision_date": dates(),
}


def without_contradiction(choice: dict[str, Any]) -> dict[str, Any]:
    """The choice, in which nothing that is given is said to be not known."""
    unknown = choice.get("not_known")
    if not unknown:
        return choice
    given = {*choice, *(choice.get("judgements") or ())}
    return {**choice, "not_known": [name for name in unknown if name not in given]}


plain_choices = st.fixed_dictionaries(
    {},
    optional={
        **{term.key: given_values(term) for term in TERMS if term.key in KEYS},
        **{key: st.none() | strategy for key, strategy in RESERVED.items()},
    },
).map(without_contradiction)
any_choices = st.dictionaries(
    st.sampled_from([*KEYS, *RESERVED, "monitoring", "value_per_user"]) | st.text(max_size=10),
    json_values,
    max_size=6,
)
