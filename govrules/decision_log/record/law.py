"""What English law asks the record of a decision to hold, and which regulation asks it of whom.

SI 2012/2089, regulations 12 and 13, for decisions of a council's executive: by the executive or a
committee of it, by one of its members, by an officer. SI 2014/2095, regulation 7, for decisions
that officers take under powers of the council delegated to them. Both as made; regulation 12 was
read on legislation.gov.uk on 24 November 2026, the others as councils and lawyers restate them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from govrules.engine.roles import bare_role

Asked = Literal["decision", "reasons", "alternatives", "interests", "dispensations"]
Maker = Literal["body", "member", "officer"]


@dataclass(frozen=True, slots=True)
class Instrument:
    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Provision:
    """`asks` holds the place of each thing that it asks for; `of` says whose record it is."""

    instrument: Instrument
    regulation: str
    of: str
    asks: Mapping[Asked, str]

    def place(self, asked: Asked) -> str | None:
        """Where it asks for this: "SI 2012/2089 regulation 12(2)(a)"; None when it does not."""
        place = self.asks.get(asked)
        return f"{self.instrument.number} regulation {place}" if place else None


EXECUTIVE: Final = Instrument(
    "SI 2012/2089",
    "The Local Authorities (Executive Arrangements) (Meetings and Access to Information) "
    "(England) Regulations 2012",
    "https://www.legislation.gov.uk/uksi/2012/2089",
)
OPENNESS: Final = Instrument(
    "SI 2014/2095",
    "The Openness of Local Government Bodies Regulations 2014",
    "https://www.legislation.gov.uk/uksi/2014/2095",
)


def _asks(paragraph: str) -> dict[Asked, str]:
    kinds: tuple[Asked, ...] = (
        "decision", "reasons", "alternatives", "interests", "dispensations",
    )  # fmt: skip
    return {kind: f"{paragraph}({letter})" for kind, letter in zip(kinds, "abcde", strict=True)}


BODY: Final = Provision(
    EXECUTIVE, "12", "a decision made at a meeting of the executive or of a committee of it",
    _asks("12(2)"),
)  # fmt: skip
MEMBER: Final = Provision(
    EXECUTIVE, "13", "an executive decision made by one member of the executive", _asks("13(2)")
)
OFFICER: Final = Provision(
    EXECUTIVE, "13", "an executive decision made by an officer", _asks("13(4)")
)
DELEGATED: Final = Provision(
    OPENNESS,
    "7",
    "a decision that is not the executive's, made by an officer under delegated powers",
    {"decision": "7(3)(a) and (b)", "reasons": "7(3)(b)", "alternatives": "7(3)(c)",
     "interests": "7(3)(d)"},
)  # fmt: skip

PROVISIONS: Final[Mapping[Maker, tuple[Provision, ...]]] = {
    "body": (BODY,),
    "member": (MEMBER,),
    "officer": (OFFICER, DELEGATED),
}

_EXECUTIVE = r"(?:council's )?(?:cabinet|executive)(?: board)?"
_COMMITTEE = r"(?:joint |sub-)?(?:sub-?)?committee"
_PATTERNS: Final[Mapping[Maker, re.Pattern[str]]] = {
    "body": re.compile(
        rf"{_EXECUTIVE}(?: \([^)]*\))?(?: {_COMMITTEE}(?: (?:for|on) .+)?)?"
        rf"|{_COMMITTEE} of the {_EXECUTIVE}"
    ),
    "member": re.compile(
        r"(?:(?:deputy )?leader(?: of (?:the|.+) council)?"
        r"|(?:elected |directly elected |deputy )?mayor"
        r"|(?:lead |cabinet |executive )(?:lead )?member(?: .+)?"
        r"|(?:cabinet |executive )?portfolio holder(?: .+)?"
        r"|member of the (?:cabinet|executive))"
    ),
    "officer": re.compile(
        r"(?:.* )?(?:officer|director|chief executive|head of paid service|town clerk|solicitor"
        r"|treasurer)(?: (?:of|for) .+)?|(?:assistant )?head of .+"
    ),
}
_CONSULTING = re.compile(r",? (?:in consultation with|after consult(?:ing|ation with)) .*", re.S)


def maker(capacity: str) -> Maker | None:
    """Who decided, told from what it was decided as; None when that cannot be told.

    Whoever was only consulted did not decide. A capacity that names two kinds is none of them.
    """
    role = bare_role(_CONSULTING.sub("", " ".join(capacity.split()))).casefold()
    if re.search(r"\band\b", role) and len(_kinds(role.split(" and "))) > 1:
        return None
    kinds = _kinds([role])
    return kinds.pop() if len(kinds) == 1 else None


def _kinds(roles: list[str]) -> set[Maker]:
    return {
        kind
        for role in roles
        for kind, pattern in _PATTERNS.items()
        if pattern.fullmatch(bare_role(role))
    }
