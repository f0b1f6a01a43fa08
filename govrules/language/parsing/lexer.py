"""Turn the words of an item into the tokens of the grammar, and bullets into groups.

Newlines and indentation mean nothing, but for two things: a bullet stands at the start of a line,
and its column tells to which group it belongs; and a row of a table begins a line with `|`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from govrules.language.faults import syntax as syntax_faults
from govrules.language.faults.syntax import SyntaxFault
from govrules.language.parsing import literals
from govrules.language.parsing.depth import DEEPEST
from govrules.language.parsing.keywords import REFUSED_MARKS, Trie
from govrules.language.parsing.phrases import ARTICLES, Phrases
from govrules.language.parsing.scanner import Word
from govrules.language.parsing.tokens import Token
from govrules.model.diagnostic import Diagnostic

Report = Callable[[Diagnostic], None]

_MARKS = {"(": "LPAR", ")": "RPAR", ",": "COMMA", ":": "COLON", "|": "PIPE", "||": "DOUBLE_PIPE"}
_BULLETS = frozenset("-–—•")
_OTHER_BULLETS = frozenset("*·◦‣▪●○")
_VALUES = frozenset(
    {"NAME", "ROLE", "MONEY", "NUMBER", "PERCENT", "DURATION", "DATE", "STRING", "RPAR", "YES",
     "NO"}
)  # fmt: skip
_PARTS = frozenset(
    {"THEN", "UNLESS", "BECAUSE", "SERVES", "WITH_SIGN_OFF_BY", "IN_FORCE_FROM", "UNTIL", "IF",
     "OTHERWISE", "OTHERWISE_REFER_TO", "FOR_EACH", "ACROSS"}
)  # fmt: skip
_BEFORE_A_VALUE = frozenset(
    {"WHERE", "RELATION", "AT_LEAST", "IS", "NOT", "OR", "BE", "BETWEEN", "ELAPSED", "ONE_OF",
     "INCLUDES", "DOES_NOT_INCLUDE", "FIRST_KNOWN_OF", "BULLET", "PLUS", "MINUS", "TIMES",
     "DIVIDED_BY", "WITH_VAT_AT", "WITHOUT_VAT_AT"}
)  # fmt: skip
_SUFFIXES = frozenset(
    {"WRITTEN", "JUDGED_BY", "OR_NONE", "HELD_AS_PERSONAL_DATA", "MAY_BE_CHANGED"}
)
_LABEL_NEXT = frozenset({"DEPARTS_FROM", "REASONS_FOR", "DUTY", "DISPLACED_BY"})
_AFTER_A_LABEL = frozenset({"STATUS", "DISPLACED_BY", "PREFERS", "SETS_ASIDE", "TIES", "GIVES"})
_CODE_NEXT = frozenset({"WRITTEN", "VERSION"})
_CODES = frozenset({"word", "number", "iso", "percent", "money"})
# after these come words that are taken as they stand
_FREE = frozenset({("portfolio", "ACROSS"), ("policy", "ADOPTED_BY"), ("duties", "MODAL")})
_FREE_ENDS = frozenset({"WHERE", "ON", "FOR_AT_LEAST", "FOR_AT_MOST", "WITHIN", "IF", "FOR_EACH"})


class Lexer(Phrases):
    """Reads one item, line or row. `tokens` is what it has made so far; faults are reported."""

    def __init__(
        self, text: str, words: list[Word], section: str, phrases: Trie, report: Report
    ) -> None:
        super().__init__(words, section, phrases)
        self.text, self.report = text, report
        self.tokens: list[Token] = []
        self.columns: list[int] = []
        self.brackets: list[Word] = []

    def add(self, terminal: str, value: Any, start: int, end: int) -> int:
        """Add a token made of `words[start:end]`; returns `end`."""
        self.tokens.append(Token(terminal, value, self.words[start], self.words[end - 1]))
        self.last = terminal
        return end

    def read(self, index: int = 0) -> list[Token]:
        """All tokens from the word at `index` on. Raises SyntaxFault where none can be made."""
        words, count = self.words, len(self.words)
        while index < count:
            word = words[index]
            if word.first and (self.columns or word.kind in ("mark", "stray")):
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
            elif self.section == "accepted" and self._names_a_finding(index):
                terminal = "CODE" if word.first else "LABEL"
                index = self.add(terminal, word.text, index, index + 1)
            elif self.section == "expect" and len(self.tokens) == 1 and self._is_label(index):
                index = self.add("LABEL", word.text, index, index + 1)
            elif kind == "word":
                index = self._word(index)
            else:
                index = self._other(index)
        self._close_bullets(0, count - 1)
        if self.brackets:
            raise SyntaxFault(syntax_faults.unclosed("(", self.brackets[0].place))
        return self.tokens

    # --- words -----------------------------------------------------------------------------------

    def _word(self, index: int) -> int:
        word = self.words[index]
        phrase_length, _ = self.phrase(index)
        length, meaning = self.keyword(index)
        if length and not self._phrase_wins(phrase_length, length):
            return self._keyword(index, length, meaning)
        if word.text in ARTICLES and not phrase_length and index + 1 < len(self.words):
            return self._article(index)
        if word.text == "of" and self.awaits_of and not phrase_length:
            self.awaits_of = False
            return self.add("OF", "of", index, index + 1)
        date = literals.odd_date(self.words, index)
        if date is not None:
            return self._literal(index, date)
        text, end, _ = self.name(index)
        return self.add("NAME", text, index, end)

    def _phrase_wins(self, phrase_length: int, keyword_length: int) -> bool:
        # two values never stand side by side, so after a value a keyword is what is meant
        if self.last in _VALUES and self.section != "vocabulary":
            return False
        if self.last == "MODAL":  # "must hold", even where a value is called "hold"
            return phrase_length > keyword_length
        return phrase_length >= keyword_length

    def _keyword(self, index: int, length: int, meaning: Any) -> int:
        terminal, canonical, refused = meaning
        if refused:
            place = self.words[index].place.to(self.words[index + length - 1].place)
            written = " ".join(word.text for word in self.words[index : index + length])
            self.report(syntax_faults.refused_word(written, canonical, place))
        if terminal in _SUFFIXES and self.section == "vocabulary" and self.last == "COMMA":
            self.tokens.pop()
        if terminal == "AGGREGATE":
            canonical = canonical.split()[0]
            self.awaits_of = not self._is_measure()
        elif terminal in ("WHERE", "MODAL"):
            self.awaits_of = False
        return self.add(terminal, canonical, index, index + length)

    def _is_measure(self) -> bool:
        """Does a norm of a portfolio rule begin here? "the share of X" has no second "of" then."""
        if self.section != "portfolio" or self.brackets or self.columns:
            return False
        if self.last == "COMMA":
            return [token.type for token in self.tokens[-3:-1]] == ["FOR_EACH", "NAME"]
        if self.last != "AND":
            return self.last not in _BEFORE_A_VALUE
        # "and" joins two norms, but for the ends of "between" and the tests after "across … where"
        ends_due = 0
        for token in reversed(self.tokens[:-1]):
            if token.type in ("BETWEEN", "ELAPSED"):
                ends_due += 1
            elif token.type == "AND":
                ends_due -= 1
            elif token.type in ("WHERE", "MODAL", "ACROSS"):
                return ends_due <= 0 and token.type == "MODAL"
        return False

    def _article(self, index: int) -> int:
        """`the` and what follows it: a known phrase, a keyword, or else a person or body."""
        after = index + 1
        if self.words[after].kind != "word" or self.words[after].text == "of":
            text, end, _ = self.name(index)
            return self.add("NAME", text, index, end)
        length, _ = self.keyword(after)
        if length > self.phrase(after)[0]:
            return after
        text, end, known = self.name(after, as_role=True)
        return self.add("NAME" if known else "ROLE", text, index, end)

    def _free_end(self, index: int) -> int:
        """Where free words end: at a mark, a quoted text, a keyword that may follow, or a line."""
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

    def _names_a_finding(self, index: int) -> bool:
        """In `A301 on T1`, is this the code, or a label?"""
        return self.words[index].kind in ("word", "number") and not self.keyword(index)[0]

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
        return length > 0 and meaning[0] in _AFTER_A_LABEL

    # --- everything else -------------------------------------------------------------------------

    def _other(self, index: int) -> int:
        word = self.words[index]
        if self.phrase(index)[0] and self.last not in _VALUES:
            text, end, _ = self.name(index)
            return self.add("NAME", text, index, end)
        literal = literals.literal(self.words, index)
        if literal is not None:
            return self._literal(index, literal)
        if word.kind in ("text", "unclosed"):
            if word.kind == "unclosed":
                self.report(syntax_faults.unclosed('"', word.place))
            return self.add("STRING", word.text, index, index + 1)
        if word.kind == "single":
            self.report(syntax_faults.single_quotes(word.text, word.place))
            return self.add("STRING", word.text[1:-1], index, index + 1)
        if word.kind == "citation":
            return self.add("CITATION", word.text[1:-1], index, index + 1)
        if word.kind == "mark":
            return self._mark(index)
        return self._strays(index)

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
            raise SyntaxFault(syntax_faults.unclosed("[", word.place))
        if word.text in _BULLETS and self.section == "table" and self.last in ("ROW", "PIPE"):
            return self.add("ANY", "any", index, index + 1)
        terminal = _MARKS.get(word.text, "")
        if not terminal:
            return self._strays(index)
        if terminal == "LPAR":
            self.brackets.append(word)
            if len(self.brackets) > DEEPEST:
                raise SyntaxFault(syntax_faults.too_deep(DEEPEST, word.place))
        elif terminal == "RPAR" and self.brackets:
            self.brackets.pop()
        return self.add(terminal, word.text, index, index + 1)

    def _strays(self, index: int) -> int:
        """Report the first of a run of stray characters on a line, and go past them all."""
        word = self.words[index]
        self.report(syntax_faults.stray_character(word.text, word.place))
        index += 1
        while index < len(self.words):
            if self.words[index].kind != "stray" or self.words[index].first:
                break
            index += 1
        return index

    # --- lines and bullets -----------------------------------------------------------------------

    def _line_start(self, index: int) -> int:
        word = self.words[index]
        if word.kind == "mark" and word.text in _BULLETS:
            return self._bullet(index)
        if word.text in _OTHER_BULLETS:
            self.report(syntax_faults.refused_word(word.text, "-", word.place))
            return self._bullet(index)
        if word.kind == "mark" and word.text in ("|", "||"):
            self._close_bullets(0, index)
            return self.add("ROW", word.text, index, index + 1)
        if self.columns:
            # a new part ends every group; other lines end those whose bullets stand as far out
            length, meaning = self.keyword(index)
            ends_all = word.kind == "citation" or (length > 0 and meaning[0] in _PARTS)
            self._close_bullets(0 if ends_all else word.indent, index)
        return index

    def _bullet(self, index: int) -> int:
        word = self.words[index]
        if not self._opens_group():
            within_group = bool(self.columns)
            self._close_bullets(word.indent + 1, index)
            if not self.columns:
                raise SyntaxFault(
                    syntax_faults.crooked_bullet(word.place)
                    if within_group
                    else self._without_group(word)
                )
            if self.columns[-1] != word.indent:
                raise SyntaxFault(syntax_faults.crooked_bullet(word.place))
        elif not self.columns or word.indent > self.columns[-1]:
            if len(self.columns) >= DEEPEST:
                raise SyntaxFault(syntax_faults.too_deep(DEEPEST, word.place))
            self.columns.append(word.indent)
            self.add("BULLETS", "", index, index + 1)
        else:
            raise SyntaxFault(syntax_faults.bullets_missing("this group", word.place))
        return self.add("BULLET", "-", index, index + 1)

    def _without_group(self, bullet: Word) -> Diagnostic:
        """No group is open here; perhaps one was meant, and something stands in between."""
        types = [token.type for token in self.tokens]
        groups = [at for at, kind in enumerate(types) if kind in ("GROUP", "OF_THESE")]
        opened = groups[-1] if groups else -1
        if opened < 0 or "BULLETS" in types[opened:] or opened + 1 == len(types):
            return syntax_faults.bullet_without_group(bullet.place)
        group, between = self.tokens[opened], self.tokens[opened + 1]
        if between.type == "MODAL":
            return syntax_faults.bullet_without_group(bullet.place)
        if between.type == "COLON":
            return syntax_faults.to_take_out(":", between.place)
        return syntax_faults.between_group_and_bullets(
            between.written(self.text), str(group.value), between.place
        )

    def _opens_group(self) -> bool:
        """Do bullets stand after `any of these` here, or after `any of these must hold`?"""
        before = [token.type for token in self.tokens[-3:]]
        if before[1:] == ["MODAL", "HOLD"]:
            before = before[:1]
        return before[-1:] in (["GROUP"], ["OF_THESE"])

    def _close_bullets(self, indent: int, index: int) -> None:
        """Close the groups whose bullets stand at `indent` or further in."""
        while self.columns and self.columns[-1] >= indent:
            self.columns.pop()
            self.add("BULLETS_END", "", index, index + 1)
