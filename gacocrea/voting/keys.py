"""The keys of the polls: files outside the database and its backups, destroyed at publication."""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gacocrea.core.errors import Conflict
from gacocrea.core.text import slug
from gacocrea.voting.rules import Manifest, canonical, form_mark, key_check, pseudonym, receipt_text, same

COPY = "gacocrea/key-copy/v1"
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

    def sign_complaint(self, poll: str, number: int, digest: str) -> str:
        """Return the signature that a complaint leaves with whoever filed it, in hex."""
        said = canonical({"poll": poll, "number": number, "digest": digest})
        return self._signer().sign(b"gacocrea/complaint/v1\0" + said).hex()

    def sign_checkpoint(self, text: bytes) -> str:
        """Return the signature of a checkpoint in hex; `text` names its purpose itself."""
        return self._signer().sign(text).hex()

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
            self._write(poll, secrets.token_bytes(2 * HALF))
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

    def sealed_copy(self, manifests: Sequence[Manifest], phrase: str) -> str:
        """Return the keys of open polls under a phrase, as a text for whoever keeps the second copy."""
        keys = {one.poll: self.load(one) for one in manifests}
        return sealed({poll: key.secret + key.seed for poll, key in keys.items()}, phrase)

    def restore_copy(self, manifests: Sequence[Manifest], copy: str, phrase: str) -> int:
        """Put keys back from such a text and return how many; those that are there already stay.

        Raises Conflict ("wrong_copy") for another phrase or text, and when it has no key of these polls.
        """
        kept = opened(copy, phrase)
        missing = [one for one in manifests if one.poll in kept and not self._is_right(one)]
        if not any(one.poll in kept for one in manifests):
            raise Conflict("wrong_copy")
        for manifest in missing:
            content = kept[manifest.poll]
            if len(content) != 2 * HALF or not same(key_check(content[:HALF]), manifest.key_check):
                raise Conflict("wrong_copy")
            self._path(manifest.poll).unlink(missing_ok=True)
            self._write(manifest.poll, content)
        return len(missing)

    def _is_right(self, manifest: Manifest) -> bool:
        try:
            self.load(manifest)
        except Conflict:
            return False
        return True

    def _write(self, poll: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self._path(poll), os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
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


def sealed(keys: Mapping[str, bytes], phrase: str) -> str:
    """Return keys by poll as a text that only `phrase` opens: scrypt (RFC 7914) and ChaCha20-Poly1305 (RFC 8439)."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    inside = canonical({poll: content.hex() for poll, content in keys.items()})
    closed = ChaCha20Poly1305(_stretched(phrase, salt)).encrypt(nonce, inside, COPY.encode())
    parts = {"salt": salt.hex(), "nonce": nonce.hex(), "sealed": closed.hex()}
    return canonical({"format": COPY, "polls": sorted(keys), **parts}).decode() + "\n"


def opened(copy: str, phrase: str) -> dict[str, bytes]:
    """Return what `sealed` was given. Raises Conflict ("wrong_copy") for another phrase or another text."""
    try:
        outside = json.loads(copy)
        cipher = ChaCha20Poly1305(_stretched(phrase, bytes.fromhex(outside["salt"])))
        inside = cipher.decrypt(
            bytes.fromhex(outside["nonce"]), bytes.fromhex(outside["sealed"]), COPY.encode()
        )
        return {poll: bytes.fromhex(content) for poll, content in json.loads(inside).items()}
    except (ValueError, KeyError, TypeError, InvalidTag) as error:
        raise Conflict("wrong_copy") from error


def _stretched(phrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(phrase.encode())


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
