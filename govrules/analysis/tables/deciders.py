"""Find lines of "Who decides" that are never reached, because earlier ones take all their cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govrules.analysis.cutting.axis import NotCutError
from govrules.analysis.cutting.boxes import Box, remainder
from govrules.analysis.finding import Finding, Found, Unsettled
from govrules.analysis.subject import Budget, Subject
from govrules.analysis.tables.rows import Rows, rows_on_each_day
from govrules.engine.roles import with_article
from govrules.language.checking.typed_accepted import WHO_DECIDES
from govrules.model.place import Place
from govrules.model.policy import Policy, WhoDecides

CODE = "A305"


def idle_deciders(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Each decider who is never reached on any day, "otherwise" included."""
    for policy in subject.policies():
        for who in policy.who_decides:
            try:
                yield from _of(subject, policy, who, deep=True)
            except NotCutError:
                yield from _without_definitions(subject, policy, who)


def _without_definitions(subject: Subject, policy: Policy, who: WhoDecides) -> Iterator[Found]:
    """Who is never reached whatever the definitions come to."""
    try:
        yield from _of(subject, policy, who, deep=False)
    except NotCutError as error:
        what = "whether everybody in who decides is ever reached"
        yield Unsettled(CODE, what, str(error), (WHO_DECIDES,), who.place)


def _of(subject: Subject, policy: Policy, who: WhoDecides, *, deep: bool) -> Iterator[Finding]:
    conditions = [decider.condition for decider in who.deciders]
    days = list(rows_on_each_day(subject, policy, conditions, plausible=False, deep=deep))
    for number, decider in enumerate(who.deciders):
        if not any(_reached(rows, rows.boxes[number], number) for rows in days):
            yield _finding(decider.role, decider.place)
    # as the boxes are all there can be, nothing is left over where nothing is left of them
    if who.otherwise is not None and not any(
        _reached(rows, [{}], len(who.deciders)) for rows in days
    ):
        yield _finding(who.otherwise, who.place)


def _reached(rows: Rows, boxes: Sequence[Box], number: int) -> list[Box]:
    earlier = [box for each in rows.boxes[:number] for box in each]
    return remainder(boxes, earlier, rows.axes)


def _finding(role: str, place: Place) -> Finding:
    return Finding(
        CODE,
        f"it never comes to {with_article(role)} to decide: the lines before take every case",
        place,
        (WHO_DECIDES,),
        suggestion="put the narrower line first, or leave this one out",
    )
