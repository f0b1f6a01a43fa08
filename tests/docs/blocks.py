"""Cut a page of Markdown into its fenced blocks.

What the word after a fence means is told in docs/README.md, "How the examples are tested".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# output that holds fences itself stands between longer ones
_FENCED = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. `start` and `end` are where its text stands in the page."""

    kind: str
    name: str
    refused: bool
    text: str
    line: int
    start: int
    end: int


def blocks_of(page: str) -> list[Block]:
    """All fenced blocks of a page, in order."""
    return [_block(page, match) for match in _FENCED.finditer(page)]


def _block(page: str, match: re.Match[str]) -> Block:
    kind, *words = match["info"].split() or [""]
    refused = "refused" in words
    names = [word for word in words if word != "refused"]
    if len(names) > 1:
        raise ValueError(f"a fenced block has one name, not {names}")
    line = page.count("\n", 0, match.start()) + 1
    name = names[0] if names else ""
    return Block(kind, name, refused, match["text"], line, match.start("text"), match.end("text"))
