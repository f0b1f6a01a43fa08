"""What `diff` says of two rulebooks holds of every choice of a small domain; nothing is missed."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govrules.analysis.difference import Changes, Difference
from govrules.analysis.solving.comparing.compare import difference
from govrules.analysis.subject import Budget, Subject
from govrules.engine.reference import Evaluation
from govrules.model.decision import Status, Verdict
from tests.solving.found import subject_of
from tests.strategies.small import every_choice, is_complete, small_policies

DAY = dt.date(2026, 7, 1)
CHOICES = every_choice()
slow_to_draw = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
EDITS = (
    ("£100", "£200"),
    ("at least", "at most"),
    ("is less than", "is at most"),
    ("must not", "must"),
    ("must be yes", "must be no"),
    ("mutual", "charity"),
    ("may be departed from by the Cabinet", "may be departed from by the director"),
    ("version 1", "version 2"),
)


def edited(texts: dict[str, str], edit: tuple[str, str]) -> dict[str, str]:
    """The council's policy with the last of some words changed."""
    council = texts["council.policy"]
    before, found, after = council.rpartition(edit[0])
    return {**texts, "council.policy": before + edit[1] + after if found else council}


def verdicts(subject: Subject) -> list[Verdict]:
    return [Evaluation(subject.policy_set, facts, DAY).verdict for facts in CHOICES]


def pairs(changes: Changes) -> set[tuple[str, str]]:
    return {(change.was, change.now) for change in changes.found}


@slow_to_draw
@given(small_policies(), st.sampled_from(EDITS))
def test_what_changes_is_what_trying_every_choice_shows(
    texts: dict[str, str], edit: tuple[str, str]
) -> None:
    old, new = subject_of(texts), subject_of(edited(texts, edit))
    found = difference(old, new, DAY, Budget.of(20, 300))
    check_unsettled(found)
    check_verdicts(found, verdicts(old), verdicts(new))
    check_rules(found, old, new)


def check_unsettled(found: Difference) -> None:
    """So few choices leave nothing open but changes of more kinds than are told of one thing."""
    parts = [found.verdicts, found.deciders, *(rule.changes for rule in found.rules)]
    told = {f"all changes of {part.of}": len(part.found) for part in parts}
    for each in found.unsettled:
        assert each.why == "there are more than are told", each
        most = 6 if each.what.startswith("all changes of rule ") else 12
        assert told[each.what] == most, each


def check_verdicts(found: Difference, before: list[Verdict], after: list[Verdict]) -> None:
    """Every change of a choice that is told in full is of a kind that is told; and where it is
    proved that none changes, none does, however little is told."""
    if found.verdicts_same == "proved":
        assert before == after
    for facts, was, now in zip(CHOICES, before, after, strict=True):
        if is_complete(facts) and was != now and found.verdicts.whole:
            assert (was.value, now.value) in pairs(found.verdicts)
    if before == after:
        # what may be recorded with a choice is not among the choices tried
        assert all("departures" in change.choice for change in found.verdicts.found)


def check_rules(found: Difference, old: Subject, new: Subject) -> None:
    told = {rule.label: rule.changes for rule in found.rules}
    labels = {rule.label for rule in new.policy_set.rules()}
    for facts in filter(is_complete, CHOICES):
        before = Evaluation(old.policy_set, facts, DAY)
        after = Evaluation(new.policy_set, facts, DAY)
        for label in labels:
            was, now = before.rule(label).status, after.rule(label).status
            if was != now and Status.UNDETERMINED not in (was, now):
                changes = told[label]
                assert not changes.whole or (was.value, now.value) in pairs(changes)
