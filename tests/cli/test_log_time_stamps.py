"""Checkpoints are stamped from the command line, and nothing is lost where no stamp is had."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from govrules.decision_log.log import DecisionLog
from tests.decision_log.authority import (
    HAS_OPENSSL,
    Authority,
    answering,
    make_authority,
    serving,
    unused_address,
)
from tests.decision_log.deciding import recorded

from .program import COMMAND, ROOT, govrules

pytestmark = pytest.mark.skipif(not HAS_OPENSSL, reason="openssl, the authority, is missing")


@pytest.fixture(scope="module", autouse=True)
def no_proxy() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority") / "tsa")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of two entries, and beside it the keys of who signs."""
    with DecisionLog.open(tmp_path / "log.db") as opened:
        for number in (1, 2):
            recorded(opened, number)
    ran = govrules("log", "keygen", "--name", "westbourne.example", "--out", tmp_path / "key")
    assert ran.code == 0
    return tmp_path / "log.db"


def checkpoint(log: Path, url: str, *more: str | Path) -> tuple[str, ...]:
    given = ("log", "checkpoint", "--log", log, "--key", log.with_name("key"), "--timestamp", url)
    return tuple(map(str, (*given, *more)))


def kept(log: Path) -> list[str]:
    with DecisionLog.open(log) as opened:
        return opened.store.checkpoints()


def test_a_stamped_checkpoint_is_written_kept_and_verified(log: Path, authority: Authority) -> None:
    note, key = log.with_name("note"), log.with_name("key.pub")
    with serving(answering(authority.answer)) as url:
        ran = govrules(*checkpoint(log, url, "--out", note))
        shown = govrules(*checkpoint(log, url))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert note.read_text("utf-8") in kept(log)
    assert shown.code == 0 and shown.out in kept(log)  # first the note, then the line of the stamp
    verify = ("log", "verify", "--log", log, "--checkpoint", note, "--key", key)
    ran = govrules(*verify, "--authority", authority.root)
    assert ran.code == 0, ran.out
    assert ran.out.splitlines()[2].startswith("the checkpoint at 2 entries was stamped at ")
    assert ran.out.splitlines()[2].endswith(" UTC by CN=Example Time")
    told = govrules(*verify).out.splitlines()[2:]
    assert told == ["2 time stamps were not checked: no certificate of an authority is given"]
    told = json.loads(govrules(*verify, "--authority", authority.root, "--format", "json").out)
    assert told["stamps"][0]["signer"] == "CN=Example Time"
    assert told["stamps"][0]["time"].endswith("+00:00")


def test_a_proof_tells_the_time(log: Path, authority: Authority, tmp_path: Path) -> None:
    note, proof = log.with_name("note"), log.with_name("proof.json")
    with serving(answering(authority.answer)) as url:
        govrules(*checkpoint(log, url, "--out", note))
    prove = ("log", "prove", "0", "--log", log, "--checkpoint", note, "--out", proof)
    assert govrules(*prove).code == 0
    check = ("log", "check-proof", proof, "--checkpoint", note, "--authority")
    ran = govrules(*check, authority.root)
    assert ran.code == 0 and " UTC by CN=Example Time" in ran.out
    told = json.loads(govrules(*check, authority.root, "--format", "json").out)
    assert [stamp["checkpoint"] for stamp in told["stamps"]] == [2]
    stranger = make_authority(tmp_path / "stranger", "Stranger")
    ran = govrules(*check, stranger.root)
    assert ran.code == 6 and "leads to none of the certificates given" in ran.out


def test_a_checkpoint_stands_where_no_stamp_is_had(log: Path) -> None:
    note = log.with_name("note")
    for url in (unused_address(), "http://127.0.0.1:1/tsa"):
        ran = govrules(*checkpoint(log, url, "--out", note))
        assert ran.code == 69
        assert ran.err.startswith("the checkpoint stands, signed, without a time stamp: ")
        assert kept(log) == [note.read_text("utf-8")]
    shown = govrules(*checkpoint(log, unused_address()))
    assert (shown.code, shown.out) == (69, note.read_text("utf-8"))
    verified = govrules("log", "verify", "--log", log, "--checkpoint", note)
    assert verified.code == 0 and "stamp" not in verified.out


def test_what_an_authority_says_steers_no_terminal(log: Path) -> None:
    def hostile(request: BaseHTTPRequestHandler, _: bytes) -> None:
        request.send_response(500, "\x1b[2J" * 100_000)
        request.end_headers()

    with serving(hostile) as url:
        ran = govrules(*checkpoint(log, url))
    assert ran.code == 69 and "\x1b" not in ran.err and len(ran.err) < 500


def test_killed_while_it_waits_the_plain_checkpoint_is_there(log: Path) -> None:
    note, asked, end = log.with_name("note"), threading.Event(), threading.Event()

    def silent(_: BaseHTTPRequestHandler, __: bytes) -> None:
        asked.set()
        end.wait(30)

    with serving(silent) as url:
        running = subprocess.Popen(
            [*COMMAND, *checkpoint(log, url, "--out", note)], cwd=ROOT, env=dict(os.environ)
        )
        assert asked.wait(30)
        running.send_signal(signal.SIGKILL)
        assert running.wait(10) == -signal.SIGKILL
        end.set()
    assert kept(log) == [note.read_text("utf-8")]
    verified = govrules("log", "verify", "--log", log, "--checkpoint", note)
    assert verified.code == 0, verified.out


def test_an_interrupt_does_not_wait_for_the_authority(log: Path) -> None:
    asked, end = threading.Event(), threading.Event()

    def silent(_: BaseHTTPRequestHandler, __: bytes) -> None:
        asked.set()
        end.wait(30)

    with serving(silent) as url:
        running = subprocess.Popen(
            [*COMMAND, *checkpoint(log, url)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert asked.wait(30)
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        out, _ = running.communicate(timeout=10)
        end.set()
    assert running.returncode == 130
    assert [out] == kept(log)


def test_a_wrong_address_is_told_before_anything_is_signed(log: Path) -> None:
    ran = govrules(*checkpoint(log, "file:///etc/passwd"))
    assert (ran.code, ran.out) == (64, "") and "no address of an authority" in ran.err
    assert kept(log) == []


def test_a_file_that_is_no_certificate_is_told(log: Path) -> None:
    for wrong in (log, log.with_name("key.pub"), log.with_name("missing")):
        ran = govrules("log", "verify", "--log", log, "--authority", wrong)
        assert ran.code == 64 and "cannot read the certificate" in ran.err


def test_a_replaced_stamp_is_named(log: Path, authority: Authority) -> None:
    """A stamp of an earlier checkpoint in a later one would make the later look older."""
    notes = [log.with_name(name) for name in ("old", "new")]
    with serving(answering(authority.answer)) as url:
        govrules(*checkpoint(log, url, "--out", notes[0]))
        with DecisionLog.open(log) as opened:
            recorded(opened, 3)
        govrules(*checkpoint(log, url, "--out", notes[1]))
    old, new = (note.read_text("utf-8").splitlines(keepends=True) for note in notes)
    forged = log.with_name("forged")
    forged.write_text("".join([*new[:-1], old[-1]]), "utf-8")
    ran = govrules(
        "log", "verify", "--log", log, "--checkpoint", forged, "--authority", authority.root
    )
    assert ran.code == 6
    assert ran.out.splitlines()[-2:] == [
        "NOT SHOWN BY A TIME STAMP",
        "  the time stamp of 127.0.0.1 on the checkpoint at 3 entries does not hold: "
        "it is of another text",
    ]
