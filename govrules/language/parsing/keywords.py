"""The fixed words of the language: which words begin an item, and which are keywords inside it.

A keyword may be several words ("on or before"). Each part of a policy knows only its own keywords,
so that "from" may stand in a term where no date is expected. A keyword that is listed in `BEFORE`
counts only in front of the kind of word named there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from govrules.language.parsing.scanner import Word

Trie = dict[str, Any]
"""Words to tries; under the empty word stands what the phrase up to there means."""

_CONDITIONS: Final = {
    "is": "IS", "not": "NOT", "and": "AND", "or": "OR",
    "plus": "PLUS", "minus": "MINUS", "times": "TIMES", "divided by": "DIVIDED_BY",
    "with VAT at": "WITH_VAT_AT", "without VAT at": "WITHOUT_VAT_AT",
    "including VAT": "VAT_BASIS", "excluding VAT": "VAT_BASIS",
    "first known of": "FIRST_KNOWN_OF", "number of": "NUMBER_OF",
    "total of": "AGGREGATE", "share of": "AGGREGATE",
    "highest": "AGGREGATE", "highest of": "AGGREGATE",
    "lowest": "AGGREGATE", "lowest of": "AGGREGATE",
    "where": "WHERE", "between": "BETWEEN",
    "days between": "ELAPSED", "working days between": "ELAPSED",
    "months between": "ELAPSED", "years between": "ELAPSED",
    "at least": "AT_LEAST", "at most": "RELATION", "less than": "RELATION",
    "more than": "RELATION", "exactly": "RELATION", "before": "RELATION", "after": "RELATION",
    "on or before": "RELATION", "on or after": "RELATION",
    "one of": "ONE_OF", "includes": "INCLUDES", "does not include": "DOES_NOT_INCLUDE",
    "known": "KNOWN", "none": "NONE", "yes": "YES", "no": "NO", "for": "FOR",
    "satisfied that": "SATISFIED_THAT", "proposes to": "PROPOSES_TO",
    "does not propose to": "DOES_NOT_PROPOSE_TO",
    "any": "ANY", "any of": "ANY", "every": "EVERY", "every of": "EVERY",
    "any of these": "GROUP", "all of these": "GROUP", "none of these": "GROUP",
    "of these": "OF_THESE",
}  # fmt: skip
_NORMS: Final = {
    "must": "MODAL", "must not": "MODAL", "should": "MODAL", "should not": "MODAL", "may": "MODAL",
    "be": "BE", "hold": "HOLD", "include": "INCLUDE",
    "for at most": "FOR_AT_MOST", "for at least": "FOR_AT_LEAST",
}  # fmt: skip
_AUTHORITIES: Final = {
    "statute": "AUTHORITY", "statutory guidance": "AUTHORITY", "council policy": "AUTHORITY",
    "directorate policy": "AUTHORITY",
}  # fmt: skip
_IN_FORCE: Final = {"in force from": "IN_FORCE_FROM", "in force until": "UNTIL", "until": "UNTIL"}

_OF_SECTION: Final[dict[str, dict[str, str]]] = {
    "policy": _AUTHORITIES | _IN_FORCE | {
        "version": "VERSION", "authority": "AUTHORITY_IS", "adopted by": "ADOPTED_BY",
        "on": "ON", "uses": "USES", "or later": "OR_LATER",
    },
    "source": {"at": "AT"},
    "vocabulary": {
        "is": "IS", "money": "MONEY_TYPE", "a number": "NUMBER_TYPE",
        "a percentage": "PERCENTAGE_TYPE", "a duration": "DURATION_TYPE", "a date": "DATE_TYPE",
        "yes or no": "YES_NO_TYPE", "text": "TEXT_TYPE", "one of": "ONE_OF",
        "several of": "SEVERAL_OF", "a list with": "LIST_TYPE", "a list of names": "NAMES_TYPE",
        "a table of names and": "TABLE_TYPE", "amounts": "TABLE_OF", "percentages": "TABLE_OF",
        "dates": "TABLE_OF", "from": "FROM", "to": "TO", "of at least": "OF_AT_LEAST",
        "of at most": "OF_AT_MOST", "in days": "IN_UNIT", "in weeks": "IN_UNIT",
        "in months": "IN_UNIT", "in years": "IN_UNIT", "including VAT": "VAT_BASIS",
        "excluding VAT": "VAT_BASIS", "or none": "OR_NONE", "written": "WRITTEN",
        "judged by": "JUDGED_BY", "held as personal data": "HELD_AS_PERSONAL_DATA",
        "may be changed": "MAY_BE_CHANGED",
        "acts": "ACTS", "roles": "ROLES", "yes": "YES", "no": "NO",
    },
    "assumption": {
        "assume": "ASSUME", "is": "IS", "if not given": "IF_NOT_GIVEN", "yes": "YES", "no": "NO",
        "including VAT": "VAT_BASIS", "excluding VAT": "VAT_BASIS",
    },
    "figure": {
        "is": "IS", "as at": "AS_AT", "from": "FROM", "until": "UNTIL", "yes": "YES", "no": "NO",
        "including VAT": "VAT_BASIS", "excluding VAT": "VAT_BASIS",
    },
    "definition": _CONDITIONS | {"written": "WRITTEN", "if": "IF", "as": "AS"},
    "priority": {"weight": "WEIGHT"},
    "principle": {},
    "rule": _CONDITIONS | _NORMS | _IN_FORCE | {
        "if": "IF", "then": "THEN", "unless": "UNLESS", "because": "BECAUSE", "serves": "SERVES",
        "with sign-off by": "WITH_SIGN_OFF_BY",
    },
    "rule heading": {"despite": "DESPITE", "subject to": "SUBJECT_TO", "and": "AND"},
    "departures": _AUTHORITIES | {
        "may be departed from by": "MAY_BE_DEPARTED_FROM_BY",
        "may not be departed from": "MAY_NOT_BE_DEPARTED_FROM",
        "with recorded reasons": "WITH_RECORDED_REASONS",
    },
    "table": _CONDITIONS | {
        "exactly one row applies": "HIT", "first row that applies": "HIT",
        "every row that applies": "HIT",
    },
    "portfolio": _CONDITIONS | _NORMS | {
        "across": "ACROSS", "for each": "FOR_EACH", "otherwise refer to": "OTHERWISE_REFER_TO",
        "number of different": "NUMBER_OF_DIFFERENT",
    },
    "comparison": {
        "rank by": "RANK_BY", "for": "FOR", "from": "FROM", "to": "TO",
        "higher is better": "HIGHER_IS_BETTER", "lower is better": "LOWER_IS_BETTER",
        "if within": "IF_WITHIN", "points": "POINTS", "point": "POINTS", "prefer": "PREFER",
        "in order": "IN_ORDER", "yes": "YES", "no": "NO",
        "including VAT": "VAT_BASIS", "excluding VAT": "VAT_BASIS",
    },
    "duties": _CONDITIONS | _NORMS | {
        "before a decision to": "BEFORE_A_DECISION_TO",
        "after a decision to": "AFTER_A_DECISION_TO", "if": "IF", "within": "WITHIN",
    },
    "deciders": _CONDITIONS | {
        "if": "IF", "otherwise": "OTHERWISE", "signs off if": "SIGNS_OFF_IF",
    },
    "accepted": {"on": "ABOUT", "and": "AND", "because": "BECAUSE"},
    "given": {
        "on": "ON", "given": "GIVEN", "and": "AND", "is": "IS", "are": "ARE", "yes": "YES",
        "no": "NO", "none": "NONE", "not given": "NOT_GIVEN", "not known": "NOT_GIVEN",
        "for": "FOR", "satisfied that": "SATISFIED_THAT",
        "not satisfied that": "NOT_SATISFIED_THAT",
        "proposes to": "PROPOSES_TO", "proposes no act": "PROPOSES_NO_ACT",
        "departs from": "DEPARTS_FROM", "because": "BECAUSE",
        "reasons are recorded for": "REASONS_FOR", "has signed off": "HAS_SIGNED_OFF",
        "duty": "DUTY", "is done": "IS_DONE",
        "including VAT": "VAT_BASIS", "excluding VAT": "VAT_BASIS",
    },
    "expect": {
        "expect": "EXPECT", "and": "AND", "is": "IS", "yes": "YES", "no": "NO", "none": "NONE",
        "rules conflict": "VERDICT", "does not comply": "VERDICT",
        "cannot be decided": "CANNOT_BE_DECIDED", "outside this policy": "VERDICT",
        "complies with conditions": "VERDICT", "complies": "VERDICT", "without": "WITHOUT",
        "met": "STATUS", "breached": "STATUS", "departed": "STATUS", "permits": "STATUS",
        "displaced": "STATUS", "not applicable": "STATUS", "undetermined": "STATUS",
        "displaced by": "DISPLACED_BY", "decides": "DECIDES", "sign-off by": "SIGN_OFF_BY",
        "duty": "DUTY", "by": "BY", "for": "FOR", "prefers": "PREFERS", "sets aside": "SETS_ASIDE",
        "ties": "TIES", "gives": "GIVES", "points": "POINTS", "point": "POINTS",
        "including VAT": "VAT_BASIS", "excluding VAT": "VAT_BASIS",
    },
}  # fmt: skip

REFUSED: Final = {
    "over": ("RELATION", "more than"), "above": ("RELATION", "more than"),
    "greater than": ("RELATION", "more than"), "exceeds": ("RELATION", "more than"),
    "under": ("RELATION", "less than"), "below": ("RELATION", "less than"),
    "up to": ("RELATION", "at most"), "no more than": ("RELATION", "at most"),
    "not more than": ("RELATION", "at most"), "less than or equal to": ("RELATION", "at most"),
    "no less than": ("AT_LEAST", "at least"), "not less than": ("AT_LEAST", "at least"),
    "no fewer than": ("AT_LEAST", "at least"), "fewer than": ("RELATION", "less than"),
    "more than or equal to": ("AT_LEAST", "at least"),
    "greater than or equal to": ("AT_LEAST", "at least"),
    "for up to": ("FOR_AT_MOST", "for at most"),
    "shall": ("MODAL", "must"), "shall not": ("MODAL", "must not"),
    "cannot": ("MODAL", "must not"), "may not": ("MODAL", "must not"),
    "does not exceed": ("RELATION", "at most"),
    "any of the following": ("GROUP", "any of these"),
    "all of the following": ("GROUP", "all of these"),
    "none of the following": ("GROUP", "none of these"),
    "of the following": ("OF_THESE", "of these"),
    "equals": ("IS", "is"), "is equal to": ("IS", "is"),
}  # fmt: skip
"""Words whose boundary is unclear or that the language says in another way, with that way."""

REFUSED_MARKS: Final = {
    ">=": ("AT_LEAST", "at least"), "≥": ("AT_LEAST", "at least"), "<=": ("RELATION", "at most"),
    "≤": ("RELATION", "at most"), ">": ("RELATION", "more than"), "<": ("RELATION", "less than"),
    "=": ("IS", "is"), "==": ("IS", "is"), "!=": ("IS", "is not"),
}  # fmt: skip
_REFUSING: Final = frozenset({"definition", "rule", "table", "portfolio", "duties", "deciders"})

BEFORE: Final = {
    "FROM": frozenset({"number", "money", "percent", "iso"}),
    "TO": frozenset({"number", "money", "percent", "iso"}),
    "UNTIL": frozenset({"number", "iso"}),
    "ON": frozenset({"number", "iso"}),
    "BY": frozenset({"number", "iso"}),
    "WITHIN": frozenset({"number"}),
    "FOR": frozenset({"text", "unclosed"}),
    "AT": frozenset({"text", "unclosed"}),
}
"""Keywords that count only in front of such a word, so that a phrase may contain them elsewhere."""

RESERVED: Final = (frozenset(_CONDITIONS) - {"none", "yes", "no", "for"}) | {
    "must", "must not", "should", "should not", "may", "if", "then", "unless",
}  # fmt: skip
"""Phrases that mean something in every condition, so that no term or value may be called so."""


def put(trie: Trie, words: Iterable[str], meaning: object) -> None:
    """Add a phrase to a trie; the first meaning of a phrase stays."""
    for word in words:
        trie = trie.setdefault(word, {})
    trie.setdefault("", meaning)


def longest(trie: Trie, words: list[Word], index: int, spelling: str) -> tuple[int, Any]:
    """Length and meaning of the longest phrase that begins at `index`; length 0 for none.

    `spelling` is how the first word is to be read, which at the start of a line may differ from how
    it is written.
    """
    node = trie.get(spelling)
    best: tuple[int, Any] = (0, None)
    length, end = 1, len(words) - index
    while node is not None:
        if "" in node and not _takes_from_with_vat_at(words, index + length):
            best = (length, node[""])
        if length == end:
            break
        word = words[index + length]
        node = node.get(word.text) if word.kind not in ("text", "unclosed") else None
        length += 1
    return best


def _takes_from_with_vat_at(words: list[Word], end: int) -> bool:
    """Is a phrase that ends here, such as "price with VAT", a part of "price with VAT at 20%"?"""
    tail = [word.text for word in words[max(0, end - 2) : end + 1]]
    return tail in (["with", "VAT", "at"], ["without", "VAT", "at"])


@cache
def keyword_trie(section: str) -> Trie:
    """The keywords of a part of a policy; each means (terminal, canonical words, refused)."""
    trie: Trie = {}
    table: Mapping[str, str] = _OF_SECTION[section]
    for phrase, terminal in table.items():
        put(trie, phrase.split(), (terminal, phrase, False))
    if section in _REFUSING:
        for phrase, (terminal, instead) in REFUSED.items():
            if terminal not in ("MODAL", "FOR_AT_MOST") or "must" in table:
                put(trie, phrase.split(), (terminal, instead, True))
    return trie
