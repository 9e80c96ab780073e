"""What people type to open an account, to sign in and to choose a password."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, PasswordField, StringField, SubmitField
from wtforms.validators import Email, InputRequired, Length, ValidationError

from gacocrea.core.errors import Invalid
from gacocrea.people.models import EMAIL_MAX, NAME_MAX, PASSWORD_MAX, PASSWORD_MIN
from gacocrea.people.rules.names import checked_name
from gacocrea.web.edges.proof import OpenForm
from gacocrea.web.forms import BaseForm
from gacocrea.web.labels import refusal_text
from gacocrea.web.personal import terms


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


def _is_a_name(_form: BaseForm, field: StringField) -> None:
    """Keep the name as it is stored, or say what is wrong with it."""
    if len(field.data or "") > NAME_MAX:
        return  # refused already; composing a megabyte of accents would take minutes
    try:
        field.data = checked_name(field.data or "", offices=terms().offices)
    except Invalid as refusal:
        raise ValidationError(refusal_text(refusal.code)) from refusal


def name_field() -> StringField:
    """Return the field of a name. It is refused where other fields are cleaned: nobody's name changes unseen."""
    return StringField(
        _l("Su nombre, como quiere que se vea"),
        filters=[lambda typed: (typed or "").strip(" ")],
        validators=[
            InputRequired(_l("Este dato hace falta.")),
            Length(min=2, max=NAME_MAX),
            _is_a_name,
        ],
        description=_l(
            "Puede ser un seudónimo. Aparece junto a lo que usted propone; nunca junto a su voto."
        ),
    )


class PersonForm(BaseForm):
    """What every account needs, however it is opened: a name, an address, a declaration of age and a consent."""

    name = name_field()
    email = email_field()
    of_age = BooleanField(
        _l("Tengo edad para participar por mi cuenta"),
        validators=[InputRequired(_l("Si aún no la tiene, participe en un taller presencial."))],
        description=_l(
            "Si aún no la tiene, participe en un taller presencial, con su escuela o su familia: lo que allí se "
            "propone entra igual."
        ),
    )
    consent = BooleanField(
        _l("Acepto que el foro use estos datos para que yo participe, como dice el aviso de privacidad"),
        validators=[InputRequired(_l("Sin su acuerdo no podemos abrir la cuenta."))],
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.of_age.label.text = _("Tengo %(age)s años o más", age=terms().least_age)


class RegisterForm(PersonForm, OpenForm):
    """Open an account with a password."""

    password = password_field(_l("Contraseña"), new=True)
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
