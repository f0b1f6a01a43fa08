"""The pages of the codes A1xx: what analysis proves of rules together.

They stand here, and not with the checks that give them, because a policy may name a code.
"""

from __future__ import annotations

from govrules.language.codes import CodeInfo, example_with_rules

_AWARD = (
    "Vocabulary\n"
    "  contract value is money\n"
    "  urgent is yes or no\n"
    "  bidders is a number from 0 to 50\n"
    "  acts: award the contract\n"
)
_FORM = (
    "Vocabulary\n"
    "  provider form is one of: mutual, charity, company\n"
    "  contract value is money\n"
    "  acts: award the contract\n"
)


def _example(body: str, vocabulary: str = _AWARD) -> str:
    return example_with_rules(vocabulary + body)


def _two(first: str, second: str) -> str:
    """A statute and a council policy that is decided with it."""
    statute = f'Policy "Statute" version 1\n  authority: statute\n\n{_AWARD}\n{first}\n'
    council = (
        'Policy "Council" version 1\n  authority: council policy\n  uses "Statute"\n\n'
        f"{second}\nDepartures\n  council policy may be departed from by the Cabinet\n"
    )
    return f"=== council.policy\n{council}=== statute.policy\n{statute}"


_NO_LARGE = (
    "Rule S1: no large contract\n  if contract value is more than £1,000\n"
    "  then the council must not award the contract"
)
_RAISE = (
    "Rule C1: large contracts\n  if contract value is at least £500\n"
    "  then bidders must be at least 3\n"
)

