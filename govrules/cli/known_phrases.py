"""Gather the phrases of the policies that a policy uses, without which it cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from govrules.language.shelf import Document, shelves
from govrules.model.diagnostic import Diagnostic


def known_phrases(text: str, file: str, folders: Sequence[Path] = ()) -> frozenset[str]:
    """The phrases of all policies that the policy uses, directly or through others.

    They are looked for beside the file and in the folders; those that are not found have no
    phrases, and what is wrong with that `validate` tells.
    """
    first = Document(file, text)
    beside = [Path(file)]
    found_on = shelves([first], beside, folders)
    phrases: set[str] = set()
    reached: list[Document] = [first]
    for document in reached:
        phrases |= document.outline.phrases
        for use in document.header.uses if document.header is not None else ():
            used = found_on.find(use)
            if not isinstance(used, Diagnostic) and used not in reached:
                reached.append(used)
    return frozenset(phrases)
