"""Write the real output into the pages that are named: `python -m tests.docs.update PAGE…`.

Read what changed before you keep it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.docs.pages import ROOT, pages_run_here
from tests.docs.running import Page


def updated(text: str, folder: Path, cache: Path) -> tuple[str, list[str]]:
    """The page with the output of its examples as it is now, and the faults that remain."""
    page = Page(text, folder, cache).run()
    wrong = {
        block: said
        for block, said in page.said.items()
        if any(fault.startswith(f"line {block.line}: the page says") for fault in page.faults)
    }
    for block, said in sorted(wrong.items(), key=lambda item: -item[0].start):
        text = text[: block.start] + said.rstrip("\n") + "\n" + text[block.end :]
    return text, [fault for fault in page.faults if ": the page says" not in fault]


def main(names: list[str]) -> int:
    left = 0
    for name in names:
        if Path(name).resolve() not in [(ROOT / page).resolve() for page in pages_run_here()]:
            print(f"{name} is not a page whose examples are run here")
            left += 1
            continue
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
            path = Path(name)
            text, faults = updated(path.read_text("utf-8"), Path(folder), Path(cache))
            path.write_text(text, "utf-8")
        for fault in faults:
            print(f"{name}, {fault}")
        left += len(faults)
    return min(left, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
