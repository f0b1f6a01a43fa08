"""Faults of portfolio rules and of the scenarios that try them."""

from __future__ import annotations

from govrules.language.checking.names import quoted
from govrules.model.diagnostic import Diagnostic
from govrules.model.place import Place


def looks_across(words: str, place: Place) -> Diagnostic:
    message = (
        f'it is not clear which contracts {quoted(words)} are; write "contracts" or'
        ' "contracts in force", and say with "where" which of them'
    )
    return Diagnostic("P340", message, place)


def no_dates(phrase: str, key: str, kind: str, place: Place) -> Diagnostic:
    message = (
        f'contracts are in force from "start_date" to "end_date", but {quoted(phrase)}, written'
        f" {key}, is {kind}; declare it as a date"
    )
    return Diagnostic("P341", message, place)


def limit_of_one(phrase: str, name: str, place: Place) -> Diagnostic:
    message = (
        f"the limit {quoted(phrase)} reads {quoted(name)}, which each contract has for itself;"
        " use an amount or a figure"
    )
    return Diagnostic("P342", message, place)


def no_contracts(rule: str, place: Place) -> Diagnostic:
    message = (
        f"{rule} is a portfolio rule, and the scenario gives no contracts; add"
        ' "given contracts are" and rows'
    )
    return Diagnostic("P343", message, place)


def no_group(rule: str, place: Place) -> Diagnostic:
    return Diagnostic("P344", f'{rule} has no groups; take out what stands after "for"', place)


def not_of_contracts(words: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(words)} cannot be expected of contracts; expect the verdict, or the status of a"
        " portfolio rule, and try all else in a scenario of its own"
    )
    return Diagnostic("P345", message, place)
