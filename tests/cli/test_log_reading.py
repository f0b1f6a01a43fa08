"""Entries are listed, shown, found, decided on, erased and proved from the command line."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from .program import govrules

POLICY = """Policy "Buying" version 1
  authority: council policy

Vocabulary
  contract title is text, written title
  service area is text
  annual value is money
  provider name is text
  acts: award the contract

Rule B1: large contracts are not awarded here
  if annual value is at least £100,000
  then the council must not award the contract

Departures
  council policy may be departed from by the Cabinet with recorded reasons
"""
HOSTILE = "\x1b[2J\x9b31m\u202eevil\n      9  2026-01-01 00:00  advice   forged"


def choice(value: int, **more: str) -> dict[str, object]:
    return {
        "title": "Roof repairs",
        "service_area": "libraries",
        "annual_value": value,
        "provider_name": "Westbourne Roofs",
        "acts": ["award the contract"],
        **more,
    }


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of three choices: two that are outside, one that does not comply."""
    (tmp_path / "buying.policy").write_text(POLICY, encoding="utf-8")
    choices = [choice(10_000), choice(150_000, title="New library"), choice(20_000)]
    lines = "".join(f"{json.dumps(each)}\n" for each in choices)
    ran = govrules(
        "check", "-", "--input-format", "jsonl", "--policy", tmp_path / "buying.policy", "--on",
        "2026-07-03", "--log", tmp_path / "log.db", "--asked-by", "A. Officer", "--label", "spring",
        "--format", "json", stdin=lines,
    )  # fmt: skip
    assert ran.code == 4 or ran.code == 2, ran.err
    return tmp_path / "log.db"


def decided(log: Path, *more: str) -> int:
    return govrules(
        "log", "decide", "1", "--log", log, "--outcome", "departed-from", "--by", "C. Leader",
        "--as", "the Cabinet", "--on", "2026-07-10", "--reasons", "The roof leaks.", *more,
    ).code  # fmt: skip


def test_list(log: Path) -> None:
    ran = govrules("log", "list", "--log", log)
    assert ran.code == 0
    header, *lines = ran.out.splitlines()
    assert header.split() == ["entry", "recorded", "(UTC)", "kind", "date", "answer", "what"]
    assert [line.split()[0] for line in lines] == ["0", "1", "2"]
    assert "does not comply" in lines[1] and lines[1].endswith("New library")
    ran = govrules("log", "list", "--log", log, "--rule", "B1", "--status", "breached",
                   "--format", "json")  # fmt: skip
    (told,) = map(json.loads, ran.out.splitlines())
    assert (told["entry"], told["verdict"], told["breached"]) == (1, "does not comply", ["B1"])


def test_search_says_where(log: Path) -> None:
    ran = govrules("log", "search", "new LIBRARY", "--log", log)
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if "/choice/title: New library" in line]
    assert len(ran.out.splitlines()) == 3


def test_a_decision_of_a_person(log: Path, tmp_path: Path) -> None:
    assert decided(log, "--alternative", "wait: it leaks", "--interest", "D. Member: shares") == 0
    shown = govrules("log", "show", "1", "--log", log)
    assert "departed from by C. Leader as the Cabinet, on 10 July 2026" in shown.out
    assert "alternative considered, and rejected: wait: it leaks" in shown.out
    assert "interest declared by D. Member: shares; dispensation: not recorded" in shown.out
    assert "B1: large contracts are not awarded here (Buying): breached" in shown.out
    outcome = govrules("log", "show", "3", "--log", log)
    assert "entry 1, id " in outcome.out
    told = json.loads(govrules("log", "show", "1", "--log", log, "--format", "json").out)
    assert told["entries_about_it"][0]["body"]["decided_by"] == "C. Leader"
    assert govrules("log", "verify", "--log", log).code == 0


