"""The pages of the codes A2xx to A4xx: what analysis finds in words, figures and tables.

They stand here, and not with the checks that give them, because a policy may name a code.
"""

from __future__ import annotations

from govrules.language.codes import CodeInfo

CODES: dict[str, CodeInfo] = {}
