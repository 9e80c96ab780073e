"""A person's device that makes and uses passkeys, in plain Python: honest unless a test tells it otherwise."""

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


class Device:
    """One authenticator with one key. The attributes are the lies that a test asks for."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.handle = b""
        self.host, self.origin = "localhost", "http://localhost:8000"
        self.flags = PRESENT | VERIFIED
        self.count = 0
        self.challenge: str | None = None

    def create(self, options: str) -> str:
        """Make a key for what a page asks, as a browser hands it on."""
        asked = json.loads(options)
        self.handle = base64url_to_bytes(asked["user"]["id"])
        point = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        made = os.urandom(16) + len(self.id).to_bytes(2, "big") + self.id + encode_cbor(public)
        attested = encode_cbor({"fmt": "none", "attStmt": {}, "authData": self._facts(NEW) + made})
        return self._said(
            {"clientDataJSON": self._seen("webauthn.create", asked), "attestationObject": attested}
        )

    def get(self, options: str) -> str:
        """Answer a challenge with the key."""
        seen = self._seen("webauthn.get", json.loads(options))
        facts = self._facts()
        signature = self.key.sign(facts + hashlib.sha256(seen).digest(), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": seen, "authenticatorData": facts, "signature": signature}
        return self._said(parts | ({"userHandle": self.handle} if self.handle else {}))

    def _seen(self, kind: str, asked: dict[str, Any]) -> bytes:
        challenge = self.challenge or asked["challenge"]
        seen = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(seen).encode()

    def _facts(self, more: int = 0) -> bytes:
        place = hashlib.sha256(self.host.encode()).digest()
        return place + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _said(self, parts: dict[str, bytes]) -> str:
        coded = bytes_to_base64url(self.id)
        response = {name: bytes_to_base64url(part) for name, part in parts.items()}
        return json.dumps({"id": coded, "rawId": coded, "type": "public-key", "response": response})
