"""The words of the notes and conditions that a decision carries, said in one way everywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from govrules.engine.roles import with_article
from govrules.model.policy import PolicySet

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def plain_date(date: dt.date) -> str:
    """A date as a letter would write it: 3 July 2026."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def division_by_zero(words: str) -> str:
    return f'"{words}" divides by zero, so it is not known'


def date_out_of_range(words: str) -> str:
    return f'"{words}" gives a date that no calendar holds, so it is not known'


def not_from_a_date(words: str) -> str:
    return f'"{words}" adds up working or clear days, which only count from a date: it is not known'


def too_long(words: str) -> str:
    return f'"{words}" gives a number of too many digits, so it is not known'


def no_value_in_force(figure: str, date: dt.date) -> str:
    return f'"{figure}" has no value in force on {plain_date(date)}'


def no_row_applies(table: str) -> str:
    return f"no row of table {table} applies"


def several_rows_apply(table: str, rows: Sequence[int]) -> str:
    numbers = [str(row) for row in rows]
    named = ", ".join(numbers[:-1]) + f" and {numbers[-1]}"
    return f"rows {named} of table {table} all apply, and only one may"


def several_decide(roles: Sequence[str]) -> str:
    named = " and ".join(with_article(role) for role in roles)
    return f"the policies in force do not agree who decides: {named}; the first one named is told"


def notes_on_the_rest(policy_set: PolicySet) -> tuple[str, ...]:
    """What a decision on one choice leaves to others, and which command decides it."""
    labels = policy_set.portfolio()
    if not labels:
        return ()
    named = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
    rules, are = ("portfolio rule", "is") if len(labels) == 1 else ("portfolio rules", "are")
    return (
        f"{rules} {named} {are} not decided here, for want of the other contracts: "
        "govrules portfolio decides on a register with this choice",
    )


def departure_from_unknown_rule(rule: str) -> str:
    return f'a departure is recorded from rule "{rule}", but there is no such rule'


def departure_not_allowed(rule: str, authority: str) -> str:
    return (
        f"the departure from {rule} does not count: no policy lets anybody depart from {authority}"
    )


def departure_from_entrenched(rule: str, policy: str) -> str:
    return f'the departure from {rule} does not count: "{policy}" lets nobody depart from it'


def departure_by_another(rule: str, by: str, allowed: Sequence[str]) -> str:
    who = " or ".join(with_article(role) for role in allowed)
    return f'the departure from {rule} by "{by}" does not count: only {who} may depart from it'


def departure_without_reasons(rule: str) -> str:
    return f"the departure from {rule} does not count: no reasons are recorded"


# --- what a choice that complies with conditions still owes ------------------------------------


def recorded_reasons_owed(rule: str, *, unsure: bool, recorded: bool) -> str:
    if recorded and unsure:
        return f"{rule} may turn out to be departed from; reasons are recorded"
    if recorded:
        return f"{rule} is departed from; reasons are recorded"
    if unsure:
        return f"reasons must be recorded if {rule} turns out not to be followed"
    return f"reasons must be recorded for departing from {rule}"


def sign_off_owed(who: str, required_by: str, *, unsure: bool) -> str:
    may = "may be" if unsure else "is"
    return f"sign-off by {with_article(who)} {may} required ({required_by})"


def duty_owed(words: str, label: str, by: dt.date | None, *, unsure: bool) -> str:
    may = "may apply" if unsure else "applies"
    when = "" if by is None else f", by {plain_date(by)}"
    return f"duty {label} {may}: {words}{when}"


def limit_owed(act: str, limit: str, rule: str, *, unsure: bool) -> str:
    may = "if permitted, " if unsure else ""
    return f"{may}{act} only {limit} ({rule})"
