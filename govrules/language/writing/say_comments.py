"""Put the comments of a policy back among its lines, so that none is lost or strays.

A comment on a line of its own stays before the line it stood before, with a blank line before and
after it where there was one or more; one that followed other words stays at the end of their line.
Lines are told apart by the source line they came from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field, replace

from govrules.language.syntax import Comment
from govrules.language.writing.layout import INDENT, Line
from govrules.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one item. `last_source` is the source line where the item ends, 0 if unknown.

    `joined` when it follows the block before it without a blank line, as a run of sources does.
    """

    lines: tuple[Line, ...]
    last_source: int = 0
    joined: bool = False


@dataclass(slots=True)
class _Around:
    """The comments that belong to one line: on lines before it, and at its end."""

    before: list[Comment] = field(default_factory=list)
    trailing: Comment | None = None


def page(blocks: Sequence[Block], comments: Sequence[Comment]) -> list[str]:
    """The lines of the page, with the comments and the blank lines between blocks."""
    taken = frozenset(line for comment in comments if comment.own_line for line in _lines(comment))
    blocks = _with_sources(blocks, taken)
    ordered = sorted(comments, key=lambda comment: comment.place)
    flat = [line for block in blocks for line in block.lines]
    around = [_Around() for _ in flat]
    _place_trailing([c for c in ordered if not c.own_line], flat, around)
    rest = _place_own([c for c in ordered if c.own_line], flat, around)
    return _printed(blocks, around, rest)


def say_comment(comment: Comment) -> str:
    text = comment.text.strip()
    if not text.startswith("#"):
        text = f"# {text}"
    return text.rstrip()


def _lines(comment: Comment) -> range:
    """The source lines that a comment takes, with the blank ones around it."""
    line = comment.place.line
    return range(line - comment.blank_before, line + comment.blank_after + 1)


# --- which line a comment belongs to -----------------------------------------------------------


def _with_sources(blocks: Sequence[Block], taken: frozenset[int]) -> list[Block]:
    """Lines whose source line is not known get the next one that no comment takes."""
    filled = []
    previous = 0
    for block in blocks:
        lines = []
        for line in block.lines:
            source = line.source or _next_source(previous, block.last_source, taken)
            lines.append(replace(line, source=source))
            previous = source
        filled.append(replace(block, lines=tuple(lines)))
    return filled


def _next_source(previous: int, last: int, taken: frozenset[int]) -> int:
    source = previous + 1
    while source in taken:
        source += 1
    return max(previous, min(source, last)) if last else source


def _place_trailing(
    comments: Sequence[Comment], flat: Sequence[Line], around: list[_Around]
) -> None:
    order = _in_source_order(flat)
    for comment in comments:
        near = bisect_right(order, comment.place.line, key=lambda entry: entry[0])
        here = around[order[max(near - 1, 0)][1]]
        if here.trailing is not None:  # one line holds one comment: the earlier moves up
            here.before.append(here.trailing)
        here.trailing = comment


def _place_own(
    comments: Sequence[Comment], flat: Sequence[Line], around: list[_Around]
) -> list[Comment]:
    """Returns the comments that stand after the last line."""
    order = _in_source_order(flat)
    rest = []
    for comment in comments:
        after = bisect_right(order, comment.place.line, key=lambda entry: entry[0])
        if after < len(order):
            around[order[after][1]].before.append(comment)
        else:
            rest.append(comment)
    for here in around:
        here.before.sort(key=lambda comment: comment.place)
    return rest


def _in_source_order(flat: Sequence[Line]) -> list[tuple[int, int]]:
    """The source line and the number of each line."""
    return sorted((line.source, number) for number, line in enumerate(flat))


# --- printing ----------------------------------------------------------------------------------


def _printed(blocks: Sequence[Block], around: Sequence[_Around], rest: list[Comment]) -> list[str]:
    page = _Page()
    number = 0
    for block in blocks:
        first = around[number]
        inside, before = _split(first.before) if page.texts else ([], first.before)
        page.comments(inside, INDENT)
        if not block.joined:
            page.blank()
        page.comments(before)
        for position, line in enumerate(block.lines):
            here = around[number]
            if position:
                page.comments(here.before, INDENT * line.depth)
            trailing = f"  {say_comment(here.trailing)}" if here.trailing else ""
            page.texts.append(f"{line}{trailing}")
            number += 1
    inside, after = _split(rest)
    page.comments(inside, INDENT)
    if after:
        page.blank()
        page.comments(after)
    return page.texts if page.texts[-1] else page.texts[:-1]


@dataclass(slots=True)
class _Page:
    """The lines printed so far; never two blank ones together, nor one at the top."""

    texts: list[str] = field(default_factory=list)

    def blank(self) -> None:
        if self.texts and self.texts[-1]:
            self.texts.append("")

    def comments(self, comments: Sequence[Comment], indent: str = "") -> None:
        for comment in comments:
            if comment.blank_before:
                self.blank()
            self.texts.append(indent + say_comment(comment))
            if comment.blank_after:
                self.blank()


def _split(comments: Sequence[Comment]) -> tuple[list[Comment], list[Comment]]:
    """Indented comments first of all end the block before; the others begin what comes next."""
    count = 0
    for comment in comments:
        if comment.place.column <= 1 or not comment.own_line:
            break
        count += 1
    return list(comments[:count]), list(comments[count:])
