"""Keep the parse table of the grammar as JSON, which is read ten times as fast as it is built.

The table is used only for the very grammar and version of Lark that it was made from; otherwise it
is built afresh. Make it again after a change of the grammar:

    python -m govrules.language.parsing.table
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from lark import Lark, __version__
from lark.grammar import Rule
from lark.lexer import TerminalDef

from govrules.language.share import grammar_text, shared_folder

_FILE = "policy.table.json"


def table_text(parser: Lark) -> str:
    """The text of the file for a parser that was built from the grammar."""
    data, memo = parser.memo_serialize([Rule, TerminalDef])
    data["options"]["transformer"] = None
    kept = {"made from": _made_from(), "data": data, "memo": memo}
    return json.dumps(kept, separators=(",", ":"), sort_keys=True, default=sorted) + "\n"


def kept_parser(transformer: object) -> Lark | None:
    """The parser of the kept table; None when there is none for this grammar."""
    try:
        text = (shared_folder("grammar") / _FILE).read_text(encoding="utf-8")
        kept: dict[str, Any] = json.loads(text)
    except (OSError, ValueError):
        return None
    if kept.get("made from") != _made_from():
        return None
    data, table = kept["data"], kept["data"]["parser"]["parser"]
    data["options"]["transformer"] = transformer
    # the keys of a JSON object are texts, those of the table are numbers
    table["tokens"] = _numbered(table["tokens"])
    table["states"] = {
        state: _numbered(actions) for state, actions in _numbered(table["states"]).items()
    }
    return Lark.load({"data": data, "memo": _numbered(kept["memo"])})


def _numbered(texts: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in texts.items()}


def _made_from() -> str:
    return sha256(f"{__version__}\n{grammar_text()}".encode()).hexdigest()


if __name__ == "__main__":
    from govrules.language.parsing.grammar import built

    path = shared_folder("grammar") / _FILE
    path.write_text(table_text(built()), encoding="utf-8", newline="\n")
