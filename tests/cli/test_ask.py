"""govrules ask: only what matters is asked, and no answer is ever lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.cli.program import COMMAND, ROOT, Ran, govrules

POLICY = "tests/cli/examples/asking.policy"
TYPED = [
    ("annual_value", "£120,000"),
    ("provider", "2"),
    ("local_score", "60"),
    ("bids", "2\nAcme\n£3\nno\nSmith\n\nyes"),
    ("it cannot wait", "y"),
    ("last_review", "none"),
    ("wards", "1; inner city"),
    ("service_area", "libraries"),
    ("length", "24"),
    ("fee", "£5"),
    ("acts", "1"),
]
"""An answer to each question, whatever their order."""


def ask(file: Path, *lines: str, **options: Any) -> Ran:
    return govrules(
        "ask", file, "--policy", POLICY, *options.get("more", ()), stdin="\n".join(lines)
    )


def following(choice: dict[str, Any], *options: str) -> dict[str, Any]:
    ran = govrules(
        "ask", "-", "--policy", POLICY, "--format", "json", *options, stdin=json.dumps(choice)
    )
    assert ran.err == ""
    found: dict[str, Any] = json.loads(ran.out)
    assert ran.code == {None: 4, "complies": 0, "does not comply": 2}.get(found["verdict"], 4)
    return found


def saved(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_question_after_question_until_the_verdict_is_settled(tmp_path: Path) -> None:
    """The keys asked for are found out call by call, and then answered in one conversation."""
    file, typed = tmp_path / "choice.json", []
    for _ in range(len(TYPED)):
        file.unlink(missing_ok=True)
        ran = ask(file, *typed)
        if ran.code != 4:
            break
        key = following(saved(file))["question"]["key"]
        typed.append(dict(TYPED)[key])
    assert (ran.code, ran.err) == (0, "")
    assert "\nCOMPLIES\n" in ran.out
    assert ran.out.endswith(
        "The answers are in " + str(file) + "; govrules check gives the reasons.\n"
    )
    checked = govrules("check", file, "--policy", POLICY, "--format", "json")
    assert json.loads(checked.out)["verdict"] == "complies"
    assert saved(file)["bids"] == [
        {"bidder": "Acme", "price": "£3", "is_local": "no"},
        {"bidder": "Smith", "is_local": "yes"},
    ]


def test_it_stops_as_soon_as_nothing_can_change_the_verdict(tmp_path: Path) -> None:
    file = tmp_path / "choice.json"
    file.write_text('{"annual_value": 200000, "local_score": 10, "acts": []}')
    ran = ask(file)
    assert (ran.code, ran.out.splitlines()[2:4]) == (
        2,
        ["DOES NOT COMPLY", "The choice does not comply: it breaches A2."],
    )
    assert saved(file) == {"annual_value": 200000, "local_score": 10, "acts": []}


def test_a_wrong_answer_gets_the_words_of_the_language_and_is_asked_again(tmp_path: Path) -> None:
    file = tmp_path / "choice.json"
    file.write_text('{"acts": [], "judgements": {"it cannot wait": false}, "wards": []}')
    ran = ask(file, "lots", "£1,50", "£120,000", "1000", "-1", "sixty", "60")
    assert '  "lots" is not an amount in pounds; write it as 420000 or "£420,000"\n' in ran.out
    assert "the commas of" in ran.out
    assert saved(file)["annual_value"] == "£120,000"
    assert "  1,000 is impossible; the most is 100\n" in ran.out
    assert "  -1 is impossible; the least is 0\n" in ran.out
    assert saved(file)["local_score"] == 60


def test_who_can_say_is_told_and_help_says_what_waits_for_it(tmp_path: Path) -> None:
    file = tmp_path / "choice.json"
    file.write_text(
        '{"annual_value": 100000, "acts": [], "wards": [], "last_review": "2026-01-01",'
        ' "bids": [{"is_local": true}]}'
    )
    ran = ask(file, "?", "60", "?")
    assert "local score? (a number from 0 to 100, such as 3 or 2.5)\n" in ran.out
    assert "  the commissioning panel can say\n" in ran.out
    assert "  - A2: a large contract is scored and tested\n" in ran.out
    assert "whether “it cannot wait”? (yes or no)\n  the monitoring officer can say\n" in ran.out


def test_what_nobody_knows_is_not_asked_for_again(tmp_path: Path) -> None:
    file = tmp_path / "choice.json"
    first = ask(file, "", "stop")
    key = next(iter(saved(file)))
    assert (first.code, saved(file)) == (4, {key: None})
    assert following({})["question"]["key"] == key
    assert following(saved(file))["question"]["key"] != key
    assert following({}, "--unknown", key)["question"]["key"] != key


def test_nor_is_what_may_be_none_and_nobody_knows(tmp_path: Path) -> None:
    """Null says there that there is none; so what nobody knows stands in a list."""
    file = tmp_path / "choice.json"
    start = {
        "annual_value": 1, "wards": ["north"], "service_area": "libraries", "length": 12,
        "judgements": {"it cannot wait": True},
    }  # fmt: skip
    file.write_text(json.dumps(start))
    assert following(start)["question"]["key"] == "last_review"
    first = ask(file, "", "back", "", "stop")
    assert saved(file) == {**start, "not_known": ["last_review"]}
    assert (first.code, first.out.count("last review?")) == (4, 2)
    again = ask(file, "£1")
    assert (again.code, "last review?" in again.out) == (4, False)
    assert "\nCANNOT BE DECIDED\n" in again.out
    assert following(saved(file))["question"] is None
    checked = govrules("check", file, "--policy", POLICY, "--format", "json")
    assert json.loads(checked.out)["needs"][0]["key"] == "last_review"
    file.write_text(json.dumps({**saved(file), "last_review": None}))
    assert 'says that nobody knows "last_review", which is given' in ask(file).err


def test_the_last_answer_can_be_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "choice.json"
    ran = ask(file, "back", "", "back", "stop")
    assert "  there is no answer to go back to\n" in ran.out
    assert (ran.code, saved(file)) == (4, {})


def test_what_is_assumed_is_asked_for_last_and_said() -> None:
    choice = {
        "annual_value": 1, "judgements": {"it cannot wait": False}, "wards": ["north"],
        "service_area": "libraries", "length": 12, "acts": [], "provider": "mut",
    }  # fmt: skip
    found = following(choice)
    assert (found["question"]["key"], found["question"]["assumed"]) == ("fee", 0)
    assert found["possible"] == ["does not comply", "complies"]
    assert following({**choice, "fee": 0})["verdict"] == "complies"


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        ("", 65, "is empty; write a choice"),
        ("{", 65, "the file ends here"),
        ("[]", 65, "holds no choice"),
        ("[{}, {}]", 64, "holds 2 choices; name a file with one"),
        ("7", 65, "is not a choice"),
        ('{"anual_value": 3}', 65, 'is not a term of this rulebook; did you mean "annual_value"?'),
        ('{"annual_value": 3, "annual_value": 4}', 65, "is given twice"),
        ('{"judgements": 5}', 65, "is not a table of names"),
        ("\0", 65, "is not JSON here"),
    ],
)
def test_a_file_that_is_no_choice_is_told_and_left_as_it_is(
    tmp_path: Path, content: str, code: int, message: str
) -> None:
    file = tmp_path / "choice.json"
    file.write_text(content)
    for form in ("text", "json"):
        ran = ask(file, "1", more=("--format", form))
        assert (ran.code, message in ran.err) == (code, True), ran.err
        assert file.read_text() == content


def test_files_that_cannot_hold_the_answers(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    assert "is a folder" in ask(tmp_path / "folder.json").err
    assert "name a file that ends in .json" in ask(tmp_path / "choice.yaml").err
    assert ask(tmp_path / "no" / "choice.json").code == 64
    assert ask(tmp_path / "choice.json", more=("--unknown", "anual_value")).code == 64


@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii:strict", "utf-8:surrogateescape"])
def test_bytes_that_are_no_text_are_refused_as_an_answer(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "choice.json"
    file.write_text(
        '{"annual_value": 1, "wards": ["north"], "acts": [], "length": 36, "fee": 0,'
        ' "judgements": {"it cannot wait": false}, "provider": "mut"}'
    )
    ran = govrules(
        "ask", file, "--policy", POLICY, stdin=b"\xff\xfe\nl\xed\xa0\x80\nlibraries\n",
        PYTHONIOENCODING=encoding,
    )  # fmt: skip
    assert (ran.code, ran.err, saved(file)["service_area"]) == (2, "", "libraries")
    assert ran.out.count("half a character") == 2


def test_any_bytes_whatever_end_with_a_saved_file(tmp_path: Path) -> None:
    file = tmp_path / "choice.json"
    noise = Random(1).randbytes(20_000) + b"\n" + b"9" * 300_000 + b"\n" + b"[" * 5_000 + b"\n"
    ran = govrules("ask", file, "--policy", POLICY, stdin=noise)
    assert (ran.code, ran.err) == (4, "")
    assert govrules("check", file, "--policy", POLICY).code in (0, 2, 4)


def begun(file: Path) -> subprocess.Popen[bytes]:
    """A conversation in which one answer has been given and the second is awaited."""
    running = subprocess.Popen(
        [*COMMAND, "ask", str(file), "--policy", POLICY],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=ROOT, env=dict(os.environ),
    )  # fmt: skip
    assert running.stdin is not None
    running.stdin.write(b"\n")
    running.stdin.flush()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if file.exists() and saved(file):
            return running
        time.sleep(0.05)
    raise AssertionError("no answer was saved")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_what_was_answered_is_there_however_it_ends(tmp_path: Path, number: int, code: int) -> None:
    file = tmp_path / "choice.json"
    running = begun(file)
    running.send_signal(number)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (code, b"")
    assert len(saved(file)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["choice.json"]
