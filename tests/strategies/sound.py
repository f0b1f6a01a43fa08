"""Policies that are right in every way, as text, and choices for them, for the oracle tests.

The vocabulary is fixed and has every type; conditions, rules, tables, figures and definitions are
drawn. Amounts and dates come from a few values around the figures, so that boundaries are met.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

VOCABULARY = """Policy "Drawn" version 1
  authority: council policy
  in force from 1 April 2024

Source S: "A source"

Vocabulary
  amount is money
  fee is money or none
  size is a number
  share held is a percentage
  term is a duration
  begun is a date
  last held is a date or none
  urgent is yes or no
  local is yes or no
  form is one of: mutual, charity, company
  aims is several of: jobs, health, climate
  area is text
  bids is a list with: price (money), is near (yes or no), kind (one of: new, old)
  weights is a table of names and percentages
  level is one of: light, standard, enhanced
  acts: award the contract, end the service
  roles: the council, the decision maker, the Cabinet, the corporate director,
    the monitoring officer, the section 151 officer

Figure small limit
  £100 from 1 April 2024 until 31 March 2026
  £200 from 1 April 2026
Figure threshold, as at begun
  £150 until 31 December 2025
  £250 from 1 January 2026
"""

MONEY = ("£99", "£100", "£150", "£200.50", "£250")
DATES = ("31 December 2025", "1 January 2026", "1 April 2026")
LENGTHS = ("6 months", "1 year", "28 days", "60 days", "2 months")

values = st.one_of(
    st.sampled_from(["amount", "fee", "small limit", "threshold", "total of price of bids"]),
    st.sampled_from(["highest price of bids", "amount plus fee", "amount times share held"]),
    st.sampled_from(["total of price of bids where is near", "first known of fee, amount"]),
    st.sampled_from(["amount divided by size", "drawn value"]),
)
orders = st.sampled_from(["is at least", "is at most", "is less than", "is more than", "is"])

tests = st.one_of(
    st.builds("{} {} {}".format, values, orders, st.sampled_from(MONEY)),
    st.builds("{} {} {}".format, values, orders, st.sampled_from(["small limit", "threshold"])),
    st.builds("size {} {}".format, orders, st.sampled_from(["0", "2", "2.5"])),
    st.builds("share held {} {}".format, orders, st.sampled_from(["10%", "50%"])),
    st.builds("term {} {}".format, orders, st.sampled_from(LENGTHS)),
    st.builds(
        "{} is {} {}".format,
        st.sampled_from(["begun", "last held", "begun plus 3 months", "begun plus 2 working days"]),
        st.sampled_from(["before", "after", "on or before", "on or after"]),
        st.sampled_from(DATES),
    ),
    st.builds("days between last held and begun {} {}".format, orders, st.sampled_from("07")),
    st.builds("months between begun and last held {} {}".format, orders, st.sampled_from("03")),
    st.sampled_from(
        [
            "urgent", "not local", "local is no", "urgent is known", "fee is none",
            "last held is not none", "amount is not known", "form is mutual", "form is not mutual",
            "form is one of mutual, charity", "form is not one of charity, company",
            "aims includes jobs", "aims does not include health", 'area is "north"',
            'area is not "south"', "any bids where is near",
            "every bids where price is at least £100",
            "number of bids is at least 2", "number of bids where kind is new is at most 1",
            'weights for "price" is at least 40%', 'weights includes "price"',
            "share of price of bids where is near is more than 50%", "level is enhanced",
            "drawn test", "amount is between £100 and £200",
            'the decision maker is satisfied that "it cannot wait"',
            "the council proposes to award the contract",
        ]
    ),
)  # fmt: skip


def bulleted(head: str, items: list[str], indent: str) -> str:
    lines = "".join(f"\n{indent}  - {item}" for item in items)
    return f"{head}{lines}"


@st.composite
def conditions(draw: st.DrawFn, indent: str = "    ", basic: st.SearchStrategy[str] = tests) -> str:
    shape = draw(st.sampled_from(["one", "one", "and", "or", "any", "all", "none", "at least"]))
    if shape == "one":
        return draw(basic)
    items = draw(st.lists(basic, min_size=2, max_size=4))
    if shape in ("and", "or"):
        return f"\n{indent}{shape} ".join(items)
    if shape == "at least":
        return bulleted(f"at least {draw(st.integers(1, len(items)))} of these", items, indent)
    if shape == "any" and draw(st.booleans()):
        nested = draw(st.lists(basic, min_size=2, max_size=2))
        items.append(bulleted("all of these", nested, indent + "    "))
    return bulleted(f"{shape} of these", items, indent)


single_facts = st.one_of(
    st.builds(
        "{} {} {}".format, st.sampled_from(["amount", "fee"]), orders, st.sampled_from(MONEY)
    ),
    st.builds("amount {} the small limit".format, orders),
    st.builds("size {} {}".format, orders, st.sampled_from(["0", "2", "2.5"])),
    st.builds(
        "{} is {} {}".format,
        st.sampled_from(["begun", "last held"]),
        st.sampled_from(["before", "after", "on or before", "on or after"]),
        st.sampled_from(DATES),
    ),
    st.sampled_from(
        [
            "urgent", "not local", "urgent is known", "fee is none", "form is mutual",
            "form is one of mutual, charity", "form is not one of charity, company",
            'area is "north"', 'area is not "south"', "drawn test",
            "amount is between £100 and £200", "the council proposes to award the contract",
        ]
    ),
)  # fmt: skip

plain_tests = tests.filter(lambda text: "drawn" not in text and "level" not in text)

norms = st.one_of(
    st.builds(
        "the council {} {}".format,
        st.sampled_from(["must", "must not", "should", "should not", "may"]),
        st.sampled_from(["award the contract", "end the service"]),
    ),
    st.builds(
        "amount {} be {} {}".format,
        st.sampled_from(["must", "must not", "should", "should not"]),
        st.sampled_from(["at least", "at most", "less than"]),
        st.sampled_from([*MONEY, "the small limit"]),
    ),
    st.sampled_from(
        [
            "number of bids must be at least 2", "urgent must be yes", "local should be yes",
            "aims must include jobs", "fee must be known", "form must not be company",
        ]
    ),
)  # fmt: skip


@st.composite
def rules(draw: st.DrawFn, number: int, basic: st.SearchStrategy[str] = tests) -> str:
    head = f"Rule R{number}"
    if number > 1:
        earlier = st.integers(1, number - 1).map("R{}".format)
        relation = draw(st.sampled_from(["", "", ", despite ", ", subject to "]))
        if relation:
            head += relation + draw(earlier)
    lines = [f"{head}: drawn rule {number}"]
    if draw(st.integers(0, 4)) == 0:
        lines.append("  in force from 1 January 2026")
    then = ""
    if draw(st.integers(0, 5)):
        lines.append(f"  if {draw(conditions(basic=basic))}")
        then = "then "
    lines.append(f"  {then}{draw(norms)}")
    if draw(st.integers(0, 3)) == 0:
        lines.append(f"  and {draw(norms)}")
    if draw(st.integers(0, 2)) == 0:
        lines.append(f"  unless {draw(conditions(basic=basic))}")
    if draw(st.integers(0, 5)) == 0:
        lines.append("  with sign-off by the monitoring officer")
    lines.append("  [S]")
    return "\n".join(lines)


@st.composite
def tables(draw: st.DrawFn) -> str:
    hit = draw(st.sampled_from(["exactly one row applies", "first row that applies"]))
    cells = (
        st.sampled_from(["yes", "no", "any"]),
        st.sampled_from(["less than £100", "at least £100", "between £99 and £150", "any"]),
        st.sampled_from(["mutual", "charity, company", "any"]),
    )
    rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=4))
    outputs = ("light", "standard", "enhanced")
    lines = [f"  | {' | '.join(row)} || {draw(st.sampled_from(outputs))} |" for row in rows]
    head = "  | urgent | amount | form || level |"
    return "\n".join(["Table T1: how closely", f"  {hit}", head, *lines])


@st.composite
def policy_texts(draw: st.DrawFn) -> str:
    parts = [VOCABULARY]
    parts.append(f"Define drawn test if {draw(conditions('  ', plain_tests))}")
    parts.append("Define drawn value as amount minus £1")
    parts.append(
        "Rule J: what cannot wait\n"
        '  if the decision maker is satisfied that "it cannot wait"\n'
        "  then the council may award the contract for at most 6 months\n  [S]"
    )
    count = draw(st.integers(1, 6))
    parts += [draw(rules(number)) for number in range(1, count + 1)]
    parts.append(draw(tables()))
    if draw(st.booleans()):
        parts.append(
            "Departures\n  council policy may be departed from by the Cabinet with recorded reasons"
        )
    if draw(st.booleans()):
        parts.append(
            "Duties D1: before a decision to end the service\n"
            '  the corporate director must consult "users" for at least 12 weeks'
        )
    if draw(st.booleans()):
        parts.append(
            "Who decides\n  the Cabinet if amount is at least £150\n"
            "  otherwise the corporate director\n"
            "  the section 151 officer signs off if fee is more than £100"
        )
    return "\n\n".join(parts) + "\n"


@st.composite
def simple_policy_texts(draw: st.DrawFn) -> str:
    """Policies whose atoms each read one fact, and under which nothing can be owed."""
    basic = single_facts
    undefined = basic.filter(lambda text: "drawn" not in text)
    parts = [VOCABULARY, f"Define drawn test if {draw(conditions('  ', undefined))}"]
    for number in range(1, draw(st.integers(1, 6)) + 1):
        text = draw(rules(number, basic))
        text = text.replace("  with sign-off by the monitoring officer\n", "")
        for norm in ("number of bids must be at least 2", "aims must include jobs"):
            text = text.replace(norm, "urgent must be yes")
        parts.append(text)
    return "\n\n".join(parts) + "\n"


_amounts = st.sampled_from([99, 100, "100.00", 150, "£200.50", 200, 250, 0])
_dates = st.sampled_from(["2025-12-31", "2026-01-01", "2026-04-01", "2026-02-28"])
_bids = st.fixed_dictionaries(
    {},
    optional={
        "price": _amounts, "is_near": st.booleans(), "kind": st.sampled_from(["new", "old"]),
    },
)  # fmt: skip

FACTS: dict[str, st.SearchStrategy[Any]] = {
    "amount": _amounts,
    "fee": st.none() | _amounts,
    "size": st.sampled_from([0, 2, "2.5", 3]),
    "share_held": st.sampled_from([10, "50%", 51]),
    "term": st.sampled_from(["6 months", "1 year", "28 days", "60 days", "2 months", "P1Y"]),
    "begun": _dates,
    "last_held": st.none() | _dates,
    "urgent": st.booleans(),
    "local": st.booleans(),
    "form": st.sampled_from(["mutual", "charity", "company"]),
    "aims": st.lists(st.sampled_from(["jobs", "health", "climate"]), unique=True),
    "area": st.sampled_from(["north", "south", "east"]),
    "bids": st.lists(_bids, max_size=3),
    "weights": st.sampled_from([{"price": 40, "quality": 60}, ["price"], {"quality": 100}]),
    "acts": st.lists(st.sampled_from(["award the contract", "end the service"]), unique=True),
    "judgements": st.sampled_from([{"it cannot wait": True}, {"it cannot wait": False}]),
}
RECORDS: dict[str, st.SearchStrategy[Any]] = {
    "departures": st.just([{"rule": "R1", "by": "the Cabinet", "reasons": "a good one"}]),
    "sign_offs": st.sampled_from([["the monitoring officer"], ["the section 151 officer"]]),
    "reasons": st.just({"R1": "it was better"}),
}

complete_choices = st.fixed_dictionaries(FACTS, optional=RECORDS)
"""Choices with every fact."""
plain_choices = st.fixed_dictionaries(
    {
        "amount": st.sampled_from([99, 100, 101, 150, 200, 201, 250, 0, "200.50"]),
        "fee": st.sampled_from([99, 100, 250]),
        "size": st.sampled_from([0, 2, 3]),
        **{name: FACTS[name] for name in ("begun", "urgent", "local", "form", "area", "acts")},
        "last_held": _dates,
    },
    optional={"share_held": st.just(10)},
)
"""Choices such as the quick way takes."""
choices = st.fixed_dictionaries({}, optional={**FACTS, **RECORDS})
"""Choices with any of the facts."""
decision_dates = st.sampled_from(
    ["2024-03-31", "2024-04-01", "2025-12-31", "2026-03-31", "2026-07-01"]
)
