"""What people type: a proposal, an argument, a workshop; and the sentences of this stage's refusals."""

from collections.abc import Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, SubmitField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from gacocrea.cycle.models import Cycle, Pillar
from gacocrea.forum.models import Forum
from gacocrea.proposals.models import (
    ARGUMENT_MAX,
    SHORT_MAX,
    TEXT_MAX,
    TEXT_MIN,
    TITLE_MAX,
    TITLE_MIN,
    Proposal,
    Stance,
)
from gacocrea.proposals.rules import ProposalWords
from gacocrea.web.forms import BaseForm, line, text
from gacocrea.web.labels import label

REFUSALS: dict[str, Any] = {
    "words_missing": _l("Este dato hace falta."),
    "words_short": _l("Es muy corto: escriba al menos %(least)s caracteres."),
    "words_long": _l("Es muy largo: el máximo es de %(most)s caracteres."),
    "attendance": _l("Ningún grupo puede ser mayor que el total de asistentes."),
    "draft_submitted": _l("Este borrador ya se envió: ahora es una propuesta pública."),
    "edit_window_over": _l("El plazo para cambiar esta propuesta ya terminó. Puede retirarla y presentar otra."),
    "proposal_answered": _l("Esta propuesta ya tiene su respuesta: no se puede cambiar ni retirar."),
    "proposal_withdrawn": _l("Esta propuesta fue retirada."),
    "proposal_hidden": _l("Esta propuesta está oculta."),
    "hidden_already": _l("Otra persona ya lo ocultó."),
    "not_hidden": _l("Ya no está oculto."),
    "hide_answered": _l("Esta propuesta ya tiene su respuesta: cambie la respuesta en vez de ocultarla."),
    "pace_account": _l(
        "Publicó %(most)s propuestas en una hora, que es el máximo. Su texto quedó guardado como borrador: "
        "preséntelo dentro de %(minutes)s minutos."
    ),
    "pace_cycle": _l(
        "En esta hora llegan muchas propuestas de cuentas recién abiertas. Su texto quedó guardado como borrador: "
        "preséntelo más tarde, no se pierde nada."
    ),
    "pace_argument": _l(
        "Publicó %(most)s argumentos en una hora, que es el máximo. Su texto sigue aquí: "
        "publíquelo dentro de %(minutes)s minutos."
    ),
    "import_comment_proposal": _l("No hay ninguna propuesta «%(proposal)s»."),
    "import_comment_empty": _l("El comentario no dice nada."),
    "import_comment_long": _l("El comentario tiene más de %(most)s caracteres."),
    "import_pillar": _l("No hay ningún pilar «%(pillar)s» en este ciclo: use --pillar-map."),
    "import_words_missing": _l("Falta «%(field)s»."),
    "import_words_long": _l("«%(field)s» tiene más de %(most)s caracteres."),
}


class WordsForm(BaseForm):
    """What a proposal says."""

    pillar = RadioField(_l("¿De qué trata?"), validators=[InputRequired(_l("Elija un pilar."))])
    title = line(_l("Su propuesta en una frase"), least=TITLE_MIN, most=TITLE_MAX)
    problem = text(
        _l("¿Qué problema ve?"),
        least=TEXT_MIN,
        most=TEXT_MAX,
        hint=_l("Cuente qué pasa hoy, dónde y cómo lo sabe."),
    )
    solution = text(
        _l("¿Qué propone?"),
        least=TEXT_MIN,
        most=TEXT_MAX,
        hint=_l("Diga qué debería hacerse y cómo se notaría que se cumplió."),
    )
    affected = text(_l("¿A quién afecta?"), most=TEXT_MAX, required=False)
    territory = SelectField(_l("Territorio"), default="", validators=[Optional()])
    institution = line(
        _l("Institución que debería responder"),
        most=SHORT_MAX,
        required=False,
        hint=_l("Si no la conoce, déjelo en blanco."),
    )
    sector = SelectField(_l("Sector desde el que propone"), default="", validators=[Optional()])

    @classmethod
    def of(cls, cycle: Cycle, forum: Forum, proposal: Proposal | None = None) -> Self:
        """Return the form of a cycle, filled with what `proposal` says now."""
        form = cls(data=_said(proposal, cycle.pillars) if proposal else None)
        form.pillar.choices = [(pillar.key, pillar.name) for pillar in cycle.pillars]
        known = [*forum.territories, *([proposal.territory] if proposal else [])]
        places = [name for name in dict.fromkeys(known) if name]
        form.territory.choices = [("", _("Todo el territorio")), *((name, name) for name in places)]
        sectors = [(str(sector.id), sector.name) for sector in forum.sectors]
        form.sector.choices = [("", _("Prefiero no decirlo")), *sectors]
        return form

    def words(self) -> ProposalWords:
        return ProposalWords(
            title=self.title.data,
            problem=self.problem.data,
            solution=self.solution.data,
            affected=self.affected.data,
            territory=self.territory.data,
            institution=self.institution.data,
            sector_id=int(self.sector.data) if self.sector.data else None,
        )


