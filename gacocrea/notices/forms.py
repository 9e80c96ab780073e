"""What people choose: what they follow, and how often they hear of it."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from gacocrea.notices.models import Rhythm
from gacocrea.web.forms import BaseForm

RHYTHMS = {
    Rhythm.AT_ONCE: _l("Cada vez que pase algo"),
    Rhythm.DAILY: _l("Una carta por día, si pasó algo"),
    Rhythm.NEVER: _l("Ninguna carta"),
}


class FollowForm(BaseForm):
    """A thing to follow, or no longer."""

    subject = HiddenField()
    on = BooleanField()
    next = HiddenField()


class RhythmForm(BaseForm):
    """How often a person hears."""

    rhythm = RadioField(
        _l("Cartas sobre lo que sigo"),
        choices=[SelectChoice(each.value, words) for each, words in RHYTHMS.items()],
        coerce=Rhythm,
        validators=[InputRequired(_l("Este dato hace falta."))],
    )


class StopForm(BaseForm):
    """No more notices: nothing to type."""
