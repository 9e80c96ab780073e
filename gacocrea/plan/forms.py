"""What people type when a plan is frozen or an earlier one is brought in, and why it cannot be."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, SubmitField
from wtforms.validators import InputRequired

from gacocrea.cycle.models import NAME_MAX as TITLE_MAX
from gacocrea.forum.models import SLUG_MAX
from gacocrea.plan.actions import PlanWords
from gacocrea.plan.document import PlanDocument
from gacocrea.plan.models import NOTE_MAX, PlanStage
from gacocrea.plan.reading import UNKNOWN_DAY
from gacocrea.web.forms import BaseForm, line, text
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
    "plan_file_kind": _l("Ese archivo no se lee: use DOCX, CSV, XLSX, ZIP de tablas CSV o JSON."),
    "plan_file_broken": _l(
        "El archivo no es lo que dice su nombre, o está dañado. Vuelva a guardarlo y pruebe otra vez."
    ),
    "plan_file_version": _l("Es un plan de otra versión de gacocrea, que aquí no se lee."),
    "plan_file_empty": _l(
        "No se encontró ningún compromiso. En una tabla, una columna se llama «Nombre»; en un documento, cada "
        "compromiso empieza con un título como «Compromiso 3: …»."
    ),
    "plan_brought_in": _l("Ese plan ya se incorporó."),
    "note_long": _l("Es muy largo: el máximo es de %(most)s letras."),
}


UNREAD = {
    "unread_value": _l("No tiene la forma que se espera."),
    "unread_name": _l("No es parte de un plan."),
    "unread_row": _l("La fila no se pudo leer."),
    "unread_columns": _l("Ninguna columna dice cómo se llaman los compromisos."),
    "unread_nameless": _l("La fila no nombra ningún compromiso."),
    "unread_other_plan": _l("La fila es de otro plan."),
    "unread_day": _l("No se entiende la fecha: queda la del plan."),
    "unread_milestone": _l("El hito no dice qué se hace o de qué compromiso es."),
    "unread_milestones": _l("Los hitos nombran un compromiso que no está."),
    "unread_words": _l("Texto que no es de ningún compromiso. Cantidad de palabras:"),
}
"""Why something of a file is not in the plan that was read."""


class PlanFileForm(BaseForm):
    """The file of an earlier plan."""

    file = FileField(
        _l("Archivo del plan"),
        validators=[FileRequired(_l("Elija un archivo."))],
        description=_l("DOCX, CSV, XLSX, ZIP de tablas CSV, o el JSON que exporta gacocrea. Hasta 20 MB."),
    )
    submit = SubmitField(_l("Leer el archivo"))


class BringInForm(BaseForm):
    """How a plan that was read is called here, and the days that it covers."""

    title = line(_l("Título del plan"), least=3, most=TITLE_MAX)
    slug = line(_l("Dirección"), least=2, most=SLUG_MAX, hint=_l("Letras minúsculas, números y guiones: 2019-2022."))
    starts_on = DateField(_l("El plan empieza"), validators=[InputRequired(_l("Este dato hace falta."))])
    ends_on = DateField(_l("El plan termina"), validators=[InputRequired(_l("Este dato hace falta."))])
    submit = SubmitField(_l("Incorporar el plan"))

    @classmethod
    def of(cls, plan: PlanDocument) -> "BringInForm":
        known = plan.starts != UNKNOWN_DAY
        years = f"{plan.starts.year}-{plan.ends.year}" if known else ""
        days = {"starts_on": plan.starts, "ends_on": plan.ends} if known else {}
        return cls(data={"title": plan.title[:TITLE_MAX], "slug": years, **days})

    def words(self) -> PlanWords:
        return PlanWords(self.slug.data, self.title.data, self.starts_on.data, self.ends_on.data)


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