def test_a_decision_from_a_file(log: Path, tmp_path: Path) -> None:
    given = {
        "outcome": "refused", "decided_by": "C. Leader", "capacity": "the Cabinet",
        "decided_on": "2026-07-10", "reasons": "No money.",
        "alternatives": [{"option": "wait", "why_rejected": "it leaks"}],
        "interests": [{"member": "D", "interest": "shares", "dispensation": "granted"}],
        "labels": ["urgent"], "known_none": ["dispensations"],
    }  # fmt: skip
    file = tmp_path / "outcome.json"
    file.write_text(json.dumps(given), encoding="utf-8")
    assert govrules("log", "decide", "0", "--log", log, "--from-file", file).code == 0
    told = json.loads(govrules("log", "show", "3", "--log", log, "--format", "json").out)
    assert told["body"] == given
    for change, words in (
        ({"outcome": "waved through"}, '"waved through" is no outcome'),
        ({"reasons": "  "}, '"reasons": write some text here'),
        ({"decided_on": "soon"}, '"decided_on"'),
        ({"interests": [{"member": "D"}]}, '"interests/0/interest"'),
        ({"cost": 1}, '"cost"'),
        ({"known_none": ["reasons"]}, '"known_none/0"'),
        ({"known_none": ["interests"]}, "gives interests and says that none were declared"),
        ({"known_none": ["alternatives"]}, "gives alternatives and says that there were none"),
    ):
        file.write_text(json.dumps(given | change), encoding="utf-8")
        ran = govrules("log", "decide", "0", "--log", log, "--from-file", file)
        assert ran.code == 64 and words in ran.err, ran.err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((), ()),
        (("--no-alternatives",), ("no alternative was considered",)),
        (("--no-interests",), ("no interest was declared",)),
        (("--no-dispensations",), ("no dispensation was granted",)),
        (
            ("--interest", "D. Member: shares", "--no-dispensations"),
            ("interest declared by D. Member: shares; no dispensation",),
        ),
    ],
)
def test_what_there_was_none_of(log: Path, more: tuple[str, ...], told: tuple[str, ...]) -> None:
    assert decided(log, *more) == 0
    shown = govrules("log", "show", "3", "--log", log).out
    lines = [line.removeprefix("  - ") for line in shown.splitlines() if " no " in line]
    assert tuple(lines) == told


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--alternative", "wait"], "says no reason"),
        (["--interest", "D. Member"], "says no interest"),
        (["--reasons", " "], "has no reasons"),
        (["--outcome", "perhaps"], "perhaps"),
        (["--no-interests", "--interest", "D. Member: shares"], "none were declared"),
        (["--no-alternatives", "--alternative", "wait: it leaks"], "there were none"),
        (["--from-file", "outcome.json"], "leave the other options out"),
        ([], 'record "departed from" if it goes ahead'),
    ],
)
def test_half_an_outcome_is_refused(log: Path, more: list[str], words: str) -> None:
    ran = govrules(
        "log", "decide", "1", "--log", log, "--outcome", "adopted", "--by", "C", "--as", "B",
        "--on", "2026-07-10", "--reasons", "x", *more,
    )  # fmt: skip
    assert ran.code == 64 and words in ran.err
    assert len(govrules("log", "list", "--log", log).out.splitlines()) == 4


def test_an_outcome_is_of_an_advice(log: Path) -> None:
    assert decided(log) == 0
    ran = govrules("log", "decide", "3", "--log", log, "--outcome", "adopted", "--by", "C",
                   "--as", "B", "--on", "2026-07-10", "--reasons", "x")  # fmt: skip
    assert ran.code == 64 and "there is no advice" in ran.err


@pytest.mark.parametrize("named", ["99", "no-such-id", "9" * 40, "٣", "a\nb", "-1"])
def test_an_entry_that_is_not_there(log: Path, named: str) -> None:
    for command in ("show", "prove", "erase"):
        more = ["--reason", "x", "--by", "y"] if command == "erase" else []
        ran = govrules("log", command, "--log", log, *more, "--", named)
        assert ran.code == 64 and "there is no entry" in ran.err, (command, ran)


def test_erase(log: Path) -> None:
    ran = govrules("log", "erase", "0", "--log", log, "--reason", "asked for", "--by", "the DPO")
    assert (ran.code, ran.out) == (0, "entry 0: personal values erased, recorded as entry 3\n")
    shown = govrules("log", "show", "0", "--log", log)
    assert "Asked by [erased]." in shown.out
    assert "/asked_by: erased" in shown.out
    assert "A. Officer" not in shown.out
    again = govrules("log", "erase", "0", "--log", log, "--reason", "again", "--by", "the DPO")
    assert again.code == 64
    ran = govrules("log", "erase", "--log", log, "--recorded-before", "2100-01-01", "--reason",
                   "six years are over", "--by", "the records officer")  # fmt: skip
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["entry 1", "entry 2"]
    ran = govrules("log", "erase", "--log", log, "--recorded-before", "2100-01-01", "--reason",
                   "six years are over", "--by", "the records officer")  # fmt: skip
    assert (ran.code, ran.out) == (0, "nothing to erase\n")
    assert govrules("log", "verify", "--log", log).code == 0


