"""What a check costs under policies that come with govrules, on the choices of their scenarios."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import govrules
from govrules.errors import GovrulesError

ON = dt.date(2026, 7, 1)


def main() -> None:
    folder = Path(__file__).parents[2] / "policies" / sys.argv[1]
    rulebook = govrules.load(folder)
    decider = rulebook._decider
    choices = []
    for policy in decider.policy_set.policies:
        for scenario in policy.scenarios:
            if scenario.options or scenario.contracts is not None:
                continue
            on = scenario.on or ON
            try:
                facts = decider.facts_of(scenario.choice)
                rulebook.check(scenario.choice, on)
            except GovrulesError:  # a scenario of one policy alone
                continue
            choices.append((scenario.choice, on, facts))
    told = _median(lambda each: rulebook.check(each[0], each[1]), choices)
    by_reference = _median(lambda each: decider.decide_by_reference(each[2], each[1]), choices[::9])
    print(
        json.dumps(
            {
                "folder": sys.argv[1],
                "rules": len(rulebook.rules()),
                "definitions": len(decider.vocabulary.definitions),
                "choices": len(choices),
                "micro": told,
                "by_reference": by_reference,
            }
        )
    )


def _median(decide: Callable[[Any], object], choices: list[Any]) -> float:
    """Microseconds of the processor for a choice: the median over the choices, each at its best of
    three rounds through them all."""
    best = [float("inf")] * len(choices)
    for _ in range(3):
        for place, each in enumerate(choices):
            started = time.process_time()
            decide(each)
            best[place] = min(best[place], time.process_time() - started)
    return statistics.median(best) * 1e6


if __name__ == "__main__":
    main()
