"""What can be wrong with the writing of a policy, and the sentence for each fault."""

from __future__ import annotations

from collections.abc import Sequence

from govrules.language.faults.codes_syntax import CODES
from govrules.model.diagnostic import Diagnostic
from govrules.model.place import Place

__all__ = ["CODES", "SyntaxFault"]

_LONGEST_QUOTE = 60


class SyntaxFault(Exception):
    """Ends the reading of one item; `parse` turns it back into data."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def short(text: str) -> str:
    """The user's words on one line, cut where they are very long, all of them printable."""
    text = " ".join(text[: 4 * _LONGEST_QUOTE].split())
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def unreadable(first: str, meant: str | None, place: Place) -> Diagnostic:
    message = f'no item begins with "{short(first)}"'
    if meant is not None:
        message += f'; did you mean "{meant}"?'
    else:
        message += "; an item begins with a word such as Rule, Define or Scenario"
    return Diagnostic("P101", message, place)


def unexpected(found: str, expected: Sequence[str], place: Place) -> Diagnostic:
    return Diagnostic("P102", f'"{short(found)}" cannot stand here' + _could(expected), place)


def ends_early(what: str, expected: Sequence[str], place: Place) -> Diagnostic:
    return Diagnostic("P103", f"{what} ends too early" + _could(expected), place)


def _could(expected: Sequence[str]) -> str:
    if not expected:
        return ""
    *others, last = expected
    return "; expected " + (", ".join(others) + " or " + last if others else last)


def missing_colon(after: str, place: Place) -> Diagnostic:
    after = short(after)
    message = f'a colon is missing after "{after}"; write "{after}:"'
    return Diagnostic("P104", message, place)


def mixed_and_or(first: str, second: str, place: Place) -> Diagnostic:
    message = (
        f'"{first}" and "{second}" are mixed in one list; keep one of them, or group with'
        ' "any of these" or "all of these" and bullets'
    )
    return Diagnostic("P105", message, place)


def refused_word(word: str, instead: str, place: Place) -> Diagnostic:
    return Diagnostic("P106", f'"{short(word)}" is not used here; write "{instead}"', place)


def bad_date(text: str, reason: str, place: Place) -> Diagnostic:
    return Diagnostic("P107", f'"{short(text)}" is not a date{reason}', place)


def bad_number(text: str, advice: str, place: Place) -> Diagnostic:
    message = f'"{short(text)}" is not a number as written here; {advice}'
    return Diagnostic("P108", message, place)


def unclosed(mark: str, place: Place) -> Diagnostic:
    what, closing = {"(": ("a bracket", '")"'), "[": ("a citation", '"]"')}.get(
        mark, ("a quotation", "a quotation mark")
    )
    message = f"{what} is opened here and never closed; add {closing} at its end"
    return Diagnostic("P109", message, place)


def too_deep(most: int, place: Place) -> Diagnostic:
    message = f"nested more than {most} deep; put the inner part into a definition of its own"
    return Diagnostic("P110", message, place)


def too_long(most: int, place: Place) -> Diagnostic:
    return Diagnostic("P111", f"this item has more than {most} words; split it", place)


def bullet_without_group(place: Place) -> Diagnostic:
    message = (
        'a bullet stands here without a group; write "any of these", "all of these",'
        ' "none of these" or "at least 2 of these" before the first bullet'
    )
    return Diagnostic("P112", message, place)


def bullets_missing(group: str, place: Place) -> Diagnostic:
    message = (
        f"{group} has no bullets of its own; put each item on a line that begins with"
        ' "-", further in than the bullets around it'
    )
    return Diagnostic("P113", message, place)


def between_group_and_bullets(found: str, group: str, place: Place) -> Diagnostic:
    message = (
        f'"{short(found)}" stands between "{group}" and its bullets; take it out, or begin its'
        ' line with "-"'
    )
    return Diagnostic("P113", message, place)


def crooked_bullet(place: Place) -> Diagnostic:
    message = "this bullet lines up with none above it; put it under one of them"
    return Diagnostic("P114", message, place)


def negated_group(modal: str, positive: str, place: Place) -> Diagnostic:
    message = (
        f'"{modal} hold" after a group can be read in two ways;'
        f' write "none of these {positive} hold"'
    )
    return Diagnostic("P126", message, place)


def wrong_cells(found: int, wanted: int, place: Place) -> Diagnostic:
    cells = "cell" if found == 1 else "cells"
    message = f"this row has {found} {cells} where the heading has {wanted}; add or take out some"
    return Diagnostic("P115", message, place)


def empty_cell(instead: str, place: Place) -> Diagnostic:
    return Diagnostic("P116", f'this cell is empty; write "{instead}"', place)


def no_header(place: Place) -> Diagnostic:
    message = 'the file does not begin with a heading; write Policy "Title" version 1 first'
    return Diagnostic("P117", message, place)


def second_header(place: Place) -> Diagnostic:
    message = "a second policy begins here; give each policy a file of its own"
    return Diagnostic("P118", message, place)


def said_twice(what: str, place: Place) -> Diagnostic:
    return Diagnostic("P119", f"{what} is given twice; keep one", place)


def part_missing(what: str, missing: str, example: str, place: Place) -> Diagnostic:
    return Diagnostic("P120", f"{what} has no {missing}; add one such as {example}", place)


def stray_character(text: str, place: Place) -> Diagnostic:
    return Diagnostic("P121", f'"{short(text)}" means nothing here; take it out', place)


def single_quotes(text: str, place: Place) -> Diagnostic:
    message = f'single quotation marks mean nothing here; write "{short(text[1:-1])}"'
    return Diagnostic("P121", message, place)


def to_take_out(mark: str, place: Place) -> Diagnostic:
    return Diagnostic("P102", f'"{mark}" cannot stand here; take it out', place)


def modal_missing(after: str, place: Place) -> Diagnostic:
    message = f'"must", "should" or "may" is missing after "{short(after)}"'
    return Diagnostic("P102", message, place)


def not_a_condition(place: Place) -> Diagnostic:
    message = 'this is a value, not a condition; compare it with something, such as "at least 3"'
    return Diagnostic("P122", message, place)


def not_a_person(place: Place) -> Diagnostic:
    message = 'this is no person or body; write one such as "the corporate director"'
    return Diagnostic("P123", message, place)


def unknown_authority(text: str, place: Place) -> Diagnostic:
    message = (
        f'"{short(text)}" is not an authority; write statute, statutory guidance, council policy'
        " or directorate policy"
    )
    return Diagnostic("P124", message, place)


def reserved_phrase(text: str, place: Place) -> Diagnostic:
    message = f'"{short(text)}" means something in the language itself; choose other words'
    return Diagnostic("P125", message, place)
