"""Ask which missing facts definitions, tables, rules and what may be owed still wait for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.runtime import at_least_of
from govrules.compiler.wants import Bits, Masks, Wants, WantsFunction, as_told
from govrules.model.facts import Facts
from govrules.model.kleene import UNKNOWN
from govrules.model.policy import Definition, Table
from govrules.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from govrules.engine.reference.needs import Missing
    from govrules.engine.reference.needs import Wants as SlowWants

_HAS_UNKNOWN = tuple(any(code // 3**n % 3 == UNKNOWN for n in range(5)) for code in range(3**5))


class Wanted:
    """Finds what is wanted under one rulebook.

    Nearly all of it is told by a generated function. What depends on the entries of a list, or on
    which of several values is known, the reference evaluator is asked for, that part alone.
    """

    def __init__(self, logic: PolicyLogic, vocabulary: Vocabulary, wants: Wants) -> None:
        self._policy_set = logic.policy_set
        self.bits = Bits.of(vocabulary.given_terms(), vocabulary.judgements)
        self._all_facts = sum(self.bits.of_fact.values())
        self.waiters = tuple(_waiter(each) for each in as_told(logic))
        """The names of the definitions and tables, in the order of the first result."""
        scope = wants.constants | {"at_least_of": at_least_of, "has_unknown": _HAS_UNKNOWN}
        self._wants: WantsFunction = wants.code.function("wants", scope)
        self._subjects = wants.subjects

    def of(
        self,
        cells: bytes,
        atoms: tuple[int, ...],
        values: tuple[Any, ...],
        facts: Facts,
        on: dt.date,
    ) -> tuple[Masks, Masks, Masks, Masks, Masks]:
        """What is wanted: see `compiler.to_wants`."""
        missing = self._all_facts
        of_fact = self.bits.of_fact
        for key in facts.values:
            missing &= ~of_fact[key]
        return self._wants(cells, atoms, values, missing, self._asking(facts, on))

    def _asking(self, facts: Facts, on: dt.date) -> Callable[[int], int]:
        wants: list[SlowWants] = []

        def ask(number: int) -> int:
            if not wants:
                from govrules.engine.reference.conditions import Reading
                from govrules.engine.reference.needs import Wants

                wants.append(Wants(Reading(self._policy_set, facts, on)))
            subject = self._subjects[number]
            if isinstance(subject, Definition):
                return self._mask(wants[0].definition(subject))
            return self._mask(wants[0].condition(subject))

        return ask

    def _mask(self, missing: Iterable[Missing]) -> int:
        mask = 0
        for each in missing:
            if each.kind == "fact":
                mask |= self.bits.of_fact[each.key]
            elif each.kind == "judgement":
                mask |= self.bits.of_judgement[each.key]
            else:
                mask |= self.bits.of_acts
        return mask


def _waiter(each: Definition | Table) -> str:
    return each.label if isinstance(each, Table) else each.name
