"""The pages of the codes A1xx: what analysis proves of rules together.

They stand here, and not with the checks that give them, because a policy may name a code.
"""

from __future__ import annotations

from govrules.language.codes import CodeInfo

CODES: dict[str, CodeInfo] = {}
