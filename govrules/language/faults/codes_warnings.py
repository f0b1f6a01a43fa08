"""The pages of the codes P500 to P509: warnings, which do not stop a decision."""

from __future__ import annotations

from govrules.language.codes import CodeInfo, example, example_with_rules

_BIDDERS = "Vocabulary\n  bidders is a number\n"
_C1 = "Rule C1: enough bidders\n  bidders must be at least 3\n"

CODES: dict[str, CodeInfo] = {
    "P500": CodeInfo(
        "a blanket policy",
        "A public body that applies a policy without ever looking at an exception may fetter its "
        "discretion. Say in Departures who may depart from the policy, or that nobody may.",
        example(_BIDDERS + _C1),
        example_with_rules(_BIDDERS + _C1),
    ),
    "P501": CodeInfo(
        "a term that nothing reads",
        "In a policy with rules, a term that no rule, definition, figure or table reads is either "
        "left over or misspelt elsewhere. Scenarios do not count.",
        example_with_rules("Vocabulary\n  bidders is a number\n  service area is text\n" + _C1),
        example_with_rules(_BIDDERS + _C1),
    ),
    "P502": CodeInfo(
        "a figure that nothing reads",
        "In a policy with rules, a figure that nothing reads has no effect.",
        example_with_rules(_BIDDERS + "Figure fewest bidders\n  3 from 1 June 2026\n" + _C1),
        example_with_rules(
            _BIDDERS + "Figure fewest bidders\n  3 from 1 June 2026\n"
            "Rule C1: enough bidders\n  bidders must be at least the fewest bidders\n"
        ),
    ),
    "P503": CodeInfo(
        "a rule without a citation",
        "A policy that names sources should say for each rule what it rests on, so that a reader "
        "can check it.",
        example_with_rules('Source CON: "Constitution"\n' + _BIDDERS + _C1),
        example_with_rules('Source CON: "Constitution"\n' + _BIDDERS + _C1 + "  [CON rule 4]\n"),
    ),
    "P504": CodeInfo(
        "a limit that is told, not tested",
        'The limit of a permission ("for at most 6 months") is told with the decision as a '
        "condition. Whether a choice keeps to it is not tested, unless a rule about the length is "
        "added.",
        example_with_rules(
            "Vocabulary\n  acts: award the contract\n"
            "Rule C3: for a while\n  the director may award the contract for at most 6 months"
        ),
        example_with_rules(
            "Vocabulary\n  acts: award the contract\n"
            "Rule C3: for a while\n  the director may award the contract"
        ),
    ),
    "P505": CodeInfo(
        "a scenario that expects nothing",
        "A scenario is a test, and without an expectation it cannot fail.",
        example(_BIDDERS + 'Scenario "Two"\n  given bidders is 2'),
        example(
            _BIDDERS + "Define contested if bidders is at least 2\n"
            'Scenario "Two"\n  given bidders is 2\n  expect contested is yes'
        ),
    ),
    "P506": CodeInfo(
        "a figure without a value for a while",
        "Between two values of a figure there are days without any, on which whatever reads it is "
        "not known.",
        example(
            "Figure limit\n  £100,000 from 1 April 2024 until 31 March 2026\n"
            "  £120,000 from 1 June 2026"
        ),
        example("Figure limit\n  £100,000 from 1 April 2024\n  £120,000 from 1 June 2026"),
    ),
    "P507": CodeInfo(
        "adopted after coming into force",
        "A policy that is in force before it is adopted acts backwards; check the dates.",
        'Policy "Example" version 1\n  adopted by Full Council on 14 July 2026\n'
        "  in force from 1 June 2026\n",
        'Policy "Example" version 1\n  adopted by Full Council on 14 May 2026\n'
        "  in force from 1 June 2026\n",
    ),
    "P508": CodeInfo(
        "weights that are not 100%",
        "The weights of the priorities of a policy should add up to 100%.",
        example('Priority "Local wealth" weight 60%\nPriority "Value for money" weight 30%'),
        example('Priority "Local wealth" weight 60%\nPriority "Value for money" weight 40%'),
    ),
    "P509": CodeInfo(
        "nobody decides",
        "Who decides should end with otherwise, so that somebody decides whatever the case.",
        example(_BIDDERS + "Who decides\n  the Cabinet if bidders is at least 3"),
        example(
            _BIDDERS
            + "Who decides\n  the Cabinet if bidders is at least 3\n  otherwise the director"
        ),
    ),
}
