"""Write docs/reference/ocds-mapping.md from the table that drives the import.

`python -m tests.docs.ocds_mapping` writes it anew.
"""

from __future__ import annotations

from govrules.interop.ocds.answers import Why
from govrules.interop.ocds.table import MAPPED
from govrules.interop.ocds.unmapped import NEVER, NO_FIELD
from tests.docs.pages import ROOT

PAGE = ROOT / "docs/reference/ocds-mapping.md"

_HEAD = """# From OCDS to facts

This page is written from the table that drives `govrules import ocds`
(`govrules/interop/ocds/table.py`); a test compares the two. How to use the import is told in
[check published notices](../how-to/check-ocds-notices.md).

A fact is given only where the notice makes it certain; else it is left out, so that it is unknown.
Paths are those of OCDS 1.1.5. `uk:` marks the Cabinet Office's extension for the Procurement Act
2023, `ext:` another extension that UK publishers use.

`--trace` tells for each fact of each choice where it was taken from (a JSON pointer and what is
written there), or why it is missing:

| why | what it says |
|---|---|
"""

_MEANING = {
    Why.NOT_STATED: "none of the paths holds anything",
    Why.PLACEHOLDER: "what stands there is written where nothing was to be told, or is absurd",
    Why.AMBIGUOUS: "what stands there may mean several things, or parts disagree",
    Why.NEVER: "the fields near it do not make it certain (second table)",
    Why.NO_FIELD: "there is none (last list)",
}

_PLACEHOLDERS = """
## Sums that are not believed

£1 or less; six or more nines or ones (£999,999, £1,111,111.11); £1,234,567 and longer;
£750,000,000; £100 billion and more; and more than £5,372,609, the highest threshold, in a notice
that says that it is below the threshold. The next stage that states a sum counts instead (contract,
award, tender).
"""

_NEVER = """
## Facts that no field makes certain

| fact | nearest | why not |
|---|---|---|
"""


def page() -> str:
    """The text of the page."""
    parts = [_HEAD]
    parts += [f"| {why} | {meaning} |\n" for why, meaning in _MEANING.items()]
    parts.append("\n## Facts that a notice can give\n\n| fact | from | taken | left out when |\n")
    parts.append("|---|---|---|---|\n")
    for rule in MAPPED:
        paths = "<br>".join(f"`{path}`" for path in rule.paths)
        parts.append(f"| `{rule.key}` | {paths} | {rule.taken} | {rule.left_out} |\n")
    parts.append(_PLACEHOLDERS)
    parts.append(
        "\n## Facts that no field makes certain\n\n| fact | nearest | why not |\n|---|---|---|\n"
    )
    for key, (near, reason) in NEVER.items():
        paths = "<br>".join(f"`{path}`" for path in near.split())
        parts.append(f"| `{key}` | {paths} | {reason} |\n")
    parts.append("\n## Facts of which OCDS has no field\n\n")
    parts.append(", ".join(f"`{key}`" for key in NO_FIELD) + ".\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
