"""What a policy may say, but its writer probably did not mean."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from govrules.language.checking.names import quoted
from govrules.language.writing.say_values import say_date, say_decimal
from govrules.model.diagnostic import Diagnostic, Related
from govrules.model.place import Place


def blanket_policy(title: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(title)} does not say who may depart from it; a policy applied without exception "
        "may "
        "be unlawful: add Departures"
    )
    return Diagnostic("P500", message, place)


def term_never_read(phrase: str, place: Place) -> Diagnostic:
    message = f"the term {quoted(phrase)} is declared, but nothing reads it"
    return Diagnostic("P501", message, place)


def figure_never_read(phrase: str, place: Place) -> Diagnostic:
    message = f"the figure {quoted(phrase)} is declared, but nothing reads it"
    return Diagnostic("P502", message, place)


def without_citation(label: str, place: Place) -> Diagnostic:
    return Diagnostic("P503", f"rule {label} does not say what source it rests on", place)


def limit_only_stated(label: str, limit: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(limit)} in rule {label} is told as a condition, not tested; "
        "to test it, add a rule about the length"
    )
    return Diagnostic("P504", message, place)


def expects_nothing(title: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P505", f"the scenario {quoted(title)} expects nothing, so it tests nothing", place
    )


def figure_hole(
    figure: str, start: dt.date, end: dt.date, place: Place, first: Place
) -> Diagnostic:
    message = f"{quoted(figure)} has no value from {say_date(start)} until {say_date(end)}"
    return Diagnostic("P506", message, place, (Related(first, "is the value before"),))


def adopted_late(adopted: dt.date, start: dt.date, place: Place) -> Diagnostic:
    message = (
        f"the policy is in force from {say_date(start)}, before it was adopted on "
        f"{say_date(adopted)}"
    )
    return Diagnostic("P507", message, place)


def weights(total: Decimal, place: Place) -> Diagnostic:
    message = f"the weights of the priorities add up to {say_decimal(total)}%, not 100%"
    return Diagnostic("P508", message, place)


def nobody_decides(place: Place) -> Diagnostic:
    message = 'nobody decides when none of these conditions holds; end with "otherwise"'
    return Diagnostic("P509", message, place)
