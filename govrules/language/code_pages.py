"""Write the page of each diagnostic code from what `codes` holds: what it tells, avoid, prefer.

Run `python -m govrules.language.code_pages docs/diagnostics` to write them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from govrules.language.codes import ANALYSIS, CodeInfo, all_codes
from govrules.model.diagnostic import severity_of

_FILE = re.compile(r"^=== (\S+)\n", re.MULTILINE)


def example_files(example: str) -> dict[str, str]:
    """The files of an example by name; one without file names is "example.policy"."""
    parts = _FILE.split(example)
    if len(parts) == 1:
        return {"example.policy": example}
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def pages() -> dict[str, str]:
    """The text of every page by its file name, with an index of all codes."""
    codes = all_codes()
    texts = {f"{code}.md": _page(code, info) for code, info in codes.items()}
    texts["index.md"] = _index(codes)
    return texts


def _page(code: str, info: CodeInfo) -> str:
    kind = "finding of analysis" if code.startswith(ANALYSIS) else severity_of(code)
    lines = [f"# {code}: {info.title}", "", f"*{kind}*", "", info.explanation, ""]
    for heading, example in (("Avoid", info.bad_example), ("Prefer", info.good_example)):
        if example:
            lines += [f"## {heading}", ""]
            files = example_files(example)
            for name, text in files.items():
                lines += [f"`{name}`:", ""] if len(files) > 1 else []
                lines += ["```policy", text.rstrip("\n"), "```", ""]
    return "\n".join(lines)


def _index(codes: dict[str, CodeInfo]) -> str:
    lines = [
        "# Diagnostics",
        "",
        "P1xx is about writing and files, P2xx about names, P3xx about kinds and amounts, P4xx "
        "about rules and dates that clash. P5xx are warnings, which do not stop a decision. "
        "Ax are what [`govrules analyse`](../reference/analysis.md) finds: A1xx about rules "
        "together, A2xx about words and figures, A3xx about tables, A4xx about accepted findings.",
        "",
        "| code | what it tells |",
        "|---|---|",
    ]
    lines += [f"| [{code}]({code}.md) | {info.title} |" for code, info in codes.items()]
    return "\n".join([*lines, ""])


def write_pages(folder: Path) -> None:
    """Write all pages into the folder, and remove those of codes that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = pages()
    for old in folder.glob("*.md"):
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
