"""Read the rows of a register into contracts: every fault of every row is told.

Columns for which the policies have no word are left aside and named; one that is a key in another
spelling is a fault. An amount that a rule adds up may not be less than nothing, and an identifier
stands for one contract only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from govrules.compiler.from_portfolio import PortfolioLogic
from govrules.engine.portfolio.members import identity_of
from govrules.engine.reading.choice import choice_reader
from govrules.errors import ChoiceError
from govrules.model.diagnostic import ChoiceFault
from govrules.model.facts import RESERVED, Facts
from govrules.model.near import alike, did_you_mean
from govrules.model.types import NUMERIC, MoneyType
from govrules.model.unreadable import printable, shown
from govrules.model.vocabulary import Vocabulary

Where = Callable[[str], str]
OnFault = Callable[["GivenContract", ChoiceError], None]

MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class GivenContract:
    """A row of a register before it is read; `where` gives the place of a key in its file.

    `error` is what is wrong where the file already tells that the row is no contract.
    """

    name: str
    data: Mapping[str, Any]
    where: Where | None = field(default=None, compare=False, repr=False)
    error: ChoiceError | None = field(default=None, compare=False, repr=False)


class Register:
    """Reads contracts one by one, and remembers what concerns them all."""

    def __init__(self, logic: PortfolioLogic) -> None:
        self._words = logic.vocabulary
        self._reader = choice_reader(logic.vocabulary)
        self._keys = frozenset(t.key for t in self._words.given_terms()) | RESERVED
        self._alike = {alike(word) for word in _names(self._words)}
        self._amounts = tuple(sorted(_amounts(logic)))
        self._seen: dict[str, str] = {}
        self.left_aside: dict[str, str] = {}
        """The columns for which there is no word, each with the word that it may have meant."""
        self.count = 0

    def read(self, given: GivenContract) -> tuple[str, Facts]:
        """The contract's name and facts. Raises ChoiceError with every fault of the row."""
        name, facts = self.read_award(given, left_aside=True)
        self.count += 1
        return name, facts

    def read_award(self, given: GivenContract, *, left_aside: bool = False) -> tuple[str, Facts]:
        """A proposed award is read like a contract, but each of its keys must be a word."""
        if given.error is not None:
            raise given.error
        data = self._known(given.data) if left_aside else given.data
        facts = self._reader.read(data, given.where)
        faults = [*self._negative(facts, given)]
        identity = identity_of(facts)
        if identity is not None and identity in self._seen:
            message = f"{shown(identity)} is also the identifier of {self._seen[identity]}"
            faults.append(ChoiceFault("", message, given.where("") if given.where else given.name))
        if faults:
            raise ChoiceError(faults)
        if identity is not None:
            self._seen[identity] = given.name
        return identity or given.name, facts

    def _known(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """The row without the columns for which there is no word."""
        if not isinstance(data, Mapping) or self._keys.issuperset(data):
            return data
        return {key: value for key, value in data.items() if self._has_word(key)}

    def _has_word(self, key: Any) -> bool:
        """Whether the reader should see a key: also to say what is wrong with it."""
        if key in self._keys or not isinstance(key, str):
            return True
        if key in self.left_aside:
            return False
        words = self._words
        worked_out = key in words.terms or key in words.definitions or key in words.figures
        if worked_out or alike(key) in self._alike:
            return True
        keys = [term.key for term in words.given_terms()]
        self.left_aside[key] = did_you_mean(key, keys)
        return False

    def _negative(self, facts: Facts, given: GivenContract) -> Iterator[ChoiceFault]:
        for key in self._amounts:
            value = facts.values.get(key)
            if value is not None and not isinstance(value, str) and _is_negative(value):
                message = "is less than nothing; take a credit off the contract that it belongs to"
                yield ChoiceFault(key, message, given.where(key) if given.where else given.name)


def _is_negative(value: Any) -> bool:
    try:
        return bool(value < 0)
    except TypeError:  # known to be none
        return False


def _names(words: Vocabulary) -> Iterable[str]:
    for term in words.given_terms():
        yield term.key
        yield term.name


def _amounts(logic: PortfolioLogic) -> set[str]:
    """The keys of the amounts that may not be negative: money, and what a share is taken of."""
    return {
        norm.norm.term.key
        for rule in logic.rules
        for norm in rule.norms
        if norm.norm.term is not None
        and isinstance(norm.norm.term.type, NUMERIC)
        and (isinstance(norm.norm.term.type, MoneyType) or norm.norm.measure == "share")
    }


def read_all(
    register: Register, contracts: Iterable[GivenContract], on_fault: OnFault | None
) -> Iterator[tuple[str, Facts]]:
    """The contracts that can be read. Those that cannot are given to `on_fault`; without it, a
    ChoiceError with the faults of all rows is raised at the end.

    Where a file cannot be read on, nothing can be said of the rest of it, and so nothing is.
    """
    faults: list[ChoiceFault] = []
    try:
        for given in contracts:
            try:
                yield register.read(given)
            except ChoiceError as error:
                if on_fault is not None:
                    on_fault(given, error)
                else:
                    faults += _placed(error, given)
            if len(faults) > MOST_FAULTS:
                break
    except ChoiceError as error:
        faults += error.faults
    if len(faults) > MOST_FAULTS:
        faults[MOST_FAULTS:] = [ChoiceFault("", "there are more faults than these")]
    if faults:
        raise ChoiceError(faults)


def _placed(error: ChoiceError, given: GivenContract) -> Iterator[ChoiceFault]:
    for fault in error.faults:
        yield fault if fault.where else ChoiceFault(fault.key, fault.message, printable(given.name))
