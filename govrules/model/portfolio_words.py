"""The words of portfolio rules that need no declaration: what a register says of its contracts,
and what a rule looks across."""

from __future__ import annotations

import re

from govrules.model.policy import Term
from govrules.model.types import DateType, TextType

START, END, PROVIDER = "start_date", "end_date", "provider_name"
CONTRACT_ID, CHOICE_ID, TITLE = "contract_id", "choice_id", "title"

REGISTER_TERMS = (
    Term("contract start", START, DateType()),
    Term("contract end", END, DateType(), or_none=True),
    Term("provider name", PROVIDER, TextType()),
    Term("contract id", CONTRACT_ID, TextType()),
    Term("title", TITLE, TextType()),
)
"""What every register of contracts may say of a contract, declared or not."""

_ACROSS = re.compile(r"(?:the\s+|all\s+)?[^\W\d_][\w-]*(\s+in\s+force)?", re.IGNORECASE)


def can_look_across(words: str) -> bool:
    """One noun for contracts ("contracts", "grants"), with "in force" or without."""
    return _ACROSS.fullmatch(words.strip()) is not None


def looks_at_contracts_in_force(words: str) -> bool:
    """Whether only contracts in force on the date are looked at: "contracts in force"."""
    match = _ACROSS.fullmatch(words.strip())
    return match is not None and match[1] is not None
