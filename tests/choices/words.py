"""A small vocabulary of commissioning, for the tests of choices."""

from __future__ import annotations

from decimal import Decimal

from govrules.model.expression import AllOf, Constant, Judged, Not
from govrules.model.policy import (
    Act,
    ActNorm,
    Definition,
    Duty,
    Figure,
    Policy,
    PolicySet,
    Rule,
    Term,
)
from govrules.model.types import (
    DateType,
    DurationType,
    ListField,
    ListType,
    MoneyType,
    NumberType,
    OneOfType,
    PercentageType,
    SeveralOfType,
    TableType,
    TextType,
    Type,
    ValueWord,
    YesNoType,
)
from govrules.model.vocabulary import Vocabulary
from govrules.model.words import key_of

PANEL = "commissioning panel"
STOPS = "the service would otherwise stop within 28 days"
AWARD = Act("award the contract", "award")
EXTEND = Act("extend the contract", "extend the contract")


def one_of(*values: str) -> OneOfType:
    return OneOfType(tuple(ValueWord(value, value) for value in values))


def several_of(*values: str) -> SeveralOfType:
    return SeveralOfType(tuple(ValueWord(value, value) for value in values))


def term(
    name: str,
    kind: Type,
    *,
    or_none: bool = False,
    judged_by: str | None = None,
    worked_out_by: str | None = None,
    key: str | None = None,
) -> Term:
    return Term(
        name,
        key or key_of(name),
        kind,
        or_none=or_none,
        judged_by=judged_by,
        worked_out_by=worked_out_by,
    )


PROVIDER_FORM = OneOfType(
    (
        ValueWord("in-house team", "in-house team"),
        ValueWord("mutual", "mutual"),
        ValueWord("private company", "PRIV"),
    )
)
BID = ListType(
    (
        ListField("bidder", "bidder", TextType()),
        ListField("price", "price", MoneyType("excluding")),
        ListField("is local", "is_local", YesNoType()),
        ListField("term offered", "term_offered", DurationType("months")),
    )
)
TERMS = (
    term("provider form", PROVIDER_FORM),
    term("annual value", MoneyType("excluding")),
    term("net value", MoneyType("excluding"), key="value_net_gbp"),
    term("contract length", DurationType()),
    term("notice period", DurationType("months")),
    term("number of users", NumberType()),
    term("delivery risk", one_of("low", "medium", "high")),
    term("discount", PercentageType(Decimal(0), Decimal(100))),
    term("growth", PercentageType()),
    term("service area", TextType()),
    term("trusted provider", YesNoType()),
    term("procurement commenced", DateType()),
    term("last comparable contract", DateType(), or_none=True),
    term("previous provider", TextType(), or_none=True),
    term("areas served", several_of("north", "south", "inner city")),
    term("partners", SeveralOfType()),
    term("bids", BID),
    term("award criteria", TableType(PercentageType())),
    term("local wealth score", NumberType(Decimal(0), Decimal(100)), judged_by=PANEL),
    term("best for residents", YesNoType(), judged_by=PANEL),
    term("monitoring", one_of("light touch", "enhanced"), worked_out_by="T1"),
    term("decision date", DateType()),
)
JUDGEMENT = Judged("decision maker", STOPS)
POLICY = Policy(
    title="Commissioning Principles",
    version="3.2",
    authority="council policy",
    file="cp.policy",
    terms=TERMS,
    acts=(AWARD, EXTEND),
    roles=("Cabinet", "corporate director", "monitoring officer"),
    figures=(Figure("small contract limit", MoneyType(), ()),),
    definitions=(
        Definition("qualifying mutual", "qualifying_mutual", condition=AllOf((Not(JUDGEMENT),))),
        Definition("value per user", "value_per_user", value=Constant(1, NumberType())),
    ),
    rules=(
        Rule("C1", "one", (ActNorm("must not", "council", AWARD),)),
        Rule("C2", "two", (ActNorm("may", "council", AWARD),), condition=JUDGEMENT),
    ),
    duties=(
        Duty("D1", "before", AWARD, "corporate director", "must", "consult", "", None, None, None),
        Duty("D1.2", "after", AWARD, "monitoring officer", "must", "publish", "", None, None, None),
    ),
)
WORDS = Vocabulary.of(PolicySet((POLICY,), "0" * 64))
