"""The pages of the codes A2xx to A4xx: what analysis finds in words, figures and tables.

They stand here, and not with the checks that give them, because a policy may name a code.
"""

from __future__ import annotations

from govrules.language.codes import CodeInfo, example, example_with_rules

_WORDS = """Vocabulary
  trusted provider is yes or no
  annual value is money
  monitoring is one of: light, standard, close
"""


def _table(hit: str, *rows: str) -> str:
    lines = ["| trusted provider | annual value || monitoring |", *rows]
    body = "\n".join(f"  {row}" for row in lines)
    return example(f"{_WORDS}Table T1: how closely to monitor\n  {hit}\n{body}\n")


def _accepted(first: str) -> str:
    table = _table(
        "first row that applies",
        f"| yes | {first} || light |",
        "| yes | less than £250,000 || standard |",
        "| any | any || close |",
    )
    return f'{table}Accepted findings\n  A302 on T1 because "the second row is there to be read"\n'


_BIDDERS = "Vocabulary\n  bidders is a number from 0 to 50\n"
_BIDS = f"{_BIDDERS}  value of the contract is money\n"
_C1 = "Rule C1: enough bidders\n  bidders must be at least 3\n"


def _figure(first_day: str) -> str:
    return (
        'Policy "Example" version 1\n  in force from 1 June 2026\n\n'
        f"{_BIDDERS}"
        f"Figure fewest bidders\n  3 from {first_day}\n"
        "Define contested if bidders is at least the fewest bidders\n"
    )


def _near(second: str) -> str:
    return example_with_rules(
        f"{_BIDS}Rule C1: competition\n  if value of the contract is at least £25,000\n"
        f"  then bidders must be at least 3\nRule C2: advertisement\n"
        f"  if value of the contract is {second}\n  then bidders must be at least 5\n"
    )


def _duty(time: str) -> str:
    return example(
        "Vocabulary\n  acts: close the service\nDuties D1: after a decision to close the service\n"
        f'  the director must consult "residents" for at least 12 weeks within {time}\n'
    )


def _deciders(first: str, second: str) -> str:
    return example(
        f"Vocabulary\n  value of the contract is money\nWho decides\n  {first}\n  {second}\n"
        "  otherwise the director\n"
    )


_CABINET = "the Cabinet if value of the contract is at least £100,000"
_COUNCIL = "Full Council if value of the contract is at least £5 million"

