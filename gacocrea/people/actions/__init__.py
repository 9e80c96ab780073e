"""What happens to an account: opened, confirmed, entered with a password, given a new one."""

from gacocrea.people.actions.accounts import confirm, register, send_confirmation
from gacocrea.people.actions.noting import Link
from gacocrea.people.actions.passwords import ask_reset, check_sign_in, reset_password, set_password

__all__ = [
    "Link",
    "ask_reset",
    "check_sign_in",
    "confirm",
    "register",
    "reset_password",
    "send_confirmation",
    "set_password",
]
