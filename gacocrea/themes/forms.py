"""What the core group types to answer and to word themes, and the sentences of what can go wrong."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from gacocrea.core.text import whole
from gacocrea.themes.models import (
    INSTITUTION_MAX,
    REASON_MAX,
    REASON_MIN,
    SUMMARY_MAX,
    TITLE_MAX,
    Outcome,
)
from gacocrea.themes.rules import TEMPLATES
from gacocrea.web.forms import BaseForm, line, text
from gacocrea.web.labels import LABELS

REFUSALS = {
    "answered_meanwhile": _l(
        "%(by)s respondió esta propuesta mientras usted escribía. Su texto sigue abajo y nada se sobrescribió: "
        "lea lo que ya se publicó y decida si hace falta cambiarlo."
    ),
    "reason_short": _l("Explique el motivo con al menos %(least)s caracteres: lo leerá quien propuso."),
    "reason_long": _l("La respuesta puede tener hasta %(most)s caracteres."),
    "reason_unfilled": _l("Complete o quite lo que está entre corchetes antes de publicar."),
    "institution_long": _l("El nombre de la institución puede tener hasta %(most)s caracteres."),
    "theme_needed": _l("Con este motivo la propuesta va en un tema: elija uno o cree uno nuevo."),
    "theme_of_other_pillar": _l("Ese tema es de otro pilar: elija uno del pilar de la propuesta."),
    "theme_title_empty": _l("Escriba el título del tema."),
    "theme_title_long": _l("El título del tema puede tener hasta %(most)s caracteres."),
    "theme_summary_empty": _l("Escriba la frase que leerá quien vote."),
    "theme_summary_long": _l("La frase del tema puede tener hasta %(most)s caracteres."),
    "ballot_frozen": _l(
        "Los temas ya están en la boleta: desde que se abre la votación nadie los cambia, los une ni los retira."
    ),
    "theme_changed": _l(
        "Otra persona cambió este tema mientras usted escribía. Lea cómo quedó; lo que usted escribió sigue aquí."
    ),
}
NEW = "new"


class DecisionForm(BaseForm):
    """Answer a proposal: an outcome, a theme where one is needed, and the reason that its author will read."""

    outcome = RadioField(
        _l("Motivo de la respuesta"),
        choices=[SelectChoice(outcome.value, LABELS["Outcome"][outcome.value]) for outcome in Outcome],
        validators=[InputRequired(_l("Elija un motivo."))],
    )
    theme = SelectField(_l("Tema al que va"), default="", validate_choice=False)
    title = line(_l("Título del tema nuevo"), most=TITLE_MAX, required=False)
    summary = text(_l("Frase del tema nuevo, la que leerá quien vote"), most=SUMMARY_MAX, required=False)
    institution = line(_l("Institución consultada"), most=INSTITUTION_MAX, required=False)
    reason = text(_l("Respuesta que leerá quien propuso"), least=REASON_MIN, most=REASON_MAX)
    seen = HiddenField()

    @staticmethod
    def template(outcome: Outcome, name: str) -> str:
        """Return the first draft of an answer to somebody called `name`."""
        return str(_(TEMPLATES[outcome])) % {"name": name}

    def words(self) -> dict[str, Any]:
        """Return what was typed as the arguments of the action, but for the theme that exists."""
        wording = (self.title.data or "", self.summary.data or "")
        return {
            "outcome": Outcome(self.outcome.data),
            "reason": self.reason.data or "",
            "institution": self.institution.data or "",
            "new_theme": wording if self.theme.data == NEW else None,
        }


class BulkForm(DecisionForm):
    """Answer several proposals at once; each chosen value is "number:response seen"."""

    chosen = SelectMultipleField(
        _l("Propuestas marcadas"),
        validate_choice=False,
        validators=[InputRequired(_l("Marque al menos una propuesta de la cola."))],
    )

    def seen_by_number(self) -> dict[int, int]:
        """Return by the proposal's number the response that the moderator saw; what is no pair is left out."""
        pairs = (value.partition(":") for value in self.chosen.data or ())
        read = ((whole(number), whole(seen)) for number, _colon, seen in pairs)
        return {number: seen for number, seen in read if number is not None and seen is not None}


class ThemeForm(BaseForm):
    """Word a theme."""

    pillar = SelectField(_l("Pilar"), validators=[InputRequired()])
    title = line(_l("Título"), least=3, most=TITLE_MAX, hint=_l("Lo que se pide, en pocas palabras."))
    summary = text(
        _l("Frase"), least=10, most=SUMMARY_MAX, hint=_l("Lo que leerá quien vote: qué cambia si se cumple.")
    )
    seen_at = HiddenField()
    submit = SubmitField(_l("Guardar el tema"))
