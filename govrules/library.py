"""The front door for other programs: load policies, check choices, explain decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from govrules.engine.build import Built, build_files, build_part, build_texts
from govrules.engine.portfolio.register import GivenContract
from govrules.engine.scenarios import ScenarioResult, run_scenario
from govrules.errors import ChoiceError, UsageError
from govrules.model.decision import Decision, RulebookRef
from govrules.model.diagnostic import Diagnostic
from govrules.model.portfolio import PortfolioDecision

if TYPE_CHECKING:
    from govrules.analysis.analyse import Analysis, Report
    from govrules.analysis.difference import Difference
    from govrules.decision_log.entry import Entry
    from govrules.decision_log.log import DecisionLog
    from govrules.engine.comparing.deciding import Option
    from govrules.engine.portfolio.decide import PortfolioDecider
    from govrules.explain.explanation import Explanation
    from govrules.model.comparison import Comparison

StrPath = str | Path
NO_SOLVER = "to compare rulebooks needs the solver z3: pip install 'govrules[analysis]'"


class Recorded(NamedTuple):
    """A decision and the entry of the log that holds it."""

    decision: Decision
    entry: Entry


class Rulebook:
    """Policies, compiled and tested, that decide choices.

    Made by `load` or `loads`. It never changes, and any number of threads may use it at once.
    """

    def __init__(self, built: Built) -> None:
        self._built = built
        self._decider = built.decider
        self.warnings: tuple[Diagnostic, ...] = built.warnings
        """What is doubtful in the policies, though they can be used."""

    @property
    def reference(self) -> RulebookRef:
        """Its name, the versions of its policies, and the SHA-256 over their canonical texts."""
        return self._decider.reference

    @property
    def digest(self) -> str:
        return self._decider.reference.digest

    def check(
        self,
        choice: Mapping[str, Any],
        on: dt.date | None = None,
        *,
        where: Callable[[str], str] | None = None,
        log: DecisionLog | None = None,
    ) -> Decision:
        """Decide one choice.

        `choice` maps the keys of the vocabulary to values as JSON has them (see
        docs/reference/choices.md); a fact that is not given is unknown. `on` is the decision date:
        without it the choice's own `decision_date`, else today. `where` may tell the place of a
        key in a file, for messages. With `log` the decision is recorded there before it is
        given (`record` also gives the entry).

        Raises ChoiceError with every fault of the choice, EngineFault when the engine failed and
        nothing was decided, and LogError when it could not be recorded.
        """
        decision = self._decider.decide(choice, on, where)
        if log is not None:
            self.record_many(log, [(choice, decision)])
        return decision

    def record(
        self,
        log: DecisionLog,
        choice: Mapping[str, Any],
        on: dt.date | None = None,
        *,
        asked_by: str | None = None,
        labels: Sequence[str] = (),
    ) -> Recorded:
        """Decide one choice and record it, with its rulebook, in a decision log.

        When this returns, the entry is on disk. Raises LogError when it could not be recorded:
        then there is no decision to rely on either. Else as `check`.
        """
        decision = self._decider.decide(choice, on, None)
        entry = log.record(
            self._decider.policy_set, choice, decision, asked_by=asked_by, labels=labels
        )
        return Recorded(decision, entry)

    def record_many(
        self,
        log: DecisionLog,
        decided: Sequence[tuple[Mapping[str, Any], Decision]],
        *,
        asked_by: str | None = None,
        labels: Sequence[str] = (),
    ) -> tuple[Entry, ...]:
        """Record decisions that this rulebook made, in one transaction: all of them or none.

        Raises UsageError for a decision of another rulebook, LogError when nothing was recorded.
        """
        from govrules.decision_log.drafts import advice_draft
        from govrules.decision_log.personal_places import marked

        if any(decision.rulebook.digest != self.digest for _, decision in decided):
            raise UsageError("a decision was made with another rulebook than this one")
        personal = marked(self._decider.policy_set)
        drafts = [
            advice_draft(choice, decision, policies=personal, asked_by=asked_by, labels=labels)
            for choice, decision in decided
        ]
        return log.record_drafts(drafts, self._decider.policy_set)

    def explain(
        self, choice: Mapping[str, Any], on: dt.date | None = None
    ) -> tuple[Decision, Explanation]:
        """Decide one choice and give the reasons, as a tree in the policies' own words."""
        from govrules.explain.from_decision import explain

        decision = self._decider.decide(choice, on)
        facts = self._decider.facts_of(choice)
        return decision, explain(self._decider.policy_set, facts, decision)

    def reasons(self, choice: Mapping[str, Any], decision: Decision) -> Explanation:
        """The reasons for a decision that this rulebook made on this choice.

        Raises UsageError when the decision is of another rulebook, or was not made on this choice.
        """
        from govrules.explain.from_decision import explain

        if decision.rulebook.digest != self.digest:
            raise UsageError("the decision was made with another rulebook than this one")
        again = self._decider.decide(choice, decision.decision_date)
        if again.to_json() != decision.to_json():
            raise UsageError("the decision was not made on this choice: deciding it gives another")
        return explain(self._decider.policy_set, self._decider.facts_of(choice), decision)

    def comparisons(self) -> tuple[str, ...]:
        """The labels of all comparisons."""
        from govrules.engine.comparing.compare import labels_of

        return labels_of(self._decider.policy_set)

    def compare(
        self,
        options: Mapping[str, Mapping[str, Any]] | Iterable[Option],
        on: dt.date | None = None,
        comparison: str | None = None,
    ) -> Comparison:
        """Decide options, set aside those that do not comply, and rank the others.

        `options` maps the name of each to a choice. They are compared on one date: `on`, else the
        decision date that they give, else today. `comparison` is the label of the comparison; it
        may be left out where there is only one.

        Raises ChoiceError with every fault of every option, UsageError where there is no such
        comparison or none in force, and EngineFault when the engine failed.
        """
        from govrules.engine.comparing.compare import compare
        from govrules.engine.comparing.deciding import Option

        if isinstance(options, Mapping):
            options = [Option(name, choice) for name, choice in options.items()]
        return compare(self._decider, list(options), on, comparison)

    def portfolio(
        self,
        contracts: Iterable[Mapping[str, Any] | GivenContract],
        with_choice: Mapping[str, Any] | GivenContract | None = None,
        on: dt.date | None = None,
        *,
        set_aside: Callable[[GivenContract, ChoiceError], None] | None = None,
    ) -> PortfolioDecision:
        """Decide the portfolio rules over contracts, before and after a proposed award.

        Each contract is a mapping like a choice (see docs/reference/portfolio.md); they are read
        one by one, so that any number may come. `on` is the date, else the award's own decision
        date, else today.

        Raises ChoiceError with every fault of every row; with `set_aside`, rows with faults are
        given to it with what is wrong, and the answer is over the rest, which it says. Raises
        UsageError when no policy has a portfolio rule.
        """
        award = None if with_choice is None else _contract("the proposed award", with_choice)
        named = (_contract(f"contract {n}", each) for n, each in enumerate(contracts, 1))
        return self._portfolio_decider.decide(named, award, on, set_aside)

    @cached_property
    def _portfolio_decider(self) -> PortfolioDecider:
        from govrules.engine.portfolio.decide import PortfolioDecider

        return PortfolioDecider(self._decider)

    def rules(self) -> tuple[str, ...]:
        """The labels of all rules."""
        return tuple(rule.label for rule in self._decider.policy_set.rules())

    def titles_in(self, files: Iterable[str]) -> list[str]:
        """The titles of the policies that were read from these files."""
        wanted = frozenset(files)
        return [each.title for each in self._decider.policy_set.policies if each.file in wanted]

    def waits_for(self, key: str, decision: Decision) -> tuple[str, ...]:
        """The keys of the facts for want of which a term worked out by the policies is not known.

        `key` is that of the term. Raises UsageError when the policies work out no such term.
        """
        definition = self._decider.vocabulary.definitions.get(key)
        if definition is None:
            raise UsageError(f'the policies work out no "{key}"')
        return tuple(need.key for need in decision.needs if definition.name in need.rules)

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
        new: Rulebook,
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
        what is looked at.

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

    def schema(self) -> dict[str, Any]:
        """The JSON Schema (2020-12) of the choices that this rulebook takes."""
        from govrules.interop.choice_schema import choice_schema

        return choice_schema(self._decider.policy_set)

    def run_scenarios(
        self, policies: Iterable[str] | None = None, *, today: dt.date | None = None
    ) -> tuple[ScenarioResult, ...]:
        """Run the scenarios written in the policies (or in those with the given titles).

        Each is decided by its own policy with those that this uses, whatever else is loaded.
        `today` is the day for scenarios that name none; without it, the real one.
        """
        wanted = None if policies is None else set(policies)
        return tuple(
            run_scenario(decider, scenario, today)
            for policy in self._decider.policy_set.policies
            if policy.scenarios and (wanted is None or policy.title in wanted)
            for decider in [build_part(self._built, policy)]
            for scenario in policy.scenarios
        )


def _contract(name: str, given: Mapping[str, Any] | GivenContract) -> GivenContract:
    return given if isinstance(given, GivenContract) else GivenContract(name, given)


def load(
    paths: StrPath | Sequence[StrPath],
    *,
    search: Sequence[StrPath] = (),
    cache: bool = True,
) -> Rulebook:
    """Load policy files, or all `*.policy` files in folders, with the policies that they use.

    Policies named by `uses` are looked for among the files, in their folders, in the folders
    `search`, and among those that come with govrules. With `cache`, what was compiled and tested
    is kept in the user's cache folder (`GOVRULES_CACHE` names another, or `off`) and used again
    while nothing has changed.

    Raises PolicyError with every fault of the policies, UsageError for a path that does not exist.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    return Rulebook(build_files([Path(p) for p in given], [Path(p) for p in search], cache=cache))


def loads(
    texts: str | Mapping[str, str], *, search: Sequence[StrPath] = (), cache: bool = True
) -> Rulebook:
    """Load policies from text: one text, or several by a name that messages will call them."""
    named = {"policy": texts} if isinstance(texts, str) else dict(texts)
    return Rulebook(build_texts(named, [Path(p) for p in search], cache=cache))
