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
from gacocrea.people.rules.passkeys import (
    ANSWER_MAX,
    CHALLENGE_LIFE,
    PASSKEY_NAME_MAX,
    PASSKEYS_MAX,
    Place,
    place_of,
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
from gacocrea.people.rules.tokens import (
    LINK_LIFE,
    RESET_LIFE,
    TOKEN_LIFE,
    UNDO_LIFE,
    new_stamp,
    new_token,
    token_digest,
)

PRIVACY_TEXT_VERSION = "2026-11"

__all__ = [
    "ANSWER_MAX",
    "CHALLENGE_LIFE",
    "FIGURES",
    "FREE_TRIES",
    "HALF_LIFE",
    "IDLE",
    "LIFE",
    "LINK_LIFE",
    "OFFICIAL_IDLE",
    "OFFICIAL_LIFE",
    "PASSKEYS_MAX",
    "PASSKEY_NAME_MAX",
    "PRIVACY_TEXT_VERSION",
    "PROOF_LIFE",
    "RECOVERY_CODES",
    "RESET_LIFE",
    "SEALED",
    "TOKEN_LIFE",
    "UNDO_LIFE",
    "Place",
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
    "place_of",
    "step_of",
    "token_digest",
]
