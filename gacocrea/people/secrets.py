"""The installation's own key for what people entrust to it: document numbers and second factors.

The key is a file outside the database and outside its backups: a copied database alone tells no document
and lets nobody in.
"""

import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

NONCE = 12


@dataclass(frozen=True)
class Secrets:
    """One key, and a subkey of its own for each purpose (RFC 5869)."""

    folder: Path

    def digest(self, purpose: str, *parts: str) -> str:
        """Return the HMAC-SHA256 of the parts, in hex: equal for equal parts, useless without the key."""
        return self.digester(purpose)(*parts)

    def digester(self, purpose: str) -> Callable[..., str]:
        """Return `digest` for one purpose with its subkey derived once: a census hashes a hundred thousand lines."""
        subkey = self._subkey(purpose)

        def digest(*parts: str) -> str:
            framed = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
            return hmac.digest(subkey, framed, "sha256").hex()

        return digest

    def seal(self, purpose: str, plain: bytes) -> bytes:
        """Encrypt and authenticate (AES-256-GCM, a fresh nonce in front)."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self._subkey(purpose)).encrypt(nonce, plain, None)

    def unseal(self, purpose: str, sealed: bytes) -> bytes:
        """Return what was sealed for a purpose. Raises cryptography's InvalidTag for anything else."""
        return AESGCM(self._subkey(purpose)).decrypt(sealed[:NONCE], sealed[NONCE:], None)

    def signer(self, purpose: str) -> Ed25519PrivateKey:
        """Return the key with which this installation signs what it says for a purpose (RFC 8032)."""
        return Ed25519PrivateKey.from_private_bytes(self._subkey(purpose))

    def _subkey(self, purpose: str) -> bytes:
        return HKDFExpand(SHA256(), 32, f"gacocrea/{purpose}/v1".encode()).derive(self._key())

    def _key(self) -> bytes:
        path = self.folder / "people"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with NamedTemporaryFile(dir=self.folder) as file:  # only its owner reads it
                file.write(os.urandom(32))
                file.flush()
                os.fsync(file.fileno())
                with suppress(FileExistsError):  # another process was quicker
                    os.link(file.name, path)
        return path.read_bytes()
