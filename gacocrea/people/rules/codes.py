"""Codes of the second factor: by time (RFC 6238, six figures, 30 seconds) and on paper."""

import secrets
import unicodedata
from datetime import datetime, timedelta
from hmac import compare_digest

import pyotp

FIGURES = 6
SEALED = "authenticator"
"""The purpose for which the secrets of apps are sealed."""
STEP = 30
"""Seconds of one step of time."""
WINDOW = 1
"""Steps before and after the present one that are accepted, for clocks that go wrong."""
RECOVERY_CODES = 10
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and figures that nobody takes for another on paper."""
FREE_TRIES = 5
"""Wrong codes in a row before the next one has to wait."""
WAIT = timedelta(minutes=15)


def new_secret() -> str:
    """Return 160 random bits in base 32, as RFC 4226 recommends them."""
    return pyotp.random_base32()


def step_of(now: datetime) -> int:
    """Return the step of time, in half minutes since 1970."""
    return int(now.timestamp()) // STEP


def code_at(secret: str, step: int) -> str:
    """Return the six figures of a step."""
    return pyotp.TOTP(secret).generate_otp(step)


def matching_step(secret: str, code: str, *, after: int, now: datetime) -> int | None:
    """Return the step whose code this is, if it is near now and newer than `after`; else None."""
    present = step_of(now)
    steps = range(max(after + 1, present - WINDOW), present + WINDOW + 1)
    found = [step for step in steps if compare_digest(code_at(secret, step).encode(), code.encode())]
    return found[0] if found else None


def new_recovery_code() -> str:
    """Return a code of 16 letters and figures (79 bits) in groups of four."""
    letters = "".join(secrets.choice(ALPHABET) for _place in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def bare_code(typed: str) -> str:
    """Return a typed code without the spaces and hyphens that people put in, in small letters."""
    folded = unicodedata.normalize("NFKC", typed).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def must_wait(wrong: int, last_at: datetime, now: datetime) -> bool:
    """Say whether the next code has to wait: a quarter of an hour after every fifth wrong one, never longer."""
    return wrong > 0 and wrong % FREE_TRIES == 0 and now - last_at < WAIT
