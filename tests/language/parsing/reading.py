"""What the tests of parsing share: a short policy, and the parts that are looked at in it."""

from pathlib import Path
from typing import Any

from govrules.language import syntax as s
from govrules.language.from_text import Parsed, parse

HERE = Path(__file__).parent

START = """\
Policy "Care" version 1
Vocabulary
  annual value is money excluding VAT
  gross value is money including VAT
  contract length is a duration
  start date is a date or none
  end date is a date
  urgent is yes or no
  options appraisal is one of: complete, not complete
  provider form is one of: mutual, private company, none
  number of users is a number
  reservation is several of: local area, small business
  bids is a list with: bidder, price (money excluding VAT), is local (yes or no)
  award criteria weights is a table of names and percentages
  acts: award the contract, close the service
Figure small contract limit
  £100,000
"""


def text_of(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def care(text: str) -> Parsed:
    """The short policy with some lines after it."""
    return parse(START + text, "care.policy")


def last(text: str) -> Any:
    """The last item of the short policy with `text`, which must have no faults."""
    parsed = care(text)
    assert [str(fault) for fault in parsed.diagnostics] == []
    assert parsed.policy is not None
    return parsed.policy.items[-1]


def condition(text: str) -> Any:
    """A condition, read as the meaning of a definition."""
    return last(f"Define it if {text}\n").meaning


def value(text: str) -> Any:
    return last(f"Define it as {text}\n").meaning


def faults(text: str) -> list[str]:
    """The faults of some lines after the short policy: line, column, code and message."""
    start = START.count("\n")
    return [
        f"{fault.place.line - start}:{fault.place.column} {fault.code} {fault.message}"
        for fault in care(text).diagnostics
    ]


N, M = s.Name, s.Money
