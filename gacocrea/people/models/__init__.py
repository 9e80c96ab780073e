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
from gacocrea.people.models.factors import Authenticator, RecoveryCode, WrongCodes
from gacocrea.people.models.outside import OutsideIdentity, Passkey, SpentChallenge
from gacocrea.people.models.proofs import IdentityProof
from gacocrea.people.models.sessions import How, SignedSession

__all__ = [
    "EMAIL_MAX",
    "NAME_MAX",
    "PASSWORD_MAX",
    "PASSWORD_MIN",
    "Account",
    "Authenticator",
    "Consent",
    "How",
    "IdentityProof",
    "OutsideIdentity",
    "Passkey",
    "Purpose",
    "RecoveryCode",
    "SignedSession",
    "SpentChallenge",
    "Token",
    "WrongCodes",
]
