"""What the codes of portfolio rules, and of scenarios that give contracts, tell."""

from __future__ import annotations

from govrules.language.codes import CodeInfo, example

_RULE = """Vocabulary
  annual value is money
  form is one of: private, mutual
{more}Portfolio rule P1: balance
  across {across}
  the total of annual value where form is private must be at most {limit}
"""
_SOUND = _RULE.format(more="", across="contracts", limit="£500")


def _rule(more: str = "", across: str = "contracts", limit: str = "£500") -> str:
    return example(_RULE.format(more=more, across=across, limit=limit))


def _tried(given: str, expected: str, rule: str = "") -> str:
    scenario = f'Scenario "Two"\n  on 3 July 2026\n{given}  expect {expected}\n'
    return example(f"{_SOUND}{rule}{scenario}")


_CONTRACTS = """  given contracts are
    | form    | annual value |
    | private | £400         |
    | mutual  | £300         |
"""
_ORDINARY = (
    "Rule C1: forms\n  if form is private\n  then annual value must be at most £900\n"
    "Departures\n  council policy may be departed from by the Cabinet\n"
)
_DATED = "  begins is {}, written start_date\n"

CODES = {
    "P340": CodeInfo(
        "contracts that cannot be told",
        "A portfolio rule looks across all contracts of a register (across contracts), or across "
        "those in force on the date (across contracts in force). The noun may be another, such as "
        "grants. All else is said with where, so that it can be decided.",
        _rule(across="contracts let in the year"),
        _rule(across="contracts in force"),
    ),
    "P341": CodeInfo(
        "contracts in force without dates",
        "Contracts are in force from the date with the key start_date to that with the key "
        "end_date. A word with one of these keys must be a date.",
        _rule(_DATED.format("text"), "contracts in force"),
        _rule(_DATED.format("a date"), "contracts in force"),
    ),
    "P342": CodeInfo(
        "a limit that each contract has for itself",
        "The limit of a portfolio rule is one for all contracts: an amount, or a figure. It cannot "
        "read a fact, which each contract has for itself.",
        _rule("  budget is money\n", limit="budget"),
        _rule("Figure budget\n  £500\n", limit="the budget"),
    ),
    "P343": CodeInfo(
        "a portfolio rule without contracts",
        "A portfolio rule is decided over contracts, so a scenario that expects something of one "
        "must give them, one to each row.",
        _tried("  given form is private\n", "P1 met"),
        _tried(_CONTRACTS, "P1 met"),
    ),
    "P344": CodeInfo(
        "a group of an ordinary rule",
        "Only a portfolio rule that says for each has groups, and only in a scenario that gives "
        "contracts can one be asked about.",
        _tried("  given form is private\n", 'C1 met for "north"', _ORDINARY),
        _tried("  given form is private\n  and annual value is £5\n", "C1 met", _ORDINARY),
    ),
    "P345": CodeInfo(
        "something that contracts do not show",
        "A scenario that gives contracts tries portfolio rules: it expects the verdict on them, or "
        "the status of one. Facts beside the contracts are the proposed award. Whether that award "
        "itself complies is tried in a scenario without contracts.",
        _tried(_CONTRACTS, "C1 met", _ORDINARY),
        _tried(_CONTRACTS, "P1 met", _ORDINARY),
    ),
}
