"""Ask Z3 whether some choice is so, within a time; the answer is a model, "none", or neither."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import z3

from govrules.compiler.to_z3.facts import World
from govrules.compiler.to_z3.rails import Bool

_MOST_REFINEMENTS = 60
_OUT_OF_TIME = ("timeout", "canceled")
_FIRST_SHARE = 1.0
"""Seconds until z3 first comes back, so that an interrupt is heard; then twice as many."""
_TOO_LONG = "the time for one question was not enough"


@dataclass(frozen=True, slots=True)
class Model:
    """Values of all variables. `certain` when each is that of a real choice."""

    values: Any
    certain: bool

    def holds(self, formula: Bool) -> bool:
        return bool(z3.is_true(self.values.eval(formula, model_completion=True)))

    def of(self, number: Any) -> Any:
        """The value of a number or formula: an int, a Fraction or a bool."""
        value = self.values.eval(number, model_completion=True)
        if z3.is_int_value(value):
            return value.as_long()
        return value.as_fraction() if z3.is_rational_value(value) else z3.is_true(value)


@dataclass(frozen=True, slots=True)
class NotSettled:
    """Neither a model nor a proof that there is none, and why not."""

    why: str


Answer = Model | NotSettled | None
"""None: proved that there is no such choice."""


class Solver:
    """Questions to one solver about the choices of a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._solver = z3.Solver()
        # z3 would take an interrupt for itself, and lose it where it has just come to an answer
        self._solver.set("ctrl_c", False)
        self._literals: dict[int, tuple[Bool, Bool]] = {}
        """For each formula that was assumed, itself and the literal that stands for it."""
        self.everyday, self.told = z3.Bool("everyday"), z3.Bool("told")
        self._added = {"domain": 0, "everyday": 0, "told": 0}

    # --- questions -----------------------------------------------------------------------------

    def ask(self, *goal: Bool, seconds: float, everyday: bool = False, told: bool = True) -> Answer:
        """A choice with which all of the goal holds; None where it is proved that there is none.

        `everyday` asks for an ordinary one. With `told`, lists are only as long as they are told
        entry by entry, so that the choice can be shown; where only longer ones would do, the
        question is not settled.
        """
        wanted = [*goal, *([self.everyday] if everyday else [])]
        answer = self.check([*wanted, *([self.told] if told else [])], seconds)
        if answer is None and told and self.world.told:
            longer = self.check(wanted, seconds)
            if longer is not None:
                return NotSettled("only a longer list than was looked at could show it")
        return answer

    def check(self, assumed: Sequence[Bool], seconds: float) -> Answer:
        """A model in which all that is assumed holds, with every estimate made exact."""
        end = time.monotonic() + seconds
        for _ in range(_MOST_REFINEMENTS):
            left = end - time.monotonic()
            if left <= 0:
                return NotSettled(_TOO_LONG)
            answer = self._once(assumed, left)
            if not isinstance(answer, Model):
                return answer
            wrong = self._corrected(answer)
            if not wrong:
                return answer
            # the same dates with the right results may do as well, which saves a long search
            again = self._once([*assumed, *wrong], left)
            if isinstance(again, Model) and not self._corrected(again):
                return again
        return NotSettled("too many dates or lengths of time would have to be tried one by one")

    def core(
        self, parts: Sequence[Bool], background: Sequence[Bool], seconds: float
    ) -> list[Bool] | None:
        """As few of the parts as cannot hold together with the background, none of which can be
        left out; None when that cannot be proved. Where time runs out there may be too many."""
        end = time.monotonic() + seconds
        kept = self._impossible(list(parts), background, end)
        place = 0
        while kept is not None and place < len(kept) and time.monotonic() < end:
            fewer = self._impossible(kept[:place] + kept[place + 1 :], background, end)
            if fewer is None:
                place += 1
            else:
                # what came before this place was needed with more, so it still is with fewer
                kept = fewer
        return kept

    def _impossible(
        self, parts: list[Bool], background: Sequence[Bool], end: float
    ) -> list[Bool] | None:
        """Those of the parts that the proof used, if they are impossible with the background."""
        if self._once([*background, *parts], max(0.001, end - time.monotonic())) is not None:
            return None
        used = {literal.get_id() for literal in self._solver.unsat_core()}
        return [part for part in parts if self._literal(part).get_id() in used]

    def _once(self, assumed: Sequence[Bool], seconds: float) -> Answer:
        """What z3 says within the time, estimates being what it likes within their bounds."""
        self._add_new()
        literals = [self._literal(each) for each in assumed]
        end = time.monotonic() + seconds
        share = _FIRST_SHARE
        while True:
            left = end - time.monotonic()
            self._solver.set("timeout", max(1, int(min(share, left) * 1000)))
            result = self._solver.check(*literals)
            if result == z3.unsat:
                return None
            if result == z3.sat:
                return self._model()
            if self._solver.reason_unknown() not in _OUT_OF_TIME:
                return NotSettled("it is beyond what the solver can settle")
            if share >= left:
                return NotSettled(_TOO_LONG)
            share *= 2

    def _model(self) -> Model:
        model = Model(self._solver.model(), True)
        loose = any(model.holds(each) for each in self.world.lists.open)
        return Model(model.values, not loose)

    # --- what holds of every choice ------------------------------------------------------------

    def _literal(self, formula: Bool) -> Bool:
        """A variable that implies the formula, so that it can be assumed for one question."""
        name = formula.get_id()
        if name not in self._literals:
            literal = z3.FreshBool("assumed")
            self._solver.add(z3.Implies(literal, formula))
            # the formula is kept, as z3 would use its number again for another
            self._literals[name] = (formula, literal)
        return self._literals[name][1]

    def _add_new(self) -> None:
        """Add what the translations have told of the world since the last question."""
        world = self.world
        for name, told, only in (
            ("domain", world.domain, None),
            ("everyday", world.everyday, self.everyday),
            ("told", world.told, self.told),
        ):
            for formula in told[self._added[name] :]:
                self._solver.add(formula if only is None else z3.Implies(only, formula))
            self._added[name] = len(told)

    def _corrected(self, model: Model) -> list[Bool]:
        """The inputs of the estimates that are wrong in the model; what is right for these inputs
        is told the solver."""
        found = []
        for estimate in self.world.spans.estimates:
            inputs = [model.of(each) for each in estimate.inputs]
            outputs = [model.of(each) for each in estimate.outputs]
            exact = estimate.exactly(*inputs)
            if exact is not None and list(exact) != outputs:
                self._solver.add(estimate.corrected(inputs, exact, outputs))
                found.append(estimate.pins(inputs))
        return found
