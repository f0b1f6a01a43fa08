"""The policies → one generated Python function that tells which missing facts still matter, where.

Where a whole is unknown, no part of it settles it, so every unknown part of it could. What is
missing is told as a whole number with a bit for each fact, judgement and the acts (`Bits`). An atom
whose parts are all needed wants those of them that are not given. What depends on the entries of a
list, or on whether a part of it is known, is asked of the slower evaluator, through `ask`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from govrules.compiler.derived import Derived, after_what_they_read, name_of
from govrules.compiler.from_policy import PolicyLogic
from govrules.compiler.generated import Code
from govrules.compiler.python_source import Source
from govrules.compiler.signature import condition_signature
from govrules.compiler.wants import Bits, Layout, Wants, as_told
from govrules.model.dataclass import dataclass
from govrules.model.expression import (
    Aggregate,
    AllOf,
    Among,
    AnyOf,
    Arithmetic,
    AtLeastOf,
    Compare,
    Condition,
    Constant,
    DefinedValue,
    Elapsed,
    FigureValue,
    FirstKnown,
    Holds,
    Includes,
    IsKnown,
    IsNone,
    Judged,
    Lookup,
    Meets,
    Not,
    Proposes,
    Quantified,
    TermValue,
    Value,
)
from govrules.model.policy import BINDING, ActNorm, Definition, Norm, Rule, Table, Term


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a value reads: facts that are all needed, and facts inside which more may be missing."""

    needed: int = 0
    inside: int = 0
    variables: tuple[str, ...] = ()
    is_strict: bool = True

    def __or__(self, other: _Parts) -> _Parts:
        return _Parts(
            self.needed | other.needed,
            self.inside | other.inside,
            tuple(dict.fromkeys(self.variables + other.variables)),
            self.is_strict and other.is_strict,
        )


_UNSETTLED = _Parts(is_strict=False)


@dataclass(slots=True)
class _Writer:
    logic: PolicyLogic
    bits: Bits
    layout: Layout
    assumed: frozenset[str]
    source: Source = field(default_factory=Source)
    atoms: dict[str, int] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    asked: list[Condition | Definition] = field(default_factory=list)
    of_definitions: dict[tuple[str, bool], _Parts] = field(default_factory=dict)

    # --- what a condition comes to, and what it wants ------------------------------------------

    def truth(self, condition: Condition) -> str:
        match condition:
            case AllOf(items):
                return f"min({', '.join(map(self.truth, items))}, 2)"
            case AnyOf(items):
                return f"max({', '.join(map(self.truth, items))}, 0)"
            case Not(item):
                return f"(2 - {self.truth(item)})"
            case AtLeastOf(count, items):
                return f"at_least_of({count}, ({', '.join(map(self.truth, items))},))"
            case Meets(definition):
                return f"c[{self.layout.definitions[definition.key]}]"
            case _:
                return f"a[{self.atoms[condition_signature(condition)]}]"

    def wants(self, condition: Condition) -> str:
        """What the condition wants, given that it is unknown."""
        match condition:
            case AllOf(items) | AnyOf(items) | AtLeastOf(_, items):
                return self.any_of(items)
            case Not(item):
                return self.wants(item)
            case Meets(definition):
                return self.variables[name_of(definition)]
            case Judged(_, text):
                return str(self.bits.of_judgement[text])
            case Proposes():
                return str(self.bits.of_acts)
            case IsKnown():
                return "0"
            case _:
                return self.parts_wanted(self._parts_of(condition), condition)

    def guarded(self, condition: Condition) -> str:
        """What the condition wants, whatever it comes to."""
        if isinstance(condition, Meets):
            return self.wants(condition)  # nothing, where it is known
        wanted = self.wants(condition)
        return "0" if wanted == "0" else f"({wanted} if {self.truth(condition)} == 1 else 0)"

    def any_of(self, items: Iterable[Condition]) -> str:
        return _either(self.guarded(item) for item in items)

    def parts_wanted(self, parts: _Parts, subject: Condition | Definition) -> str:
        if not parts.is_strict:
            return self._ask(subject)
        pieces = list(parts.variables)
        if parts.needed | parts.inside:
            pieces.append(f"({parts.needed | parts.inside} & m)")
        wanted = _either(pieces)
        if not parts.inside:
            return wanted
        return f"({wanted} if {parts.inside} & m == {parts.inside} else {self._ask(subject)})"

    def _ask(self, subject: Condition | Definition) -> str:
        self.asked.append(subject)
        return f"ask({len(self.asked) - 1})"

    # --- what a value reads --------------------------------------------------------------------

    def _parts_of(self, condition: Condition) -> _Parts:
        match condition:
            case Compare(_, left, Constant()):
                return self.parts(left, unknown=True)
            case Compare(_, left, right):
                return self.parts(left) | self.parts(right)
            case Among(left) | Includes(left) | IsNone(left) | Holds(left):
                return self.parts(left, unknown=True)
            case Quantified(_, term):
                return self._entries(term)
            case _:
                return _UNSETTLED

    def _parts_of_definition(self, definition: Definition, value: Value, unknown: bool) -> _Parts:
        # once for each: each of a chain of definitions may read the one before it twice
        name = name_of(definition)
        if (name, unknown) not in self.of_definitions:
            inside = self.parts(value, unknown=unknown)
            if inside.inside or not inside.is_strict:
                inside = _Parts(variables=(self.variables[name],))
            self.of_definitions[name, unknown] = inside
        return self.of_definitions[name, unknown]

    def parts(self, value: Value, *, unknown: bool = False) -> _Parts:
        """What a value reads, which may be certain to be unknown."""
        match value:
            case Constant():
                return _Parts()
            case TermValue(term) if term.worked_out_by is not None:
                return _Parts(variables=(self.variables[f"table {term.worked_out_by}"],))
            case TermValue(term):
                return _Parts(0 if term.key in self.assumed else self.bits.of_fact[term.key])
            case FigureValue(figure):
                return _Parts() if figure.as_at is None else self.parts(figure.as_at)
            case DefinedValue(definition) if definition.value is not None:
                return self._parts_of_definition(definition, definition.value, unknown)
            case FirstKnown(items) if unknown:  # then none of them is known
                found = _Parts()
                for item in items:
                    found |= self.parts(item, unknown=True)
                return found
            case Arithmetic(_, left, right) | Elapsed(_, left, right):
                return self.parts(left) | self.parts(right)
            case Aggregate(_, term) | Lookup(term):
                return self._entries(term)
            case _:
                return _UNSETTLED

    def _entries(self, term: Term) -> _Parts:
        if term.worked_out_by is not None or term.key in self.assumed:
            return _UNSETTLED
        return _Parts(inside=self.bits.of_fact[term.key])


