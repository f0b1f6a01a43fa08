"""Checkpoints: the size and root of a log at one moment, signed with Ed25519.

A checkpoint is a short text that anybody may keep. Who has an old one can show later that the log
still begins as it did then. The form is that of signed notes, as transparency logs use it:

    govrules decision log
    48
    <root, in base64>

    — <name of the key> <key id and signature, in base64>

Time stamps of authorities are further lines of the same form (`time_stamp`).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from govrules.errors import LogError, UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

ORIGIN: Final = "govrules decision log"
LONGEST_NOTE: Final = 400_000
"""Characters: room for a signature and several time stamps with their certificates."""
_ED25519 = b"\x01"
"""The kind of signature, as signed notes number them."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`note` is the whole text with its signature; `size` and `root` are what it says."""

    size: int
    root: bytes
    note: str


def signed_checkpoint(size: int, root: bytes, name: str, key: Ed25519PrivateKey) -> Checkpoint:
    """The checkpoint of a log of so many entries with this root."""
    said = f"{ORIGIN}\n{size}\n{b64encode(root).decode()}\n"
    public = key.public_key()
    signature = key_id(name, public) + key.sign(said.encode())
    return Checkpoint(size, root, f"{said}\n— {name} {b64encode(signature).decode()}\n")


def read_checkpoint(note: str) -> Checkpoint:
    """What a checkpoint says; its signature is looked at by `signed_by`. Raises LogError."""
    if len(note) > LONGEST_NOTE:
        raise LogError("this is longer than a checkpoint can be")
    lines = note.split("\n")
    try:
        if len(lines) < 6 or lines[0] != ORIGIN or lines[3] or not lines[1].isdecimal():
            raise ValueError
        root = b64decode(lines[2], validate=True)
        if len(root) != 32 or str(int(lines[1])) != lines[1]:
            raise ValueError
    except (ValueError, Base64Error):
        raise LogError("this is not a checkpoint of a decision log") from None
    return Checkpoint(int(lines[1]), root, note)


def signed_by(checkpoint: Checkpoint, name: str, key: Ed25519PublicKey) -> bool:
    """Did the holder of this key sign the checkpoint?"""
    from cryptography.exceptions import InvalidSignature

    for signer, signature in signatures(checkpoint):
        if signer != name or signature[:4] != key_id(name, key):
            continue
        try:
            key.verify(signature[4:], signed_text(checkpoint))
        except InvalidSignature:
            continue
        return True
    return False


def signed_text(checkpoint: Checkpoint) -> bytes:
    """What the signatures of a checkpoint are over: all before the empty line."""
    return checkpoint.note.partition("\n\n")[0].encode() + b"\n"


def signatures(checkpoint: Checkpoint) -> Iterator[tuple[str, bytes]]:
    """Who signed, as the note says, and the key id with the signature; what is neither is left."""
    for line in checkpoint.note.partition("\n\n")[2].split("\n"):
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.rpartition(" ")
        if dash != "—" or not name:
            continue
        try:
            yield name, b64decode(encoded, validate=True)
        except ValueError:
            continue


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + key.public_bytes_raw()).digest()[:4]


def need_cryptography() -> None:
    """Raises UsageError with what to install where signatures cannot be made or checked."""
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise UsageError('signatures need cryptography: pip install "govrules[log]"') from None
