"""Split a file into its items by the words that begin them, so that a slip costs one item only.

A section word begins an item at the start of a line. Indented, it must look like a whole heading
(`Rule C2: …`), since `policy area is text` may be a line of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from govrules.language.parsing.scanner import Word, scan
from govrules.language.syntax import Comment
from govrules.model.dataclass import dataclass

KINDS = {
    "Policy": "policy", "Source": "source", "Vocabulary": "vocabulary", "Figure": "figure",
    "Define": "definition", "assume": "assumption", "Assume": "assumption",
    "Priority": "priority", "Principle": "principle", "Rule": "rule", "Departures": "departures",
    "Table": "table", "Portfolio rule": "portfolio", "Comparison": "comparison",
    "Duties": "duties", "Who decides": "deciders",
    "Accepted findings": "accepted", "Scenario": "scenario",
}  # fmt: skip
_LABEL = r"\w[\w./-]*"
_HEADING = re.compile(
    rf"""
    ^(?P<blank>[^\S\n]*)
    (?: (?P<sure> (?:Policy|Priority|Scenario)(?=\s*["“])
                | (?:Source|Table|Comparison|Duties|Portfolio[ ]+rule)(?=\s+{_LABEL}\s*:)
                | Rule(?=\s+{_LABEL}\s*(?:,[^:\n]*)?:)
                | Principle(?=\s+{_LABEL}\s*["“])
                | (?:Vocabulary|Departures|Who[ ]+decides|Accepted[ ]+findings)
                  (?=[^\S\n]*(?:\#[^\n]*)?$)
                | (?:Define|Figure|[Aa]ssume)(?=\s+\w) )
      | (?P<bare> (?:Policy|Source|Vocabulary|Figure|Define|[Aa]ssume|Priority|Principle|Rule
                  |Departures|Table|Portfolio[ ]+rule|Comparison|Duties|Who[ ]+decides
                  |Accepted[ ]+findings|Scenario)\b )
      | (?P<other> [A-Za-z]+ (?:[ ]+(?:rule|decides|findings)\b)? )
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_LIKE_A_HEADING = re.compile(
    rf"""[^\S\n]+(?:{_LABEL}[^\S\n]*(?:,[^:\n]*)?:|[^\n"“]*["“])|[^\S\n]*:?[^\S\n]*$""",
    re.MULTILINE,
)
_GOES_ON = frozenset(
    """a across acts adopted after all and any as assume at authority because before by council
    directorate every exactly expect first for from given if in may must none number on or otherwise
    rank roles serves should statute statutory subject the then total unless until uses where with
    written""".split()  # noqa: SIM905 - fifty quoted words would read worse
)
"""Words that begin a line inside an item, wherever the line stands."""
_STARTS = tuple(KINDS)


@dataclass(frozen=True, slots=True)
class Section:
    """One item of a file. `kind` is a value of `KINDS`, or "stray" for lines that begin no item.

    `meant` is the section word that the first word of stray lines looks like, if any.
    """

    kind: str
    words: list[Word]
    cut_short: bool = False
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class Sections:
    text: str
    items: tuple[Section, ...]
    comments: tuple[Comment, ...]


def split(text: str, file: str) -> Sections:
    """The items of a file in source order, and its comments."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    starts = [(0, "stray", None), *_starts(text)]
    items: list[Section] = []
    comments: list[Comment] = []
    line, seen = 1, 0
    for index, (start, kind, meant) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(text)
        line, seen = line + text.count("\n", seen, start), start
        found = scan(text, start, end, line, file)
        comments += found.comments
        if found.words:
            items.append(Section(kind, found.words, found.cut_short, meant))
    return Sections(text, tuple(items), tuple(comments))


def _starts(text: str) -> Iterator[tuple[int, str, str | None]]:
    """Where each item begins, its kind, and what was meant by a heading that is none."""
    inside = ""
    for found in _HEADING.finditer(text):
        at, indented = found.start(), bool(found["blank"])
        if found["other"] is not None:
            stray = None if indented else _stray(text, found, inside)
            if stray is not None:
                inside = "stray"
                yield at, "stray", stray or None
            continue
        kind = KINDS[" ".join((found["sure"] or found["bare"]).split())]
        if indented and (found["bare"] is not None or _in_vocabulary(kind, inside, text, at)):
            continue
        inside = kind
        yield at, kind, None


def _stray(text: str, found: re.Match[str], inside: str) -> str | None:
    """What was meant by a line that begins no item ("" if unclear); None if it is part of one."""
    word = found["other"]
    if word.lower().split()[0] in _GOES_ON:
        return None
    if _LIKE_A_HEADING.match(text, found.end()):
        meant = looks_like(word)
        if meant is not None:
            return meant
    # after a blank line, a line at the margin goes on with no item whose lines are indented
    before = text[max(0, found.start() - 500) : found.start()].split("\n")
    if len(before) < 3 or before[-2].strip():
        return None
    last = next((line for line in reversed(before) if line.strip()), "")
    return "" if last[:1].isspace() and inside != "vocabulary" else None


def _in_vocabulary(kind: str, inside: str, text: str, at: int) -> bool:
    """Is this indented line one of a vocabulary, though it begins with a section word?"""
    if inside != "vocabulary":
        return False
    return kind == "assumption" or (kind in ("figure", "definition") and _is_term(text, at))


def _is_term(text: str, at: int) -> bool:
    """Is this line of a vocabulary about a term whose name begins with a section word?"""
    end = text.find("\n", at)
    return re.search(r"\sis\s", text[at : end if end >= 0 else None]) is not None


@lru_cache(maxsize=1000)
def looks_like(word: str) -> str | None:
    """The section word that somebody who wrote `word` meant, if one is near."""
    plain = " ".join(word.split())
    for start in _STARTS:
        if plain.lower() == start.lower():
            return start
    near = get_close_matches(plain.capitalize(), _STARTS, n=1, cutoff=0.75)
    return near[0] if near else None


# --- the lines of an item ------------------------------------------------------------------------


def lines(words: list[Word]) -> Iterator[list[Word]]:
    """The words line by line."""
    start = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words[index].first:
            yield words[start:index]
            start = index


_TYPE_STARTS = frozenset({"money", "text", "yes"})
_TYPES_AFTER_A = frozenset({"number", "percentage", "duration", "date", "list", "table"})
_SUFFIX_STARTS = (("written",), ("judged", "by"), ("or", "none"), ("held", "as"), ("may", "be"))


def type_index(words: list[Word]) -> int:
    """Where `is` stands in a line of the vocabulary such as `X is a date`; -1 if nowhere."""
    texts = [word.text for word in words]
    for index in range(1, len(texts) - 1):
        if texts[index] != "is":
            continue
        after = texts[index + 1 : index + 3]
        if after[0] in _TYPE_STARTS or after in (["one", "of"], ["several", "of"]):
            return index
        if after[0] in ("a", "an") and after[-1] in _TYPES_AFTER_A:
            return index
    return -1


def declarations(words: list[Word]) -> Iterator[list[Word]]:
    """The declarations of a vocabulary, each with the lines it goes on over."""
    current: list[Word] = []
    for line in lines(words):
        if current and not _goes_on(current, line):
            yield current
            current = []
        current += line
    if current:
        yield current


def _goes_on(current: list[Word], line: list[Word]) -> bool:
    if line[0].text.lower() in ("acts", "roles") and len(line) > 1 and line[1].text == ":":
        return False
    if line[0].text.lower() == "assume" or type_index(line) > 0:
        return False
    starts = tuple(word.text for word in line[:2])
    if current[-1].text in (",", ":", "(", "of") or line[0].text in (",", ":", "("):
        return True
    if any(starts[: len(suffix)] == suffix for suffix in _SUFFIX_STARTS):
        return True
    return line[0].indent > current[0].indent and "is" not in (word.text for word in line)