def test_the_end_of_retention_is_a_day(log: Path) -> None:
    """What was recorded before the day is erased, what was recorded on it or later is kept."""
    with sqlite3.connect(log) as database:  # two of them become as old as the test needs
        for sequence, time in ((0, "2020-03-31T23:59:59.999999Z"), (1, "2020-04-01T00:00:00Z")):
            text = json.loads(
                database.execute(
                    "SELECT entry FROM entries WHERE sequence = ?", (sequence,)
                ).fetchone()[0]
            )
            told = json.dumps(text | {"time": time}, sort_keys=True, separators=(",", ":"))
            database.execute(
                "UPDATE entries SET time = ?, entry = ? WHERE sequence = ?", (time, told, sequence)
            )
    database.close()
    erase = ("log", "erase", "--log", log, "--recorded-before", "2020-04-01", "--reason",
             "six years are over", "--by", "the records officer")  # fmt: skip
    ran = govrules(*erase)
    assert (ran.code, ran.out) == (0, "entry 0: personal values erased, recorded as entry 3\n")
    assert govrules(*erase).out == "nothing to erase\n"
    with sqlite3.connect(log) as database:
        kept = {row[0] for row in database.execute("SELECT DISTINCT sequence FROM personal")}
    database.close()
    assert kept == {1, 2}
    for wrong in (["0"], ["--recorded-before", "2020-13-01"]):
        assert govrules(*erase, *wrong).code == 64
    assert govrules(*erase[:4], "--reason", "why", "--by", "me").code == 64


def test_a_whole_choice_can_be_redacted(log: Path) -> None:
    ran = govrules("log", "export", "--log", log, "--format", "csv", "--redact", "choice")
    assert ran.code == 0, ran.err
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert len(rows) == 3
    assert not any(text in ran.out for text in ("Roof repairs", "New library", "150000"))
    assert {row["verdict"] for row in rows} == {"outside this policy", "does not comply"}


