"""Tell which kind of authority a buyer is and in which nation, where the data makes it certain.

The classification of the notice is believed; else the buyer's name, by the table in
ocds_authority_names.csv. Where the two disagree, neither is believed.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from govrules.interop import ocds_codes as codes
from govrules.interop.ocds_tree import EMPTY, Tree, branch, branches, texts, words

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Authority:
    """What is certain of a buyer; empty where it is not. `notes` say what was left out and why."""

    type: str = ""
    nation: str = ""
    notes: tuple[str, ...] = ()


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
    name = words(buyer, "name") or words(party, "name")
    named = _named(name)
    kind, notes = _kind(party, named, name)
    nation, more = _nation(party, named)
    return Authority(kind, nation, (*notes, *more))


def buyer_party(release: Tree) -> Tree:
    """The party that the buyer refers to, or else the only party in the role of a buyer."""
    parties = branches(release, "parties")
    identifier = words(branch(release, "buyer"), "id")
    same = [party for party in parties if identifier and words(party, "id") == identifier]
    if same:
        return same[0]
    buyers = [party for party in parties if "buyer" in texts(party, "roles")]
    return buyers[0] if len(buyers) == 1 else EMPTY


def _kind(party: Tree, named: NameRule | None, name: str) -> tuple[str, tuple[str, ...]]:
    classified = {
        words(item, "id")
        for item in branches(branch(party, "details"), "classifications")
        if words(item, "scheme") == "UK_CA_TYPE"
    }
    by_name = named.type if named else ""
    central = codes.CENTRAL_GOVERNMENT in classified
    sub_central = codes.SUB_CENTRAL_GOVERNMENT in classified
    if central and sub_central:
        return "", ("the kind of authority: it is classified in two ways",)
    if (central and by_name not in ("", "central_government")) or (
        sub_central and by_name == "central_government"
    ):
        return "", ("the kind of authority: its name and its classification disagree",)
    if central:
        return "central_government", ()
    if by_name:
        return by_name, ()
    if sub_central:
        return "", ("the kind of authority: sub-central, but not which kind",)
    return "", (f'the kind of authority: "{name}" does not make it certain',) if name else ()


def _nation(party: Tree, named: NameRule | None) -> tuple[str, tuple[str, ...]]:
    address = branch(party, "address")
    said = {
        codes.NATIONS.get(words(address, "countryName").casefold(), ""),
        codes.REGION_NATIONS.get(words(address, "region")[:3].upper(), ""),
        named.nation if named else "",
    } - {""}
    if len(said) > 1:
        return "", ("the nation: name, address and region disagree",)
    return next(iter(said), ""), ()


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
    table = files("govrules.interop").joinpath("ocds_authority_names.csv").read_text("utf-8")
    return tuple(
        NameRule(row["match"], _plain(row["words"]), row["authority_type"], row["nation"])
        for row in csv.DictReader(table.splitlines())
    )
