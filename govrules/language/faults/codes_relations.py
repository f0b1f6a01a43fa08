"""The pages of the codes P400 to P409: faults between rules."""

from __future__ import annotations

from govrules.language.codes import CodeInfo, example, example_with_rules

_BIDDERS = "Vocabulary\n  bidders is a number\n"
_C1 = "Rule C1: enough bidders\n  bidders must be at least 3\n"


def _defined(count: int) -> str:
    """So many definitions, each of which needs the one before."""
    later = (f"Define fee {n} as fee {n - 1} plus £1\n" for n in range(2, count + 1))
    return example("Vocabulary\n  fee is money\nDefine fee 1 as fee plus £1\n" + "".join(later))


def _displacing(count: int) -> str:
    """So many rules, each of which displaces the one before."""
    later = (
        f"Rule C{n}, despite C{n - 1}: bidders\n  bidders must be at least {n}\n"
        for n in range(2, count + 1)
    )
    return example_with_rules(_BIDDERS + _C1 + "".join(later))


CODES: dict[str, CodeInfo] = {
    "P400": CodeInfo(
        "despite an unknown rule",
        'A rule that says "despite" or "subject to" names the label of a rule of the same '
        "policies.",
        example_with_rules(
            _BIDDERS + _C1 + "Rule C2, despite C9: few bidders\n  bidders may be at least 1"
        ),
        example_with_rules(
            _BIDDERS + _C1 + "Rule C2, despite C1: few bidders\n  bidders may be at least 1"
        ),
    ),
    "P401": CodeInfo(
        "a rule despite itself",
        "A rule cannot displace itself.",
        example_with_rules(
            _BIDDERS + "Rule C1, despite C1: enough bidders\n  bidders must be at least 3"
        ),
        example_with_rules(_BIDDERS + _C1),
    ),
    "P402": CodeInfo(
        "rules that displace each other",
        "When each of two rules displaces the other, neither can be decided. Say which one "
        "prevails.",
        example_with_rules(
            _BIDDERS + "Rule C1, despite C2: enough bidders\n  bidders must be at least 3\n"
            "Rule C2, despite C1: few bidders\n  bidders may be at least 1"
        ),
        example_with_rules(
            _BIDDERS + _C1 + "Rule C2, despite C1: few bidders\n  bidders may be at least 1"
        ),
    ),
    "P403": CodeInfo(
        "a lower rule displaces a higher one",
        "Displacement never climbs: statute stands above statutory guidance, that above council "
        "policy, and that above directorate policy.",
        '=== act.policy\nPolicy "Act" version 1\n  authority: statute\n'
        + _BIDDERS
        + _C1
        + "Departures\n  statute may not be departed from\n"
        '=== example.policy\nPolicy "Example" version 1\n  uses "Act" version 1\n'
        "Rule C2, despite C1: few bidders\n  bidders may be at least 1\n"
        "Departures\n  council policy may be departed from by the Cabinet\n",
        '=== act.policy\nPolicy "Act" version 1\n  authority: directorate policy\n'
        + _BIDDERS
        + _C1
        + "Departures\n  directorate policy may be departed from by the director\n"
        '=== example.policy\nPolicy "Example" version 1\n  uses "Act" version 1\n'
        "Rule C2, despite C1: few bidders\n  bidders may be at least 1\n"
        "Departures\n  council policy may be departed from by the Cabinet\n",
    ),
    "P405": CodeInfo(
        "departures settled twice",
        "For each level of authority, the same departure is allowed once, and it is not both "
        "allowed "
        "and refused.",
        example(
            "Departures\n  statute may not be departed from\n"
            "  statute may be departed from by the Cabinet"
        ),
        example("Departures\n  statute may not be departed from"),
    ),
    "P406": CodeInfo(
        "an end before the beginning",
        "The last day in force (which is included) cannot come before the first.",
        'Policy "Example" version 1\n  in force from 1 June 2026 until 31 May 2026\n',
        'Policy "Example" version 1\n  in force from 1 June 2026 until 31 May 2027\n',
    ),
    "P407": CodeInfo(
        "two values of a figure on one day",
        "A figure has one value on each day. A value without a last day ends when the next begins.",
        example(
            "Figure limit\n  £100,000 from 1 April 2024 until 30 June 2026\n"
            "  £120,000 from 1 June 2026"
        ),
        example("Figure limit\n  £100,000 from 1 April 2024\n  £120,000 from 1 June 2026"),
    ),
    "P408": CodeInfo(
        "a chain of words that is too long",
        "At most 100 definitions, tables and figures may be explained by each other in a chain, "
        "and the calculations of a chain nest at most 200 deep together, where each definition "
        "counts as one and each table as four. Nobody can follow more when a decision is "
        "explained. Join some of them into one.",
        _defined(101),
        _defined(3),
    ),
    "P409": CodeInfo(
        "a chain of displaced rules that is too long",
        "At most 100 rules may displace each other in a chain, one despite the next. Nobody can "
        "follow more when a decision is explained.",
        _displacing(101),
        _displacing(3),
    ),
}
