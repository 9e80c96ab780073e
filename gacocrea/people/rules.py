"""What a password and an address may be, and how a mailed token is made."""

import hashlib
import secrets
import unicodedata
from datetime import timedelta

from gacocrea.core.errors import Invalid
from gacocrea.people.models import PASSWORD_MAX, PASSWORD_MIN

PRIVACY_TEXT_VERSION = "2026-11"
TOKEN_LIFE = timedelta(hours=48)
RESET_LIFE = timedelta(hours=1)

COMMON = frozenset(
    {"contraseña", "contrasena", "password", "gobierno", "abierto", "gobiernoabierto", "ciudadania"}
    | {"ciudadano", "participacion", "transparencia", "ecuador", "colombia", "jalisco", "mexico"}
    | {"qwerty", "qwertyuiop", "asdfghjkl", "teamo"}
)
"""Words that a guesser tries first: a password may hold them, but not be made of one of them alone."""


def folded_email(address: str) -> str:
    """Return an address in the one form in which it is stored and compared."""
    return unicodedata.normalize("NFC", address).strip().casefold()


def check_password(password: str, *, email: str, name: str) -> None:
    """Raise Invalid("password", …) unless the password is long and not easy to guess.

    Length without composition rules follows NIST SP 800-63B, section 5.1.1.2.
    """
    if len(password) < PASSWORD_MIN:
        raise Invalid("password", "password_short", least=PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        raise Invalid("password", "password_long", most=PASSWORD_MAX)
    bare = "".join(letter for letter in password.casefold() if letter.isalpha())
    guessable = COMMON | {part for part in (email.partition("@")[0], name.casefold()) if part}
    if len(set(password)) < 5 or bare in guessable or password.isdigit():
        raise Invalid("password", "password_easy")


def new_token() -> str:
    """Return 256 random bits for a letter; only their hash is stored."""
    return secrets.token_urlsafe(32)


def new_stamp() -> str:
    """Return what ties sessions to the present state of an account."""
    return secrets.token_hex(16)


def token_digest(token: str) -> str:
    """Return the SHA-256 of a mailed token, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()
