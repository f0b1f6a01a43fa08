"""Tell what would make a choice comply, how near it is to a limit, and what to ask next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from govrules.library.compiled import Compiled

if TYPE_CHECKING:
    from govrules.analysis.asking.question import NextQuestion
    from govrules.analysis.remedies.nearness import Nearness
    from govrules.analysis.remedies.remedy import Remedies


class Advising(Compiled):
    """What a rulebook advises on a choice that is still open."""

    def remedies(self, choice: Mapping[str, Any], on: dt.date | None = None) -> Remedies:
        """The smallest changes that would make a choice comply, or bring it nearest to that.

        Only facts that the policies mark `may be changed` are changed, the fewest first and then by
        size; each remedy was decided by the engine. (It is asked of the rulebook, as a decision is
        a value that knows neither its rulebook nor its choice.) Else as `check`.
        """
        from govrules.analysis.remedies.find import find_remedies

        return find_remedies(self._decider, choice, on)

    def nearness(self, choice: Mapping[str, Any], on: dt.date | None = None) -> Nearness:
        """How near each amount and date of a choice is to the next limit, up and down.

        At a limit something else is decided, as long as nothing but this one fact changes. Else as
        `check`.
        """
        from govrules.analysis.remedies.nearness import nearness

        return nearness(self._decider, choice, on)

    def next_question(
        self,
        choice: Mapping[str, Any],
        on: dt.date | None = None,
        *,
        unknown: Collection[str] = (),
    ) -> NextQuestion:
        """The fact to find out next: the most decisive of those that can change the verdict.

        A fact that the choice gives as null is taken for one that nobody knows, and so are those
        named in `unknown` (by key, or by the text of a judgement). Without a question the verdict
        is settled, whatever else the choice might say. Else as `check`.
        """
        from govrules.analysis.asking.next_question import next_question

        return next_question(self._decider, choice, on, unknown)
