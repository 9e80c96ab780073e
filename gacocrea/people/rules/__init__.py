"""What may be: addresses, passwords, tokens, codes; how long sessions live."""

from gacocrea.people.rules.addresses import folded_email
from gacocrea.people.rules.codes import (
    FIGURES,
    FREE_TRIES,
    RECOVERY_CODES,
    SEALED,
    bare_code,
    code_at,
    matching_step,
    must_wait,
    new_recovery_code,
    new_secret,
    step_of,
)
from gacocrea.people.rules.passwords import check_password
from gacocrea.people.rules.sessions import (
    HALF_LIFE,
    IDLE,
    LIFE,
    OFFICIAL_IDLE,
    OFFICIAL_LIFE,
    PROOF_LIFE,
    device_of,
    is_alive,
)
from gacocrea.people.rules.tokens import RESET_LIFE, TOKEN_LIFE, new_stamp, new_token, token_digest

PRIVACY_TEXT_VERSION = "2026-11"

__all__ = [
    "FIGURES",
    "FREE_TRIES",
    "HALF_LIFE",
    "IDLE",
    "LIFE",
    "OFFICIAL_IDLE",
    "OFFICIAL_LIFE",
    "PRIVACY_TEXT_VERSION",
    "PROOF_LIFE",
    "RECOVERY_CODES",
    "RESET_LIFE",
    "SEALED",
    "TOKEN_LIFE",
    "bare_code",
    "check_password",
    "code_at",
    "device_of",
    "folded_email",
    "is_alive",
    "matching_step",
    "must_wait",
    "new_recovery_code",
    "new_secret",
    "new_stamp",
    "new_token",
    "step_of",
    "token_digest",
]
