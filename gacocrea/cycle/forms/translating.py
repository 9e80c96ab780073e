"""What a translator types: each field beside its original."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SubmitField

from gacocrea.cycle.tongues import Texts
from gacocrea.web.forms import BaseForm, line, text

REFUSALS = {
    "unknown_language": _l("Esa lengua no está en la lista: %(language)s."),
    "original_changed": _l("El original cambió mientras usted traducía. Compare otra vez y guarde."),
    "translation_fixed": _l("Este tema está en la boleta: mientras se vota, tampoco cambian sus traducciones."),
}
SHORT = 60
"""Letters up to which a text has a field of one line."""


class _TranslationForm(BaseForm):
    seen = HiddenField()
    submit = SubmitField(_l("Guardar la traducción"))

    def texts(self, originals: Texts) -> dict[str, str]:
        """Return what was typed, by field."""
        typed = {field: str(self[field].data or "") for field in originals}
        return {field: text if "\n" in originals[field] else " ".join(text.split()) for field, text in typed.items()}


def translation_form(originals: Texts, label: Callable[[str], Any], **given: Any) -> _TranslationForm:
    """Return a form with one field for each original; a translation may be three times as long."""
    fields = {}
    for field, words in originals.items():
        make = line if len(words) <= SHORT and "\n" not in words else text
        fields[field] = make(label(field), most=max(200, 3 * len(words)), required=False)
    kind: type[_TranslationForm] = type("TranslationForm", (_TranslationForm,), fields)
    return kind(**given)
