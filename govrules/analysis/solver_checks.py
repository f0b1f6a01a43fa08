"""The checks that ask the solver, in the order in which they are made."""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib import import_module

from govrules.analysis.checks import Check, Run
from govrules.analysis.finding import Found, Unsettled
from govrules.analysis.subject import Budget, Subject

_SHARE = 2
"""Each check may take one part in so many of the time that is left, so that none starves others."""


def _run(what: str, code: str, module: str, name: str) -> Run:
    """The check of a module, which is only imported (and z3 with it) when the check is made."""

    def run(subject: Subject, budget: Budget) -> Iterator[Found]:
        checks = import_module(f"govrules.analysis.solving.checks.{module}")
        now = time.monotonic()
        own = Budget(budget.seconds, now + max(0.0, budget.until - now) / _SHARE)
        for found in getattr(checks, name)(subject, own):
            if isinstance(found, Unsettled) and own.is_spent:
                yield Unsettled(code, f"the rest of: {what}", "the time for this check was up")
                return
            yield found

    return run


SOLVER_CHECKS = tuple(
    Check(what, codes, _run(what, codes[0], module, name), needs_solver=True)
    for what, codes, module, name in (
        ("rules that conflict", ("A101", "A114"), "conflicts", "acts_in_conflict"),
        ("rules that cannot be met together", ("A102",), "conflicts", "norms_apart"),
        ("what a higher authority forbids", ("A113",), "conflicts", "permitted_against_a_higher"),
        ("rules that can never apply", ("A103",), "rules", "never_applies"),
        ("rules that can never be breached", ("A104",), "rules", "never_breached"),
        ("rules that can never be met", ("A105",), "rules", "never_met"),
        ("rules that are always displaced", ("A106", "A107"), "rules", "always_displaced"),
        ("rules that others make redundant", ("A108",), "rules", "redundant"),
        ("displacement that never matters", ("A109",), "words", "displacement_that_never_matters"),
        ("definitions that tell nothing apart", ("A110", "A111"), "words", "constant_definitions"),
        ("choices that no rule speaks to", ("A112",), "gaps", "kinds_no_rule_speaks_to"),
        ("choices that nobody decides", ("A115",), "gaps", "nobody_decides"),
    )
)
