"""Write what govrules test found as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from govrules.analysis.testing.to_data import coverage_data, mutation_data, place_data

if TYPE_CHECKING:
    from govrules.cli.testing.running import Tested
    from govrules.engine.scenarios import ScenarioResult


def report(tested: Sequence[Tested]) -> str:
    """One object with an entry for each file."""
    return json.dumps({"files": [_file(each) for each in tested]}, indent=2)


def _file(tested: Tested) -> dict[str, Any]:
    found: dict[str, Any] = {
        "file": tested.results.file,
        "scenarios": [_scenario(result) for result in tested.results.results],
    }
    if tested.coverage:
        found["coverage"] = [
            {"policy": each.policy, **coverage_data(each)} for each in tested.coverage
        ]
    if tested.mutation:
        found["mutation"] = [
            {"policy": each.policy, **mutation_data(each)} for each in tested.mutation
        ]
    return found


def _scenario(result: ScenarioResult) -> dict[str, Any]:
    return {
        "title": result.scenario.title,
        "place": place_data(result.scenario.place),
        "passed": result.passed,
        "failures": [
            {
                "expected": failure.expected,
                "found": failure.found,
                "place": place_data(failure.place),
            }
            for failure in result.failures
        ],
    }
