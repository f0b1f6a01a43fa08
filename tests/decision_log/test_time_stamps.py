"""An outside clock: what an authority stamped holds, and nothing else passes for it."""

from __future__ import annotations

import base64
import datetime as dt
import json
import random
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from govrules.decision_log.checkpoint import (
    LONGEST_NOTE,
    Checkpoint,
    read_checkpoint,
    signed_by,
    signed_checkpoint,
)
from govrules.decision_log.keys import new_key
from govrules.decision_log.log import DecisionLog
from govrules.decision_log.proofs import check_proof, consistency_json, inclusion_json
from govrules.decision_log.record.proofs import proofs
from govrules.decision_log.time_authority import LONGEST_ANSWER, ask_authority
from govrules.decision_log.time_stamp import (
    CheckedStamp,
    TimeStamp,
    check_stamps,
    read_authorities,
    stamps_of,
    with_stamp,
    without_stamps,
)
from govrules.decision_log.verify import verify_entries, verify_store
from govrules.errors import LogError, TimeStampError, UsageError
from tests.decision_log.authority import (
    HAS_OPENSSL,
    Authority,
    answering,
    make_authority,
    serving,
    unused_address,
)
from tests.decision_log.deciding import recorded

pytestmark = pytest.mark.skipif(not HAS_OPENSSL, reason="openssl, the authority, is missing")
KEY = new_key("westbourne.example/log")
PLAIN = signed_checkpoint(7, b"r" * 32, KEY.name, KEY.private)
OTHER = signed_checkpoint(8, b"s" * 32, KEY.name, KEY.private)


@pytest.fixture(scope="module", autouse=True)
def no_proxy() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority") / "tsa")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("stranger") / "tsa", "Stranger")


@pytest.fixture(scope="module")
def stamped(authority: Authority) -> Checkpoint:
    return stamped_by(authority, PLAIN)


def stamped_by(authority: Authority, checkpoint: Checkpoint) -> Checkpoint:
    with serving(answering(authority.answer)) as url:
        return with_stamp(checkpoint, ask_authority(url, checkpoint))


def checked(checkpoint: Checkpoint, *authorities: Authority) -> CheckedStamp:
    """What comes of its only stamp."""
    roots = [each for given in authorities for each in read_authorities(given.root)]
    (found,) = check_stamps([checkpoint], roots)
    return found


def test_a_stamp_tells_the_time_and_who_told_it(stamped: Checkpoint, authority: Authority) -> None:
    found = checked(stamped, authority)
    assert (found.size, found.authority, found.fault) == (7, "127.0.0.1", None)
    assert found.signer == "CN=Example Time"
    assert found.time is not None
    assert abs(dt.datetime.now(dt.UTC) - found.time) < dt.timedelta(minutes=5)
    assert str(found).startswith("the checkpoint at 7 entries was stamped at 2")
    assert str(found).endswith(" UTC by CN=Example Time")


def test_a_stamped_note_is_still_the_note_that_was_signed(stamped: Checkpoint) -> None:
    assert stamped.note.startswith(PLAIN.note)
    assert stamped.note.count("\n— ") == 2
    again = read_checkpoint(stamped.note)
    assert (again.size, again.root) == (7, b"r" * 32)
    assert signed_by(again, KEY.name, KEY.verifying().public)
    assert without_stamps(again) == PLAIN
    assert without_stamps(PLAIN) == PLAIN
    assert stamps_of(PLAIN) == ()


def test_without_a_certificate_a_stamp_is_not_checked_and_says_so(stamped: Checkpoint) -> None:
    found = checked(stamped)
    assert (found.time, found.fault) == (None, None)
    assert "was not checked: no certificate of an authority is given" in str(found)


def test_a_stamp_of_another_authority_is_not_believed(
    stamped: Checkpoint, authority: Authority, stranger: Authority
) -> None:
    assert checked(stamped, stranger).fault == "it leads to none of the certificates given"
    assert checked(stamped, stranger, authority).fault is None
    both = stamped_by(stranger, stamped)
    assert [each.fault is None for each in check_stamps([both], read_authorities(authority.root))] \
        == [True, False]  # fmt: skip


def test_the_stamp_of_another_text_does_not_hold(authority: Authority) -> None:
    (stamp,) = stamps_of(stamped_by(authority, OTHER))
    assert checked(with_stamp(PLAIN, stamp), authority).fault == "it is of another text"


def test_a_certificate_that_had_run_out_when_it_was_used(tmp_path: Path) -> None:
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    late = make_authority(tmp_path / "late", until=yesterday)
    found = checked(stamped_by(late, PLAIN), late)
    assert found.fault == "a certificate of the authority was not valid at the time told"


def test_a_forged_certificate_beside_the_true_one_lends_it_no_name(tmp_path: Path) -> None:
    authority = make_authority(tmp_path / "twin")
    assert checked(stamped_by(authority, PLAIN), authority).signer == "CN=Example Time"
    authority.forge_a_twin("The Lord Chancellor")
    stamped = stamped_by(authority, PLAIN)
    assert b"The Lord Chancellor" in stamps_of(stamped)[0].answer
    assert checked(stamped, authority).fault is not None


