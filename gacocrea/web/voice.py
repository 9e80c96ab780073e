"""How Spanish pages address people: usted, as the strings of the code do, or tú where the forum chose it.

The familiar forms are a catalogue of their own, translations/es/LC_MESSAGES/tu.po, that holds what differs. It is
read once; which of the two speaks is one look at the forum of the page, so lazy strings follow it too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from babel.support import NullTranslations, Translations
from flask import current_app, g
from flask_babel import Babel, Domain, get_locale


class Voices(Domain):  # type: ignore[misc]
    """The catalogues of the house: one for each language, and a second one for Spanish."""

    def get_translations(self) -> NullTranslations:
        """Return the texts of this page's language, in the form of address of its forum."""
        if not is_familiar():
            return super().get_translations()  # type: ignore[no-any-return]
        locale = get_locale()
        if locale is None or locale.language != "es":
            return super().get_translations()  # type: ignore[no-any-return]
        return self._familiar

    @cached_property
    def _familiar(self) -> NullTranslations:
        return Translations.load(self.translation_directories[0], ["es"], "tu")


class HouseBabel(Babel):  # type: ignore[misc]
    """Flask-Babel with the voices of the house."""

    @cached_property
    def domain_instance(self) -> Voices:
        return Voices()


def is_familiar() -> bool:
    """Say whether what is being said takes the familiar form: as it was set, else as the forum of the page does."""
    if not g:
        return False
    fixed: bool | None = g.get("familiar")
    if fixed is None:
        forum = g.get("forum")
        return forum is not None and forum.treatment == "tu"
    return fixed


@contextmanager
def addressing(*, familiar: bool) -> Iterator[None]:
    """Speak in one form of address until the block ends, whatever page this is."""
    before = g.get("familiar")
    g.familiar = familiar
    try:
        yield
    finally:
        g.familiar = before


def is_familiar_in(forum_id: int | None) -> bool:
    """Say whether a forum chose tú; outside of any forum nobody did."""
    return forum_id is not None and current_app.extensions["is_familiar_in"](forum_id)