def _said(proposal: Proposal, pillars: Sequence[Pillar]) -> dict[str, Any]:
    names = ("title", "problem", "solution", "affected", "territory", "institution")
    pillar = next(pillar.key for pillar in pillars if pillar.id == proposal.pillar_id)
    sector = str(proposal.sector_id or "")
    return {name: getattr(proposal, name) for name in names} | {"pillar": pillar, "sector": sector}


class ProposalForm(WordsForm):
    """A proposal to submit, or to keep as a draft that may still be incomplete."""

    submit = SubmitField(_l("Presentar la propuesta"))
    draft = SubmitField(_l("Guardar como borrador"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A draft needs its title only, besides the pillar."""
        if self.draft.data:
            self.title.validators = [InputRequired(_("Este dato hace falta.")), Length(max=TITLE_MAX)]
            for name in ("problem", "solution"):
                self[name].validators = [Length(max=TEXT_MAX)]
        return bool(super().validate(extra_validators))


class WorkshopProposalForm(WordsForm):
    """A proposal made in person, as the secretariat enters it."""

    author_name = line(
        _l("Quién la propone"),
        most=SHORT_MAX,
        hint=_l("Como pidió que se le nombre: una persona, un grupo o «Mesa 3»."),
    )
    submit = SubmitField(_l("Ingresar la propuesta"))


class ArgumentForm(BaseForm):
    """An argument for or against."""

    stance = RadioField(_l("Su argumento es"), validators=[InputRequired(_l("Elija una opción."))])
    text = text(_l("Su argumento"), least=TEXT_MIN, most=ARGUMENT_MAX)
    submit = SubmitField(_l("Publicar el argumento"))

    @classmethod
    def new(cls) -> Self:
        form = cls()
        form.stance.choices = [(stance.value, label(stance)) for stance in Stance]
        return form


class PlainForm(BaseForm):
    """A button that changes something."""

    submit = SubmitField(_l("Confirmar"))


class WorkshopForm(BaseForm):
    """A workshop that was held: where, when, and how many came."""

    place = line(_l("Lugar"), most=SHORT_MAX, hint=_l("Casa comunal, barrio y ciudad."))
    territory = SelectField(_l("Territorio"), default="", validators=[Optional()])
    held_on = DateField(_l("Fecha"), validators=[InputRequired(_l("Escriba la fecha del taller."))])
    total = IntegerField(
        _l("Personas que asistieron"),
        validators=[InputRequired(_l("Escriba un número.")), NumberRange(min=1, max=100_000)],
    )
    women = IntegerField(_l("De ellas, mujeres"), validators=[Optional(), NumberRange(min=0, max=100_000)])
    submit = SubmitField(_l("Registrar el taller"))

    @classmethod
    def of(cls, forum: Forum) -> Self:
        form = cls()
        places = [(name, name) for name in forum.territories]
        form.territory.choices = [("", _("Todo el territorio")), *places]
        return form

    def attendance(self) -> dict[str, int]:
        counts = {"total": self.total.data, "women": self.women.data}
        return {name: count for name, count in counts.items() if count is not None}
