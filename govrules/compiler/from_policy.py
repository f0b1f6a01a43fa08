"""Typed policies → the logic program that durable-rules decides, and the atoms outside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import product

from govrules.compiler.program import (
    All,
    Certain,
    Formula,
    LogicProgram,
    Negation,
    Node,
    Possible,
    Read,
    Some,
)
from govrules.compiler.signature import condition_signature
from govrules.model.dataclass import dataclass
from govrules.model.expression import AllOf, AnyOf, AtLeastOf, Condition, Meets, Not, Proposes
from govrules.model.policy import (
    BINDING,
    ActNorm,
    Definition,
    Departure,
    Duty,
    Norm,
    Policy,
    PolicySet,
    Rule,
    Table,
)

VERDICTS = (
    "rules conflict",
    "does not comply",
    "cannot be decided",
    "outside this policy",
    "complies with conditions",
    "complies",
)


def verdict_node(verdict: str) -> str:
    return f"verdict {verdict}"


@dataclass(frozen=True, slots=True)
class RuleLogic:
    """Where the parts of one rule are in the program."""

    rule: Rule
    policy: Policy
    in_force: str
    departure: str | None
    displacers: tuple[tuple[str, str], ...]
    """What may displace the rule ("unless", "departure" or a rule's label) and the node to ask."""
    applicable: str
    displaced: str
    in_play: str
    breached: str
    departs: str

    @property
    def outcome(self) -> tuple[str, ...]:
        """The nodes that tell what became of the rule, each reading only earlier ones."""
        return (self.applicable, self.displaced, self.in_play, self.breached, self.departs)


@dataclass(frozen=True, slots=True)
class TableLogic:
    table: Table
    hits: tuple[str, ...]
    """The node that tells for each row whether it is hit."""
    matches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskLogic:
    """A sign-off that may be owed: the node that tells, who signs off, and what asks for it."""

    owed: str
    asked: str
    who: str
    by: str


@dataclass(frozen=True, slots=True)
class PolicyLogic:
    """The program with everything that is needed to ask it and to read its answers.

    `conditions` maps each atom that the policy's words make to its condition; the other atoms are
    `in force …`, `departure …`, `signed off …` and `done …`, which the decision's records settle.
    """

    policy_set: PolicySet
    program: LogicProgram
    conditions: dict[str, Condition]
    rules: tuple[RuleLogic, ...]
    tables: dict[str, TableLogic]
    definitions: dict[str, str]
    conflicts: tuple[tuple[str, str, str], ...]
    duties: tuple[tuple[Duty, str], ...]
    sign_offs: tuple[AskLogic, ...]
    deciders: tuple[tuple[Policy, tuple[tuple[str, str], ...], str | None], ...]
    limits: tuple[tuple[Rule, str, str], ...]


@dataclass(slots=True)
class _Builder:
    policy_set: PolicySet
    nodes: dict[str, Formula] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    records: dict[str, None] = field(default_factory=dict)
    tables: dict[str, TableLogic] = field(default_factory=dict)

    def add(self, name: str, formula: Formula) -> str:
        self.nodes[name] = formula
        return name

    def record(self, name: str) -> Read:
        """An atom that the records of a decision settle, not the facts."""
        self.records[name] = None
        return Read(name)

    def formula(self, condition: Condition) -> Formula:
        match condition:
            case AllOf(items):
                return All(tuple(self.formula(item) for item in items))
            case AnyOf(items):
                return Some(tuple(self.formula(item) for item in items))
            case Not(item):
                return Negation(self.formula(item))
            case AtLeastOf(count, items):
                return self.at_least(count, tuple(self.formula(item) for item in items))
            case Meets(definition):
                return Read(definition_node(definition))
            case _:
                name = condition_signature(condition)
                self.conditions[name] = condition
                return Read(name)

    def at_least(self, count: int, items: tuple[Formula, ...]) -> Formula:
        """`count` of the items hold: take the first and one fewer of the rest, or do without it."""
        if count <= 0:
            return All(())
        if count > len(items):
            return Some(())
        if count == len(items):
            return All(items)
        name = f"at least {count} of {items!r}"
        if name not in self.nodes:
            head, rest = items[0], items[1:]
            with_head = All((head, self.at_least(count - 1, rest)))
            self.add(name, Some((with_head, self.at_least(count, rest))))
        return Read(name)


def definition_node(definition: Definition) -> str:
    return f"meets {definition.key}"


def to_logic(policy_set: PolicySet) -> PolicyLogic:
    """The logic program of the policies."""
    builder = _Builder(policy_set)
    definitions = _definitions(builder)
    _tables(builder)
    rules = _rules(builder)
    conflicts = _conflicts(builder, rules)
    duties = _duties(builder)
    sign_offs = _sign_offs(builder, rules)
    limits = _limits(rules)
    _verdict(builder, rules, conflicts, duties, sign_offs, limits)
    deciders = _deciders(builder)
    program = LogicProgram(
        atoms=(*builder.conditions, *builder.records),
        nodes=tuple(Node(name, formula) for name, formula in builder.nodes.items()),
    )
    return PolicyLogic(
        policy_set, program, builder.conditions, rules, builder.tables, definitions, conflicts,
        duties, sign_offs, deciders, limits,
    )  # fmt: skip


def _definitions(builder: _Builder) -> dict[str, str]:
    names: dict[str, str] = {}
    for policy in builder.policy_set.policies:
        for definition in policy.definitions:
            if definition.condition is not None:
                node = definition_node(definition)
                names[definition.key] = builder.add(node, builder.formula(definition.condition))
    return names


def _tables(builder: _Builder) -> None:
    for policy in builder.policy_set.policies:
        for table in policy.tables:
            matches = []
            for number, row in enumerate(table.rows, 1):
                met = builder.formula(row.condition) if row.condition is not None else All(())
                matches.append(builder.add(f"{table.label} row {number} matches", met))
            hits = [
                builder.add(f"{table.label} row {number} is hit", _hit(table, matches, number - 1))
                for number in range(1, len(table.rows) + 1)
            ]
            builder.tables[table.label] = TableLogic(table, tuple(hits), tuple(matches))


def _hit(table: Table, matches: list[str], row: int) -> Formula:
    if table.hit == "every row that applies":
        others: list[str] = []
    elif table.hit == "first row that applies":
        others = matches[:row]
    else:
        others = matches[:row] + matches[row + 1 :]
    return All((Read(matches[row]), *(Negation(Read(other)) for other in others)))


def _rules(builder: _Builder) -> tuple[RuleLogic, ...]:
    by_label = {rule.label: rule for rule in builder.policy_set.rules()}
    displacers: dict[str, list[str]] = {label: [] for label in by_label}
    for rule in by_label.values():
        for other in rule.despite:
            displacers[other].append(rule.label)
        displacers[rule.label].extend(rule.subject_to)
    departures = _departures(builder.policy_set)
    return tuple(
        _rule(builder, policy, rule, displacers[rule.label], rule.authority in departures)
        for policy in builder.policy_set.policies
        for rule in policy.rules
    )


def _departures(policy_set: PolicySet) -> dict[str, list[Departure]]:
    """The departures that are possible, by authority level."""
    found: dict[str, list[Departure]] = {}
    for policy in policy_set.policies:
        for departure in policy.departures:
            if departure.by is not None:
                found.setdefault(departure.authority, []).append(departure)
    return found


def _rule(
    builder: _Builder, policy: Policy, rule: Rule, displacers: Iterable[str], may_depart: bool
) -> RuleLogic:
    label = rule.label
    in_force = f"in force {label}"
    condition = (builder.formula(rule.condition),) if rule.condition is not None else ()
    applicable = builder.add(f"{label} applicable", All((builder.record(in_force), *condition)))
    asked: list[tuple[str, str]] = []
    if rule.unless is not None:
        asked.append(("unless", builder.add(f"{label} unless", builder.formula(rule.unless))))
    asked += [(other, f"{other} in play") for other in dict.fromkeys(displacers)]
    departure = f"departure {label}" if may_depart else None
    if departure is not None:
        builder.record(departure)
        asked.append(("departure", departure))
    displaced = builder.add(f"{label} displaced", _displaced(applicable, [n for _, n in asked]))
    playing = builder.add(f"{label} in play", All((Read(applicable), Negation(Read(displaced)))))
    return RuleLogic(
        rule, policy, in_force, departure, tuple(asked), applicable, displaced, playing,
        breached=_fails(builder, rule, f"{label} breached", playing, BINDING),
        departs=_fails(builder, rule, f"{label} departs", playing, ("should", "should not")),
    )  # fmt: skip


def _displaced(applicable: str, asked: Sequence[str]) -> Formula:
    """One of the nodes holds; never where the rule does not apply, so that what displaces it then
    is no outcome of its own."""
    if not asked:
        return Some(())
    return All((Possible(applicable), Some(tuple(map(Read, asked)))))


def _fails(
    builder: _Builder, rule: Rule, name: str, in_play: str, modalities: tuple[str, ...]
) -> str:
    """The rule is in play and one of its norms of these modalities is not followed."""
    wanted = [_followed(builder, norm) for norm in rule.norms if norm.modality in modalities]
    return builder.add(name, All((Read(in_play), Negation(All(tuple(wanted))))))


def _followed(builder: _Builder, norm: Norm) -> Formula:
    asked = Proposes(norm.act) if isinstance(norm, ActNorm) else norm.requirement
    formula = builder.formula(asked)
    return Negation(formula) if norm.modality.endswith("not") else formula


def _conflicts(builder: _Builder, rules: tuple[RuleLogic, ...]) -> tuple[tuple[str, str, str], ...]:
    """Pairs of rules of which one must and one must not do the same act, and their node."""
    acts: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for logic in rules:
        for norm in logic.rule.norms:
            if isinstance(norm, ActNorm) and norm.modality in BINDING:
                sides = acts.setdefault(norm.act.name, ({}, {}))
                sides[norm.modality == "must not"][logic.rule.label] = logic.in_play
    found = []
    for must, must_not in acts.values():
        for (one, one_node), (other, other_node) in product(must.items(), must_not.items()):
            node = f"{one} conflicts with {other}"
            builder.add(node, All((Read(one_node), Read(other_node))))
            found.append((one, other, node))
    return tuple(dict.fromkeys(found))


def _duties(builder: _Builder) -> tuple[tuple[Duty, str], ...]:
    found = []
    for policy in builder.policy_set.policies:
        for duty in policy.duties:
            parts = [
                builder.record(f"in force policy {policy.title}"),
                builder.formula(Proposes(duty.act)),
                Negation(builder.record(f"done {duty.label}")),
            ]
            if duty.condition is not None:
                parts.append(builder.formula(duty.condition))
            found.append((duty, builder.add(f"duty {duty.label} owed", All(tuple(parts)))))
            builder.add(f"duty {duty.label} arises", All((*parts[:2], *parts[3:])))
    return tuple(found)


def _sign_offs(builder: _Builder, rules: tuple[RuleLogic, ...]) -> tuple[AskLogic, ...]:
    asked = [
        (logic.in_play, who, logic.rule.label) for logic in rules for who in logic.rule.sign_offs
    ]
    for policy in builder.policy_set.policies:
        for number, table in enumerate(policy.who_decides):
            for place, row in enumerate(table.sign_offs):
                node = f"{policy.title} sign-off {number}.{place}"
                in_force = builder.record(f"in force policy {policy.title}")
                builder.add(node, All((in_force, builder.formula(row.condition))))
                asked.append((node, row.role, "who decides"))
    return tuple(
        AskLogic(
            builder.add(
                f"sign-off by {who} for {by} owed ({number})",
                All((Read(node), Negation(builder.record(f"signed off {who}")))),
            ),
            node, who, by,
        )
        for number, (node, who, by) in enumerate(asked)
    )  # fmt: skip


def _limits(rules: tuple[RuleLogic, ...]) -> tuple[tuple[Rule, str, str], ...]:
    """Permissions that are only given within a limit: the rule, the limit's words, its node."""
    return tuple(
        (logic.rule, f"{norm.act.name} {norm.limit.words}", logic.in_play)
        for logic in rules
        for norm in logic.rule.norms
        if isinstance(norm, ActNorm) and norm.limit is not None and norm.modality == "may"
    )


def _deciders(
    builder: _Builder,
) -> tuple[tuple[Policy, tuple[tuple[str, str], ...], str | None], ...]:
    found = []
    for policy in builder.policy_set.policies:
        for number, who in enumerate(policy.who_decides):
            rows = tuple(
                (
                    row.role,
                    builder.add(
                        f"{policy.title} decider {number}.{place}", builder.formula(row.condition)
                    ),
                )
                for place, row in enumerate(who.deciders)
            )
            found.append((policy, rows, who.otherwise))
    return tuple(found)


def _verdict(
    builder: _Builder,
    rules: tuple[RuleLogic, ...],
    conflicts: tuple[tuple[str, str, str], ...],
    duties: tuple[tuple[Duty, str], ...],
    sign_offs: tuple[AskLogic, ...],
    limits: tuple[tuple[Rule, str, str], ...],
) -> None:
    owed: list[Formula] = [Read(logic.departs) for logic in rules]
    owed += [Read(node) for _, node in duties]
    owed += [Read(ask.owed) for ask in sign_offs]
    owed += [Read(node) for _, _, node in limits]
    builder.add("conflict", Some(tuple(Read(node) for _, _, node in conflicts)))
    builder.add("breach", Some(tuple(Read(logic.breached) for logic in rules)))
    builder.add("applies", Some(tuple(Read(logic.applicable) for logic in rules)))
    builder.add("owed", Some(tuple(owed)))
    holds: tuple[Formula, ...] = (
        Certain("conflict"),
        Certain("breach"),
        Possible("breach"),
        Negation(Possible("applies")),
        Possible("owed"),
        All(()),
    )
    earlier: list[str] = []
    for verdict, formula in zip(VERDICTS, holds, strict=True):
        not_earlier = tuple(Negation(Read(name)) for name in earlier)
        earlier.append(builder.add(verdict_node(verdict), All((formula, *not_earlier))))
