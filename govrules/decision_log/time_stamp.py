"""Time stamps of outside authorities (RFC 3161) in checkpoints, and whether they hold.

A stamp is one more line of the signed note, of the kind that signed notes leave to others (0xff):

    — <host of the authority> <key id and the answer of the authority (DER), in base64>

What is stamped is the hash of the text that the signatures are over. Who trusts the authority knows
that the log was as the checkpoint says at the time told, whatever the clock of the council said.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import warnings
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from govrules.decision_log.checkpoint import Checkpoint, signatures, signed_text
from govrules.errors import UsageError
from govrules.explain.safe import visible

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

UNSTAMPED: Final = "no checkpoint that was given has a time stamp"
UNCHECKED: Final = "no certificate of an authority is given"
_KIND = b"\xffRFC 3161 TimeStampResp"
_LONGEST_NAME = 253
_LONGEST_CERTIFICATES: Final = 1_000_000
_HASHES: Final[dict[str, Callable[[bytes], Any]]] = {
    "2.16.840.1.101.3.4.2.1": hashlib.sha256,
    "2.16.840.1.101.3.4.2.2": hashlib.sha384,
    "2.16.840.1.101.3.4.2.3": hashlib.sha512,
}


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """`authority` is the host that gave it, as the note says; `answer` what it answered, in DER."""

    authority: str
    answer: bytes

    def line(self) -> str:
        """The line of the note."""
        data = _key_id(self.authority) + self.answer
        return f"— {self.authority} {b64encode(data).decode()}\n"


@dataclass(frozen=True, slots=True)
class CheckedStamp:
    """What a stamp on the checkpoint at `size` entries comes to.

    `time` (UTC) and `signer`, the subject of the certificate, are told of a stamp that holds;
    `fault` says why one does not; without any of them it was not checked.
    """

    size: int
    authority: str
    time: dt.datetime | None = None
    signer: str | None = None
    fault: str | None = None

    def __str__(self) -> str:
        if self.time is not None:
            return (f"the checkpoint at {self.size} entries was stamped at "
                    f"{self.time:%Y-%m-%d %H:%M:%S} UTC by {self.signer}")  # fmt: skip
        host = visible(self.authority, _LONGEST_NAME)
        stamp = f"the time stamp of {host} on the checkpoint at {self.size} entries"
        if self.fault is not None:
            return f"{stamp} does not hold: {self.fault}"
        return f"{stamp} was not checked: {UNCHECKED}"


def stamps_of(checkpoint: Checkpoint) -> tuple[TimeStamp, ...]:
    """The stamps in a checkpoint, as they stand; `check_stamps` says whether they hold."""
    return tuple(
        TimeStamp(name, data[4:])
        for name, data in signatures(checkpoint)
        if data[:4] == _key_id(name)
    )


def with_stamp(checkpoint: Checkpoint, stamp: TimeStamp) -> Checkpoint:
    return Checkpoint(checkpoint.size, checkpoint.root, checkpoint.note + stamp.line())


def without_stamps(checkpoint: Checkpoint) -> Checkpoint:
    """The checkpoint as it was signed, for print."""
    stamps = {stamp.line().rstrip("\n") for stamp in stamps_of(checkpoint)}
    kept = [line for line in checkpoint.note.split("\n") if line not in stamps]
    return Checkpoint(checkpoint.size, checkpoint.root, "\n".join(kept))


def read_authorities(file: Path) -> list[Certificate]:
    """The certificates in a PEM file. Raises UsageError."""
    need_rfc3161()
    from cryptography.x509 import load_pem_x509_certificates

    try:
        with file.open("rb") as stream:
            data = stream.read(_LONGEST_CERTIFICATES)
        return load_pem_x509_certificates(data)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "").lower() or "it holds none in PEM"
        raise UsageError(f'cannot read the certificate "{file}": {why}') from None


def check_stamps(
    checkpoints: Sequence[Checkpoint], authorities: Sequence[Certificate] = ()
) -> tuple[CheckedStamp, ...]:
    """Every stamp of the checkpoints, checked where certificates of authorities are given."""
    return tuple(
        _checked(each, stamp, authorities)
        if authorities
        else CheckedStamp(each.size, stamp.authority)
        for each in checkpoints
        for stamp in stamps_of(each)
    )


def _checked(
    checkpoint: Checkpoint, stamp: TimeStamp, authorities: Sequence[Certificate]
) -> CheckedStamp:
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    size, host = checkpoint.size, stamp.authority
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of oddities in certificates, which decide nothing
        try:
            answer = decode_timestamp_response(stamp.answer)
            if not is_of(answer, signed_text(checkpoint)):
                return CheckedStamp(size, host, fault="it is of another text")
            verifier = VerifierBuilder(roots=list(authorities)).build()
            verifier.verify(answer, answer.tst_info.message_imprint.message)
            return CheckedStamp(size, host, answer.tst_info.gen_time, _signer(answer))
        except VerificationError as error:
            return CheckedStamp(size, host, fault=_plain_reason(str(error)))
        except Exception:  # hostile bytes raise whatever the parsers below think of
            return CheckedStamp(size, host, fault="it cannot be read")


def is_of(answer: TimeStampResponse, text: bytes) -> bool:
    """Is it this text that the authority stamped?"""
    imprint = answer.tst_info.message_imprint
    made = _HASHES.get(imprint.hash_algorithm.dotted_string)
    return made is not None and bool(made(text).digest() == imprint.message)


def _signer(answer: TimeStampResponse) -> str:
    """The subject of the certificate that the signature names, which the chain leads from.

    Raises ValueError unless there is one such: a second under its number, which nobody signed for,
    could lend it another name or purpose.
    """
    from cryptography.x509 import load_der_x509_certificate

    (named,) = answer.signed_data.signer_infos
    found = [load_der_x509_certificate(each) for each in answer.signed_data.certificates]
    who = (named.issuer, named.serial_number)
    (signer,) = [each for each in found if (each.issuer, each.serial_number) == who]
    return signer.subject.rfc4514_string()


def _plain_reason(error: str) -> str:
    if "expired" in error or "not yet valid" in error:
        return "a certificate of the authority was not valid at the time told"
    if "certificate verify error" in error:
        return "it leads to none of the certificates given"
    if "EKU" in error:
        return "its certificate is not one for time stamps"
    return "it was altered, or is none"


def _key_id(name: str) -> bytes:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass") + b"\n" + _KIND).digest()[:4]


def need_rfc3161() -> None:
    """Raises UsageError with what to install where time stamps cannot be had or checked."""
    try:
        import rfc3161_client  # noqa: F401
    except ImportError:
        raise UsageError(
            'time stamps need rfc3161-client: pip install "govrules[timestamp]"'
        ) from None
