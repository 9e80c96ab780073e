"""What people type to show who they are: a code, a password."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, SubmitField
from wtforms.validators import InputRequired, Length

from gacocrea.people.models import PASSWORD_MAX
from gacocrea.web.forms import BaseForm, line


class CodeForm(BaseForm):
    """A code of the app, or one of the codes on paper."""

    code = line(_l("Código"), most=40)
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
