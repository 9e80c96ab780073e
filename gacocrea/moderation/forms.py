"""What people type to report, to decide, to appeal and to word the rules; and the sentences of what can go wrong."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from gacocrea.core.text import whole
from gacocrea.core.words import N_
from gacocrea.moderation.models import (
    APPEAL_MAX,
    APPEAL_MIN,
    REASON_MAX,
    REASON_MIN,
    RULE_TEXT_MAX,
    RULE_TITLE_MAX,
    SAVED_TITLE_MAX,
    WORDS_MAX,
    AppealOutcome,
    Grounds,
    SavedText,
    Verdict,
)
from gacocrea.moderation.rules import Rule, cited
from gacocrea.web.forms import BaseForm, line, text
from gacocrea.web.labels import LABELS

REFUSALS = {
    "ruled_meanwhile": _l(
        "%(by)s ya decidió sobre este texto mientras usted lo leía. Nada se sobrescribió: mire lo que se decidió."
    ),
    "rule_needed": _l("Cite la regla publicada que no se cumple."),
    "undone_already": _l("%(by)s ya deshizo esta decisión."),
    "built_on": _l("Ya no se deshace: se apeló, o hubo otra decisión después."),
    "reported_already": _l("Usted ya denunció este texto: alguien del grupo núcleo lo leerá."),
    "reports_slow": _l("Denunció muchos textos en una hora. Espere un poco: los que ya envió se leerán."),
    "appeal_late": _l("El plazo para apelar ya terminó."),
    "appealed_already": _l("Usted ya apeló esta decisión: la leerá alguien de otro sector."),
    "nothing_to_appeal": _l("Esta decisión ya no vale: no hay nada que apelar."),
    "heard_meanwhile": _l(
        "%(by)s ya respondió esta apelación mientras usted escribía. Nada se sobrescribió."
    ),
    "same_sector": _l("Una apelación la responde alguien de otro sector que quien decidió."),
    "last_rule": _l("Es la única regla con la que se puede decidir esto: cámbiela en vez de retirarla."),
}
KEEP = "keep"
HIDE_TEMPLATE = N_(
    "Gracias por participar, [nombre]. Ocultamos este texto porque no cumple la regla %(rule)s. "
    "Puede escribir otro que la cumpla."
)
KEEP_TEMPLATE = N_("Alguien del grupo núcleo lo leyó: cumple las reglas de participación.")


class RulingForm(BaseForm):
    """Keep or hide what is chosen, with a reason; each chosen value is "target:ruling seen"."""

    decision = RadioField(_l("Decisión"), validators=[InputRequired(_l("Elija una decisión."))])
    saved = SelectField(_l("Razón guardada"), default="", validate_choice=False)
    reason = text(_l("Razón"), least=REASON_MIN, most=REASON_MAX)
    chosen = SelectMultipleField(
        _l("Textos marcados"),
        validate_choice=False,
        validators=[InputRequired(_l("Marque al menos un texto de la cola."))],
    )

    def offer(self, rules: Iterable[Rule], saved: Iterable[SavedText]) -> "RulingForm":
        """Fill the choices; a saved reason that was chosen fills the reason that was left empty."""
        self.cited = {str(rule.number): cited(rule) for rule in rules if rule.grounds is Grounds.CONDUCT}
        self.decision.choices = [
            SelectChoice(KEEP, _("Cumple las reglas")),
            *(SelectChoice(number, _("Ocultar por la regla %(rule)s", rule=rule))
              for number, rule in self.cited.items()),
        ]  # fmt: skip
        texts = [one for one in saved if one.use in ("hide", "keep")]
        self.saved.choices = [
            SelectChoice("", _("Ninguna")), *(SelectChoice(str(one.id), one.title) for one in texts)
        ]  # fmt: skip
        known = {str(one.id): one.text for one in texts}
        if not self.reason.data and self.saved.data in known:
            self.reason.data = known[self.saved.data]
            self.reason.raw_data = [self.reason.data]
        return self

    def template(self, decision: str) -> str:
        """Return the first draft of a reason for a decision of the form, for the author to read."""
        if decision == KEEP:
            return str(_(KEEP_TEMPLATE))
        return str(_(HIDE_TEMPLATE)) % {"rule": self.cited.get(decision, "")}

    def words(self) -> dict[str, Any]:
        """Return what was typed as the arguments of the action."""
        number = whole(self.decision.data)
        return {
            "verdict": Verdict.KEPT if self.decision.data == KEEP else Verdict.HIDDEN,
            "rule_number": number,
            "reason": self.reason.data or "",
        }

    def seen(self) -> dict[str, int]:
        """Return by target the ruling that the moderator saw."""
        pairs = (value.partition(":") for value in self.chosen.data or ())
        return {target: whole(seen) or 0 for target, _colon, seen in pairs if target}


class ReasonForm(BaseForm):
    """Why a decision is taken back."""

    reason = text(_l("Por qué se deshace"), least=REASON_MIN, most=REASON_MAX)
    submit = SubmitField(_l("Deshacer la decisión"))


class ReportForm(BaseForm):
    """Which rule a text breaks."""

    rule = RadioField(_l("¿Qué regla no cumple?"), validators=[InputRequired(_l("Elija una regla."))])
    words = text(_l("¿Quiere explicarlo?"), most=WORDS_MAX, required=False)
    submit = SubmitField(_l("Enviar la denuncia"))


class AppealForm(BaseForm):
    """Why a decision was wrong, in its author's words."""

    words = text(
        _l("¿Por qué cree que la decisión está mal?"),
        least=APPEAL_MIN,
        most=APPEAL_MAX,
        hint=_l("La leerá alguien de otro sector que quien decidió."),
    )
    submit = SubmitField(_l("Enviar la apelación"))


