"""What people type into a commitment: each field with its own question, as OGP's template asks it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as in_words
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    FormField,
    HiddenField,
    SelectMultipleField,
    SubmitField,
    widgets,
)
from wtforms.validators import InputRequired, Optional, Regexp

from gacocrea.commitments.forms.words import REFUSALS
from gacocrea.commitments.models import (
    BRIEF_MAX,
    MILESTONES_MAX,
    NAME_MAX,
    SHORT_MAX,
    TEXT_MAX,
)
from gacocrea.commitments.rules import EXTRA, TEXTS, MilestoneWords, Sheet, milestone_refusal
from gacocrea.forum.place import this_forum
from gacocrea.web.forms import BaseForm, Rows, line, text


class MilestoneForm(BaseForm):
    """One milestone; a row without words is left out."""

    class Meta:
        csrf = False  # the sheet carries the token

    text = line(_l("Qué se hará"), most=SHORT_MAX, required=False)
    output = line(_l("Producto que se podrá verificar"), most=SHORT_MAX, required=False)
    starts_on = DateField(_l("Desde"), validators=[Optional()])
    ends_on = DateField(_l("Hasta"), validators=[Optional()])
    lead = line(_l("Quién responde"), most=SHORT_MAX, required=False)
    supporters = line(_l("Quién apoya"), most=SHORT_MAX, required=False)

    number = 0

    @property
    def is_blank(self) -> bool:
        return not any(field.data or field.errors for field in self)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask the rule of milestones too, and put what it says beside its field."""
        good = bool(super().validate(extra_validators))
        refusal = milestone_refusal(self.text.data, self.starts_on.data, self.ends_on.data)
        if self.is_blank or refusal is None:
            return good
        name, code = refusal
        self[name].errors = self[name].errors or [REFUSALS[code] % {"number": self.number}]
        return False


class SheetForm(BaseForm):
    """A commitment in OGP's template."""

    name = line(_l("Nombre del compromiso"), most=NAME_MAX)
    brief = text(
        _l("Breve descripción"),
        most=BRIEF_MAX,
        required=False,
        hint=_l("Una o dos frases que cualquiera entienda."),
    )
    lead = line(_l("Institución responsable"), most=SHORT_MAX, required=False)
    support_government = text(_l("Contrapartes del gobierno"), most=SHORT_MAX, required=False)
    support_civil_society = text(_l("Contrapartes de la sociedad civil"), most=SHORT_MAX, required=False)
    support_other = text(
        _l("Otras contrapartes"),
        most=SHORT_MAX,
        required=False,
        hint=_l("Academia, sector privado, otros poderes."),
    )
    starts_on = DateField(_l("Empieza"), validators=[InputRequired()])
    ends_on = DateField(_l("Termina"), validators=[InputRequired()])
    problem = text(
        _l("¿Qué problema busca resolver?"),
        most=TEXT_MAX,
        required=False,
        hint=_l("A quién afecta, dónde, desde cuándo y cómo."),
    )
    causes = text(_l("¿Cuáles son sus causas?"), most=TEXT_MAX, required=False)
    done_so_far = text(_l("¿Qué se ha hecho hasta ahora?"), most=TEXT_MAX, required=False)
    solution = text(
        _l("¿Qué solución propone?"),
        most=TEXT_MAX,
        required=False,
        hint=_l("En qué se distingue de lo hecho y cómo responde a las causas."),
    )
    results = text(
        _l("¿Qué resultados quiere lograr?"),
        most=TEXT_MAX,
        required=False,
        hint=_l("Lo que se entregará y lo que cambiará."),
    )
    transparency = text(_l("¿Cómo promueve la transparencia?"), most=TEXT_MAX, required=False)
    accountability = text(_l("¿Cómo fortalece la rendición de cuentas?"), most=TEXT_MAX, required=False)
    participation = text(
        _l("¿Cómo mejora la participación ciudadana al definir, hacer y vigilar?"),
        most=TEXT_MAX,
        required=False,
    )
    co_lead = line(
        _l("Corresponsable de la sociedad civil"),
        most=SHORT_MAX,
        required=False,
        hint=_l("La organización que acompaña de principio a fin."),
    )
    contact = line(
        _l("Contacto"), most=SHORT_MAX, required=False, hint=_l("Un cargo y un correo institucional.")
    )
    milestones = Rows(FormField(MilestoneForm), label=_l("Hitos"), max_entries=MILESTONES_MAX)
    reason = line(_l("Por qué cambia"), most=SHORT_MAX, required=False, hint=_l("Queda junto a la versión."))
    version = HiddenField(validators=[InputRequired(), Regexp(r"[0-9]{1,9}\Z")])
    submit = SubmitField(_l("Guardar versión"))

    def sheet(self) -> Sheet:
        """Return what was typed as plain values; rows of milestones without words are left out."""
        typed: dict[str, Any] = {name: self[name].data for name in TEXTS}
        rows = [row.form for row in self.milestones if not row.form.is_blank]
        answers = {field.name.removeprefix(EXTRA): field.data for field in self.extras() if field.data}
        steps = tuple(MilestoneWords(**row.values()) for row in rows)
        return Sheet(**typed, extras=answers, milestones=steps)

    def extras(self) -> list[Field]:
        """Return the fields of what the forum asks beyond the template."""
        return [field for field in self if field.name.startswith(EXTRA)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell each milestone its number first, so that it can say which one is wrong."""
        for number, row in enumerate(self.milestones, 1):
            row.form.number = number
        return bool(super().validate(extra_validators))

    def offer_rows(self, blank: int = 2) -> None:
        """Add empty rows for milestones to come."""
        for _row in range(min(blank, MILESTONES_MAX - len(self.milestones))):
            self.milestones.append_entry()


def sheet_form(extras: Sequence[Mapping[str, Any]], sheet: Sheet | None = None, **known: Any) -> SheetForm:
    """Return the sheet as a forum asks it: OGP's template, and what the forum asks beyond it.

    What is no longer asked stays as long as the commitment answers it.
    """
    answers: Mapping[str, str] = sheet.extras if sheet else {}
    fields = {
        EXTRA + extra["key"]: text(
            in_words(extra["label"]),
            most=TEXT_MAX,
            required=False,
            hint=extra["hint"] and in_words(extra["hint"]),
        )
        for extra in extras
        if extra["asked"] or extra["key"] in answers
    }
    given = {EXTRA + key: answer for key, answer in answers.items()}
    made: SheetForm = type("SheetForm", (SheetForm,), fields)(obj=sheet, **given, **known)
    return made


def label_of(name: str) -> str:
    """Return the question that a part of the sheet asks, in the forum that is asked."""
    if name.startswith(EXTRA):
        key = name.removeprefix(EXTRA)
        return next((in_words(extra["label"]) for extra in this_forum().extras if extra["key"] == key), key)
    return str(SheetForm(formdata=None, meta={"csrf": False})[name].label.text)


class DraftForm(BaseForm):
    """Which winning themes a new commitment takes up."""

    themes = SelectMultipleField(
        _l("Temas elegidos que todavía no son compromiso"),
        coerce=int,
        validate_choice=False,  # the action says why a theme cannot be taken up
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    submit = SubmitField(_l("Empezar el compromiso"))
