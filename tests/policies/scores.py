"""Score the scenarios of every policy that comes with govrules, and write the page of the scores.

`python -m tests.policies.scores` scores again the files whose text, or that of a policy they use,
has changed, and keeps the others. All of them take some 20 minutes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from govrules.analysis.testing.coverage import percent
from govrules.library import load

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs/reference/scenario-scores.json"
PAGE = ROOT / "docs/reference/scenario-scores.md"
START, END = "<!-- scores: begin -->\n", "<!-- scores: end -->\n"


class Score(NamedTuple):
    """What the scenarios of one file come to; `digest` is that of the policy with all it uses."""

    digest: str
    scenarios: int
    points: int
    reached: int
    changes: int
    noticed: int
    equivalent: int


def policy_files() -> Iterator[str]:
    for path in sorted((ROOT / "policies").rglob("*.policy")):
        yield path.relative_to(ROOT).as_posix()


def digest_of(file: str) -> str:
    """Over what can change the scores: the file, and what decides in the policies that it uses."""
    texts = _texts()
    by_title = {_TITLE.findall(text)[0]: text for text in texts.values()}
    digest = sha256(texts[file].encode())
    waiting, seen = _USED.findall(_what_decides(texts[file])), set[str]()
    while waiting:
        title = waiting.pop()
        if title not in seen:
            seen.add(title)
            waiting += _USED.findall(_what_decides(by_title[title]))
    for title in sorted(seen):
        digest.update(_what_decides(by_title[title]).encode())
    return digest.hexdigest()[:16]


_TITLE = re.compile(r'^Policy "([^"]*)"', re.MULTILINE)
_USED = re.compile(r'^\s+uses "([^"]*)"', re.MULTILINE)
_ACCEPTED = re.compile(r"^Accepted findings\n(?: .*\n)+\n*", re.MULTILINE)
"""What analysis may leave out changes nothing that is decided."""


@cache
def _texts() -> dict[str, str]:
    return {
        file: _ACCEPTED.sub("", (ROOT / file).read_text(encoding="utf-8"))
        for file in policy_files()
    }


def _what_decides(text: str) -> str:
    """A policy without its scenarios, which nobody who uses it reads."""
    return text.split("\nScenario ")[0]


def score_of(file: str) -> Score:
    rulebook = load(ROOT / file)
    titles = rulebook.titles_in([str(ROOT / file)])
    (covered,) = rulebook.coverage(titles)
    if not covered.scenarios:
        return Score(digest_of(file), 0, len(covered.points), 0, 0, 0, 0)
    (found,) = rulebook.mutation(titles, explain=False)
    if found.partial:
        raise KeyboardInterrupt
    return Score(
        digest_of(file), covered.scenarios, len(covered.points), covered.reached,
        found.counted, found.noticed, found.equivalent,
    )  # fmt: skip


def kept() -> dict[str, Score]:
    if not KEPT.is_file():
        return {}
    found: dict[str, dict[str, Any]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return {file: Score(**each) for file, each in found.items()}


def table(scores: dict[str, Score]) -> str:
    """A row for each file with scenarios, and one for all of them."""
    lines = [
        "| policy | scenarios | points reached | of | | small changes noticed | of | |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    scored = {file: each for file, each in scores.items() if each.scenarios}
    lines += [_row(file.removeprefix("policies/"), each) for file, each in scored.items()]
    total = Score("", *(sum(each[n] for each in scored.values()) for n in range(1, 7)))
    return "\n".join([*lines, _row("**all**", total)]) + "\n"


def _row(name: str, score: Score) -> str:
    cells = [
        name, f"{score.scenarios:,}",
        f"{score.reached:,}", f"{score.points:,}", f"{percent(score.reached, score.points):g}%",
        f"{score.noticed:,}", f"{score.changes:,}", f"{percent(score.noticed, score.changes):g}%",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def page(scores: dict[str, Score], before: str) -> str:
    """The page with the table of these scores between its marks."""
    head, rest = before.split(START)
    return f"{head}{START}{table(scores)}{END}{rest.split(END)[1]}"


def write(scores: dict[str, Score]) -> None:
    in_order = dict(sorted(scores.items()))
    text = json.dumps({file: each._asdict() for file, each in in_order.items()}, indent=1)
    KEPT.write_text(f"{text}\n", encoding="utf-8")
    if PAGE.is_file():
        PAGE.write_text(page(in_order, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> None:
    files = list(policy_files())
    scores = {file: each for file, each in kept().items() if file in files}
    for file in files:
        if file in scores and scores[file].digest == digest_of(file):
            continue
        scores[file] = found = score_of(file)
        write(scores)
        sys.stdout.write(f"{_row(file, found)}\n")
        sys.stdout.flush()
    write(scores)


if __name__ == "__main__":
    main()
