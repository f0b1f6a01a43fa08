"""Draw rulebooks with everything in them, and choices at the edges, for the tests of laws."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from hypothesis import strategies as st

from tests.strategies import sound

VOCABULARY = """Policy "{title}" version 1
  authority: {authority}
  in force from 1 April 2024{until}
{uses}
Source S{number}: "A source"
"""

WORDS = """Policy "Words" version 1
  authority: council policy

Source S: "A source"

Vocabulary
  amount is money
  fee is money or none
  size is a number
  share held is a percentage
  begun is a date
  ended is a date or none
  urgent is yes or no
  local is yes or no
  form is one of: mutual, charity, company
  area is text
  level is one of: light, standard, enhanced
  steps is several of: light, standard, enhanced
  bids is a list with: price (money), is near (yes or no)
  acts: award the contract, end the service
  roles: the council, the decision maker, the Cabinet, the corporate director,
    the monitoring officer, the section 151 officer
  {assumed}
Figure small limit
  £100 from 1 April 2024 until 31 March 2026
  £200 from 1 April 2026
Figure threshold, as at begun
  £150 until 31 December 2025
  £250 from 1 January 2026 until 31 December 2026

{definitions}
{tables}
"""

ASSUMED = (
    "assume fee is £99 if not given",
    "assume local is no if not given",
    "assume begun is 1 January 2026 if not given",
    "assume form is mutual if not given",
)

tests = st.sampled_from(
    [
        "amount is at least £100", "amount is less than the small limit", "amount is more than -£1",
        "fee is at most £99", "fee is none", "fee is not none", "amount is at least threshold",
        "size is 2", "size is not 2", "size is more than 2.5", "size is one of 2, 3",
        "share held is at least 12.5%", "begun is on or before 1 January 2026",
        "begun is after 31 December 2025", "ended is none", "ended is before 1 April 2026",
        "begun plus 3 months is after 1 April 2026", "ended is known", "begun is not known",
        "urgent", "not urgent", "local is no", "local is known", "form is mutual",
        "form is not mutual", "form is one of charity, company", 'area is "north"',
        'area is not "north"', "level is light", "level is not enhanced", "steps includes light",
        "chained", "twice chained", "per head is at least £50", "any bids where is near",
        "likely price is at most £100", "likely price plus £1 is more than threshold",
        "total of price of bids is at least £100",
        'the decision maker is satisfied that "it cannot wait"',
        "the council proposes to award the contract", "amount divided by size is at least £50",
    ]
)  # fmt: skip
SEVERAL = ("plus", "divided", "per head", "likely", "threshold", "bids", "level", "steps", "twice")
quick_tests = tests.filter(lambda text: not any(word in text for word in SEVERAL))
"""Tests that read one fact each."""
first_tests = tests.filter(
    lambda text: (
        not any(word in text for word in ("chained", "per head", "likely", "level", "steps"))
    )
)
first_quick_tests = quick_tests.filter(lambda text: "chained" not in text)

Kind = Literal["all", "nothing owed", "quick"]
"""What a rulebook has: everything; nothing that can be owed or assumed; and no worked out value."""


@st.composite
def tables(draw: st.DrawFn, label: str, output: str, reads: str) -> str:
    every = output == "steps"
    hits = ["exactly one row applies", "first row that applies"]
    hit = "every row that applies" if every else draw(st.sampled_from(hits))
    cells = (st.sampled_from(["yes", "no", "any"]), st.sampled_from(["yes", "no", "any"]))
    rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=4))
    words = ("light", "standard", "enhanced")
    lines = [f"  | {' | '.join(row)} || {draw(st.sampled_from(words))} |" for row in rows]
    return "\n".join(
        [f"Table {label}: drawn", f"  {hit}", f"  | {reads} | local || {output} |", *lines]
    )


@st.composite
def vocabularies(draw: st.DrawFn, kind: Kind) -> str:
    assumed: list[str] = []
    if kind == "all":
        assumed = draw(st.lists(st.sampled_from(ASSUMED), unique=True, max_size=3))
    basic = first_quick_tests if kind == "quick" else first_tests
    definitions = [
        f"Define first link if {draw(sound.conditions('  ', basic))}",
        f"Define chained\n  if first link\n  or {draw(basic)}",
    ]
    if kind == "quick":
        return WORDS.format(assumed="", definitions="\n".join(definitions), tables="")
    definitions += [
        "Define twice chained\n  if chained\n  and level is not light",
        "Define per head as amount divided by size",
        "Define likely price as first known of fee, per head, amount",
    ]
    drawn = [draw(tables("T1", "level", "chained")), draw(tables("T2", "steps", "urgent"))]
    return WORDS.format(
        assumed="\n  ".join(assumed),
        definitions="\n".join(draw(st.permutations(definitions))),
        tables="\n".join(drawn),
    )


@st.composite
def rules(draw: st.DrawFn, label: str, earlier: list[str], kind: Kind) -> str:
    basic = quick_tests if kind == "quick" else tests
    head = f"Rule {label}"
    if earlier:
        relation = draw(st.sampled_from(["", "", ", despite ", ", subject to "]))
        head += relation + draw(st.sampled_from(earlier)) if relation else ""
    lines = [f"{head}: drawn"]
    if draw(st.integers(0, 4)) == 0:
        lines.append(
            draw(
                st.sampled_from(
                    ["  in force from 1 January 2026", "  in force until 31 March 2026"]
                )
            )
        )
    then = ""
    if draw(st.integers(0, 5)):
        lines.append(f"  if {draw(sound.conditions(basic=basic))}")
        then = "then "
    left_out = ("aims", "known", "bids") if kind == "quick" else ("aims", "known")
    norm = sound.norms.filter(lambda text: not any(word in text for word in left_out))
    lines.append(f"  {then}{draw(norm)}")
    if draw(st.integers(0, 2)) == 0:
        lines.append(f"  and {draw(norm)}")
    if draw(st.integers(0, 2)) == 0:
        lines.append(f"  unless {draw(sound.conditions(basic=basic))}")
    if kind == "all" and draw(st.integers(0, 5)) == 0:
        lines.append("  with sign-off by the monitoring officer")
    return "\n".join(lines)


WAITS = """Rule A0: what cannot wait
  if the decision maker is satisfied that "it cannot wait"
  then the council may award the contract
