"""A process that records advice without end and says, line by line, what was acknowledged.

Run as `python -m tests.decision_log.writer URL COUNT`: with each acknowledged entry it prints the
number and the id; when it could not record, it prints "fault" and the reason, and goes on.
"""

from __future__ import annotations

import sys

from govrules.decision_log.drafts import advice_draft
from govrules.decision_log.log import DecisionLog
from govrules.errors import LogError
from tests.decision_log.deciding import ON, choice, rulebook


def main(url: str, count: int) -> None:
    book = rulebook()
    policies = book._decider.policy_set
    decision = book.check(choice(1), ON)
    log = DecisionLog.open(url)
    print("ready", flush=True)
    for _ in range(count):
        draft = advice_draft(choice(1), decision, personal=["provider_name"])
        try:
            (entry,) = log.record_drafts([draft], policies)
            print(entry.sequence, entry.id, flush=True)
        except LogError as error:
            print("fault", error, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
