"""The pages of the codes P300 to P350: faults of kinds and amounts."""

from __future__ import annotations

from govrules.language.codes import CodeInfo, example


def _pair(vocabulary: str, bad: str, good: str) -> tuple[str, str]:
    """Both examples around one vocabulary."""
    words = "Vocabulary\n" + "".join(f"  {line}\n" for line in vocabulary.splitlines())
    return example(words + bad), example(words + good)


_COMPARED = (
    'Priority "Choice"\nVocabulary\n  bidders is a number\nRule C1: enough bidders\n'
    "  bidders must be at least 3\nComparison O1: the most bidders\n"
    '  rank by bidders for "Choice", higher is better\nScenario "Now"\n  on 1 June 2026\n  {}\n'
    "Departures\n  council policy may be departed from by the Cabinet"
)


def _at_least_2_of(count: int) -> str:
    bullets = "".join(f"\n  - bidders is {n}" for n in range(1, count + 1))
    return f"Define counted if at least 2 of these{bullets}"


_BIDS = "bids is a list with: bidder, price (money), is local (yes or no)"

CODES: dict[str, CodeInfo] = {
    "P300": CodeInfo(
        "things that cannot be compared",
        "Money is compared with money, dates with dates, a number with a number, text with words "
        "in "
        "quotes, and a term with values with one of its values (without quotes).",
        *_pair(
            "contract value is money",
            "Define large if contract value is at least 100000",
            "Define large if contract value is at least £100,000",
        ),
    ),
    "P301": CodeInfo(
        "two VAT bases",
        "Money including VAT, excluding VAT and of no declared basis never mix. Amounts and "
        "figures "
        "in plain pounds take the basis of what they meet; with VAT at and without VAT at turn one "
        "basis into the other.",
        *_pair(
            "net value is money excluding VAT\ngross limit is money including VAT",
            "Define large if net value is more than gross limit",
            "Define large if net value with VAT at 20% is more than gross limit",
        ),
    ),
    "P302": CodeInfo(
        "no order to go by",
        '"at least", "less than" and the like need amounts or lengths of time; other things are '
        'compared by "is" and "is not".',
        *_pair(
            "risk is one of: low, medium, high",
            "Define risky if risk is at least medium",
            "Define risky if risk is one of medium, high",
        ),
    ),
    "P303": CodeInfo(
        "before and after without dates",
        '"before", "after", "on or before" and "on or after" are for dates. Amounts have "less '
        'than", '
        '"more than", "at most" and "at least".',
        *_pair(
            "bidders is a number",
            "Define few if bidders is before 3",
            "Define few if bidders is less than 3",
        ),
    ),
    "P304": CodeInfo(
        "amounts' words on a date",
        'Whether "at least 1 June" is earlier or later is not plain, so dates are compared by '
        '"before", "after", "on or before" and "on or after".',
        *_pair(
            "start is a date",
            "Define late if start is at least 1 June 2026",
            "Define late if start is on or after 1 June 2026",
        ),
    ),
    "P305": CodeInfo(
        "is, for several things at once",
        'What holds several things is not "is" one of them: use "includes" for several values and '
        'tables, and "any", "every" or "number of" for lists.',
        *_pair(
            "reserved for is several of: local area, small firms",
            "Define local if reserved for is local area",
            "Define local if reserved for includes local area",
        ),
    ),
    "P306": CodeInfo(
        "working days and clear days on their own",
        "How long 10 working days are depends on the day they are counted from, so they can be "
        "added "
        "to a date, but not compared.",
        *_pair(
            "standstill is a duration\naward is a date\nsignature is a date",
            "Define too soon if standstill is less than 8 working days",
            "Define too soon if signature is before award plus 8 working days",
        ),
    ),
    "P307": CodeInfo(
        "none, where something is always there",
        'Only a term that is declared "or none" can be known to be absent. Whether a fact was '
        "given "
        'is asked by "is known".',
        *_pair(
            "last contract is a date",
            "Define first time if last contract is none",
            "Define first time if last contract is not known",
        ),
    ),
    "P308": CodeInfo(
        "includes, where nothing can be included",
        'Only a term that is "several of" or a table of names includes others.',
        *_pair(
            "area is one of: north, south",
            "Define northern if area includes north",
            "Define northern if area is north",
        ),
    ),
    "P309": CodeInfo(
        "a sum that means nothing",
        "Plus and minus need the same kind on both sides, or a date and a length of time. Money is "
        "multiplied and divided by numbers and percentages, not by money, though money divided by "
        "money is a number.",
        *_pair(
            "annual value is money\nterm is a duration",
            "Define all of it as annual value times term",
            "Define all of it as annual value times 4",
        ),
    ),
    "P310": CodeInfo(
        "entries of something that is no list",
        "Totals, shares, highest and lowest are taken of a field of a list that is an amount; any "
        "and "
        "every look through the entries of a list.",
        *_pair(
            _BIDS,
            "Define all bidders as total of bidder of bids",
            "Define all prices as total of price of bids",
        ),
    ),
    "P311": CodeInfo(
        "time between things that are not dates",
        "Days, working days, months and years are counted between two dates.",
        *_pair(
            "start is a date\nlength is a duration",
            "Define wait as days between start and length",
            "Define wait as days between start and 1 June 2026",
        ),
    ),
    "P312": CodeInfo(
        "the entry of something that is no table",
        'Only "a table of names and amounts" (or percentages, money, dates) has an entry for a '
        "name.",
        *_pair(
            "weights is a table of names and percentages\nweight is a percentage",
            'Define price counts if weight for "price" is at least 40%',
            'Define price counts if weights for "price" is at least 40%',
        ),
    ),
    "P313": CodeInfo(
        "VAT on what has another basis",
        "With VAT at turns money excluding VAT into money including VAT, and without VAT at the "
        "other "
        "way round. The rate is a percentage or a number.",
        *_pair(
            "gross value is money including VAT",
            "Define to pay as gross value with VAT at 20%",
            "Define net value as gross value without VAT at 20%",
        ),
    ),
    "P314": CodeInfo(
        "yes or no, or an amount",
        "A phrase that stands alone in a condition must be yes or no: a term of that type, or a "
        "definition with if. The other way round, such a phrase has no amount.",
        *_pair(
            "bidders is a number",
            "Define contested if bidders",
            "Define contested if bidders is at least 2",
        ),
    ),
    "P315": CodeInfo(
        "words explained by each other",
        "Definitions, tables and figures may lean on one another, but not in a circle.",
        *_pair(
            "bidders is a number",
            "Define one as two plus 1\nDefine two as one plus 1",
            "Define one as bidders plus 1\nDefine two as one plus 1",
        ),
    ),
    "P316": CodeInfo(
        "a value outside its bounds",
        "A value that a scenario gives or a policy assumes keeps to the bounds that the vocabulary "
        "declares.",
        *_pair(
            "score is a number from 0 to 100",
            "assume score is 101 if not given",
            "assume score is 100 if not given",
        ),
    ),
    "P317": CodeInfo(
        "a value of the wrong kind",
        "A value that is given, assumed, expected or worked out has the type of its term.",
        *_pair(
            "annual value is money",
            "assume annual value is 5 if not given",
            "assume annual value is £5 if not given",
        ),
    ),
    "P319": CodeInfo(
        "a term that a table cannot work out",
        "A table gives its result to a term of the vocabulary, and each term has at most one "
        "table.",
        *_pair(
            "risk is one of: low, high\nmonitoring is one of: light, full",
            "Table T1: one\n  first row that applies\n  | risk || monitoring |\n"
            "  | low  || light      |\n  | any  || full       |\n"
            "Table T2: two\n  first row that applies\n  | risk || monitoring |\n"
            "  | any  || full       |\n",
            "Table T1: one\n  first row that applies\n  | risk || monitoring |\n"
            "  | low  || light      |\n  | any  || full       |\n",
        ),
    ),
    "P320": CodeInfo(
        "giving what is worked out",
        "What a definition, a figure or a table works out cannot be given in a scenario or "
        "assumed.",
        *_pair(
            "bidders is a number",
            "Define contested if bidders is at least 2\n"
            'Scenario "Two"\n  given contested is yes\n  expect contested is yes',
            "Define contested if bidders is at least 2\n"
            'Scenario "Two"\n  given bidders is 2\n  expect contested is yes',
        ),
    ),
    "P321": CodeInfo(
        "one result for many rows",
        'Where every row that applies counts, the results are collected, so their term is "several '
        'of".',
        *_pair(
            "risk is one of: low, high\ncheck is one of: visit, report\n"
            "checks is several of: visit, report",
            "Table T1: checks\n  every row that applies\n  | risk || check  |\n"
            "  | high || visit  |\n  | any  || report |\n",
            "Table T1: checks\n  every row that applies\n  | risk || checks |\n"
            "  | high || visit  |\n  | any  || report |\n",
        ),
    ),
    "P322": CodeInfo(
        "a figure of two kinds",
        "All values of a figure are of one kind and one VAT basis: money, numbers, percentages, "
        "lengths of time or dates.",
        example("Figure limit\n  £100,000 from 1 April 2024\n  120000 from 1 June 2026"),
        example("Figure limit\n  £100,000 from 1 April 2024\n  £120,000 from 1 June 2026"),
    ),
    "P323": CodeInfo(
        "as at something that is no date",
        "As at names a term of the vocabulary that is a date.",
        *_pair(
            "started is a date\nbidders is a number",
            "Figure limit, as at bidders\n  £100,000 from 1 April 2024",
            "Figure limit, as at started\n  £100,000 from 1 April 2024",
        ),
    ),
    "P324": CodeInfo(
        "first known of different kinds",
        "The values of first known of stand for one another, so they are of one kind.",
        *_pair(
            "estimate is money\nbidders is a number",
            "Define best guess as first known of estimate, bidders",
            "Define best guess as first known of estimate, £5,000",
        ),
    ),
    "P325": CodeInfo(
        "a value that must be plain",
        "The result of a row, a given fact, an assumption and an expected value are plain values, "
        "not "
        "other terms.",
        *_pair(
            "estimate is money\nlast estimate is money",
            "assume estimate is last estimate if not given",
            "assume estimate is £5,000 if not given",
        ),
    ),
    "P326": CodeInfo(
        "a measure that needs another term",
        "Across contracts, totals and shares are taken of amounts, the highest and lowest of what "
        "has "
        "an order, and none of them of lists or tables.",
        *_pair(
            "provider is text\nannual value is money",
            "Portfolio rule P1: balance\n  across contracts in force\n"
            "  the total of provider must be at most £5 million",
            "Portfolio rule P1: balance\n  across contracts in force\n"
            "  the total of annual value must be at most £5 million",
        ),
    ),
    "P327": CodeInfo(
        "options ranked by something without an amount",
        "Options are ranked by money, numbers or percentages.",
        *_pair(
            "provider is text\ncost is money",
            'Priority "Value" weight 100%\nComparison O1: best value\n'
            '  rank by provider for "Value", lower is better',
            'Priority "Value" weight 100%\nComparison O1: best value\n'
            '  rank by cost for "Value", lower is better',
        ),
    ),
    "P328": CodeInfo(
        "an order of preference without values",
        'A preference goes through the values of a term that is "one of".',
        *_pair(
            "provider is text\nform is one of: mutual, private company\ncost is money",
            'Priority "Value" weight 100%\nComparison O1: best value\n'
            '  rank by cost for "Value", lower is better\n'
            "  if within 2 points prefer provider in order: mutual, private company",
            'Priority "Value" weight 100%\nComparison O1: best value\n'
            '  rank by cost for "Value", lower is better\n'
            "  if within 2 points prefer form in order: mutual, private company",
        ),
    ),
    "P329": CodeInfo(
        "a scale without length",
        "A fixed scale goes from a lower to a higher value; which of them is better is said apart.",
        *_pair(
            "cost is money",
            'Priority "Value" weight 100%\nComparison O1: best value\n'
            '  rank by cost for "Value", from £5 million to £0, lower is better',
            'Priority "Value" weight 100%\nComparison O1: best value\n'
            '  rank by cost for "Value", from £0 to £5 million, lower is better',
        ),
    ),
    "P330": CodeInfo(
        "a list within a list",
        "The fields of a list are single values; declare a second list for the rest.",
        example("Vocabulary\n  bids is a list with: price (money), parts (a list with: name)"),
        example("Vocabulary\n  bids is a list with: price (money), name"),
    ),
    "P331": CodeInfo(
        "bounds that nothing fits",
        "The lower bound comes first.",
        example("Vocabulary\n  score is a number from 100 to 0"),
        example("Vocabulary\n  score is a number from 0 to 100"),
    ),
    "P332": CodeInfo(
        "expecting what is given",
        "A scenario expects verdicts, the status of rules, and what definitions and tables work "
        "out.",
        *_pair(
            "bidders is a number",
            'Scenario "Two"\n  given bidders is 2\n  expect bidders is 2',
            "Define contested if bidders is at least 2\n"
            'Scenario "Two"\n  given bidders is 2\n  expect contested is yes',
        ),
    ),
    "P333": CodeInfo(
        "at least more than there are",
        "At least 3 of these needs three items or more.",
        *_pair(
            "local is yes or no\nsmall is yes or no",
            "Define both if at least 3 of these\n  - local\n  - small",
            "Define both if at least 2 of these\n  - local\n  - small",
        ),
    ),
    "P334": CodeInfo(
        "too many bullets to count",
        "Under at least 2 of these, at most 40 bullets may stand: each more adds as many ways in "
        "which the group can hold. At least 1 of these and all of these have no such limit.",
        *_pair(
            "bidders is a number",
            _at_least_2_of(41),
            _at_least_2_of(3),
        ),
    ),
    "P350": CodeInfo(
        "options that cannot be compared",
        "A scenario that compares options gives them in a table whose first column names each, and "
        "expects what a comparison says of them; of one choice other things are expected.",
        example(_COMPARED.format('given bidders is 3\n  expect O1 prefers "North"')),
        example(
            _COMPARED.format(
                'given options are\n    | option  | bidders |\n    | "North" | 3       |\n'
                '  expect O1 prefers "North"'
            )
        ),
    ),
}
