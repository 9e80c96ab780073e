"""The keys of the polls: files outside the database and its backups, destroyed at publication."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from gacocrea.core.errors import Conflict
from gacocrea.core.text import slug
from gacocrea.voting.rules import Manifest, form_mark, key_check, pseudonym, receipt_text, same

HALF = 32  # bytes of K, and of the seed of the signing key


@dataclass(frozen=True)
class PollKey:
    """What only the running installation knows of one poll: K, and the seed that signs receipts."""

    secret: bytes
    seed: bytes

    @property
    def check(self) -> str:
        return key_check(self.secret)

    @property
    def public(self) -> str:
        """The public half of the signing key, in hex."""
        return self._signer().public_key().public_bytes_raw().hex()

    def pseudonym(self, poll: str, account_id: int) -> str:
        return pseudonym(self.secret, poll, account_id)

    def mark(self, current: str | None) -> str:
        return form_mark(self.secret, current)

    def sign(self, poll: str, manifest_hash: str, seal: str) -> str:
        """Return the Ed25519 signature (RFC 8032) of a receipt in hex; the same seal gives the same one."""
        return self._signer().sign(receipt_text(poll, manifest_hash, seal)).hex()

    def _signer(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


class KeyRing:
    """The folder of the poll keys. Each file holds K and the signing seed and is readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, poll: str) -> PollKey:
        """Return a new key for a poll that is being opened.

        A file that is there already was left by an opening that was rolled back: no ballot was ever cast
        with it, and it is used.
        """
        path = self._path(poll)
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(2 * HALF))
                file.flush()
                os.fsync(file.fileno())
            self._sync()
        return _read(path)

    def load(self, manifest: Manifest) -> PollKey:
        """Return the key of an open poll. Raise Conflict ("no_key", "wrong_key") when the file is not its own."""
        path = self._path(manifest.poll)
        if not path.exists():
            raise Conflict("no_key")
        key = _read(path)
        if not same(key.check, manifest.key_check):
            raise Conflict("wrong_key")
        return key

    def has(self, poll: str) -> bool:
        return self._path(poll).exists()

    def destroy(self, poll: str) -> None:
        """Overwrite and remove the key of a poll. What other copies there are is for two persons to witness."""
        path = self._path(poll)
        if path.exists():
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(2 * HALF))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            self._sync()

    def _path(self, poll: str) -> Path:
        return self.folder / _file_name(poll)

    def _sync(self) -> None:
        """Make sure that the folder remembers: no ballot may outlive the key it was cast with."""
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def is_signed(manifest: Manifest, seal: str, signature: str) -> bool:
    """Say whether a receipt's signature is that of the poll's own key."""
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest.public_key))
    try:
        public.verify(bytes.fromhex(signature), receipt_text(manifest.poll, manifest.hash, seal))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=128)
def _file_name(poll: str) -> str:
    tail = hashlib.sha256(poll.encode()).hexdigest()[:8]
    return f"poll-{slug(poll, 80)}-{tail}.key"


def _read(path: Path) -> PollKey:
    content = path.read_bytes()
    if len(content) != 2 * HALF:
        raise Conflict("wrong_key")
    return PollKey(content[:HALF], content[HALF:])
