"""govrules log: read, prove and replay recorded decisions."""

from __future__ import annotations

from govrules.cli.lazy import lazy_group

COMMANDS = {
    "list": "list_entries",
    "show": "show",
    "search": "search",
    "stats": "stats",
    "decide": "decide",
    "erase": "erase",
    "export": "export",
    "verify": "verify",
    "prove": "prove",
    "check-proof": "check_proof",
    "replay": "replay",
    "impact": "impact",
    "keygen": "keygen",
    "checkpoint": "checkpoint",
    "record": "record",
}
"""The module of each command, in the order of the help."""

command = lazy_group(
    "log",
    "govrules.cli.log",
    COMMANDS,
    """Read, prove and replay the decisions that were recorded.

    A log is a file, or the URL of a PostgreSQL database. `govrules check --log LOG` writes it.

    \b
    Examples:
      govrules log list --log govrules.db
      govrules log verify --log govrules.db
    """,
)
