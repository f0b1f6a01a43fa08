"""Build rules, tables, portfolio rules, comparisons, duties and deciders from the parse tree."""

from __future__ import annotations

from typing import Any

from govrules.language import syntax as s
from govrules.language.faults.syntax import SyntaxFault, part_missing, said_twice
from govrules.language.parsing.from_tree_values import only, read_citations, span, tokens_of
from govrules.language.parsing.from_tree_words import merge_in_force, once
from govrules.language.parsing.tokens import Token
from govrules.model.dataclass import dataclass
from govrules.model.place import Place


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an item and what it is: "if", "unless", "serves", …"""

    kind: str
    value: Any
    place: Place


def said(kind: str, parts: tuple[Any, ...]) -> Any:
    """The value of the one part of a kind, or None. Raises SyntaxFault for a second one."""
    found = [part for part in only(Part, parts) if part.kind == kind]
    if len(found) > 1:
        raise SyntaxFault(said_twice(f'"{kind}"', found[1].place))
    return found[0].value if found else None


def gathered(kind: str, parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values of all parts of a kind, put together."""
    return tuple(item for part in only(Part, parts) if part.kind == kind for item in part.value)


_EXAMPLES = {
    "norm": '"the council must not award the contract"',
    "line": '"the Cabinet if annual value is at least £500,000"',
    "departure": '"council policy may be departed from by the Cabinet"',
    "hit policy": '"exactly one row applies"',
    "limit": '"the number of different providers must be at least 4"',
    "scope": '"across contracts in force"',
    "criterion": '"rank by whole-life cost for "Value for money", lower is better"',
    "direction": '"lower is better"',
    "finding": '"A301 on T1 because "the panel settles it""',
    "reason": '"because "the panel settles it""',
    "duty": '"the corporate director must consult "residents" for at least 12 weeks"',
}


def _needed(value: Any, what: str, missing: str, start: Token) -> Any:
    if not value:
        raise SyntaxFault(part_missing(what, missing, _EXAMPLES[missing], start.place))
    return value


