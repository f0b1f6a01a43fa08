"""The pages of the codes P200 to P226: faults of names."""

from __future__ import annotations

from govrules.language.codes import CodeInfo, example, example_with_rules

CODES: dict[str, CodeInfo] = {
    "P200": CodeInfo(
        "a used policy that is not found",
        "A policy that is used is looked for by its title among the given files, in their folders, "
        "in the folders to search, and among the policies that come with govrules. Versions are "
        'compared as dotted numbers, so that 2.10 comes after 2.9; "or later" takes the highest.',
        'Policy "Example" version 1\n  uses "Words that nobody wrote" version 2\n',
        '=== example.policy\nPolicy "Example" version 1\n  uses "Words" version 2 or later\n'
        '=== words.policy\nPolicy "Words" version 2.1\n',
    ),
    "P201": CodeInfo(
        "policies that use each other",
        "The words of a policy must stand before those that are explained by them, so policies "
        "cannot use each other in a circle. Put the words that both need into a third policy.",
        '=== one.policy\nPolicy "One" version 1\n  uses "Two" version 1\n'
        '=== two.policy\nPolicy "Two" version 1\n  uses "One" version 1\n',
        '=== one.policy\nPolicy "One" version 1\n  uses "Two" version 1\n'
        '=== two.policy\nPolicy "Two" version 1\n',
    ),
    "P202": CodeInfo(
        "one policy twice",
        "Two files hold a policy of the same title and version, so it is not clear which is meant.",
        '=== one.policy\nPolicy "One" version 1\n=== copy.policy\nPolicy "One" version 1.0\n',
        '=== one.policy\nPolicy "One" version 1\n=== copy.policy\nPolicy "One" version 2\n',
    ),
    "P203": CodeInfo(
        "an unknown term",
        "Every phrase must be declared: as a term of the vocabulary, as a figure or with Define, "
        "in "
        "this policy or in one that it uses. The nearest phrases are proposed.",
        example(
            "Vocabulary\n  contract value is money\n"
            "Define large if contract valu is at least £100,000"
        ),
        example(
            "Vocabulary\n  contract value is money\n"
            "Define large if contract value is at least £100,000"
        ),
    ),
    "P204": CodeInfo(
        "an unknown value",
        'A term that is "one of" or "several of" has the values that the vocabulary lists.',
        example(
            "Vocabulary\n  provider form is one of: mutual, private company\n"
            "Define shared if provider form is mutul"
        ),
        example(
            "Vocabulary\n  provider form is one of: mutual, private company\n"
            "Define shared if provider form is mutual"
        ),
    ),
    "P205": CodeInfo(
        "an unknown act",
        "What the council may propose to do is declared after acts: in the vocabulary.",
        example_with_rules(
            "Vocabulary\n  acts: award the contract\n"
            "Rule A1: none\n  the council must not award the contrct"
        ),
        example_with_rules(
            "Vocabulary\n  acts: award the contract\n"
            "Rule A1: none\n  the council must not award the contract"
        ),
    ),
    "P206": CodeInfo(
        "an unknown field of a list",
        'The entries of a list have the fields that follow "a list with:" in the vocabulary.',
        example(
            "Vocabulary\n  bids is a list with: price (money)\n"
            "Define paid as total of prices of bids"
        ),
        example(
            "Vocabulary\n  bids is a list with: price (money)\n"
            "Define paid as total of price of bids"
        ),
    ),
    "P207": CodeInfo(
        "a judgement that nobody asks for",
        "A judgement is known by its exact words. One that a scenario gives and no policy asks for "
        "is a slip of the pen.",
        example(
            'Define urgent if the Cabinet is satisfied that "it cannot wait"\n'
            'Scenario "Now"\n  given the Cabinet is satisfied that "it can not wait"\n'
            "  expect urgent is yes"
        ),
        example(
            'Define urgent if the Cabinet is satisfied that "it cannot wait"\n'
            'Scenario "Now"\n  given the Cabinet is satisfied that "it cannot wait"\n'
            "  expect urgent is yes"
        ),
    ),
    "P208": CodeInfo(
        "an unknown label",
        "A scenario names rules and duties by the labels that they have.",
        example('Scenario "Now"\n  on 1 June 2026\n  expect C2 met'),
        example_with_rules(
            "Vocabulary\n  bidders is a number\n"
            "Rule C2: enough bidders\n  bidders must be at least 3\n"
            'Scenario "Now"\n  given bidders is 3\n  expect C2 met'
        ),
    ),
    "P209": CodeInfo(
        "an unknown priority",
        "A rule serves, and options are ranked for, priorities that are declared.",
        example_with_rules(
            'Priority "Local wealth" weight 100%\nVocabulary\n  bidders is a number\n'
            'Rule C2: enough bidders\n  bidders must be at least 3\n  serves "Local welth"'
        ),
        example_with_rules(
            'Priority "Local wealth" weight 100%\nVocabulary\n  bidders is a number\n'
            'Rule C2: enough bidders\n  bidders must be at least 3\n  serves "Local wealth"'
        ),
    ),
    "P210": CodeInfo(
        "an unknown source",
        "What is cited in square brackets begins with the label of a declared source.",
        example(
            'Source CON: "Constitution"\nFigure limit\n  £100,000 from 1 June 2026 [COM rule 4]'
        ),
        example(
            'Source CON: "Constitution"\nFigure limit\n  £100,000 from 1 June 2026 [CON rule 4]'
        ),
    ),
    "P212": CodeInfo(
        "an unknown role",
        "Where roles are declared, every person and body that is named must be among them.",
        example(
            "Vocabulary\n  roles: the Cabinet\n"
            'Define urgent if the Cabnet is satisfied that "it cannot wait"'
        ),
        example(
            "Vocabulary\n  roles: the Cabinet\n"
            'Define urgent if the Cabinet is satisfied that "it cannot wait"'
        ),
    ),
    "P213": CodeInfo(
        "a phrase declared twice",
        "In one policy, every term, act, figure, definition, source, priority, principle and "
        "scenario has a name of its own.",
        example("Vocabulary\n  bidders is a number\n  bidders is text"),
        example("Vocabulary\n  bidders is a number\n  bidder is text"),
    ),
    "P214": CodeInfo(
        "one key for two terms",
        "In a choice a term is known by its key: the phrase in snake case, or what follows "
        "written.",
        example("Vocabulary\n  whole-life cost is money\n  whole life cost is a number"),
        example(
            "Vocabulary\n  whole-life cost is money\n"
            "  whole life cost is a number, written whole_life_score"
        ),
    ),
    "P215": CodeInfo(
        "a word declared differently in two policies",
        "Policies that are decided together share their words. A word may be declared twice only "
        "when both declarations say the same.",
        '=== one.policy\nPolicy "One" version 1\nVocabulary\n  bidders is a number\n'
        '=== two.policy\nPolicy "Two" version 1\nVocabulary\n  bidders is text\n',
        '=== one.policy\nPolicy "One" version 1\nVocabulary\n  bidders is a number\n'
        '=== two.policy\nPolicy "Two" version 1\nVocabulary\n  bidders is a number\n',
    ),
    "P216": CodeInfo(
        "a label used twice",
        "Decisions name rules, tables and duties by their labels, so each has its own in all the "
        "policies that are decided together.",
        example_with_rules(
            "Vocabulary\n  bidders is a number\n"
            "Rule C2: enough bidders\n  bidders must be at least 3\n"
            "Rule C2: not too many\n  bidders must be at most 30"
        ),
        example_with_rules(
            "Vocabulary\n  bidders is a number\n"
            "Rule C2: enough bidders\n  bidders must be at least 3\n"
            "Rule C3: not too many\n  bidders must be at most 30"
        ),
    ),
    "P218": CodeInfo(
        "values that look the same",
        "In a choice the case of a value, blanks, hyphens and underscores do not count, so two "
        "values of one term must differ in more than these.",
        example("Vocabulary\n  form is one of: in-house, in house, mutual"),
        example("Vocabulary\n  form is one of: in-house, mutual"),
    ),
    "P219": CodeInfo(
        "a key that means something else",
        "Some keys of a choice are taken: acts, judgements, departures, reasons, sign_offs, "
        "duties_done, not_known and decision_date (which may be declared as a date).",
        example("Vocabulary\n  reasons is text"),
        example("Vocabulary\n  reasons is text, written reasons_given"),
    ),
    "P220": CodeInfo(
        "a field that stands twice",
        "Every field of a list has a name of its own.",
        example("Vocabulary\n  bids is a list with: price (money), price (a number)"),
        example("Vocabulary\n  bids is a list with: price (money), quality (a number)"),
    ),
    "P221": CodeInfo(
        "two assumed values",
        "Only one value can be assumed for a term that is not given.",
        example(
            "Vocabulary\n  value of options is money\n"
            "assume value of options is £0 if not given\n"
            "assume value of options is £1 if not given"
        ),
        example(
            "Vocabulary\n  value of options is money\nassume value of options is £0 if not given"
        ),
    ),
    "P222": CodeInfo(
        "a fact given twice",
        "A scenario gives each fact once.",
        example(
            "Vocabulary\n  bidders is a number\nDefine contested if bidders is at least 2\n"
            'Scenario "Two"\n  given bidders is 2\n  and bidders is 3\n  expect contested is yes'
        ),
        example(
            "Vocabulary\n  bidders is a number\nDefine contested if bidders is at least 2\n"
            'Scenario "Two"\n  given bidders is 2\n  expect contested is yes'
        ),
    ),
    "P223": CodeInfo(
        "a judgement that reads as a term",
        "A decision lists the facts that it needs, terms by their keys and judgements by their "
        "texts, so no judgement may have the name or key of a term, or a key that every choice "
        "may have, such as acts.",
        example(
            "Vocabulary\n  urgent is yes or no\n"
            'Define pressing if urgent or the decision maker is satisfied that "urgent"'
        ),
        example(
            "Vocabulary\n  urgent is yes or no\nDefine pressing if urgent\n"
            '  or the decision maker is satisfied that "the service would otherwise stop"'
        ),
    ),
    "P224": CodeInfo(
        "personal data that is none",
        "What is held as personal data is given in a choice, and kept apart in the decision log so "
        "that it can be erased. The decision date must stay, and what a table works out is kept "
        "apart by itself when the table reads something personal.",
        example(
            "Vocabulary\n  age is a number, held as personal data\n"
            "  age group is one of: child, adult, held as personal data\n"
            "Table T1: age groups\n  first row that applies\n"
            "  | age         || age group |\n"
            "  | at least 18 || adult     |\n"
            "  | -           || child     |"
        ),
        example(
            "Vocabulary\n  age is a number, held as personal data\n"
            "  age group is one of: child, adult\n"
            "Table T1: age groups\n  first row that applies\n"
            "  | age         || age group |\n"
            "  | at least 18 || adult     |\n"
            "  | -           || child     |"
        ),
    ),
    "P225": CodeInfo(
        "what cannot be changed",
        "A fact that is marked “may be changed” is one that the council may still settle "
        "otherwise, and that may be changed to make a choice comply. The decision date settles "
        "what the rules are, a judgement is its judge's alone, and what a table works out follows "
        "the facts that the table reads.",
        example(
            "Vocabulary\n  bids is a number, may be changed\n"
            "  monitoring is one of: light, enhanced, may be changed\n"
            "Table T1: monitoring\n  first row that applies\n"
            "  | bids       || monitoring |\n"
            "  | at least 3 || light      |\n"
            "  | -          || enhanced   |"
        ),
        example(
            "Vocabulary\n  bids is a number, may be changed\n"
            "  monitoring is one of: light, enhanced\n"
            "Table T1: monitoring\n  first row that applies\n"
            "  | bids       || monitoring |\n"
            "  | at least 3 || light      |\n"
            "  | -          || enhanced   |"
        ),
    ),
    "P226": CodeInfo(
        "an unknown code of analysis",
        "A policy may accept what analysis finds, by the code of the finding; this is no such "
        "code. `govrules analyse` tells each finding with its code.",
        example(
            "Vocabulary\n  bidders is a number\n"
            'Accepted findings\n  A999 on "bidders" because "the panel counts them"'
        ),
        example(
            "Vocabulary\n  bidders is a number\n"
            'Accepted findings\n  A304 on "bidders" because "the panel counts them"'
        ),
    ),
}
