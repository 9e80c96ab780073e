"""What people type when a plan is frozen, and why it cannot be."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SubmitField
from wtforms.validators import InputRequired

from gacocrea.plan.models import NOTE_MAX, PlanStage
from gacocrea.web.forms import BaseForm, text
from gacocrea.web.labels import label

REFUSALS = {
    "plan_empty": _l("El borrador todavía no tiene compromisos."),
    "plan_unready": _l("A estos compromisos les falta algo que pide la plantilla: %(references)s."),
    "comments_waiting": _l("Quedan %(number)s observaciones de la consulta sin respuesta."),
    "responses_waiting": _l("Quedan %(number)s propuestas sin respuesta razonada."),
    "plan_adopted": _l("El plan ya está adoptado: no cambia más."),
    "plan_unchanged": _l("El borrador dice lo mismo que la última vez que se fijó."),
    "plan_not_put": _l("Fije antes el borrador que se somete a decisión."),
    "plan_changed": _l("El borrador cambió desde que se sometió a decisión: fíjelo otra vez."),
    "note_long": _l("Es muy largo: el máximo es de %(most)s letras."),
}


class FreezeForm(BaseForm):
    """Keep the plan as it reads now."""

    stage = RadioField(_l("Para qué"), validators=[InputRequired(_l("Elija una opción."))])
    note = text(
        _l("Nota pública"),
        most=NOTE_MAX,
        required=False,
        hint=_l("Qué cambió desde la última vez, en una frase."),
    )
    submit = SubmitField(_l("Fijar el borrador"))

    @classmethod
    def of(cls) -> "FreezeForm":
        form = cls()
        stages = (PlanStage.CONSULTATION, PlanStage.DECISION)
        form.stage.choices = [(stage.value, label(stage)) for stage in stages]
        return form
