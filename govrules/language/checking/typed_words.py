"""From the declarations of a policy set to its words: terms, acts, figures, sources, priorities.

Terms are made once and for all here, with the table that works them out and the value that is
assumed for them, so that every expression can hold the same term. A word that several policies
declare alike is one word; it belongs to the first of them by title.
"""

from __future__ import annotations

from collections.abc import Sequence

from govrules.language import syntax as s
from govrules.language.checking.comparing import same_kind
from govrules.language.checking.figures import typed_figure
from govrules.language.checking.names import fold, names_in
from govrules.language.checking.scope import Pending, Scope, Words
from govrules.language.checking.typed_types import declared_type, kind_of, outside
from govrules.language.checking.typed_values import typed_constant
from govrules.language.faults import names as faults_names
from govrules.language.faults import types as faults_types
from govrules.language.faults.syntax import reserved_phrase
from govrules.language.parsing.keywords import RESERVED as RESERVED_WORDS
from govrules.model.dataclass import dataclass
from govrules.model.expression import Constant
from govrules.model.facts import DECISION_DATE, RESERVED
from govrules.model.place import Place
from govrules.model.policy import Act, Citation, Term
from govrules.model.types import (
    DateType,
    ListType,
    MoneyType,
    OneOfType,
    SeveralOfType,
    TableType,
    Type,
    ValueWord,
)
from govrules.model.words import key_of, plain


@dataclass(slots=True)
class _Draft:
    """A term before it is known which table works it out and what is assumed for it."""

    node: s.TermDecl
    policy: int
    key: str
    type: Type
    table: s.Table | None = None
    assumption: s.Assumption | None = None
    assumed: Constant | None = None


def collect_words(
    policies: Sequence[s.Policy], visible: Sequence[frozenset[int]]
) -> tuple[Words, tuple[Scope, ...]]:
    """Every word of the set, and what each policy can see of them."""
    words = Words(tuple(policy.header.title for policy in policies))
    scopes = tuple(Scope(words, number, seen) for number, seen in enumerate(visible))
    collector = _Collector(policies, words, scopes)
    collector.declare()
    collector.finish()
    return words, scopes


