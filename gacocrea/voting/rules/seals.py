"""What stands for a ballot without showing it: seals, pseudonyms, marks and the root of a list.

Every hash names its purpose first, so that no value of one kind can pass for another.
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any


def canonical(value: Any) -> bytes:
    """Return `value` as the one JSON text that everybody writes alike: UTF-8, NFC, sorted keys, no spaces."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def digest(purpose: str, value: Any) -> str:
    """Return SHA-256(`purpose` ‖ 0 ‖ canonical(`value`)) in lower-case hex."""
    return hashlib.sha256(purpose.encode() + b"\0" + canonical(value)).hexdigest()


def seal(
    *, poll: str, manifest_hash: str, choices: Iterable[str], voter_nonce: str, server_nonce: str
) -> str:
    """Return the seal of a ballot: it binds the choices and says nothing of them until both nonces are known."""
    opening = {
        "poll": poll,
        "manifest_hash": manifest_hash,
        "choices": sorted(choices),
        "voter_nonce": voter_nonce,
        "server_nonce": server_nonce,
    }
    return digest("gacocrea/ballot/v1", opening)


def voter_nonce_from(word: str, server_nonce: str) -> str:
    """Return the voter's nonce where no browser made one: from the word that they typed.

    The nonce is published with the ballot, the word is not. Without a word the nonce is the server's work
    alone, and the receipt says so; a second sending of the same form still gives the same ballot.
    """
    return digest("gacocrea/word/v1", [word, server_nonce])[:32]


def pseudonym(key: bytes, poll: str, account_id: int) -> str:
    """Return the name under which a voter's ballot is kept: HMAC-SHA256(K, poll ‖ 0 ‖ account), in hex."""
    return _mac(key, f"{poll}\0{account_id}")


def key_check(key: bytes) -> str:
    """Return HMAC-SHA256(K, "check"): it stands in the manifest and gives away a wrong key file."""
    return _mac(key, "check")


def import_nonce(key: bytes, poll: str, voter: str, side: str) -> str:
    """Return a nonce for a ballot out of a file: the same file read twice makes the same ballots."""
    return _mac(key, f"import\0{side}\0{voter}\0{poll}")[:32]


def form_mark(key: bytes, current: str | None) -> str:
    """Return the mark that a ballot form carries of the ballot it would replace (None: there is none).

    A MAC and not the seal itself: whoever finds the page in a browser could later look the seal up.
    """
    return _mac(key, f"form\0{current or ''}")


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def receipt_text(poll: str, manifest_hash: str, ballot_seal: str) -> bytes:
    """Return the bytes that the forum signs for a receipt."""
    return b"gacocrea/receipt/v1\0" + canonical(
        {"poll": poll, "manifest_hash": manifest_hash, "seal": ballot_seal}
    )


def closing_root(seals: Iterable[str]) -> str:
    """Return the Merkle root, in hex, of a closing list: its seals in ascending order."""
    return merkle_root([bytes.fromhex(each) for each in sorted(seals)]).hex()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash of `leaves` in their order (RFC 6962, section 2.1)."""
    level = [hashlib.sha256(b"\0" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        # A node without a neighbour goes up as it is, which is the split of the RFC read from below.
        alone = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs] + alone
    return level[0] if level else hashlib.sha256().digest()


def _mac(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), "sha256").hex()
