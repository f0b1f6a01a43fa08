"""Tell which kind of authority a buyer is and in which nation, where the data makes it certain.

The classification of the notice is believed; else the buyer's name, by the table in
authority_names.csv. Where the two disagree, neither is believed.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from govrules.interop.ocds import codes
from govrules.interop.ocds.answers import Answer, ambiguous, found, not_stated
from govrules.interop.ocds.tree import (
    EMPTY,
    Origin,
    Tree,
    branch,
    branches,
    origin,
    origins,
    texts,
    words,
)

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Authority:
    """The kind and the nation of a buyer, each only where it is certain."""

    type: Answer
    nation: Answer


@dataclass(frozen=True, slots=True)
class NameRule:
    """`match` is "is", "begins" or "ends"; the first rule that fits a name decides."""

    match: str
    words: str
    type: str
    nation: str

    def fits(self, name: str) -> bool:
        if self.match == "begins":
            return name.startswith(f"{self.words} ")
        if self.match == "ends":
            return name.endswith(f" {self.words}")
        return name == self.words


def authority_of(release: Tree) -> Authority:
    """The kind and nation of the buyer of a release."""
    buyer = branch(release, "buyer")
    party = buyer_party(release)
    holder = buyer if words(buyer, "name") else party
    named = _named(words(holder, "name"))
    at = origins((holder, "name"))
    return Authority(_kind(party, named, at), _nation(party, named, at))


def buyer_party(release: Tree) -> Tree:
    """The party that the buyer refers to, or else the only party in the role of a buyer."""
    parties = branches(release, "parties")
    identifier = words(branch(release, "buyer"), "id")
    same = [party for party in parties if identifier and words(party, "id") == identifier]
    if same:
        return same[0]
    buyers = [party for party in parties if "buyer" in texts(party, "roles")]
    return buyers[0] if len(buyers) == 1 else EMPTY


def _kind(party: Tree, named: NameRule | None, name: tuple[Origin, ...]) -> Answer:
    types = [
        item
        for item in branches(branch(party, "details"), "classifications")
        if words(item, "scheme") == "UK_CA_TYPE"
    ]
    classified = {words(item, "id") for item in types}
    at = tuple(origin(item, "id") for item in types)
    by_name = named.type if named else ""
    central = codes.CENTRAL_GOVERNMENT in classified
    sub_central = codes.SUB_CENTRAL_GOVERNMENT in classified
    if central and sub_central:
        return ambiguous("the kind of authority: it is classified in two ways", *at)
    if (central and by_name not in ("", "central_government")) or (
        sub_central and by_name == "central_government"
    ):
        clash = "the kind of authority: its name and its classification disagree"
        return ambiguous(clash, *at, *name)
    if central:
        return found("central_government", *at)
    if by_name:
        return found(by_name, *name)
    if sub_central:
        return ambiguous("the kind of authority: sub-central, but not which kind", *at)
    if not name:
        return not_stated()
    shown = words(Tree({"name": name[0].raw}), "name")
    return ambiguous(f'the kind of authority: "{shown}" does not make it certain', *name)


def _nation(party: Tree, named: NameRule | None, name: tuple[Origin, ...]) -> Answer:
    address = branch(party, "address")
    country = words(address, "countryName").casefold()
    region = words(address, "region")[:3].upper()
    said = [
        (codes.NATIONS.get(country, ""), origins((address, "countryName"))),
        (codes.REGION_NATIONS.get(region, ""), origins((address, "region"))),
        (named.nation if named else "", name),
    ]
    certain = [(nation, at) for nation, at in said if nation]
    at = tuple(place for _, places in certain for place in places)
    if len({nation for nation, _ in certain}) > 1:
        return ambiguous("the nation: name, address and region disagree", *at)
    if certain:
        return found(certain[0][0], *at)
    stated = origins((address, "countryName"), (address, "region"))
    if stated:
        return ambiguous("the nation: the address does not say which of the four", *stated)
    return not_stated()


def kind_of_name(name: str) -> str:
    """The kind of authority that a name makes certain; empty where none."""
    named = _named(name)
    return named.type if named else ""


def nation_of_name(name: str) -> str:
    named = _named(name)
    return named.nation if named else ""


@lru_cache(maxsize=2_000)
def _named(name: str) -> NameRule | None:
    plain = _plain(name)
    if not plain:
        return None
    return next((rule for rule in _name_rules() if rule.fits(plain)), None)


def _plain(name: str) -> str:
    """Small letters and single blanks, without "the", a department after a dash, or brackets."""
    text = name.casefold().replace("&", " and ").replace("’", "'").replace("'", "")
    text = re.split(r" - | – |\(", text)[0]
    return _NOT_LETTERS.sub(" ", text).strip().removeprefix("the ")


@lru_cache(maxsize=1)
def _name_rules() -> tuple[NameRule, ...]:
    table = files("govrules.interop.ocds").joinpath("authority_names.csv").read_text("utf-8")
    return tuple(
        NameRule(row["match"], _plain(row["words"]), row["authority_type"], row["nation"])
        for row in csv.DictReader(table.splitlines())
    )
