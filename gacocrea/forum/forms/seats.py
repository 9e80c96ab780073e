"""What the secretariat types about the forum itself: its texts, its internal rules, its seats and guests."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, IntegerField, SelectField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, Length, NumberRange

from gacocrea.core.text import clean
from gacocrea.forum.actions import ForumTexts, InternalRules, Term
from gacocrea.forum.forms.fields import NEEDED, choices_of, day_field
from gacocrea.forum.models import (
    APPOINTMENT_MAX,
    NAME_MAX,
    NOTICE_MAX,
    TEXT_MAX,
    Forum,
    Majority,
    Office,
    SeatKind,
    Share,
    Standing,
)
from gacocrea.forum.rules import VotingRule
from gacocrea.people.models import EMAIL_MAX
from gacocrea.web.forms import BaseForm, line, text


class ForumForm(BaseForm):
    """What the forum says of itself, and how it decides."""

    about = text(_l("Qué es el foro"), most=TEXT_MAX, required=False)
    contact = text(_l("Cómo hablar con la secretaría"), most=TEXT_MAX, required=False)
    territories = text(
        _l("Territorios"),
        most=TEXT_MAX,
        required=False,
        hint=_l("Uno por línea: provincias, municipios. Así se cuenta de dónde viene la gente."),
    )
    internal_rules = text(_l("Reglamento interno, completo"), most=TEXT_MAX * 4, required=False)
    quorum = SelectField(
        _l("Quórum: qué parte de los asientos tiene que votar"),
        choices=choices_of("Share"),
        validators=[NEEDED],
    )
    quorum_by_sector = BooleanField(_l("Y al menos un asiento de cada sector"))
    majority = SelectField(
        _l("Cómo se aprueba una moción"), choices=choices_of("Majority"), validators=[NEEDED]
    )
    majority_share = SelectField(
        _l("Si es calificada, qué parte de los votos"),
        choices=[SelectChoice("", _l("No es calificada")), *choices_of("Share")],
    )
    by_sector = BooleanField(_l("La mayoría se pide también dentro de cada sector"))
    notice_days = IntegerField(
        _l("Días de anticipación de una convocatoria"),
        validators=[NEEDED, NumberRange(0, NOTICE_MAX, _l("Entre 0 y 60 días."))],
    )
    submit = SubmitField(_l("Guardar y publicar"))

    @classmethod
    def of(cls, forum: Forum) -> "ForumForm":
        """Return the form with what holds now."""
        names = ("about", "contact", "internal_rules", "quorum", "quorum_by_sector", "majority", "by_sector")
        held = {name: getattr(forum, name) for name in (*names, "notice_days")}
        held |= {"territories": "\n".join(forum.territories), "majority_share": forum.majority_share or ""}
        return cls(data=held)

    def texts(self) -> ForumTexts:
        lines = (clean(name, multiline=False) for name in self.territories.data.split("\n"))
        territories = tuple(dict.fromkeys(name for name in lines if name))
        return ForumTexts(self.contact.data, self.about.data, self.internal_rules.data, territories)

    def rules(self) -> InternalRules:
        share = self.majority_share.data
        rule = VotingRule(
            Share(self.quorum.data),
            self.quorum_by_sector.data,
            Majority(self.majority.data),
            Share(share) if share else None,
            self.by_sector.data,
        )
        return InternalRules(rule, self.notice_days.data)


class SeatForm(BaseForm):
    """Open a seat for an institution."""

    sector = SelectField(_l("Sector"), coerce=int, validators=[NEEDED])
    institution = line(_l("Institución"), most=NAME_MAX)
    starts_on = day_field(_l("Desde"))
    submit = SubmitField(_l("Abrir el asiento"))

    @classmethod
    def of(cls, forum: Forum, **given: Any) -> "SeatForm":
        """Return the form with the sectors of a forum."""
        form = cls(**given)
        form.sector.choices = [SelectChoice(sector.id, sector.name) for sector in forum.sectors]
        return form


class NameForm(BaseForm):
    """Name a person to a seat."""

    email = EmailField(
        _l("Correo de la persona"),
        validators=[
            NEEDED,
            Length(max=EMAIL_MAX),
            Email(_l("Escriba un correo, como nombre@institucion.org.")),
        ],
        description=_l("Si todavía no tiene cuenta, le llega un enlace para elegir su contraseña."),
    )
    name = line(_l("Nombre"), most=NAME_MAX, required=False, hint=_l("Si la cuenta es nueva."))
    kind = SelectField(_l("En el asiento es"), choices=choices_of("SeatKind"), validators=[NEEDED])
    office = SelectField(
        _l("Cargo en el grupo"), choices=[SelectChoice("", _l("Ninguno")), *choices_of("Office")]
    )
    appointment = line(
        _l("Documento de designación"),
        most=APPOINTMENT_MAX,
        required=False,
        hint=_l("Por ejemplo: Oficio MINTEL-2027-0113, del 14 de enero de 2027."),
    )
    starts_on = day_field(_l("Desde"))
    ends_on = day_field(_l("Hasta"), required=False, hint=_l("El primer día en que ya no lo ocupa."))
    submit = SubmitField(_l("Nombrar"))

    def term(self) -> Term:
        return Term(
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            kind=SeatKind(self.kind.data),
            office=Office(self.office.data) if self.office.data else None,
            appointment=self.appointment.data,
        )


class EndForm(BaseForm):
    """End a term or a seat with a date."""

    ends_on = day_field(_l("Termina el"), hint=_l("El primer día en que ya no rige. Nada se borra."))
    submit = SubmitField(_l("Terminar"))


class GuestForm(BaseForm):
    """Note a guest or an observer."""

    name = line(_l("Institución o persona"), most=NAME_MAX)
    standing = SelectField(_l("Participa"), choices=choices_of("Standing"), validators=[NEEDED])
    starts_on = day_field(_l("Desde"))
    submit = SubmitField(_l("Agregar"))

    def stands(self) -> Standing:
        return Standing(self.standing.data)
