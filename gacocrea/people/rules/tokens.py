"""How a mailed token is made and kept, and how long each kind lives."""

import hashlib
import secrets
from datetime import timedelta

TOKEN_LIFE = timedelta(hours=48)
RESET_LIFE = timedelta(hours=1)
LINK_LIFE = timedelta(minutes=15)
UNDO_LIFE = timedelta(days=7)


def new_token() -> str:
    """Return 256 random bits for a letter; only their hash is stored."""
    return secrets.token_urlsafe(32)


def new_stamp() -> str:
    """Return what ties sessions to the present state of an account."""
    return secrets.token_hex(16)


def token_digest(token: str) -> str:
    """Return the SHA-256 of a mailed token, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
