"""What people type about courses: the secretariat their words, sessions and lists; everybody a name to enrol with."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    SubmitField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from gacocrea.core.text import is_link, whole
from gacocrea.forum.forms import GENDER_WORDS, WithFile, end_of
from gacocrea.forum.forms.fields import NEEDED, choices_of, day_field
from gacocrea.forum.models import LINK_MAX, NAME_MAX, Forum
from gacocrea.forum.rules import COUNT_MAX
from gacocrea.learning.actions import AtTheDoor, CourseWords
from gacocrea.learning.models import (
    ACCESS_MAX,
    COURSE_TEXT_MAX,
    LINE_MAX,
    PERSON_MAX,
    PLACES_MAX,
    REASON_MAX,
    SESSIONS_MAX,
    Course,
    CourseKind,
    CourseSession,
)
from gacocrea.learning.queries import OnList
from gacocrea.learning.rules import SessionWords
from gacocrea.web.forms import BaseForm, Rows, line
from gacocrea.web.forms import text as paragraphs

SPARE_SESSIONS = 2


def _is_link(_form: Form, field: Any) -> None:
    """A link leads to a page, and nowhere else."""
    if field.data and not is_link(field.data):
        raise ValidationError(_("Un enlace empieza con https://."))


def _link(label: Any, hint: Any) -> Any:
    field = line(label, most=LINK_MAX, required=False, hint=hint)
    field.kwargs["validators"].append(_is_link)
    return field


class SessionForm(Form):  # type: ignore[misc]
    """One session; a row without words is left out."""

    id = HiddenField()
    day = day_field(_l("Día"), required=False)
    starts = TimeField(_l("Empieza a las"), validators=[Optional()])
    ends = TimeField(_l("Termina a las"), validators=[Optional()])
    place = line(_l("Lugar"), most=NAME_MAX * 2, required=False)
    link = _link(_l("Enlace para conectarse"), _l("Empieza con https://. Lo ve quien tiene un lugar."))

    @property
    def is_blank(self) -> bool:
        return not any(field.data or field.errors for field in self if field.short_name != "id")

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that says anything says when."""
        good = bool(super().validate(extra_validators))
        for field in () if self.is_blank else (self.day, self.starts, self.ends):
            if field.data is None and not field.errors:
                field.errors = [_("Una sesión dice su día y sus horas.")]
                good = False
        return good

    def words(self, zone: ZoneInfo) -> SessionWords:
        """Return the session, its times taken in the forum's zone."""
        starts, ends = (datetime.combine(self.day.data, at.data, zone) for at in (self.starts, self.ends))
        return SessionWords(starts, ends, self.place.data, self.link.data, whole(self.id.data))


class CourseForm(BaseForm):
    """Everything that is said of a course."""

    kind = SelectField(_l("Qué es"), choices=choices_of("CourseKind"), validators=[NEEDED])
    title = line(_l("Título"), least=3, most=NAME_MAX)
    text = paragraphs(
        _l("De qué trata"),
        least=10,
        most=COURSE_TEXT_MAX,
        hint=_l("Qué se aprende y cómo. Deje una línea vacía entre párrafos; una lista lleva guiones."),
    )
    given_by = line(_l("Quién lo da"), most=LINE_MAX, hint=_l("Personas e instituciones."))
    for_whom = line(_l("Para quién"), most=LINE_MAX, required=False)
    sessions = Rows(FormField(SessionForm), label=_l("Sesiones"), max_entries=SESSIONS_MAX + SPARE_SESSIONS)
    territory = SelectField(_l("Territorio"), validators=[Optional()])
    language = line(_l("Lengua"), most=LINE_MAX, required=False, hint=_l("Por ejemplo: español y kichwa."))
    access = paragraphs(
        _l("Accesibilidad"),
        most=ACCESS_MAX,
        required=False,
        hint=_l("Interpretación en lengua de señas, rampa, cuidado de niñas y niños, subtítulos."),
    )
    places = IntegerField(
        _l("Lugares"),
        validators=[Optional(), NumberRange(1, PLACES_MAX, _l("Entre 1 y %(max)s."))],
        description=_l("Sin un número entra quien llegue. Con él, quienes no caben esperan en orden."),
    )
    enrol_from = day_field(_l("La inscripción abre el"), required=False, hint=_l("Vacío: al anunciarlo."))
    enrol_until = day_field(
        _l("Último día para inscribirse"), required=False, hint=_l("Vacío: hasta que empiece.")
    )
    least_share = IntegerField(
        _l("Para el certificado, qué parte de las sesiones hace falta (en por ciento)"),
        validators=[Optional(), NumberRange(1, 100, _l("Entre 1 y 100."))],
        description=_l("Vacío: no da certificado."),
    )
    submit = SubmitField(_l("Guardar"))

    @classmethod
    def of(cls, forum: Forum, course: Course | None = None) -> Self:
        """Return the form, filled with what a course says already, and with empty rows for sessions."""
        form = cls(data=_said(course, ZoneInfo(forum.time_zone)) if course else None)
        named = [course.territory] if course and course.territory not in ("", *forum.territories) else []
        form.territory.choices = [
            ("", _("Todo el territorio")),
            *((one, one) for one in (*forum.territories, *named)),
        ]
        if not form.is_submitted():
            for _row in range(SPARE_SESSIONS if course else SPARE_SESSIONS + 1):
                form.sessions.append_entry()
        return form

    def words(self, zone: ZoneInfo) -> CourseWords:
        """Return what was typed; days begin and end in the forum's zone."""
        opens, closes = self.enrol_from.data, self.enrol_until.data
        rows = [row.form for row in self.sessions if not row.form.is_blank]
        plain = ("title", "text", "given_by", "for_whom", "language", "access", "places", "least_share")
        return CourseWords(
            kind=CourseKind(self.kind.data),
            sessions=tuple(row.words(zone) for row in rows),
            territory=self.territory.data or "",
            enrol_from=datetime.combine(opens, datetime.min.time(), zone) if opens else None,
            enrol_until=end_of(closes, zone) if closes else None,
            **{name: self[name].data for name in plain},
        )


