"""Ask an authority over the network for a time stamp (RFC 3161, section 3.4: by HTTP).

The authority is not trusted: its answer is limited in time and size, and has to be a stamp of what
was asked. Whether the stamp leads to a certificate that somebody trusts is checked by `time_stamp`.
"""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPException
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from govrules.decision_log.checkpoint import Checkpoint, signed_text
from govrules.decision_log.time_stamp import TimeStamp, is_of, need_rfc3161
from govrules.errors import TimeStampError, UsageError
from govrules.explain.safe import visible

LONGEST_WAIT: Final = 20.0
"""Seconds, from the question to the end of the answer."""
LONGEST_ANSWER: Final = 65_536
"""Bytes; a stamp with its certificates has some thousands."""
_LONGEST_REASON = 200


def ask_authority(url: str, checkpoint: Checkpoint, *, seconds: float = LONGEST_WAIT) -> TimeStamp:
    """The stamp that the authority at a URL gives a checkpoint now.

    Raises UsageError for a URL that cannot be one, TimeStampError when there is no stamp.
    """
    host = host_of(url)
    need_rfc3161()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    text = signed_text(checkpoint)
    request = TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256).build()
    query = Request(
        url, request.as_bytes(), {"Content-Type": "application/timestamp-query"}, method="POST"
    )
    try:
        answer = _within(seconds, lambda: _answer(query, seconds))
        _accept(answer, text, request.nonce)
    except _NoStamp as error:
        reason = visible(str(error), _LONGEST_REASON)
        raise TimeStampError(f'the authority "{host}" gave no time stamp: {reason}') from None
    return TimeStamp(host, answer)


def host_of(url: str) -> str:
    """The host that a URL names. Raises UsageError where it is not one of http or https."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        raise UsageError(f'"{url}" is no address of an authority: write http://… or https://…')
    if not url.isascii() or not url.isprintable() or " " in url or "+" in host:
        raise UsageError(f'"{url}" has characters that an address cannot have')
    return host


class _NoStamp(Exception):
    """Why there is none, as said to the user."""


def _within(seconds: float, ask: Callable[[], bytes]) -> bytes:
    """The answer, when it is whole by then: one that comes a byte at a time is not waited for."""
    told: SimpleQueue[bytes | Exception] = SimpleQueue()

    def run() -> None:
        try:
            told.put(ask())
        except Exception as error:  # raised again by who waits
            told.put(error)

    Thread(target=run, daemon=True).start()
    try:
        answer = told.get(timeout=seconds)
    except Empty:
        answer = TimeoutError()
    if isinstance(answer, TimeoutError):
        raise _NoStamp(f"it did not answer within {seconds:g} seconds")
    if isinstance(answer, Exception):
        raise answer
    return answer


def _answer(query: Request, seconds: float) -> bytes:
    try:
        with build_opener(_NoRedirect).open(query, timeout=seconds) as response:
            answer: bytes = response.read(LONGEST_ANSWER + 1)
    except HTTPError as error:
        with error:
            raise _NoStamp(f"it answered with status {error.code}") from None
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise error.reason from None
        raise _NoStamp(_said(error.reason) or "it cannot be reached") from None
    except TimeoutError:
        raise
    except (OSError, HTTPException, ValueError) as error:
        raise _NoStamp(_said(error) or "its answer is not one of HTTP") from None
    if len(answer) > LONGEST_ANSWER:
        raise _NoStamp(f"its answer is longer than {LONGEST_ANSWER:,} bytes")
    return answer


def _said(error: object) -> str:
    """What the system says of a fault of the network, if anything."""
    return (getattr(error, "strerror", None) or "").lower()


class _NoRedirect(HTTPRedirectHandler):
    """An authority stands where its address says: it sends nobody elsewhere, or to a file."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _accept(answer: bytes, text: bytes, nonce: int | None) -> None:
    """Raises _NoStamp for what is no stamp of this text, asked for with this nonce."""
    from rfc3161_client import PKIStatus, decode_timestamp_response

    try:
        read = decode_timestamp_response(answer)
        granted = read.status == PKIStatus.GRANTED
        if not granted:
            raise _NoStamp("; ".join(["it refused", *read.status_string]))
        same_text, same_nonce = is_of(read, text), read.tst_info.nonce == nonce
        certified = bool(read.signed_data.certificates)
    except _NoStamp:
        raise
    except Exception:  # hostile bytes raise whatever the parsers below think of
        raise _NoStamp("its answer is no time stamp") from None
    if not same_text:
        raise _NoStamp("it stamped another text")
    if not same_nonce:
        raise _NoStamp("it answered another question than the one asked")
    if not certified:
        raise _NoStamp("it left out its certificate, without which nobody can check the stamp")
