"""The words of a policy set while it is typed, and which of them a policy can see.

A policy sees the words that it declares and those of the policies it uses, directly or through
others. Every look-up is noted, so that circles and words that nothing reads can be found later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace

from govrules.language import syntax as s
from govrules.language.checking.names import fold, may_compare
from govrules.language.faults import names as faults_names
from govrules.model.dataclass import dataclass
from govrules.model.diagnostic import Diagnostic
from govrules.model.place import Place
from govrules.model.policy import Act, Citation, Definition, Figure, Term
from govrules.model.types import ListField, ListType, OneOfType

Key = tuple[str, str]
"""A kind ("term", "figure", "definition", "table", "rule", …) and a folded phrase or label."""


@dataclass(slots=True)
class Pending:
    """A definition that is typed when first needed; `result` stays None when it has faults."""

    node: s.Definition
    policy: int
    begun: bool = False
    result: Definition | None = None


@dataclass(frozen=True, slots=True)
class Nature:
    """What is to be known of a value beyond its type, see `nature`."""

    plain: bool = False
    from_date: bool = False
    or_none: bool = False


Found = Term | Figure | Pending | ListField


@dataclass(frozen=True, slots=True)
class Reading:
    """Somewhere in `reader`, the word `word` is read."""

    reader: Key
    word: Key
    place: Place


@dataclass(slots=True)
class Words:
    """Everything that the set declares, by folded phrase.

    `owner` is the policy that a word belongs to, `seen_in` has all that declare it. `figures` are
    all the declared ones; those with faults are not among `found`.
    """

    titles: tuple[str, ...]
    found: dict[str, Term | Figure | Pending] = field(default_factory=dict)
    figures: set[str] = field(default_factory=set)
    acts: dict[str, Act] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    sources: dict[tuple[int, str], Citation] = field(default_factory=dict)
    priorities: dict[str, str] = field(default_factory=dict)
    owner: dict[str, int] = field(default_factory=dict)
    seen_in: dict[Key, set[int]] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    natures: dict[str, Nature] = field(default_factory=dict)
    judgements: dict[str, Place] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    define: Callable[[Pending], None] = lambda pending: None

    def see(self, kind: str, phrase: str, policy: int) -> None:
        self.seen_in.setdefault((kind, fold(phrase)), set()).add(policy)


@dataclass(frozen=True, slots=True)
class Scope:
    """What one policy can see. `fields` are those of the list whose entries are looked at."""

    words: Words
    policy: int
    visible: frozenset[int]
    reader: Key = ("", "")
    fields: ListType | None = None

    def reading(self, kind: str, label: str) -> Scope:
        return replace(self, reader=(kind, fold(label)), fields=None)

    def within(self, entries: ListType) -> Scope:
        return replace(self, fields=entries)

    @property
    def title(self) -> str:
        return self.words.titles[self.policy]

    def report(self, fault: Diagnostic) -> None:
        self.words.faults.append(fault)

    def sees(self, kind: str, phrase: str) -> bool:
        return not self.visible.isdisjoint(self.words.seen_in.get((kind, fold(phrase)), ()))

    def look(self, phrase: str) -> Found | None:
        """What the phrase means here, without a word when it means nothing."""
        folded = fold(phrase)
        if self.fields is not None:
            for entry_field in self.fields.fields:
                if fold(entry_field.name) == folded:
                    return entry_field
        found = self.words.found.get(folded)
        return found if found is not None and self.sees("word", phrase) else None

    def find(self, name: s.Name | s.Role) -> Found | None:
        """What the phrase means here; reported when it means nothing, noted as read otherwise."""
        found = self.look(name.text)
        if found is None:
            self.report_unknown(name)
        elif not isinstance(found, ListField):
            self.note(found, name)
        return found

    def note(self, found: Term | Figure | Pending, name: s.Name | s.Role) -> None:
        kind = {Term: "term", Figure: "figure", Pending: "definition"}[type(found)]
        self.words.readings.append(Reading(self.reader, (kind, fold(name.text)), name.place))

    def report_unknown(self, name: s.Name | s.Role) -> None:
        """Report a phrase that means nothing here, with what its writer may have meant."""
        phrase, place = name.text, name.place
        if fold(phrase) in self.words.figures and self.sees("word", phrase):
            return  # a figure with faults of its own, which are reported
        declared_by = sorted(self.words.seen_in.get(("word", fold(phrase)), ()))
        of = self._list_with(phrase)
        if declared_by:
            policy = self.words.titles[declared_by[0]]
            fault = faults_names.term_of_unused_policy(phrase, policy, place)
        elif of is not None:
            fault = faults_names.field_out_of_place(phrase, of, place)
        elif (ending := self._read_too_far(phrase)) is not None:
            before = phrase.partition(ending)[0]
            fault = faults_names.read_too_far(phrase, before, ending, place)
        elif (term := self._term_with_value(phrase)) is not None:
            fault = faults_names.value_alone(phrase, term, place)
        else:
            fault = faults_names.unknown_term(phrase, self.phrases(), place)
        self.report(fault)

    def _list_with(self, field_name: str) -> str | None:
        """The list that has a field of this name, where there is one."""
        folded = fold(field_name)
        for found in self.words.found.values():
            if not isinstance(found, Term) or not isinstance(found.type, ListType):
                continue
            names = {fold(entry_field.name) for entry_field in found.type.fields}
            if folded in names and self.sees("word", found.name):
                return found.name
        return None

    def _read_too_far(self, phrase: str) -> str | None:
        """What follows a declared phrase in this one, where it is a slip that is often made."""
        for ending in faults_names.ENDINGS:
            before, found, _ = phrase.partition(ending)
            if found and self.look(before) is not None:
                return ending
        return None

    def _term_with_value(self, value: str) -> str | None:
        """The term that has a value of this name, where there is one."""
        folded = fold(value)
        if not may_compare(len(self.words.found)):
            return None
        for found in self.words.found.values():
            if not isinstance(found, Term) or not isinstance(found.type, OneOfType):
                continue
            has_it = any(fold(each.text) == folded for each in found.type.values)
            if has_it and self.sees("word", found.name):
                return found.name
        return None

    def phrases(self) -> Iterator[str]:
        """Every phrase that could stand for a value here."""
        for entry_field in () if self.fields is None else self.fields.fields:
            yield entry_field.name
        for found in self.words.found.values():
            name = found.node.name.text if isinstance(found, Pending) else found.name
            if self.sees("word", name):
                yield name

    def definition(self, pending: Pending) -> Definition | None:
        """The typed definition; None when it has faults of its own or stands in a circle."""
        if not pending.begun:
            self.words.define(pending)
        return pending.result

    def act(self, name: s.Name | s.Role) -> Act | None:
        act = self.words.acts.get(fold(name.text))
        if act is not None and self.sees("act", name.text):
            return act
        known = [act.name for act in self.words.acts.values() if self.sees("act", act.name)]
        self.report(faults_names.unknown_act(name.text, known, name.place))
        return None

    def role(self, role: s.Role) -> str:
        """The role as it was declared; roles are checked only where some are declared."""
        known = [name for name in self.words.roles.values() if self.sees("role", name)]
        folded = fold(role.text)
        for name in known:
            if fold(name) == folded:
                return name
        if known and folded not in _EVERYBODY:
            self.report(faults_names.unknown_role(role.text, known, role.place))
        return role.text

    def citations(self, citations: Iterable[s.Citation]) -> tuple[Citation, ...]:
        cited = []
        for citation in citations:
            source = self._source(citation.source)
            if source is not None:
                cited.append(replace(source, part=citation.part))
                continue
            labels = [c.label for (at, _), c in self.words.sources.items() if at in self.visible]
            self.report(faults_names.unknown_source(citation.source, labels, citation.place))
        return tuple(cited)

    def _source(self, label: str) -> Citation | None:
        """The policy's own source of that label, else that of a policy it uses."""
        for policy in (self.policy, *sorted(self.visible)):
            source = self.words.sources.get((policy, fold(label)))
            if source is not None:
                return source
        return None

    def priority(self, title: str, place: Place) -> str:
        """The title as it was declared."""
        if self.sees("priority", title):
            return self.words.priorities[fold(title)]
        known = [text for text in self.words.priorities.values() if self.sees("priority", text)]
        self.report(faults_names.unknown_priority(title, known, place))
        return title


_EVERYBODY = frozenset({"council", "authority", "decision maker", "commissioner"})
"""Roles that need no declaration: the body itself, and whoever decides."""
