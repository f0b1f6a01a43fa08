"""Ask one durable-rules ruleset for the values of its nodes, and fail closed on any surprise.

One fact is asserted, every durable rule that fires is noted up to the sentinel, and the fact is
retracted. Each node must have had exactly one of its rails fire. Whatever else happens, interrupts
included, gives no decision: the ruleset counts as spoilt and is built anew before its next use.

A session may be shared by threads, which take turns. After a fork the child goes on with its own
copy; a decision that another thread was in the middle of is dropped there and its ruleset rebuilt.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from threading import RLock, get_ident
from typing import Any

from govrules.compiler.bounds import SENTINEL, faults
from govrules.compiler.to_durable import DurableRuleset
from govrules.engine.durable.fork import renew_after_fork
from govrules.errors import EngineFault

try:
    import durable_rules_engine as durable
except ImportError as error:  # pragma: no cover - depends on the machine
    raise EngineFault(
        "durable-rules cannot be loaded; it is built from source, on CPython 3.11 or 3.12, with a C"
        f' compiler and the Python headers: "pip install durable-rules==2.0.28" ({error})'
    ) from error

_SID = "1"
_RETRACTION = '{"sid":"1","id":"q"}'
_TRUTH_VALUES = (0, 1, 2)
# a rule may fire once for each of its true paths; more than this is an engine that goes round
_MOST_FIRINGS_PER_RULE = 16
_numbers = count(1)


class Session:
    """A durable-rules ruleset, ready to decide. Built at its first use, `close` lets it go."""

    def __init__(self, ruleset: DurableRuleset) -> None:
        found = faults(ruleset.definition)
        if found:
            raise EngineFault(f"a ruleset is past the limits of durable-rules: {'; '.join(found)}")
        self._ruleset = ruleset
        self._definition = json.dumps(ruleset.definition, ensure_ascii=True)
        self._most_firings = _MOST_FIRINGS_PER_RULE * len(ruleset.definition)
        self._lock = RLock()
        # what the engine was made to hold: the ruleset, its state, the action started on that
        self._built: list[int] = []
        self._asserted: list[tuple[int, int]] = []
        self._started: list[tuple[str, str] | None] = []
        # the thread that is in the middle of a decision
        self._decider: int | None = None
        self._spoilt = False
        self.rebuilds = 0
        renew_after_fork(self)

    def decide(self, values: Sequence[int]) -> tuple[int, ...]:
        """The value of each node, in the order of the ruleset's `nodes`, for its inputs' values.

        Raises `EngineFault` when durable-rules does anything but answer each node exactly once.
        """
        if len(values) != len(self._ruleset.inputs) or any(
            value not in _TRUTH_VALUES for value in values
        ):
            raise EngineFault(f"the logic takes {len(self._ruleset.inputs)} values, each 0, 1 or 2")
        with self._lock:
            if self._decider is not None:
                raise EngineFault("a decision was asked for in the middle of another one")
            try:
                self._decider = get_ident()
                return self._decide_alone(tuple(values))
            finally:
                self._decider = None

    def close(self) -> None:
        """Give the memory of the ruleset back; the next decision builds it anew."""
        with self._lock:
            if self._decider is None:
                self._discard()

    def __del__(self) -> None:
        # at the end of the process nothing needs to be given back, and the modules may be gone
        if getattr(self, "_built", None) and not sys.is_finalizing():
            self._discard()

    def _decide_alone(self, values: tuple[int, ...]) -> tuple[int, ...]:
        try:
            if self._spoilt or not self._built:
                self._build()
            # set before the engine is touched, so that an interrupt at any point leaves it set
            self._spoilt = True
            found = self._ask(self._ruleset.template % values)
            self._spoilt = False
            return found
        except EngineFault:
            raise
        except Exception as error:
            raise EngineFault(
                f"durable-rules failed ({type(error).__name__}: {error}); no decision was made"
            ) from error

    def _ask(self, message: str) -> tuple[int, ...]:
        handle = self._built[0]
        if not self._asserted:
            _keep(self._asserted, durable.assert_fact, handle, message)
            code, offset = self._asserted[0]
        else:
            code, offset = durable.assert_fact(handle, message)
        if code != 0 or offset != self._asserted[0][1]:
            raise _surprise(f"asserting the fact gave {code} at state {offset}")
        if not self._started:
            _keep(self._started, durable.start_action_for_state, handle, offset)
            started = self._started[0]
        else:
            started = durable.start_action_for_state(handle, offset)
        if started is None:
            raise _surprise("nothing fired")
        found = self._firings(handle, offset, started[1], message)
        if durable.complete_and_start_action(handle, offset) is not None:
            raise _surprise("a rule fired after the sentinel")
        code, _ = durable.retract_fact(handle, _RETRACTION)
        if code != 0:
            raise _surprise(f"retracting the fact gave {code}")
        if None in found:
            name = self._ruleset.nodes[found.index(None)]
            raise _surprise(f'no rule fired for "{name}"')
        return tuple(value for value in found if value is not None)

    def _firings(
        self, handle: int, offset: int, fired: str | None, message: str
    ) -> list[int | None]:
        """The value of each node whose rail fired, up to the sentinel."""
        rails: Mapping[str, tuple[int, int]] = self._ruleset.rails
        found: list[int | None] = [None] * len(self._ruleset.nodes)
        # the engine repeats the fact that it matched: anything else is left over from before
        rest = '":{"m":' + message + "}}"
        for _ in range(self._most_firings):
            if fired is None:
                raise _surprise("the sentinel did not fire")
            if fired[6:] != rest:
                raise _surprise("a rule fired for another fact")
            rule = fired[2:6]
            if rule == SENTINEL:
                return found
            rail = rails.get(rule)
            if rail is None:
                raise _surprise(f'an unknown rule "{rule}" fired')
            position, value = rail
            if found[position] not in (None, value):
                raise _surprise(f'"{self._ruleset.nodes[position]}" was given two values')
            found[position] = value
            fired = durable.complete_and_start_action(handle, offset)
        raise _surprise("rules fired without end")

    def _build(self) -> None:
        self._discard()
        name = f"govrules-{os.getpid()}-{next(_numbers)}"
        _keep(self._built, durable.create_ruleset, name, self._definition)
        self.rebuilds += 1
        self._spoilt = False

    def _discard(self) -> None:
        """Delete the state, which is legal only once an action was started on it, and the rules."""
        if not self._built:
            return
        if self._asserted and not self._started:
            with suppress(Exception):
                offset = self._asserted[0][1]
                _keep(self._started, durable.start_action_for_state, self._built[0], offset)
        acted = any(self._started)
        # forgotten first: to delete something twice would be worse than not at all
        self._asserted.clear()
        self._started.clear()
        handle = self._built[0]
        if acted:
            _quietly(durable.delete_state, handle, _SID)
        self._built.clear()
        _quietly(durable.delete_ruleset, handle)

    def after_fork(self) -> None:
        """In the child only the thread that forked goes on; a decision of another is dropped."""
        if self._decider != get_ident():
            self._lock = RLock()
            self._decider = None


def _surprise(what: str) -> EngineFault:
    return EngineFault(f"durable-rules did not keep to the protocol: {what}; no decision was made")


def _keep(answers: list[Any], call: Callable[..., object], *arguments: object) -> None:
    """Call the engine and put its answer in the list, with no place for an interrupt in between.

    Python looks for signals between its own instructions, and this extension of the list is one.
    """
    answers.extend(map(call, *((argument,) for argument in arguments)))


def _quietly(call: Callable[..., object], *arguments: object) -> None:
    """Clean up as far as it goes: what is left is never used again."""
    with suppress(Exception):
        call(*arguments)
