"""How the secretariat chooses the forum's form of address and its languages."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, SubmitField, widgets
from wtforms.fields.choices import SelectChoice

from gacocrea.core.words import TONGUES
from gacocrea.forum.forms.fields import NEEDED
from gacocrea.forum.models import Forum, Treatment
from gacocrea.web.forms import BaseForm
from gacocrea.web.reading import LANGUAGES

WORDS = {
    Treatment.USTED: _l("Usted: «Escriba su propuesta»"),
    Treatment.TU: _l("Tú: «Escribe tu propuesta»"),
}


class VoiceForm(BaseForm):
    """One form of address throughout, and the languages of the forum's texts."""

    treatment = RadioField(
        _l("Cómo se dirige a la gente"),
        choices=[SelectChoice(one.value, WORDS[one]) for one in Treatment],
        coerce=Treatment,
        validators=[NEEDED],
        description=_l("Vale para todas las páginas del foro en español, sus cartas y sus documentos."),
    )
    language = SelectField(
        _l("En qué lengua escribe"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        validators=[NEEDED],
        description=_l("La de los originales. Así también se ven las páginas de quien no pide otra lengua."),
    )
    languages = SelectMultipleField(
        _l("En qué otras lenguas se puede leer"),
        choices=[SelectChoice(code, name) for code, name in TONGUES.items()],
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
        description=_l(
            "Cada persona elige la suya al pie de la página. Lo que no esté traducido se ve como se escribió."
        ),
    )
    submit = SubmitField(_l("Guardar"))

    @classmethod
    def of(cls, forum: Forum) -> "VoiceForm":
        """Return the form with what holds now."""
        held = {"treatment": forum.treatment, "language": forum.language, "languages": forum.languages}
        return cls(data=held)