def test_no_altered_byte_tells_another_time(stamped: Checkpoint, authority: Authority) -> None:
    """A few bytes are not signed over (numbers of forms); altering those changes nothing told."""
    (stamp,) = stamps_of(stamped)
    true = checked(stamped, authority)
    roots, chosen, refused = read_authorities(authority.root), random.Random(7), 0
    for place in range(len(stamp.answer)):
        answer = bytearray(stamp.answer)
        answer[place] ^= 1 << chosen.randrange(8)
        (found,) = check_stamps([with_stamp(PLAIN, TimeStamp("127.0.0.1", bytes(answer)))], roots)
        assert found == true or found.fault is not None
        refused += found.fault is not None
    assert refused > 0.95 * len(stamp.answer)


@pytest.mark.parametrize("answer", [b"", b"0", b"\x30\x80", b"<html>", b"\xff" * 5000])
def test_what_is_no_stamp_cannot_be_read(answer: bytes, authority: Authority) -> None:
    found = checked(with_stamp(PLAIN, TimeStamp("127.0.0.1", answer)), authority)
    assert found.fault == "it cannot be read"


def test_a_cut_off_stamp_cannot_be_read(stamped: Checkpoint, authority: Authority) -> None:
    (stamp,) = stamps_of(stamped)
    for end in range(0, len(stamp.answer), 97):
        cut = TimeStamp("127.0.0.1", stamp.answer[:end])
        assert checked(with_stamp(PLAIN, cut), authority).fault == "it cannot be read"


# --- asking ------------------------------------------------------------------------------------


def refused(handle: Callable[[BaseHTTPRequestHandler, bytes], None], seconds: float = 20) -> str:
    """Why there is no stamp."""
    with serving(handle) as url, pytest.raises(TimeStampError) as caught:
        ask_authority(url, PLAIN, seconds=seconds)
    assert str(caught.value).startswith('the authority "127.0.0.1" gave no time stamp: ')
    return str(caught.value).partition("stamp: ")[2]


def test_an_authority_that_fails_or_is_not_there() -> None:
    assert refused(answering(lambda _: b"", code=500)) == "it answered with status 500"
    assert refused(answering(lambda _: b"")) == "its answer is no time stamp"
    assert refused(answering(lambda _: b"<html>moved")) == "its answer is no time stamp"
    with pytest.raises(TimeStampError, match="connection refused"):
        ask_authority(unused_address(), PLAIN)


def test_nobody_is_sent_elsewhere(authority: Authority) -> None:
    with serving(answering(authority.answer)) as elsewhere:

        def moved(request: BaseHTTPRequestHandler, _: bytes) -> None:
            request.send_response(307)
            request.send_header("Location", elsewhere)
            request.end_headers()

        assert refused(moved) == "it answered with status 307"


def test_a_silent_authority_is_not_waited_for() -> None:
    def silent(request: BaseHTTPRequestHandler, _: bytes) -> None:
        time.sleep(3)

    assert refused(silent, 0.2) == "it did not answer within 0.2 seconds"


def test_an_authority_that_drips_is_not_waited_for() -> None:
    def dripping(request: BaseHTTPRequestHandler, _: bytes) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(30):
            request.wfile.write(b"0")
            request.wfile.flush()
            time.sleep(0.1)

    assert refused(dripping, 0.5) == "it did not answer within 0.5 seconds"


def test_a_huge_answer_is_not_read() -> None:
    sent = answering(lambda _: b"0" * (LONGEST_ANSWER + 1))
    assert refused(sent) == "its answer is longer than 65,536 bytes"


