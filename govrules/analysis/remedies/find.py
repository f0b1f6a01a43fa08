"""Find what would make a choice comply, and decide each remedy in full before it is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from govrules.analysis.facts.given import given_value
from govrules.analysis.facts.variety import Varieties
from govrules.analysis.remedies.remedy import Change, Remedies, Remedy
from govrules.analysis.remedies.search import Search, Searched, Way, changeable
from govrules.engine.decider import Decider
from govrules.errors import EngineFault
from govrules.model.decision import Decision
from govrules.model.facts import NOT_KNOWN, Facts


def find_remedies(
    decider: Decider, choice: Mapping[str, Any], on: dt.date | None = None
) -> Remedies:
    """The smallest changes that make a choice comply, or come nearest to it.

    Raises ChoiceError for a choice that cannot be read, and EngineFault where a remedy, decided in
    full, does not do what the search found.
    """
    decision = decider.decide(choice, on)
    facts, date = decider.facts_of(choice), decision.decision_date
    varieties = Varieties(decider.policy_set, decider.vocabulary, decider.logic.conditions, date)
    searched = Search(decider, varieties, facts, date).run()
    remedies = tuple(_remedy(decider, choice, facts, date, way) for way in searched.ways)
    nearest = None
    if not remedies and searched.nearest is not None:
        nearest = _remedy(decider, choice, facts, date, searched.nearest)
    return Remedies(
        decision=decision,
        found=remedies,
        nearest=nearest,
        changeable=tuple(term.name for term in changeable(decider, facts, date)),
        stuck=tuple(sorted(searched.stuck)),
        settled=not (searched.left or searched.partly),
        why=_why(searched),
    )


def _why(searched: Searched) -> str:
    if searched.left:
        return searched.left
    if not searched.partly:
        return ""
    names = ", ".join(f'"{name}"' for name in sorted(searched.partly))
    return f"a smaller change may exist, as not all that matters was tried of {names}"


def _remedy(
    decider: Decider, choice: Mapping[str, Any], facts: Facts, date: dt.date, way: Way
) -> Remedy:
    changes = tuple(
        Change(
            key=term.key,
            term=term.name,
            type=term.type,
            before=facts.values.get(term.key, term.assumed.value if term.assumed else None),
            after=way.values[term.key],
            or_else=way.or_else.get(term.key, ()),
        )
        for term in decider.vocabulary.given_terms()
        if term.key in way.values
    )
    given = {each.key: given_value(each.after) for each in changes}
    changed = {**choice, **given}
    if facts.not_known:  # what is changed is known then
        changed[NOT_KNOWN] = sorted(facts.not_known - given.keys())
    decision = _confirmed(decider, changed, date, way)
    for each in changes:
        for other in each.or_else:
            _confirmed(decider, {**changed, each.key: given_value(other)}, date, way)
    return Remedy(changes, changed, decision)


def _confirmed(decider: Decider, choice: Mapping[str, Any], date: dt.date, way: Way) -> Decision:
    decision = decider.decide(choice, date)
    if decision.verdict != way.outline.verdict:
        raise EngineFault(
            f'a remedy was found and not confirmed: "{way.outline.verdict}" was expected and'
            f' "{decision.verdict}" decided; please report this'
        )
    return decision
