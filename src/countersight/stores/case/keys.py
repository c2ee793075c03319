"""The keys of a case: the one that signs its checkpoints, and all that ever did."""

import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from countersight.errors import StoreError
from countersight.messages import sentence
from countersight.preserve.log.notes import Verifier
from countersight.stores.case.blobs import RealDisk

_SIGNS: Final = "log.pem"
_KNOWN: Final = "verifiers"
_MODE: Final = 0o600


class KeyFolder:
    """The folder ``keys``: ``log.pem`` signs and stays there; ``verifiers`` is public."""

    def __init__(self, folder: Path, origin: str) -> None:
        self._folder = folder
        self._origin = origin

    def signer(self) -> Ed25519PrivateKey:
        """Return the key that signs; it is made where there is none.

        Raises:
            StoreError: the file is no such key, or can't be written.
        """
        path = self._folder / _SIGNS
        try:
            if not path.exists():
                self._make(path)
            key = load_pem_private_key(path.read_bytes(), None)
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as wrong:
            raise StoreError(
                sentence("{path}: no key that signs: {wrong}", path=path, wrong=wrong)
            ) from wrong
        if not isinstance(key, Ed25519PrivateKey):
            raise StoreError(sentence("{path}: no Ed25519 key", path=path))
        self.learn(Verifier.of(self._origin, key.public_key()))
        return key

    def verifiers(self) -> tuple[Verifier, ...]:
        """Return the keys that signed, the first one first."""
        path = self._folder / _KNOWN
        try:
            lines = path.read_text("utf-8").splitlines() if path.exists() else []
        except (OSError, UnicodeError) as wrong:
            raise StoreError(
                sentence("{path}: can't be read: {wrong}", path=path, wrong=wrong)
            ) from wrong
        return tuple(Verifier.parse(line) for line in lines if line)

    def learn(self, verifier: Verifier) -> None:
        """Keep a key that checks signatures, where it is not kept yet."""
        known = self.verifiers()
        if verifier not in known:
            text = "".join(f"{one}\n" for one in (*known, verifier))
            self._write(self._folder / _KNOWN, text.encode())

    def _make(self, path: Path) -> None:
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._write(path, pem)

    def _write(self, path: Path, data: bytes) -> None:
        aside = path.with_suffix(".new")
        aside.unlink(missing_ok=True)
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, made with its mode
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        RealDisk().sync_folder(path.parent)
