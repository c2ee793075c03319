"""Checkpoints of the log as signed notes (C2SP tlog-checkpoint and signed-note), with Ed25519.

A note is the text of a checkpoint (origin, size, root in base64, each on a line), an empty
line, and a line for each signature: a dash, the key's name, and base64 of the key's id (4
bytes) and the signature (64 bytes, RFC 8032) over the text.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from countersight.errors import LogError
from countersight.messages import sentence
from countersight.model.proof import Checkpoint

_ED25519: Final = b"\x01"
"""Type of the signature (C2SP signed-note)."""
_KEY: Final = 32
_ROOT: Final = 32
_ID: Final = 4
_NAME: Final = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")
_SIZE: Final = re.compile(r"0|[1-9]\d{0,15}", re.ASCII)
LONGEST_NOTE: Final = 64 * 1024


class Signs(Protocol):
    """A private key: what of it is asked here."""

    def public_key(self) -> Ed25519PublicKey:
        """Return its public key."""

    def sign(self, data: bytes, /) -> bytes:
        """Return the signature over *data*."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A key that checks signatures, with its name."""

    name: str
    key: bytes
    """The public key, 32 bytes."""

    @classmethod
    def of(cls, name: str, key: Ed25519PublicKey) -> "Verifier":
        """Return the verifier of a key.

        Raises:
            LogError: the name has a space or a plus, or is empty or long.
        """
        if _NAME.fullmatch(name) is None:
            raise LogError(
                sentence("{name!r} can't name a log", name=name),
                hint=sentence(
                    "Take a name without spaces and plus signs, such as example.org/case/1."
                ),
            )
        return cls(name, key.public_bytes(Encoding.Raw, PublicFormat.Raw))

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read a verifier as C2SP signed-note writes it: name, id, key, joined by plus signs.

        Raises:
            LogError: it is none, or its id is not that of its key.
        """
        name, _, rest = text.strip().partition("+")
        told, _, key = rest.partition("+")
        raw = _unbase64(key)
        verifier = cls(name, raw[1:])
        sound = raw[:1] == _ED25519 and len(raw) == 1 + _KEY and _NAME.fullmatch(name)
        if not sound or told != verifier.id.hex():
            raise LogError(
                sentence("{key!r} is no key that checks notes", key=text.strip()[:120])
            )
        return verifier

    @property
    def id(self) -> bytes:
        """The key's id: the first 4 bytes of a SHA-256 over name, type and key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()[:_ID]

    def __str__(self) -> str:
        key = base64.b64encode(_ED25519 + self.key).decode()
        return f"{self.name}+{self.id.hex()}+{key}"

    def pem(self) -> bytes:
        """Return the public key as openssl reads it (RFC 8410)."""
        return Ed25519PublicKey.from_public_bytes(self.key).public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        )


def text_of(checkpoint: Checkpoint) -> str:
    """Return the text that is signed.

    >>> text_of(Checkpoint("example.org/case/1", 0, b"0" * 32)).splitlines()
    ['example.org/case/1', '0', 'MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=']
    """
    root = base64.b64encode(checkpoint.root).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def sign(checkpoint: Checkpoint, key: Signs) -> str:
    """Return *checkpoint* as a note signed with *key*, under the origin's name."""
    verifier = Verifier.of(checkpoint.origin, key.public_key())
    text = text_of(checkpoint)
    blob = base64.b64encode(verifier.id + key.sign(text.encode())).decode()
    return f"{text}\n— {verifier.name} {blob}\n"


def read(note: str) -> Checkpoint:
    """Read the checkpoint of a note, without a look at its signatures.

    Raises:
        LogError: it is no such note.
    """
    text, _ = _parts(note)
    origin, size, root, *_ = [*text.split("\n"), "", "", ""]
    raw = _unbase64(root)
    if not _NAME.fullmatch(origin) or not _SIZE.fullmatch(size) or len(raw) != _ROOT:
        raise LogError(sentence("the checkpoint has no origin, no size or no root"))
    checkpoint = Checkpoint(origin, int(size), raw)
    if text_of(checkpoint) != text:
        raise LogError(sentence("the checkpoint says more than origin, size and root"))
    return checkpoint


def verify(note: str, verifiers: Iterable[Verifier]) -> Checkpoint:
    """Return the checkpoint of a note that one of *verifiers* signed.

    Raises:
        LogError: the note is damaged, or none of them signed it.
    """
    checkpoint = read(note)
    text, signatures = _parts(note)
    signed = {(name, blob[:_ID]): blob[_ID:] for name, blob in signatures}
    for verifier in verifiers:
        signature = signed.get((verifier.name, verifier.id))
        if signature is None or verifier.name != checkpoint.origin:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(verifier.key).verify(signature, text.encode())
        except (InvalidSignature, ValueError) as wrong:
            raise LogError(
                sentence("the signature of {verifier} does not hold", verifier=verifier.name)
            ) from wrong
        return checkpoint
    raise LogError(sentence("none of the keys signed this checkpoint"))


def signed_by(note: str, verifier: Verifier) -> bool:
    """Tell whether a note is sound and *verifier* signed it."""
    try:
        verify(note, [verifier])
    except LogError:
        return False
    return True


def _parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    text, gap, below = note.rpartition("\n\n")
    if len(note) > LONGEST_NOTE or not gap or not below.endswith("\n"):
        raise LogError(sentence("this is no signed checkpoint"))
    signatures = []
    for line in below[:-1].split("\n"):
        dash, name, blob = [*line.split(" "), "", "", ""][:3]
        raw = _unbase64(blob)
        if dash != "—" or len(raw) <= _ID or line != f"{dash} {name} {blob}":
            raise LogError(sentence("a signature of the checkpoint can't be read"))
        signatures.append((name, raw))
    return text + "\n", signatures


def _unbase64(text: str) -> bytes:
    """Return what base64 says; nothing where it is not as RFC 4648 writes it."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return raw if base64.b64encode(raw).decode() == text else b""
