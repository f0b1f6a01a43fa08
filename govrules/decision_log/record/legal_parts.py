"""The parts of a record that the regulations ask for, in their order."""

from __future__ import annotations

from typing import Any

from govrules.decision_log.record.gather import Gathered, Held
from govrules.decision_log.record.law import PROVISIONS, Asked, Maker, Provision, maker
from govrules.decision_log.record.references import References, pointer
from govrules.decision_log.record.statement import Part, Sentence
from govrules.decision_log.record.words import (
    date_words,
    named,
    not_recorded,
    quoted,
    said,
    state_of,
    tables_in,
)
from govrules.model.decision import SourceRef

NOTHING_DECIDED = "no decision of a person or body is recorded on this advice"


class LegalParts:
    """What the law asks for, told from a decision, or said to be missing where there is none."""

    def __init__(self, gathered: Gathered, references: References) -> None:
        self._advice, self._references = gathered.advice, references
        self._held = gathered.outcome or gathered.advice
        self._decided = gathered.outcome is not None
        self._body = gathered.outcome.body if gathered.outcome is not None else {}
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
        outcome = Sentence(f"The outcome recorded on the advice is: {body.get('outcome')}.", at)
        return (outcome, self._date(), self._who(), *self._proposal())

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
        found = []
        for at, row in tables_in(self._body.get("alternatives")):
            references = self._ref("alternatives", at)
            option = row.get("option")
            words = f"{named(option, 'An option')} was considered and rejected"
            if state_of(row.get("why_rejected")) == "recorded":
                found.append(Sentence(f"{words}: {quoted(row['why_rejected'])}.", references))
            else:
                found.append(Sentence(f"{words}.", references))
                found.append(not_recorded("why it was rejected", references))
        missing = "the log holds no alternative option that was considered and rejected"
        return tuple(found) or (not_recorded(missing, self._ref("alternatives")),)

    def _interests(self) -> tuple[Sentence, ...]:
        if not self._decided:
            return (not_recorded(NOTHING_DECIDED, self._ref()),)
        found = []
        for at, row in tables_in(self._body.get("interests")):
            references = self._ref("interests", at)
            member = named(row.get("member"), "A member")
            what = row.get("interest")
            if state_of(what) == "recorded":
                words = f"{member} declared this interest: {quoted(str(what))}."
            else:
                words = f"{member} declared an interest; what it is was not recorded."
            found.append(Sentence(words, references, state_of(row.get("member"))))
        missing = "the log holds no conflict of interest that was declared"
        return tuple(found) or (not_recorded(missing, self._ref("interests")),)

    def _dispensations(self) -> tuple[Sentence, ...]:
        if not self._decided:
            return (not_recorded(NOTHING_DECIDED, self._ref()),)
        found = []
        for at, row in tables_in(self._body.get("interests")):
            references = self._ref("interests", at, "dispensation")
            whose = f"the interest of {named(row.get('member'), 'a member')}"
            given = row.get("dispensation")
            if state_of(given) == "recorded":
                found.append(Sentence(f"For {whose}: {quoted(str(given))}.", references))
            else:
                found.append(
                    not_recorded(f"whether a dispensation was granted for {whose}", references)
                )
        missing = "no interest is recorded for which a dispensation could be granted"
        return tuple(found) or (not_recorded(missing, self._ref("interests")),)


def _choice(advice: Held) -> dict[str, Any]:
    choice = advice.body.get("choice")
    return choice if isinstance(choice, dict) else {}
