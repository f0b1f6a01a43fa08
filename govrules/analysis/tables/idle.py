"""Find rows of decision tables that never apply, are hidden by earlier ones, or change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govrules.analysis.cutting.axis import NotCutError
from govrules.analysis.cutting.boxes import Box, meet, remainder
from govrules.analysis.finding import Finding, Found, Unsettled
from govrules.analysis.subject import Budget, Subject
from govrules.analysis.tables.rows import Rows, rows_on_each_day
from govrules.model.diagnostic import Related
from govrules.model.policy import Policy, Table, TableRow

HIDDEN = "A302"
NEVER = "A303"
NOTHING = "A304"
CODES = (HIDDEN, NEVER, NOTHING)


def idle_rows(subject: Subject, budget: Budget) -> Iterator[Found]:
    """Each row that is idle on every day, with the first of the reasons."""
    for policy in subject.policies():
        for table in policy.tables:
            try:
                yield from _of_table(subject, policy, table, deep=True)
            except NotCutError:
                yield from _without_definitions(subject, policy, table)


def _without_definitions(subject: Subject, policy: Policy, table: Table) -> Iterator[Found]:
    """What is idle whatever the definitions come to."""
    try:
        yield from _of_table(subject, policy, table, deep=False)
    except NotCutError as error:
        what = f"whether every row of {table.label} has an effect"
        yield Unsettled(HIDDEN, what, str(error), (table.label,), table.place)


def _of_table(subject: Subject, policy: Policy, table: Table, *, deep: bool) -> Iterator[Finding]:
    conditions = [row.condition for row in table.rows]
    # implausible values count here, since a row may be there for just these
    days = list(rows_on_each_day(subject, policy, conditions, plausible=False, deep=deep))
    for number, row in enumerate(table.rows):
        what = f"row {number + 1} of {table.label}"
        if all(not rows.boxes[number] for rows in days):
            yield Finding(
                NEVER,
                f"{what} can never apply: its cells cannot hold together",
                row.place,
                (table.label,),
                suggestion="put right the cell that is wrong, or leave the row out",
            )
        elif table.hit == "first row that applies" and all(
            not _reached(rows, number) for rows in days
        ):
            yield _hidden(table, what, row, days[0], number)
        elif table.hit != "exactly one row applies" and all(
            _changes_nothing(table, rows, number) for rows in days
        ):
            yield _without_effect(table, what, row, days[0], number)


def _reached(rows: Rows, number: int) -> list[Box]:
    """The cases that a row decides: those that no earlier row takes."""
    earlier = [box for boxes in rows.boxes[:number] for box in boxes]
    return remainder(rows.boxes[number], earlier, rows.axes)


def _hidden(table: Table, what: str, row: TableRow, rows: Rows, number: int) -> Finding:
    takers = _meeting(rows.boxes[number], rows.boxes[:number])
    return Finding(
        HIDDEN,
        f"{what} is never reached: rows before it take every case in which it applies",
        row.place,
        (table.label,),
        tuple(Related(table.rows[n].place, "takes such cases") for n in takers[:1]),
        suggestion="put the narrower row first, or leave this one out",
    )


def _changes_nothing(table: Table, rows: Rows, number: int) -> bool:
    """Whether the table gives the same without the row."""
    outputs = table.rows[number].outputs
    if table.hit == "every row that applies":
        left = list(rows.boxes[number])
        for other, boxes in enumerate(rows.boxes):
            if other != number and table.rows[other].outputs == outputs:
                left = remainder(left, boxes, rows.axes)
        return not left
    left = _reached(rows, number)
    for other in range(number + 1, len(table.rows)):
        boxes = rows.boxes[other]
        if table.rows[other].outputs != outputs and _meeting(left, [boxes]):
            return False
        left = remainder(left, boxes, rows.axes)
    return not left


def _without_effect(table: Table, what: str, row: TableRow, rows: Rows, number: int) -> Finding:
    others = [
        boxes
        if n != number
        and table.rows[n].outputs == row.outputs
        and (n > number or table.hit == "every row that applies")
        else ()
        for n, boxes in enumerate(rows.boxes)
    ]
    alike = _meeting(rows.boxes[number], others)
    return Finding(
        NOTHING,
        f"{what} changes nothing: without it the table gives the same in every case",
        row.place,
        (table.label,),
        tuple(Related(table.rows[n].place, "gives the same") for n in alike[:1]),
        suggestion="leave it out, or check whether it was to give something else",
    )


def _meeting(boxes: Sequence[Box], rows: Sequence[Sequence[Box]]) -> list[int]:
    """The numbers of the rows that have a case in common with the boxes."""
    return [
        number
        for number, others in enumerate(rows)
        if any(meet(one, other) is not None for one in boxes for other in others)
    ]
