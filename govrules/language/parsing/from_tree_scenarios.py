"""Build scenarios from the parse tree: what is given and what is expected."""

from __future__ import annotations

from typing import Any

from govrules.language import syntax as s
from govrules.language.parsing.from_tree_values import as_name, as_role, only, span
from govrules.language.parsing.tokens import Token


class NoCell:
    """`not given` in a cell of a list."""


class Nothing:
    """`X is not given` gives nothing."""


class Scenarios:
    """The steps of a scenario; each step gives a tuple of what it says."""

    def scenario_heading(self, start: Token, title: Token) -> s.Scenario:
        return s.Scenario(title.value, (), (), place=span(start, title))

    def on_step(self, start: Token, date: Token) -> Token:
        return date

    def given_step(self, start: Token, *parts: Any) -> tuple[s.Given, ...]:
        return tuple(part for part in parts if not isinstance(part, Token | Nothing))

    def given_fact(self, name: Token, is_: Token, values: tuple[s.Value, ...]) -> s.GivenFact:
        return s.GivenFact(as_name(name), values, place=span(name, values[-1]))

    def given_none(self, name: Token, is_: Token, none: Token) -> s.GivenNone:
        return s.GivenNone(as_name(name), place=span(name, none))

    def given_nothing(self, *parts: Token) -> Nothing:
        return Nothing()

    def given_entry(
        self, table: Token, for_: Token, key: Token, is_: Token, value: s.Value
    ) -> s.GivenEntry:
        return s.GivenEntry(as_name(table), key.value, value, place=span(table, value))

    def given_list(
        self, name: Token, are: Token, heading: tuple[s.Name, ...], *rows: Any
    ) -> s.GivenList:
        last = rows[-1][-1] if rows else heading[-1]
        cells = tuple(row[:-1] for row in rows)
        return s.GivenList(as_name(name), heading, cells, place=span(name, last))

    def list_heading(self, *parts: Any) -> tuple[s.Name, ...]:
        return tuple(only(s.Name, parts))

    def list_row(self, *parts: Any) -> tuple[Any, ...]:
        """The cells, and the last token of the row after them, for its place."""
        cells = (None if isinstance(part, NoCell) else part for part in parts[1:-1:2])
        return (*cells, parts[-1])

    def none_cell(self, token: Token) -> s.NoneCell:
        return s.NoneCell(place=token.place)

    def no_cell(self, token: Token) -> NoCell:
        return NoCell()

    def given_satisfied(self, role: Token, *parts: Token) -> s.GivenJudgement:
        text = parts[-1]
        return s.GivenJudgement(as_role(role), text.value, True, place=span(role, text))

    def given_not_satisfied(self, role: Token, *parts: Token) -> s.GivenJudgement:
        text = parts[-1]
        return s.GivenJudgement(as_role(role), text.value, False, place=span(role, text))

    def given_act(self, role: Token, word: Token, act: s.Name) -> s.GivenAct:
        return s.GivenAct(as_role(role), act, place=span(role, act))

    def given_no_acts(self, role: Token, word: Token) -> s.GivenNoActs:
        return s.GivenNoActs(as_role(role), place=span(role, word))

    def given_departure(self, role: Token, word: Token, label: Token, *why: Token) -> s.Node:
        reasons = why[-1].value if why else None
        place = span(role, why[-1] if why else label)
        return s.GivenDeparture(as_role(role), label.value, reasons, place=place)

    def given_reasons(self, start: Token, label: Token, colon: Token, text: Token) -> s.Node:
        return s.GivenReasons(label.value, text.value, place=span(start, text))

    def given_sign_off(self, role: Token, word: Token) -> s.GivenSignOff:
        return s.GivenSignOff(as_role(role), place=span(role, word))

    def given_done(self, start: Token, label: Token, word: Token) -> s.GivenDone:
        return s.GivenDone(label.value, place=span(start, word))

    # --- expectations ----------------------------------------------------------------------------

    def expect_step(self, start: Token, expectation: s.Expectation) -> s.Expectation:
        return expectation

    def names(self, *parts: Any) -> tuple[s.Name, ...]:
        return tuple(only(s.Name, parts))

    def expect_verdict(self, token: Token) -> s.ExpectVerdict:
        return s.ExpectVerdict(token.value, place=token.place)

    def expect_undecided(self, token: Token, without: tuple[s.Name, ...] = ()) -> s.ExpectVerdict:
        place = span(token, without[-1] if without else token)
        return s.ExpectVerdict(token.value, without, place=place)

    def expect_status(self, label: Token, *parts: Token) -> s.ExpectRule:
        """`met`, or `is met`, perhaps with `for "adult social care"` after it."""
        group = parts[-1].value if parts[-1].type == "STRING" else None
        status = parts[-1] if group is None else parts[-3]
        place = span(label, parts[-1])
        return s.ExpectRule(label.value, status.value, group=group, place=place)

    def expect_displaced(self, label: Token, *parts: Token) -> s.ExpectRule:
        other = parts[-1]
        return s.ExpectRule(label.value, "displaced", other.value, place=span(label, other))

    def expect_term(self, name: s.Name, is_: Token, value: s.Value) -> s.ExpectTerm:
        return s.ExpectTerm(name, value, place=span(name, value))

    def expect_undecided_term(
        self, name: s.Name, word: Token, without: tuple[s.Name, ...] = ()
    ) -> s.ExpectUndecidedTerm:
        last = without[-1] if without else word
        return s.ExpectUndecidedTerm(name, without, place=span(name, last))

    def expect_decider(self, role: s.Role, word: Token) -> s.ExpectDecider:
        return s.ExpectDecider(role, place=span(role, word))

    def expect_sign_off(self, word: Token, role: s.Role) -> s.ExpectSignOff:
        return s.ExpectSignOff(role, place=span(word, role))

    def expect_prefers(self, label: Token, word: Token, option: Token) -> s.ExpectComparison:
        place = span(label, option)
        return s.ExpectComparison(label.value, "prefers", (option.value,), place=place)

    def expect_set_aside(self, label: Token, word: Token, option: Token) -> s.ExpectComparison:
        place = span(label, option)
        return s.ExpectComparison(label.value, "sets aside", (option.value,), place=place)

    def expect_tie(self, label: Token, word: Token, *parts: Token) -> s.ExpectComparison:
        options = tuple(part.value for part in parts if part.type == "STRING")
        return s.ExpectComparison(label.value, "ties", options, place=span(label, parts[-1]))

    def expect_points(
        self, label: Token, word: Token, option: Token, number: Token, unit: Token
    ) -> s.ExpectComparison:
        place, options = span(label, unit), (option.value,)
        return s.ExpectComparison(label.value, "gives", options, number.value, place=place)

    def expect_duty(self, start: Token, label: Token, *by: Token) -> s.ExpectDuty:
        date = by[-1].value if by else None
        return s.ExpectDuty(label.value, date, place=span(start, by[-1] if by else label))