class HearingForm(BaseForm):
    """The outcome of an appeal, with its public reason."""

    outcome = RadioField(
        _l("Decisión sobre la apelación"),
        choices=[SelectChoice(one.value, LABELS["AppealOutcome"][one.value]) for one in AppealOutcome],
        validators=[InputRequired(_l("Elija una decisión."))],
    )
    reason = text(
        _l("Razón"),
        least=REASON_MIN,
        most=REASON_MAX,
        hint=_l("Se publica en el registro de moderación: no nombre a nadie."),
    )
    submit = SubmitField(_l("Publicar la decisión"))


class RuleForm(BaseForm):
    """A rule of participation."""

    number = HiddenField()
    grounds = SelectField(
        _l("Para qué se cita"),
        choices=[SelectChoice(one.value, LABELS["Grounds"][one.value]) for one in Grounds],
    )
    title = line(_l("Regla"), least=3, most=RULE_TITLE_MAX)
    text = text(_l("Qué quiere decir"), least=10, most=RULE_TEXT_MAX)


class SavedForm(BaseForm):
    """A reason to use again."""

    text_id = HiddenField()
    use = SelectField(_l("Para"))
    title = line(_l("Nombre"), least=3, most=SAVED_TITLE_MAX)
    text = text(
        _l("Texto"), least=REASON_MIN, most=REASON_MAX, hint=_l("[nombre] será el de cada autora o autor.")
    )

    def offer(self) -> "SavedForm":
        self.use.choices = [
            SelectChoice("hide", _("Ocultar un texto")),
            SelectChoice("keep", _("Dejarlo a la vista")),
            *(SelectChoice(value, _("Responder: %(outcome)s", outcome=words))
              for value, words in LABELS["Outcome"].items()),
        ]  # fmt: skip
        return self


class PaceForm(BaseForm):
    """How fast texts may come in."""

    account_hour = IntegerField(
        _l("Propuestas por cuenta en una hora"),
        validators=[InputRequired(_l("Escriba un número.")), NumberRange(min=1, max=1000)],
    )
    cycle_hour = IntegerField(
        _l("Propuestas de todas las cuentas nuevas en una hora"),
        validators=[InputRequired(_l("Escriba un número.")), NumberRange(min=1, max=100_000)],
    )
    young_hours = IntegerField(
        _l("Hasta cuántas horas una cuenta es nueva"),
        validators=[InputRequired(_l("Escriba un número.")), NumberRange(min=0, max=720)],
    )