class _Collector:
    """Goes through the declarations twice: first all of them, then what they say of each other."""

    def __init__(self, policies: Sequence[s.Policy], words: Words, scopes: Sequence[Scope]) -> None:
        self.policies, self.words, self.scopes = policies, words, scopes
        self.drafts: dict[str, _Draft] = {}
        self.nodes: dict[str, tuple[int, s.Node]] = {}
        self.keys: dict[str, tuple[str, s.TermDecl | s.Definition]] = {}
        self.figures: list[tuple[s.Figure, int]] = []

    def declare(self) -> None:
        for number, policy in enumerate(self.policies):
            own: dict[tuple[str, str], Place] = {}
            for item in policy.items:
                match item:
                    case s.Vocabulary(declarations=declarations):
                        for declaration in declarations:
                            self._vocabulary(declaration, number, own)
                    case s.Figure() | s.Definition():
                        self._derived(item, number, own)
                    case s.Source() | s.Priority() | s.Principle() | s.Scenario():
                        self._titled(item, number, own)
                    case _:
                        pass

    def finish(self) -> None:
        """Make the terms, then the figures, which may depend on terms."""
        self._outputs()
        self._assumptions()
        for folded, draft in self.drafts.items():
            node = draft.node
            judge = node.judged_by
            self.words.found[folded] = Term(
                name=plain(node.name.text),
                key=draft.key,
                type=draft.type,
                or_none=node.or_none,
                judged_by=None if judge is None else self.scopes[draft.policy].role(judge),
                worked_out_by=None if draft.table is None else draft.table.label,
                assumed=draft.assumed,
                personal=node.personal,
                changeable=node.changeable,
                policy=self.words.titles[draft.policy],
                place=node.name.place,
            )
        for figure, number in self.figures:
            scope = self.scopes[number].reading("figure", figure.name.text)
            typed = typed_figure(figure, scope)
            if typed is not None:
                self.words.found[fold(figure.name.text)] = typed

    # --- the first time round ------------------------------------------------------------------

    def _new(
        self, what: str, name: s.Node, phrase: str, node: s.Node, number: int,
        own: dict[tuple[str, str], Place],
    ) -> bool:  # fmt: skip
        """Is the phrase declared here for the first time in the set? Clashes are reported."""
        scope, folded = self.scopes[number], fold(phrase)
        if folded in _KEYWORDS:
            scope.report(reserved_phrase(phrase, name.place))
        first = own.get(("word", folded))
        if first is not None:
            scope.report(faults_names.declared_twice(what, phrase, name.place, first))
            return False
        own["word", folded] = name.place
        known = self.nodes.get(folded)
        if known is None:
            self.nodes[folded] = (number, node)
            self.words.owner[folded] = number
            return True
        if known[1] != node:
            other = self.words.titles[known[0]]
            scope.report(
                faults_names.declared_differently(phrase, name.place, known[1].place, other)
            )
        return False

    def _vocabulary(
        self, node: s.TermDecl | s.ActsDecl | s.RolesDecl, number: int,
        own: dict[tuple[str, str], Place],
    ) -> None:  # fmt: skip
        match node:
            case s.TermDecl():
                self._term(node, number, own)
            case s.ActsDecl(acts=acts):
                for act in acts:
                    self._act(act, number, own)
            case s.RolesDecl(roles=roles):
                for role in roles:
                    self.words.roles.setdefault(fold(role.text), role.text)
                    self.words.see("role", role.text, number)

    def _act(self, act: s.ValueName, number: int, own: dict[tuple[str, str], Place]) -> None:
        text = plain(act.text)
        self.words.see("act", text, number)
        if self._new("act", act, text, act, number, own):
            written = act.written if act.written is not None else text
            self.words.acts[fold(text)] = Act(text, written, place=act.place)

    def _term(self, node: s.TermDecl, number: int, own: dict[tuple[str, str], Place]) -> None:
        scope, phrase = self.scopes[number], plain(node.name.text)
        self.words.see("word", phrase, number)
        if not self._new("term", node.name, phrase, node, number, own):
            return
        type_ = declared_type(node.type, phrase, scope)
        key = self._key(phrase, node, scope, isinstance(type_, DateType))
        if node.or_none and isinstance(type_, OneOfType) and _has_none(type_.values):
            scope.report(faults_names.value_none(phrase, node.name.place))
        if node.personal and key == DECISION_DATE:
            scope.report(faults_names.date_is_personal(phrase, node.name.place))
        if node.changeable and key == DECISION_DATE:
            scope.report(faults_names.date_is_changeable(phrase, node.name.place))
        if node.changeable and node.judged_by is not None:
            scope.report(faults_names.judgement_is_changeable(phrase, node.name.place))
        self.drafts[fold(phrase)] = _Draft(node, number, key, type_)

    def _key(
        self, phrase: str, node: s.TermDecl | s.Definition, scope: Scope, is_date: bool
    ) -> str:
        key, place = node.written if node.written is not None else key_of(phrase), node.name.place
        known = self.keys.get(key)
        if key in RESERVED and not (key == DECISION_DATE and is_date):
            scope.report(faults_names.reserved_key(phrase, key, place))
        elif known is None:
            self.keys[key] = (phrase, node)
        elif not (_told_or_worked_out(node, known[1]) or _told_or_worked_out(known[1], node)):
            other, first = known
            scope.report(faults_names.same_key(phrase, other, key, place, first.name.place))
        return key

    def _derived(
        self, node: s.Figure | s.Definition, number: int, own: dict[tuple[str, str], Place]
    ) -> None:
        phrase = plain(node.name.text)
        what = "figure" if isinstance(node, s.Figure) else "definition"
        self.words.see("word", phrase, number)
        if not self._new(what, node.name, phrase, node, number, own):
            return
        if isinstance(node, s.Figure):
            self.figures.append((node, number))
            self.words.figures.add(fold(phrase))
        else:
            self._key(phrase, node, self.scopes[number], False)
            self.words.found[fold(phrase)] = Pending(node, number)

    def _titled(
        self, node: s.Source | s.Priority | s.Principle | s.Scenario, number: int,
        own: dict[tuple[str, str], Place],
    ) -> None:  # fmt: skip
        match node:
            case s.Source():
                what, phrase = "source", node.label
                citation = Citation(node.label, "", node.title, node.url)
                self.words.sources.setdefault((number, fold(phrase)), citation)
            case s.Priority():
                what, phrase = "priority", node.title
                self.words.priorities.setdefault(fold(phrase), phrase)
                self.words.see("priority", phrase, number)
            case s.Principle():
                what, phrase = "principle", node.number
            case s.Scenario():
                what, phrase = "scenario", node.title
        first = own.get((what, fold(phrase)))
        if first is not None:
            fault = faults_names.declared_twice(what, phrase, node.place, first)
            self.scopes[number].report(fault)
        own.setdefault((what, fold(phrase)), node.place)

    # --- the second time round -----------------------------------------------------------------

    def _outputs(self) -> None:
        """Which table works out which term."""
        for number, policy in enumerate(self.policies):
            for table in policy.items:
                if isinstance(table, s.Table):
                    for output in table.outputs:
                        self._output(output, table, self.scopes[number])

    def _output(self, output: s.Name, table: s.Table, scope: Scope) -> None:
        draft = self.drafts.get(fold(output.text))
        if draft is None or not scope.sees("word", output.text):
            if fold(output.text) in self.nodes and scope.sees("word", output.text):
                why = "which is a definition or figure; declare a term for the result"
                scope.report(faults_types.not_a_result(output.text, why, output.place))
            else:
                known = [plain(d.node.name.text) for d in self.drafts.values()]
                visible = [name for name in known if scope.sees("word", name)]
                scope.report(faults_names.unknown_term(output.text, visible, output.place))
        elif draft.table is not None and draft.table is not table:
            first = draft.table.place
            scope.report(faults_types.result_of_two_tables(output.text, output.place, first))
        elif isinstance(draft.type, ListType | TableType):
            why = f"which is {kind_of(draft.type)}"
            scope.report(faults_types.not_a_result(output.text, why, output.place))
        else:
            draft.table = table
            place = draft.node.name.place
            if draft.node.personal:
                scope.report(faults_names.result_is_personal(output.text, table.label, place))
            if draft.node.changeable:
                scope.report(faults_names.result_is_changeable(output.text, table.label, place))
            several = isinstance(draft.type, SeveralOfType)
            if table.hit == "every row that applies" and not several:
                kind = kind_of(draft.type)
                scope.report(faults_types.needs_several(output.text, kind, output.place))
            elif several and table.hit != "every row that applies":
                why = 'which is "several of", unless every row that applies adds to it'
                scope.report(faults_types.not_a_result(output.text, why, output.place))

    def _assumptions(self) -> None:
        for number, policy in enumerate(self.policies):
            for item in policy.items:
                if isinstance(item, s.Assumption):
                    self._assumption(item, self.scopes[number])

    def _assumption(self, node: s.Assumption, scope: Scope) -> None:
        draft = self.drafts.get(fold(node.name.text))
        phrase = node.name.text
        if draft is None or not scope.sees("word", phrase):
            if fold(phrase) in self.nodes and scope.sees("word", phrase):
                by = "a definition or figure"
                scope.report(faults_types.worked_out(phrase, by, node.name.place))
            else:
                scope.report_unknown(node.name)
            return
        if draft.table is not None:
            by = f"table {draft.table.label}"
            scope.report(faults_types.worked_out(phrase, by, node.name.place))
            return
        if draft.assumption is not None:
            if draft.assumption != node or draft.assumption.place.file == node.place.file:
                first = draft.assumption.place
                scope.report(faults_names.assumed_twice(phrase, node.place, first))
            return
        draft.assumption = node
        draft.assumed = fact_constant(node.value, draft.type, phrase, scope)


