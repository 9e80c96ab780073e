"""The base of every form, and fields that clean what people type before any rule sees it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from flask import g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from gacocrea.core.errors import Invalid
from gacocrea.core.text import clean, whole
from gacocrea.web.errors import show_on
from gacocrea.web.extensions import db

T = TypeVar("T")


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form with CSRF; fields keep what was typed when something is wrong."""

    def values(self) -> dict[str, Any]:
        """Return the typed values without the CSRF token and the buttons."""
        skipped = {"csrf_token", "submit", "proof"}
        return {name: field.data for name, field in self._fields.items() if name not in skipped}

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse whatever was typed while the person has to wait: the page shows it again, filled."""
        if "wait" in g:
            g.was_told = True
            return False
        return bool(super().validate(extra_validators))


class Rows(FieldList):  # type: ignore[misc]
    """Rows of fields, numbered as the page numbered them: a row of any other number is left out."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        named = (
            name.removeprefix(f"{prefix}-").partition("-")[0] for name in formdata if name.startswith(prefix)
        )
        return (number for number in map(whole, named) if number is not None)


def _cleaned(most: int, *, multiline: bool) -> Callable[[str | None], str]:
    """Return the filter of a field. What is far too long is refused as it came: cleaning it would cost seconds."""

    def cleaned(value: str | None) -> str:
        typed = value or ""
        return clean(typed, multiline=multiline) if len(typed) <= 4 * most + 1000 else typed

    return cleaned


def _rules(least: int, most: int, required: bool) -> list[Any]:
    first = InputRequired(_l("Este dato hace falta.")) if required else Optional()
    return [first, Length(min=least if required else 0, max=most)]


def line(label: Any, *, least: int = 0, most: int, required: bool = True, hint: Any = "") -> StringField:
    """Return a one-line field with its limits."""
    return StringField(
        label,
        filters=[_cleaned(most, multiline=False)],
        validators=_rules(least, most, required),
        description=hint,
    )


def text(label: Any, *, least: int = 0, most: int, required: bool = True, hint: Any = "") -> TextAreaField:
    """Return a field of several lines with its limits."""
    return TextAreaField(
        label,
        filters=[_cleaned(most, multiline=True)],
        validators=_rules(least, most, required),
        description=hint,
    )


def attempt(form: BaseForm, do: Callable[[], T]) -> T | None:
    """Do an action when the form is sent and valid; return what it returns.

    None means that the page is to be shown (again): nothing was stored, what was refused stands beside
    its field, and nothing typed is lost.
    """
    if not form.validate_on_submit():
        return None
    try:
        return do()
    except Invalid as refusal:
        db.session.rollback()
        show_on(form, refusal)
        return None


def rehearse(do: Callable[[], T]) -> T:
    """Do an action for real and take it all back: what the page then shows is what would happen."""
    trial = db.session.begin_nested()
    try:
        return do()
    finally:
        trial.rollback()
