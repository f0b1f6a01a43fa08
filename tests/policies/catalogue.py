"""Load the policies that come with govrules, and decide with the reference evaluator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from govrules.engine.reading.choice import read_choice
from govrules.engine.reference import Evaluation
from govrules.language.load import Loaded, load_files
from govrules.library import Rulebook, load
from govrules.model.policy import Definition, PolicySet
from govrules.model.vocabulary import Vocabulary

POLICIES = Path(__file__).parents[2] / "policies"
FILES = tuple(sorted(POLICIES.rglob("*.policy")))
THRESHOLDS = POLICIES / "england" / "thresholds.policy"
BELOW_THRESHOLD = POLICIES / "england" / "below-threshold.policy"
NORWICH = POLICIES / "councils" / "norwich" / "contract-procedure-rules.policy"
LAMBETH = POLICIES / "systems" / "co-operative-council" / "co-operative-council.policy"
COUNCILS = POLICIES / "england" / "councils-own-rules.policy"
ENGLAND = POLICIES / "england"
VOCABULARY = POLICIES / "england" / "vocabulary.policy"

DATE = dt.date(2026, 3, 9)


@cache
def loaded(path: Path) -> Loaded:
    return load_files([path], search=[POLICIES / "england"])


def policy_set(path: Path) -> PolicySet:
    """The policy of a file with all that it uses; fails with its faults."""
    found = loaded(path)
    assert found.policy_set is not None, "\n".join(map(str, found.diagnostics))
    return found.policy_set


@cache
def rulebook(path: Path) -> Rulebook:
    """The policy of a file, compiled and ready to decide with durable-rules."""
    return load(path, search=[POLICIES / "england"], cache=False)


@cache
def vocabulary(path: Path) -> Vocabulary:
    return Vocabulary.of(policy_set(path))


def evaluation(path: Path, choice: Mapping[str, Any], date: dt.date = DATE) -> Evaluation:
    return Evaluation(policy_set(path), read_choice(choice, vocabulary(path)), date)


def definition(path: Path, key: str) -> Definition:
    return vocabulary(path).definitions[key]


def answer(path: Path, key: str, date: dt.date = DATE, **facts: Any) -> bool | None:
    """True, False or None (not known) for a derived yes/no term."""
    found = evaluation(path, facts, date).definition(definition(path, key))
    return found if isinstance(found, bool) else None
