"""What people type about themselves, and the sentences of what can go wrong."""

from gacocrea.people.forms.accounts import (
    AskResetForm,
    NewPasswordForm,
    PlainForm,
    RegisterForm,
    SignInForm,
)
from gacocrea.people.forms.signing import CodeForm, ProveForm, SetUpForm
from gacocrea.people.forms.words import REFUSALS

__all__ = [
    "REFUSALS",
    "AskResetForm",
    "CodeForm",
    "NewPasswordForm",
    "PlainForm",
    "ProveForm",
    "RegisterForm",
    "SetUpForm",
    "SignInForm",
]
