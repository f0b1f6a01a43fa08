"""Say which pages there are, and which of them have tests of their own."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]

ELSEWHERE = {
    "docs/how-to/stamp-checkpoints.md": "tests/docs/test_stamping.py",
    "docs/reference/choices.md": "tests/choices",
    "docs/reference/command-line.md": "tests/cli",
    "docs/reference/exit-codes.md": "tests/cli",
}
"""Pages whose examples are tested elsewhere. The pages of the codes are made from the code."""


def all_pages() -> list[str]:
    """Every page, by its path from the top, but for those of the codes."""
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    return sorted(
        page.relative_to(ROOT).as_posix() for page in pages if page.parent.name != "diagnostics"
    )


def pages_run_here() -> list[str]:
    return [page for page in all_pages() if page not in ELSEWHERE]
