"""What people type to show who they are: a code, a password."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from gacocrea.people.forms.accounts import email_field, password_field
from gacocrea.people.models import PASSWORD_MAX
from gacocrea.web.edges.proof import OpenForm
from gacocrea.web.forms import BaseForm

LONGEST = 40
"""Letters of a code with whatever people put between them."""


class CodeForm(BaseForm):
    """A code of the app, or one of the codes on paper."""

    code = StringField(
        _l("Código"),
        filters=[lambda typed: (typed or "")[:LONGEST]],  # what is longer is no code
        validators=[InputRequired(_l("Escriba el código."))],
    )
    submit = SubmitField(_l("Seguir"))


class SetUpForm(CodeForm):
    """The first code of an app, and the secret that it was offered, sealed."""

    offer = HiddenField(validators=[Length(max=400)])


class ProveForm(BaseForm):
    """The person's own password, once more."""

    password = PasswordField(
        _l("Su contraseña"),
        validators=[InputRequired(_l("Escriba la contraseña.")), Length(max=PASSWORD_MAX)],
    )
    submit = SubmitField(_l("Seguir"))


class AskLinkForm(OpenForm):
    """Ask for a letter with a link that signs in."""

    email = email_field()
    submit = SubmitField(_l("Enviarme un enlace"))


class ChangePasswordForm(BaseForm):
    """Choose another password; whoever has one says it first."""

    present = PasswordField(_l("Su contraseña de ahora"), validators=[Length(max=PASSWORD_MAX)])
    password = password_field(_l("Contraseña nueva"), new=True)
    submit = SubmitField(_l("Guardar"))


class ChangeEmailForm(BaseForm):
    """Give another address."""

    email = email_field()
    submit = SubmitField(_l("Enviar la carta"))
