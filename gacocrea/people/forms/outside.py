"""What a browser brings back from a provider or from a person's own device, and the little that is typed besides."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SubmitField
from wtforms.validators import Length

from gacocrea.people.forms.accounts import PersonForm
from gacocrea.people.rules import ANSWER_MAX, PASSKEY_NAME_MAX
from gacocrea.web.forms import BaseForm, line

OUTSIDE_REFUSALS = {
    "outside_down": _l("%(name)s no responde en este momento. Entre de otra manera, o inténtelo más tarde."),
    "outside_stale": _l("Esta entrada no empezó en este navegador, o pasó demasiado tiempo. Empiece otra vez."),
    "outside_denied": _l("%(name)s dice que la entrada no se completó. Nada cambió aquí."),
    "outside_unproven": _l("La respuesta de %(name)s no se puede comprobar, y por eso no se aceptó. Nada cambió aquí."),
    "outside_taken": _l("Esa identidad pertenece a otra cuenta de este sitio. Entre a esa cuenta de otra manera."),
    "outside_other": _l("Su cuenta ya está unida a otra identidad de %(name)s. Quítela primero."),
    "last_way": _l("Es la única manera de entrar que queda. Confirme su correo o agregue otra antes de quitarla."),
    "challenge_spent": _l("Esa respuesta ya se usó. Empiece otra vez."),
    "passkey_wrong": _l("Esa llave de acceso no se pudo comprobar. Intente otra vez, o entre de otra manera."),
    "passkey_blocked": _l("Esa llave de acceso parece una copia y quedó bloqueada. Entre de otra manera y quítela."),
    "passkeys_full": _l("Caben hasta %(most)s llaves. Quite una que ya no use."),
}


def _brought(most: int) -> HiddenField:
    return HiddenField(validators=[Length(max=most)])


class BackForm(BaseForm):
    """What a provider sent back."""

    code, state, iss = _brought(4000), _brought(200), _brought(400)
    submit = SubmitField(_l("Seguir"))


class JoinForm(PersonForm):
    """What an account needs and the provider did not say."""

    submit = SubmitField(_l("Seguir"))


class AnswerForm(BaseForm):
    """What a person's device answered to a challenge."""

    answer = _brought(ANSWER_MAX)
    submit = SubmitField(_l("Entrar con una llave de acceso"))


class PasskeyForm(AnswerForm):
    """A new key, and how its owner calls it."""

    name = line(_l("Nombre de la llave"), least=1, most=PASSKEY_NAME_MAX)
    submit = SubmitField(_l("Crear la llave"))


class PasskeyNameForm(BaseForm):
    """Another name for a key."""

    name = line(_l("Nombre de la llave"), least=1, most=PASSKEY_NAME_MAX)
    submit = SubmitField(_l("Guardar"))
