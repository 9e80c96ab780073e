"""What happens to an account: opened, confirmed, entered with a password, given a new one."""

from gacocrea.people.actions.accounts import confirm, register, send_confirmation
from gacocrea.people.actions.challenges import spend
from gacocrea.people.actions.emails import ask_email_change, change_email, undo_email_change
from gacocrea.people.actions.factors import (
    new_recovery_codes,
    prove_factor,
    remove_authenticator,
    set_up_authenticator,
)
from gacocrea.people.actions.levels import raise_level, standing_proof, withdraw_proof
from gacocrea.people.actions.links import ask_link, use_link
from gacocrea.people.actions.noting import Link, tell
from gacocrea.people.actions.outside import come_in, confirm_outside, link, open_outside, unlink
from gacocrea.people.actions.passkeys import (
    add_passkey,
    forget_passkeys,
    handle_of,
    name_passkey,
    remove_passkey,
    use_passkey,
)
from gacocrea.people.actions.passwords import (
    ask_reset,
    change_password,
    check_sign_in,
    reset_password,
    set_password,
)
from gacocrea.people.actions.sessions import begin, end, end_all, renew

__all__ = [
    "Link",
    "add_passkey",
    "ask_email_change",
    "ask_link",
    "ask_reset",
    "begin",
    "change_email",
    "change_password",
    "check_sign_in",
    "come_in",
    "confirm",
    "confirm_outside",
    "end",
    "end_all",
    "forget_passkeys",
    "handle_of",
    "link",
    "name_passkey",
    "new_recovery_codes",
    "open_outside",
    "prove_factor",
    "raise_level",
    "register",
    "remove_authenticator",
    "remove_passkey",
    "renew",
    "reset_password",
    "send_confirmation",
    "set_password",
    "set_up_authenticator",
    "spend",
    "standing_proof",
    "tell",
    "undo_email_change",
    "unlink",
    "use_link",
    "use_passkey",
    "withdraw_proof",
]
