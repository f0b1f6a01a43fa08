"""Hold a comparison of a scenario's options against what the scenario expects of it."""

from __future__ import annotations

from fractions import Fraction

from govrules.engine.comparing.compare import compare
from govrules.engine.comparing.deciding import Option
from govrules.engine.decider import Decider
from govrules.errors import UsageError
from govrules.model.comparison import Comparison
from govrules.model.scenario import ExpectedComparison, Scenario


def what_is_found(decider: Decider, scenario: Scenario) -> tuple[str | None, ...]:
    """For each expectation of a scenario with options, what is found instead; None where it is met.

    Raises ChoiceError where the options cannot be read.
    """
    options = [Option(name, {**scenario.choice, **facts}) for name, facts in scenario.options]
    made: dict[str, Comparison | str] = {}
    found = []
    for expected in scenario.expect:
        assert isinstance(expected, ExpectedComparison)
        label = expected.comparison
        if label not in made:
            try:
                made[label] = compare(decider, options, scenario.on, label)
            except UsageError as error:
                made[label] = str(error)
        comparison = made[label]
        found.append(comparison if isinstance(comparison, str) else _found(expected, comparison))
    return tuple(found)


def _found(expected: ExpectedComparison, comparison: Comparison) -> str | None:
    match expected.verb:
        case "prefers":
            met = comparison.outcome == "first" and comparison.first == expected.options
            return None if met else _outcome(comparison)
        case "ties":
            met = comparison.outcome == "tie" and set(comparison.first) == set(expected.options)
            return None if met else _outcome(comparison)
        case "open":
            return _not_open(expected, comparison)
        case "sets aside":
            aside = {one.name for one in comparison.set_aside}
            return None if aside.issuperset(expected.options) else "it is compared"
        case "gives":
            return _other_points(expected, comparison)


def _outcome(comparison: Comparison) -> str:
    match comparison.outcome:
        case "first":
            return f'"{comparison.first[0]}" comes first'
        case "tie":
            return f"{_names(comparison.first, 'and')} tie"
        case "open":
            return f"it is open: {_names(comparison.may_be_first, 'or')} could come first"
        case "none":
            return "no option is left to compare"


def _names(names: tuple[str, ...], joint: str) -> str:
    return f" {joint} ".join(f'"{name}"' for name in names)


def _not_open(expected: ExpectedComparison, comparison: Comparison) -> str | None:
    if comparison.outcome != "open":
        return _outcome(comparison)
    missing = sorted({fact.key for fact in comparison.missing})
    if set(expected.without) <= set(missing):
        return None
    return "what is missing is " + (", ".join(missing) or "nothing")


def _other_points(expected: ExpectedComparison, comparison: Comparison) -> str | None:
    assert expected.points is not None
    (name,) = expected.options
    total = next((one.total for one in comparison.options if one.name == name), None)
    if total is None:
        return "it is set aside"
    if total.low != total.high:
        return f"it has {total.low} to {total.high}"
    # to one decimal place, as totals are shown, or to as many as the scenario writes
    exponent = expected.points.as_tuple().exponent
    scale = 10 ** max(1, -exponent) if isinstance(exponent, int) else 10
    met = round(Fraction(total.low) * scale) == Fraction(expected.points) * scale
    return None if met else f"it has {total.low}"
