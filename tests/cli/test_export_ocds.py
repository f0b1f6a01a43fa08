"""govrules export ocds puts decisions beside the processes that they are about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .program import ROOT, govrules

NOTICES = "tests/interop/data/ocds_invented_releases.json"
NORWICH = "policies/councils/norwich"
PUBLISHED = ("--publisher", "Norwich City Council", "--published", "2026-11-24T10:00:00Z")
ON = ("--on", "2026-07-03")


def test_notices_are_decided_and_repeated(tmp_path: Path) -> None:
    out = tmp_path / "decided.json"
    ran = govrules("export", "ocds", NOTICES, "--policy", NORWICH, *ON, *PUBLISHED, "--out", out,
                   "--uri", "https://council.example/decided.json",
                   "--extension", "https://council.example/extension.json")  # fmt: skip
    assert (ran.code, ran.out) == (0, "")
    package = json.loads(out.read_bytes())
    assert package["uri"] == "https://council.example/decided.json"
    assert package["extensions"][-1] == "https://council.example/extension.json"
    assert package["publishedDate"] == "2026-11-24T10:00:00Z"
    verdicts = [release["governanceDecisions"][0]["verdict"] for release in package["releases"]]
    assert len(verdicts) == 3 and "cannot be decided" in verdicts
    before = govrules("import", "ocds", NOTICES, "--quiet").out
    assert govrules("import", "ocds", out, "--quiet").out == before


def test_decisions_made_before_give_the_same_releases(tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.jsonl"
    govrules("import", "ocds", NOTICES, "--policy", NORWICH, *ON, "--decisions", decisions,
             "--summary", "--quiet")  # fmt: skip
    packages = [
        json.loads(govrules("export", "ocds", NOTICES, *way, *PUBLISHED).out)
        for way in (("--policy", NORWICH, *ON), ("--decisions", str(decisions)))
    ]
    assert packages[0]["releases"] == packages[1]["releases"]


def test_the_order_of_decisions_may_not_differ(tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.jsonl"
    govrules("import", "ocds", NOTICES, "--policy", NORWICH, "--decisions", decisions, "--summary",
             "--quiet")  # fmt: skip
    lines = decisions.read_text("utf-8").splitlines()
    out = tmp_path / "decided.json"
    for wrong in (lines[::-1], lines[:2], [*lines, lines[0]], ["{}"]):
        decisions.write_text("\n".join(wrong), "utf-8")
        ran = govrules(
            "export", "ocds", NOTICES, "--decisions", decisions, *PUBLISHED, "--out", out
        )
        assert ran.code == 65, ran.err
        assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((NOTICES, *PUBLISHED), 64, "--policy"),
        ((NOTICES, "--policy", NORWICH), 64, "--publisher"),
        ((NOTICES, "--policy", NORWICH, "--publisher", "A", "--published", "soon"), 64,
         "is not a date and time"),
        (("no.json", "--policy", NORWICH, *PUBLISHED), 64, "there is no file"),
        ((NOTICES, "--policy", NORWICH, "--publisher", "A", "--published", "2020-01-01"), 65,
         "later than this export"),
    ],
)  # fmt: skip
def test_wrong_use_is_told(arguments: tuple[str, ...], code: int, told: str) -> None:
    ran = govrules("export", "ocds", *arguments)
    assert ran.code == code, ran.err
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_package_without_a_release_that_can_be_read_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "decided.json"
    for package in ('{"releases": []}', '{"releases": [5]}', "[", '{"releases": [{"a": '):
        ran = govrules("export", "ocds", "-", "--policy", NORWICH, *PUBLISHED, "--out", out,
                       stdin=package)  # fmt: skip
        assert ran.code == 65
        assert not out.exists()


def test_one_release_that_cannot_be_read_does_not_stop_the_others() -> None:
    package = json.loads((ROOT / NOTICES).read_bytes())
    package["releases"][1] = 5
    ran = govrules("export", "ocds", "-", "--policy", NORWICH, *PUBLISHED,
                   stdin=json.dumps(package))  # fmt: skip
    assert ran.code == 65
    assert "releases[1]" in ran.err
    assert len(json.loads(ran.out)["releases"]) == 2


def test_the_extension_is_written_for_a_publisher(tmp_path: Path) -> None:
    folder = tmp_path / "public" / "governance"
    ran = govrules("export", "ocds-extension", folder, "--address", "https://council.example/g/")
    assert ran.code == 0
    about = json.loads((folder / "extension.json").read_bytes())
    assert about["documentationUrl"] == {"en": "https://council.example/g/README.md"}
    assert {"name", "description", "compatibility", "schemas", "codelists"} <= about.keys()
    for name in (*about["schemas"], "README.md"):
        assert (folder / name).is_file()
    for name in about["codelists"]:
        assert (folder / "codelists" / name).is_file()
    assert govrules("export", "ocds-extension", folder, "--address", "x").code == 64
    (tmp_path / "file").write_text("", "utf-8")
    refused = govrules(
        "export", "ocds-extension", tmp_path / "file", "--address", "https://a.example"
    )
    assert refused.code == 64
