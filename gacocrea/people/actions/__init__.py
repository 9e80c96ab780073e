"""What happens to an account: opened, confirmed, entered with a password, given a new one."""

from gacocrea.people.actions.accounts import confirm, register, send_confirmation
from gacocrea.people.actions.factors import (
    new_recovery_codes,
    prove_factor,
    remove_authenticator,
    set_up_authenticator,
)
from gacocrea.people.actions.levels import raise_level, standing_proof, withdraw_proof
from gacocrea.people.actions.noting import Link, tell
from gacocrea.people.actions.passwords import ask_reset, check_sign_in, reset_password, set_password
from gacocrea.people.actions.sessions import begin, end, end_all, forget_sessions, renew

__all__ = [
    "Link",
    "ask_reset",
    "begin",
    "check_sign_in",
    "confirm",
    "end",
    "end_all",
    "forget_sessions",
    "new_recovery_codes",
    "prove_factor",
    "raise_level",
    "register",
    "remove_authenticator",
    "renew",
    "reset_password",
    "send_confirmation",
    "set_password",
    "set_up_authenticator",
    "standing_proof",
    "tell",
    "withdraw_proof",
]
