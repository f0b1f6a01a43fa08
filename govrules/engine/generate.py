"""Generate the Python that decides and tells under a rulebook.

A process that finds it in the cache has no need of this file, nor of the writers below it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.program import LogicProgram
from govrules.compiler.to_python import to_python
from govrules.compiler.to_wants import to_wants
from govrules.compiler.wants import Bits, Wants
from govrules.engine.periods import records_in_force
from govrules.engine.prepared import Prepared
from govrules.engine.telling.counting import Counting
from govrules.engine.telling.outcomes import Outcomes
from govrules.engine.telling.owed import OwedTable
from govrules.model.policy import PolicySet, Term
from govrules.model.vocabulary import Vocabulary


def prepared(
    logic: PolicyLogic,
    program: LogicProgram,
    outcomes: Outcomes,
    terms: Sequence[Term],
    day: dt.date,
) -> Prepared:
    """What decides choices in the period of a day."""
    settled = records_in_force(logic, day)
    groups = (*outcomes.core, *outcomes.rest)
    generated = to_python(logic, program, groups, terms, day, settled)
    return Prepared(generated, settled, Counting(logic.policy_set, day))


def wants(logic: PolicyLogic, outcomes: Outcomes, vocabulary: Vocabulary) -> Wants:
    """What tells which missing facts matter."""
    terms = vocabulary.given_terms()
    layout = outcomes.layout(logic, values_of(logic.policy_set))
    owed = OwedTable(logic, outcomes).conditions
    return to_wants(logic, Bits.of(terms, vocabulary.judgements), layout, owed, terms)


def values_of(policy_set: PolicySet) -> tuple[str, ...]:
    """The keys of the values that are worked out, as the generated function gives them."""
    found: dict[str, None] = {}
    for policy in policy_set.policies:
        found |= dict.fromkeys(each.key for each in policy.definitions if each.value is not None)
        found |= dict.fromkeys(each.key for table in policy.tables for each in table.outputs)
    return tuple(found)
