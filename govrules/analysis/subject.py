"""What is analysed: policies that are decided together, and within which time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from govrules.compiler.from_policy import PolicyLogic, to_logic
from govrules.engine.decider import Decider
from govrules.model.policy import Policy, PolicySet
from govrules.model.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Subject:
    """Typed policies with their logic, and the decider that a witness must be confirmed by.

    `titles` are the policies that were asked about; the others are only there because these use
    them, and what is found in them alone is not told. The decider is made when it is first needed.
    """

    policy_set: PolicySet
    titles: frozenset[str]
    made_by: Callable[[], Decider]

    @classmethod
    def of(cls, decider: Decider, titles: frozenset[str]) -> Subject:
        """Policies that are decided together."""
        return cls(decider.policy_set, titles, lambda: decider)

    @cached_property
    def decider(self) -> Decider:
        return self.made_by()

    @cached_property
    def logic(self) -> PolicyLogic:
        return to_logic(self.policy_set)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.of(self.policy_set)

    def policies(self) -> tuple[Policy, ...]:
        """The policies that were asked about."""
        return tuple(p for p in self.policy_set.policies if p.title in self.titles)

    @property
    def files(self) -> frozenset[str]:
        """The files of the policies that were asked about."""
        return frozenset(policy.file for policy in self.policies())


@dataclass(frozen=True, slots=True)
class Budget:
    """Seconds for each question to the solver, and the moment when nothing new is begun.

    `until` is a moment of `time.monotonic`.
    """

    seconds: float
    until: float

    @classmethod
    def of(cls, seconds: float, in_all: float) -> Budget:
        """From now on."""
        return cls(seconds, time.monotonic() + in_all)

    def left(self) -> float:
        """Seconds for the next question; 0 when the time is up."""
        return max(0.0, min(self.seconds, self.until - time.monotonic()))

    @property
    def is_spent(self) -> bool:
        return time.monotonic() >= self.until
