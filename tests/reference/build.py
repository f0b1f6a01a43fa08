"""Short ways to build typed conditions by hand, for tests of single constructs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from govrules.engine.reference import Evaluation
from govrules.model.expression import Condition, Holds, TermValue
from govrules.model.facts import Facts
from govrules.model.policy import Policy, PolicySet, Term
from govrules.model.types import YesNoType

DATE = dt.date(2026, 7, 3)


def flag(name: str) -> Holds:
    """A yes/no fact that is yes."""
    term = Term(name, name, YesNoType(), policy="P")
    return Holds(TermValue(term, YesNoType(), words=name), words=name)


def truth(condition: Condition, **values: Any) -> int:
    policy_set = PolicySet((Policy("P", "1", "council policy", "p.policy"),), "0" * 64)
    return Evaluation(policy_set, Facts(values), DATE).truth(condition)