def to_wants(
    logic: PolicyLogic,
    bits: Bits,
    layout: Layout,
    owed: Sequence[Condition],
    terms: Iterable[Term],
) -> Wants:
    """The function that tells what is wanted; `owed` are the conditions of what may be owed."""
    writer = _Writer(
        logic, bits, layout, frozenset(term.key for term in terms if term.assumed is not None)
    )
    writer.atoms = {name: place for place, name in enumerate(logic.conditions)}
    for each in after_what_they_read(as_told(logic)):
        _derived(writer, each)
    rules = [_rule(writer, number, each.rule) for number, each in enumerate(logic.rules)]
    conditions, exceptions, norms = zip(*rules, strict=True) if rules else ((), (), ())
    told = [writer.variables[name_of(each)] for each in as_told(logic)]
    lists = [told, conditions, exceptions, norms, [writer.guarded(each) for each in owed]]
    writer.source.line(f"return ({', '.join(_tuple(each) for each in lists)})")
    source = writer.source.function("wants(c, a, v, m, ask)")
    return Wants(Code(source), writer.source.constants, tuple(writer.asked))


def _derived(writer: _Writer, each: Derived) -> None:
    """Write what a definition or table wants."""
    if isinstance(each, Table):
        wanted = _table(writer, each)
    elif each.condition is not None:
        wanted = writer.wants(each.condition)
        if wanted != "0":
            wanted = f"{wanted} if c[{writer.layout.definitions[each.key]}] == 1 else 0"
    else:
        assert each.value is not None
        wanted = writer.parts_wanted(writer.parts(each.value, unknown=True), each)
        if wanted != "0":
            wanted = f"{wanted} if v[{writer.layout.values[each.key]}] is None else 0"
    name = writer.source.fresh("w")
    writer.source.line(f"{name} = {wanted}")
    writer.variables[name_of(each)] = name


def _table(writer: _Writer, table: Table) -> str:
    """The facts that decide which row is hit, while that is open."""
    hits = [f"c[{place}]" for place in writer.layout.hits[table.label]]
    matches = [f"c[{place}]" for place in writer.layout.matches[table.label]]
    rows = ["0" if row.condition is None else writer.guarded(row.condition) for row in table.rows]
    if not rows:
        return "0"
    unsure = f"1 in ({', '.join(hits)},)"
    if table.hit == "every row that applies":
        return f"{_either(rows)} if {unsure} else 0"
    unsettled = f"{unsure} and 2 not in ({', '.join(hits)},)"
    if table.hit == "exactly one row applies":
        return f"{_either(rows)} if {unsettled} else 0"
    # rows after one that matches for certain are not looked at
    wanted = "0"
    for row, match in zip(reversed(rows), reversed(matches), strict=True):
        wanted = f"(0 if {match} == 2 else {_either([row, wanted])})"
    return f"{wanted} if {unsettled} else 0"


def _rule(writer: _Writer, number: int, rule: Rule) -> tuple[str, str, str]:
    """Write what a rule's condition, exception and norms want where each is open."""
    condition = "0" if rule.condition is None else writer.wants(rule.condition)
    unless = "0" if rule.unless is None else writer.guarded(rule.unless)
    binding = [norm for norm in rule.norms if norm.modality in BINDING]
    advisory = [norm for norm in rule.norms if norm.modality in ("should", "should not")]
    names = tuple(writer.source.fresh("r") for _ in range(3))
    writer.source.line(f"p = c[{number}]")
    writer.source.line("if has_unknown[p]:")
    writer.source.line(f"    {names[0]} = {condition} if p % 3 == 1 else 0")
    writer.source.line(f"    {names[1]} = {unless}")
    writer.source.line(
        f"    {names[2]} = {_norms(writer, binding)} if p // 27 % 3 == 1"
        f" else {_norms(writer, advisory)} if p // 81 == 1 else 0"
    )
    writer.source.line(f"else: {' = '.join(names)} = 0")
    return names[0], names[1], names[2]


def _norms(writer: _Writer, norms: Sequence[Norm]) -> str:
    return writer.any_of(
        Proposes(norm.act) if isinstance(norm, ActNorm) else norm.requirement for norm in norms
    )


def _either(pieces: Iterable[str]) -> str:
    found = [piece for piece in dict.fromkeys(pieces) if piece != "0"]
    return f"({' | '.join(found)})" if len(found) > 1 else found[0] if found else "0"


def _tuple(names: Sequence[str]) -> str:
    return f"({', '.join(names)}{',' if names else ''})"