def test_an_answer_that_breaks_off(authority: Authority) -> None:
    def broken(request: BaseHTTPRequestHandler, body: bytes) -> None:
        answer = authority.answer(body)
        request.send_response(200)
        request.send_header("Content-Length", str(len(answer)))
        request.end_headers()
        request.wfile.write(answer[: len(answer) // 2])

    assert refused(broken) == "its answer is no time stamp"
    assert refused(lambda request, _: request.wfile.write(b"no HTTP\n")) == (
        "its answer is not one of HTTP"
    )


def test_the_answer_to_another_question(authority: Authority) -> None:
    kept: list[bytes] = []

    def remember(body: bytes) -> bytes:
        kept.append(authority.answer(body))
        return kept[0]

    with serving(answering(remember)) as url:
        ask_authority(url, PLAIN)
        with pytest.raises(TimeStampError, match="it answered another question"):
            ask_authority(url, PLAIN)
        with pytest.raises(TimeStampError, match="it stamped another text"):
            ask_authority(url, OTHER)


def test_a_refusal_is_told_in_its_words(authority: Authority) -> None:
    reason = refused(answering(lambda body: authority.answer(body[:-3] + b"\x00\x00\x00")))
    assert reason.startswith("it refused; Bad request format")


@pytest.mark.parametrize(
    "url",
    ["", "tsa.example", "ftp://tsa.example/", "file:///etc/passwd", "http://", "http:///x",
     "https://me:secret@tsa.example/", "http://tsa.example:port/", "http://[::1/",
     "http://tsa.exämple/", "http://tsa.example/a b", "http://tsa.example/\n", "http://a+b/"],
)  # fmt: skip
def test_what_is_no_address_is_refused_before_anybody_is_asked(url: str) -> None:
    with pytest.raises(UsageError, match="address"):
        ask_authority(url, PLAIN)


# --- in the log --------------------------------------------------------------------------------


def test_a_stamped_log_verifies(log: DecisionLog, authority: Authority) -> None:
    recorded(log, 1)
    plain = log.add_checkpoint(KEY)
    roots = read_authorities(authority.root)
    unstamped = verify_store(log.store, [plain.note], [KEY.verifying()], roots)
    assert not unstamped.holds
    assert unstamped.unproved == ("no checkpoint that was given has a time stamp",)
    with serving(answering(authority.answer)) as url:
        stamped = log.add_stamp(plain, ask_authority(url, plain))
    assert log.store.checkpoints() == [stamped.note]
    found = verify_store(log.store, (), [KEY.verifying()], roots)
    assert (found.faults, found.checkpoints, len(found.stamps)) == ([], 1, 1)
    assert found.stamps[0].signer == "CN=Example Time"
    assert verify_store(log.store).stamps[0].time is None
    # the plain note that somebody kept is as good as before, but has no stamp of its own
    assert verify_store(log.store, [plain.note]).holds
    assert not verify_store(log.store, [plain.note], (), roots).holds
    lines = [entry.text.decode() for entry in log.entries()]
    assert verify_entries(lines, [stamped.note], (), roots).holds
    assert not verify_entries(lines, (), (), roots).holds
    # a record prints the signed checkpoint, not thousands of characters of a stamp
    assert [each.note for each in proofs(log, [log.entry(0)])] == [plain.note]


def test_a_replaced_stamp_is_found(log: DecisionLog, authority: Authority) -> None:
    recorded(log, 1)
    plain = log.add_checkpoint(KEY)
    (other,) = stamps_of(stamped_by(authority, OTHER))
    log.add_stamp(plain, other)
    assert verify_store(log.store).holds  # it was not checked, and says so
    found = verify_store(log.store, (), (), read_authorities(authority.root))
    assert not found.holds
    assert (found.faults, found.unproved) == ([], (
        "the time stamp of 127.0.0.1 on the checkpoint at 1 entries does not hold: "
        "it is of another text",
    ))  # fmt: skip


def test_proofs_tell_of_stamps(log: DecisionLog, authority: Authority, stranger: Authority) -> None:
    recorded(log, 1)
    old = log.add_checkpoint(KEY)
    recorded(log, 2)
    new = stamped_by(authority, log.add_checkpoint(KEY))
    roots, strange = read_authorities(authority.root), read_authorities(stranger.root)
    for proof in (inclusion_json(log, 0, new), consistency_json(log, old, new)):
        text = json.dumps(proof)
        found = check_proof(text, [new], [KEY.verifying()], roots)
        assert found.faults == ()
        (told,) = [each for each in found.said if "stamped" in each]
        assert told.endswith(" UTC by CN=Example Time")
        assert any("not checked" in each for each in check_proof(text, [new]).said)
        assert not check_proof(text, [new], (), strange).holds
    unstamped = check_proof(json.dumps(inclusion_json(log, 0, old)), [old], (), roots)
    assert unstamped.faults == ("no checkpoint that was given has a time stamp",)


# --- hostile notes -----------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["\x1b[2J", "x" * 5000, "a b", "ø", "\u202e"])
def test_the_name_of_an_authority_steers_nothing(host: str, authority: Authority) -> None:
    note = PLAIN.note + TimeStamp(host, b"0").line()
    (found,) = check_stamps([read_checkpoint(note)], read_authorities(authority.root))
    assert found.fault is not None
    assert "\x1b" not in str(found) and "\u202e" not in str(found) and len(str(found)) < 500


def test_a_note_has_a_bound() -> None:
    with pytest.raises(LogError, match="longer than a checkpoint can be"):
        read_checkpoint(PLAIN.note + "x" * LONGEST_NOTE)


def test_a_line_under_another_name_is_no_stamp(stamped: Checkpoint) -> None:
    renamed = read_checkpoint(stamped.note.replace("— 127.0.0.1 ", "— tsa.example "))
    assert stamps_of(renamed) == ()
    data = base64.b64encode(b"\0\0\0\0answer").decode()
    assert stamps_of(read_checkpoint(f"{PLAIN.note}— tsa.example {data}\n")) == ()


def test_a_file_without_certificates_is_refused(tmp_path: Path) -> None:
    for name, data in (
        ("empty", b""),
        ("cut", b"-----BEGIN CERTIFICATE-----\nAA==\n"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UsageError, match="it holds none in PEM"):
            read_authorities(tmp_path / name)
    with pytest.raises(UsageError, match="no such file"):
        read_authorities(tmp_path / "missing")
