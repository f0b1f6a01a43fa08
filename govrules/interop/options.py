"""Name the options of a comparison: what tells each choice of a file from the others."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from govrules.engine.comparing.deciding import Option
from govrules.errors import ChoiceError
from govrules.interop.choices.given import GivenChoice
from govrules.model.diagnostic import ChoiceFault
from govrules.model.unreadable import shown

OPTION = "option"
"""The key (or the column) that names an option."""


def read_option(given: GivenChoice, terms: Container[str], alone: Container[str]) -> Option:
    """The option that a choice stands for.

    It is named by its key `option`, which is then no fact unless it is also one of the `terms` of
    the rulebook; without that key, after its file where that holds no other (then its place is in
    `alone`), else after its place ("options.csv row 7"). Raises ChoiceError where it is no text.
    """
    if OPTION in given.data:
        name = given.data[OPTION]
        if not isinstance(name, str):
            message = f"{shown(name)} is not the name of an option; write it as text"
            raise ChoiceError([ChoiceFault(OPTION, message, given.where(OPTION))])
        if OPTION in terms:
            return Option(name.strip(), given.data, given.where)
        facts = {key: value for key, value in given.data.items() if key != OPTION}
        return Option(name.strip(), facts, given.where)
    path = Path(given.name)
    return Option(path.stem if given.name in alone else path.name, given.data, given.where)