class Rules:
    """What a policy demands, prefers and who decides."""

    def rule(self, *parts: Any) -> s.Rule:
        start, label = parts[0], parts[1]
        norms = _needed(gathered("norm", parts), f'rule "{label.value}"', "norm", start)
        return s.Rule(
            label=label.value,
            title=tokens_of("TITLE", parts)[0].value,
            norms=norms,
            condition=said("if", parts),
            unless=said("unless", parts),
            despite=gathered("despite", parts),
            subject_to=gathered("subject to", parts),
            sign_offs=gathered("sign-off", parts),
            because=said("because", parts),
            serves=gathered("serves", parts),
            in_force=merge_in_force(parts),
            citations=gathered("citation", parts),
            place=span(start, parts[-1]),
        )

    def relative(self, *parts: Token) -> Part:
        labels = tuple(token.value for token in tokens_of("LABEL", parts))
        return Part(parts[1].value, labels, span(parts[0], parts[-1]))

    def condition_part(self, start: Token, condition: s.Condition) -> Part:
        return Part("if", condition, span(start, condition))

    def norms_part(self, *parts: Any) -> Part:
        norms = parts[-1]
        first = parts[0] if isinstance(parts[0], Token) else norms[0]
        return Part("norm", norms, span(first, norms[-1]))

    def unless_part(self, start: Token, condition: s.Condition) -> Part:
        return Part("unless", condition, span(start, condition))

    def because_part(self, start: Token, text: Token) -> Part:
        return Part("because", text.value, span(start, text))

    def serves_part(self, start: Token, *texts: Token) -> Part:
        titles = tuple(text.value for text in texts[::2])
        return Part("serves", titles, span(start, texts[-1]))

    def sign_off_part(self, start: Token, *roles: Any) -> Part:
        return Part("sign-off", roles[::2], span(start, roles[-1]))

    def citation_part(self, token: Token) -> Part:
        return Part("citation", read_citations(token), token.place)

    # --- departures ------------------------------------------------------------------------------

    def departures(self, start: Token, *entries: s.Departure) -> s.Departures:
        _needed(entries, '"Departures"', "departure", start)
        return s.Departures(entries, place=span(start, entries[-1]))

    def departure(self, *parts: Any) -> s.Departure:
        role = once(s.Role, parts, "who may depart")
        reasons = bool(tokens_of("WITH_RECORDED_REASONS", parts))
        return s.Departure(parts[0].value, role, reasons, place=span(parts[0], parts[-1]))

    # --- tables ----------------------------------------------------------------------------------

    def table_frame(self, *parts: Any) -> s.Table:
        """The table without its rows, which `from_text` adds."""
        start, label = parts[0], parts[1]
        hit = said("hit policy", parts)
        _needed(hit, f'table "{label.value}"', "hit policy", start)
        return s.Table(
            label.value,
            tokens_of("TITLE", parts)[0].value,
            hit,
            (),
            (),
            (),
            gathered("citation", parts),
            place=span(start, parts[-1]),
        )

    def hit_part(self, token: Token) -> Part:
        return Part("hit policy", token.value, token.place)

    def table_heading(self, *parts: Any) -> tuple[tuple[s.Value, ...], tuple[s.Name, ...]]:
        inputs, outputs = _cells(parts)
        return inputs, outputs

    def table_row(self, *parts: Any) -> s.Row:
        cells, outputs = _cells(parts)
        return s.Row(cells, outputs, place=span(parts[0], parts[-1]))

    def any_cell(self, token: Token) -> s.Cell:
        return s.Cell(place=token.place)

    def cell(self, *parts: Any) -> s.Cell:
        return s.Cell(parts[::2], place=span(parts[0], parts[-1]))

    def cell_value(self, value: s.Value) -> s.CellTest:
        return s.CellTest("is", value, place=value.place)

    def cell_not(self, not_: Token, value: s.Value) -> s.CellTest:
        return s.CellTest("is not", value, place=span(not_, value))

    def cell_compared(self, relation: Token, value: s.Value) -> s.CellTest:
        return s.CellTest(relation.value, value, place=span(relation, value))

    def cell_between(self, start: Token, low: s.Value, and_: Token, high: s.Value) -> s.CellTest:
        return s.CellTest("is", low, high, place=span(start, high))

    # --- portfolio rules -------------------------------------------------------------------------

    def portfolio(self, *parts: Any) -> s.PortfolioRule:
        start, label = parts[0], parts[1]
        what = f'portfolio rule "{label.value}"'
        norms = _needed(gathered("norm", parts), what, "limit", start)
        across = _needed(said("across", parts), what, "scope", start)
        return s.PortfolioRule(
            label.value,
            tokens_of("TITLE", parts)[0].value,
            across[0],
            norms,
            across[1],
            said("for each", parts),
            said("otherwise refer to", parts),
            gathered("citation", parts),
            place=span(start, parts[-1]),
        )

    def across_part(self, start: Token, words: Token, *where: Any) -> Part:
        condition = where[-1] if where else None
        return Part("across", (words.value, condition), span(start, where[-1] if where else words))

    def for_each_part(self, start: Token, name: s.Name, *comma: Token) -> Part:
        return Part("for each", name, span(start, name))

    def portfolio_norms(self, *norms: Any) -> Part:
        return Part("norm", norms[::2], span(norms[0], norms[-1]))

    def portfolio_norm(self, measure: Token, term: s.Name, *parts: Any) -> s.PortfolioNorm:
        modal = next(i for i, part in enumerate(parts) if isinstance(part, Token))
        where = parts[0] if modal else None
        relation: Any = parts[-2].value if parts[-2].type != "BE" else "is"
        kind: Any = str(measure.value).removesuffix(" of")
        place = span(measure, parts[-1])
        return s.PortfolioNorm(
            kind, term, parts[modal].value, relation, parts[-1], where, place=place
        )

    def refer_part(self, start: Token, role: s.Role) -> Part:
        return Part("otherwise refer to", role, span(start, role))

    # --- comparisons -----------------------------------------------------------------------------

    def comparison(self, *parts: Any) -> s.OptionComparison:
        start, label = parts[0], parts[1]
        criteria = tuple(only(s.Criterion, parts))
        _needed(criteria, f'comparison "{label.value}"', "criterion", start)
        return s.OptionComparison(
            label.value,
            tokens_of("TITLE", parts)[0].value,
            criteria,
            once(s.Preference, parts, "the preference"),
            gathered("citation", parts),
            place=span(start, parts[-1]),
        )

    def criterion(self, *parts: Any) -> s.Criterion:
        scale = said("scale", parts) or (None, None)
        better = _needed(said("which is better", parts), "this criterion", "direction", parts[0])
        place = span(parts[0], parts[-1])
        return s.Criterion(parts[1], parts[3].value, better == "higher", *scale, place=place)

    def better(self, *parts: Token) -> Part:
        word = str(parts[-1].value).split()[0]
        return Part("which is better", word, span(parts[0], parts[-1]))

    def scale(self, *parts: Any) -> Part:
        return Part("scale", (parts[-3], parts[-1]), span(parts[0], parts[-1]))

    def preference(self, *parts: Any) -> s.Preference:
        term, *order = only(s.Name, parts)
        place = span(parts[0], parts[-1])
        return s.Preference(parts[1].value, term, tuple(order), place=place)

    # --- duties and deciders ---------------------------------------------------------------------

    def duties(self, *parts: Any) -> s.Duties:
        start, label, timing = parts[0], parts[1], parts[3]
        found = _needed(gathered("duty", parts), f'duties "{label.value}"', "duty", start)
        return s.Duties(
            label.value,
            "before" if timing.type == "BEFORE_A_DECISION_TO" else "after",
            parts[4],
            found,
            said("if", parts),
            gathered("citation", parts),
            place=span(start, parts[-1]),
        )

    def duty_list(self, *parts: Any) -> Part:
        return Part("duty", parts[::2], span(parts[0], parts[-1]))

    def duty(self, role: s.Role, modal: Token, action: Token, *parts: Any) -> s.Duty:
        about = once("STRING", parts, "what the duty is about")
        last = parts[-1] if parts else action
        return s.Duty(
            role,
            modal.value,
            action.value,
            about.value if about else "",
            said("for at least", parts),
            said("within", parts),
            place=span(role, last),
        )

    def time(self, start: Token, length: Token) -> Part:
        count, unit = length.value
        value = s.Duration(count, unit, place=length.place)
        return Part(start.value, value, span(start, length))

    def deciders(self, start: Token, *parts: Any) -> s.WhoDecides:
        _needed(parts, '"Who decides"', "line", start)
        return s.WhoDecides(
            gathered("decider", parts),
            said("otherwise", parts),
            gathered("sign-off", parts),
            place=span(start, parts[-1]),
        )

    def decider(self, role: s.Role, word: Token, condition: s.Condition) -> Part:
        place = span(role, condition)
        return Part("decider", (s.Decider(role, condition, place=place),), place)

    def signing(self, role: s.Role, word: Token, condition: s.Condition) -> Part:
        place = span(role, condition)
        return Part("sign-off", (s.Decider(role, condition, place=place),), place)

    # --- accepted findings -----------------------------------------------------------------------

    def accepted(self, *parts: Any) -> s.AcceptedFindings:
        start, entries = parts[0], parts[1:]
        _needed(entries, '"Accepted findings"', "finding", start)
        return s.AcceptedFindings(entries, place=span(start, parts[-1]))

    def accepted_finding(self, code: Token, *parts: Token) -> s.AcceptedFinding:
        because = [n for n, part in enumerate(parts) if part.type == "BECAUSE"]
        _needed(because, f'"{code.value}"', "reason", code)
        about, place = parts[: because[0]], span(code, parts[-1])
        labels = tuple(token.value for token in tokens_of("LABEL", about))
        words = tuple(token.value for token in tokens_of("STRING", about))
        return s.AcceptedFinding(code.value, labels, words, parts[-1].value, place=place)

    def otherwise_part(self, start: Token, role: s.Role) -> Part:
        return Part("otherwise", role, span(start, role))


def _cells(parts: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What stands before and after `||` in a row."""
    parting = next(
        i for i, part in enumerate(parts) if isinstance(part, Token) and part.type == "DOUBLE_PIPE"
    )
    return parts[1:parting:2], parts[parting + 1 : -1 : 2]
