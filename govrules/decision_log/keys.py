"""Keys of checkpoints: the secret one in a file that only its owner may read, never in the log."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govrules.decision_log.checkpoint import need_cryptography
from govrules.errors import UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

PRIVATE: Final = "PRIVATE+KEY+"
PUBLIC: Final = "PUBLIC+KEY+"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key by its name ("westbourne.example/decisions")."""

    name: str
    private: Ed25519PrivateKey

    def verifying(self) -> VerifyingKey:
        return VerifyingKey(self.name, self.private.public_key())


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    name: str
    public: Ed25519PublicKey

    def text(self) -> str:
        return f"{PUBLIC}{self.name}+{b64encode(self.public.public_bytes_raw()).decode()}\n"


def new_key(name: str) -> SigningKey:
    """Raises UsageError for a name that a checkpoint cannot hold."""
    need_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not name or "+" in name or any(char.isspace() or not char.isprintable() for char in name):
        raise UsageError(f'"{name}" is no name for a key: leave out blanks and "+"')
    return SigningKey(name, Ed25519PrivateKey.generate())


def write_key(key: SigningKey, file: Path) -> Path:
    """Write the secret key, for its owner alone, and the public one beside it, whose path it gives.

    Raises UsageError when there is such a file already, or it cannot be written.
    """
    public = file.with_name(file.name + ".pub")
    secret = f"{PRIVATE}{key.name}+{b64encode(key.private.private_bytes_raw()).decode()}\n"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(secret)
        with public.open("x", encoding="utf-8") as stream:
            stream.write(key.verifying().text())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one that a file can have"
        raise UsageError(f'cannot write the key "{file}": {reason.lower()}') from None
    return public


def read_signing_key(file: Path) -> SigningKey:
    need_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    name, raw = _read(file, PRIVATE)
    return SigningKey(name, Ed25519PrivateKey.from_private_bytes(raw))


def read_verifying_key(file: Path) -> VerifyingKey:
    need_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    name, raw = _read(file, PUBLIC)
    return VerifyingKey(name, Ed25519PublicKey.from_public_bytes(raw))


def _read(file: Path, start: str) -> tuple[str, bytes]:
    kind = "secret key" if start == PRIVATE else "public key"
    try:
        with file.open(encoding="utf-8") as stream:
            text = stream.read(1000).strip()
        # the base64 of a key may hold a plus itself: the name never does
        name, _, encoded = text.removeprefix(start).partition("+")
        raw = b64decode(encoded, validate=True)
    except (OSError, ValueError, Base64Error) as error:
        reason = getattr(error, "strerror", None) or "it does not hold one"
        raise UsageError(f'cannot read the {kind} "{file}": {reason.lower()}') from None
    if not text.startswith(start) or not name or len(raw) != 32:
        raise UsageError(f'"{file}" does not hold a {kind}')
    return name, raw
