"""What the secretariat types to ask more of a commitment than OGP's template does."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, HiddenField, SubmitField

from gacocrea.forum.models import EXTRA_HINT_MAX, EXTRA_LABEL_MAX, EXTRAS_MAX, Forum
from gacocrea.forum.rules import Extra
from gacocrea.web.forms import BaseForm, Rows, line

BLANK = 2


class ExtraForm(BaseForm):
    """One question; a row without words is left out."""

    class Meta:
        csrf = False  # the list carries the token

    label = line(_l("Pregunta o dato"), most=EXTRA_LABEL_MAX, required=False)
    hint = line(_l("Ayuda para quien la contesta"), most=EXTRA_HINT_MAX, required=False)
    key = HiddenField()
    asked = BooleanField(_l("Se pregunta en los compromisos nuevos"), default=True)


class ExtrasForm(BaseForm):
    """What a forum asks beyond the template, in its order."""

    extras = Rows(FormField(ExtraForm), label=_l("Preguntas"), max_entries=EXTRAS_MAX)
    submit = SubmitField(_l("Guardar la ficha"))

    @classmethod
    def of(cls, forum: Forum) -> Self:
        form = cls(data={"extras": forum.extras})
        for _row in range(min(BLANK, EXTRAS_MAX - len(form.extras)) if not form.is_submitted() else 0):
            form.extras.append_entry()
        return form

    def asked(self) -> list[Extra]:
        """Return what was typed; a new row without words is left out."""
        rows = (row.form for row in self.extras)
        return [
            Extra(row.label.data, row.hint.data, row.key.data or "", asked=row.asked.data)
            for row in rows
            if row.label.data or row.key.data
        ]
