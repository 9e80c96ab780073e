"""What people type to report a milestone."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from gacocrea.forum.forms import WithFile
from gacocrea.progress.models import EVIDENCE_MAX, NOTE_MAX, Completion
from gacocrea.web.forms import line, text
from gacocrea.web.labels import LABELS

REFUSALS = {
    "progress_note": _l("Cuente en una frase cómo va."),
    "progress_url": _l("Escriba una dirección completa, que empiece con https://."),
    "commitment_withdrawn": _l("Este compromiso se retiró del plan: no tiene avance que informar."),
    "progress_evidence": _l("Para darlo por completado hace falta decir qué lo demuestra."),
}


class ReportForm(WithFile):
    """Where a milestone stands, and what shows it."""

    completion = RadioField(
        _l("Grado de cumplimiento"),
        choices=[SelectChoice(one.value, LABELS["Completion"][one.value]) for one in Completion],
        validators=[InputRequired(_l("Elija uno."))],
    )
    note = text(_l("Cómo va"), most=NOTE_MAX)
    evidence = text(
        _l("Qué lo demuestra"),
        most=EVIDENCE_MAX,
        required=False,
        hint=_l("El documento, la página o el hecho que cualquiera puede comprobar."),
    )
    evidence_url = line(
        _l("Dirección de la evidencia"),
        most=EVIDENCE_MAX,
        required=False,
        hint=_l("Empieza con https://"),
    )
    submit = SubmitField(_l("Publicar el avance"))
