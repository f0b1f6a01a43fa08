"""What can be wrong with the names of a policy, and the sentence for each fault."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govrules.language.checking.names import did_you_mean, listed, quoted
from govrules.language.faults.syntax import short
from govrules.model.diagnostic import Diagnostic, Related
from govrules.model.place import Place


def policy_not_found(
    title: str, wanted: str, versions: Sequence[str], titles: Iterable[str], place: Place
) -> Diagnostic:
    if versions:
        found = ", ".join(versions)
        message = f"{quoted(title)} is used in {wanted}, but found only in version {found}"
    else:
        message = f"no policy {quoted(title)} was found{did_you_mean(title, titles)}"
        message += "" if message.endswith("?") else "; give its file or its folder as well"
    return Diagnostic("P200", message, place)


def cyclic_use(titles: Sequence[str], places: Sequence[Place]) -> Diagnostic:
    chain = " uses ".join(quoted(title) for title in [*titles, titles[0]])
    related = tuple(Related(place, "is part of the circle") for place in places[1:])
    message = f"policies use each other in a circle: {chain}; let one of them hold the shared words"
    return Diagnostic("P201", message, places[0], related)


def same_policy_twice(title: str, version: str, place: Place, first: Place) -> Diagnostic:
    return Diagnostic(
        "P202",
        f"{quoted(title)} version {version} is here twice; give one of them another version",
        place,
        (Related(first, "is the other"),),
    )


ENDINGS = {
    " isn't": '"{0} is not"',
    " isn\u2019t": '"{0} is not"',
    " are": '"{0} is"',
}
"""What follows a declared phrase in names that were read too far, and what to write instead."""


def unknown_term(phrase: str, known: Iterable[str], place: Place) -> Diagnostic:
    message = f"unknown term {quoted(phrase)}"
    message += did_you_mean(phrase, known) or "; declare it in the vocabulary"
    return Diagnostic("P203", message, place)


def term_of_unused_policy(phrase: str, policy: str, place: Place) -> Diagnostic:
    message = f"unknown term {quoted(phrase)}; {quoted(policy)} declares it: write uses"
    return Diagnostic("P203", f"{message} {quoted(policy)} in the heading", place)


def field_out_of_place(phrase: str, of: str, place: Place) -> Diagnostic:
    message = (
        f"unknown term {quoted(phrase)}; it is a field of {quoted(of)}, which is known only after "
        '"where" (for several conditions, "where all of these")'
    )
    return Diagnostic("P203", message, place)


def read_too_far(phrase: str, before: str, ending: str, place: Place) -> Diagnostic:
    instead = ENDINGS[ending].format(short(before))
    return Diagnostic("P203", f"unknown term {quoted(phrase)}; write {instead}", place)


def value_alone(phrase: str, of: str, place: Place) -> Diagnostic:
    message = (
        f"unknown term {quoted(phrase)}; it is a value of {quoted(of)}: write "
        f'"{of} is {phrase}", or a comma between the values after "is one of"'
    )
    return Diagnostic("P203", message, place)


def unknown_value(phrase: str, of: str, values: Sequence[str], place: Place) -> Diagnostic:
    guess = did_you_mean(phrase, values) or f"; its values are {listed(values)}"
    return Diagnostic("P204", f"{quoted(phrase)} is not a value of {quoted(of)}{guess}", place)


def unknown_act(phrase: str, acts: Iterable[str], place: Place) -> Diagnostic:
    guess = did_you_mean(phrase, acts) or "; declare it after acts: in the vocabulary"
    return Diagnostic("P205", f"unknown act {quoted(phrase)}{guess}", place)


def unknown_field(phrase: str, of: str, fields: Sequence[str], place: Place) -> Diagnostic:
    guess = did_you_mean(phrase, fields) or f"; its fields are {listed(fields)}"
    return Diagnostic("P206", f"{quoted(phrase)} is not a field of {quoted(of)}{guess}", place)


def unknown_judgement(text: str, texts: Iterable[str], place: Place) -> Diagnostic:
    guess = did_you_mean(text, texts) or "; a judgement is given in the words of the rule"
    return Diagnostic("P207", f"no policy asks whether {quoted(text)}{guess}", place)


def unknown_label(kind: str, label: str, labels: Iterable[str], place: Place) -> Diagnostic:
    return Diagnostic("P208", f"unknown {kind} {quoted(label)}{did_you_mean(label, labels)}", place)


def unknown_finding(code: str, codes: Iterable[str], place: Place) -> Diagnostic:
    guess = did_you_mean(code, codes) or "; the codes are those that analyse tells"
    return Diagnostic("P226", f"analysis has no code {quoted(code)}{guess}", place)


def unknown_priority(title: str, titles: Iterable[str], place: Place) -> Diagnostic:
    guess = did_you_mean(title, titles) or f"; declare it: Priority {quoted(title)}"
    return Diagnostic("P209", f"unknown priority {quoted(title)}{guess}", place)


def unknown_source(label: str, labels: Iterable[str], place: Place) -> Diagnostic:
    guess = did_you_mean(label, labels) or f'; declare it: Source {label}: "its title"'
    return Diagnostic("P210", f"unknown source {quoted(label)}{guess}", place)


def unknown_role(role: str, roles: Iterable[str], place: Place) -> Diagnostic:
    guess = did_you_mean(role, roles) or "; declare it after roles: in the vocabulary"
    return Diagnostic("P212", f"unknown role {quoted(role)}{guess}", place)


def declared_twice(what: str, phrase: str, place: Place, first: Place) -> Diagnostic:
    return Diagnostic(
        "P213",
        f"{what} {quoted(phrase)} is declared twice in one policy; leave one out or rename it",
        place,
        (Related(first, "is the first"),),
    )


def same_key(phrase: str, other: str, key: str, place: Place, first: Place) -> Diagnostic:
    return Diagnostic(
        "P214",
        f"{quoted(phrase)} and {quoted(other)} would both be {quoted(key)} in a choice; "
        "give one of them another key with written",
        place,
        (Related(first, f"declares {quoted(other)}"),),
    )


def declared_differently(phrase: str, place: Place, first: Place, policy: str) -> Diagnostic:
    return Diagnostic(
        "P215",
        f"{quoted(phrase)} is declared differently in {quoted(policy)}; make both the same or "
        "rename one",
        place,
        (Related(first, "is the other"),),
    )


def same_label(label: str, place: Place, first: Place) -> Diagnostic:
    return Diagnostic(
        "P216",
        f"the label {quoted(label)} is used twice; every rule, table and duty has a label of its "
        "own",
        place,
        (Related(first, "has it already"),),
    )


def same_value(text: str, other: str, term: str, place: Place) -> Diagnostic:
    if text == other:
        message = f"{quoted(text)} stands twice among the values of {quoted(term)}; leave one out"
    else:
        message = (
            f"the values {quoted(text)} and {quoted(other)} of {quoted(term)} would look the same "
            "in a choice; "
            "write one of them otherwise"
        )
    return Diagnostic("P218", message, place)


def value_none(term: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P218",
        f'{quoted(term)} has a value "none" and is declared "or none", so that "is none" could '
        "mean "
        "either; leave one out",
        place,
    )


def judgement_is_term(text: str, term: str, place: Place, declared: Place) -> Diagnostic:
    message = (
        f"the judgement {quoted(text)} cannot be told from the term {quoted(term)} among the "
        "facts that a decision needs; say in full what is to be judged"
    )
    return Diagnostic("P223", message, place, (Related(declared, "is the term"),))


def judgement_is_key(text: str, place: Place) -> Diagnostic:
    message = (
        f"the judgement {quoted(text)} is called as a part of every choice is; say in full what "
        "is to be judged"
    )
    return Diagnostic("P223", message, place)


def reserved_key(phrase: str, key: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P219",
        f"{quoted(phrase)} would be {quoted(key)} in a choice, which means something else there; "
        "give it another key with written",
        place,
    )


def field_twice(field: str, term: str, place: Place) -> Diagnostic:
    return Diagnostic(
        "P220",
        f"{quoted(field)} stands twice among the fields of {quoted(term)}; leave one out",
        place,
    )


def assumed_twice(phrase: str, place: Place, first: Place) -> Diagnostic:
    return Diagnostic(
        "P221",
        f"two values are assumed for {quoted(phrase)}; leave one out",
        place,
        (Related(first, "is the other"),),
    )


def date_is_personal(phrase: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(phrase)} is the decision date, by which every decision is found; it cannot be "
        "held as personal data"
    )
    return Diagnostic("P224", message, place)


def result_is_personal(phrase: str, table: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(phrase)} is worked out by table {table} and never given, so it cannot be held as "
        "personal data; say that of the facts that the table reads"
    )
    return Diagnostic("P224", message, place)


def date_is_changeable(phrase: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(phrase)} is the decision date, which settles what the rules are; it cannot be "
        'marked "may be changed"'
    )
    return Diagnostic("P225", message, place)


def judgement_is_changeable(phrase: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(phrase)} is judged by somebody, who is to judge it freely; it cannot be marked "
        '"may be changed"; mark the facts that are judged'
    )
    return Diagnostic("P225", message, place)


def result_is_changeable(phrase: str, table: str, place: Place) -> Diagnostic:
    message = (
        f"{quoted(phrase)} is worked out by table {table} and never given, so it cannot be marked "
        '"may be changed"; mark the facts that the table reads'
    )
    return Diagnostic("P225", message, place)


def given_twice(phrase: str, place: Place) -> Diagnostic:
    return Diagnostic("P222", f"{quoted(phrase)} is given twice; leave one out", place)
