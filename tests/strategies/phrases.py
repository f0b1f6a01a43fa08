"""The words that generated policies are made of: a `World` of declared phrases, labels, texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from hypothesis import strategies as st

from govrules.language import syntax as s

_FIRST = ("annual", "whole-life", "local", "public", "delivery", "housing", "library", "social",
          "small", "Greater", "children's", "21st")  # fmt: skip
_SECOND = ("cost", "benefit", "budget", "care", "estate", "team", "form", "parks", "élan")
_PLAIN = tuple(f"{first} {second}" for first in _FIRST for second in _SECOND)
# Phrases that hold words of the language: the longest known phrase wins over the keyword.
_TRICKY = ("is friendly", "number of users", "terms and conditions", "date of last review",
           "not yet begun", "cost per user", "work in the community")  # fmt: skip
_ACTS = ("award the contract", "discontinue the service", "extend", "outsource to a mutual",
         "close and sell the building")  # fmt: skip
_ROLES = ("Cabinet", "corporate director", "section 151 officer", "Full Council", "council",
          "decision maker")  # fmt: skip


@dataclass(frozen=True)
class World:
    """Phrases by what they are declared as; no two are the same."""

    terms: tuple[str, ...]
    values: tuple[str, ...]
    lists: tuple[str, ...]
    fields: tuple[str, ...]
    tables: tuple[str, ...]
    figures: tuple[str, ...]
    facts: tuple[str, ...]
    """Definitions with `if`."""
    amounts: tuple[str, ...]
    """Definitions with `as`."""
    acts: tuple[str, ...]
    roles: tuple[str, ...]

    def names(self, *kinds: str) -> st.SearchStrategy[s.Name]:
        """Names of the kinds, as in `names("terms", "fields")`."""
        return st.sampled_from([text for kind in kinds for text in getattr(self, kind)]).map(s.Name)

    def with_article(self, *kinds: str) -> st.SearchStrategy[s.Name]:
        return self.names(*kinds).map(lambda name: s.Name(name.text, article=True))

    def role(self) -> st.SearchStrategy[s.Role]:
        return st.sampled_from(self.roles).map(s.Role)

    def act(self) -> st.SearchStrategy[s.Name]:
        return self.names("acts")


def _world(phrases: Sequence[str], acts: Sequence[str], roles: Sequence[str]) -> World:
    """Deals out fifteen phrases, kind by kind."""
    rest = iter(phrases)
    terms, values, lists, fields, tables, figures, facts, amounts = (
        tuple(islice(rest, count)) for count in (4, 3, 1, 2, 1, 2, 1, 1)
    )
    return World(
        terms, values, lists, fields, tables, figures, facts, amounts, tuple(acts), tuple(roles)
    )


def _shuffled(seed: int) -> World:
    dealer = Random(seed)
    phrases = dealer.sample(_TRICKY, 4) + dealer.sample(_PLAIN, 11)
    dealer.shuffle(phrases)
    return _world(
        phrases,
        dealer.sample(_ACTS, dealer.randint(1, 3)),
        dealer.sample(_ROLES, dealer.randint(1, 3)),
    )


# A few worlds, dealt once: building strategies anew for each example would take most of the time.
_WORLDS = tuple(_shuffled(seed) for seed in range(12))
WORLD = _WORLDS[0]


def worlds() -> st.SearchStrategy[World]:
    """A vocabulary: which phrases there are, and what each is."""
    return st.sampled_from(_WORLDS)


def labels(letter: str = "C") -> st.SearchStrategy[str]:
    """Labels of rules, tables and the rest: C1, C12a, C2.3."""
    return st.builds(
        lambda number, end: f"{letter}{number}{end}",
        st.integers(1, 40),
        st.sampled_from(["", "a", ".2"]),
    )


def titles() -> st.SearchStrategy[str]:
    """What stands after the colon of a heading, to the end of the line."""
    word = st.sampled_from(
        ["market", "the", "council's", "if", "and", "not", "test,", "care", "Part 3", "(urgent)",
         "must", "2026", "£5", "rule", "before", "every", "50%"]
    )  # fmt: skip
    return st.lists(word, min_size=1, max_size=5).map(" ".join)


def quoted_texts() -> st.SearchStrategy[str]:
    """What may stand between quotation marks: anything but these, on one line."""
    letters = st.characters(
        blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters='"\\“”'
    )
    known = st.sampled_from(["price", "the decision record", "28 days # or more", "if, then: [CP]"])
    return known | st.text(letters, min_size=1, max_size=12).map(str.strip).filter(bool)
