"""What the secretariat types about meetings, and the sentences of what can go wrong in a forum."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, Form, SubmitField, TimeField
from wtforms.validators import InputRequired, ValidationError

from gacocrea.forum.actions import MeetingWords
from gacocrea.forum.models import AGENDA_MAX, MINUTES_MAX, NAME_MAX
from gacocrea.web.forms import BaseForm, line, text

REFUSALS = {
    "slug_letters": _l(
        "Use letras minúsculas sin tildes, números y guiones: quedará en la dirección (hasta %(most)s)."
    ),
    "slug_taken_by_page": _l("«%(slug)s» es el nombre de una página. Elija otro."),
    "slug_in_use": _l("Ya hay un foro «%(slug)s». Elija otro nombre para la dirección."),
    "forum_name": _l("El foro necesita un nombre de hasta %(most)s caracteres."),
    "unknown_zone": _l("«%(zone)s» no es una zona horaria. Un ejemplo: America/Guayaquil."),
    "sectors_two": _l("Un foro multiactor tiene al menos dos sectores, cada uno con su clave y su nombre."),
    "role_not_granted": _l("Ese papel no se otorga en un foro."),
    "seat_sector": _l("Un asiento del grupo núcleo pertenece a un sector del foro: diga cuál."),
    "no_seat_no_sector": _l("Solo los asientos del grupo núcleo llevan sector."),
    "no_sector": _l("El foro no tiene el sector «%(key)s». Tiene: %(known)s."),
    "term": _l("El período debe terminar después de empezar."),
    "term_over": _l("Ese período ya había terminado."),
    "no_forum": _l("No hay un foro «%(slug)s»."),
    "no_account": _l("No hay una cuenta con el correo %(email)s."),
    "meeting_ends": _l("La reunión debe terminar después de empezar."),
    "meeting_not_held": _l("El acta se publica después de la reunión."),
    "minutes_empty": _l("Escriba el acta."),
    "decision_empty": _l("Una decisión se publica con su título y su razón."),
}


def within_reach(_form: Form, field: Field) -> None:
    """Refuse days that no forum means, such as those of a mistyped year."""
    if field.data is not None and not 2000 <= field.data.year <= 2100:
        raise ValidationError(_l("Revise el año."))


_NEEDED = InputRequired(_l("Este dato hace falta."))


class MeetingForm(BaseForm):
    """Call a meeting."""

    title = line(_l("Título"), most=NAME_MAX, hint=_l("Por ejemplo: Sesión ordinaria 05."))
    day = DateField(_l("Día"), validators=[_NEEDED, within_reach])
    starts = TimeField(_l("Empieza a las"), validators=[_NEEDED])
    ends = TimeField(_l("Termina a las"), validators=[_NEEDED])
    place = line(_l("Lugar"), most=NAME_MAX * 2, hint=_l("La dirección, el enlace si es en línea, o ambos."))
    is_open = BooleanField(_l("Abierta al público"), default=True)
    agenda = text(
        _l("Orden del día"),
        most=AGENDA_MAX,
        required=False,
        hint=_l("Un punto por línea, empezando con un guion. Se publica con la convocatoria."),
    )
    submit = SubmitField(_l("Publicar la convocatoria"))

    def words(self, zone: ZoneInfo) -> MeetingWords:
        """Return the call, its times taken in the forum's zone."""
        return MeetingWords(
            title=self.title.data,
            starts_at=datetime.combine(self.day.data, self.starts.data, zone),
            ends_at=datetime.combine(self.day.data, self.ends.data, zone),
            place=self.place.data,
            agenda=self.agenda.data,
            is_open=self.is_open.data,
        )


class MinutesForm(BaseForm):
    """Publish the minutes of a meeting."""

    minutes = text(
        _l("Acta"),
        most=MINUTES_MAX,
        hint=_l("Quiénes asistieron, qué se trató, qué se acordó y en qué no hubo acuerdo."),
    )
    submit = SubmitField(_l("Publicar el acta"))
