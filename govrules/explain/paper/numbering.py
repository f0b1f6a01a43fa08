"""Number the sections and paragraphs of a paper: 1, 1.1, 1.1.1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from govrules.explain.document import Block, Paragraph, Section


def numbered(
    sections: Sequence[Section], *, highest: int = 2, prefix: str = ""
) -> tuple[Section, ...]:
    """The sections with numbers and anchors; `highest` is the level that is numbered first.

    The paragraphs of a section and the sections below it share one count, so that a number names
    one place of the paper.
    """
    counts: list[int] = []
    found = []
    for section in sections:
        depth = section.level - highest
        counts = counts[: depth + 1] + [0] * (depth + 1 - len(counts))
        counts[depth] += 1
        number = prefix + ".".join(map(str, counts))
        counts.append(0)
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                counts[-1] += 1
                blocks.append(replace(block, number=f"{number}.{counts[-1]}"))
            else:
                blocks.append(block)
        anchor = section.anchor or f"section-{number.replace('.', '-')}"
        found.append(replace(section, blocks=tuple(blocks), number=number, anchor=anchor))
    return tuple(found)