def _said(course: Course, zone: ZoneInfo) -> dict[str, Any]:
    names = (
        "title",
        "text",
        "given_by",
        "for_whom",
        "language",
        "territory",
        "access",
        "places",
        "least_share",
    )
    opens, closes = course.enrol_from, course.enrol_until
    return {
        **{name: getattr(course, name) for name in names},
        "kind": course.kind.value,
        "enrol_from": opens.astimezone(zone).date() if opens else None,
        "enrol_until": (closes - datetime.resolution).astimezone(zone).date() if closes else None,
        "sessions": [_session(one, zone) for one in course.sessions],
    }


def _session(one: CourseSession, zone: ZoneInfo) -> dict[str, Any]:
    starts, ends = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    told = {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}
    return {"id": str(one.id), "place": one.place, "link": one.link, **told}


class EnrolForm(BaseForm):
    """Take a place."""

    name = line(
        _l("Su nombre en la lista y en el certificado"),
        least=2,
        most=PERSON_MAX,
        hint=_l("Lo ve la secretaría."),
    )
    submit = SubmitField(_l("Inscribirme"))


class PersonForm(BaseForm):
    """Write somebody without an account on the list."""

    name = line(_l("Nombre y apellido"), least=2, most=PERSON_MAX)
    submit = SubmitField(_l("Anotar"))


class CourseButton(BaseForm):
    """A button that changes something."""

    submit = SubmitField(_l("Confirmar"))


class CancelForm(BaseForm):
    """Cancel a course."""

    reason = paragraphs(
        _l("Por qué se cancela"),
        least=3,
        most=REASON_MAX,
        hint=_l("Se publica, y le llega a quienes se inscribieron."),
    )
    submit = SubmitField(_l("Cancelar y avisar"))


class MaterialForm(WithFile):
    """Hand out a file or a link."""

    title = line(
        _l("Qué es"), least=3, most=LINE_MAX, hint=_l("Por ejemplo: Diapositivas de la primera sesión.")
    )
    link = _link(_l("Enlace"), _l("Empieza con https://. Un enlace o un archivo, uno de los dos."))
    submit = SubmitField(_l("Publicar el material"))


class DoorForm(BaseForm):
    """Who came to a session; its fields are made for the people of the list and the facets of the forum."""

    seen = HiddenField()
    came = SelectMultipleField(
        _l("Quiénes llegaron"),
        coerce=int,
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    others = IntegerField(
        _l("Cuántas personas más vinieron, sin estar en la lista"),
        validators=[Optional(), NumberRange(0, COUNT_MAX, _l("Escriba un número, o nada."))],
    )
    submit = SubmitField(_l("Guardar la asistencia"))

    def door(self, forum: Forum) -> AtTheDoor:
        """Return what changed against what the page showed, and the counts."""
        shown = {
            one for part in (self.seen.data or "").split(",")[:10_000] if (one := whole(part)) is not None
        }
        came = set(self.came.data or ())
        places = {forum.territories[int(key)]: number for key, number in self._numbers("territory").items()}
        counts = {"sector": self._numbers("sector"), "gender": self._numbers("gender"), "territory": places}
        return AtTheDoor(came - shown, shown - came, self.others.data or 0, counts)

    def _numbers(self, facet: str) -> dict[str, int]:
        start = f"{facet}_"
        fields = (
            (name.removeprefix(start), field)
            for name, field in self._fields.items()
            if name.startswith(start)
        )
        return {key: field.data or 0 for key, field in fields}


def door_form(
    forum: Forum, sitting: CourseSession, people: Iterable[OnList], *, everyone: bool = False
) -> DoorForm:
    """Return the form of a session, filled with what was noted before; `everyone`: as if all had come."""
    facets: dict[str, Iterable[tuple[str, Any]]] = {
        "sector": [(sector.key, sector.name) for sector in forum.sectors],
        "gender": GENDER_WORDS.items(),
        "territory": [(str(place), name) for place, name in enumerate(forum.territories)],
    }
    fields = {
        f"{facet}_{key}": _count(words, _noted(forum, sitting, facet, key))
        for facet, keys in facets.items()
        for key, words in keys
    }
    listed = list(people)
    there = [one.enrolment.id for one in listed if sitting.id in one.came]
    marked = [one.enrolment.id for one in listed if one.enrolment.place] if everyone else there
    made: type[DoorForm] = type("DoorFormOfForum", (DoorForm,), fields)
    form = made(data={"came": marked, "seen": ",".join(map(str, there)), "others": sitting.others or None})
    form.came.choices = [SelectChoice(one.enrolment.id, one.enrolment.name) for one in listed]
    return form


def _noted(forum: Forum, sitting: CourseSession, facet: str, key: str) -> int | None:
    noted: dict[str, int] = sitting.counts.get(facet, {})
    return noted.get(forum.territories[int(key)] if facet == "territory" else key)


def _count(words: Any, noted: int | None) -> IntegerField:
    limits = NumberRange(0, COUNT_MAX, _l("Escriba un número, o nada."))
    return IntegerField(words, default=noted, validators=[Optional(), limits])
