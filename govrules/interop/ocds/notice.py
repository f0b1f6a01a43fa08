"""A notice as the readers of facts see it: the release, and what several facts rest on."""

from __future__ import annotations

from functools import cached_property

from govrules.interop.ocds.authority import Authority, authority_of
from govrules.interop.ocds.package import Release
from govrules.interop.ocds.tree import EMPTY, Origin, Tree, branch, branches, origin, words, yes_no
from govrules.interop.ocds.values import Values, live, values_of


class Notice:
    """One release (or compiled release) to be read."""

    def __init__(self, release: Release) -> None:
        self.tree = release.tree
        self.compiled = release.compiled
        self.tender = branch(self.tree, "tender")
        self.awards = branches(self.tree, "awards")
        self.contracts = branches(self.tree, "contracts")

    @cached_property
    def award(self) -> Tree:
        """The one award that was not withdrawn; nothing where there are several."""
        return _only(self.awards)

    @cached_property
    def contract(self) -> Tree:
        return _only(self.contracts)

    @cached_property
    def authority(self) -> Authority:
        return authority_of(self.tree)

    @cached_property
    def values(self) -> Values:
        return values_of(self.tree, below_threshold=self.claim is False)

    @cached_property
    def claims(self) -> tuple[tuple[bool, Origin], ...]:
        """Each place where the publisher says that the value is above the threshold, or below."""
        said = [
            (flag, origin(item, "aboveThreshold"))
            for item in (self.tender, *self.awards, *self.contracts)
            if (flag := yes_no(item, "aboveThreshold")) is not None
        ]
        details = words(self.tender, "procurementMethodDetails").casefold()
        said += [
            (answer, origin(self.tender, "procurementMethodDetails"))
            for word, answer in (("above", True), ("below", False))
            if f"{word} threshold" in details
        ]
        return tuple(said)

    @property
    def claim(self) -> bool | None:
        """What the publisher says of the threshold; None if nothing, or both."""
        said = {flag for flag, _ in self.claims}
        return said.pop() if len(said) == 1 else None

    @cached_property
    def supplier(self) -> Tree:
        """The one supplier awarded the contract; nothing where there are several."""
        suppliers = self.suppliers
        return next(iter(suppliers.values())) if len(suppliers) == 1 else EMPTY

    @cached_property
    def suppliers(self) -> dict[tuple[str, str], Tree]:
        return {
            (words(supplier, "id"), words(supplier, "name")): supplier
            for award in live(self.awards)
            for supplier in branches(award, "suppliers")
        }

    @cached_property
    def supplier_party(self) -> Tree:
        """The party that the one supplier refers to."""
        identifier, name = words(self.supplier, "id"), words(self.supplier, "name")
        parties = branches(self.tree, "parties")
        if identifier:
            return next((p for p in parties if words(p, "id") == identifier), EMPTY)
        same = [p for p in parties if name and words(p, "name") == name]
        return same[0] if len(same) == 1 else EMPTY


def _only(items: tuple[Tree, ...]) -> Tree:
    alive = live(items)
    return alive[0] if len(alive) == 1 else EMPTY
