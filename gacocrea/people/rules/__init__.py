"""What may be: addresses, passwords, tokens."""

from gacocrea.people.rules.addresses import folded_email
from gacocrea.people.rules.passwords import check_password
from gacocrea.people.rules.tokens import RESET_LIFE, TOKEN_LIFE, new_stamp, new_token, token_digest

PRIVACY_TEXT_VERSION = "2026-11"

__all__ = [
    "PRIVACY_TEXT_VERSION",
    "RESET_LIFE",
    "TOKEN_LIFE",
    "check_password",
    "folded_email",
    "new_stamp",
    "new_token",
    "token_digest",
]
