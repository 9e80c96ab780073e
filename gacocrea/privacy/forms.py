"""What people and the secretariat type about personal data, and the sentences of what can go wrong."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from gacocrea.people.forms.accounts import name_field
from gacocrea.people.models import NAME_MAX
from gacocrea.privacy.models import (
    CONTACT_MAX,
    HOLIDAY_MAX,
    KEEPER_MAX,
    NOTICE_MAX,
    REQUEST_MAX,
    REQUEST_MIN,
    SUMMARY_MAX,
    RequestKind,
)
from gacocrea.privacy.rules import COUNTRIES
from gacocrea.web.forms import BaseForm, line, text
from gacocrea.web.labels import LABELS

KINDS = {
    "access": _l("Saber qué datos míos tienen"),
    "rectification": _l("Corregir un dato"),
    "deletion": _l("Borrar un dato"),
    "objection": _l("Oponerme a un uso de mis datos"),
}
"""How a person says what they ask for; the register says it in one word."""
LABELS["RequestKind"] = {
    "access": _l("Acceso"),
    "rectification": _l("Corrección"),
    "deletion": _l("Borrado"),
    "objection": _l("Oposición"),
}

REFUSALS = {
    "notice_unchanged": _l("Ese texto es el que ya rige; no hay nada que publicar."),
    "notice_changed": _l("El aviso de privacidad acaba de cambiar. Léalo otra vez antes de seguir."),
    "country_unknown": _l("Elija un país de la lista."),
    "age_wrong": _l("Escriba una edad entre %(least)s y %(most)s años."),
    "day_to_come": _l("Esa fecha todavía no llega."),
    "request_answered": _l("Esta solicitud ya fue respondida."),
    "in_office": _l("Mientras tenga un cargo en el foro, su cuenta no se puede borrar."),
}


def kind_field() -> RadioField:
    return RadioField(
        _l("Qué se pide"), choices=[SelectChoice(kind.value, KINDS[kind.value]) for kind in RequestKind],
        validators=[InputRequired(_l("Elija una opción."))],
    )  # fmt: skip


class AgreeForm(BaseForm):
    """Agree to a version of the notice."""

    submit = SubmitField(_l("De acuerdo"))


class NoticeForm(BaseForm):
    """Publish a version of the notice."""

    summary = text(
        _l("Qué cambia, en una o dos frases"), least=10, most=SUMMARY_MAX,
        hint=_l("Con esto se le pregunta a cada persona si sigue de acuerdo."),
    )  # fmt: skip
    text = text(
        _l("El aviso completo"),
        least=200,
        most=NOTICE_MAX,
        hint=_l("Palabras sencillas. Se puede usar Markdown."),
    )
    submit = SubmitField(_l("Publicar esta versión"))


class KeeperForm(BaseForm):
    """Who answers for the data of a forum."""

    controller = line(
        _l("Quién responde por los datos"),
        most=KEEPER_MAX,
        hint=_l("El nombre legal de la institución y su dirección."),
    )
    contact = line(
        _l("A dónde escribir"), most=KEEPER_MAX, hint=_l("Un correo o una oficina que alguien atiende.")
    )
    country = SelectField(
        _l("País cuya ley se aplica"),
        choices=[
            SelectChoice("", _l("Otro")),
            *(SelectChoice(code, country.name) for code, country in COUNTRIES.items()),
        ],
    )
    least_age = IntegerField(
        _l("Edad desde la que una persona participa por su cuenta"),
        validators=[InputRequired(_l("Escriba una edad.")), NumberRange(10, 21)],
    )
    submit = SubmitField(_l("Guardar"))


class HolidayForm(BaseForm):
    """Name a day off."""

    day = DateField(_l("Día"), validators=[InputRequired(_l("Elija un día."))])
    name = line(_l("Qué se celebra"), most=HOLIDAY_MAX)
    submit = SubmitField(_l("Añadir feriado"))


class AskForm(BaseForm):
    """Ask something about one's own data."""

    forum = SelectField(_l("A qué foro"))
    kind = kind_field()
    text = text(_l("Explique lo que pide"), least=REQUEST_MIN, most=REQUEST_MAX)
    submit = SubmitField(_l("Enviar la solicitud"))


class EnterForm(BaseForm):
    """Type in a request that came in writing."""

    name = line(_l("Nombre de quien pide"), least=2, most=NAME_MAX)
    contact = line(_l("A dónde se le responde"), most=CONTACT_MAX)
    kind = kind_field()
    received_on = DateField(_l("Día en que llegó"), validators=[InputRequired(_l("Elija un día."))])
    text = text(_l("Lo que pide"), least=REQUEST_MIN, most=REQUEST_MAX)
    submit = SubmitField(_l("Anotar la solicitud"))


class AnswerForm(BaseForm):
    """Answer a request."""

    text = text(_l("Respuesta"), least=REQUEST_MIN, most=REQUEST_MAX)
    submit = SubmitField(_l("Responder"))


class NameForm(BaseForm):
    """Change the name that is shown."""

    name = name_field()
    submit = SubmitField(_l("Cambiar el nombre"))


class LeaveForm(BaseForm):
    """Ask for one's account to go."""

    blank = BooleanField(_l("Borrar también las palabras de mis textos públicos, donde se pueda"))
    sure = BooleanField(
        _l("Entiendo lo que se borra y lo que queda"),
        validators=[InputRequired(_l("Marque esta casilla para seguir."))],
    )
    submit = SubmitField(_l("Pedir que se borre mi cuenta"))
