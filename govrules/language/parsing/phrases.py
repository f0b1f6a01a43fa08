"""Find keywords, declared phrases and other names among the words of an item.

A declared phrase is found by longest match, also where it holds keywords ("not complete"). Words
that are neither phrase nor keyword become one name together, so that an undeclared phrase is an
unknown term and never a fault of syntax.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govrules.language.parsing import literals
from govrules.language.parsing.keywords import BEFORE, RESERVED, Trie, keyword_trie, longest, put
from govrules.language.parsing.scanner import Word, scan

NO_PHRASE = frozenset({"mark", "text", "unclosed", "single", "citation", "stray"})
"""Kinds of words that no phrase may hold."""
ARTICLES = frozenset({"the", "The"})

_TYPES = frozenset(
    {"MONEY_TYPE", "NUMBER_TYPE", "PERCENTAGE_TYPE", "DURATION_TYPE", "DATE_TYPE", "YES_NO_TYPE",
     "TEXT_TYPE", "ONE_OF", "SEVERAL_OF", "LIST_TYPE", "NAMES_TYPE", "TABLE_TYPE"}
)  # fmt: skip
_BEFORE_TYPE = frozenset({"IS", "LPAR", "TABLE_TYPE"})
_LONGEST_PHRASE = 40
"""In words. Without a limit, a text of near misses of one phrase would take quadratic time."""
_AT_START = frozenset({"", "BULLET", "ROW", "PIPE"})


def phrase_trie(phrases: Iterable[str]) -> Trie:
    """The phrases as they are looked up; those that the language itself needs are left out."""
    trie: Trie = {}
    for phrase in sorted(phrases):
        if phrase in RESERVED or phrase in ("yes", "no"):
            continue
        words = scan(phrase, 0, len(phrase), 1, "").words
        if any(word.kind in NO_PHRASE for word in words):
            continue
        if len(words) > _LONGEST_PHRASE:
            continue
        if len(words) > 1 or (words and words[0].kind == "word"):
            put(trie, (word.text for word in words), phrase)
    return trie


class Phrases:
    """Looks up the words of one item. `last` is the terminal before the word looked at."""

    def __init__(self, words: list[Word], section: str, phrases: Trie) -> None:
        self.words, self.section = words, section
        self.phrases, self.keywords = phrases, keyword_trie(section)
        self.last = ""
        self.awaits_of = False
        """After "total", "share", "highest" and "lowest" the next "of" stands before a list."""

    def keyword(self, index: int) -> tuple[int, Any]:
        """Length and meaning of the keyword at `index`; length 0 for none."""
        length, meaning = self._look_up(self.keywords, index)
        if length:
            needs = BEFORE.get(meaning[0])
            if needs is not None:
                after = index + length
                if after >= len(self.words) or not _is_kind(self.words[after], needs):
                    return 0, None
            # "money" and the like are types only where a type is due
            if self.section == "vocabulary" and meaning[0] in _TYPES:
                return (length, meaning) if self.last in _BEFORE_TYPE else (0, None)
        return length, meaning

    def phrase(self, index: int) -> tuple[int, Any]:
        """Length and canonical text of the declared phrase at `index`; length 0 for none."""
        return self._look_up(self.phrases, index)

    def _look_up(self, trie: Trie, index: int) -> tuple[int, Any]:
        word = self.words[index]
        if word.kind in NO_PHRASE:
            return 0, None
        found = longest(trie, self.words, index, word.text)
        # at the start of a sentence the first letter may be a capital
        if not found[0] and (word.first or self.last in _AT_START):
            other = word.text[0].swapcase() + word.text[1:]
            found = longest(trie, self.words, index, other)
        return found

    def name(self, index: int, as_role: bool = False) -> tuple[str, int, bool]:
        """The name that begins at `index`, its end, and whether it is just one declared phrase."""
        words, parts, position, known = self.words, [], index, 0
        while position < len(words):
            word = words[position]
            inside = position > index
            if inside and (not self._joins(position) or (word.text == "of" and self.awaits_of)):
                break
            is_keyword = inside and word.kind == "word" and self.keyword(position)[0] > 0
            length, phrase = self.phrase(position)
            if length and not is_keyword:
                parts.append(phrase)
                position += length
                known += 1
            elif is_keyword and not (as_role and self._is_in_title(position)):
                break
            else:
                parts.append(word.text)
                position += 1
        return " ".join(parts), position, known == 1 and len(parts) == 1

    def _joins(self, position: int) -> bool:
        """May the word at `position` go on with a name that has begun?"""
        word = self.words[position]
        if word.kind == "number":
            return not word.first and self._is_numbering(position)
        if word.kind != "word":
            return False
        if word.text in ARTICLES:
            after = position + 1
            return not word.first and after < len(self.words) and not self.keyword(after)[0]
        return True

    def _is_numbering(self, position: int) -> bool:
        """Is this the number in a name such as "section 151 officer"?"""
        after = position + 1
        if after >= len(self.words) or self.words[after].kind != "word" or self.words[after].first:
            return False
        found = literals.literal(self.words, position)
        return found is not None and found.terminal == "NUMBER" and not self.keyword(after)[0]

    def _is_in_title(self, position: int) -> bool:
        """Is this the "and" in a title such as "the Head of Legal and Governance"?"""
        if not 0 < position < len(self.words) - 1 or self.words[position].text != "and":
            return False
        before, after = self.words[position - 1], self.words[position + 1]
        if after.text in ARTICLES or after.first:
            return False
        return all(word.kind == "word" and word.text[0].isupper() for word in (before, after))


def _is_kind(word: Word, kinds: frozenset[str]) -> bool:
    """Is the word of one of the kinds? Dates as people write them are taken for numbers as well."""
    if word.kind in kinds:
        return True
    if "number" not in kinds or word.kind != "word":
        return False
    return word.text[0].isdigit() or ("iso" in kinds and literals.is_month(word))
