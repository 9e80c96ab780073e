"""What the secretariat types about meetings, and those who were there about the minutes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SubmitField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional, ValidationError

from gacocrea.core.text import is_link
from gacocrea.forum.actions import AgreementWords, MeetingWords, MinutesWords
from gacocrea.forum.forms.fields import NEEDED, day_field
from gacocrea.forum.models import (
    AGENDA_MAX,
    AGREEMENT_MAX,
    AGREEMENTS_MAX,
    COMMENT_MAX,
    LINK_MAX,
    MINUTES_MAX,
    NAME_MAX,
    Forum,
    Meeting,
)
from gacocrea.forum.queries import HeldSeat
from gacocrea.forum.rules import COUNT_MAX, GENDERS
from gacocrea.web.forms import BaseForm, Rows, line, text
from gacocrea.web.labels import label

SPARE_ROWS = 3
GENDER_WORDS = dict(
    zip(GENDERS, (_l("Mujeres"), _l("Hombres"), _l("Otra identidad"), _l("No lo dijeron")), strict=True)
)


class MeetingForm(BaseForm):
    """Call a meeting."""

    title = line(_l("Título"), most=NAME_MAX, hint=_l("Por ejemplo: Sesión ordinaria 05."))
    day = day_field(_l("Día"))
    starts = TimeField(_l("Empieza a las"), validators=[NEEDED])
    ends = TimeField(_l("Termina a las"), validators=[NEEDED])
    place = line(_l("Lugar"), most=NAME_MAX * 2, hint=_l("La dirección, o «En línea»."))
    link = line(
        _l("Enlace para conectarse"),
        most=LINK_MAX,
        required=False,
        hint=_l("Empieza con https://. Se publica con la convocatoria."),
    )
    is_open = BooleanField(_l("Abierta al público"), default=True)
    is_extraordinary = BooleanField(_l("Extraordinaria: se convoca con menos anticipación"))
    agenda = text(
        _l("Orden del día"),
        most=AGENDA_MAX,
        required=False,
        hint=_l("Un punto por línea, empezando con un guion. Se publica con la convocatoria."),
    )
    submit = SubmitField(_l("Publicar la convocatoria"))

    def validate_link(self, field: Any) -> None:
        """A link leads to a page, and nowhere else."""
        if field.data and not is_link(field.data):
            raise ValidationError(_("Un enlace empieza con https://."))

    def words(self, zone: ZoneInfo) -> MeetingWords:
        """Return the call, its times taken in the forum's zone."""
        return MeetingWords(
            title=self.title.data,
            starts_at=datetime.combine(self.day.data, self.starts.data, zone),
            ends_at=datetime.combine(self.day.data, self.ends.data, zone),
            place=self.place.data,
            link=self.link.data,
            agenda=self.agenda.data,
            is_open=self.is_open.data,
            is_extraordinary=self.is_extraordinary.data,
        )