CODES: dict[str, CodeInfo] = {
    "A201": CodeInfo(
        "a definition that nothing uses",
        "No rule, table, duty, portfolio rule or comparison uses the definition, not by way of "
        "other definitions either, and no scenario expects it. A definition that people are to be "
        "told with the decision is best tried by a scenario, and then counts as used. This is told "
        "of policies with rules; one of words alone is there for others to use. Facts that are "
        "read for the definition alone are named: whoever gives them gives them for nothing.",
        example_with_rules(_BIDDERS + "Define contested if bidders is at least 2\n" + _C1),
        example_with_rules(
            _BIDDERS
            + "Define contested if bidders is at least 2\n"
            + _C1
            + 'Scenario "Two"\n  given bidders is 2\n  expect contested is yes\n'
        ),
    ),
    "A202": CodeInfo(
        "a figure without a value while it is read",
        "What reads the figure is in force on days before its first value, or after its last, and "
        "is then not known. Of a figure as at a date of the choice "
        "only the days after its last value count.",
        _figure("1 September 2026"),
        _figure("1 June 2026"),
    ),
    "A203": CodeInfo(
        "boundaries that differ by a hair",
        "Two comparisons part one term at nearly the same point: one at the figure and one just "
        "above it, or a penny, a day or up to a pound apart. Often the same boundary was meant, "
        "and in one place it was written otherwise. Counts are left aside: three bids and four "
        "are next to each other. Where the two differ on purpose, accept the finding.",
        _near("more than £25,000"),
        _near("at least £25,000"),
    ),
    "A204": CodeInfo(
        "a comparison that bounds settle",
        "By its bounds the term can have no value for which the comparison comes out otherwise.",
        example_with_rules(_BIDDERS + "Rule C1: enough bidders\n  bidders must be at most 500\n"),
        example_with_rules(_BIDDERS + "Rule C1: enough bidders\n  bidders must be at most 40\n"),
    ),
    "A205": CodeInfo(
        "a duty that cannot be done in time",
        "The duty must last longer than the time within which it must be done, or, before a "
        "decision, longer than its policy is in force. Months and years count with the days they "
        "have at least and at most, so that this is so whatever the dates.",
        _duty("4 weeks"),
        _duty("20 weeks"),
    ),
    "A300": CodeInfo(
        "a case that no row speaks to",
        "A table that is to give one result gives none in this case, so that whatever reads the "
        "result cannot be decided. The case is told by the fewest facts that bring it about, and "
        "shown by a choice. Amounts below zero and shares above 100% count only where the policy "
        "speaks of such, and numbers go by ones unless they are compared with a fraction. Of a "
        "table of which every row applies this is no fault: its result is then that there is none.",
        _table(
            "exactly one row applies",
            "| yes | less than £250,000 || light |",
            "| yes | more than £250,000 || standard |",
            "| no | any || close |",
        ),
        _table(
            "exactly one row applies",
            "| yes | less than £250,000 || light |",
            "| yes | at least £250,000 || standard |",
            "| no | any || close |",
        ),
    ),
    "A301": CodeInfo(
        "rows that apply together",
        "Of the table exactly one row applies, but in this case two rows do. Then neither is "
        "taken, even where both would give the same, and the result cannot be decided.",
        _table(
            "exactly one row applies",
            "| yes | at most £250,000 || light |",
            "| yes | at least £250,000 || standard |",
            "| no | any || close |",
        ),
        _table(
            "exactly one row applies",
            "| yes | at most £250,000 || light |",
            "| yes | more than £250,000 || standard |",
            "| no | any || close |",
        ),
    ),
    "A302": CodeInfo(
        "a row that earlier rows hide",
        "The first row that applies is taken, and rows before this one take every case in which "
        "it applies. Whoever wrote it meant it to decide something; most often the wider row "
        "should stand after the narrower one.",
        _table(
            "first row that applies",
            "| yes | less than £250,000 || light |",
            "| yes | less than £25,000 || standard |",
            "| any | any || close |",
        ),
        _table(
            "first row that applies",
            "| yes | less than £25,000 || standard |",
            "| yes | less than £250,000 || light |",
            "| any | any || close |",
        ),
    ),
    "A303": CodeInfo(
        "a row that can never apply",
        "No choice meets all cells of the row at once, on any day on which the policy is in force.",
        _table(
            "first row that applies",
            "| yes | between £50,000 and £25,000 || light |",
            "| any | any || close |",
        ),
        _table(
            "first row that applies",
            "| yes | between £25,000 and £50,000 || light |",
            "| any | any || close |",
        ),
    ),
    "A304": CodeInfo(
        "a row that changes nothing",
        "Without the row the table would give the same in every case. Either it says what another "
        "row says already, or it was to give something else. Where it is there only to be plain "
        "to a reader, accept the finding and say so.",
        _table(
            "first row that applies",
            "| yes | less than £25,000 || light |",
            "| no | less than £25,000 || close |",
            "| any | any || close |",
        ),
        _table(
            "first row that applies",
            "| yes | less than £25,000 || light |",
            "| no | less than £25,000 || standard |",
            "| any | any || close |",
        ),
    ),
    "A305": CodeInfo(
        "somebody who never comes to decide",
        "The first line of Who decides whose condition holds is taken, and the lines before this "
        "one take every case in which it would be.",
        _deciders(_CABINET, _COUNCIL),
        _deciders(_COUNCIL, _CABINET),
    ),
    "A400": CodeInfo(
        "an accepted finding that no longer occurs",
        "The policy accepts a finding that analysis looks for and does not find any more. The line "
        "would silently accept it again if it came back, perhaps for another reason.",
        _accepted("less than £25,000"),
        _accepted("less than £2,500,000"),
    ),
}