def fact_constant(node: s.Value, type_: Type, phrase: str, scope: Scope) -> Constant | None:
    """The value that is given or assumed for a term, within its type and bounds."""
    constant = typed_constant(node, type_, phrase, scope)
    if constant is None:
        return None
    if not fits(constant, type_):
        shown, kind = constant.words, kind_of(constant.type)
        scope.report(faults_types.wrong_kind(phrase, kind_of(type_), shown, kind, node.place))
        return None
    bounds = outside(constant, type_)
    if bounds is not None:
        scope.report(faults_types.out_of_bounds(phrase, constant.words, bounds, node.place))
        return None
    if isinstance(type_, MoneyType):
        return Constant(constant.value, type_, place=constant.place, words=constant.words)
    return constant


def fits(constant: Constant, type_: Type) -> bool:
    """May the constant be the value of something of this type?"""
    kind = constant.type
    if isinstance(type_, MoneyType):
        return isinstance(kind, MoneyType) and (kind == type_ or kind == MoneyType())
    if isinstance(type_, ListType | TableType | SeveralOfType):
        return False
    return same_kind(kind, type_)


def _told_or_worked_out(term: s.Node, definition: s.Node) -> bool:
    """May the two have one key? A definition that reads the term answers for it: a choice may tell
    the answer as a fact, and where it does not the definition works it out."""
    return (
        isinstance(term, s.TermDecl)
        and term.type.kind == "yes or no"
        and isinstance(definition, s.Definition)
        and definition.is_condition
        and fold(term.name.text) in {fold(text) for text in names_in(definition.meaning)}
    )


def _has_none(values: Sequence[ValueWord]) -> bool:
    return any("none" in (fold(value.text), fold(value.written)) for value in values)


_KEYWORDS = frozenset(map(fold, RESERVED_WORDS))
