"""What people type about documents and censuses, and the sentences of what can go wrong."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from gacocrea.core.tables.rows import SENTENCES
from gacocrea.forum.models import Forum
from gacocrea.identity.models import REASON_MAX, Census
from gacocrea.people.models import EMAIL_MAX
from gacocrea.people.rules.documents import NUMBER_MAX
from gacocrea.web.forms import BaseForm, line, text
from gacocrea.web.labels import LABELS

NEEDED = InputRequired(_l("Este dato hace falta."))
SEEN = InputRequired(_l("Márquelo cuando haya visto el documento y a la persona."))
COLUMN_MAX = 100

REFUSALS = {
    "document_form": _l("Ese número no tiene la forma de ese documento. Revíselo como está impreso."),
    "document_not_accepted": _l("El foro no acepta ese documento."),
    "document_held": _l("Su cuenta ya tiene un documento comprobado."),
    "document_differs": _l("Ese número no es el del documento que se disputa."),
    "claims_spent": _l("Ya dio varios documentos en línea. Acérquese a la secretaría con el suyo."),
    "claim_settled": _l("Ese documento ya se aclaró."),
    "fact_missing": _l("El foro compara también esta fecha."),
    "fact_form": _l("La fecha no se entiende: escriba día, mes y año, o año-mes-día."),
    "code_gone": _l("Ese código no sirve: revíselo, o pida otro a la secretaría."),
    "own_registration": _l(
        "Quien escribe el registro no puede usarlo: otra persona de la secretaría lo hará."
    ),
    "census_column": _l("Ninguna columna se llama «%(name)s»: revise la primera fila del archivo."),
    "census_empty": _l("Ninguna línea del archivo tiene un número que sirva."),
    "census_twice": _l("El número ya estaba en otra línea."),
    "census_settled": _l("Ese padrón ya está en vigor o se descartó."),
    "signed_already": _l("Usted ya firmó. Hace falta otra persona."),
    "nothing_proved": _l("Este foro no comprobó nada de esa cuenta."),
} | {f"table_{code}": _l(sentence) for code, sentence in SENTENCES.items()}


def _kinds(accepted: Iterable[str]) -> list[SelectChoice]:
    return [SelectChoice(kind, LABELS["DocumentKind"][kind]) for kind in accepted]


class DocumentForm(BaseForm):
    """Give one's own document."""

    kind = SelectField(_l("Documento"), validators=[NEEDED])
    number = line(
        _l("Número"),
        most=NUMBER_MAX,
        hint=_l("Como está impreso. Espacios, puntos y guiones no importan."),
    )
    fact = DateField(_l("Fecha"), validators=[Optional()])
    submit = SubmitField(_l("Comparar mi documento"))

    @classmethod
    def of(cls, forum: Forum, in_force: Iterable[Census]) -> "DocumentForm":
        """Return the form of a forum: its documents, and the date that its census asks for."""
        form = cls()
        form.kind.choices = _kinds(forum.documents)
        fact = next((census.fact for census in in_force if census.fact), None)
        if fact is None:
            del form.fact
        else:
            form.fact.label.text = LABELS["Fact"][fact.value]
            if len(forum.documents) == 1:
                form.fact.validators, form.fact.flags.required = [NEEDED], True
        return form


class CodeForm(BaseForm):
    """The code of a registration in person."""

    code = line(
        _l("Código"), most=40, hint=_l("Doce letras y números, como están en la hoja o en el correo.")
    )
    submit = SubmitField(_l("Unir a mi cuenta"))


class KindsForm(BaseForm):
    """Which documents a forum accepts."""

    documents = SelectMultipleField(
        _l("Documentos que acepta el foro"),
        choices=[SelectChoice(kind, words) for kind, words in LABELS["DocumentKind"].items()],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    save = SubmitField(_l("Guardar"))


class CensusForm(BaseForm):
    """A census to read."""

    file = FileField(
        _l("Archivo"),
        validators=[FileRequired(_l("Elija un archivo."))],
        description=_l(
            "CSV o XLSX, con los nombres de las columnas en la primera fila. El archivo no se guarda."
        ),
    )
    kind = SelectField(_l("Documento"), validators=[NEEDED])
    number_column = line(_l("Columna del número"), most=COLUMN_MAX, hint=_l("Por ejemplo: cedula"))
    fact = SelectField(
        _l("Segundo dato"),
        choices=[
            SelectChoice("", _l("Ninguno: basta el número")),
            *(SelectChoice(value, words) for value, words in LABELS["Fact"].items()),
        ],
        description=_l("Si el archivo lo tiene, pídalo: un número lo conoce mucha gente."),
        validators=[Optional()],
    )
    fact_column = line(_l("Columna de esa fecha"), most=COLUMN_MAX, required=False)
    submit = SubmitField(_l("Leer el archivo"))

    @classmethod
    def of(cls, forum: Forum) -> "CensusForm":
        """Return the form of a forum: the documents that it accepts."""
        form = cls()
        form.kind.choices = _kinds(forum.documents)
        return form


class RegisterForm(BaseForm):
    """Register a person who is there."""

    kind = SelectField(_l("Documento"), validators=[NEEDED])
    number: Any = line(_l("Número, como está en el documento"), most=NUMBER_MAX)
    email = EmailField(
        _l("Correo de la persona"),
        validators=[
            Optional(),
            Length(max=EMAIL_MAX),
            Email(_l("Escriba un correo completo, como ana@ejemplo.org.")),
        ],
        description=_l("Le enviamos el código también ahí. Sin correo basta la hoja impresa."),
    )
    seen = BooleanField(_l("Tengo delante a la persona y su documento, y son la misma"), validators=[SEEN])
    submit = SubmitField(_l("Registrar y mostrar la hoja"))

    @classmethod
    def of(cls, forum: Forum) -> "RegisterForm":
        """Return the form of a forum: the documents that it accepts."""
        form = cls()
        form.kind.choices = _kinds(forum.documents)
        return form


class SettleForm(BaseForm):
    """Give a disputed document to the account whose person shows it."""

    number: StringField = line(_l("Número, como está en el documento"), most=NUMBER_MAX)
    seen = BooleanField(_l("Tengo delante a la persona de esta cuenta y su documento"), validators=[SEEN])
    submit = SubmitField(_l("El documento es de esta cuenta"))


class WithdrawForm(BaseForm):
    """Take a level back."""

    reason = text(
        _l("Razón"), least=10, most=REASON_MAX, hint=_l("La persona la recibe por correo, tal como está.")
    )
    submit = SubmitField(_l("Retirar la comprobación"))
