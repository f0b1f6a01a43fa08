"""Our dataclasses are those of Python, defined sooner: each claim is held against Python's own."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from threading import Barrier, Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govrules.model.dataclass import dataclass

Define = Callable[..., Callable[[type], type]]


def classes(define: Define) -> dict[str, type]:
    """The same classes, defined by Python's own `dataclass` or by ours."""

    @define(frozen=True, slots=True)
    class Placed:
        """What stands somewhere."""

        place: int = field(default=0, compare=False, repr=False, kw_only=True)

    @define(frozen=True, slots=True)
    class Rule(Placed):
        label: str
        norms: tuple[str, ...] = ()
        seen: list[str] = field(default_factory=list, hash=False)

    @define(frozen=True, slots=True, order=True)
    class Day:
        year: int
        day: int

    @define(frozen=True, slots=True)
    class Word:
        text: object

        def __hash__(self) -> int:
            return 7

        def __str__(self) -> str:
            return "a word"

    @define(frozen=True, slots=True)
    class Nothing:
        pass

    @define(frozen=True, slots=True)
    class Checked:
        self: str
        amount: int

        def __post_init__(self: Any) -> None:
            if self.amount < 0:
                raise ValueError("less than nothing")

    made = (Placed, Rule, Day, Word, Nothing, Checked)
    return {each.__name__: each for each in made}


OURS, PYTHONS = classes(dataclass), classes(dataclasses.dataclass)

GIVEN: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Placed", (), {}),
    ("Placed", (), {"place": 4}),
    ("Rule", ("C1",), {}),
    ("Rule", ("C1", ("must",)), {"place": 9}),
    ("Rule", (), {"label": "C1", "norms": ("may",)}),
    ("Day", (2026, 3), {}),
    ("Word", ("mutual",), {}),
    ("Word", (float("nan"),), {}),
    ("Nothing", (), {}),
    ("Checked", ("x", 3), {}),
]
REFUSED: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Placed", (4,), {}),
    ("Rule", (), {}),
    ("Rule", ("C1",), {"label": "C2"}),
    ("Rule", ("C1",), {"other": 1}),
    ("Day", (2026,), {}),
    ("Nothing", (1,), {}),
    ("Checked", ("x", -1), {}),
]


def told(value: Any) -> str:
    return repr(value).replace("classes.<locals>.", "")


@pytest.mark.parametrize(("name", "positional", "named"), GIVEN)
def test_a_value_is_as_python_makes_it(
    name: str, positional: tuple[Any, ...], named: dict[str, Any]
) -> None:
    ours, pythons = (all_of[name](*positional, **named) for all_of in (OURS, PYTHONS))
    assert told(ours) == told(pythons)
    assert str(ours).replace("classes.<locals>.", "") == str(pythons).replace(
        "classes.<locals>.", ""
    )
    assert hash_or_refusal(ours) == hash_or_refusal(pythons)
    assert ours == OURS[name](*positional, **named)
    assert ours != pythons
    fields = dataclasses.fields(ours)
    assert [told(each) for each in fields] == [told(each) for each in dataclasses.fields(pythons)]
    for each in fields:
        assert getattr(ours, each.name) is getattr(pythons, each.name) or each.name == "seen"
    assert not hasattr(ours, "__dict__")
    assert OURS[name].__match_args__ == PYTHONS[name].__match_args__  # type: ignore[attr-defined]
    assert OURS[name].__slots__ == PYTHONS[name].__slots__  # type: ignore[attr-defined]


def hash_or_refusal(value: Any) -> int | str:
    try:
        return hash(value)
    except TypeError as error:
        return str(error)


@pytest.mark.parametrize(("name", "positional", "named"), REFUSED)
def test_what_python_refuses_is_refused_in_the_same_words(
    name: str, positional: tuple[Any, ...], named: dict[str, Any]
) -> None:
    words = []
    for all_of in (classes(dataclass), PYTHONS):  # when it is first called too
        with pytest.raises((TypeError, ValueError)) as refusal:
            all_of[name](*positional, **named)
        words.append(str(refusal.value).replace("classes.<locals>.", ""))
    assert words[0] == words[1]


@pytest.mark.parametrize(("name", "positional", "named"), GIVEN)
def test_a_value_goes_through_a_pickle_and_a_copy(
    name: str, positional: tuple[Any, ...], named: dict[str, Any]
) -> None:
    value = OURS[name](*positional, **named)
    for again in (copy.copy(value), copy.deepcopy(value)):
        assert told(again) == told(value)
    if named:
        assert dataclasses.replace(value, **named) == value


def test_a_value_cannot_be_changed() -> None:
    rule = OURS["Rule"]("C1")
    for change in (
        lambda: setattr(rule, "label", "C2"),
        lambda: setattr(rule, "other", "C2"),
        lambda: delattr(rule, "label"),
    ):
        with pytest.raises(FrozenInstanceError, match=r"cannot (assign to|delete) field '"):
            change()
    assert rule.label == "C1"


def test_a_default_that_is_made_is_made_for_each() -> None:
    first, second = OURS["Rule"]("C1"), OURS["Rule"]("C1")
    assert first.seen == second.seen == []
    assert first.seen is not second.seen


@given(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.tuples(st.integers(0, 3), st.integers()))
def test_values_are_compared_field_by_field(one: Any, other: Any) -> None:
    ours = OURS["Day"](*one), OURS["Day"](*other)
    pythons = PYTHONS["Day"](*one), PYTHONS["Day"](*other)
    for how in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(ours[0], how)(ours[1]) == getattr(pythons[0], how)(pythons[1])
        assert getattr(ours[0], how)(pythons[1]) is NotImplemented
    assert (hash(ours[0]) == hash(ours[1])) == (one == other)


def test_what_is_not_compared_is_not_in_the_hash() -> None:
    here, there = OURS["Placed"](place=1), OURS["Placed"](place=2)
    assert here == there
    assert hash(here) == hash(there)


def test_threads_that_make_the_first_values_at_once_all_get_them() -> None:
    for _ in range(20):
        rule, start, made = classes(dataclass)["Rule"], Barrier(4), []

        def make(label: str, rule: Any = rule, start: Barrier = start, made: Any = made) -> None:
            start.wait()
            made.append(rule(label).label)

        threads = [Thread(target=make, args=(str(n),)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(made) == ["0", "1", "2", "3"]


def test_what_may_change_can_be_changed_and_has_no_hash() -> None:
    tallies = []
    for define in (dataclass, dataclasses.dataclass):

        @define(slots=True)
        class Tally:
            count: int = 0
            seen: list[str] = field(default_factory=list)

        tally = Tally(2)
        tally.count += 1
        tally.seen.append("C1")
        assert tally == Tally(3, ["C1"])
        with pytest.raises(TypeError, match="unhashable"):
            hash(tally)
        tallies.append(repr(tally))
    assert tallies[0] == tallies[1]


def test_only_classes_with_slots_are_made_here() -> None:
    with pytest.raises(TypeError, match="with slots"):
        dataclass(frozen=True, slots=False)


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    parts: tuple[Any, ...] = ()
    note: str = field(default="", compare=False)


def test_a_pickle_brings_all_fields_and_shares_what_was_shared() -> None:
    part = Kept("part", note="said")
    value = Kept("whole", (part, part))
    again = pickle.loads(pickle.dumps(value))
    assert again == value
    assert again.parts[0] is again.parts[1]
    assert again.parts[0].note == "said"
