"""Turn the words of an item into the tokens of the grammar, by the keywords and the known phrases.

A phrase that the policy or one it uses declares is one token, by longest match, also where it holds
keywords ("not complete"). Words that are neither phrase nor keyword become one name together, so
that an undeclared phrase is an unknown term and never a fault of syntax.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from govrules.language import literals, syntax_faults
from govrules.language.keywords import (
    BEFORE,
    REFUSED_MARKS,
    RESERVED,
    Trie,
    keyword_trie,
    longest,
    put,
)
from govrules.language.scanner import Word, scan
from govrules.language.syntax_faults import SyntaxFault
from govrules.language.tokens import Token
from govrules.model.diagnostic import Diagnostic

DEEPEST = 50
"""Bullets and brackets may nest so deep, and no deeper."""

Report = Callable[[Diagnostic], None]

_MARKS = {"(": "LPAR", ")": "RPAR", ",": "COMMA", ":": "COLON", "|": "PIPE", "||": "DOUBLE_PIPE"}
_BULLETS = frozenset("-–—•")
_ARTICLES = frozenset({"the", "The"})
_VALUES = frozenset(
    {"NAME", "ROLE", "MONEY", "NUMBER", "PERCENT", "DURATION", "DATE", "STRING", "RPAR", "YES", "NO"}
)
_TYPES = frozenset(
    {"MONEY_TYPE", "NUMBER_TYPE", "PERCENTAGE_TYPE", "DURATION_TYPE", "DATE_TYPE", "YES_NO_TYPE",
     "TEXT_TYPE", "ONE_OF", "SEVERAL_OF", "LIST_TYPE", "TABLE_TYPE"}
)  # fmt: skip
_PARTS = frozenset(
    {"THEN", "UNLESS", "BECAUSE", "SERVES", "WITH_SIGN_OFF_BY", "IN_FORCE_FROM", "UNTIL", "IF",
     "OTHERWISE", "OTHERWISE_REFER_TO", "FOR_EACH", "ACROSS"}
)  # fmt: skip
# "the share of annual value" of a portfolio has no second "of", a share in its conditions has
_IN_PORTFOLIO = frozenset({"WHERE", "RELATION", "AT_LEAST", "IS"})
_LABEL_NEXT = frozenset({"DEPARTS_FROM", "REASONS_FOR", "DUTY", "DISPLACED_BY"})
# after these come words that are taken as they stand
_FREE = frozenset({("portfolio", "ACROSS"), ("policy", "ADOPTED_BY"), ("duties", "MODAL")})
_FREE_ENDS = frozenset({"WHERE", "ON", "FOR_AT_LEAST", "FOR_AT_MOST", "WITHIN", "IF", "FOR_EACH"})
_CODE_NEXT = frozenset({"WRITTEN", "VERSION"})
_CODES = frozenset({"word", "number", "iso", "percent", "money"})


def phrase_trie(phrases: Iterable[str]) -> Trie:
    """The phrases as the lexer looks them up; those that the language itself needs are left out."""
    trie: Trie = {}
    for phrase in sorted(phrases):
        if phrase in RESERVED or phrase in ("yes", "no"):
            continue
        words = scan(phrase, 0, len(phrase), 1, "").words
        if len(words) > 1 or (words and words[0].kind == "word"):
            put(trie, (word.text for word in words), phrase)
    return trie


class Lexer:
    """Reads one item, line or row. `tokens` is what it has made so far; faults are reported."""

    def __init__(
        self, text: str, words: list[Word], section: str, phrases: Trie, report: Report
    ) -> None:
        self.text, self.words, self.section = text, words, section
        self.phrases, self.keywords, self.report = phrases, keyword_trie(section), report
        self.tokens: list[Token] = []
        self.last = ""
        self.columns: list[int] = []
        self.brackets: list[Word] = []
        self.aggregate = False

    def add(self, type: str, value: Any, start: int, end: int) -> int:
        """Add a token made of `words[start:end]`; returns `end`."""
        self.tokens.append(Token(type, value, self.words[start], self.words[end - 1]))
        self.last = type
        return end

    def read(self, index: int = 0) -> list[Token]:
        """All tokens from the word at `index` on."""
        words, count = self.words, len(self.words)
        while index < count:
            word = words[index]
            if word.first and (self.columns or word.kind == "mark"):
                index = self._line_start(index)
                if index == count:
                    break
                word = words[index]
            kind = word.kind
            if (self.section, self.last) in _FREE and (end := self._free_end(index)) > index:
                written = " ".join(other.text for other in words[index:end])
                index = self.add("WORDS", written, index, end)
            elif self.last in _LABEL_NEXT and kind in ("word", "number"):
                index = self.add("LABEL", word.text, index, index + 1)
            elif self.last in _CODE_NEXT and kind in _CODES:
                index = self.add("CODE", word.text, index, index + 1)
            elif self.last == "EXPECT" and self._is_label(index):
                index = self.add("LABEL", word.text, index, index + 1)
            elif kind == "word":
                index = self._word(index)
            else:
                index = self._other(index)
        self._close_bullets(0, count - 1)
        if self.brackets:
            self.report(syntax_faults.unclosed("(", self.brackets[0].place))
            raise SyntaxFault(syntax_faults.unclosed("(", self.brackets[0].place))
        return self.tokens

    # --- words -----------------------------------------------------------------------------------

    def keyword(self, index: int) -> tuple[int, Any]:
        """Length and meaning of the keyword at `index`; length 0 for none."""
        length, meaning = self._look_up(self.keywords, index)
        if length:
            terminal = meaning[0]
            needs = BEFORE.get(terminal)
            if needs is not None:
                after = index + length
                if after >= len(self.words) or self.words[after].kind not in needs:
                    return 0, None
            if terminal in _TYPES and self.section == "vocabulary" and self.last not in ("IS", "LPAR"):
                return 0, None
        return length, meaning

    def phrase(self, index: int) -> tuple[int, Any]:
        return self._look_up(self.phrases, index)

    def _look_up(self, trie: Trie, index: int) -> tuple[int, Any]:
        word = self.words[index]
        if word.kind in ("text", "unclosed"):
            return 0, None
        found = longest(trie, self.words, index, word.text)
        if not found[0] and (word.first or self.last in ("BULLET", "ROW", "PIPE", "")):
            other = word.text[0].swapcase() + word.text[1:]
            found = longest(trie, self.words, index, other)
        return found

    def _word(self, index: int) -> int:
        word = self.words[index]
        phrase_length, _ = self.phrase(index)
        length, meaning = self.keyword(index)
        if length and not self._phrase_wins(phrase_length, length):
            return self._keyword(index, length, meaning)
        if word.text in _ARTICLES and not phrase_length and index + 1 < len(self.words):
            return self._article(index)
        if word.text == "of" and self.aggregate and not phrase_length:
            self.aggregate = False
            return self.add("OF", "of", index, index + 1)
        moment = literals.odd_date(self.words, index)
        if moment is not None:
            return self._literal(index, moment)
        text, end, _ = self.run(index, index)
        return self.add("NAME", text, index, end)

    def _phrase_wins(self, phrase_length: int, keyword_length: int) -> bool:
        # two values never stand side by side, so after a value a keyword is what is meant
        if self.last in _VALUES and self.section != "vocabulary":
            return False
        return phrase_length >= keyword_length > 0

    def _keyword(self, index: int, length: int, meaning: Any) -> int:
        terminal, canonical, refused = meaning
        if refused:
            place = self.words[index].place.to(self.words[index + length - 1].place)
            written = " ".join(word.text for word in self.words[index : index + length])
            self.report(syntax_faults.refused_word(written, canonical, place))
        if terminal in ("WRITTEN", "JUDGED_BY", "OR_NONE") and self.last == "COMMA":
            self.tokens.pop()
        if terminal == "AGGREGATE":
            canonical = canonical.split()[0]
            self.aggregate = self.section != "portfolio" or self.last in _IN_PORTFOLIO
        elif terminal in ("WHERE", "MODAL"):
            self.aggregate = False
        return self.add(terminal, canonical, index, index + length)

    def _article(self, index: int) -> int:
        """`the` and what follows it: a known phrase, a keyword, or else a person or body."""
        after = index + 1
        if self.words[after].kind != "word" or self.words[after].text == "of":
            text, end, _ = self.run(index, index)
            return self.add("NAME", text, index, end)
        length, _ = self.keyword(after)
        phrase_length, _ = self.phrase(after)
        if length and length > phrase_length:
            return after
        text, end, known = self.run(after, index)
        return self.add("NAME" if known else "ROLE", text, index, end)

    def run(self, index: int, start: int) -> tuple[str, int, bool]:
        """The name that begins at `index`: its text, its end, and whether it is one known phrase."""
        words, count, parts, position, known = self.words, len(self.words), [], index, 0
        while position < count:
            word = words[position]
            if position > index and not self._joins(position):
                break
            phrase_length, phrase = self.phrase(position)
            if phrase_length:
                length = self.keyword(position)[0] if position > index else 0
                if length:
                    break
                parts.append(phrase)
                position += phrase_length
                known += 1
                continue
            if position > index and word.kind == "word" and self.keyword(position)[0]:
                break
            if position > index and word.text == "of" and self.aggregate:
                break
            parts.append(word.text)
            position += 1
        return " ".join(parts), position, known == 1 and len(parts) == 1

    def _joins(self, position: int) -> bool:
        """May the word at `position` go on with a name that has begun?"""
        word = self.words[position]
        if word.kind == "number":
            after = position + 1
            return (
                after < len(self.words)
                and self.words[after].kind == "word"
                and not self.words[after].first
                and not self.keyword(after)[0]
            )
        if word.kind != "word":
            return False
        if word.text in _ARTICLES:
            after = position + 1
            return not word.first and after < len(self.words) and not self.keyword(after)[0]
        return True

    def _free_end(self, index: int) -> int:
        """Where free words end: at a mark, a quoted text, a keyword that may follow, or a new line."""
        end = index
        while end < len(self.words):
            word = self.words[end]
            if word.kind not in ("word", "number") or (word.first and end > index):
                break
            length, meaning = self.keyword(end)
            if length and meaning[0] in _FREE_ENDS:
                break
            end += 1
        return end

    def _is_label(self, index: int) -> bool:
        """In `expect C2 is met`, does a label stand here? A known phrase is a term instead."""
        if self.words[index].kind not in ("word", "number") or self.phrase(index)[0]:
            return False
        after = index + 1
        if after < len(self.words) and self.words[after].text == "is":
            after += 1
        if after >= len(self.words):
            return False
        length, meaning = self.keyword(after)
        return length > 0 and meaning[0] in ("STATUS", "DISPLACED_BY")

    # --- everything else -------------------------------------------------------------------------

    def _other(self, index: int) -> int:
        word = self.words[index]
        phrase_length, _ = self.phrase(index)
        if phrase_length and self.last not in _VALUES:
            text, end, _ = self.run(index, index)
            return self.add("NAME", text, index, end)
        literal = literals.literal(self.words, index)
        if literal is not None:
            return self._literal(index, literal)
        if word.kind in ("text", "unclosed"):
            if word.kind == "unclosed":
                self.report(syntax_faults.unclosed('"', word.place))
            return self.add("STRING", word.text, index, index + 1)
        if word.kind == "citation":
            return self.add("CITATION", word.text[1:-1], index, index + 1)
        if word.kind == "mark":
            return self._mark(index)
        self.report(syntax_faults.stray_character(word.text, word.place))
        return self._past_strays(index)

    def _past_strays(self, index: int) -> int:
        """One message is enough for a run of stray characters on a line."""
        index += 1
        while index < len(self.words) and self.words[index].kind == "stray" and not self.words[index].first:
            index += 1
        return index

    def _literal(self, index: int, found: literals.Found) -> int:
        if found.fault is not None:
            self.report(found.fault)
        return self.add(found.terminal, found.value, index, found.end)

    def _mark(self, index: int) -> int:
        word = self.words[index]
        if word.text in REFUSED_MARKS and self.section != "vocabulary":
            terminal, instead = REFUSED_MARKS[word.text]
            self.report(syntax_faults.refused_word(word.text, instead, word.place))
            return self.add(terminal, instead, index, index + 1)
        if word.text == "[":
            self.report(syntax_faults.unclosed("[", word.place))
            raise SyntaxFault(syntax_faults.unclosed("[", word.place))
        terminal = _MARKS.get(word.text, "")
        if not terminal:
            self.report(syntax_faults.stray_character(word.text, word.place))
            return index + 1
        if terminal == "LPAR":
            self.brackets.append(word)
            if len(self.brackets) > DEEPEST:
                raise SyntaxFault(syntax_faults.too_deep(DEEPEST, word.place))
        elif terminal == "RPAR" and self.brackets:
            self.brackets.pop()
        return self.add(terminal, word.text, index, index + 1)

    # --- lines and bullets -----------------------------------------------------------------------

    def _line_start(self, index: int) -> int:
        word = self.words[index]
        if word.kind == "mark" and word.text in _BULLETS:
            return self._bullet(index)
        if word.kind == "mark" and word.text in ("|", "||"):
            self._close_bullets(0, index)
            return self.add("ROW", word.text, index, index + 1)
        if self.columns:
            ends = word.kind == "citation" or (self.keyword(index)[1:] != (None,) and (
                self.keyword(index)[1][0] in _PARTS
            ))
            self._close_bullets(0 if ends else word.indent, index)
        return index

    def _bullet(self, index: int) -> int:
        word = self.words[index]
        opens = self.last in ("GROUP", "OF_THESE")
        if opens and (not self.columns or word.indent > self.columns[-1]):
            if len(self.columns) >= DEEPEST:
                raise SyntaxFault(syntax_faults.too_deep(DEEPEST, word.place))
            self.columns.append(word.indent)
            self.add("BULLETS", "", index, index + 1)
        elif opens:
            raise SyntaxFault(syntax_faults.bullets_missing(self.tokens[-1].value, word.place))
        else:
            self._close_bullets(word.indent + 1, index)
            if not self.columns:
                raise SyntaxFault(syntax_faults.bullet_without_group(word.place))
            if self.columns[-1] != word.indent:
                raise SyntaxFault(syntax_faults.crooked_bullet(word.place))
        return self.add("BULLET", "-", index, index + 1)

    def _close_bullets(self, indent: int, index: int) -> None:
        """Close the groups whose bullets stand at `indent` or further in."""
        while self.columns and self.columns[-1] >= indent:
            self.columns.pop()
            self.add("BULLETS_END", "", index, index + 1)


def lex(
    text: str, words: list[Word], section: str, phrases: Trie, report: Report
) -> Sequence[Token]:
    """The tokens of an item without a heading of its own. Raises SyntaxFault."""
    return Lexer(text, words, section, phrases, report).read()
