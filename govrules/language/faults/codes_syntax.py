"""The codes of faults of writing (P101 to P125), for their pages: title, explanation, examples."""

from __future__ import annotations

from typing import Final

from govrules.language.codes import CodeInfo

_START = """\
Policy "Care" version 1

Vocabulary
  annual value is money
  urgent is yes or no
  start date is a date
  provider form is one of: mutual, private company
  risk is one of: low, high
  monitoring is one of: light, enhanced
  acts: award the contract
"""
"""What the examples have in common."""

CODES: Final[dict[str, CodeInfo]] = {
    "P101": CodeInfo(
        "Line that begins no item",
        "Every item begins with its own word at the start of a line: Policy, Source, "
        "Vocabulary, Figure, Define, assume, Priority, Principle, Rule, Departures, "
        "Table, Portfolio rule, Comparison, Duties, Who decides or Scenario. The line at "
        "the margin begins with another word, most often a misspelt one. The lines up to "
        "the next item are left out.",
        _START
        + """\

Ruel C1: small contracts
  if urgent
  then the council may award the contract
""",
        _START
        + """\

Rule C1: small contracts
  if urgent
  then the council may award the contract
""",
    ),
    "P102": CodeInfo(
        "Words that cannot stand here",
        "Words stand where the language expects something else; the message lists what "
        "could come at this place, at most five of the possibilities. The item (in a "
        "vocabulary, a table or a scenario only the line) is left out; everything else is"
        " still checked.",
        _START
        + """\

Define small if annual value at lest £5
""",
        _START
        + """\

Define small if annual value is at least £5
""",
    ),
    "P103": CodeInfo(
        "Item that ends too early",
        "An item or a line ends before it says all that it must; the message says what "
        "could come next.",
        _START
        + """\

Define small if annual value is at most
""",
        _START
        + """\

Define small if annual value is at most £5
""",
    ),
    "P104": CodeInfo(
        "Missing colon",
        "A colon stands after the label of a rule, source, table, comparison or duty, and"
        " before a list such as that of the acts.",
        _START
        + """\

Rule C1 small contracts
  the council may award the contract
""",
        _START
        + """\

Rule C1: small contracts
  the council may award the contract
""",
    ),
    "P105": CodeInfo(
        "And mixed with or",
        'A list of conditions has one connective. Readers disagree on what "a and b or c"'
        ' means, so such a list is refused: keep one connective, or group with "any of '
        'these" or "all of these" and bullets.',
        _START
        + """\

Define simple if urgent and risk is low or risk is high
""",
        _START
        + """\

Define simple if all of these
  - urgent
  - any of these
    - risk is low
    - risk is high
""",
    ),
    "P106": CodeInfo(
        "Word with an unclear boundary",
        '"Over £5,000" and "up to 30 days" leave open whether the boundary itself counts,'
        " and councils' rules differ exactly there. The language has one set of "
        "comparisons: at least, at most, less than, more than, exactly, between, before, "
        'after, on or before, on or after. "Shall" is written "must", "cannot" and "may not" '
        '"must not", and a bullet "-".',
        _START
        + """\

Define small if annual value is under £5,000
""",
        _START
        + """\

Define small if annual value is less than £5,000
""",
    ),
    "P107": CodeInfo(
        "Date that is none",
        'A date is written "1 June 2026" or "2026-06-01", and must exist: June has no 31st day.',
        _START
        + """\

Define late if start date is after 31 June 2026
""",
        _START
        + """\

Define late if start date is after 30 June 2026
""",
    ),
    "P108": CodeInfo(
        "Number not written as one",
        "Thousands are marked by a comma after every third digit or not at all, and pence"
        " by a point: £1,234.56. Millions and billions may be written as words: £5 "
        "million. Durations count whole units.",
        _START
        + """\

Define small if annual value is less than £12,00
""",
        _START
        + """\

Define small if annual value is less than £1,200
""",
    ),
    "P109": CodeInfo(
        "Quotation, citation or bracket never closed",
        "A quotation mark, a square bracket or a round bracket is opened and never closed.",
        _START
        + """\

Rule C1: small contracts
  the council may award the contract
  because "it is urgent
""",
        _START
        + """\

Rule C1: small contracts
  the council may award the contract
  because "it is urgent"
""",
    ),
    "P110": CodeInfo(
        "Nested too deep",
        "Groups, brackets and calculations nest at most 50 deep. Give the inner part a "
        "name with Define and use that.",
        _START + "\nDefine big if annual value is at least " + "(" * 51 + "£5" + ")" * 51 + "\n",
        _START
        + """\

Define big if annual value is at least (£5)
""",
    ),
    "P111": CodeInfo(
        "Item too long",
        "One item holds at most 300,000 words. A longer one is left out.",
        "",
        "",
    ),
    "P112": CodeInfo(
        "Bullet without a group",
        'A bullet stands where no group is open. Bullets belong to "any of these", "all '
        'of these", "none of these" or "at least 2 of these", at the end of the line '
        "before the first of them.",
        _START
        + """\

Define simple if
  - urgent
  - risk is low
""",
        _START
        + """\

Define simple if any of these
  - urgent
  - risk is low
""",
    ),
    "P113": CodeInfo(
        "Group without bullets",
        "A group is opened and no bullets follow, or they do not stand further in than "
        "those around it.",
        _START
        + """\

Define simple if any of these
  - all of these
  - urgent
""",
        _START
        + """\

Define simple if any of these
  - all of these
    - urgent
""",
    ),
    "P114": CodeInfo(
        "Bullet out of line",
        "The column of a bullet tells to which group it belongs. This one lines up with "
        "no bullet above it.",
        _START
        + """\

Define simple if any of these
  - urgent
    - risk is low
""",
        _START
        + """\

Define simple if any of these
  - urgent
  - risk is low
""",
    ),
    "P115": CodeInfo(
        "Row with a wrong number of cells",
        'Every row of a table has as many cells before and after "||" as the heading of the table.',
        _START
        + """\

Table T1: monitoring
  exactly one row applies
  | urgent | risk || monitoring |
  | yes || light |
""",
        _START
        + """\

Table T1: monitoring
  exactly one row applies
  | urgent | risk || monitoring |
  | yes | any || light |
""",
    ),
    "P116": CodeInfo(
        "Empty cell",
        'A cell of a table is never empty: write "any" where the value does not matter, '
        'and "not given" in the list of a scenario.',
        _START
        + """\

Table T1: monitoring
  exactly one row applies
  | urgent | risk || monitoring |
  | yes |  || light |
""",
        _START
        + """\

Table T1: monitoring
  exactly one row applies
  | urgent | risk || monitoring |
  | yes | any || light |
""",
    ),
    "P117": CodeInfo(
        "File without a heading",
        "A policy file begins with Policy, its title in quotation marks and, as a rule, "
        "its version.",
        """\
Priority "Local wealth"
""",
        _START
        + """\

Priority "Local wealth"
""",
    ),
    "P118": CodeInfo(
        "Second policy in one file",
        "A file holds one policy. The second heading is left out, and what follows it is "
        "read as part of the first policy.",
        _START
        + """\

Policy "Transport" version 1
""",
        _START
        + """\

Priority "Local wealth"
""",
    ),
    "P119": CodeInfo(
        "Said twice",
        "A part that an item has once is given twice, such as two conditions of one rule "
        "or two dates of a scenario.",
        _START
        + """\

Rule C1: small contracts
  if urgent
  if risk is low
  then the council may award the contract
""",
        _START
        + """\

Rule C1: small contracts
  if urgent
  and risk is low
  then the council may award the contract
""",
    ),
    "P120": CodeInfo(
        "Part missing",
        "An item lacks a part that it cannot do without: a rule its label, title or norm,"
        " a table its hit policy, a criterion its direction.",
        _START
        + """\

Rule C1: small contracts
  if urgent
""",
        _START
        + """\

Rule C1: small contracts
  if urgent
  then the council may award the contract
""",
    ),
    "P121": CodeInfo(
        "Character without meaning",
        "A character has no meaning at this place. Rules end without a full stop; a "
        "remark begins with #.",
        _START
        + """\

Define small if annual value is less than £5 ;
""",
        _START
        + """\

Define small if annual value is less than £5
""",
    ),
    "P122": CodeInfo(
        "Value where a condition belongs",
        "A condition is true or false. A number, an amount or a calculation becomes one "
        "by a comparison.",
        _START
        + """\

Define big if annual value plus £5
""",
        _START
        + """\

Define big if annual value plus £5 is at least £10
""",
    ),
    "P123": CodeInfo(
        "Not a person or body",
        'A duty, a permission or a judgement belongs to a person or body, such as "the '
        'corporate director", not to a value.',
        _START
        + """\

Rule C1: small contracts
  £5 must not award the contract
""",
        _START
        + """\

Rule C1: small contracts
  the council must not award the contract
""",
    ),
    "P124": CodeInfo(
        "Unknown authority",
        "The authority of a policy is one of statute, statutory guidance, council policy "
        "and directorate policy, in this order from the highest.",
        """\
Policy "Care" version 1
  authority: parish custom
""",
        """\
Policy "Care" version 1
  authority: council policy
""",
    ),
    "P125": CodeInfo(
        "Word of the language itself",
        "A term, value, act, figure or definition may not be called by words that every "
        'condition reads in another way, such as "at least" or "where".',
        """\
Policy "Care" version 1

Vocabulary
  where is text
""",
        """\
Policy "Care" version 1

Vocabulary
  place is text
""",
    ),
    "P126": CodeInfo(
        "A group that must not hold",
        '"All of these must not hold" can mean that none may hold, or that not all may hold '
        'together. Write "none of these must hold" for the first; for the second define the '
        "group and say that the definition must not hold.",
        _START
        + """\

Rule C1: neither urgent nor risky
  any of these must not hold
    - urgent
    - risk is high
Departures
  council policy may be departed from by the Cabinet
""",
        _START
        + """\

Rule C1: neither urgent nor risky
  none of these must hold
    - urgent
    - risk is high
Departures
  council policy may be departed from by the Cabinet
""",
    ),
}
