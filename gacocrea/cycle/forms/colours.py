"""What the secretariat types to give its forum colours of its own."""

from collections.abc import Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import FormField, HiddenField, StringField, SubmitField

from gacocrea.core import colour
from gacocrea.cycle.models import COLOUR_MAX, OWN_MAX, OwnColour
from gacocrea.cycle.rules import ColourPlan
from gacocrea.web.forms import BaseForm, Rows, line


class ColourForm(BaseForm):
    """One colour; a row without a name and a colour is left out."""

    class Meta:
        csrf = False  # the list carries the token

    name = line(_l("Nombre"), most=COLOUR_MAX, required=False)
    base = StringField(_l("Color"), filters=[lambda typed: (typed or "").strip()])
    was = HiddenField()


class ColoursForm(BaseForm):
    """The colours that a forum adds to those of the house, in their order."""

    colours = Rows(FormField(ColourForm), label=_l("Colores"), max_entries=OWN_MAX)
    submit = SubmitField(_l("Guardar los colores"))
    look = SubmitField(_l("Ver cómo quedan"))

    @classmethod
    def of(cls, kept: Sequence[OwnColour]) -> Self:
        """Return the form with the colours that hold now, and one empty row while there is room."""
        form = cls(
            data={"colours": [{"name": one.name, "base": f"#{one.base}", "was": one.base} for one in kept]}
        )
        if not form.is_submitted() and len(form.colours) < OWN_MAX:
            form.colours.append_entry()
        return form

    def asked(self) -> list[ColourPlan]:
        """Return what was typed; a colour that is none comes as it was typed, for the rules to refuse."""
        rows = (row.form for row in self.colours)
        return [
            ColourPlan(row.name.data, colour.parse(row.base.data) or row.base.data, row.was.data or "")
            for row in rows
            if row.name.data or row.base.data
        ]