CODES: dict[str, CodeInfo] = {
    "A101": CodeInfo(
        "rules that conflict",
        "One rule says that an act must be done and another that it must not, and there are "
        "choices that bring both into play, neither displaced. For such a choice the verdict is "
        '"rules conflict", and nobody can comply. Say which rule gives way ("despite", "subject '
        'to"), or part their conditions.',
        _example(
            "Rule C1: urgent needs\n  if urgent\n  then the council must award the contract\n"
            "Rule C2: no large contracts\n  if contract value is more than £1,000\n"
            "  then the council must not award the contract"
        ),
        _example(
            "Rule C1, despite C2: urgent needs\n  if urgent\n"
            "  then the council must award the contract\n"
            "Rule C2: no large contracts\n  if contract value is more than £1,000\n"
            "  then the council must not award the contract"
        ),
    ),
    "A102": CodeInfo(
        "rules that cannot be met together",
        "Two binding rules can be in play for one choice, each could be met on its own, but no "
        "choice meets both: whoever follows one breaches the other.",
        _example(
            "Rule C1: few bidders\n  if urgent\n  then bidders must be at most 2\n"
            "Rule C2: test the market\n  if contract value is more than £1,000\n"
            "  then bidders must be at least 3"
        ),
        _example(
            "Rule C1: few bidders\n  if urgent\n  then bidders must be at most 3\n"
            "Rule C2: test the market\n  if contract value is more than £1,000\n"
            "  then bidders must be at least 3"
        ),
    ),
    "A103": CodeInfo(
        "a rule that can never apply",
        "No choice, whatever its facts and its date, meets the condition of the rule while it is "
        "in force. The message names the parts of the condition that cannot hold together.",
        _example(
            "Rule C1: middling contracts\n  if contract value is less than £500\n"
            "  and contract value is at least £1,000\n  then bidders must be at least 3"
        ),
        _example(
            "Rule C1: middling contracts\n  if contract value is at least £500\n"
            "  and contract value is less than £1,000\n  then bidders must be at least 3"
        ),
    ),
    "A104": CodeInfo(
        "a rule that can never be breached",
        "What the rule asks for holds of every choice to which it applies, so it asks for nothing. "
        "Often a limit was mistyped, or another limit already says more.",
        _example(
            "Rule C1: enough bidders\n  if bidders is at least 4\n  then bidders must be at least 3"
        ),
        _example(
            "Rule C1: enough bidders\n  if contract value is at least £500\n"
            "  then bidders must be at least 3"
        ),
    ),
    "A105": CodeInfo(
        "a rule that can never be met",
        "Wherever the rule applies, what it asks for cannot be. A rule that an act must not be "
        "done is not told here when it only applies where the act is proposed, since a plain "
        "prohibition may be written so. A rule is told too that only applies while what it asks "
        "about is not known: it is never met, and never breached.",
        _example(
            "Rule C1: enough bidders\n  if bidders is less than 3\n"
            "  then bidders must be at least 4"
        ),
        _example(
            "Rule C1: enough bidders\n  if contract value is at least £500\n"
            "  then bidders must be at least 4"
        ),
    ),
    "A106": CodeInfo(
        "a rule that is always displaced",
        "The rule can apply, but wherever it does, other rules displace it, so it never comes into "
        "play.",
        _example(
            _RAISE + "Rule C2, despite C1: contracts in general\n"
            "  if contract value is at least £100\n  then the council may award the contract"
        ),
        _example(
            _RAISE + "Rule C2, despite C1: urgent contracts\n  if urgent\n"
            "  then the council may award the contract"
        ),
    ),
    "A107": CodeInfo(
        "an exception that swallows its rule",
        'Wherever the rule applies, its own "unless" holds, so it never comes into play.',
        _example(
            "Rule C1: large contracts\n  if contract value is at least £500\n"
            "  then bidders must be at least 3\n  unless contract value is more than £100"
        ),
        _example(
            "Rule C1: large contracts\n  if contract value is at least £500\n"
            "  then bidders must be at least 3\n  unless urgent"
        ),
    ),
    "A108": CodeInfo(
        "a rule that adds nothing to others",
        "Whoever breaches the rule breaches another as well, so that without it no choice would "
        "stop complying or begin to. A policy may repeat the law for its readers; then accept the "
        "finding and say so.",
        _example(
            _RAISE + "Rule C2: very large contracts\n  if contract value is at least £1,000\n"
            "  then bidders must be at least 2"
        ),
        _example(
            _RAISE + "Rule C2: very large contracts\n  if contract value is at least £1,000\n"
            "  then bidders must be at least 5"
        ),
    ),
    "A109": CodeInfo(
        'a "despite" or "subject to" that never matters',
        "No choice brings both rules into play at once, so neither ever gives way to the other. "
        "Either the words are left over, or one of the conditions is not what was meant.",
        _example(
            _RAISE + "Rule C2, despite C1: small contracts\n  if contract value is less than £500\n"
            "  then the council may award the contract"
        ),
        _example(
            _RAISE + "Rule C2, despite C1: urgent contracts\n  if urgent\n"
            "  then the council may award the contract"
        ),
    ),
    "A110": CodeInfo(
        "a definition that every choice meets",
        "The condition of the definition never fails, so that it tells no choices apart.",
        _example(
            "Define ordinary contract\n  if contract value is less than £1,000\n"
            "  or contract value is more than £500\n"
            "Rule C1: ordinary contracts\n  if ordinary contract\n"
            "  then bidders must be at least 3"
        ),
        _example(
            "Define ordinary contract\n  if contract value is less than £1,000\n"
            "  and contract value is more than £500\n"
            "Rule C1: ordinary contracts\n  if ordinary contract\n"
            "  then bidders must be at least 3"
        ),
    ),
    "A111": CodeInfo(
        "a definition that no choice meets",
        "The condition of the definition never holds, so that whatever depends on it never does.",
        _example(
            "Define ordinary contract\n  if contract value is more than £1,000\n"
            "  and contract value is less than £500\n"
            "Rule C1: ordinary contracts\n  if not ordinary contract\n"
            "  then bidders must be at least 3"
        ),
        _example(
            "Define ordinary contract\n  if contract value is less than £1,000\n"
            "  and contract value is more than £500\n"
            "Rule C1: ordinary contracts\n  if not ordinary contract\n"
            "  then bidders must be at least 3"
        ),
    ),
    "A112": CodeInfo(
        "choices that no rule speaks to",
        'For some kind of choice no rule applies, and the verdict is "outside this policy". The '
        "kind is told by as few conditions as make that certain; the smallest kinds are told "
        "first, and five at most. That may be meant: then accept the finding and say why, on the "
        "title of the policy. The law is not asked to speak to every choice: nothing is told where "
        "all the policies asked about are statutes or statutory guidance.",
        _example(
            "Rule C1: mutuals\n  if provider form is mutual\n"
            "  then the council may award the contract\n"
            "Rule C2: companies\n  if provider form is company\n"
            "  then contract value must be at most £1,000",
            _FORM,
        ),
        _example(
            "Rule C1: mutuals and charities\n  if provider form is one of mutual, charity\n"
            "  then the council may award the contract\n"
            "Rule C2: companies\n  if provider form is company\n"
            "  then contract value must be at most £1,000\n"
            "Rule C3: no form, no contract\n  provider form must be known",
            _FORM,
        ),
    ),
    "A113": CodeInfo(
        "a permission that a higher authority does not leave",
        "A rule permits an act that a rule of a higher authority forbids, and both can be in play. "
        "A permission of a lower authority gives no power against a higher one, so whoever relies "
        "on it acts unlawfully.",
        _two(
            _NO_LARGE,
            "Rule C1: urgent needs\n  if urgent\n  then the council may award the contract",
        ),
        _two(
            _NO_LARGE,
            "Rule C1, subject to S1: urgent needs\n  if urgent\n"
            "  then the council may award the contract",
        ),
    ),
    "A114": CodeInfo(
        "a rule against a higher authority",
        "A rule of a lower authority forbids an act that a higher one requires, or requires one "
        "that it forbids, and both can be in play. The lower rule cannot be followed lawfully.",
        _two(
            _NO_LARGE,
            "Rule C1: urgent needs\n  if urgent\n  then the council must award the contract",
        ),
        _two(
            _NO_LARGE,
            "Rule C1, subject to S1: urgent needs\n  if urgent\n"
            "  then the council must award the contract",
        ),
    ),
    "A115": CodeInfo(
        "choices that nobody decides",
        'For some choices no line of "Who decides" holds, and there is no "otherwise", so that '
        "the policy does not say who decides them.",
        _example(
            _RAISE + "Who decides\n  the Cabinet if contract value is at least £5,000\n"
            "  the director if contract value is less than £1,000\n"
        ),
        _example(
            _RAISE + "Who decides\n  the Cabinet if contract value is at least £5,000\n"
            "  otherwise the director\n"
        ),
    ),
}