class AgreementForm(Form):  # type: ignore[misc]
    """One agreement; a row without words is left out."""

    text = line(_l("Qué se acordó"), most=AGREEMENT_MAX, required=False)
    owner = line(_l("Quién lo hará"), most=NAME_MAX, required=False)
    due_on = day_field(_l("Para cuándo"), required=False)

    @property
    def is_blank(self) -> bool:
        return not any(field.data or field.errors for field in self)

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that says anything says what, who and when."""
        good = bool(super().validate(extra_validators))
        for field in () if self.is_blank else self:
            if not field.data and not field.errors:
                field.errors = [_("Un acuerdo dice qué se hará, quién y para cuándo.")]
                good = False
        return good


class MinutesForm(BaseForm):
    """Write the minutes of a meeting."""

    minutes = text(
        _l("Acta"), most=MINUTES_MAX, hint=_l("Qué se trató y qué se dijo. La asistencia va aparte.")
    )
    agreements = Rows(FormField(AgreementForm), label=_l("Acuerdos"), max_entries=AGREEMENTS_MAX + SPARE_ROWS)
    disagreements = text(
        _l("Desacuerdos"),
        most=AGENDA_MAX,
        required=False,
        hint=_l("En qué no hubo acuerdo y quién pensó distinto. También se publica."),
    )
    submit = SubmitField(_l("Guardar"))

    @classmethod
    def of(cls, meeting: Meeting) -> "MinutesForm":
        """Return the form with what is written already, and some empty rows for agreements."""
        said = [{"text": one.text, "owner": one.owner, "due_on": one.due_on} for one in meeting.agreements]
        form = cls(minutes=meeting.minutes, disagreements=meeting.disagreements, agreements=said)
        if not form.is_submitted():
            for _row in range(SPARE_ROWS):
                form.agreements.append_entry()
        return form

    def words(self) -> MinutesWords:
        """Return what was written; empty rows are left out."""
        rows = [row.form for row in self.agreements if not row.form.is_blank]
        agreed = [AgreementWords(row.text.data, row.owner.data, row.due_on.data) for row in rows]
        return MinutesWords(self.minutes.data, self.disagreements.data, agreed)


class CommentForm(BaseForm):
    """Say what the draft should say."""

    text = text(_l("Su observación"), most=COMMENT_MAX)
    submit = SubmitField(_l("Enviar la observación"))


class SignMinutesForm(BaseForm):
    """Sign the minutes that were read."""

    seen = HiddenField()
    agree = BooleanField(_l("Estuve en la reunión y esta acta dice lo que pasó"), validators=[NEEDED])
    submit = SubmitField(_l("Firmar el acta"))


class PublishMinutesForm(BaseForm):
    """Publish the minutes that were signed."""

    publish = SubmitField(_l("Publicar el acta"))


class KeptForm(BaseForm):
    """Note that an agreement was kept."""

    outcome = line(_l("Cómo se cumplió"), most=AGREEMENT_MAX)
    submit = SubmitField(_l("Anotar que se cumplió"))


class AttendanceForm(BaseForm):
    """Who came; its fields are made for the seats, sectors and territories of the forum."""

    seats = HiddenField()
    submit = SubmitField(_l("Guardar la asistencia"))

    def numbers(self, facet: str) -> dict[str, int]:
        """Return the counts of a facet by its keys."""
        start = f"{facet}_"
        return {
            name.removeprefix(start): field.data or 0
            for name, field in self._fields.items()
            if name.startswith(start)
        }

    def sitting(self) -> dict[int, int]:
        """Return by seat the term of the person who sat on it."""
        start = "seat_"
        rows = {
            name.removeprefix(start): field.data
            for name, field in self._fields.items()
            if name.startswith(start)
        }
        return {int(seat): int(term) for seat, term in rows.items() if term}


def attendance_form(forum: Forum, meeting: Meeting, held: Sequence[HeldSeat]) -> AttendanceForm:
    """Return the form of a meeting's attendance, filled with what was noted before."""
    there = {one.seat_id: one.account_id for one in meeting.present}
    fields: dict[str, Any] = {
        f"seat_{one.seat.id}": RadioField(
            one.seat.institution or _("Asiento de %(sector)s", sector=one.seat.sector.name),
            choices=[SelectChoice("", _("No asistió")), *_people(one)],
            default=next((str(m.id) for m in one.members if there.get(one.seat.id) == m.account_id), ""),
            validators=[Optional()],
        )
        for one in held
        if one.members
    }
    facets: dict[str, Iterable[tuple[str, Any]]] = {
        "sector": [(sector.key, sector.name) for sector in forum.sectors],
        "gender": GENDER_WORDS.items(),
        "territory": [(str(place), name) for place, name in enumerate(forum.territories)],
    }
    for facet, keys in facets.items():
        before = meeting.counts.get(facet, {})
        for key, words in keys:
            noted = before.get(forum.territories[int(key)] if facet == "territory" else key)
            fields[f"{facet}_{key}"] = _count(words, noted)
    made: type[AttendanceForm] = type("AttendanceFormOfForum", (AttendanceForm,), fields)
    return made()


def _people(one: HeldSeat) -> list[SelectChoice]:
    return [
        SelectChoice(str(member.id), f"{member.name} ({label(member.kind).lower()})")
        for member in one.members
        if member.kind
    ]


def _count(words: Any, noted: int | None) -> IntegerField:
    limits = NumberRange(0, COUNT_MAX, _l("Escriba un número, o nada."))
    return IntegerField(words, default=noted, validators=[Optional(), limits])
