"""One page sets a cycle up: names, pillars, the days of ten phases, and the rules."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SubmitField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from gacocrea.core.colour import is_own
from gacocrea.core.terms import Phase
from gacocrea.cycle.forms.words import BOOTH, SELECTION_EXAMPLES, problem_sentence, selection_sentence
from gacocrea.cycle.models import NAME_MAX, PERIOD_MAX, PILLARS_MAX, BoothPath, SelectionRule
from gacocrea.cycle.rules import (
    CyclePlan,
    Days,
    PillarPlan,
    Problem,
    check_rules,
    days_of,
    key_of,
    windows_of,
)
from gacocrea.forum.forms import within_reach
from gacocrea.forum.models import SLUG_MAX
from gacocrea.web.forms import BaseForm, Rows, line
from gacocrea.web.labels import IDENTITY, LABELS

COLOURS = [
    SelectChoice("blue", _l("Azul")),
    SelectChoice("brick", _l("Ladrillo")),
    SelectChoice("ochre", _l("Ocre")),
    SelectChoice("green", _l("Verde")),
    SelectChoice("plum", _l("Ciruela")),
    SelectChoice("slate", _l("Pizarra")),
]
SHAPES = [
    SelectChoice("eye", _l("Ojo")),
    SelectChoice("accounts", _l("Cuentas")),
    SelectChoice("door", _l("Puerta")),
    SelectChoice("weave", _l("Tejido")),
    SelectChoice("ring", _l("Ronda")),
    SelectChoice("steps", _l("Escalones")),
]
NAMES = ("title", "period", "slug", "plan_starts_on", "plan_ends_on")
NUMBERS = (
    "choices_max",
    "seats",
    "propose_level",
    "vote_level",
    "edit_minutes",
    "challenge_hours",
    "selection_rule",
    "booth",
    "paper",
)
TYPED = [phase for phase in Phase if phase is not Phase.CHALLENGE]
"""The phases whose days are typed: the challenge follows from the end of voting and its rule."""
NO_COLOURS: Mapping[str, str] = MappingProxyType({})
_NEEDED = InputRequired(_l("Este dato hace falta."))


def _day(label: Any, hint: Any = "") -> DateField:
    return DateField(label, validators=[_NEEDED, within_reach], description=hint)


def _number(label: Any, hint: Any) -> IntegerField:
    return IntegerField(label, validators=[_NEEDED], description=hint)


def _level(label: Any, hint: Any) -> SelectField:
    return SelectField(
        label,
        choices=[SelectChoice(str(level), words) for level, words in enumerate(IDENTITY)],
        coerce=int,
        validators=[_NEEDED],
        description=hint,
    )


class PillarForm(Form):  # type: ignore[misc]
    """One pillar; a row without a name is left out."""

    name = line(_l("Nombre"), most=NAME_MAX, required=False)
    sentence = line(_l("Qué se busca, en una frase"), most=160, required=False)
    palette = SelectField(_l("Color"), choices=COLOURS)
    glyph = SelectField(_l("Forma"), choices=SHAPES)


class SetupForm(BaseForm):
    """Everything about a cycle, on one page."""

    title = line(_l("Nombre del ciclo"), most=NAME_MAX)
    period = line(_l("Años del plan"), most=PERIOD_MAX, hint=_l("Como los dice la gente: 2027–2029."))
    slug = line(
        _l("En la dirección"),
        most=SLUG_MAX,
        hint=_l("Letras minúsculas, números y guiones. Así se citará: /foro/2027-2029/."),
    )
    plan_starts_on = _day(_l("El plan empieza"))
    plan_ends_on = _day(_l("El plan termina"), _l("La Alianza pide planes de 18 a 24 meses."))
    pillars = Rows(
        FormField(PillarForm), label=_l("Pilares"), min_entries=PILLARS_MAX, max_entries=PILLARS_MAX
    )
    choices_max = _number(
        _l("Temas por boleta"),
        _l("Cuántos temas puede elegir cada persona en cada pilar. Con tres, se decide en unos minutos."),
    )
    seats = _number(
        _l("Temas que ganan por pilar"),
        _l("Cada tema que gana será un compromiso: con tres y cuatro pilares, el plan tendrá unos doce."),
    )
    selection_rule = RadioField(
        _l("Cómo se eligen los que ganan"),
        choices=[SelectChoice(rule.value, LABELS["SelectionRule"][rule.value]) for rule in SelectionRule],
        coerce=SelectionRule,
        default=SelectionRule.TOP_N,
        validators=[_NEEDED],
    )
    propose_level = _level(
        _l("Qué hace falta para proponer"),
        _l("Mientras menos se pida, más gente propone. Con el correo confirmado, toma un minuto."),
    )
    vote_level = _level(
        _l("Qué hace falta para votar"),
        _l("Mientras más se pida, más cuesta votar dos veces, y más gente se queda afuera."),
    )
    edit_minutes = _number(
        _l("Minutos para corregir una propuesta"),
        _l("Después de enviarla. Luego queda como se leyó, para que nadie opine sobre un texto que cambia."),
    )
    challenge_hours = _number(
        _l("Horas para impugnar"),
        _l(
            "Se cuentan desde el cierre de la votación, para que cada quien revise su comprobante. De 24 a 720."
        ),
    )
    booth = RadioField(
        _l("De una boleta a la otra"),
        choices=[SelectChoice(path.value, BOOTH[path]) for path in BoothPath],
        coerce=BoothPath,
        default=BoothPath.BY_PILLAR,
        validators=[_NEEDED],
    )
    paper = BooleanField(
        _l("Se puede votar también en papel"),
        description=_l(
            "La secretaría imprime boletas numeradas; dos personas las digitan por separado y se cuentan aparte y "
            "juntas. "
            "El sistema no puede impedir que alguien vote en papel y en línea."
        ),
    )
    submit = SubmitField(_l("Guardar borrador"))

    @classmethod
    def of(cls, plan: CyclePlan, zone: ZoneInfo, own: Mapping[str, str] = NO_COLOURS) -> "SetupForm":
        """Return the form filled with a plan, and over it with what was typed.

        `own` are the names of the colours that the forum adds, by their base.
        """
        values = {name: getattr(plan, name) for name in (*NAMES, *NUMBERS)}
        for days in (days_of(window, zone) for window in plan.phases):
            values |= {f"{days.phase}_first": days.first, f"{days.phase}_last": days.last}
        worn = {pillar.palette: f"#{pillar.palette}" for pillar in plan.pillars if is_own(pillar.palette)}
        colours = [*(SelectChoice(*pair) for pair in (worn | dict(own)).items()), *COLOURS]
        return cls(data=values | {"pillars": _rows(plan.pillars, colours)}, zone=zone, colours=colours)

    def __init__(self, *, data: dict[str, Any], zone: ZoneInfo, colours: list[SelectChoice]) -> None:
        super().__init__(data=data)
        self.zone, self.colours = zone, colours
        for row in self.pillars:
            row.form.palette.choices = colours

    @property
    def selection_words(self) -> list[tuple[str, str]]:
        """What each choice of the selection rule means, and what it makes of one and the same vote."""
        return [(selection_sentence(rule), str(SELECTION_EXAMPLES[rule])) for rule in SelectionRule]

    def plan(self) -> CyclePlan:
        """Return what was typed; days are taken in the forum's zone."""
        calendar = [Days(phase, self[f"{phase}_first"].data, self[f"{phase}_last"].data) for phase in TYPED]
        return CyclePlan(
            **{name: self[name].data for name in (*NAMES, *NUMBERS)},
            pillars=self._pillars(),
            phases=windows_of(calendar, self.zone),
        )

    def _pillars(self) -> tuple[PillarPlan, ...]:
        found: list[PillarPlan] = []
        for row in self._named():
            key = key_of(row.form.name.data, taken={pillar.key for pillar in found})
            found.append(PillarPlan(key, **row.data))
        return tuple(found)

    def _named(self) -> list[FormField]:
        return [row for row in self.pillars if row.form.name.data]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then the plan as a whole; every problem is put beside its field."""
        return super().validate(extra_validators) and not self.show(check_rules(self.plan()))

    def show(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put each problem beside its field and return them. Pillars are counted without the empty rows."""
        shown = list(problems)
        rows = {f"pillars-{place}": row.name for place, row in enumerate(self._named())}
        fields = {field.name: field for field in _every(self)}
        for problem in shown:
            group, _dash, part = problem.field.rpartition("-")
            name = f"{rows[group]}-{part}" if group in rows else problem.field
            field = fields.get(name, self.title)
            field.errors = [*field.errors, problem_sentence(problem)]
        return shown


