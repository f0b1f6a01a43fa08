"""What can be wrong between rules: displacement, authority, departures and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from govrules.language.checking.names import did_you_mean, quoted
from govrules.language.writing.say_values import say_date
from govrules.model.diagnostic import Diagnostic, Related
from govrules.model.place import Place


def unknown_rule(relation: str, label: str, labels: Iterable[str], place: Place) -> Diagnostic:
    guess = did_you_mean(label, labels) or "; give the label of a rule"
    return Diagnostic("P400", f"{relation} an unknown rule {quoted(label)}{guess}", place)


def itself(relation: str, label: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P401", f"rule {quoted(label)} stands {relation} itself; leave that out", place
    )


def displacement_circle(labels: Sequence[str], places: Sequence[Place]) -> Diagnostic:
    chain = " displaces ".join([*labels, labels[0]])
    related = tuple(
        Related(place, f"is rule {label}")
        for label, place in zip(labels[1:], places[1:], strict=True)
    )
    message = f"rules displace each other in a circle: {chain}; break it at one of them"
    return Diagnostic("P402", message, places[0], related)


def long_displacement(labels: Sequence[str], places: Sequence[Place], most: int) -> Diagnostic:
    message = (
        f"{len(labels)} rules displace each other in a chain, from {quoted(labels[0])} down to "
        f"{quoted(labels[-1])}; at most {most} may, so join some of them or let one stand despite "
        "several"
    )
    related = (Related(places[-1], f"is rule {labels[-1]}"),)
    return Diagnostic("P409", message, places[0], related)


def long_chain(phrases: Sequence[str], places: Sequence[Place], most: int) -> Diagnostic:
    message = (
        f"{len(phrases)} words are explained by each other in a chain, from {quoted(phrases[0])} "
        f"down to {quoted(phrases[-1])}; at most {most} may, so join some of them into one"
    )
    related = (Related(places[-1], f"is {quoted(phrases[-1])}"),)
    return Diagnostic("P408", message, places[0], related)


def deep_chain(
    phrases: Sequence[str], places: Sequence[Place], levels: int, most: int
) -> Diagnostic:
    message = (
        f"the calculations from {quoted(phrases[0])} down to {quoted(phrases[-1])} nest {levels} "
        f"deep, counted together; at most {most} may, so make some of them simpler"
    )
    related = (Related(places[-1], f"is {quoted(phrases[-1])}"),)
    return Diagnostic("P408", message, places[0], related)


def climbs(
    upper: tuple[str, str, Place], lower: tuple[str, str, Place], place: Place
) -> Diagnostic:
    """Each rule is its label, its authority and its place."""
    message = (
        f"rule {quoted(lower[0])} of {lower[1]} cannot displace rule {quoted(upper[0])} of "
        f"{upper[1]}, "
        "which has the higher authority"
    )
    related = [(upper[2], f"is rule {upper[0]}"), (lower[2], f"is rule {lower[0]}")]
    return Diagnostic("P403", message, place, tuple(Related(at, note) for at, note in related))


def departure_twice(authority: str, place: Place, first: Place) -> Diagnostic:
    return Diagnostic(
        "P405",
        f"departures from {authority} are settled twice; leave one out",
        place,
        (Related(first, "is the first"),),
    )


def departure_both_ways(authority: str, place: Place, first: Place) -> Diagnostic:
    return Diagnostic(
        "P405",
        f"one sentence lets somebody depart from {authority} and another lets nobody; leave one "
        "out",
        place,
        (Related(first, "is the other"),),
    )


def ends_before_it_starts(what: str, start: dt.date, end: dt.date, place: Place) -> Diagnostic:
    message = (
        f"{what} would be in force until {say_date(end)}, before it comes into force "
        f"on {say_date(start)}"
    )
    return Diagnostic("P406", message, place)


def values_overlap(figure: str, day: dt.date, place: Place, first: Place) -> Diagnostic:
    message = f"{quoted(figure)} has two values on {say_date(day)}; end the earlier one before"
    return Diagnostic("P407", message, place, (Related(first, "is the other value"),))
