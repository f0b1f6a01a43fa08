"""Find the question to ask next: the most decisive of those whose answer can change the verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from math import inf
from typing import Any

from govrules.analysis.asking.masks import ANY, Mask, may_become, verdicts
from govrules.analysis.asking.matters import Matters, refs_of
from govrules.analysis.asking.putting import put
from govrules.analysis.asking.question import NextQuestion
from govrules.analysis.asking.residue import Residue
from govrules.analysis.asking.variables import Variable, Variables
from govrules.analysis.asking.witness import Witnesses
from govrules.analysis.facts.reads import PROPOSED, FactRef
from govrules.analysis.facts.variety import Varieties
from govrules.engine.decider import Decider
from govrules.errors import AnalysisFault, UsageError
from govrules.model.decision import Decision, Verdict
from govrules.model.facts import ACTS, DECISION_DATE, JUDGEMENTS, Facts
from govrules.model.near import did_you_mean

_DATE = FactRef("fact", DECISION_DATE)
_MOST_LOOKS = 3_000
_MOST_RATED = 24


def next_question(
    decider: Decider,
    choice: Mapping[str, Any],
    on: dt.date | None = None,
    unknown: Collection[str] = (),
) -> NextQuestion:
    """What to ask next. `unknown` names facts (by key, or a judgement's text) that nobody knows.

    Nor is asked for what the choice says is not known, in `not_known` or as null. Raises
    ChoiceError, and UsageError for a name in `unknown` that is no fact.
    """
    decision = decider.decide(choice, on)
    facts = decider.facts_of(choice)
    skipped = _skipped(decider, choice, [*facts.not_known, *unknown])
    asking = _Asking(decider, facts, decision.decision_date, skipped, is_dated=on is not None)
    if asking.settled is not None:
        return _settled(decision, asking.settled)
    chosen = asking.chosen()
    if chosen is not None:
        ref, proved = chosen
        question = put(decider, ref, decision, proved=proved)
        possible = tuple(each for each in Verdict if each in asking.possible)
        return NextQuestion(decision, question, None, possible, asking.left)
    return _settled(decision, asking.witnesses.any_verdict())


def _settled(decision: Decision, verdict: Verdict) -> NextQuestion:
    """That no answer changes the verdict. Raises AnalysisFault where the engine decides another
    already, and one that no fact that is not given can turn into it."""
    if verdict not in may_become(decision.verdict):
        raise AnalysisFault(
            f"the questions came to {verdict}, and the engine to {decision.verdict};"
            " please report this"
        )
    return NextQuestion(decision, None, verdict, (verdict,), 0)


def _skipped(
    decider: Decider, choice: Mapping[str, Any], unknown: Collection[str]
) -> frozenset[FactRef]:
    """The facts that are not to be asked for: nobody knows them."""
    words = decider.vocabulary
    given = {term.key: term for term in words.given_terms()}
    found = {
        FactRef("fact", key) for key, value in choice.items() if value is None and key in given
    }
    judged = choice.get(JUDGEMENTS)
    if isinstance(judged, Mapping):
        found |= {FactRef("judgement", text) for text, value in judged.items() if value is None}
    if ACTS in choice and choice[ACTS] is None:
        found.add(PROPOSED)
    for name in unknown:
        if name == ACTS:
            found.add(PROPOSED)
        elif name in given:
            found.add(FactRef("fact", name))
        elif name in words.judgements:
            found.add(FactRef("judgement", name))
        else:
            near = did_you_mean(name, [*given, *words.judgements, ACTS])
            raise UsageError(f'"{name}" is not a fact of this rulebook{near}')
    return frozenset(found)


class _Asking:
    """What is open about a choice."""

    def __init__(
        self,
        decider: Decider,
        facts: Facts,
        date: dt.date,
        skipped: frozenset[FactRef],
        *,
        is_dated: bool = True,
    ) -> None:
        self._is_dated = is_dated
        self._decider, self._facts, self._date = decider, facts, date
        tests = decider.logic.conditions
        self._varieties = Varieties(decider.policy_set, decider.vocabulary, tests, date)
        open_refs = frozenset(
            ref for ref in self._varieties.tests if ref not in skipped and not _given(ref, facts)
        )
        self._variables = Variables(self._varieties, tests, facts, date, open_refs)
        program = decider.logic.program
        masks: dict[str, Mask] = dict.fromkeys(program.atoms, 1)
        masks |= {name: 1 << truth for name, truth in decider.records(facts, date).items()}
        is_open = {name: bool(self._variables.open_in(name)) for name in tests}
        masks |= {
            name: ANY if is_open[name] else 1 << self._variables.truth(name) for name in tests
        }
        rough = Residue(program, masks)
        masks |= self._variables.make(rough.still_read({n: masks[n] for n in rough.atoms}))
        self._residue = Residue(program, masks)
        self._masks = {name: masks[name] for name in self._residue.atoms}
        self.possible = verdicts(self._residue.roots_under(self._masks))
        self.settled = next(iter(self.possible)) if len(self.possible) == 1 else None
        self.matters = Matters(self._residue, self._variables, self._masks)
        self.witnesses = Witnesses(
            self._residue, self._variables, self._masks, open_refs, facts, _MOST_LOOKS
        )
        self._refs = refs_of(self._variables, self._residue.still_read(self._masks))
        self.left = len(self._refs)

    def in_order(self) -> list[Variable]:
        """The open facts that may matter, the most decisive first; what is assumed comes last.

        How decisive they are is only worked out for those that most nodes read.
        """
        terms = self._varieties.terms
        places = {key: place for place, key in enumerate(terms)}

        def order(ref: FactRef) -> tuple[Any, ...]:
            term = terms.get(ref.key) if ref.kind == "fact" else None
            is_assumed = term is not None and term.assumed is not None
            return is_assumed, *decisive.get(ref, (inf, 0)), places.get(ref.key, len(places)), ref

        if self._asks_for_its_date:
            return [self._variables.made[_DATE]]
        most_read = sorted(self._refs, key=lambda ref: (-self._refs[ref], ref))[:_MOST_RATED]
        decisive = {ref: self.matters.decisiveness(self._variables.made[ref]) for ref in most_read}
        return [self._variables.made[ref] for ref in sorted(self._refs, key=order)]

    @property
    def _asks_for_its_date(self) -> bool:
        """Whether the choice alone can tell the decision date: then all else hangs on it."""
        return not self._is_dated and _DATE in self._refs

    def chosen(self) -> tuple[FactRef, bool] | None:
        """The question to ask, and whether it is certain that its answer can change the verdict;
        None where it is certain that no answer can."""
        in_order = self.in_order()
        for variable in in_order:
            if self.witnesses.looks > 0 and self.witnesses.shows(variable.ref):
                return variable.ref, True
        for variable in in_order:
            if self.matters.matters(variable) is not False:
                return variable.ref, False
        return None


def _given(ref: FactRef, facts: Facts) -> bool:
    if ref.kind == "judgement":
        return ref.key in facts.judgements
    return facts.acts is not None if ref == PROPOSED else ref.key in facts.values
