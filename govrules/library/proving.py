"""Tell what holds of policies for every possible choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from govrules.errors import UsageError
from govrules.library.compiled import Compiled

if TYPE_CHECKING:
    from govrules.analysis.analyse import Analysis, Report
    from govrules.analysis.difference import Difference


NO_SOLVER = "to compare rulebooks needs the solver z3: pip install 'govrules[analysis]'"


class Proving(Compiled):
    """What holds of a rulebook whatever the choice."""

    def analyse(
        self,
        policies: Iterable[str] | None = None,
        *,
        codes: Iterable[str] | None = None,
        seconds: float = 2.0,
        in_all: float = 300.0,
        solver: bool = True,
        each: bool = False,
    ) -> Report:
        """What holds of the policies for every choice: conflicts, gaps, rules that never apply.

        `policies` are titles: only what is found in these is told. `codes` are those to look for;
        without it, all. `seconds` is the time for each question to the solver, `in_all` for
        everything; what is not settled in it is told as that. Without `solver` only those checks
        are made that need none. With `each`, each policy is taken on its own, with those that it
        uses, and not all together.

        Raises UsageError for a title or a code that is not there, and where the solver is not
        installed; AnalysisFault when the engine does not confirm what was found.
        """
        return self.analysis(
            policies, codes=codes, seconds=seconds, in_all=in_all, solver=solver, each=each
        ).run()

    def analysis(
        self,
        policies: Iterable[str] | None = None,
        *,
        codes: Iterable[str] | None = None,
        seconds: float = 2.0,
        in_all: float = 300.0,
        solver: bool = True,
        each: bool = False,
    ) -> Analysis:
        """The same, step by step, so that it can be watched and left at any moment."""
        from govrules.analysis.analyse import analysis_of
        from govrules.analysis.subject import Budget

        wanted = None if codes is None else frozenset(codes)
        titles = None if policies is None else frozenset(policies)
        budget = Budget.of(seconds, in_all)
        return analysis_of(self._built, titles, wanted, budget, solver=solver, each=each)

    def difference(
        self,
        new: Compiled,
        on: dt.date | None = None,
        *,
        policies: tuple[Iterable[str], Iterable[str]] | None = None,
        seconds: float = 5.0,
        in_all: float = 300.0,
        progress: Callable[[str], None] | None = None,
    ) -> Difference:
        """What another rulebook decides differently, for every possible choice.

        `on` is the date of the decisions: without it today, or when the new policies begin.
        `policies` are the titles that count, of each rulebook, for when these are in force; without
        it all. `seconds` is the time for each question, `in_all` for everything; `progress` is told
        what is looked at. An interrupt ends the search: what was found stands, marked as partial.

        Needs the extra "analysis". Raises UsageError without it, and AnalysisFault where an engine
        does not confirm a choice that was to show a change.
        """
        from govrules.analysis.checks import has_solver

        if not has_solver():
            raise UsageError(NO_SOLVER)
        from govrules.analysis.solving.comparing.compare import day_to_compare, difference
        from govrules.analysis.subject import Budget, Subject

        books = (self, new)
        titles = policies or tuple(
            [each.title for each in book._decider.policy_set.policies] for book in books
        )
        before, after = (
            Subject.of(book._decider, frozenset(each))
            for book, each in zip(books, titles, strict=True)
        )
        day = on or day_to_compare(after, dt.date.today())
        return difference(before, after, day, Budget.of(seconds, in_all), progress)