"""


@st.composite
def policies(draw: st.DrawFn, title: str, number: int, kind: Kind) -> str:
    head = VOCABULARY.format(
        title=title,
        authority=draw(st.sampled_from(["council policy", "council policy", "statute"]))
        if number == 0
        else "council policy",
        until=draw(st.sampled_from(["", " until 31 March 2026"])),
        uses='  uses "Words" version 1 or later\n',
        number=number,
    )
    letter = "AB"[number]
    waits = number == 0 and kind == "all"
    labels = ["A0"] if waits else []
    parts = [head, *([WAITS] if waits else [])]
    for count in range(1, draw(st.integers(2, 4)) + 1):
        parts.append(draw(rules(f"{letter}{count}", labels, kind)))
        labels.append(f"{letter}{count}")
    if draw(st.booleans()):
        parts.append(
            "Departures\n  council policy may be departed from by the Cabinet"
            + draw(st.sampled_from(["", " with recorded reasons"]))
        )
    if kind != "all":
        return "\n\n".join(parts) + "\n"
    if number == 1 or draw(st.booleans()):
        condition = draw(st.sampled_from(["", "  if amount is at least £100\n"]))
        parts.append(
            f"Duties D{letter}: after a decision to award the contract\n{condition}"
            '  the monitoring officer must publish "it" within 2 working days'
        )
    if draw(st.integers(0, 2)) == 0:
        parts.append(
            f"Who decides\n  the Cabinet if {draw(tests)}\n"
            f"  the council if {draw(tests)}\n"
            "  otherwise the corporate director\n"
            f"  the section 151 officer signs off if {draw(tests)}"
        )
    return "\n\n".join(parts) + "\n"


@st.composite
def rulebooks(draw: st.DrawFn, kind: Kind = "all") -> dict[str, str]:
    """The texts of three policies by file name."""
    return {
        "words.policy": draw(vocabularies(kind)),
        "a.policy": draw(policies("A first", 0, kind)),
        "b.policy": draw(policies("B second", 1, kind)),
    }


_amounts: st.SearchStrategy[Any] = st.sampled_from(
    [99, 100, 150, 200, 250, 0, -1, -2, 10**18 - 1, 1 - 10**18, "100.00", "£99.99", Decimal("100"),
     Decimal("99.999"), 12.5, "£1 million"]
)  # fmt: skip
_dates = st.sampled_from(
    [
        "2025-12-31",
        "2026-01-01",
        "2026-04-01",
        "0001-01-01",
        "9999-12-31",
        "2026-12-31",
        "1 January 2026",
    ]
)
_bids = st.fixed_dictionaries({}, optional={"price": _amounts, "is_near": st.booleans()})
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "amount": _amounts,
    "fee": st.none() | _amounts,
    "size": st.sampled_from([0, 2, "2.5", 3, -1, Decimal("2.0")]),
    "share_held": st.sampled_from([12, "12.5%", 13]),
    "begun": _dates,
    "ended": st.none() | _dates,
    "urgent": st.booleans() | st.sampled_from(["yes", "no"]),
    "local": st.booleans(),
    "form": st.sampled_from(["mutual", "charity", "company", "Mutual"]),
    "area": st.sampled_from(["north", "south", "North", "", "nørth"]),
    "bids": st.lists(_bids, max_size=3),
    "acts": st.lists(st.sampled_from(["award the contract", "end the service"]), max_size=3),
    "judgements": st.sampled_from([{"it cannot wait": True}, {"it cannot wait": False}]),
    "departures": st.builds(
        lambda rule, by, reasons: [{"rule": rule, "by": by, "reasons": reasons}],
        st.sampled_from(["A1", "B1", "A2"]), st.sampled_from(["Cabinet", "the council"]),
        st.sampled_from(["", " ", "a good one"]),
    ),
    "sign_offs": st.sampled_from([["the monitoring officer"], ["the section 151 officer"]]),
    "duties_done": st.just(["DB"]),
    "reasons": st.sampled_from([{"A1": "better"}, {"B1": ""}]),
}  # fmt: skip
choices = st.fixed_dictionaries({}, optional=FACTS)
"""Choices with any facts and records, for rulebooks of all kinds."""
_whole = st.sampled_from([99, 100, 150, 200, 250, 0, -1, -2, 10**18 - 1, 1 - 10**18])
_iso_dates = _dates.filter(lambda date: date[:4].isdigit())
PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "amount": _whole,
    "fee": _whole,
    "size": st.sampled_from([0, 2, 3, -1]),
    "share_held": st.sampled_from([12, 13]),
    "begun": _iso_dates,
    "ended": _iso_dates,
    "urgent": st.booleans(),
    "local": st.booleans(),
    "form": st.sampled_from(["mutual", "charity", "company"]),
    "area": st.sampled_from(["north", "south", ""]),
    "acts": FACTS["acts"],
}
plain_choices = st.fixed_dictionaries(PLAIN)
"""Choices such as the short ways take; the list of bids is never given."""
nearly_plain_choices = st.builds(
    lambda choice, left_out: {key: value for key, value in choice.items() if key not in left_out},
    st.fixed_dictionaries(PLAIN | {"amount": _amounts, "ended": st.none() | _dates}),
    st.sets(st.sampled_from(sorted(PLAIN)), max_size=2),
)
dates = st.sampled_from(
    [
        "2025-12-31",
        "2026-01-01",
        "2026-04-01",
        "0001-01-01",
        "9999-12-31",
        "2026-12-31",
        "1 January 2026",
    ]
)
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "amount": _amounts,
    "fee": st.none() | _amounts,
    "size": st.sampled_from([0, 2, "2.5", 3, -1, Decimal("2.0")]),
    "share_held": st.sampled_from([12, "12.5%", 13]),
    "begun": _dates,
    "ended": st.none() | _dates,
    "urgent": st.booleans() | st.sampled_from(["yes", "no"]),
    "local": st.booleans(),
    "form": st.sampled_from(["mutual", "charity", "company", "Mutual"]),
    "area": st.sampled_from(["north", "south", "North", "", "nørth"]),
    "bids": st.lists(_bids, max_size=3),
    "acts": st.lists(st.sampled_from(["award the contract", "end the service"]), max_size=3),
    "judgements": st.sampled_from([{"it cannot wait": True}, {"it cannot wait": False}]),
    "departures": st.builds(
        lambda rule, by, reasons: [{"rule": rule, "by": by, "reasons": reasons}],
        st.sampled_from(["A1", "B1", "A2"]), st.sampled_from(["Cabinet", "the council"]),
        st.sampled_from(["", " ", "a good one"]),
    ),
    "sign_offs": st.sampled_from([["the monitoring officer"], ["the section 151 officer"]]),
    "duties_done": st.just(["DB"]),
    "reasons": st.sampled_from([{"A1": "better"}, {"B1": ""}]),
}  # fmt: skip
choices = st.fixed_dictionaries({}, optional=FACTS)
plain = st.fixed_dictionaries(
    {},
    optional={
        name: FACTS[name]
        for name in (
            "amount",
            "size",
            "share_held",
            "begun",
            "urgent",
            "local",
            "form",
            "area",
            "acts",
            "ended",
        )
    },
)
dates = st.sampled_from(
    [
        "2024-03-31",
        "2024-04-01",
        "2025-12-31",
        "2026-01-01",
        "2026-03-31",
        "2026-04-01",
        "9999-12-31",
    ]
)
