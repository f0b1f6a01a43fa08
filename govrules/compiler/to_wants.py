"""The policies → one generated Python function that tells which missing facts still matter, where.

Where a whole is unknown, no part of it settles it, so every unknown part of it could. What is
missing is told as a whole number with a bit for each fact, judgement and the acts. An atom
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
from govrules.compiler.value_parts import Parts, Reads
from govrules.compiler.wants import Bits, Layout, Wants, as_told
from govrules.model.dataclass import dataclass
from govrules.model.expression import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Condition,
    IsKnown,
    Judged,
    Meets,
    Not,
    Proposes,
)
from govrules.model.policy import BINDING, ActNorm, Definition, Norm, Rule, Table, Term


@dataclass(slots=True)
class _Writer:
    logic: PolicyLogic
    layout: Layout
    reads: Reads
    source: Source = field(default_factory=Source)
    atoms: dict[str, int] = field(default_factory=dict)
    asked: list[Condition | Definition] = field(default_factory=list)

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
                return self.reads.variables[name_of(definition)]
            case Judged(_, text):
                return str(self.reads.bits.of_judgement[text])
            case Proposes():
                return str(self.reads.bits.of_acts)
            case IsKnown():
                return "0"
            case _:
                return self.parts_wanted(self.reads.condition(condition), condition)

    def guarded(self, condition: Condition) -> str:
        """What the condition wants, whatever it comes to."""
        if isinstance(condition, Meets):
            return self.wants(condition)  # nothing, where it is known
        wanted = self.wants(condition)
        return "0" if wanted == "0" else f"({wanted} if {self.truth(condition)} == 1 else 0)"

    def any_of(self, items: Iterable[Condition]) -> str:
        return _either(self.guarded(item) for item in items)

    def parts_wanted(self, parts: Parts, subject: Condition | Definition) -> str:
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


def to_wants(
    logic: PolicyLogic,
    bits: Bits,
    layout: Layout,
    owed: Sequence[Condition],
    terms: Iterable[Term],
) -> Wants:
    """The function that tells what is wanted; `owed` are the conditions of what may be owed."""
    writer = _Writer(logic, layout, Reads.of(terms, bits))
    writer.atoms = {name: place for place, name in enumerate(logic.conditions)}
    for each in after_what_they_read(as_told(logic)):
        _derived(writer, each)
    rules = [_rule(writer, number, each.rule) for number, each in enumerate(logic.rules)]
    conditions, exceptions, norms = zip(*rules, strict=True) if rules else ((), (), ())
    told = [writer.reads.variables[name_of(each)] for each in as_told(logic)]
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
        wanted = writer.parts_wanted(writer.reads.value(each.value, unknown=True), each)
        if wanted != "0":
            wanted = f"{wanted} if v[{writer.layout.values[each.key]}] is None else 0"
    name = writer.source.fresh("w")
    writer.source.line(f"{name} = {wanted}")
    writer.reads.variables[name_of(each)] = name


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
