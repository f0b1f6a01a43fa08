"""What can be wrong with the kinds of things that a policy compares and reckons with."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.language.checking.names import listed, quoted
from govrules.model.diagnostic import Diagnostic, Related
from govrules.model.place import Place


def cannot_compare(
    left: str, left_kind: str, right: str, right_kind: str, place: Place, instead: str = ""
) -> Diagnostic:
    message = (
        f"{quoted(left)} is {left_kind} and cannot be compared with {quoted(right)}, "
        f"which is {right_kind}"
    )
    return Diagnostic("P300", message + (f"; write {instead}" if instead else ""), place)


def quoted_value(text: str, term: str, place: Place) -> Diagnostic:
    message = (
        f"the values of {quoted(term)} are written without quotes: write {text} for {quoted(text)}"
    )
    return Diagnostic("P300", message, place)


def unquoted_text(phrase: str, term: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(term)} is text, which is compared with words in quotes: write {quoted(phrase)} "
        "in quotes"
    )
    return Diagnostic("P300", message, place)


def mixed_vat(left: str, left_kind: str, right: str, right_kind: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(left)} is {left_kind}, but {quoted(right)} is {right_kind}; "
        "bring them to one basis with VAT at or without VAT at"
    )
    return Diagnostic("P301", message, place)


def not_ordered(operator: str, value: str, kind: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(operator)} needs an amount or a length of time, but {quoted(value)} is {kind}; "
        'use "is"'
    )
    return Diagnostic("P302", message, place)


_FOR_AMOUNTS = {
    "before": "less than", "after": "more than", "on or before": "at most",
    "on or after": "at least",
}  # fmt: skip
_FOR_DATES = {
    "less than": "before", "more than": "after", "at most": "on or before",
    "at least": "on or after", "exactly": "is",
}  # fmt: skip


def not_a_date(operator: str, value: str, kind: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(operator)} is for dates, but {quoted(value)} is {kind}; use "
        f'"{_FOR_AMOUNTS[operator]}"'
    )
    return Diagnostic("P303", message, place)


def is_a_date(operator: str, value: str, place: Place) -> Diagnostic:
    message = f'{quoted(value)} is a date; use "{_FOR_DATES[operator]}" for {quoted(operator)}'
    return Diagnostic("P304", message, place)


def never_is(value: str, kind: str, advice: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P305", f'{quoted(value)} is {kind}, which "is" cannot compare; {advice}', place
    )


def counts_from_a_date(value: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(value)} is in working days or clear days, which count only from a date; "
        "compare dates, or lengths in days, weeks, months or years"
    )
    return Diagnostic("P306", message, place)


def never_none(value: str, place: Place) -> Diagnostic:
    message = f'{quoted(value)} can never be none; declare it "or none", or ask whether it is known'
    return Diagnostic("P307", message, place)


def cannot_include(value: str, kind: str, place: Place) -> Diagnostic:
    message = (
        f'{quoted(value)} is {kind}; only a term that is "several of" or a table of names '
        "includes others"
    )
    return Diagnostic("P308", message, place)


def includes_what(value: str, place: Place) -> Diagnostic:
    return Diagnostic("P308", f"{quoted(value)} includes names; give one name in quotes", place)


def cannot_reckon(
    operator: str, left_kind: str, right_kind: str, advice: str, place: Place
) -> Diagnostic:
    message = f"{quoted(operator)} cannot join {left_kind} and {right_kind}"
    return Diagnostic("P309", f"{message}; {advice}" if advice else message, place)


def not_a_list(phrase: str, kind: str, place: Place) -> Diagnostic:
    message = f"{quoted(phrase)} is {kind}, not a list; only a list has entries to look through"
    return Diagnostic("P310", message, place)


def field_not_numeric(kind: str, field: str, field_kind: str, place: Place) -> Diagnostic:
    message = f'"{kind} of" needs an amount, but {quoted(field)} is {field_kind}'
    return Diagnostic("P310", message, place)


def field_missing(kind: str, place: Place) -> Diagnostic:
    return Diagnostic("P310", f'say which field: "{kind} of FIELD of LIST"', place)


def elapsed_not_dates(value: str, kind: str, place: Place) -> Diagnostic:
    message = f"time is counted between two dates, but {quoted(value)} is {kind}"
    return Diagnostic("P311", message, place)


def not_a_table(phrase: str, kind: str, place: Place) -> Diagnostic:
    message = f"{quoted(phrase)} is {kind}; only a table of names has an entry for a name"
    return Diagnostic("P312", message, place)


def cannot_add_vat(operator: str, value: str, kind: str, needed: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P313", f"{quoted(operator)} needs {needed}, but {quoted(value)} is {kind}", place
    )


def not_yes_no(phrase: str, kind: str, place: Place) -> Diagnostic:
    message = f'{quoted(phrase)} is {kind}; say what it must be, such as "{phrase} is …"'
    return Diagnostic("P314", message, place)


def used_as_amount(phrase: str, place: Place) -> Diagnostic:
    message = (
        f'{quoted(phrase)} is yes or no and has no amount; it stands on its own or with "is yes"'
    )
    return Diagnostic("P314", message, place)


def circle(what: Sequence[str], places: Sequence[Place]) -> Diagnostic:
    chain = " needs ".join(quoted(phrase) for phrase in [*what, what[0]])
    related = tuple(
        Related(place, f"is {quoted(phrase)}")
        for phrase, place in zip(what[1:], places[1:], strict=True)
    )
    message = f"words are explained by each other in a circle: {chain}; break it at one of them"
    return Diagnostic("P315", message, places[0], related)


def out_of_bounds(term: str, value: str, bounds: str, place: Place) -> Diagnostic:
    return Diagnostic("P316", f"{quoted(term)} is {bounds}, so that it cannot be {value}", place)


def wrong_kind(term: str, kind: str, value: str, value_kind: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P317", f"{quoted(term)} is {kind}, but {quoted(value)} is {value_kind}", place
    )


def wrong_form(term: str, kind: str, advice: str, place: Place) -> Diagnostic:
    return Diagnostic("P317", f"{quoted(term)} is {kind}; {advice}", place)


def result_of_two_tables(phrase: str, place: Place, first: Place) -> Diagnostic:
    message = f"two tables work out {quoted(phrase)}; let one table give it"
    return Diagnostic("P319", message, place, (Related(first, "is the other"),))


def not_a_result(phrase: str, why: str, place: Place) -> Diagnostic:
    return Diagnostic("P319", f"a table cannot work out {quoted(phrase)}, {why}", place)


def worked_out(phrase: str, by: str, place: Place) -> Diagnostic:
    return Diagnostic("P320", f"{quoted(phrase)} is worked out by {by} and cannot be given", place)


def needs_several(phrase: str, kind: str, place: Place) -> Diagnostic:
    message = (
        f'every row that applies adds to {quoted(phrase)}, so declare it "several of"; it is {kind}'
    )
    return Diagnostic("P321", message, place)


def figure_mixes(name: str, kind: str, other: str, place: Place, first: Place) -> Diagnostic:
    message = (
        f"{quoted(name)} is {other} at first and {kind} here; all its values must be of one kind"
    )
    return Diagnostic("P322", message, place, (Related(first, f"is {other}"),))


def figure_kind(name: str, kind: str, place: Place) -> Diagnostic:
    message = (
        f"the figure {quoted(name)} cannot be {kind}; figures are amounts, lengths of time or dates"
    )
    return Diagnostic("P322", message, place)


def as_at_not_date(phrase: str, kind: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P323", f"as at needs a term that is a date, but {quoted(phrase)} is {kind}", place
    )


def items_differ(
    first: str, first_kind: str, other: str, other_kind: str, place: Place
) -> Diagnostic:
    message = (
        f"first known of needs values of one kind, but {quoted(first)} is {first_kind} and "
        f"{quoted(other)} is {other_kind}"
    )
    return Diagnostic("P324", message, place)


def not_constant(place: Place) -> Diagnostic:
    message = (
        "only an amount, a date, yes, no, text in quotes or a value of the vocabulary stands here"
    )
    return Diagnostic("P325", message, place)


def measure_needs(measure: str, phrase: str, kind: str, needed: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P326", f'"{measure} of" needs {needed}, but {quoted(phrase)} is {kind}', place
    )


def cannot_rank(phrase: str, kind: str, place: Place) -> Diagnostic:
    message = f"options are ranked by amounts, but {quoted(phrase)} is {kind}"
    return Diagnostic("P327", message, place)


def cannot_prefer(phrase: str, kind: str, place: Place) -> Diagnostic:
    message = (
        f'an order of preference needs a term that is "one of", but {quoted(phrase)} is {kind}'
    )
    return Diagnostic("P328", message, place)


def empty_scale(low: str, high: str, place: Place) -> Diagnostic:
    return Diagnostic("P329", f"the scale from {low} to {high} has no length; turn it round", place)


def nested_list(field: str, term: str, place: Place) -> Diagnostic:
    message = (
        f"the field {quoted(field)} of {quoted(term)} is a list itself; declare a list of its own "
        "for it"
    )
    return Diagnostic("P330", message, place)


def empty_bounds(phrase: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P331", f"no number fits the bounds of {quoted(phrase)}; turn them round", place
    )


def not_expected(phrase: str, kind: str, place: Place) -> Diagnostic:
    message = f"{quoted(phrase)} is {kind}; expect words that a definition or a table works out"
    return Diagnostic("P332", message, place)


def too_many(count: int, items: int, place: Place) -> Diagnostic:
    message = f"at least {count} of these can never hold, for there are {items}"
    return Diagnostic("P333", message, place)


def too_many_ways(count: int, items: int, most: int, place: Place) -> Diagnostic:
    message = (
        f"at least {count} of these stands before {items} bullets, which is too many ways to "
        f"hold; at most {most} bullets may, so join some of them under any of these or all of these"
    )
    return Diagnostic("P334", message, place)


def first_column(table: str, wanted: str, found: str, place: Place) -> Diagnostic:
    message = f'the first column of "{table} are" is {quoted(found)}; name each in "{wanted}"'
    return Diagnostic("P350", message, place)


def unnamed_option(place: Place) -> Diagnostic:
    return Diagnostic("P350", 'an option needs a name, such as "Library mutual"', place)


def not_of_options(expected: str, compared: bool, place: Place) -> Diagnostic:
    if compared:
        advice = 'the scenario gives no options to compare; write "given options are" and a table'
    else:
        advice = "the scenario gives several options; expect what a comparison says of them"
    return Diagnostic("P350", f"{quoted(expected)} cannot be looked at here: {advice}", place)


def one_of(values: Sequence[str]) -> str:
    """A short description of an enumeration."""
    shown = listed(values[:4])
    return f"one of {shown}" + (", …" if len(values) > 4 else "")
