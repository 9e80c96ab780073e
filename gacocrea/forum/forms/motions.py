"""What people type about motions: the motion itself, a vote, and votes taken from minutes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from gacocrea.core.text import reference
from gacocrea.forum.actions import Noted
from gacocrea.forum.forms.fields import NEEDED, choices_of, day_field
from gacocrea.forum.models import (
    DISSENT_MAX,
    MOTION_MAX,
    TITLE_MAX,
    Choice,
    Forum,
    Meeting,
    Motion,
    MotionSeat,
)
from gacocrea.forum.queries import today_in
from gacocrea.web.forms import BaseForm, line, text

RECUSED = "recused"
DAYS_TO_VOTE = 7
"""How long the seats have to vote, where nothing else is said."""


def end_of(day: Any, zone: ZoneInfo) -> datetime:
    """Return the instant at which a day ends in a zone."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)


def vote_closes(forum: Forum, now: datetime, days: int = DAYS_TO_VOTE) -> datetime:
    """Return until when the seats may vote on what is put to them now: the end of a day in the forum's zone."""
    return end_of(today_in(forum, now) + timedelta(days=days), ZoneInfo(forum.time_zone))


class MotionForm(BaseForm):
    """Put a motion that the program has nothing to carry out for."""

    title = line(_l("Título"), most=TITLE_MAX, hint=_l("Así se llamará la decisión, si se aprueba."))
    text = text(_l("Qué se decide, y por qué"), most=MOTION_MAX)
    closes_on = day_field(_l("Se vota hasta el"), hint=_l("Ese día incluido."))
    submit = SubmitField(_l("Poner a votación"))


class VoteForm(BaseForm):
    """Vote from one's own seat."""

    choice = RadioField(_l("Su voto"), choices=choices_of("Choice"), validators=[NEEDED])
    dissent = text(
        _l("Su razón"),
        most=DISSENT_MAX,
        required=False,
        hint=_l("Si no está de acuerdo, dígalo aquí. Se publica junto a su voto."),
    )
    submit = SubmitField(_l("Votar"))


class RecuseForm(BaseForm):
    """Step aside from a motion."""

    recusal = text(_l("Por qué se excusa"), most=DISSENT_MAX, hint=_l("Se publica."))
    submit = SubmitField(_l("Excusarme de esta moción"))


class CloseForm(BaseForm):
    """Close a motion: nothing to type."""

    close = SubmitField(_l("Cerrar la votación y publicar el resultado"))


class WithdrawForm(BaseForm):
    """Take a motion back."""

    reason = text(_l("Por qué se retira"), most=DISSENT_MAX, hint=_l("Se publica."))
    submit = SubmitField(_l("Retirar la moción"))


class MinutedForm(BaseForm):
    """Votes taken from minutes; its fields are made for the seats in the roll."""

    meeting = SelectField(_l("Según el acta de"), coerce=int, validators=[NEEDED])
    submit = SubmitField(_l("Guardar los votos"))

    def votes(self, seats: Iterable[MotionSeat]) -> dict[int, Noted]:
        """Return what the minutes say of each seat."""
        found = {}
        for seat in seats:
            name = f"seat_{seat.seat_id}"
            if name in self._fields:
                said, reason = self._fields[name].data, self._fields[f"reason_{seat.seat_id}"].data
                recusal = (reason or _("Consta en el acta.")) if said == RECUSED else ""
                choice = Choice(said) if said in set(Choice) else None
                found[seat.seat_id] = Noted(choice, recusal, "" if recusal else reason)
        return found


def minuted_form(motion: Motion, meetings: Iterable[Meeting]) -> MinutedForm:
    """Return the form for the votes of the seats that did not vote here themselves."""
    options = [
        SelectChoice("", _("No votó")),
        *choices_of("Choice"),
        SelectChoice(RECUSED, _("Se excusó")),
    ]
    fields: dict[str, Any] = {}
    for seat in motion.seats:
        if seat.account_id is None:
            fields[f"seat_{seat.seat_id}"] = RadioField(
                seat.institution,
                choices=options,
                default=RECUSED if seat.recusal else seat.choice or "",
                validators=[Optional()],
            )
            fields[f"reason_{seat.seat_id}"] = text(
                _("Razón de %(institution)s", institution=seat.institution), most=DISSENT_MAX, required=False
            )
    made: type[MinutedForm] = type("MinutedFormOfMotion", (MinutedForm,), fields)
    form = made()
    form.meeting.choices = [
        SelectChoice(one.id, f"{reference('R', one.number)}. {one.title}") for one in meetings
    ]
    return form
