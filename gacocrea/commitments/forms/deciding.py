"""What people type to withdraw or add a commitment after the vote, and to say who works on one."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SubmitField
from wtforms.validators import InputRequired

from gacocrea.commitments.models import BRIEF_MAX, NAME_MAX, REASON_MIN, Duty
from gacocrea.cycle.models import Pillar
from gacocrea.forum.queries import Member
from gacocrea.web.forms import BaseForm, line, text
from gacocrea.web.labels import label

PUBLIC = _l("Este motivo es público.")


class WithdrawForm(BaseForm):
    """Ask the group to drop a commitment from the draft, with its public reason."""

    reason = text(_l("Por qué se retira"), least=REASON_MIN, most=BRIEF_MAX, hint=PUBLIC)
    sure = BooleanField(_l("Sí, proponer al grupo que se retire"), validators=[InputRequired()])
    submit = SubmitField(_l("Poner el retiro a votación"))


class AddForm(BaseForm):
    """Ask the group for a commitment that no voted theme asks for."""

    pillar = RadioField(_l("Pilar"), validators=[InputRequired(_l("Elija una opción."))])
    name = line(_l("Nombre del compromiso"), most=NAME_MAX)
    reason = text(
        _l("Por qué se agrega, si nadie lo votó"), least=REASON_MIN, most=BRIEF_MAX, hint=PUBLIC
    )
    submit = SubmitField(_l("Ponerlo a votación del grupo"))

    @classmethod
    def of(cls, pillars: list[Pillar]) -> Self:
        form = cls()
        form.pillar.choices = [(pillar.key, pillar.name) for pillar in pillars]
        return form


class AssignForm(BaseForm):
    """Say who works on a commitment."""

    person = SelectField(_l("Persona"), coerce=int, validate_choice=False)
    duty = RadioField(_l("Qué hace"), validators=[InputRequired(_l("Elija una opción."))])
    submit = SubmitField(_l("Encargar"))

    @classmethod
    def of(cls, members: list[Member]) -> Self:
        form = cls()
        form.person.choices = [(one.account_id, f"{one.name}. {one.institution}".strip(". ")) for one in members]
        form.duty.choices = [(duty.value, label(duty)) for duty in Duty]
        return form
