"""What the fields of this stage share."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, Form
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from gacocrea.web.labels import LABELS

NEEDED = InputRequired(_l("Este dato hace falta."))


def choices_of(words: str) -> list[SelectChoice]:
    """Return the members of an enumeration as choices, in their words."""
    return [SelectChoice(value, name) for value, name in LABELS[words].items()]


def within_reach(_form: Form, field: Field) -> None:
    """Refuse days that no forum means, such as those of a mistyped year."""
    if field.data is not None and not 2000 <= field.data.year <= 2100:
        raise ValidationError(_l("Revise el año."))


def day_field(label: Any, *, hint: Any = "", required: bool = True) -> DateField:
    """Return a field for a day."""
    return DateField(label, validators=[NEEDED if required else Optional(), within_reach], description=hint)
