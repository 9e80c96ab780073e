"""What people type about themselves, and the sentences of what can go wrong."""

from gacocrea.people.forms.accounts import (
    AskResetForm,
    NewPasswordForm,
    PlainForm,
    RegisterForm,
    SignInForm,
)
from gacocrea.people.forms.outside import (
    OUTSIDE_REFUSALS,
    AnswerForm,
    BackForm,
    JoinForm,
    PasskeyForm,
    PasskeyNameForm,
)
from gacocrea.people.forms.signing import (
    AskLinkForm,
    ChangeEmailForm,
    ChangePasswordForm,
    CodeForm,
    ProveForm,
    SetUpForm,
)
from gacocrea.people.forms.words import REFUSALS

__all__ = [
    "OUTSIDE_REFUSALS",
    "REFUSALS",
    "AnswerForm",
    "AskLinkForm",
    "AskResetForm",
    "BackForm",
    "ChangeEmailForm",
    "ChangePasswordForm",
    "CodeForm",
    "JoinForm",
    "NewPasswordForm",
    "PasskeyForm",
    "PasskeyNameForm",
    "PlainForm",
    "ProveForm",
    "RegisterForm",
    "SetUpForm",
    "SignInForm",
]
