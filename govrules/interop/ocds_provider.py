"""Tell who provides, where one supplier alone was awarded the contract."""

from __future__ import annotations

from typing import Any

from govrules.interop import ocds_codes as codes
from govrules.interop.ocds_tree import EMPTY, Tree, branch, branches, words, yes_no
from govrules.interop.ocds_values import live


def provider_facts(release: Tree) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The supplier's name, number, form and size; nothing, with a note, where there are several."""
    suppliers = {
        (words(supplier, "id"), words(supplier, "name"))
        for award in live(branches(release, "awards"))
        for supplier in branches(award, "suppliers")
    }
    if not suppliers:
        return {}, ()
    if len(suppliers) > 1:
        return {}, (f"the provider: there are {len(suppliers)} suppliers",)
    identifier, name = suppliers.pop()
    details = branch(_party(release, identifier, name), "details")
    mutual = yes_no(details, "publicServiceMissionOrganization") is True
    return {
        "provider_id": identifier,
        "provider_name": name,
        "provider_form": "mutual" if mutual else "",
        "is_sme": codes.SCALES.get(words(details, "scale").casefold()),
        "is_vcse": yes_no(details, "vcse"),
    }, ()


def _party(release: Tree, identifier: str, name: str) -> Tree:
    parties = branches(release, "parties")
    if identifier:
        return next((p for p in parties if words(p, "id") == identifier), EMPTY)
    same = [p for p in parties if words(p, "name") == name]
    return same[0] if len(same) == 1 else EMPTY
