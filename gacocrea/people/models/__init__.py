"""What is: people, how they prove who they are, and what they agreed to."""

from gacocrea.people.models.accounts import (
    EMAIL_MAX,
    NAME_MAX,
    PASSWORD_MAX,
    PASSWORD_MIN,
    Account,
    Consent,
    Purpose,
    Token,
)

__all__ = [
    "EMAIL_MAX",
    "NAME_MAX",
    "PASSWORD_MAX",
    "PASSWORD_MIN",
    "Account",
    "Consent",
    "Purpose",
    "Token",
]
