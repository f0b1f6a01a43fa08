"""Cut text into words, numbers, quoted texts and marks, each with its place; nothing is judged.

Line ends are one character already (`sections` sees to that). A quoted text may go on over lines;
it is taken as closed on the next line that has an odd number of quotation marks, else as unclosed.
"""

from __future__ import annotations

import re

from govrules.language.syntax import Comment
from govrules.model.dataclass import dataclass
from govrules.model.place import Place

MOST_WORDS = 300_000
"""In one item; a longer one is refused rather than kept in memory."""

_BITS = re.compile(
    r"""
      (?P<line>\n)
    | (?P<blank>[^\S\n]+|\ufeff+)
    | (?P<comment>\#[^\n]*)
    | (?P<text>"[^"\n]*"|“[^“”\n]*”)
    | (?P<single>(?<!\w)['‘][^'’\n]{1,200}['’](?!\w))
    | (?P<open>["“”])
    | (?P<citation>\[[^\[\]\n]*\])
    | (?P<money>-?£[ ]?[0-9]{1,40}(?:[,.][0-9]{1,40}){0,20}\w*)
    | (?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-]))
    | (?P<percent>-?[0-9]{1,40}(?:[,.][0-9]{1,40}){0,20}[ ]?%)
    | (?P<number>-?[0-9]{1,40}(?:,[0-9]{1,40}){0,20}(?:\.[0-9]{1,40})?(?!\w|[-./'’]\w))
    | (?P<word>\w+(?:[-./'’&]\w+)*|[&/+])
    | (?P<mark>\|\||>=|<=|!=|==|[|(),:;<>=≥≤\[\]]|[-–—•])
    | (?P<stray>.)
    """,
    re.VERBOSE,
)
_TO_CLOSE = re.compile(r'["“”]')


@dataclass(slots=True)
class Word:
    """One bit of text. `kind` is the name of a group of the pattern above, or "unclosed".

    `first` is true at the start of a line, and `indent` is then the column with tabs of eight.
    `start` and `end` are offsets in the text of the file; a quoted text has no marks in `text`.
    """

    kind: str
    text: str
    file: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    first: bool
    indent: int

    @property
    def place(self) -> Place:
        return Place(self.file, self.line, self.column, self.end_line, self.end_column)


@dataclass(frozen=True, slots=True)
class Scanned:
    """`cut_short` when there were more words than an item may have."""

    words: list[Word]
    comments: list[Comment]
    cut_short: bool


def scan(text: str, start: int, end: int, line: int, file: str) -> Scanned:
    """The words of `text[start:end]`, which begins at the start of the given line."""
    words: list[Word] = []
    comments: list[Comment] = []
    match = _BITS.match
    add = words.append
    line_start = position = start
    first, indent = True, 1
    while position < end:
        found = match(text, position, end)
        assert found is not None and found.lastgroup is not None  # the last group takes anything
        kind = found.lastgroup
        here, position = position, found.end()
        if kind == "blank":
            continue
        if kind == "line":
            line, line_start, first = line + 1, position, True
            continue
        column = here - line_start + 1
        if kind == "comment":
            place = Place(file, line, column, line, position - line_start + 1)
            blanks = _blank_lines(text, line_start, position) if first else (0, 0)
            comments.append(Comment(found.group(), place, first, *blanks))
            continue
        if first:
            indent = len(text[line_start:here].expandtabs(8)) + 1
        inner, end_line, end_start = found.group(), line, line_start
        if kind == "text":
            inner = inner[1:-1]
        elif kind == "open":
            kind, inner, position = _over_lines(text, here, end)
            end_line += text.count("\n", here, position)
            end_start = max(line_start, text.rfind("\n", here, position) + 1)
        add(Word(kind, inner, file, here, position, line, column,
                 end_line, position - end_start + 1, first, indent))  # fmt: skip
        first, line, line_start = False, end_line, end_start
        if len(words) > MOST_WORDS:
            return Scanned(words, comments, cut_short=True)
    return Scanned(words, comments, cut_short=False)


def _blank_lines(text: str, line_start: int, line_end: int) -> tuple[int, int]:
    """How many blank lines stand before and after a line; none at the ends of the text."""
    before = after = 0
    start = line_start
    while start > 0:
        previous = text.rfind("\n", 0, start - 1) + 1
        if text[previous:start].strip():
            break
        before, start = before + 1, previous
    end = line_end
    while end < len(text):
        following = text.find("\n", end + 1)
        following = len(text) if following < 0 else following
        if text[end:following].strip():
            break
        after, end = after + 1, following
    return before if start > 0 else 0, after if end < len(text) else 0


def _over_lines(text: str, start: int, end: int) -> tuple[str, str, int]:
    """Kind, quoted text and end of a quoted text that its own line does not close."""
    own_end = text.find("\n", start, end)
    own_end = end if own_end < 0 else own_end
    closing = _TO_CLOSE.search(text, own_end, end)
    if closing is not None:
        line_start = text.rfind("\n", 0, closing.start()) + 1
        line_end = text.find("\n", closing.start(), end)
        marks = _TO_CLOSE.findall(text, line_start, end if line_end < 0 else line_end)
        if len(marks) % 2 == 1:
            return "text", " ".join(text[start + 1 : closing.start()].split()), closing.end()
    return "unclosed", text[start + 1 : own_end].rstrip(), own_end
