"""The pages of the codes A2xx to A4xx: what analysis finds in words, figures and tables.

They stand here, and not with the checks that give them, because a policy may name a code.
"""

from __future__ import annotations

from govrules.language.codes import CodeInfo, example

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


CODES: dict[str, CodeInfo] = {
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
    "A400": CodeInfo(
        "an accepted finding that no longer occurs",
        "The policy accepts a finding that analysis looks for and does not find any more. The line "
        "would silently accept it again if it came back, perhaps for another reason.",
        _accepted("less than £25,000"),
        _accepted("less than £2,500,000"),
    ),
}