for _phase in TYPED:  # two days for each phase, named as the rules name them
    setattr(SetupForm, f"{_phase}_first", _day(LABELS["Phase"][_phase], ""))
    setattr(SetupForm, f"{_phase}_last", _day(LABELS["Phase"][_phase], ""))


def _every(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield every field, those of rows too."""
    for field in fields:
        yield field
        if isinstance(field, FieldList | FormField):
            yield from _every(field)


def _rows(pillars: tuple[PillarPlan, ...], offered: list[SelectChoice]) -> list[dict[str, str]]:
    """Return a row for each pillar, and empty ones with the colours and shapes that are left."""
    rows = [{name: value for name, value in asdict(pillar).items() if name != "key"} for pillar in pillars]
    colours = [str(one.value) for one in offered if one.value not in {row["palette"] for row in rows}]
    shapes = [name for name, *_words in SHAPES if name not in {row["glyph"] for row in rows}]
    free = zip(colours, shapes, strict=False)
    return [*rows, *({"name": "", "sentence": "", "palette": one, "glyph": two} for one, two in free)]


class StartForm(Form):  # type: ignore[misc]
    """When a cycle starts: from this day the template suggests the others."""

    desde = DateField(_l("Primer día de la preparación"))

    def day(self, otherwise: date) -> date:
        """Return the day asked for, or `otherwise` when there is none or it is out of reach."""
        asked = self.desde.data if self.validate() else None
        return asked if asked and abs(asked.year - otherwise.year) <= 20 else otherwise


class PublishForm(BaseForm):
    """Publish a cycle."""

    submit = SubmitField(_l("Publicar el ciclo"))
