"""What the core group types to answer and to word themes, and the sentences of what can go wrong."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField, SelectMultipleField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from gacocrea.core.text import whole
from gacocrea.moderation.models import SavedText
from gacocrea.themes.actions.weighing import NOTE_MAX
from gacocrea.themes.models import (
    DESK_NOTE_MAX,
    INSTITUTION_MAX,
    REASON_MAX,
    REASON_MIN,
    SUMMARY_MAX,
    TITLE_MAX,
    Criterion,
    Mark,
    Outcome,
)
from gacocrea.themes.rules import AUTHOR, TEMPLATES
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
    "desk_taken": _l(
        "%(by)s tomó esta propuesta antes. Si ya no puede seguir, cualquiera del grupo la puede dejar libre."
    ),
    "note_empty": _l("Escriba la nota."),
    "note_long": _l("La nota puede tener hasta %(most)s caracteres."),
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
REFUSALS |= {
    "merge_into_itself": _l("Elija otro tema, que siga abierto."),
    "split_some": _l("Marque las propuestas que se van: al menos una, y no todas."),
    "check_changed": _l(
        "Otra persona de su sector cambió esta lista mientras usted escribía. Lo que usted escribió sigue aquí."
    ),
    "contact_wrong": _l("Escriba una dirección de correo."),
    "due_past": _l("La fecha debe ser posterior a hoy."),
    "feasibility_entered": _l("%(by)s ya ingresó esta respuesta. Nada se sobrescribió."),
    "responses_missing": _l(
        "El plan adoptado se exporta cuando cada propuesta tiene su respuesta: faltan %(left)s."
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
    saved = SelectField(_l("Razón guardada"), default="", validate_choice=False)
    reason = text(_l("Respuesta que leerá quien propuso"), least=REASON_MIN, most=REASON_MAX)
    seen = HiddenField()

    def offer(self, saved: Sequence[SavedText]) -> Self:
        """Offer the saved reasons; one that was chosen fills the answer that was left empty.

        The first that was saved for an outcome is its template from then on.
        """
        kept = [one for one in saved if one.use in list(Outcome)]
        self.texts = {one.use: one.text for one in reversed(kept)}
        self.saved.choices = [
            SelectChoice("", _("Ninguna")), *(SelectChoice(str(one.id), one.title) for one in kept)
        ]  # fmt: skip
        chosen = next((one.text for one in kept if str(one.id) == self.saved.data), "")
        if chosen and not self.reason.data:
            self.reason.data, self.reason.raw_data = chosen, [chosen]
        return self

    def template(self, outcome: Outcome, name: str) -> str:
        """Return the first draft of an answer to somebody called `name`."""
        if outcome.value in self.texts:
            return str(self.texts[outcome.value]).replace(AUTHOR, name)
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


class MergeForm(BaseForm):
    """Unite a theme with another."""

    into = SelectField(_l("Unir con"), validate_choice=False, validators=[InputRequired(_l("Elija un tema."))])
    reason = text(
        _l("Por qué se unen"), least=REASON_MIN, most=REASON_MAX, hint=_l("Lo leerá cada autora o autor.")
    )
    seen_at = HiddenField()


class SplitForm(BaseForm):
    """Make a new theme of some proposals of one."""

    numbers = SelectMultipleField(
        _l("Propuestas que se van"),
        validate_choice=False,
        validators=[InputRequired(_l("Marque las propuestas que se van: al menos una, y no todas."))],
    )
    title = line(_l("Título del tema nuevo"), least=3, most=TITLE_MAX)
    summary = text(_l("Frase del tema nuevo, la que leerá quien vote"), least=10, most=SUMMARY_MAX)
    reason = text(
        _l("Por qué se divide"), least=REASON_MIN, most=REASON_MAX, hint=_l("Lo leerá cada autora o autor.")
    )
    seen_at = HiddenField()


def _mark(criterion: Criterion) -> RadioField:
    return RadioField(
        LABELS["Criterion"][criterion.value],
        choices=[SelectChoice(mark.value, LABELS["Mark"][mark.value]) for mark in Mark],
        validators=[Optional()],
    )


def _note() -> Any:
    return text(_l("Nota de su sector"), most=NOTE_MAX, required=False)


class NoteForm(BaseForm):
    """Note something for the rest of the group, beside a proposal."""

    text = text(_l("Nota para el grupo"), most=DESK_NOTE_MAX)


class CheckForm(BaseForm):
    """How a sector weighs a theme."""

    relevance, relevance_note = _mark(Criterion.RELEVANCE), _note()
    feasibility, feasibility_note = _mark(Criterion.FEASIBILITY), _note()
    competence, competence_note = _mark(Criterion.COMPETENCE), _note()
    value, value_note = _mark(Criterion.VALUE), _note()
    seen_at = HiddenField()

    def marks(self) -> dict[Criterion, tuple[Mark, str]]:
        """Return what was marked, with its notes."""
        return {
            one: (Mark(self[one.value].data), self[f"{one.value}_note"].data or "")
            for one in Criterion
            if self[one.value].data
        }


class AskForm(BaseForm):
    """Ask an institution whether a theme can be done."""

    institution = line(_l("Institución"), least=3, most=INSTITUTION_MAX)
    contact = line(_l("Correo de contacto"), least=5, most=254)
    question = text(_l("Pregunta"), least=REASON_MIN, most=REASON_MAX)
    due_on = DateField(_l("Responder hasta"), validators=[InputRequired(_l("Escriba una fecha."))])


class EnterForm(BaseForm):
    """Type in what an institution answered."""

    mark = RadioField(
        _l("¿Se puede hacer?"),
        choices=[SelectChoice(mark.value, LABELS["Mark"][mark.value]) for mark in Mark],
        validators=[InputRequired(_l("Elija una opción."))],
    )
    answer = text(_l("Lo que respondió"), least=REASON_MIN, most=REASON_MAX)
    signed_by = line(_l("Quién firma la respuesta"), least=3, most=INSTITUTION_MAX)
