"""The parts of a record that the regulations ask for, in their order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from govrules.decision_log.outcome_fits import misfit
from govrules.decision_log.read import known_none
from govrules.decision_log.record.advice_parts import AdviceParts
from govrules.decision_log.record.gather import Gathered, Held
from govrules.decision_log.record.law import PROVISIONS, Asked, Maker, Provision, maker
from govrules.decision_log.record.references import References, pointer
from govrules.decision_log.record.statement import Part, Sentence
from govrules.decision_log.record.words import (
    UNFIT,
    capital,
    date_words,
    named,
    not_recorded,
    quoted,
    said,
    state_of,
    tables_in,
)
from govrules.model.decision import SourceRef

_MEANT: Final = {
    "adopted": "The proposal goes ahead",
    "departed from": "The proposal goes ahead against the advice, or without a condition of it",
    "refused": "The proposal does not go ahead",
}
NOTHING_DECIDED = "no decision of a person or body is recorded on this advice"


class LegalParts:
    """What the law asks for, told from a decision, or said to be missing where there is none."""

    def __init__(self, gathered: Gathered, advised: AdviceParts, references: References) -> None:
        self._advice, self._advised, self._references = gathered.advice, advised, references
        self._held = gathered.outcome or gathered.advice
        self._decided = gathered.outcome is not None
        self._body = gathered.outcome.body if gathered.outcome is not None else {}
        self._none = known_none(self._body)
        self.maker = self._maker()
        elsewhere = self._nation() is not None
        self.provisions = () if elsewhere or self.maker is None else PROVISIONS[self.maker]

    def parts(self) -> tuple[Part, ...]:
        return (
            self._part("decision", "The decision", self._decision()),
            self._part("reasons", "The reasons for the decision", self._reasons()),
            self._part(
                "alternatives", "Alternative options considered and rejected", self._alternatives()
            ),
            self._part("interests", "Conflicts of interest declared", self._interests()),
            self._part("dispensations", "Dispensations granted", self._dispensations()),
        )

    def law(self) -> Part:
        """Which regulation asks for the record, and how that is told."""
        return Part("The law that this record answers", self._law())

    def _part(self, asked: Asked, title: str, sentences: tuple[Sentence, ...]) -> Part:
        places = [provision.place(asked) for provision in self.provisions]
        return Part(title, sentences, tuple(place for place in places if place))

    def _ref(self, *path: str | int) -> tuple[int, ...]:
        """The place in the decision; where there is none, the advice that it would be on."""
        return self._references.to(self._held, pointer(*path) if self._decided else "")

    # --- which regulation ----------------------------------------------------------------------

    def _maker(self) -> Maker | None:
        capacity = self._body.get("capacity")
        return maker(capacity) if isinstance(capacity, str) else None

    def _nation(self) -> str | None:
        """The nation that the choice names, when it is not England."""
        nation = _choice(self._advice).get("nation")
        return nation if isinstance(nation, str) and nation.casefold() != "england" else None

    def _law(self) -> tuple[Sentence, ...]:
        if not self._decided:
            text = "No decision is recorded on this advice, so that no regulation asks for a record"
            return (Sentence(f"{text} of one yet.", self._ref()),)
        nation = self._nation()
        if nation is not None:
            words = (
                "The regulations on records of executive decisions are law in England; the choice "
                f"names the nation {quoted(nation)}, so that another law applies."
            )
            at = self._references.to(self._advice, "/choice/nation")
            return (Sentence(words, at),)
        capacity = self._body.get("capacity")
        if self.maker is None:
            told = f", {quoted(str(capacity))}," if state_of(capacity) == "recorded" else ""
            words = (
                f"Which regulation asks for this record cannot be told from the capacity{told} "
                "that is recorded: somebody who knows the council's constitution must say. The "
                "headings are those of SI 2012/2089 regulation 12(2)."
            )
            return (Sentence(words, self._ref("capacity"), "not recorded"),)
        told = f"That is told from the capacity that is recorded: {quoted(str(capacity))}."
        return (
            *map(self._asks, self.provisions),
            *self._unsure(),
            Sentence(told, self._ref("capacity")),
        )

    def _asks(self, provision: Provision) -> Sentence:
        instrument = provision.instrument
        source = SourceRef(
            label=instrument.number,
            part=f"regulation {provision.regulation}",
            title=instrument.title,
            url=instrument.url,
        )
        at = self._references.to(self._held, "/capacity", sources=(source,))
        words = f"{instrument.number} regulation {provision.regulation} asks for a written record"
        return Sentence(f"{words} of {provision.of}.", at)

    def _unsure(self) -> tuple[Sentence, ...]:
        if self.maker != "officer":
            return ()
        words = (
            "Which of the two applies depends on whether the function is the executive's, and the "
            "log does not hold that; this record has the headings of both. SI 2014/2095 asks only "
            "for decisions under a specific express authorisation, or that grant a permission or "
            "licence, affect the rights of an individual, or award a contract or incur expenditure "
            "that materially affects the council's finances; and for the names of members with an "
            "interest only under a specific express authorisation."
        )
        return (Sentence(words, self._ref("capacity"), "not recorded"),)

    # --- what it asks for ----------------------------------------------------------------------

    def _decision(self) -> tuple[Sentence, ...]:
        if not self._decided:
            return (not_recorded(NOTHING_DECIDED, self._ref()), *self._proposal())
        body = self._body
        at = self._ref("outcome")
        word = str(body.get("outcome"))
        outcome = Sentence(f"The outcome recorded on the advice is: {word}.", at)
        meant = (Sentence(f"{_MEANT[word]}.", at),) if word in _MEANT else ()
        against = self._against() if word == "departed from" else ()
        who = (self._date(), self._who())
        return (outcome, *meant, *against, *self._misfit(), *who, *self._proposal())

    def _against(self) -> tuple[Sentence, ...]:
        rules = self._advised.against()
        return tuple(
            replace(one, text=f"The advice was against it. {one.text}") if at == 0 else one
            for at, one in enumerate(rules)
        )

    def _misfit(self) -> tuple[Sentence, ...]:
        """Of an outcome that the log took before it was held against its advice."""
        decision = self._advice.body.get("decision")
        verdict = decision.get("verdict") if isinstance(decision, dict) else None
        why = misfit(str(self._body.get("outcome")), str(verdict))
        if why is None:
            return ()
        at = self._ref("outcome") + self._references.to(self._advice, "/decision/verdict")
        words = f"{UNFIT}: {why}."
        return (Sentence(words, at, "unfit"),)

    def _date(self) -> Sentence:
        at, on = self._ref("decided_on"), self._body.get("decided_on")
        if state_of(on) != "recorded":
            return not_recorded("on which date the decision was made", at)
        return Sentence(f"The decision was made on {date_words(on)}.", at)

    def _who(self) -> Sentence:
        name, capacity = self._body.get("decided_by"), self._body.get("capacity")
        words = (
            f"It was decided by {named(name, 'somebody')}, "
            f"in the capacity of {named(capacity, 'a body or person')}."
        )
        return Sentence(words, self._ref("decided_by") + self._ref("capacity"), state_of(name))

    def _proposal(self) -> tuple[Sentence, ...]:
        choice = _choice(self._advice)
        acts = [act for act in choice.get("acts") or () if isinstance(act, str)]
        found = []
        if state_of(choice.get("title")) == "recorded":
            at = self._references.to(self._advice, "/choice/title")
            found.append(Sentence(f"It is about {quoted(choice['title'])}.", at))
        at = self._references.to(self._advice, "/choice/acts")
        if acts:
            found.append(Sentence(f"What was proposed: {', '.join(map(quoted, acts))}.", at))
        elif choice.get("acts") == []:
            found.append(Sentence("No act was proposed.", at))
        else:
            found.append(not_recorded("which act was proposed", at))
        return tuple(found)

    def _reasons(self) -> tuple[Sentence, ...]:
        missing = "the log holds no reasons for the decision" if self._decided else NOTHING_DECIDED
        return said(self._body.get("reasons"), self._ref("reasons"), missing)

    def _alternatives(self) -> tuple[Sentence, ...]:
        if not self._decided:
            return (not_recorded(NOTHING_DECIDED, self._ref()),)
        found: list[Sentence] = []
        for at, row in tables_in(self._body.get("alternatives")):
            words = f"{named(row.get('option'), 'An option')} was considered and rejected"
            found += self._told(
                words, row.get("why_rejected"), "why it was rejected",
                self._ref("alternatives", at),
            )  # fmt: skip
        return tuple(found) or self._none_of(
            "alternatives",
            "No alternative option was considered.",
            "the log does not tell whether any alternative option was considered and rejected",
        )

    def _interests(self) -> tuple[Sentence, ...]:
        if not self._decided:
            return (not_recorded(NOTHING_DECIDED, self._ref()),)
        found: list[Sentence] = []
        for at, row in tables_in(self._body.get("interests")):
            words = f"{capital(self._member(at))} declared an interest"
            told = self._told(
                words, row.get("interest"), "what the interest is", self._ref("interests", at)
            )
            state = state_of(row.get("member"))
            found += [replace(told[0], state=state), *told[1:]] if state != "recorded" else told
        return tuple(found) or self._none_of(
            "interests",
            "None were declared.",
            "the log does not tell whether any conflict of interest was declared",
        )

    def _dispensations(self) -> tuple[Sentence, ...]:
        if not self._decided:
            return (not_recorded(NOTHING_DECIDED, self._ref()),)
        rows = tables_in(self._body.get("interests"))
        if rows:
            return tuple(self._dispensation(at, row) for at, row in rows)
        if "interests" in self._none and "dispensations" not in self._none:
            words = "None: no conflict of interest was declared for which one could be granted."
            return (Sentence(words, self._ref("known_none")),)
        return self._none_of(
            "dispensations",
            "None were granted.",
            "the log does not tell whether any dispensation was granted",
        )

    def _member(self, at: int) -> str:
        """Who declared an interest; of several whose names are not told, which."""
        rows = self._body["interests"]
        unknown = "a member" if len(rows) == 1 else f"member {at + 1}"
        return named(rows[at].get("member"), unknown)

    def _dispensation(self, at: int, row: dict[str, Any]) -> Sentence:
        whose = f"the interest of {self._member(at)}"
        given = row.get("dispensation")
        references = self._ref("interests", at, "dispensation")
        state = state_of(given)
        if state == "recorded":
            return Sentence(f"For {whose}: {quoted(str(given))}.", references)
        if state != "not recorded":
            return Sentence(f"{capital(state)}: the dispensation for {whose}.", references, state)
        if "dispensations" in self._none:
            return Sentence(f"For {whose} none was granted.", self._ref("known_none"))
        return not_recorded(f"whether a dispensation was granted for {whose}", references)

    def _told(
        self, words: str, what: Any, missing: str, references: tuple[int, ...]
    ) -> list[Sentence]:
        """The words with the text after them; or the words, and that the text is not there."""
        state = state_of(what)
        if state == "recorded":
            return [Sentence(f"{words}: {quoted(what)}.", references)]
        lead = Sentence(f"{words}.", references)
        return [lead, Sentence(f"{capital(state)}: {missing}.", references, state)]

    def _none_of(self, what: str, none: str, untold: str) -> tuple[Sentence, ...]:
        """That there was none, where somebody said so; else that the log does not tell."""
        if what in self._none:
            return (Sentence(none, self._ref("known_none")),)
        where = "interests" if what == "dispensations" else what
        return (not_recorded(untold, self._ref(where)),)


def _choice(advice: Held) -> dict[str, Any]:
    choice = advice.body.get("choice")
    return choice if isinstance(choice, dict) else {}
