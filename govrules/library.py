"""The front door for other programs: load policies, check choices, explain decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from govrules.engine.build import Built, build_files, build_part, build_texts
from govrules.errors import ChoiceError, UsageError
from govrules.model.decision import Decision, RulebookRef
from govrules.model.diagnostic import Diagnostic

if TYPE_CHECKING:
    import polars

    from govrules.analysis.analyse import Analysis, Report
    from govrules.analysis.asking.question import NextQuestion
    from govrules.analysis.difference import Difference
    from govrules.analysis.remedies.nearness import Nearness
    from govrules.analysis.remedies.remedy import Remedies
    from govrules.analysis.testing.coverage import Coverage
    from govrules.analysis.testing.mutants.mutation import Mutation
    from govrules.analysis.testing.proposals import Proposal
    from govrules.analysis.testing.read_back import LifeEnd, ReadBack
    from govrules.bulk.check_frame import FrameDecider
    from govrules.bulk.result import BulkResult
    from govrules.decision_log.entry import Entry
    from govrules.decision_log.log import DecisionLog
    from govrules.engine.certificate import Certificate
    from govrules.engine.comparing.deciding import Option
    from govrules.engine.portfolio.decide import PortfolioDecider
    from govrules.engine.portfolio.register import GivenContract
    from govrules.engine.scenarios import ScenarioResult
    from govrules.explain.explanation import Explanation
    from govrules.model.comparison import Comparison
    from govrules.model.policy import PolicySet
    from govrules.model.portfolio import PortfolioDecision

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
    def policy_set(self) -> PolicySet:
        """The typed policies, for what reads them (`decision_log`)."""
        return self._decider.policy_set

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

    def check_frame(
        self, frame: polars.DataFrame, on: dt.date | None = None, *, tell_missing: bool = True
    ) -> BulkResult:
        """Decide a Polars frame with a choice in each row (see docs/reference/bulk.md).

        Columns are named by the keys of the vocabulary; an empty cell is a fact not given. Every
        row is decided as `check` decides it. Rows that cannot be read are set aside with reasons.
        Without `tell_missing` the lists of missing facts stay empty, which is much faster where
        rows lack facts in very many different ways.

        Needs the extra `bulk`. Raises ChoiceError when a column is not a key of the vocabulary,
        EngineFault when the engine failed and nothing was decided.
        """
        today = dt.date.today()
        return self.frame_decider.decide(frame, on, today=today, tell_missing=tell_missing)

    @cached_property
    def frame_decider(self) -> FrameDecider:
        """What decides frames; it keeps what it learned from one to the next."""
        try:
            from govrules.bulk.check_frame import FrameDecider
        except ModuleNotFoundError as error:
            raise UsageError(
                f'{error.name} is not installed, which tables need: pip install "govrules[bulk]"'
            ) from None

        return FrameDecider(self._decider)

    def __reduce__(self) -> tuple[Any, ...]:
        """A rulebook goes to another process as what was compiled, with its certificate."""
        return Rulebook, (self._built,)

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

    def remedies(self, choice: Mapping[str, Any], on: dt.date | None = None) -> Remedies:
        """The smallest changes that would make a choice comply, or bring it nearest to that.

        Only facts that the policies mark `may be changed` are changed, the fewest first and then by
        size; each remedy was decided by the engine. (It is asked of the rulebook, as a decision is
        a value that knows neither its rulebook nor its choice.) Else as `check`.
        """
        from govrules.analysis.remedies.find import find_remedies

        return find_remedies(self._decider, choice, on)

    def nearness(self, choice: Mapping[str, Any], on: dt.date | None = None) -> Nearness:
        """How near each amount and date of a choice is to the next limit, up and down.

        At a limit something else is decided, as long as nothing but this one fact changes. Else as
        `check`.
        """
        from govrules.analysis.remedies.nearness import nearness

        return nearness(self._decider, choice, on)

    def next_question(
        self,
        choice: Mapping[str, Any],
        on: dt.date | None = None,
        *,
        unknown: Collection[str] = (),
    ) -> NextQuestion:
        """The fact to find out next: the most decisive of those that can change the verdict.

        A fact that the choice gives as null is taken for one that nobody knows, and so are those
        named in `unknown` (by key, or by the text of a judgement). Without a question the verdict
        is settled, whatever else the choice might say. Else as `check`.
        """
        from govrules.analysis.asking.next_question import next_question

        return next_question(self._decider, choice, on, unknown)

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

    @property
    def certificate(self) -> Certificate:
        """What durable-rules decided ahead, for every combination of every node's inputs."""
        return self._built.certificate

    def certify_again(self) -> None:
        """Have durable-rules decide all combinations again, in a child process.

        Raises EngineFault when any of it comes out differently than the certificate says.
        """
        from govrules.engine.certificate import check_again

        check_again(self.certificate, self._decider.tables.program)

    def rules(self) -> tuple[str, ...]:
        """The labels of all rules."""
        return tuple(rule.label for rule in self._decider.policy_set.rules())

    def rule_titles(self) -> dict[str, str]:
        """The title of each rule, by its label."""
        return {rule.label: rule.title for rule in self._decider.policy_set.rules()}

    def titles_in(self, files: Iterable[str]) -> list[str]:
        """The titles of the policies that were read from these files."""
        wanted = frozenset(files)
        return [each.title for each in self._decider.policy_set.policies if each.file in wanted]

    def titles(self) -> tuple[tuple[str, str], ...]:
        """The label and the title of every rule and table."""
        found: list[tuple[str, str]] = []
        for policy in self._decider.policy_set.policies:
            found += [(rule.label, rule.title) for rule in policy.rules]
            found += [(table.label, table.title) for table in policy.tables]
        return tuple(found)

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
        from govrules.interop.choices.schema import choice_schema

        return choice_schema(self._decider.policy_set)

    @cached_property
    def schema_keys(self) -> frozenset[str]:
        """The keys that a choice may have."""
        return frozenset(self.schema()["properties"])

    @cached_property
    def keys_or_none(self) -> frozenset[str]:
        """The keys of the facts that can be known to be none."""
        terms = self._decider.vocabulary.given_terms()
        return frozenset(term.key for term in terms if term.or_none)

    def run_scenarios(
        self, policies: Iterable[str] | None = None, *, today: dt.date | None = None
    ) -> tuple[ScenarioResult, ...]:
        """Run the scenarios written in the policies (or in those with the given titles).

        Each is decided by its own policy with those that this uses, whatever else is loaded.
        `today` is the day for scenarios that name none; without it, the real one.
        """
        from govrules.engine.scenarios import run_scenario

        wanted = None if policies is None else set(policies)
        return tuple(
            run_scenario(decider, scenario, today)
            for policy in self._decider.policy_set.policies
            if policy.scenarios and (wanted is None or policy.title in wanted)
            for decider in [build_part(self._built, policy)]
            for scenario in policy.scenarios
        )

    def coverage(
        self,
        policies: Iterable[str] | None = None,
        *,
        scenarios: Collection[str] | None = None,
        today: dt.date | None = None,
    ) -> tuple[Coverage, ...]:
        """What the scenarios of each policy (or of those with the given titles) reach of it.

        Reached is what a scenario has decided, whether or not it expects it. `scenarios` are the
        titles of those that count; without it, all do.
        """
        from govrules.analysis.testing.of_rulebook import coverage_of

        return coverage_of(self._built, policies, scenarios, today)

    def mutation(
        self,
        policies: Iterable[str] | None = None,
        *,
        most: int | None = None,
        seed: int = 0,
        today: dt.date | None = None,
        explain: bool = True,
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[Mutation, ...]:
        """Which small changes to each policy its scenarios notice; all of these must pass.

        With `most`, so many changes are drawn by lot, the same for the same `seed`. With `explain`,
        each change that is not noticed is confirmed by the engine, and a scenario that would notice
        it is looked for. `progress` is told how many have been tried, and of how many. An interrupt
        ends the work, and what was found stands, marked as partial.

        Raises UsageError when a scenario does not pass, AnalysisFault when the engine and the
        reference evaluator disagree.
        """
        from govrules.analysis.testing.of_rulebook import mutation_of

        return mutation_of(
            self._built, policies, today, most=most, seed=seed, explain=explain, progress=progress
        )

    def propose(
        self,
        policies: Iterable[str] | None = None,
        *,
        today: dt.date | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[Proposal, ...]:
        """Scenarios, as text, that policies pass and that a slip at one of their boundaries would
        fail: one for each that none notices yet, where one is found. Raises as `mutation`."""
        from govrules.analysis.testing.of_rulebook import proposals_of

        return proposals_of(self._built, policies, today, progress)

    def boundaries(
        self, policies: Iterable[str] | None = None, on: dt.date | None = None
    ) -> tuple[ReadBack | LifeEnd, ...]:
        """What policies do just below, at and just above each figure that they compare with.

        A figure is read back for each of its values, or only for that of the day `on`. Raises
        AnalysisFault where the engine does not confirm it.
        """
        from govrules.analysis.testing.of_rulebook import boundaries_of

        return boundaries_of(self._built, policies, on)


def _contract(name: str, given: Mapping[str, Any] | GivenContract) -> GivenContract:
    from govrules.engine.portfolio.register import GivenContract

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
