"""What people type to open an account, to sign in and to choose a password."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, PasswordField, SubmitField
from wtforms.validators import Email, InputRequired, Length

from gacocrea.people.models import EMAIL_MAX, NAME_MAX, PASSWORD_MAX, PASSWORD_MIN
from gacocrea.web.edges.proof import OpenForm
from gacocrea.web.forms import BaseForm, line


def email_field() -> EmailField:
    return EmailField(
        _l("Correo electrónico"),
        validators=[
            InputRequired(_l("Escriba su correo.")),
            Length(max=EMAIL_MAX),
            Email(_l("Escriba un correo completo, como ana@ejemplo.org.")),
        ],
    )


def password_field(label: str, *, new: bool) -> PasswordField:
    hint = _l(
        "Al menos %(least)s caracteres. Una frase que solo usted recuerde es lo mejor.", least=PASSWORD_MIN
    )
    rules = [InputRequired(_l("Escriba la contraseña.")), Length(max=PASSWORD_MAX)]
    return PasswordField(label, validators=rules, description=hint if new else "")


class RegisterForm(OpenForm):
    """Open an account: three fields and a consent."""

    name = line(
        _l("Su nombre, como quiere que se vea"),
        least=2,
        most=NAME_MAX,
        hint=_l("Puede ser un seudónimo. Aparece junto a lo que usted propone; nunca junto a su voto."),
    )
    email = email_field()
    password = password_field(_l("Contraseña"), new=True)
    consent = BooleanField(
        _l("Acepto que el foro use estos datos para que yo participe, como dice el aviso de privacidad"),
        validators=[InputRequired(_l("Sin su acuerdo no podemos abrir la cuenta."))],
    )
    submit = SubmitField(_l("Abrir mi cuenta"))


class SignInForm(BaseForm):
    """Sign in."""

    email = email_field()
    password = password_field(_l("Contraseña"), new=False)
    submit = SubmitField(_l("Entrar"))


class AskResetForm(OpenForm):
    """Ask for a letter to choose a new password."""

    email = email_field()
    submit = SubmitField(_l("Enviarme un enlace"))


class NewPasswordForm(BaseForm):
    """Choose a new password."""

    password = password_field(_l("Contraseña nueva"), new=True)
    submit = SubmitField(_l("Guardar"))


class PlainForm(BaseForm):
    """A button, with its token."""

    submit = SubmitField(_l("Confirmar"))
