"""What people say of the draft, and what the drafters answer."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, SubmitField
from wtforms.validators import InputRequired

from gacocrea.commitments.forms.sheet import label_of
from gacocrea.commitments.models import (
    COMMENT_MAX,
    COMMENT_MIN,
    PASSAGE_MAX,
    REASON_MIN,
    TEXT_MAX,
    CommentOutcome,
)
from gacocrea.commitments.rules import Sheet, parts_of, words_of
from gacocrea.core.text import whole
from gacocrea.proposals.models import Stance
from gacocrea.web.forms import BaseForm, line, text
from gacocrea.web.labels import label


class CommentForm(BaseForm):
    """A comment on one field of the draft, or on a passage in it."""

    part = SelectField(_l("De qué parte habla"), validators=[InputRequired()])
    passage = line(
        _l("Pasaje"),
        most=PASSAGE_MAX,
        required=False,
        hint=_l("Si habla de una frase, cópiela aquí tal como está. En blanco: habla de toda la parte."),
    )
    stance = RadioField(_l("¿Está a favor o en contra?"), validators=[InputRequired(_l("Elija una opción."))])
    text = text(
        _l("Su observación"), least=COMMENT_MIN, most=COMMENT_MAX, hint=_l("Diga qué cambiaría y por qué.")
    )
    submit = SubmitField(_l("Publicar la observación"))

    @classmethod
    def of(cls, sheet: Sheet, part: str) -> Self:
        """Return the form for a sheet; only what it says can be commented on."""
        form = cls(data={"part": part})
        form.part.choices = [(name, label_of(name)) for name in parts_of(sheet) if words_of(sheet, name)]
        form.stance.choices = [(stance.value, label(stance)) for stance in Stance]
        return form


class AnswerForm(BaseForm):
    """One reasoned answer to one or more comments."""

    chosen = SelectMultipleField(_l("Observaciones"), choices=[], validate_choice=False)
    outcome = RadioField(_l("Qué se hizo"), validators=[InputRequired(_l("Elija una opción."))])
    reason = text(
        _l("Motivo"),
        least=REASON_MIN,
        most=TEXT_MAX,
        hint=_l("Es público y llega por correo a cada persona."),
    )
    submit = SubmitField(_l("Responder"))

    @classmethod
    def of(cls) -> Self:
        form = cls()
        form.outcome.choices = [(outcome.value, label(outcome)) for outcome in CommentOutcome]
        return form

    def numbers(self) -> list[int]:
        """Return the numbers of the comments that were marked."""
        found = (whole(value) for value in self.chosen.data or ())
        return [number for number in found if number is not None]
