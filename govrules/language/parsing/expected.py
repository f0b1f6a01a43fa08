"""Say in plain words what stands where it cannot, and what could stand there instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from govrules.language.faults import syntax as syntax_faults
from govrules.language.parsing.keywords import RESERVED
from govrules.language.parsing.tokens import Token
from govrules.model.diagnostic import Diagnostic

_MOST: Final = 5
_LITERALS: Final = frozenset(
    {"MONEY", "NUMBER", "PERCENT", "DURATION", "DATE", "STRING", "YES", "NO"}
)
_WORDS: Final = {
    "NAME": "a term", "ROLE": "a person or body", "STRING": "a quoted text", "NUMBER": "a number",
    "MONEY": "an amount of money", "PERCENT": "a percentage", "DURATION": "a length of time",
    "DATE": "a date", "LABEL": "a label", "CODE": "a key or number", "TITLE": "a title",
    "WORDS": "words", "CITATION": "a citation in [ ]", "LPAR": '"("', "RPAR": '")"',
    "COMMA": "a comma", "COLON": "a colon", "PIPE": '"|"', "DOUBLE_PIPE": '"||"',
    "ROW": "a row that begins with |", "BULLETS": "bullets", "BULLET": "a bullet",
    "RELATION": '"at most"', "MODAL": '"must"', "GROUP": '"any of these"',
    "AGGREGATE": '"total of"', "ELAPSED": '"days between"', "STATUS": "a status such as met",
    "VERDICT": "a verdict such as complies", "AUTHORITY": "an authority such as council policy",
    "HIT": '"exactly one row applies"', "AUTHORITY_IS": '"authority:"', "IN_UNIT": '"in months"',
    "VAT_BASIS": '"excluding VAT"', "TABLE_OF": '"amounts"', "MONEY_TYPE": '"money"',
    "NUMBER_TYPE": '"a number"', "PERCENTAGE_TYPE": '"a percentage"', "DATE_TYPE": '"a date"',
    "DURATION_TYPE": '"a duration"', "YES_NO_TYPE": '"yes or no"', "TEXT_TYPE": '"text"',
    "LIST_TYPE": '"a list with:"', "NAMES_TYPE": '"a list of names"',
    "TABLE_TYPE": '"a table of names and amounts"',
    "ONE_OF": '"one of"', "WITH_VAT_AT": '"with VAT at"', "WITHOUT_VAT_AT": '"without VAT at"',
    "WITH_SIGN_OFF_BY": '"with sign-off by"', "ABOUT": '"on"',
}  # fmt: skip
_FIRST: Final = (
    "IS", "THEN", "IF", "COLON", "COMMA", "AND", "OR", "WHERE", "OF", "NAME", "ROLE", "MODAL", "BE",
    "AT_LEAST", "RELATION", "BETWEEN", "FROM", "UNTIL", "TO", "UNLESS", "PIPE",
    "DOUBLE_PIPE",
)  # fmt: skip
_BARS: Final = frozenset({"ROW", "PIPE", "DOUBLE_PIPE"})
_RARE: Final = frozenset(
    {"BULLETS_END", "$END", "ROLE", "PLUS", "MINUS", "TIMES", "DIVIDED_BY", "WITH_VAT_AT",
     "WITHOUT_VAT_AT", "FOR", "CITATION"}
)  # fmt: skip


def in_words(accepted: Iterable[str]) -> list[str]:
    """At most five of the terminals, the likeliest first, in words."""
    left = set(accepted)
    if len(left & _LITERALS) > 3:
        left = left - _LITERALS | {"a value"}
    if len(left) > _MOST:
        left -= _RARE
    order = {terminal: rank for rank, terminal in enumerate(_FIRST)}
    ranked = sorted(left - {"$END"}, key=lambda terminal: (order.get(terminal, 99), terminal))
    return list(dict.fromkeys(_say(terminal) for terminal in ranked))[:_MOST]


def _say(terminal: str) -> str:
    if terminal in _WORDS or not terminal.isupper():
        return _WORDS.get(terminal, terminal)
    return '"' + terminal.lower().replace("_", " ") + '"'


def _ends_line(text: str, token: Token) -> bool:
    end = token.last.end
    line_end = text.find("\n", end)
    return not text[end : line_end if line_end >= 0 else len(text)].strip()


def say(text: str, tokens: Sequence[Token], index: int, accepted: frozenset[str]) -> Diagnostic:
    """The fault of the token at `index`, which cannot stand where it does."""
    token, before = tokens[index], tokens[index - 1] if index else None
    if before is not None:
        if before.type in ("GROUP", "OF_THESE") and "MODAL" in accepted:
            return syntax_faults.unexpected(token.written(text), ['"must hold"'], token.place)
        if accepted == {"BULLETS"}:
            group = "this group" if before.type == "HOLD" else before.written(text)
            return syntax_faults.bullets_missing(group, before.place)
        if before.type in _BARS and token.type in _BARS:
            instead = "not given" if "NOT_GIVEN" in accepted else "any"
            return syntax_faults.empty_cell(instead, token.place)
        if in_words(accepted) == ['"must"'] and before.type in ("NAME", "ROLE"):
            return syntax_faults.modal_missing(before.written(text), before.place)
        if accepted == {"COLON"}:
            return syntax_faults.missing_colon(before.written(text), before.place)
    after_one_of = token.type == "COLON" and before is not None and before.type == "ONE_OF"
    if after_one_of or (token.type in ("COLON", "COMMA") and _ends_line(text, token)):
        return syntax_faults.to_take_out(token.written(text), token.place)
    written = token.written(text).strip('"“”')
    if accepted <= {"NAME", "ROLE"} and written in RESERVED:
        return syntax_faults.reserved_phrase(written, token.place)
    return syntax_faults.unexpected(written, in_words(accepted), token.place)
