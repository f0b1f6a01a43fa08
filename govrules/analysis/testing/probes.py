"""Tell whether a decided choice reaches a point of a policy: one test for each point."""

from __future__ import annotations

from collections.abc import Iterator

from govrules.analysis.testing.observing import Observed, Side
from govrules.analysis.testing.points import SIDES, Point, Probe, possible_verdicts, sides_of
from govrules.explain.boundary.comparisons import Comparison, comparisons
from govrules.explain.boundary.parts import Part, parts
from govrules.model import kleene
from govrules.model.decision import Verdict
from govrules.model.expression import Condition, Value
from govrules.model.kleene import Truth
from govrules.model.place import Place
from govrules.model.policy import (
    BINDING,
    Decider,
    Definition,
    Duty,
    Modality,
    Policy,
    PolicySet,
    Rule,
    Table,
    WhoDecides,
)

ADVISORY: tuple[Modality, ...] = ("should", "should not")


def probes_of(policy_set: PolicySet, policy: Policy) -> tuple[Probe, ...]:
    """The points of one policy that choices can reach, in the order in which they are told."""
    found: list[Probe] = []
    for rule in policy.rules:
        found += [*_of_rule(rule), *_of_exceptions(rule)]
    for definition in policy.definitions:
        found += _of_definition(definition)
    for table in policy.tables:
        found += [_row(table, number) for number in range(len(table.rows))]
    for part in parts(policy):
        found += _of_boundaries(part)
    for duty in policy.duties:
        found += _of_duty(duty)
    for section in policy.who_decides:
        found += _of_deciders(section)
    top = Place(policy.file, 1, 1, 1, 1)
    return (*found, *(_verdict(each, top) for each in possible_verdicts(policy_set, policy)))


# --- rules -------------------------------------------------------------------------------------


def _of_rule(rule: Rule) -> Iterator[Probe]:
    def point(what: str) -> Point:
        return Point("rule", rule.label, what, "", rule.place)

    label = rule.label
    modalities = {norm.modality for norm in rule.norms}
    yield Probe(point("applies"), lambda seen: seen.applies(label))
    if rule.condition is not None:
        yield Probe(
            point("does not apply"), lambda seen: seen.rule(label).applicable == kleene.FALSE
        )
    if modalities & set(BINDING):
        yield Probe(point("met"), lambda seen: seen.keeps(rule, BINDING))
        yield Probe(point("breached"), lambda seen: seen.rule(label).breached == kleene.TRUE)
    if modalities & set(ADVISORY):
        yield Probe(point("followed"), lambda seen: seen.keeps(rule, ADVISORY))
        yield Probe(point("departed from"), lambda seen: seen.rule(label).departs == kleene.TRUE)
    if modalities == {"may"}:
        yield Probe(point("permits"), lambda seen: seen.rule(label).in_play == kleene.TRUE)


def _of_exceptions(rule: Rule) -> Iterator[Probe]:
    if rule.unless is not None:
        yield _exception(rule, rule.unless, "applies", kleene.TRUE)
        yield _exception(rule, rule.unless, "does not apply", kleene.FALSE)
    for other in rule.despite:
        yield _displaces(rule, f"displaces {other}", displaced=other, by=rule.label)
    for other in rule.subject_to:
        yield _displaces(rule, f"is displaced by {other}", displaced=rule.label, by=other)


def _exception(rule: Rule, unless: Condition, what: str, truth: Truth) -> Probe:
    def reached(seen: Observed) -> bool:
        return seen.applies(rule.label) and seen.truth(unless) == truth

    return Probe(Point("exception", rule.label, what, unless.words, unless.place), reached)


def _displaces(rule: Rule, what: str, displaced: str, by: str) -> Probe:
    def reached(seen: Observed) -> bool:
        return seen.applies(displaced) and by in seen.rule(displaced).displaced_by

    return Probe(Point("exception", rule.label, what, "", rule.place), reached)


# --- words, rows and figures ---------------------------------------------------------------------


def _of_definition(definition: Definition) -> Iterator[Probe]:
    def point(what: str) -> Point:
        return Point("definition", definition.name, what, "", definition.place)

    if definition.condition is None:
        yield Probe(point("worked out"), lambda seen: seen.is_known(definition))
        return
    yield Probe(point("met"), lambda seen: seen.definition(definition) is True)
    yield Probe(point("not met"), lambda seen: seen.definition(definition) is False)


def _row(table: Table, number: int) -> Probe:
    row = table.rows[number]
    return Probe(
        Point("table row", table.label, f"row {number + 1} applies", row.words, row.place),
        lambda seen: seen.table_hits(table)[number] == kleene.TRUE,
    )


def _of_boundaries(part: Part) -> Iterator[Probe]:
    """Each comparison with a fixed limit: values below it, at it and above it."""
    root = part.condition if part.condition is not None else part.value
    if root is None or part.owner == "portfolio rule":
        return
    for one in comparisons(root, 0):
        for side in sides_of(one):
            yield _boundary(part, root, one, side)


def _boundary(part: Part, root: Condition | Value, one: Comparison, side: Side) -> Probe:
    # what a rule requires or excepts says nothing of choices that it does not apply to
    gate = part.label if part.kind in ("requirement", "exception") else None

    def reached(seen: Observed) -> bool:
        return (gate is None or seen.applies(gate)) and side in seen.sides(root, one)

    compare = one.compare
    return Probe(Point("boundary", part.label, SIDES[side], compare.words, compare.place), reached)


# --- duties, who decides, verdicts -----------------------------------------------------------


def _of_duty(duty: Duty) -> Iterator[Probe]:
    def point(what: str) -> Point:
        return Point("duty", duty.label, what, "", duty.place)

    yield Probe(point("arises"), lambda seen: seen.owed.duty_arises(duty) == kleene.TRUE)
    if duty.condition is not None:
        yield Probe(
            point("does not arise"), lambda seen: seen.owed.duty_arises(duty) == kleene.FALSE
        )


def _of_deciders(section: WhoDecides) -> Iterator[Probe]:
    for number, one in enumerate(section.deciders):
        yield _decides(section, number, Point(
            "who decides", one.role, "decides", one.condition.words, one.place
        ))  # fmt: skip
    if section.otherwise is not None:
        point = Point("who decides", section.otherwise, "decides otherwise", "", section.place)
        yield _decides(section, len(section.deciders), point)
    for one in section.sign_offs:
        yield _signs_off(one, "signs off", kleene.TRUE)
        yield _signs_off(one, "need not sign off", kleene.FALSE)


def _decides(section: WhoDecides, number: int, point: Point) -> Probe:
    """Whether the decider with this number is the first whose condition holds."""
    before = [one.condition for one in section.deciders[:number]]
    own = [one.condition for one in section.deciders[number : number + 1]]

    def reached(seen: Observed) -> bool:
        passed_by = all(seen.truth(each) == kleene.FALSE for each in before)
        return passed_by and all(seen.truth(each) == kleene.TRUE for each in own)

    return Probe(point, reached)


def _signs_off(one: Decider, what: str, truth: Truth) -> Probe:
    return Probe(
        Point("who decides", one.role, what, one.condition.words, one.place),
        lambda seen: seen.truth(one.condition) == truth,
    )


def _verdict(verdict: Verdict, top: Place) -> Probe:
    return Probe(
        Point("verdict", str(verdict), "reached", "", top), lambda seen: seen.verdict == verdict
    )
