"""Sections of docs/performance.md that a benchmark of its own writes, each under its heading."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
OTHERS = ("Many choices at once", "On a cluster")
"""What stands after all that `tests.bench.performance` writes, in this order."""


def machine() -> str:
    return f"{os.cpu_count()} processors ({_processor()}, {platform.system()})"


def python() -> str:
    return f"{platform.python_implementation()} {platform.python_version()}"


def today() -> str:
    day = dt.date.today()
    return f"{day.day} {day:%B %Y}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def kept() -> dict[str, str]:
    """The sections that other benchmarks wrote, by their titles."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    parts = re.split(r"(?m)^## ", text)[1:]
    found = {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}
    return {title: found[title] for title in OTHERS if title in found}


def put(title: str, text: str) -> None:
    """Write one of the others."""
    page = PAGE.read_text(encoding="utf-8")
    first = re.split(rf"(?m)^## (?:{'|'.join(OTHERS)})$", page)[0]
    write(first, kept() | {title: f"\n{text.strip()}\n"})


def write(first: str, others: dict[str, str]) -> None:
    """Write the page: what comes first, then the others."""
    parts = [f"## {title}\n{others[title].rstrip()}\n" for title in OTHERS if title in others]
    PAGE.write_text("\n".join([first.rstrip() + "\n", *parts]), encoding="utf-8")
