"""Decide choices, options, contracts and frames, and give the reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from govrules.errors import ChoiceError, UsageError
from govrules.library.recording import Recording
from govrules.model.decision import Decision

if TYPE_CHECKING:
    import polars

    from govrules.bulk.check_frame import FrameDecider
    from govrules.bulk.result import BulkResult
    from govrules.decision_log.log import DecisionLog
    from govrules.engine.comparing.deciding import Option
    from govrules.engine.portfolio.decide import PortfolioDecider
    from govrules.engine.portfolio.register import GivenContract
    from govrules.explain.explanation import Explanation
    from govrules.model.comparison import Comparison
    from govrules.model.portfolio import PortfolioDecision


class Deciding(Recording):
    """What a rulebook decides."""

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
        Without `tell_missing` the lists of missing facts stay empty, which is faster where rows
        lack facts.

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

    def explain(
        self, choice: Mapping[str, Any], on: dt.date | None = None
    ) -> tuple[Decision, Explanation]:
        """Decide one choice and give the reasons, as a tree in the policies' own words."""
        from govrules.explain.from_decision import explain

        decision = self._decider.decide(choice, on)
        facts = self._decider.facts_of(choice)
        return decision, explain(self._decider.policy_set, facts, decision)

    def reasons(
        self, choice: Mapping[str, Any], decision: Decision, *, in_full: bool = True
    ) -> Explanation:
        """The reasons for a decision that this rulebook made on this choice.

        Unless `in_full`, the findings that did not decide it are only counted, and of terms only
        the values are told, which takes less time under many rules.

        Raises UsageError when the decision is of another rulebook, or was not made on this choice.
        """
        from govrules.explain.from_decision import explain

        if decision.rulebook.digest != self.digest:
            raise UsageError("the decision was made with another rulebook than this one")
        again = self._decider.decide(choice, decision.decision_date)
        if not _is_same(again, decision):
            raise UsageError("the decision was not made on this choice: deciding it gives another")
        facts = self._decider.facts_of(choice)
        return explain(self._decider.policy_set, facts, decision, in_full=in_full)

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


def _contract(name: str, given: Mapping[str, Any] | GivenContract) -> GivenContract:
    from govrules.engine.portfolio.register import GivenContract

    return given if isinstance(given, GivenContract) else GivenContract(name, given)


def _is_same(one: Decision, other: Decision) -> bool:
    """Whether two decisions say the same, whenever they were made."""
    if one.model_copy(update={"run_at": other.run_at}) == other:
        return True
    return one.to_json() == other.to_json()  # of one read from JSON, values may be of other types