def test_proofs_without_the_log(log: Path, tmp_path: Path) -> None:
    key, old, new = tmp_path / "w.key", tmp_path / "old.txt", tmp_path / "new.txt"
    proof, grown = tmp_path / "proof.json", tmp_path / "grown.json"
    govrules("log", "keygen", "--name", "w.example/log", "--out", key)
    govrules("log", "checkpoint", "--log", log, "--key", key, "--out", old)
    decided(log)
    govrules("log", "checkpoint", "--log", log, "--key", key, "--out", new)
    assert (
        govrules("log", "prove", "1", "--log", log, "--checkpoint", old, "--out", proof).code == 0
    )
    assert govrules("log", "prove", "--log", log, "--since", old, "--checkpoint", new,
                    "--out", grown).code == 0  # fmt: skip
    log.unlink()
    public = tmp_path / "w.key.pub"
    ran = govrules("log", "check-proof", proof, "--checkpoint", old, "--key", public)
    assert ran.code == 0 and ran.out.startswith("THE PROOF HOLDS\n  entry 1 stands in the log of 3")
    ran = govrules("log", "check-proof", grown, "--key", public, "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, told["holds"], told["signed"]) == (0, True, True)
    proof.write_text(proof.read_text().replace("150000", "150001"))
    ran = govrules("log", "check-proof", proof, "--checkpoint", old)
    assert ran.code == 6 and ran.out.startswith("THE PROOF DOES NOT HOLD\n")


def test_what_cannot_be_proved(log: Path, tmp_path: Path) -> None:
    key, note = tmp_path / "w.key", tmp_path / "note.txt"
    govrules("log", "keygen", "--name", "w.example/log", "--out", key)
    govrules("log", "checkpoint", "--log", log, "--key", key, "--out", note)
    with sqlite3.connect(log) as connection:
        connection.execute("UPDATE entries SET leaf = zeroblob(32) WHERE sequence = 1")
    connection.close()
    for asked in (["0", "--checkpoint", note], ["--since", note], ["1"]):
        ran = govrules("log", "prove", "--log", log, *asked)
        assert (ran.code, ran.out) == (6, ""), asked
    with sqlite3.connect(log) as connection:
        connection.execute("UPDATE head SET size = 2")
    connection.close()
    ran = govrules("log", "prove", "--log", log, "--since", note)
    assert ran.code == 6 and "speaks of 3 entries; the log has 2" in ran.err


def test_an_altered_entry_is_left_out_and_told(log: Path) -> None:
    with sqlite3.connect(log) as connection:
        connection.execute("UPDATE entries SET entry = replace(entry, '150000', '90000')")
    connection.close()
    for command in (["list"], ["search", "library"]):
        ran = govrules("log", *command, "--log", log)
        assert ran.code == 6
        assert ran.err == "entry 1 is not as it was written, and is left out: verify the log\n"
        assert "New library" not in ran.out
    ran = govrules("log", "show", "1", "--log", log)
    assert (ran.code, ran.out) == (6, "")


@pytest.mark.parametrize("key", ["title", "provider_name"])
def test_nobody_s_text_forges_lines_or_steers(tmp_path: Path, key: str) -> None:
    (tmp_path / "buying.policy").write_text(POLICY, encoding="utf-8")
    draft = POLICY.replace("£100,000", "£1")
    (tmp_path / "draft.policy").write_text(draft, encoding="utf-8")
    log = tmp_path / "log.db"
    text = HOSTILE + "<script>alert(1)</script>"
    given = json.dumps(choice(1, **{key: text}))
    govrules(
        "check", "-", "--policy", tmp_path / "buying.policy", "--log", log, "--asked-by",
        "\x1b[31mA. Officer", "--label", "<b>\u202e", stdin=given,
    )  # fmt: skip
    govrules(
        "log", "decide", "0", "--log", log, "--outcome", "adopted", "--by", HOSTILE, "--as",
        HOSTILE, "--on", "2026-07-10", "--reasons", text,
        "--alternative", f"{HOSTILE}: {text}", "--interest", f"{HOSTILE}: {text}: {text}",
    )  # fmt: skip
    govrules("log", "erase", "0", "--log", log, "--reason", text, "--by", HOSTILE)
    outputs = [
        govrules("log", "list", "--log", log),
        govrules("log", "list", "--log", log, "--format", "json"),
        govrules("log", "search", "evil", "--log", log),
        govrules("log", "search", "evil", "--log", log, "--format", "json"),
        *(govrules("log", "show", number, "--log", log, "--format", form)
          for number in "012" for form in ("text", "json", "html", "markdown")),
        *(govrules("log", "stats", "--log", log, "--area", key, "--format", form)
          for form in ("text", "json", "html", "markdown")),
        *(govrules("log", "impact", tmp_path / "draft.policy", "--log", log, "--area", key,
                   "--format", form) for form in ("text", "json", "html", "markdown")),
        govrules("log", "export", "--log", log, "--format", "csv", "--with-personal"),
        govrules("log", "prove", "1", "--log", log, "--with-personal"),
    ]  # fmt: skip
    for ran in outputs:
        assert ran.code == 0, ran.err
        assert not set(ran.out) & {"\x1b", "\x9b", "\u202e"}
        assert not ran.out.startswith("      9  2026") and "\n      9  2026" not in ran.out
    pages = [ran.out for ran in outputs if "<html" in ran.out]
    assert len(pages) == 5
    assert all("<script>alert" not in page and "<b>" not in page for page in pages)
    assert len(outputs[0].out.splitlines()) == 4  # the header and three entries


def test_stats(log: Path) -> None:
    decided(log)
    ran = govrules("log", "stats", "--log", log)
    assert ran.code == 0
    assert "3 advice, 1 outcome, 0 erasures." in ran.out
    assert "month: 2026-07; does not comply: 1; outside this policy: 2; all: 3" in ran.out
    assert "kind: advice departed from" in ran.out
    told = json.loads(govrules("log", "stats", "--log", log, "--format", "json").out)
    assert told["entries"] == {"advice": 3, "outcome": 1}
    assert told["register"][0]["reasons"] == "The roof leaks."
    page = govrules("log", "stats", "--log", log, "--area", "title", "--format", "html").out
    assert "New library" in page


def test_a_proof_tells_what_it_proves(log: Path, tmp_path: Path) -> None:
    decided(log)
    for number, says in enumerate(
        ("outside this policy, as at 2026-07-03", "does not comply, as at 2026-07-03",
         "outside this policy, as at 2026-07-03", "departed from, on 2026-07-10, on advice ")
    ):  # fmt: skip
        proof = tmp_path / "proof.json"
        assert govrules("log", "prove", str(number), "--log", log, "--out", proof).code == 0
        assert f": {says}" in govrules("log", "check-proof", proof).out


@pytest.mark.parametrize(
    "entry",
    [
        '{"sequence":0,"kind":"advice","body":7,"id":"\\u001b[2J\\n  it holds"}',
        '{"sequence":0,"kind":{"a":[1]},"body":{"entry":["' + "x" * 9000 + '"]}}',
        '{"sequence":0,"kind":"advice","body":{"decision":{"verdict":["\\u202e"]}}}',
        '{"sequence":0}',
    ],
)
def test_an_entry_that_somebody_made_up_steers_nothing(entry: str, tmp_path: Path) -> None:
    root = hashlib.sha256(b"\0" + entry.encode()).hexdigest()
    proof = {"format": "govrules-inclusion/1", "entry": entry, "sequence": 0, "size": 1,
             "root": root, "proof": []}  # fmt: skip
    (tmp_path / "proof.json").write_text(json.dumps(proof), "utf-8")
    ran = govrules("log", "check-proof", tmp_path / "proof.json")
    assert ran.code == 0 and len(ran.out.splitlines()) == 4 and len(ran.out) < 5000
    assert not set(ran.out) & {"\x1b", "\u202e"}


def test_exported_entries_are_verified(log: Path, tmp_path: Path) -> None:
    file = tmp_path / "entries.jsonl"
    assert govrules("log", "export", "--log", log, "--out", file).code == 0
    assert "A. Officer" not in file.read_text(encoding="utf-8")
    ran = govrules("log", "verify", "--entries", file)
    assert ran.code == 0 and ran.out.startswith("3 entries as they were written")
    file.write_text(file.read_text().replace("150000", "150001"))
    assert govrules("log", "verify", "--entries", file).code == 6


def test_export_for_spreadsheets(log: Path, tmp_path: Path) -> None:
    ran = govrules("log", "export", "--log", log, "--format", "csv", "--verdict", "does not comply",
                   "--redact", "title")  # fmt: skip
    assert ran.code == 0
    header, line = ran.out.splitlines()
    assert header.startswith("entry,id,kind,recorded") and "New library" not in line
    out = tmp_path / "log.parquet"
    assert govrules("log", "export", "--log", log, "--format", "parquet", "--out", out).code == 0
    assert out.read_bytes()[:4] == b"PAR1"
    for more, words in (
        (["--redact", "title"], "jsonl is the whole log"),
        (["--rule", "B1"], "jsonl is the whole log"),
        (["--format", "parquet"], "with --out"),
        (["--format", "csv", "--redact", "tilte"], 'did you mean "title"?'),
    ):
        ran = govrules("log", "export", "--log", log, *more)
        assert (ran.code, ran.out) == (64, "") and words in ran.err


def test_impact(log: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.policy"
    draft.write_text(POLICY.replace("£100,000", "£15,000"), encoding="utf-8")
    ran = govrules("log", "impact", draft, "--log", log, "--amount", "annual_value")
    assert ran.code == 0, ran.err
    assert "1 OF 3 VERDICTS CHANGES" in ran.out
    assert "They come to £20,000, of £180,000 decided." in ran.out
    assert "B1 (large contracts are not awarded here): was not applicable, now breached" in (
        " ".join(ran.out.split())
    )
    told = json.loads(
        govrules("log", "impact", draft, "--log", log, "--format", "json", "--to", "2026-07-02").out
    )
    assert told["decided"]["count"] == 0
    page = govrules("log", "impact", draft, "--log", log, "--format", "html")
    assert page.code == 0 and page.out.count("<svg ") == 2
    assert len(govrules("log", "list", "--log", log).out.splitlines()) == 4  # nothing was recorded


def test_impact_on_a_file_of_choices(tmp_path: Path) -> None:
    now, draft = tmp_path / "now.policy", tmp_path / "draft.policy"
    now.write_text(POLICY, encoding="utf-8")
    draft.write_text(POLICY.replace("£100,000", "£15,000"), encoding="utf-8")
    given = tmp_path / "choices.jsonl"
    lines = [choice(20_000), choice(10), {"cost": 1}]
    given.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    ran = govrules("log", "impact", draft, "--choices", given, "--policy", now, "--on",
                   "2026-07-03", "--format", "json")  # fmt: skip
    assert ran.code == 65 and '"cost" is not a term' in ran.err
    told = json.loads(ran.out)
    assert (told["decided"]["count"], told["flipped"]["count"]) == (2, 1)
    for more in (["--choices", given], ["--policy", now],
                 ["--choices", given, "--policy", now, "--log", "x.db"],
                 ["--choices", given, "--policy", now, "--rule", "B1"]):  # fmt: skip
        assert govrules("log", "impact", draft, *more).code == 64
    bad = tmp_path / "bad.policy"
    bad.write_text("Policy", encoding="utf-8")
    assert govrules("log", "impact", bad, "--choices", given, "--policy", now).code == 3
