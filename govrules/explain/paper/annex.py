"""The annex of a paper: what it reads of the policies that it uses."""

from __future__ import annotations

from govrules.explain.document import Block
from govrules.explain.paper.context import Paper
from govrules.explain.paper.phrases import listed, paragraph
from govrules.explain.paper.words import definition_blocks, figures_table, terms_table


def annex(paper: Paper) -> tuple[Block, ...]:
    taken = paper.taken
    blocks: list[Block] = []
    if taken.terms:
        blocks += [
            paragraph(f"Words that {_declare({one.policy for one in taken.terms})}:"),
            terms_table(taken.terms),
        ]
    if taken.figures:
        blocks += [
            paragraph(f"Figures that {_declare({one.policy for one in taken.figures})}:"),
            figures_table(paper, taken.figures),
        ]
    if taken.definitions:
        declared = _declare({one.policy for one in taken.definitions})
        blocks.append(paragraph(f"Definitions that {declared}:"))
    for definition in taken.definitions:
        blocks += definition_blocks(paper, definition)
    return tuple(blocks)


def _declare(policies: set[str]) -> str:
    verb = "declares" if len(policies) == 1 else "declare"
    return f"{listed([f'“{title}”' for title in sorted(policies)])} {verb}"
